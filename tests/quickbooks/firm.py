"""A firm with suppliers and client money, its QuickBooks company, what is in it already, and what a document becomes.

The firm's chart says what every account is; the company is Australian, with tax on purchases too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from matterbooks.ledger.documents import (
    Document,
    Matter,
    Party,
    Ref,
)
from matterbooks.ledger.source import Role
from matterbooks.mapping.accounts import QuickBooksAccount, QuickBooksTaxCode, TaxRate
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
)
from matterbooks.values import Kind, Option, ReferenceKind
from tests.quickbooks import examples
from tests.quickbooks.examples import ADA, BABBAGE, D, client, item
from tests.quickbooks.types import check_body

PRESS = Party("S1", "Analytical Press")
ESTATE = Matter("M1", "2026-7", "Estate", ADA)
HOUSE = Matter("M2", "2026-8", "House", BABBAGE)

ACCOUNTS = (
    *examples.ACCOUNTS,
    QuickBooksAccount("33", "Accounts Payable (A/P)", "Accounts Payable (A/P)", "Accounts Payable"),
    QuickBooksAccount("36", "Savings", "Savings", "Bank"),
    QuickBooksAccount("41", "Visa", "Visa", "Credit Card"),
    QuickBooksAccount("42", "Partner's loan", "Partner's loan", "Other Current Liability"),
    QuickBooksAccount("50", "Trust", "Trust", "Bank"),
    QuickBooksAccount("51", "Second trust", "Second trust", "Bank"),
    QuickBooksAccount("55", "Client funds", "Client funds", "Other Current Liability"),
    QuickBooksAccount("65", "Bank transfers", "Bank transfers", "Bank"),
    QuickBooksAccount("70", "Rent", "Rent", "Expense"),
)
ROLES = examples.ROLES | {
    "1010": Role.BANK, "2000": Role.PAYABLE, "2100": Role.CREDIT_CARD, "2150": Role.LIABILITY,
    "3000": Role.TRUST_BANK, "3010": Role.TRUST_BANK, "3100": Role.TRUST_LIABILITY, "5000": Role.EXPENSE,
}  # fmt: skip
GST = replace(examples.GST, purchase_rates=(TaxRate("30", "GST on purchases", D("10")),))
FREE = replace(examples.FREE, purchase_rates=(TaxRate("31", "GST free purchases", D("0")),))
SALES_ONLY = QuickBooksTaxCode("13", "GST on sales alone", (TaxRate("20", "GST", D("10")),))
AU = replace(examples.AU, accounts=ACCOUNTS, tax_codes=(GST, FREE, SALES_ONLY))
US = replace(examples.US, accounts=ACCOUNTS)
MAPPING = replace(
    examples.MAPPING,
    bank_transfers_account="65",
    accounts=examples.MAPPING.accounts
    | {"1010": "36", "2000": "33", "2100": "41", "2150": "42", "3000": "50", "3010": "51", "3100": "55", "5000": "70"},
    tax_codes={"GST": "10", "FREE": "11", "SALES": "13"},
)
FIRM = Terms(MAPPING, AU, ROLES, trust=True)
WITHOUT_TRUST = replace(FIRM, trust=False)
ABROAD = replace(FIRM, catalogue=replace(AU, company=replace(AU.company, multi_currency=True)))
IN_US = replace(FIRM, mapping=replace(MAPPING, tax_codes=examples.US_MAPPING.tax_codes), catalogue=US)


def choosing(*options: Option) -> Terms:
    """The firm with these looks of its documents, in a company that tracks classes."""
    company = replace(AU.company, class_tracking=True)
    return replace(FIRM, mapping=replace(MAPPING, options=frozenset(options)), catalogue=replace(AU, company=company))


def vendor(party: Party, currency: str = "") -> Wanted:
    """The vendor that a supplier needs."""
    return Wanted(ReferenceKind.VENDOR, f"{party.id} {currency}".strip(), party.name, party.id, currency)


def ref(kind: Kind, id_: str = "1") -> Ref:
    """A record of the firm."""
    return Ref("firm", kind, id_)


INVOICE, OTHER_INVOICE = ref(Kind.SALES_INVOICE), ref(Kind.SALES_INVOICE, "2")
CREDIT, RECEIPT = ref(Kind.SALES_CREDIT_NOTE, "9"), ref(Kind.SALES_PAYMENT, "7")
BILL, OTHER_BILL = ref(Kind.SUPPLIER_INVOICE), ref(Kind.SUPPLIER_INVOICE, "2")
BILL_CREDIT, BILL_PAID = ref(Kind.SUPPLIER_CREDIT_NOTE, "9"), ref(Kind.SUPPLIER_PAYMENT, "7")
IDS = {
    client(ADA): "58",
    client(BABBAGE): "59",
    client(ADA, "USD"): "60",
    vendor(PRESS): "61",
    vendor(PRESS, "USD"): "62",
    item("79"): "1",
    item("80"): "2",
}
LINKS = {
    Parent(INVOICE): LinkedRecord("Invoice", "130"),
    Parent(OTHER_INVOICE): LinkedRecord("Invoice", "131"),
    Parent(CREDIT): LinkedRecord("CreditMemo", "140"),
    Parent(RECEIPT): LinkedRecord("Payment", "150"),
    Parent(BILL): LinkedRecord("Bill", "230"),
    Parent(OTHER_BILL): LinkedRecord("Bill", "231"),
    Parent(BILL_CREDIT): LinkedRecord("VendorCredit", "240"),
    Parent(BILL_PAID): LinkedRecord("BillPayment", "250"),
}


@dataclass(frozen=True)
class Unit:
    """All bodies of a document by the name of their part, in order, each known to Intuit field by field."""

    bodies: dict[str, Body]
    terms: Terms
    references: Asked

    def said(self, document: Document) -> str:
        """Rule 0: what is said of sending these bodies for that document."""
        return posting.check(document, self.bodies.values(), self.terms, self.references)

    @property
    def only(self) -> Body:
        """The body of a document that becomes one record."""
        (body,) = self.bodies.values()
        return body


def unit(document: Document, terms: Terms = FIRM) -> Unit:
    """What the document becomes; a part is in QuickBooks, as `made`, before the next is built."""
    references = Asked(References(dict(IDS), dict(LINKS)))
    bodies: dict[str, Body] = {}
    for part in parts(document, terms):
        body = part.make(references, marker(document.ref, part.name))
        check_body(body.entity, body.fields)
        bodies[part.name] = body
        references.links[Parent(document.ref, part.name)] = LinkedRecord(body.entity, "made")
    return Unit(bodies, terms, references)


def link(amount: str, type_: str, id_: str) -> dict[str, object]:
    """A line of a payment as it should be."""
    return {"Amount": D(amount), "LinkedTxn": [{"TxnId": id_, "TxnType": type_}]}
