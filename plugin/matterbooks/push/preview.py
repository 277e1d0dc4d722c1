"""Preview: what a record becomes in QuickBooks, read from the very recipe that is sent. Sends and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Document, Ref
from matterbooks.ledger.source import HostAccount
from matterbooks.mapping.requirements import BANK_TRANSFERS
from matterbooks.mapping.resolve import MissingRow, missing_rows, row_name, rows_used
from matterbooks.push import opening
from matterbooks.push.context import Context
from matterbooks.push.desk import Desk, read_desk
from matterbooks.push.figures import Figures, figures_of
from matterbooks.push.recipe import Hold, Recipe, known_references, recipe_for, unchecked
from matterbooks.quickbooks import posting
from matterbooks.quickbooks.payloads import References
from matterbooks.quickbooks.posting import Posts
from matterbooks.quickbooks.readable import ShownRecord, shown
from matterbooks.store import connections
from matterbooks.values import Skipped


@dataclass(frozen=True, slots=True)
class Leg:
    """One account (and client or supplier) with what the practice posted and what QuickBooks will, debit positive."""

    account: str
    party: str
    practice: Decimal
    quickbooks: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.quickbooks is None or self.practice == self.quickbooks


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A mapping row that the document goes through, and what stands opposite; target is empty where it is missing."""

    section: str
    host_code: str
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything there is to know of a record before it is sent.

    standing: why it would not go as it stands, in words; empty where it would. records: what it becomes, none where
    that cannot be told yet. skipped: by which rule it stays behind.
    """

    ref: Ref
    figures: Figures
    standing: str
    skipped: Skipped | None
    records: tuple[ShownRecord, ...]
    legs: tuple[Leg, ...]
    rows: tuple[UsedRow, ...]
    missing: tuple[MissingRow, ...]
    connected: bool = True


def preview(context: Context, firm: str, ref: Ref) -> Preview | None:
    """What becomes of the record as it stands now; None where the practice has no such record posted."""
    with context.store.read() as session:
        document = context.source.document(session, ref) if ref.firm == firm else None
        if document is None:
            return None
        desk = read_desk(context, session, firm)
        if desk is None:
            accounts = context.source.accounts(session, firm)
            return _alone(document, {account.code: account for account in accounts}, _next_step(session, firm))
        return _of(session, desk, document)


def _next_step(session: Session, firm: str) -> str:
    if connections.live(session, firm) is None:
        return "The firm is not connected to QuickBooks yet: this is the practice's own side alone. Connect it first."
    return "Nothing is mapped yet: this is the practice's own side alone. Save a mapping first."


def _alone(document: Document, chart: dict[str, HostAccount], words: str) -> Preview:
    legs = tuple(
        Leg(_host_name(chart, one.account), one.party.name if one.party else "", one.amount, None)
        for one in document.postings
    )
    return Preview(document.ref, figures_of(document), words, None, (), legs, (), (), connected=False)


def _of(session: Session, desk: Desk, document: Document) -> Preview:
    made = _made(session, desk, document)
    judged = recipe_for(desk, document)
    judged = judged if isinstance(judged, Hold) else opening.hold(session, desk, document) or judged
    skipped = desk.skipped(document)
    rows = rows_used(document, desk.mapping, desk.catalogue, desk.accounts)
    return Preview(
        ref=document.ref,
        figures=figures_of(document),
        standing="" if skipped or not isinstance(judged, Hold) else judged.words,
        skipped=skipped,
        records=_records(desk, made),
        legs=_legs(desk, document, made),
        rows=tuple(_used(desk, section, code) for section, code in rows),
        missing=missing_rows(document, desk.mapping, desk.catalogue, desk.accounts),
    )


def _made(session: Session, desk: Desk, document: Document) -> Recipe | None:
    """What it becomes, with the ids of what is in QuickBooks already; None where that cannot be told yet."""
    try:
        asked = unchecked(desk, document).asked
        return unchecked(desk, document, known=known_references(session, desk, document, asked))
    except (MissingRowsError, PushError):
        return None


def _records(desk: Desk, made: Recipe | None) -> tuple[ShownRecord, ...]:
    return () if made is None else tuple(shown(body, desk.catalogue, made.asked) for body in made.bodies)


def _legs(desk: Desk, document: Document, made: Recipe | None) -> tuple[Leg, ...]:
    terms = desk.terms(document)
    practice = posting.expected(document, terms)
    found: Posts | None = None
    if made is not None:
        found = posting.added(posting.posts(body, terms, made.asked) for body in made.bodies)
    whose = _whose(document, made.asked if made else None)
    keys = dict.fromkeys([*practice, *(found or {})])
    return tuple(
        Leg(
            posting.account_name(account, desk.catalogue),
            whose.get(party, party),
            practice.get((account, party), Decimal(0)),
            None if found is None else found.get((account, party), Decimal(0)),
        )
        for account, party in keys
    )


def _whose(document: Document, references: References | None) -> dict[str, str]:
    named = {one.party.id: one.party.name for one in document.postings if one.party is not None}
    asked = {} if references is None else {one.party: one.name for one in references.ids if one.party}
    return asked | named


def _used(desk: Desk, section: str, code: str) -> UsedRow:
    name = row_name(section, code, desk.accounts)
    return UsedRow(section, code, name, _target(desk, section, code))


def _target(desk: Desk, section: str, code: str) -> str:
    mapping = desk.mapping
    if section == "currency":
        return mapping.currencies.get(code, "")
    if section == "tax":
        found = desk.catalogue.tax_code(mapping.tax_codes.get(code, ""))
        return found.name if found is not None else ""
    id_ = mapping.bank_transfers_account if code == BANK_TRANSFERS else mapping.accounts.get(code, "")
    account = desk.catalogue.by_id.get(id_)
    return account.path if account is not None else ""


def _host_name(chart: dict[str, HostAccount], code: str) -> str:
    return f"{code} {chart[code].name}" if code in chart else code
