"""Unlocking: pick, choose, give a reason, look at the plan, and only then let it run."""

from __future__ import annotations

from typing import Any

import pytest

from matterbooks.ledger.documents import Ref
from matterbooks.store import audit, links
from matterbooks.values import Kind, LinkState
from tests.web.practice import FIRM, Browser, Practice

Form = dict[str, Any]


@pytest.fixture
def bill(practice: Practice, mapped: Browser) -> Ref:
    """A bill in QuickBooks, locked here."""
    ref = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    assert ref in practice.ledger.locked
    return ref


def form(practice: Practice, ref: Ref, **more: str) -> Form:
    """A whole form for unlocking this record."""
    with practice.mount.store.read() as session:
        link = links.live(session, ref.firm, ref.kind, ref.id)
        assert link is not None
    return {"link": str(link.id), "choice": "delete", "reason": "Wrong matter", "do": "plan", **more}


def test_linked_records_are_listed_by_kind(mapped: Browser, bill: Ref) -> None:
    assert "1001" in mapped.get("/unlock").text
    assert "1001" in mapped.get("/unlock?kind=sales_invoice").text
    assert "No linked record of this kind" in mapped.get("/unlock?kind=sales_payment").text


def test_a_record_that_was_led_to_is_ticked(practice: Practice, mapped: Browser, bill: Ref) -> None:
    link = form(practice, bill)["link"]
    assert f'value="{link}" id="link-{link}" checked' in mapped.get(f"/unlock?link={link}").text


def test_a_record_that_was_led_to_is_ticked_however_long_ago_it_was_sent(
    practice: Practice, mapped: Browser, bill: Ref, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matterbooks.web.unlock.MOST", 1)
    link = form(practice, bill)["link"]
    practice.post(practice.paper().bill("2002", "5.00"))
    practice.drain()
    ticked = f'value="{link}" id="link-{link}" checked'
    assert f'id="link-{link}"' not in mapped.get("/unlock").text
    assert ticked in mapped.get(f"/unlock?kind=sales_invoice&id={bill.id}").text
    assert ticked in mapped.get(f"/unlock?link={link}").text
    assert ticked not in mapped.get(f"/unlock?kind=sales_payment&id={bill.id}").text


def test_the_plan_is_shown_and_changes_nothing(practice: Practice, mapped: Browser, bill: Ref) -> None:
    page = mapped.post("/unlock", form(practice, bill)).text
    assert "What would happen" in page
    assert "Delete Invoice" in page
    assert bill in practice.ledger.locked


def test_deleting_gives_the_record_back_and_keeps_the_reason(practice: Practice, mapped: Browser, bill: Ref) -> None:
    answer = mapped.post("/unlock", form(practice, bill, do="unlock"), follow=True)
    assert answer.request.path == f"/accounting/activity/sales_invoice/{bill.id}"
    assert "1 record is given back as soon as QuickBooks has deleted its copy" in answer.text
    assert "QuickBooks is asked to delete its copy" in answer.text
    practice.drain()
    assert "Its copy in QuickBooks was deleted" in mapped.get(f"/activity/sales_invoice/{bill.id}").text
    assert bill not in practice.ledger.locked
    assert practice.sandbox.company(practice.realm).entities("Invoice") == []
    page = mapped.get("/activity").text
    assert "Given back" in page
    assert "Nothing was posted since the connection began." in page
    with practice.mount.store.read() as session:
        events = {row.event: row.detail for row in audit.recent(session, FIRM, 20)}
    assert events["unlocked_delete"]["reason"] == "Wrong matter"


def test_keeping_says_plainly_that_two_copies_will_exist(practice: Practice, mapped: Browser, bill: Ref) -> None:
    assert "Two copies will exist" in mapped.post("/unlock", form(practice, bill, choice="keep")).text
    answer = mapped.post("/unlock", form(practice, bill, choice="keep", do="unlock"), follow=True)
    assert "given back for editing" in answer.text
    assert bill not in practice.ledger.locked
    with practice.mount.store.read() as session:
        link = links.latest(session, bill.firm, bill.kind, bill.id)
    assert link is not None
    assert (link.state, link.ended_how) == (LinkState.ENDED, "kept")


def test_a_paid_bill_is_refused_with_what_stands_in_the_way(practice: Practice, mapped: Browser, bill: Ref) -> None:
    paper = practice.paper()
    practice.post(paper.payment("R1", "110.00", (paper.bill("1001", "100.00"), "110.00")))
    practice.drain()
    for do in ("plan", "unlock"):
        answer = mapped.post("/unlock", form(practice, bill, do=do))
        assert answer.status_code == 409
        assert "R1" in answer.text
        assert "Nothing was done" in answer.text
    assert bill in practice.ledger.locked


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"link": ""}, "Tick at least one record", "records"),
        ({"reason": "  "}, "Give a reason", "reason"),
        ({"choice": ""}, "Choose what becomes of the copy", "choice"),
    ],
)
@pytest.mark.parametrize("do", ["plan", "unlock"])
def test_what_is_missing_is_named_and_linked_and_the_rest_kept(
    practice: Practice, mapped: Browser, bill: Ref, change: Form, words: str, field: str, do: str
) -> None:
    answer = mapped.post("/unlock", form(practice, bill, **{"do": do, **change}))
    assert answer.status_code == 400
    assert f'<a href="#{field}">{words}' in answer.text
    assert field == "reason" or "Wrong matter" in answer.text
    assert bill in practice.ledger.locked


def test_another_firms_record_is_not_unlocked(practice: Practice, mapped: Browser, bill: Ref) -> None:
    data = form(practice, bill, choice="keep", do="unlock") | {"csrf_token": mapped.token()}
    practice.firm[0] = "birch"
    assert mapped.client.post("/accounting/unlock", data=data).status_code == 409
    assert bill in practice.ledger.locked


def test_kinds_are_listed_in_full(mapped: Browser) -> None:
    page = mapped.get("/unlock").text
    assert all(f'value="{kind.value}"' in page for kind in Kind)
