"""The whole room against a company that keeps real books: what it posts is what we said it would post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from matterbooks.errors import ReconnectNeededError
from matterbooks.ledger.documents import CreditApplied, Invoice, Line, Payment, Ref
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.push.pushed_posts import TAX_SUBTYPES
from matterbooks.quickbooks import auth
from matterbooks.quickbooks.auth import App
from matterbooks.quickbooks.catalogue import read_catalogue
from matterbooks.quickbooks.client import Answer, Client
from matterbooks.quickbooks.environment import environment
from matterbooks.quickbooks.fault_catalogue import FaultClass
from matterbooks.quickbooks.faults import Fault
from matterbooks.quickbooks.payloads import Body, LinkedRecord, Parent, References, Wanted, reference_body
from matterbooks.quickbooks.posting import TAX, Posts
from matterbooks.quickbooks.request import Request, create, delete, query, read
from matterbooks.quickbooks.returned import compare
from matterbooks.quickbooks.session import open_session
from matterbooks.quickbooks.verify import Conflict, Found, judge, question
from matterbooks.sandbox.server import Sandbox
from matterbooks.values import Kind
from tests.quickbooks.examples import ADA, D, build, check, credit_applied, invoice, item, payment, posts
from tests.quickbooks.examples import client as customer

ACCOUNTS = {"1100": "84", "1000": "35", "4000": "90", "4010": "90", "4100": "91", "1300": "92"}
TAX_CODES = {"US": {"GST": "TAX", "FREE": "NON"}, "AU": {"GST": "1", "FREE": "2"}}


@dataclass
class Company:
    """A sandbox company with our client of it, and what we made in it so far."""

    sandbox: Sandbox
    client: Client
    catalogue: Catalogue
    mapping: Mapping
    references: References
    sent: int = 0

    def answer(self, request: Request) -> dict[str, Any]:
        outcome = self.client.send(request)
        assert isinstance(outcome, Answer), outcome
        return outcome.body

    def make(self, body: Body) -> dict[str, Any]:
        self.sent += 1
        row: dict[str, Any] = self.answer(create(body.entity, body.fields, f"rq-{self.sent}"))[body.entity]
        return row

    def reference(self, wanted: Wanted, *, taken: bool = False) -> Body:
        return reference_body(wanted, self.catalogue, self.references, "firm", taken=taken)

    def push(self, document: Invoice | Payment | CreditApplied) -> tuple[Body, dict[str, Any]]:
        """Build, check rule 0, send, compare, and hold the sandbox's own ledger against what we said."""
        body = build(document, self.mapping, self.catalogue, self.references)
        assert check(document, body, self.mapping, self.catalogue, self.references) == ""
        row = self.make(body)
        assert compare(body, row).words == ""
        assert self.posted(body.entity, row["Id"]) == self.said(body)
        self.references.links[Parent(document.ref)] = LinkedRecord(body.entity, row["Id"])
        return body, row

    def said(self, body: Body) -> Posts:
        return posts(body, self.mapping, self.catalogue, self.references)

    def posted(self, entity: str, record_id: str) -> Posts:
        books = self.sandbox.company()
        entry = books.book.entry(entity, record_id)
        taxes = {one["Id"] for one in books.accounts() if one["AccountSubType"] in TAX_SUBTYPES}
        sums: Posts = {}
        for posting in entry.postings if entry else ():
            key = (TAX, "") if posting.account_id in taxes else (posting.account_id, "")
            key = (
                (posting.account_id, self.references.parties()[posting.name_id]) if posting.account_id == "84" else key
            )
            sums[key] = sums.get(key, D(0)) + Decimal(posting.cents).scaleb(-2)
        return {key: amount for key, amount in sums.items() if amount}


@pytest.fixture(params=["US", "AU"])
def company(request: pytest.FixtureRequest) -> Iterator[Company]:
    """A company of each tax world, with a client, and items for three accounts, made as a push makes them."""
    with Sandbox(country=request.param) as sandbox:
        place, given = environment(sandbox.url), sandbox.tokens()
        with open_session(place) as http:
            client = Client(http, place, given["realmId"], given["access_token"])
            catalogue = read_catalogue(client, datetime(2026, 3, 2, tzinfo=UTC))
            mapping = Mapping(version=1, accounts=ACCOUNTS, tax_codes=TAX_CODES[request.param])
            made = Company(sandbox, client, catalogue, mapping, References())
            for wanted in (customer(ADA), *map(item, ("90", "91", "92"))):
                made.references.ids[wanted] = made.make(made.reference(wanted))["Id"]
            yield made


def bill(company: Company, number: str = "INV-1", kind: Kind = Kind.SALES_INVOICE) -> Invoice:
    lines = (
        Line("4000", D("1000.05"), D("100.005"), "GST", "Advice"),
        Line("4010", D("500.00"), D("50.00"), "GST", "Hearing"),
        Line("1300", D("80.00"), D(0), "FREE", "Court fee"),
    )
    currency = company.catalogue.company.home_currency
    document = invoice(*lines, tax=D("150.01"), currency=currency, number=number, kind=kind)
    return replace(document, ref=Ref("firm", kind, number))


def test_the_books_hold_what_rule_0_said(company: Company) -> None:
    currency = company.catalogue.company.home_currency
    first, second, credit = bill(company), bill(company, "INV-2"), bill(company, "CN-1", Kind.SALES_CREDIT_NOTE)
    for document in (first, second, credit):
        company.push(document)
    for id_, ref in (("1", first.ref), ("2", second.ref)):
        company.references.links[Parent(Ref("firm", Kind.SALES_INVOICE, id_))] = company.references.links[Parent(ref)]
    credited = Parent(Ref("firm", Kind.SALES_CREDIT_NOTE, "9"))
    company.references.links[credited] = company.references.links[Parent(credit.ref)]
    company.push(replace(payment("2000.00", [("1", "1700.06"), ("2", "30.00")]), currency=currency))
    company.push(replace(credit_applied(("2", "1000.00")), currency=currency))
    open_now = company.answer(read("Invoice", company.references.links[Parent(second.ref)].id))["Invoice"]["Balance"]
    assert open_now == second.total - 1030


def test_a_lost_answer_is_found_again_and_a_second_sending_makes_nothing(company: Company) -> None:
    body = build(bill(company), company.mapping, company.catalogue, company.references)
    first = company.make(body)
    rows = company.answer(query(question(body, datetime.now(UTC))))["QueryResponse"]["Invoice"]
    found = judge(rows, body)
    assert isinstance(found, Found)
    assert (found.id, found.sync_token) == (first["Id"], first["SyncToken"])
    company.sent -= 1
    assert company.make(body)["Id"] == first["Id"]


def test_a_payment_without_number_is_found_by_its_mark(company: Company) -> None:
    document = replace(payment("10.00", number=""), currency=company.catalogue.company.home_currency)
    body = build(document, company.mapping, company.catalogue, company.references)
    first = company.make(body)
    rows = company.answer(query(question(body, datetime.now(UTC))))["QueryResponse"]["Payment"]
    found = judge(rows, body)
    assert isinstance(found, Found)
    assert found.id == first["Id"]


def test_a_bill_of_the_same_number_is_a_conflict_not_ours(company: Company) -> None:
    body = build(bill(company), company.mapping, company.catalogue, company.references)
    company.make(replace(body, fields=body.fields | {"PrivateNote": "typed by hand"}))
    rows = company.answer(query(question(body, datetime.now(UTC))))["QueryResponse"]["Invoice"]
    assert isinstance(judge(rows, body), Conflict)


def test_a_name_that_is_taken_is_refused_found_and_got_round(company: Company) -> None:
    body = company.reference(customer(ADA))
    again = company.client.send(create("Customer", body.fields, "rq-again"))
    assert isinstance(again, Fault)
    assert again.cls is FaultClass.DUPLICATE_NAME
    rows = company.answer(query(question(body, datetime.now(UTC))))["QueryResponse"]["Customer"]
    assert isinstance(judge(rows, body), Found)
    assert company.make(company.reference(customer(ADA), taken=True))["DisplayName"] == "Ada Lovelace (C1)"


def test_a_deleted_bill_is_gone(company: Company) -> None:
    row = company.make(build(bill(company), company.mapping, company.catalogue, company.references))
    company.answer(delete("Invoice", row["Id"], row["SyncToken"], "rq-delete"))
    gone = company.client.send(read("Invoice", row["Id"]))
    assert isinstance(gone, Fault)
    assert gone.code == "610"


def test_tokens_are_renewed_and_end_with_the_connection(now: datetime) -> None:
    with Sandbox() as sandbox:
        given = sandbox.tokens()
        app = App(given["client_id"], given["client_secret"], "http://127.0.0.1/callback", environment(sandbox.url))
        renewed = auth.refresh(app, given["refresh_token"], now)
        assert renewed.hard_expires_at is not None
        auth.revoke(app, renewed.refresh, now)
        with pytest.raises(ReconnectNeededError):
            auth.refresh(app, renewed.refresh, now)


def test_an_expired_access_token_is_told_from_a_foreign_company() -> None:
    with Sandbox() as sandbox:
        place = environment(sandbox.url)
        with open_session(place) as http:
            worn = Client(http, place, sandbox.realms[0], "worn").send(read("Customer", "1"))
            foreign = Client(http, place, "999", sandbox.tokens()["access_token"]).send(read("Customer", "1"))
    assert isinstance(worn, Fault)
    assert isinstance(foreign, Fault)
    assert (worn.cls, foreign.cls) == (FaultClass.UNAUTHORISED, FaultClass.FORBIDDEN)
