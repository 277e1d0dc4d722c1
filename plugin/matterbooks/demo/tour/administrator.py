"""What the administrator does in a browser, over real HTTP: log in, connect, consent, map, save."""

from __future__ import annotations

from datetime import date

from mechanicalsoup import StatefulBrowser

from matterbooks.demo.seed import ADMIN, PASSWORD

CLEARING = "Operating Clearing"
"""The account of the sample company in which both halves of a transfer meet."""


class TourError(RuntimeError):
    """A page of the demonstration is not what it should be; the message quotes what it says."""


class Administrator:
    """A browser with the administrator at it."""

    def __init__(self, practice: str) -> None:
        self._practice = practice
        self._browser = StatefulBrowser(raise_on_404=True, soup_config={"features": "html.parser"})

    def log_in(self) -> None:
        """Log in to the practice application."""
        self._open("/login")
        self._fill_form('form[method="post"]', email=ADMIN, password=PASSWORD)
        self._browser.submit_selected()
        self._expect("/login" not in self._browser.url, "the log-in was refused")

    def connect(self) -> str:
        """Admin > Accounting > Connect to QuickBooks, and consent; gives the company's name."""
        self._open("/accounting/")
        self._browser.select_form('form[action$="/accounting/connect"]')
        self._browser.submit_selected()
        form = self._browser.select_form('form[method="post"]')
        form.choose_submit(self._browser.page.select_one('button[value="connect"]'))
        self._browser.submit_selected()
        self._expect(self._browser.url.startswith(self._practice), "consent did not lead back to the practice")
        self._expect("Connected to" in self._text(), "the practice is not connected")
        return self._text().split("Connected to ", 1)[1].split("(")[0].strip()

    def map(self, opening: date) -> int:
        """Switch everything on, take every certain suggestion, and save; gives how many accounts are mapped.

        opening: the first day that is not in QuickBooks' opening balances.
        """
        self._open("/accounting/mapping")
        form = self._browser.select_form("#mapping-form")
        form.set_checkbox({"switch": ("sales", "supplier", "trust")}, uncheck_other_boxes=True)
        self._submit_to("/accounting/mapping/suggest")
        form = self._browser.select_form("#mapping-form")
        form.set("opening_date", opening.isoformat())
        form.set_select({"bank_transfers_account": self._option("bank_transfers_account", CLEARING)})
        form.choose_submit(self._browser.page.select('#mapping-form button[name="do"][value="save"]')[-1])
        self._browser.submit_selected()
        missing = [item.get_text(" ", strip=True) for item in self._browser.page.select("#problems li")]
        self._expect(not [words for words in missing if words.startswith(("Missing", "Not saved"))], "; ".join(missing))
        return int(self._browser.page.select_one("[data-mb-mapped]").get_text())

    def _open(self, path: str) -> None:
        self._browser.open(f"{self._practice}{path}")

    def _fill_form(self, selector: str, **values: str) -> None:
        form = self._browser.select_form(selector)
        for name, value in values.items():
            form.set(name, value)

    def _submit_to(self, path: str) -> None:
        self._browser.form.form["action"] = path
        self._browser.submit_selected()

    def _option(self, select: str, words: str) -> str:
        options = self._browser.page.select(f'select[name="{select}"] option')
        found = [option["value"] for option in options if words in option.get_text()]
        self._expect(bool(found), f"there is no choice called {words}")
        return str(found[0])

    def _text(self) -> str:
        return " ".join(self._browser.page.get_text(" ", strip=True).split())

    def _expect(self, right: bool, otherwise: str) -> None:
        if not right:
            raise TourError(f"At {self._browser.url}: {otherwise}. The page says: {self._text()[:600]}")
