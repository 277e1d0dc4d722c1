"""What a change of the mapping would do, before it is saved, and what was posted under each version."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from matterbooks.ledger.documents import Document, Ref
from matterbooks.push.plan import plan
from matterbooks.push.posting_history import posting_history
from matterbooks.store import posted_under
from matterbooks.values import Held, OperationState
from matterbooks.web import mapping_effect
from tests.web.forms import Fields, as_data, choose, put
from tests.web.practice import FIRM, Browser, Practice
from tests.web.test_mapping import account, entered, send


@pytest.fixture
def posted(practice: Practice, mapped: Browser) -> Fields:
    """Two bills on 4000 and a receipt are in QuickBooks; gives the form in which 4000 leads elsewhere."""
    paper = practice.paper()
    bills = [paper.bill(number, "100.00") for number in ("1001", "1002")]
    for bill in bills:
        practice.post(bill)
    practice.post(paper.payment("R1", "110.00", (bills[0], "110.00")))
    practice.drain()
    return choose(entered(mapped), "account", "4000", account(practice, "Sales of Product Income"))


def preview(browser: Browser, form: Fields) -> str:
    """What the preview says, as words with single spaces."""
    page = send(browser, form, "preview").text
    return " ".join(page.split('id="effect"')[1].split("</section>")[0].split())


def listed(browser: Browser, form: Fields) -> list[dict[str, str]]:
    """The list as CSV."""
    answer = browser.client.post("/accounting/mapping/effect", data=as_data(form))
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_a_preview_names_what_was_posted_under_the_old_row(practice: Practice, mapped: Browser, posted: Fields) -> None:
    said = preview(mapped, posted)
    assert "<del>Legal Fees</del>" in said
    assert "<strong>2 records</strong> stand in QuickBooks" in said
    assert "sales invoice 2 (220.00)." in said
    assert "Nothing is saved yet." in said
    assert practice.mapping().version == 1


def test_the_list_names_each_record_with_its_row_and_both_accounts(mapped: Browser, posted: Fields) -> None:
    rows = listed(mapped, posted)
    assert [row["number"] for row in rows] == ["1002", "1001"]
    row = rows[0]
    assert (row["row"], row["posted_to"], row["would_post_to"]) == (
        "4000 Fees", "Legal Fees", "Sales of Product Income",
    )  # fmt: skip
    assert (row["kind"], row["amount"], row["mapping_version"]) == ("sales_invoice", "110.00", "1")


def test_a_bank_that_is_remapped_touches_receipts_and_no_bill(
    practice: Practice, mapped: Browser, posted: Fields
) -> None:
    practice.by_hand("Account", {"Name": "New bank", "AccountType": "Bank"})
    mapped.post("/refresh", {"back": "mapping"})
    form = choose(entered(mapped), "account", "1000", account(practice, "New bank"))
    assert [row["kind"] for row in listed(mapped, form)] == ["sales_payment"]


def test_going_back_to_an_older_row_touches_only_what_came_after(
    practice: Practice, mapped: Browser, posted: Fields
) -> None:
    before = account(practice, "Legal Fees")
    send(mapped, posted)
    practice.post(practice.paper().bill("1003", "5.00"))
    practice.drain()
    back = choose(entered(mapped), "account", "4000", before)
    assert [row["number"] for row in listed(mapped, back)] == ["1003"]


def test_how_documents_look_touches_nothing_that_was_posted(mapped: Browser, posted: Fields) -> None:
    form = put(entered(mapped), "option", "itemised_lines")
    assert listed(mapped, form) == []
    assert "Nothing that stands in QuickBooks was posted under a row that differs." in preview(mapped, form)


def test_a_preview_counts_what_goes_on_and_what_would_be_held(practice: Practice, mapped: Browser) -> None:
    without = choose(entered(mapped), "account", "4000", "")
    ready = practice.post(practice.paper().bill("1001", "100.00"))
    plan(practice.mount.context, FIRM)
    assert "<strong>1 record</strong> on the way would be held" in preview(mapped, without)
    send(mapped, without)
    practice.drain()
    assert practice.operation(ready).reason == Held.MAPPING
    filled = choose(entered(mapped), "account", "4000", account(practice, "Legal Fees"))
    assert "<strong>1 record</strong> that is held goes on to QuickBooks." in preview(mapped, filled)
    assert "1 record still waits for a row." in preview(mapped, entered(mapped))
    send(mapped, filled)
    assert "Saved as version 3. 1 record that waited goes on." in mapped.get("/mapping").text


def test_history_leads_to_what_was_posted_under_a_version(practice: Practice, mapped: Browser, posted: Fields) -> None:
    send(mapped, posted)
    practice.post(practice.paper().bill("1003", "5.00"))
    practice.drain()
    history = mapped.get("/mapping/history").text
    assert 'href="/accounting/mapping/history/1">What was posted under version 1</a>' in history
    first, second = mapped.get("/mapping/history/1").text, mapped.get("/mapping/history/2").text
    assert ">1001</a>" in first
    assert ">R1</a>" in first
    assert ">1003</a>" not in first
    assert ">1003</a>" in second
    assert ">1001</a>" not in second
    assert "this is the newest version" in second
    assert mapped.get("/mapping/history/9").status_code == 409


def test_what_was_posted_under_a_version_comes_page_by_page(
    practice: Practice, mapped: Browser, posted: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posted_under, "PAGE_SIZE", 2)
    first, second = mapped.get("/mapping/history/1").text, mapped.get("/mapping/history/1?page=2").text
    assert "Page 1 of 2" in first
    assert ">R1</a>" in first
    assert "Page 2 of 2" in second
    assert ">1001</a>" in second
    assert mapped.get("/mapping/history/1?page=99").text.count("Page 2 of 2") == 1


def test_customers_and_items_made_on_the_way_are_no_posted_records(
    practice: Practice, mapped: Browser, posted: Fields
) -> None:
    connection = practice.connection()
    assert connection is not None
    with practice.mount.store.read() as session:
        assert posted_under.counts(session, FIRM, connection.realm_hash) == {1: 3}


def test_what_is_done_stays_done_when_a_preview_is_asked_for(practice: Practice, mapped: Browser) -> None:
    ref = practice.post(practice.paper().bill("1001", "100.00"))
    practice.drain()
    preview(mapped, choose(entered(mapped), "account", "4000", ""))
    assert practice.operation(ref).state == OperationState.DONE


def test_a_row_that_was_taken_away_is_suggested_as_its_documents_were_posted(
    practice: Practice, mapped: Browser, posted: Fields
) -> None:
    send(mapped, posted)
    practice.post(practice.paper().bill("1003", "5.00"))
    practice.drain()
    send(mapped, choose(entered(mapped), "account", "4000", ""))
    legal, product = account(practice, "Legal Fees"), account(practice, "Sales of Product Income")
    connection = practice.connection()
    assert connection is not None
    newest, catalogue = practice.mapping(), practice.catalogue()
    past = posting_history(practice.mount.store, FIRM, connection.realm_hash, newest, catalogue)
    assert past == {"4000": {legal: 2, product: 1}}
    assert "Perhaps Legal Fees" in mapped.get("/mapping").text
    assert "2 of 3" in mapped.get("/mapping").text


def test_a_preview_looks_into_the_newest_and_the_list_into_all(
    mapped: Browser, posted: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping_effect, "MOST_LOOKED_AT", 1)
    said = preview(mapped, posted)
    assert "<strong>1 record</strong> stands in QuickBooks" in said
    assert "1 older records were not looked into here" in said
    assert len(listed(mapped, posted)) == 2


def test_a_preview_says_what_a_switch_and_a_look_do_not_change(mapped: Browser) -> None:
    said = preview(mapped, [*entered(mapped), ("switch", "supplier"), ("option", "itemised_lines")])
    assert "A switch decides by the moment of posting" in said
    assert "those that stand in QuickBooks keep their look" in said
    assert "A switch decides" not in preview(mapped, entered(mapped))


def test_the_documents_that_a_row_holds_are_a_click_away(practice: Practice, mapped: Browser) -> None:
    send(mapped, choose(entered(mapped), "account", "4000", ""))
    fees = practice.paper().bill("1001", "100.00")
    rent = replace(practice.paper().bill("1002", "50.00"), lines=(replace(fees.lines[0], account="6000"),))
    for bill in (fees, replace(rent, postings=())):
        practice.post(bill)
    practice.drain()
    links = re.findall(r'href="/accounting(/activity[^"]+)">Holds 1 document<', mapped.get("/mapping").text)
    pages = [mapped.get(link.replace("&amp;", "&")).text for link in links]
    assert [(">1001</a>" in page, ">1002</a>" in page) for page in pages] == [(True, False), (False, True)]


def test_only_documents_that_may_have_gone_through_the_row_are_read(
    practice: Practice, mapped: Browser, posted: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    document = practice.ledger.document

    def noted(session: Session, ref: Ref) -> Document | None:
        read.append(ref.id)
        return document(session, ref)

    monkeypatch.setattr(practice.ledger, "document", noted)
    listed(mapped, posted)
    assert read == ["1002", "1001"]
    read.clear()
    assert listed(mapped, choose(entered(mapped), "tax", "GST", "")) != []
    assert read == ["1002", "1001"]
    read.clear()
    added = [*entered(mapped), ("account_host", "6000"), ("account_quickbooks", account(practice, "Rent"))]
    assert listed(mapped, added) == []
    assert listed(mapped, put(entered(mapped), "bank_transfers_account", "")) == []
    assert read == []
