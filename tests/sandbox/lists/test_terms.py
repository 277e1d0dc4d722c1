"""Terms and payment methods: lists with short names, and the day a form falls due."""

import pytest

from tests.sandbox.client import Client, invoice


def due(us: Client, day: str, **term: object) -> str:
    """When an invoice of `day` falls due under a term."""
    made = us.make("Term", {"Name": "T", **term})
    shown: str = us.make("Invoice", invoice(5, TxnDate=day, SalesTermRef={"value": made["Id"]}))["DueDate"]
    return shown


@pytest.mark.parametrize(("days", "day"), [(0, "2026-01-31"), (1, "2026-02-01"), (30, "2026-03-02")])
def test_a_form_falls_due_so_many_days_after_its_date(us: Client, days: int, day: str) -> None:
    assert due(us, "2026-01-31", DueDays=days) == day


@pytest.mark.parametrize(
    ("date", "day"),
    [("2026-01-05", "2026-01-31"), ("2026-01-28", "2026-02-28"), ("2026-02-01", "2026-02-28")],
)
def test_a_form_falls_due_on_a_day_of_the_month_or_of_the_next_one(us: Client, date: str, day: str) -> None:
    assert due(us, date, DayOfMonthDue=31, DueNextMonthDays=10) == day


def test_a_term_says_its_kind_and_no_month_has_more_than_thirty_one_days(us: Client) -> None:
    assert us.make("Term", {"Name": "Net 7", "DueDays": 7})["Type"] == "STANDARD"
    assert us.make("Term", {"Name": "Mid-month", "DayOfMonthDue": 15})["Type"] == "DATE_DRIVEN"
    assert us.fault("term", {"Name": "Never", "DayOfMonthDue": 32})["code"] == "6000"


@pytest.mark.parametrize("entity", ["Term", "PaymentMethod"])
def test_a_name_has_thirty_one_characters_and_is_borne_once(us: Client, entity: str) -> None:
    assert us.make(entity, {"Name": "n" * 31})["Name"] == "n" * 31
    assert us.fault(entity.lower(), {"Name": "n" * 32})["code"] == "2050"
    assert us.fault(entity.lower(), {"Name": "N" * 31})["code"] == "6240"


@pytest.mark.parametrize("entity", ["Term", "PaymentMethod"])
def test_an_entry_is_made_inactive_and_frees_its_name(us: Client, entity: str) -> None:
    made = us.make(entity, {"Name": "Odd"})
    assert us.make(entity, {**made, "Active": False})["Name"] == "Odd (deleted)"
    assert us.make(entity, {"Name": "Odd"})["Id"] != made["Id"]
