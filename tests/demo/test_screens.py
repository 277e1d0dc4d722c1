"""The screens of the practice, for an administrator and for an ordinary user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from matterbooks.demo.database import db
from matterbooks.demo.practice.kinds import Bill
from matterbooks.demo.practice.records import Record
from matterbooks.demo.seed import ADMIN, CLERK
from tests.demo.office import Visitor, opened

LISTS = ("bills", "payments", "credit-notes", "trust", "transfers", "supplier-invoices", "entries")
PAGES = (
    "/", "/clients", "/clients/3", "/matters", "/matters/3", *(f"/{slug}" for slug in LISTS), "/bills?page=2",
    "/bills/new", "/credit-notes/new", "/supplier-invoices/new", "/payments/new", "/payments/new?contact=5",
    "/payments/new?contact=36", "/trust/new", "/transfers/new", "/ledger", "/ledger/1200", "/ledger/3900",
)  # fmt: skip


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The practice before its month."""
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def clerk(app: Flask) -> Visitor:
    """An ordinary user."""
    return Visitor.clerk(app)


def _record(app: Flask, number: str) -> Record:
    with app.app_context():
        found = db.session.query(Record).filter_by(number=number).one()
        db.session.expunge(found)
        return found


def _bill(visitor: Visitor, do: str = "post", net: str = "100.00") -> str:
    visitor.get("/bills/new")
    line = {"lines-0-description": "Advice", "lines-0-account": "4000", "lines-0-net": net, "lines-0-tax_code": "GST"}
    answer = visitor.post("/bills/new", whose="1", date="2026-03-10", do=do, **line, **_blank_lines())
    assert answer.status_code == 302, answer.text
    return answer.location


def _blank_lines() -> dict[str, str]:
    rows = range(1, 6)
    return {f"lines-{row}-account": "4000" for row in rows} | {f"lines-{row}-tax_code": "GST" for row in rows}


def test_every_page_answers_both_kinds_of_user(app: Flask) -> None:
    for visitor in (Visitor.admin(app), Visitor.clerk(app)):
        for page in PAGES:
            answer = visitor.get(page)
            assert answer.status_code == 200, page
            assert "<h1" in answer.text


def test_nobody_sees_anything_without_logging_in(app: Flask) -> None:
    stranger = Visitor(app)
    for page in (*PAGES, "/admin", "/accounting/"):
        assert "/login" in stranger.get(page).location
    assert stranger.get("/login").status_code == 200


def test_only_administrators_see_admin_and_accounting(app: Flask, clerk: Visitor) -> None:
    admin = Visitor.admin(app)
    page = admin.get("/admin")
    assert "Connect to QuickBooks" in page.text
    assert 'href="/accounting/"' in page.text
    assert admin.get("/accounting/").status_code == 200
    assert clerk.get("/admin").status_code == 403
    assert clerk.get("/accounting/").status_code == 403
    assert "Admin" not in clerk.get("/").text


def test_a_wrong_password_says_so_and_lets_nobody_in(app: Flask) -> None:
    visitor = Visitor(app)
    assert "do not go together" in visitor.log_in(ADMIN, "guess").text
    assert "/login" in visitor.get("/").location


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"])
def test_log_in_leads_to_no_other_site(app: Flask, target: str) -> None:
    assert Visitor(app).log_in(CLERK, path=f"/login?next={target}").location == "/"


def test_log_in_leads_to_the_page_that_was_asked_for_and_log_out_ends_it(app: Flask) -> None:
    visitor = Visitor(app)
    assert visitor.log_in(CLERK, path="/login?next=/bills?page=2").location == "/bills?page=2"
    assert visitor.post("/logout").status_code == 302
    assert "/login" in visitor.get("/").location


def test_a_form_from_elsewhere_changes_nothing(app: Flask, clerk: Visitor) -> None:
    where = _bill(clerk)
    assert clerk.post_bare(f"{where}/revert").status_code == 400
    assert "Back to draft" in clerk.get(where).text


def test_a_bill_is_drafted_posted_taken_back_edited_and_deleted(app: Flask, clerk: Visitor) -> None:
    where = _bill(clerk, do="draft")
    assert "Draft" in clerk.get(where).text
    clerk.post(f"{where}/post")
    page = clerk.get(where).text
    assert "110.00" in page
    assert "2200 GST collected" in page
    clerk.get(f"{where}/edit")
    line = {"lines-0-description": "More", "lines-0-account": "4000", "lines-0-net": "20", "lines-0-tax_code": "FREE"}
    clerk.post(f"{where}/edit", whose="1", number="INV-7", date="2026-03-10", **line, **_blank_lines())
    assert _figures(clerk.get(where).text)["Amount"] == "20.00"
    assert "INV-7" in clerk.get(where).text
    clerk.post(f"{where}/revert")
    assert clerk.post(f"{where}/delete").location == "/bills"
    assert clerk.get(where).status_code == 404


def test_a_payment_is_received_for_a_bill_and_removed(clerk: Visitor) -> None:
    bill = _bill(clerk)
    page = clerk.get("/payments/new?contact=1").text
    rows = re.findall(r'name="(shares-\d+)-key" value="(\d+)"', page)
    mine = {f"{row}-key": key for row, key in rows} | {
        f"{row}-amount": "60.00" for row, key in rows if f"/records/{key}" == bill
    }
    sent = {"amount": "60.00", "date": "2026-03-11", "bank": "1000", "method": "EFT"}
    payment = clerk.post("/payments/new?contact=1", **sent, **mine).location
    assert _figures(clerk.get(bill).text)["Open"] == "50.00"
    assert clerk.post(f"{payment}/remove").location == "/payments"
    assert _figures(clerk.get(bill).text)["Open"] == "110.00"


def test_a_credit_note_is_applied_to_a_bill(app: Flask, clerk: Visitor) -> None:
    bill = _bill(clerk)
    clerk.get("/credit-notes/new")
    line = {"lines-0-description": "Less", "lines-0-account": "4000", "lines-0-net": "10", "lines-0-tax_code": "GST"}
    credit = clerk.post("/credit-notes/new", whose="1", date="2026-03-11", do="post", **line, **_blank_lines()).location
    rows = re.findall(r'name="(shares-\d+)-key" value="(\d+)"', clerk.get(f"{credit}/apply").text)
    chosen = {f"{row}-key": key for row, key in rows} | {
        f"{row}-amount": "11.00" for row, key in rows if f"/records/{key}" == bill
    }
    assert clerk.post(f"{credit}/apply", date="2026-03-11", **chosen).status_code == 302
    assert _figures(clerk.get(bill).text)["Open"] == "99.00"
    assert _figures(clerk.get(credit).text)["Open"] == "0.00"


def test_trust_money_and_transfers_are_entered(clerk: Visitor) -> None:
    clerk.get("/trust/new")
    entry = {"way": "receipt", "matter": "2", "date": "2026-03-11", "amount": "75.50"}
    assert "75.50" in clerk.get(clerk.post("/trust/new", **entry).location).text
    refused = clerk.post("/trust/new", **{**entry, "way": "payment", "amount": "75.51"})
    assert "holds 75.50 in trust" in refused.text
    transfer = {"source": "1000", "target": "1010", "date": "2026-03-11", "amount": "10"}
    assert "Bank transfer" in clerk.get(clerk.post("/transfers/new", **transfer).location).text
    assert "two different accounts" in clerk.post("/transfers/new", **{**transfer, "target": "1000"}).text


def test_a_form_that_is_not_right_says_where_and_keeps_what_was_entered(clerk: Visitor) -> None:
    clerk.get("/transfers/new")
    answer = clerk.post("/transfers/new", source="1000", target="1010", date="", amount="-3", memo="Rainy day")
    assert answer.status_code == 200
    assert "Enter a date." in answer.text
    assert "Enter an amount above 0." in answer.text
    assert 'value="Rainy day"' in answer.text


def test_a_locked_bill_offers_no_edit_and_refuses_one(app: Flask, clerk: Visitor) -> None:
    where = _bill(clerk)
    with app.app_context():
        bill = db.session.get_one(Bill, int(where.rsplit("/", 1)[1]))
        bill.locked, bill.lock_reason = True, "It is in QuickBooks Online as Invoice 7."
        db.session.commit()
    page = clerk.get(where).text
    assert "Locked." in page
    assert "Invoice 7" in page
    assert "/edit" not in page
    assert clerk.get(f"{where}/edit").location == where
    assert "cannot be edited while it is locked" in clerk.get(where).text
    clerk.post(f"{where}/revert")
    after = clerk.get(where).text
    assert "is locked and was not changed" in after
    assert "Journal entry" in after


def test_a_form_that_was_opened_before_the_lock_keeps_what_was_entered(app: Flask, clerk: Visitor) -> None:
    where = _bill(clerk)
    clerk.get(f"{where}/edit")
    with app.app_context():
        bill = db.session.get_one(Bill, int(where.rsplit("/", 1)[1]))
        bill.locked, bill.lock_reason = True, "It is on its way to QuickBooks Online."
        db.session.commit()
    line = {
        "lines-0-description": "Advice anew",
        "lines-0-account": "4000",
        "lines-0-net": "7",
        "lines-0-tax_code": "GST",
    }
    answer = clerk.post(f"{where}/edit", whose="1", date="2026-03-10", **line, **_blank_lines())
    assert "is locked and was not changed. It is on its way to QuickBooks Online." in answer.text
    assert 'value="Advice anew"' in answer.text
    assert "110.00" in clerk.get(where).text


@pytest.mark.parametrize(
    ("form", "first"),
    [("bills", "4000 Legal fees"), ("credit-notes", "4000 Legal fees"), ("supplier-invoices", "5000")],
)
def test_the_account_offered_first_is_the_usual_one(clerk: Visitor, form: str, first: str) -> None:
    page = clerk.get(f"/{form}/new").text
    options = page.split('id="lines-0-account"')[1].split("</select>")[0]
    assert options.split("<option")[1].split(">")[1].startswith(first)


def test_every_page_keeps_a_strict_content_policy_and_has_nothing_inline(app: Flask) -> None:
    visitor = Visitor.admin(app)
    for page in (*PAGES, "/admin"):
        answer = visitor.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", answer.text)


def test_the_trial_balance_shows_equal_totals(clerk: Visitor) -> None:
    totals = re.search(r"<tfoot>.*?</tfoot>", clerk.get("/ledger").text, re.DOTALL)
    assert totals is not None
    debit, credit = re.findall(r'<td class="amount">([^<]+)</td>', totals.group())
    assert debit == credit


def test_what_is_not_there_is_said_plainly(clerk: Visitor) -> None:
    for page in ("/records/9999", "/clients/999", "/matters/999", "/ledger/0000", "/nowhere"):
        answer = clerk.get(page)
        assert answer.status_code == 404
        assert "no such page or record" in answer.text


def test_a_journal_is_neither_edited_as_a_document_nor_removed_as_a_payment(app: Flask, clerk: Visitor) -> None:
    journal = _record(app, "GJ-1001")
    assert clerk.get(f"/records/{journal.id}/edit").status_code == 404
    assert clerk.post(f"/records/{journal.id}/remove").status_code == 404


def _figures(page: str) -> dict[str, str]:
    return dict(re.findall(r'<dt>([^<]+)</dt><dd(?: class="strong")?>([^<]*)</dd>', page))
