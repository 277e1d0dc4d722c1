"""A small firm and its QuickBooks company, in two countries, from which the tests build documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from matterbooks.ledger.documents import (
    Allocation,
    CreditApplied,
    Document,
    Invoice,
    Line,
    Party,
    Payment,
    Posting,
    Ref,
)
from matterbooks.ledger.source import Role
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.mapping.mapping import Mapping
from matterbooks.quickbooks import posting
from matterbooks.quickbooks.payloads import (
    Asked,
    Body,
    LinkedRecord,
    Parent,
    References,
    Terms,
    Wanted,
    marker,
    parts,
    reference_body,
)
from matterbooks.quickbooks.posting import Posts
from matterbooks.values import Kind, ReferenceKind, Switch

D = Decimal
ADA = Party("C1", "Ada Lovelace")
BABBAGE = Party("C2", "Babbage & Sons")
ROLES = {"1000": Role.BANK, "1100": Role.RECEIVABLE, "2200": Role.TAX, "4000": Role.INCOME}

ACCOUNTS = (
    QuickBooksAccount("84", "Accounts Receivable (A/R)", "Accounts Receivable (A/R)", "Accounts Receivable"),
    QuickBooksAccount("35", "Operating", "Operating", "Bank"),
    QuickBooksAccount("79", "Fees", "Income:Fees", "Income"),
    QuickBooksAccount("80", "Disbursements recovered", "Income:Disbursements recovered", "Income"),
    QuickBooksAccount("81", "Client costs advanced", "Client costs advanced", "Other Current Asset"),
)
GST = QuickBooksTaxCode("10", "GST", (TaxRate("20", "GST on income", D("10")),))
FREE = QuickBooksTaxCode("11", "GST free", (TaxRate("21", "GST free income", D("0")),))
HST = QuickBooksTaxCode("12", "GST + PST", (TaxRate("22", "GST", D("5")), TaxRate("23", "PST", D("7"))))

AU = Catalogue(
    Company("Lovelace Law", "AU", "AUD", uses_sales_tax=True),
    ACCOUNTS,
    (GST, FREE, HST),
    datetime(2026, 3, 1, tzinfo=UTC),
)
US = replace(
    AU,
    company=Company("Lovelace Law", "US", "USD", uses_sales_tax=True),
    tax_codes=(
        QuickBooksTaxCode("TAX", "Taxable"),
        QuickBooksTaxCode("NON", "Not taxable"),
        QuickBooksTaxCode("2", "CA"),
    ),
)
MAPPING = Mapping(
    version=1,
    switches=frozenset({Switch.SALES}),
    accounts={"1100": "84", "1000": "35", "4000": "79", "4010": "79", "4100": "80", "1300": "81"},
    tax_codes={"GST": "10", "FREE": "11", "BOTH": "12"},
)
US_MAPPING = replace(MAPPING, tax_codes={"GST": "TAX", "FREE": "NON", "CA": "2"})


def client(party: Party, currency: str = "") -> Wanted:
    """The customer that a client needs."""
    return Wanted(ReferenceKind.CUSTOMER, f"{party.id} {currency}".strip(), party.name, party.id, currency)


def item(account_id: str) -> Wanted:
    """The item that an account needs."""
    return Wanted(ReferenceKind.ITEM, account_id)


REFERENCES = References(
    {
        client(ADA): "58",
        client(ADA, "USD"): "60",
        client(BABBAGE): "59",
        item("79"): "1",
        item("80"): "2",
        item("81"): "3",
    },
    {
        Parent(Ref("firm", Kind.SALES_INVOICE, "1")): LinkedRecord("Invoice", "130"),
        Parent(Ref("firm", Kind.SALES_INVOICE, "2")): LinkedRecord("Invoice", "131"),
        Parent(Ref("firm", Kind.SALES_CREDIT_NOTE, "9")): LinkedRecord("CreditMemo", "140"),
    },
)


def terms(mapping: Mapping = MAPPING, catalogue: Catalogue = AU) -> Terms:
    """What is decided about the firm."""
    return Terms(mapping, catalogue, ROLES)


def build(
    document: Document,
    mapping: Mapping,
    catalogue: Catalogue,
    references: References,
    part: str = "",
    generation: int = 1,
) -> Body:
    """One record of what the document becomes."""
    chosen = next(one for one in parts(document, terms(mapping, catalogue)) if one.name == part)
    return chosen.make(references, marker(document.ref, part, generation))


def needs(document: Document, mapping: Mapping = MAPPING) -> Asked:
    """Everything that the document asks for."""
    asked = Asked()
    for one in parts(document, terms(mapping)):
        one.make(asked, "")
    return asked


def check(document: Document, body: Body, mapping: Mapping, catalogue: Catalogue, references: References) -> str:
    """Rule 0 for a document of one record."""
    return posting.check(document, [body], terms(mapping, catalogue), references)


def posts(body: Body, mapping: Mapping, catalogue: Catalogue, references: References) -> Posts:
    """What QuickBooks will post from a body."""
    return posting.posts(body, terms(mapping, catalogue), references)


def party_body(wanted: Wanted, catalogue: Catalogue = AU, *, taken: bool = False) -> Body:
    """The body of a customer or item of the firm."""
    return reference_body(wanted, catalogue, REFERENCES, "firm", taken=taken)


def invoice(
    *lines: Line,
    kind: Kind = Kind.SALES_INVOICE,
    number: str = "INV-1",
    tax: Decimal | None = None,
    inclusive: bool = False,
    currency: str = "AUD",
    memo: str = "",
    due: date | None = None,
) -> Invoice:
    """A bill of these lines, posted by the host as a bill is: receivable against income and tax."""
    levied = sum((line.tax for line in lines), D(0)) if tax is None else tax
    total = sum((line.net for line in lines), D(0)) + levied
    sign = -1 if kind is Kind.SALES_CREDIT_NOTE else 1
    postings = [Posting("1100", sign * total, ADA), *(Posting(line.account, -sign * line.net) for line in lines)]
    return Invoice(
        ref=Ref("firm", kind, "1"),
        number=number,
        date=date(2026, 3, 2),
        posted_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        modified_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        version="1",
        currency=currency,
        postings=(*postings, Posting("2200", -sign * levied)),
        party=ADA,
        lines=tuple(lines),
        total=total,
        tax=levied,
        tax_inclusive=inclusive,
        memo=memo,
        due=due,
    )


def payment(
    amount: str, allocations: Sequence[tuple[str, str]] = (), *, payer: Party = ADA, number: str = "REC-1"
) -> Payment:
    """Money received from `payer` on Ada's invoices; (invoice id, amount) for each."""
    return Payment(
        ref=Ref("firm", Kind.SALES_PAYMENT, "7"),
        number=number,
        date=date(2026, 3, 5),
        posted_at=datetime(2026, 3, 5, 9, tzinfo=UTC),
        modified_at=datetime(2026, 3, 5, 9, tzinfo=UTC),
        version="1",
        currency="AUD",
        postings=(Posting("1000", D(amount)), Posting("1100", -D(amount), ADA)),
        party=payer,
        account="1000",
        amount=D(amount),
        allocations=tuple(Allocation(Ref("firm", Kind.SALES_INVOICE, id_), D(part)) for id_, part in allocations),
    )


def credit_applied(*allocations: tuple[str, str]) -> CreditApplied:
    """Credit note 9 set against invoices; it posts receivable against receivable."""
    total = sum((D(part) for _, part in allocations), D(0))
    return CreditApplied(
        ref=Ref("firm", Kind.SALES_CREDIT_APPLIED, "8"),
        number="CA-1",
        date=date(2026, 3, 6),
        posted_at=datetime(2026, 3, 6, 9, tzinfo=UTC),
        modified_at=datetime(2026, 3, 6, 9, tzinfo=UTC),
        version="1",
        currency="AUD",
        postings=(Posting("1100", total, ADA), Posting("1100", -total, ADA)),
        party=ADA,
        credit=Ref("firm", Kind.SALES_CREDIT_NOTE, "9"),
        allocations=tuple(Allocation(Ref("firm", Kind.SALES_INVOICE, id_), D(part)) for id_, part in allocations),
    )
