"""``matterbooks sandbox``: the companies as a process of their own."""

import argparse
import ipaddress
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from matterbooks.sandbox.oauth.rotation import Rotation
from matterbooks.sandbox.seeds import COUNTRIES, SEEDS
from matterbooks.sandbox.server import LOOPBACK, Sandbox
from matterbooks.sandbox.settings import Settings
from matterbooks.sandbox.storage.database import DataFolderError
from matterbooks.sandbox.trouble.windows import Window

PORT = 8799
WEBHOOK_SECONDS = 1.0
"""How often waiting webhooks are sent; what happens in between is sent together."""
AFTERWORD = """
Connect an app with any client id, secret and redirect address: point its discovery document and its API base address
at this machine. For a script: curl -X POST http://127.0.0.1:8799/sandbox/tokens
Everything that can be set while it runs is listed at http://127.0.0.1:8799/sandbox/
"""


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(
        "matterbooks sandbox",
        description="A QuickBooks Online company on this machine: OAuth, the Accounting API, reports, and its pages.",
        epilog=AFTERWORD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _where(made.add_argument_group("where"))
    _company(made.add_argument_group("the first company"))
    _service(made.add_argument_group("how the service behaves (all can be changed while it runs)"))
    return made


def _where(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--port", type=_port, default=PORT, help=f"0 takes a free one (default: {PORT})")
    group.add_argument("--host", default=LOOPBACK, help=f"default: {LOOPBACK}, which only this machine reaches")
    group.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="keep everything in this folder, and find it there again; what it has goes before --country and "
        "--seed-company (default: a private place that is gone in the end)",
    )


def _company(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--country", type=str.upper, choices=COUNTRIES, default="US", help="default: US")
    group.add_argument(
        "--seed-company",
        choices=SEEDS,
        default="sample",
        help="sample has a law firm's accounts and, in the US, Intuit's sample ids (default: sample)",
    )


def _service(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--limits", action="store_true", help="enforce Intuit's limits (500 a minute, 10 a second, ...)")
    group.add_argument(
        "--window",
        choices=[one.value for one in Window],
        default=Window.SLIDING.value,
        help="how the limits count: the seconds just past, or since the full minute (default: sliding)",
    )
    group.add_argument("--latency", type=_seconds, default=0.0, metavar="SECONDS", help="each call takes so long")
    group.add_argument(
        "--latency-random", type=_seconds, default=0.0, metavar="SECONDS", help="and by chance up to so much longer"
    )
    group.add_argument(
        "--rotation",
        choices=[one.value for one in Rotation],
        default=Rotation.DAILY.value,
        help="when a refresh gives a new refresh token (default: daily, as Intuit)",
    )
    group.add_argument(
        "--speed", type=_speed, default=1.0, metavar="N", help="the clock here runs N times as fast (default: 1)"
    )
    group.add_argument(
        "--seed", type=int, default=1, metavar="N", help="decides what trouble leaves to chance (default: 1)"
    )


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{number} is not between 0 and 65535")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def _seconds(text: str) -> float:
    seconds = _number(text)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("seconds cannot be negative or endless")
    return seconds


def _speed(text: str) -> float:
    speed = _number(text)
    if not 0 < speed < float("inf"):
        raise argparse.ArgumentTypeError("must be above 0")
    return speed


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted or terminated, saying where; answers the exit status."""
    given = parser().parse_args(arguments)
    settings = Settings(
        limits=given.limits,
        window=given.window,
        latency=given.latency,
        latency_random=given.latency_random,
        rotation=given.rotation,
        speed=given.speed,
        seed=given.seed,
    )
    try:
        sandbox = Sandbox(
            host=given.host,
            port=given.port,
            country=given.country,
            seed_company=given.seed_company,
            data=given.data,
            settings=settings,
        )
        sandbox.start()
    except DataFolderError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The sandbox cannot listen at {given.host}:{given.port}: {error.strerror}.", file=sys.stderr)
        return 1
    if not is_loopback(given.host):
        print(_warning(given.host), file=sys.stderr)
    _serve(sandbox, given.data)
    return 0


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _warning(host: str) -> str:
    return (
        f"Warning: at {host} other machines may reach this sandbox. Anybody who does can make tokens, read, change and "
        "delete everything in it: keep no real data here, and prefer the default host."
    )


def _serve(sandbox: Sandbox, data: Path | None) -> None:
    told = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: told.set())
    company = sandbox.company()
    print(f"QuickBooks sandbox at {sandbox.url}")
    print(f"  company    {company.name} ({company.country}), realm {company.realm_id}")
    print(f"  discovery  {sandbox.url}/.well-known/openid_sandbox_configuration")
    print(f"  control    {sandbox.url}/sandbox/")
    print(f"  stop with Ctrl+C; everything {f'stays in {data}' if data else 'is then gone'}", flush=True)
    while not told.wait(WEBHOOK_SECONDS):
        sandbox.state.webhooks.deliver()
    sandbox.close()
    print("stopped")
