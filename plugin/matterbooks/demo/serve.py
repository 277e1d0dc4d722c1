"""`python -m matterbooks.demo.serve --port 8080`: the practice application in a process of its own, for one machine."""

from __future__ import annotations

import argparse

from werkzeug.serving import WSGIRequestHandler, make_server

from matterbooks.demo import create_app


class QuietHandler(WSGIRequestHandler):
    """Logs no line for each request: what is looked at is the page."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def main() -> None:
    """Serve until terminated; loopback only."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    given = parser.parse_args()
    server = make_server("127.0.0.1", given.port, create_app(), threaded=True, request_handler=QuietHandler)
    server.serve_forever()


if __name__ == "__main__":
    main()
