"""Every missing row of a document at once, and how many documents wait for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from matterbooks.ledger.documents import Allocation, BankTransfer, Invoice, Line, Party, Payment, Posting, Ref
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.resolve import count_by_row, missing_rows
from matterbooks.values import Kind
from tests.mapping.firm import CATALOGUE, CHART, MAPPED

AT = datetime(2026, 11, 3, tzinfo=UTC)
CLIENT = Party("c1", "A client")


def invoice(number: str = "1001", currency: str = "AUD") -> Invoice:
    return Invoice(
        ref=Ref("firm", Kind.SALES_INVOICE, number), number=number, date=date(2026, 11, 3), posted_at=AT,
        modified_at=AT, version="1", currency=currency, party=CLIENT, total=Decimal("220.00"), tax=Decimal("20.00"),
        postings=(
            Posting("1200", Decimal("220.00"), CLIENT), Posting("4000", Decimal(-150)), Posting("4100", Decimal(-50)),
            Posting("2100", Decimal(-20)),
        ),
        lines=(
            Line("4000", Decimal(150), Decimal(15), "GST"), Line("4100", Decimal(50), Decimal(5), "GST"),
        ),
    )  # fmt: skip


def payment() -> Payment:
    return Payment(
        ref=Ref("firm", Kind.SALES_PAYMENT, "1"), number="R1", date=date(2026, 11, 4), posted_at=AT, modified_at=AT,
        version="1", currency="AUD", party=CLIENT, account="1010", amount=Decimal(220),
        postings=(Posting("1010", Decimal(220)), Posting("1200", Decimal(-220), CLIENT)),
        allocations=(Allocation(Ref("firm", Kind.SALES_INVOICE, "1001"), Decimal(220)),),
    )  # fmt: skip


def transfer() -> BankTransfer:
    return BankTransfer(
        ref=Ref("firm", Kind.BANK_TRANSFER, "1"), number="T1", date=date(2026, 11, 4), posted_at=AT, modified_at=AT,
        version="1", currency="AUD", from_account="1010", to_account="1020", amount=Decimal(10),
        postings=(Posting("1010", Decimal(-10)), Posting("1020", Decimal(10))),
    )  # fmt: skip


def test_a_mapped_bill_lacks_nothing_although_tax_has_no_row() -> None:
    assert missing_rows(invoice(), MAPPED, CATALOGUE, CHART) == ()


def test_every_missing_row_is_told_at_once() -> None:
    rows = missing_rows(invoice(), Mapping(), CATALOGUE, CHART)
    assert [row.key for row in rows] == [("account", "4000"), ("account", "4100"), ("account", "1200"), ("tax", "GST")]
    assert rows[0].words == "Account 4000 Professional fees is not mapped to a QuickBooks account."


def test_without_a_chart_only_named_accounts_are_looked_at() -> None:
    rows = missing_rows(payment(), Mapping(), CATALOGUE)
    assert [row.key for row in rows] == [("account", "1010")]


def test_a_row_to_an_inactive_account_is_as_good_as_missing() -> None:
    mapping = replace(MAPPED, accounts={**MAPPED.accounts, "4000": "91"})
    assert "inactive" in missing_rows(invoice(), mapping, CATALOGUE, CHART)[0].words


def test_a_transfer_waits_for_the_transfers_account() -> None:
    mapping = replace(MAPPED, bank_transfers_account="")
    assert [row.section for row in missing_rows(transfer(), mapping, CATALOGUE, CHART)] == ["setting"]


def test_a_foreign_document_waits_for_its_currency() -> None:
    assert [row.key for row in missing_rows(invoice(currency="USD"), MAPPED, CATALOGUE, CHART)] == [("currency", "USD")]


def test_waiting_documents_are_counted_by_row() -> None:
    mapping = replace(MAPPED, accounts={"1200": "84"})
    counted = count_by_row([invoice("1"), invoice("2"), payment()], mapping, CATALOGUE, CHART)
    assert counted["account", "4000"] == 2
    assert counted["account", "1010"] == 1
