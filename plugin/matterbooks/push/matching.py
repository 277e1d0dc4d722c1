"""Whether a record of QuickBooks is the one that we would make: amount, currency, date and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matterbooks.errors import MissingRowsError, PushError
from matterbooks.ledger.documents import Document
from matterbooks.push.decisions import DecisionRefusedError
from matterbooks.push.desk import Desk
from matterbooks.push.recipe import known_references, unchecked
from matterbooks.quickbooks.figures import PARTY, answered_total, total_of, value_of
from matterbooks.quickbooks.payloads import Asked, Body, References, Wanted
from matterbooks.store import links
from matterbooks.values import ReferenceKind

PARTIES = {ReferenceKind.CUSTOMER: "Customer", ReferenceKind.MATTER: "Customer", ReferenceKind.VENDOR: "Vendor"}
"""What a client, a matter and a supplier are in QuickBooks."""

NUMBERS = ("DocNumber", "PaymentRefNum")
"""Where a record's number stands."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What we would send, and the clients, matters and suppliers that stand in it by their QuickBooks id.

    unknown: the placeholder of one that no link tells yet, and what it would be. home_currency is the company's.
    """

    firm: str
    body: Body
    known: frozenset[str]
    unknown: dict[str, Wanted]
    home_currency: str

    @property
    def entity(self) -> str:
        """Intuit's name of its kind."""
        return self.body.entity

    def is_near(self, row: dict[str, Any]) -> bool:
        """Whether it bears our number, or has our amount."""
        fields = self.body.fields
        same = any(row.get(name) == fields[name] for name in NUMBERS if name in fields)
        return same or answered_total(self.entity, row) == total_of(self.entity, fields)

    def currency_of(self, fields: dict[str, Any]) -> str:
        """Its currency; a record that names none is in the company's own."""
        return value_of(fields, "CurrencyRef") or self.home_currency


def meant_for(session: Session, desk: Desk, document: Document) -> Matching:
    """What we would send. Raises DecisionRefusedError where that cannot be told, or is not one record."""
    try:
        recipe = unchecked(desk, document)
        known = known_references(session, desk, document, recipe.asked)
        again = unchecked(desk, document, known=known)
    except (MissingRowsError, PushError) as trouble:
        raise DecisionRefusedError(f"{trouble} Until then it cannot be compared with what QuickBooks has.") from trouble
    part, body = again.parts[0], again.bodies[0]
    if len(again.bodies) != 1 or part.name or body.onto is not None:
        raise DecisionRefusedError(
            f"The {document.ref} becomes more than one record in QuickBooks, and cannot be linked to one. Mark it as "
            "handled outside."
        )
    return _matching(desk, body, again.asked, known)


def _matching(desk: Desk, body: Body, asked: Asked, known: References) -> Matching:
    whose = {asked.ids[one]: one for one in asked.wanted if one.kind in PARTIES}
    named = {id_: whose[id_] for id_ in parties_in(body.entity, body.fields)}
    unknown = {id_: one for id_, one in named.items() if one not in known.ids}
    return Matching(desk.firm, body, frozenset(named) - unknown.keys(), unknown, desk.catalogue.company.home_currency)


def copies_of(session: Session, meant: Matching, quickbooks_id: str) -> list[str]:
    """Which records of ours this one of QuickBooks is already, in words."""
    found = links.live_on(session, meant.firm, meant.entity, quickbooks_id)
    return [f"it is the copy of {link.kind.replace('_', ' ')} {link.number or link.host_id} already" for link in found]


def differences(session: Session, meant: Matching, record: dict[str, Any]) -> list[str]:
    """What the record has otherwise, in words that name nobody; empty where it is the same."""
    fields = meant.body.fields
    pairs = [
        ("amount", f"{total_of(meant.entity, fields):.2f}", f"{answered_total(meant.entity, record):.2f}"),
        ("currency", meant.currency_of(fields), meant.currency_of(record)),
        ("date", str(fields["TxnDate"]), str(record.get("TxnDate", ""))),
    ]
    said = [f"{name} {found or '(none)'} instead of {wanted}" for name, wanted, found in pairs if wanted != found]
    return said + _other_parties(session, meant, record)


def strangers(meant: Matching, record: dict[str, Any]) -> set[str]:
    """Customers and vendors of the record that no link of this document tells."""
    return parties_in(meant.entity, record) - meant.known


def _other_parties(session: Session, meant: Matching, record: dict[str, Any]) -> list[str]:
    """Everybody whom we know has to be in it; whoever else is has to be one whom we do not know, and nobody else's."""
    fresh = strangers(meant, record)
    if meant.known - parties_in(meant.entity, record) or len(meant.unknown) != len(fresh):
        return [f"another {_called(meant)}"]
    taken = [id_ for id_ in sorted(fresh) if _is_linked(session, meant.firm, id_)]
    return [f"the {_called(meant)} {id_} of another client or supplier" for id_ in taken]


def _is_linked(session: Session, firm: str, id_: str) -> bool:
    return any(links.live_on(session, firm, entity, id_) for entity in sorted(set(PARTIES.values())))


def _called(meant: Matching) -> str:
    return {"CustomerRef": "customer", "VendorRef": "vendor"}.get(PARTY.get(meant.entity, ""), "customer or vendor")


def parties_in(entity: str, fields: dict[str, Any]) -> set[str]:
    """The ids of the customers and vendors whose it is: the record's own, or those of its lines where it has none."""
    if entity in PARTY:
        found = {value_of(fields, PARTY[entity])}
    elif entity == "Deposit":
        found = {value_of(line.get("DepositLineDetail") or {}, "Entity") for line in fields.get("Line", [])}
    else:
        details = [line.get("JournalEntryLineDetail") or {} for line in fields.get("Line", [])]
        found = {value_of(detail.get("Entity") or {}, "EntityRef") for detail in details}
    return found - {""}
