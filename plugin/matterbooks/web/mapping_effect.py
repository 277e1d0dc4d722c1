"""The effect of what was entered on the mapping screen, before it is saved: on the page, and as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request
from flask.typing import ResponseReturnValue

from matterbooks.ledger.documents import Document, Ref
from matterbooks.mapping.mapping import RowChange
from matterbooks.mapping.rows import write_csv
from matterbooks.push import effect
from matterbooks.push.effect import KindTouched, Remapping, Touched, Waiting
from matterbooks.values import Option, Permission, Switch
from matterbooks.web.changes import RowNames, Shown, changes_between
from matterbooks.web.draft import Draft, from_form
from matterbooks.web.facts import Facts, facts
from matterbooks.web.guard import needs
from matterbooks.web.host import Host, host

MOST_LOOKED_AT = 500
"""How many posted documents a preview reads; the file reads all of them."""

MOST_SHOWN = 50
"""How many of them the page lists; the file lists all of them."""

COLUMNS = (
    "kind", "number", "date", "party", "amount", "host_id", "quickbooks_type", "quickbooks_id", "mapping_version",
    "row", "posted_to", "would_post_to",
)  # fmt: skip
"""The list of what a bulk re-push would touch: one line for each record and row."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What saving would do: the rows that differ, the documents that wait, and those that were posted otherwise.

    unread: records that were not looked into. changed: host codes of the settings that differ.
    """

    changes: Sequence[Shown]
    waiting: Waiting
    touched: Sequence[Touched]
    kinds: Sequence[KindTouched]
    unread: int
    changed: frozenset[str]

    @property
    def switched(self) -> bool:
        """Whether a kind of transaction is switched on or off."""
        return not self.changed.isdisjoint(Switch)

    @property
    def looks(self) -> bool:
        """Whether documents would look otherwise."""
        return not self.changed.isdisjoint(Option)

    @property
    def listed(self) -> Sequence[Touched]:
        """Those that the page lists."""
        return self.touched[:MOST_SHOWN]


def effect_of(here: Host, known: Facts, draft: Draft) -> Effect:
    """The effect of saving this draft now."""
    change, read = remapping(known, draft), reader(here)
    touched, unread = effect.touched(here.store, read, change, MOST_LOOKED_AT)
    shown = changes_between(known, known.mapping, change.entered)
    changed = frozenset(row.host_code for row in change.changes if row.section == "setting")
    waiting = effect.waiting(here.store, read, change)
    return Effect(shown, waiting, touched, effect.by_kind(touched), unread, changed)


def remapping(known: Facts, draft: Draft) -> Remapping:
    """The change from the saved mapping to this draft."""
    catalogue, accounts = known.catalogue, known.practice.accounts
    realm_hash = known.connection.realm_hash
    return Remapping(known.firm, realm_hash, known.mapping, draft.without_empty().mapping(), catalogue, accounts)


def reader(here: Host) -> effect.Read:
    """Reads documents in the session of this request."""
    session = here.public_session()

    def read(ref: Ref) -> Document | None:
        return here.source.document(session, ref)

    return read


@needs(Permission.MAP)
def mapping_effect() -> ResponseReturnValue:
    """Every record that was posted under a row that the form has otherwise, as CSV."""
    here = host()
    known = facts(here, here.firm_of())
    change = remapping(known, from_form(request.form))
    touched, _ = effect.touched(here.store, reader(here), change)
    names = RowNames(known)
    text = write_csv((row for one in touched for row in _lines(names, change, one)), COLUMNS)
    name = f"posted-otherwise-than-entered-over-version-{known.mapping.version}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=headers)


def _lines(names: RowNames, change: Remapping, one: Touched) -> list[dict[str, str]]:
    link = one.link
    record = {
        "kind": link.kind, "number": link.number, "date": link.date.isoformat() if link.date else "",
        "party": link.party, "amount": "" if link.amount is None else f"{link.amount:.2f}", "host_id": link.host_id,
        "quickbooks_type": link.quickbooks_type, "quickbooks_id": link.quickbooks_id,
        "mapping_version": str(link.mapping_version),
    }  # fmt: skip
    changes = (RowChange(*key, one.under.right(*key), change.entered.right(*key)) for key in one.rows)
    named = (names.shown(row) for row in changes)
    return [record | {"row": row.what, "posted_to": row.before, "would_post_to": row.after} for row in named]
