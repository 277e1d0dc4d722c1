"""Take the pictures of notebooks/README.md: every notebook run on the invented firm's year, opened in a browser.

`python -m tests.reconcile.notebook.take_pictures` writes notebooks/pictures/*.png; with `--whole DIR` also each page as
a whole, to be read through.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page

from matterbooks.reconcile import folder as folders
from matterbooks.reconcile.looking import closing
from tests.reconcile.notebook import firm
from tests.reconcile.notebook.executing import NOTEBOOKS, executed
from tests.reconcile.trust import office
from tests.web.chromium import chromium

PICTURES = NOTEBOOKS / "pictures"
JUNE = {"start": "2026-06-01", "end": "2026-06-30"}
SHOTS: dict[str, tuple[dict[str, str], tuple[str, str]]] = {
    "month_end": (JUNE, ("coverage", "waterfall")),
    "explain_one_difference": ({"look_for": "INV-1185"}, ("why", "picture")),
    "mapping_review": ({}, ("compare", "heat")),
    "unsynced_and_locked": ({}, ("locks", "closed")),
    "trust": (
        {"folder": "trust", "jurisdiction": "AU-NSW", "start": "2026-10-01", "end": "2026-10-31"},
        ("tie", "legs"),
    ),
    "whole_year": ({}, ("start", "months")),
}
"""Notebook -> values of its parameters, and the first and the last cell of its picture."""


def main() -> None:
    """Run, open and photograph them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", type=Path, help="Where to put pictures of the whole pages.")
    whole: Path | None = parser.parse_args().whole
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        _write_may(firm.write(firm.year(), place / "exports", firm.ENDS))
        _write_trust(place / "trust")
        pages = {name: _page(name, place, values) for name, (values, _) in SHOTS.items()}
        _photograph(pages, whole)


def _photograph(pages: dict[str, Path], whole: Path | None) -> None:
    with chromium() as browser:
        for name, path in pages.items():
            page, (_, (first, last)) = _opened(browser, path), SHOTS[name]
            _shot(page, first, last, PICTURES / f"{name}.png")
            if whole is not None:
                page.screenshot(path=whole / f"{name}.png", full_page=True)
            page.close()


def _write_may(exports: Path) -> None:
    """Last month's workbook, to roll forward from."""
    found = folders.look_into(exports)
    closing.write(closing.compare(found, "2026-05-01", "2026-05-31", "none"), found)


def _write_trust(folder: Path) -> None:
    """A month of client money: a bank fee that nobody entered, and a client overdrawn for three days."""
    folder.mkdir()
    month = office.clean()
    month.bank.append(office.BankLine(office.october(14), -1_500, "", "ACCOUNT FEE"))
    month.banked(month.book(office.payment("TPAY-1010", 13, "M3", 180_000)))
    month.banked(month.book(office.receipt("TR-1011", 16, "M3", 100_000)))
    office.write(month, folder)


def _page(name: str, place: Path, values: dict[str, str]) -> Path:
    """The notebook with its outputs as a web page."""
    book = executed(name, place, **{"folder": "exports", **values})
    exporter: Any = HTMLExporter(exclude_input_prompt=True, exclude_output_prompt=True)  # type: ignore[no-untyped-call]
    path = place / f"{name}.html"
    path.write_text(exporter.from_notebook_node(book)[0], encoding="utf-8")
    return path


def _opened(browser: Browser, path: Path) -> Page:
    page = browser.new_page(viewport={"width": 1040, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    return page


def _shot(page: Page, first: str, last: str, path: Path) -> None:
    """From the words above the first cell to the end of the last one."""
    top = page.locator(f"[id='cell-id={first}-words']").bounding_box()
    end = page.locator(f"[id='cell-id={last}']").bounding_box()
    if top is None or end is None:
        raise LookupError(f"{path.stem}: the page has no cell {first} or {last}")
    height = end["y"] + end["height"] - top["y"]
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": top["y"], "width": 1040, "height": height})


if __name__ == "__main__":
    main()
