"""Stock on the pages: an invoice that sold it is edited by hand, and the register shows what counting began with."""

from decimal import Decimal

import pytest

from matterbooks.sandbox.company import Company
from tests.sandbox.pages.test_entering import edit
from tests.sandbox.reports.books import company, make, sale
from tests.sandbox.reports.http import Browser
from tests.sandbox.stocking import counted


@pytest.fixture
def books() -> Company:
    """A company that began with five urns at 4 and sold two."""
    made = company()
    urn = make(made, "Item", counted(Decimal(5), PurchaseCost=Decimal(4)))["Id"]
    line = sale("30", urn, Qty=Decimal(2), UnitPrice=Decimal(15))
    make(made, "Invoice", {"CustomerRef": {"value": "1"}, "TxnDate": "2025-03-01", "Line": [line]})
    return made


def test_a_line_keeps_its_quantity_with_its_amount(books: Company) -> None:
    assert edit(Browser(books), "Invoice", "1", memo="By courier").status_code == 303
    invoice = books.entities("Invoice")[0]
    detail = invoice["Line"][0]["SalesItemLineDetail"]
    assert (invoice["PrivateNote"], detail["Qty"], detail["UnitPrice"]) == ("By courier", 2, 15)
    assert books.balance("81") == 1200


def test_another_amount_has_no_quantity_and_is_refused_in_words(books: Company) -> None:
    answer = edit(Browser(books), "Invoice", "1", line_0_amount="31")
    assert answer.status_code == 400
    assert "Quantity required for inventory item" in answer.text


def test_the_register_shows_the_starting_value_which_has_no_page(books: Company) -> None:
    text = Browser(books).page("accounts/81").text
    assert "<td>Inventory Starting Value</td>" in text
    assert "transactions/Item" not in text
