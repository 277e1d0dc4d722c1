"""What a setting, an account or a right of the company holds is named before it is sent, and goes on once mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from matterbooks.ledger.documents import Invoice, Ref
from matterbooks.mapping.rights import Grant
from matterbooks.push import connecting
from matterbooks.push.plan import plan
from matterbooks.push.preflight import check_again
from matterbooks.push.retry import retry
from matterbooks.values import Held, OperationState
from tests.push.office import FIRM, Office, Paper, mapping_for


def preferences(office: Office, **settings: Any) -> None:
    """Change settings of the company as a person does in QuickBooks."""
    body = {"realmId": office.realm, **settings}
    assert requests.post(f"{office.sandbox.url}/sandbox/preferences", json=body, timeout=5).ok


def become(office: Office, role: str) -> None:
    """Give the QuickBooks user who connected another role."""
    body = {"roles": {office.realm: role}}
    assert requests.post(f"{office.sandbox.url}/sandbox/oauth", json=body, timeout=5).ok


def again(office: Office) -> int:
    """Press Check again; how many records go on."""
    return check_again(office.context, FIRM, "admin").released


def reached(office: Office, entity: str) -> int:
    """How many requests the company has seen that would write a record of this kind."""
    return sum(seen.entity == entity and seen.method == "POST" for seen in office.requests())


def held(office: Office, ref: Ref) -> tuple[str, str]:
    """Why the record is held, and in which words."""
    row = office.operation(ref)
    assert row.state == OperationState.HELD, row.state
    assert ref not in office.ledger.locked
    return row.reason, row.words


def arrived(office: Office, ref: Ref) -> bool:
    """Whether the record is in QuickBooks once the worker has done what it can."""
    office.drain()
    return office.operation(ref).state == OperationState.DONE


def foreign(bill: Invoice) -> Invoice:
    """The bill in euro, at two Australian dollars each."""
    postings = tuple(replace(one, amount=one.amount * 2) for one in bill.postings)
    return replace(bill, currency="EUR", exchange_rate=Decimal(2), postings=postings)


def test_a_closing_date_holds_names_itself_and_lets_go_once_it_is_moved(office: Office, paper: Paper) -> None:
    preferences(office, AccountingInfoPrefs={"BookCloseDate": "2026-02-28"})
    again(office)
    ref = office.post(paper.bill("INV-1", "100.00", day=date(2026, 2, 27)))
    office.drain()
    reason, words = held(office, ref)
    assert reason == Held.PERIOD
    assert "2026-02-28" in words
    assert reached(office, "invoice") == reached(office, "customer") == 0
    assert again(office) == 0
    assert held(office, ref)[0] == Held.PERIOD
    preferences(office, AccountingInfoPrefs={"BookCloseDate": "2026-01-31"})
    assert again(office) == 1
    assert arrived(office, ref)


def test_a_closing_date_that_quickbooks_alone_knew_of_lets_go_too(office: Office, paper: Paper) -> None:
    preferences(office, AccountingInfoPrefs={"BookCloseDate": "2026-02-28"})
    ref = office.post(paper.bill("INV-1", "100.00", day=date(2026, 2, 27)))
    office.drain()
    assert held(office, ref)[0] == Held.PERIOD
    assert reached(office, "invoice") == 1
    assert again(office) == 0
    assert "2026-02-28" in held(office, ref)[1]
    preferences(office, AccountingInfoPrefs={"BookCloseDate": None})
    assert again(office) == 1
    assert arrived(office, ref)


def test_an_inactive_account_holds_names_itself_and_lets_go_once_it_is_active(office: Office, paper: Paper) -> None:
    income = office.connect().of_type("Income")[0]
    account = next(row for row in office.in_quickbooks("Account") if row["Id"] == income.id)
    account = office.by_hand("Account", {**account, "Active": False})
    again(office)
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    reason, words = held(office, ref)
    assert reason == Held.MAPPING
    assert "4000 Fees" in words
    assert "inactive" in words
    assert reached(office, "invoice") == reached(office, "customer") == 0
    office.by_hand("Account", {**account, "Active": True})
    assert again(office) == 1
    assert arrived(office, ref)


def test_a_currency_that_is_off_holds_names_itself_and_lets_go_once_it_is_on(
    unmapped_office: Office, paper: Paper
) -> None:
    office = unmapped_office
    office.map(replace(mapping_for(office.connect()), currencies={"EUR": "EUR"}))
    ref = office.post(foreign(paper.bill("INV-1", "100.00")))
    office.drain()
    reason, words = held(office, ref)
    assert reason == Held.MAPPING
    assert "EUR" in words
    assert reached(office, "invoice") == reached(office, "customer") == 0
    preferences(office, CurrencyPrefs={"MultiCurrencyEnabled": True})
    office.by_hand("CompanyCurrency", {"Code": "EUR"})
    assert again(office) == 1
    assert arrived(office, ref)


def test_what_may_not_be_seen_is_held_before_it_is_sent_and_others_flow(office: Office, paper: Paper) -> None:
    become(office, "suppliers")
    again(office)
    ref = office.post(paper.bill("INV-1", "100.00"))
    office.drain()
    reason, words = held(office, ref)
    assert reason == Held.PERMISSION
    assert "may not see bills (Invoice)" in words
    assert "administrator of QuickBooks connects again" in words
    assert reached(office, "invoice") == reached(office, "customer") == 0
    become(office, "customers")
    assert again(office) == 1
    assert arrived(office, ref)


def test_what_was_on_its_way_when_the_right_was_taken_is_held_before_it_is_sent(office: Office, paper: Paper) -> None:
    ref = office.post(paper.bill("INV-1", "100.00"))
    plan(office.context, FIRM)
    become(office, "suppliers")
    again(office)
    office.drain()
    assert {(row.kind, row.reason) for row in office.held()} == {("customer", Held.PERMISSION)}
    assert reached(office, "invoice") == reached(office, "customer") == 0
    become(office, "admin")
    assert again(office) == 1
    assert arrived(office, ref)


def test_a_right_refused_once_holds_its_kind_alone_and_is_asked_for_no_more(office: Office, paper: Paper) -> None:
    become(office, "no_payments")
    again(office)
    bills = [paper.bill(f"INV-{number}", "100.00") for number in range(4)]
    for bill in bills:
        office.post(bill)
    refs = [office.post(paper.payment(f"R-{bill.number}", "110.00", (bill, "110.00"))) for bill in bills]
    office.drain()
    assert len(office.in_quickbooks("Invoice")) == len(bills)
    assert reached(office, "payment") == 1
    for ref in refs:
        reason, words = held(office, ref)
        assert reason == Held.PERMISSION
        assert "may not enter payments by clients (Payment)" in words
        assert "administrator of QuickBooks connects again" in words
    become(office, "admin")
    assert again(office) == len(refs)
    assert all(arrived(office, ref) for ref in refs)
    assert len(office.in_quickbooks("Payment")) == len(refs)


def test_a_right_that_is_still_missing_costs_one_record_and_not_all(office: Office, paper: Paper) -> None:
    become(office, "no_payments")
    bills = [paper.bill(f"INV-{number}", "100.00") for number in range(3)]
    for bill in bills:
        office.post(bill)
        office.post(paper.payment(f"R-{bill.number}", "110.00", (bill, "110.00")))
    office.drain()
    assert reached(office, "payment") == 1
    again(office)
    office.drain()
    assert reached(office, "payment") == 2
    assert len(office.held()) == len(bills)


def test_a_retry_by_hand_tries_the_right_once_more(office: Office, paper: Paper) -> None:
    become(office, "no_payments")
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    ref = office.post(paper.payment("R-1", "110.00", (bill, "110.00")))
    office.drain()
    row = office.operation(ref)
    assert row.reason == Held.PERMISSION
    become(office, "admin")
    retry(office.context, FIRM, [row.id], "admin")
    assert arrived(office, ref)


def test_connecting_again_as_a_better_user_lets_go(office: Office, paper: Paper) -> None:
    become(office, "no_payments")
    bill = paper.bill("INV-1", "100.00")
    office.post(bill)
    ref = office.post(paper.payment("R-1", "110.00", (bill, "110.00")))
    office.drain()
    assert held(office, ref)[0] == Held.PERMISSION
    consent(office, role="admin")
    assert arrived(office, ref)


def consent(office: Office, role: str) -> None:
    """Connect over the consent page as a person of this role."""
    asked = _params(connecting.begin(office.context, firm=FIRM, user_id="admin", browser="b"))
    answer = requests.post(
        f"{office.sandbox.url}/connect/oauth2",
        data={**asked, "realm": office.realm, "decision": "connect", "role": role},
        allow_redirects=False,
        timeout=5,
    )
    params = _params(answer.headers["Location"])
    connecting.finish(office.context, firm=FIRM, params=params, user_id="admin", browser="b")


def _params(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_connecting_asks_what_the_user_may_see_in_one_request_and_changes_nothing(office: Office) -> None:
    before = len(office.requests())
    catalogue = check_again(office.context, FIRM, "admin").catalogue
    seen = office.requests()[before:]
    assert [one.entity for one in seen].count("batch") == 1
    assert len(seen) == 6, "company, settings, accounts, tax rates, tax codes, rights"
    assert {one.entity for one in seen} == {"batch", "query", "companyinfo", "preferences"}
    assert {right.grant for right in catalogue.rights} == {Grant.SEEN}


@pytest.mark.parametrize("trouble", [{"kind": "status", "status": 503}, {"kind": "fault", "code": "500"}])
def test_what_cannot_be_asked_holds_nothing(office: Office, paper: Paper, trouble: dict[str, Any]) -> None:
    office.trouble(entity="batch", **trouble)
    catalogue = check_again(office.context, FIRM, "admin").catalogue
    assert {right.grant for right in catalogue.rights} == {Grant.UNKNOWN}
    assert arrived(office, office.post(paper.bill("INV-1", "100.00")))
