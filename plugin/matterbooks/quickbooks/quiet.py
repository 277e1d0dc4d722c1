"""urllib3 logs every address at DEBUG, and ours name the company and, in queries, its customers: that part is left out.

Only lines about Intuit, or the stand-in that we talk to, are changed; a host's own requests are logged as ever.
"""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from matterbooks.quickbooks.environment import Environment

LOGGER = "urllib3.connectionpool"
LEFT_OUT = "/(left out by matterbooks)"
_ADDRESS = 4
"""Place of the path in urllib3's arguments: scheme, host, port, method, path, version, status, length."""


class _WithoutAddresses(logging.Filter):
    """Replaces the path of what is sent to one environment."""

    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self.environment = environment

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: the line stays, with its method and status."""
        given = record.args
        if isinstance(given, tuple) and len(given) > _ADDRESS and self._is_ours(*map(str, given[:3])):
            record.args = (*given[:_ADDRESS], LEFT_OUT, *given[_ADDRESS + 1 :])
        return True

    def _is_ours(self, scheme: str, host: str, port: str) -> bool:
        base = urlsplit(self.environment.api_base)
        mine = f"{scheme}://{host}:{port}"
        if self.environment.is_loopback:
            return (host, port) == (base.hostname, str(base.port))
        return self.environment.owns(mine)


def hush(environment: Environment) -> None:
    """From now on; once for each environment."""
    logger = logging.getLogger(LOGGER)
    there = (one.environment for one in logger.filters if isinstance(one, _WithoutAddresses))
    if environment not in there:
        logger.addFilter(_WithoutAddresses(environment))
