"""The command line `matterbooks`: files, the sandbox and the notebooks. A host's own commands are in `commands`.

Nothing imports pandas, Jupyter or the sandbox before a command needs it.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from matterbooks import __version__

FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Compare a practice ledger with QuickBooks Online, and run a QuickBooks company on this machine."""


@main.command(add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def sandbox(options: tuple[str, ...]) -> None:
    """Run a QuickBooks Online company on this machine."""
    from matterbooks.sandbox.command_line import main as run

    sys.exit(run(options))


@main.command()
@click.argument("file", type=FILE)
@click.option("--accounts", type=FILE, help="An Account List, for the types of a General Ledger's accounts.")
@click.option("--profile", type=FILE, help="A saved column profile.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the only form so far).")
def read(file: Path, accounts: Path | None, profile: Path | None, as_json: bool) -> None:
    """Print the postings of one QuickBooks export, as read."""
    from matterbooks.reconcile.read_command import main_read

    sys.exit(main_read(file, accounts, profile))


@main.command()
@click.argument("file", type=FILE)
@click.option("--profile", type=FILE, help="Begin with a saved profile instead of guessing.")
@click.option("--set", "columns", multiple=True, metavar="COLUMN=TITLE", help="Which title of the file a column is.")
@click.option("--unset", multiple=True, metavar="COLUMN", help="A column that was guessed and is not there.")
@click.option("--fixed", multiple=True, metavar="COLUMN=VALUE", help="One value for every row.")
@click.option("--kind", "kinds", multiple=True, metavar="WORD=KIND", help="Which kind a word of the file is.")
@click.option("--dates", type=click.Choice(["day first", "month first"]), default=None)
@click.option("--positive", type=click.Choice(["debit", "credit"]), help="The side of signed amounts above zero.")
@click.option("--header", type=click.IntRange(1), help="The row of the titles, if it is not found.")
@click.option("--save", type=FILE, help="Keep the profile.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def profile(
    file: Path,
    profile: Path | None,
    columns: tuple[str, ...],
    unset: tuple[str, ...],
    fixed: tuple[str, ...],
    kinds: tuple[str, ...],
    dates: str | None,
    positive: str | None,
    header: int | None,
    save: Path | None,
    as_json: bool,
) -> None:
    """Show, correct and keep how the columns of another program's ledger are read; exit 1 while it is not complete."""
    from matterbooks.reconcile.profile_command import main as run

    said = {"columns": _pairs(columns), "fixed": _pairs(fixed), "kinds": _pairs(kinds)}
    sys.exit(run(file, profile, said, unset, dates or "", positive or "", header, save, as_json=as_json))


@main.command()
@click.option("--ledger", type=FILE, required=True)
@click.option("--quickbooks", type=FILE, required=True, multiple=True)
@click.option("--links", type=FILE)
@click.option("--mapping", type=FILE)
@click.option("--books", type=FILE)
@click.option("--profile", type=FILE)
@click.option("--bank", multiple=True, help="A trust bank's statement: bank.csv, CSV, OFX, CAMT.053; or ACCOUNT=FILE.")
@click.option("--matters", multiple=True, help="A matter trial list as CSV; or DAY=FILE.")
@click.option("--jurisdiction", default="", help="Whose trust rules to be reminded of, such as AU-NSW.")
@click.option("--from", "start", type=DAY)
@click.option("--to", "end", type=DAY)
@click.option("--out", type=FILE, help="The workbook to write.")
@click.option("--json", "json_path", type=FILE, help="Where to write the findings.")
@click.option("--csv", "csv_path", type=FILE, help="Where to write the findings as a table.")
@click.option("--previous", type=FILE, help="The workbook of the run before: what was decided there comes back.")
@click.option("--materiality", default="0.00", help="A finding above it that nobody settled stands against signing.")
def reconcile(
    ledger: Path,
    quickbooks: tuple[Path, ...],
    links: Path | None,
    mapping: Path | None,
    books: Path | None,
    profile: Path | None,
    bank: tuple[str, ...],
    matters: tuple[str, ...],
    jurisdiction: str,
    start: datetime | None,
    end: datetime | None,
    out: Path | None,
    json_path: Path | None,
    csv_path: Path | None,
    previous: Path | None,
    materiality: str,
) -> None:
    """Compare both books; exit 0 if they agree, 1 if something is found, 2 if a file is refused."""
    from matterbooks.reconcile.reconcile_command import main as run

    sys.exit(
        run(
            ledger=ledger,
            quickbooks=list(quickbooks),
            links=links,
            mapping=mapping,
            books=books,
            profile=profile,
            bank=bank,
            matters=matters,
            jurisdiction=jurisdiction,
            start=_day(start),
            end=_day(end),
            out=out,
            json_path=json_path,
            csv_path=csv_path,
            previous=previous,
            materiality=_cents(materiality),
        )
    )


@main.command()
@click.option("--practice", type=FILE, required=True, help="The practice's accounts: number, name, type.")
@click.option("--quickbooks", type=FILE, required=True, help="The accounts of QuickBooks: number, name, type.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def suggest(practice: Path, quickbooks: Path, as_json: bool) -> None:
    """Suggest the QuickBooks account for each account of the practice; exit 2 if a file is refused."""
    from matterbooks.mapping.suggest_command import main as run

    sys.exit(run(practice, quickbooks, as_json=as_json))


@main.command()
@click.argument("folder", type=FOLDER)
def notebooks(folder: Path) -> None:
    """Copy the notebooks into a folder; a file that is there already is left as it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in resources.files("matterbooks.notebooks").iterdir():
            if source.name.endswith(".ipynb"):
                click.echo(_copy(source, folder / source.name))
    except OSError as trouble:
        raise click.ClickException(f"Cannot write to {trouble.filename or folder}: {trouble.strerror}.") from trouble


def _copy(source: Traversable, target: Path) -> str:
    if target.exists():
        return f"{target} is there already and was left as it is"
    target.write_bytes(source.read_bytes())
    return str(target)


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    """`name=value` texts as a dict."""
    wrong = next((text for text in texts if "=" not in text), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} has no = between name and value")
    return {name: value for name, _, value in (text.partition("=") for text in texts)}


def _cents(text: str) -> int:
    from matterbooks.reconcile.signing import cents_of

    try:
        return cents_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--materiality") from error


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant else None
