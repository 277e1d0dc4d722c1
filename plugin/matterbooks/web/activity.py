"""Activity: every record and where it stands, what holds it and the button that mends it, and each attempt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from matterbooks.ledger.documents import Ref
from matterbooks.mapping.resolve import MissingRow, missing_rows
from matterbooks.push import retry as retrying
from matterbooks.push.whose import parties_of
from matterbooks.store import activity as reading
from matterbooks.store.activity import CauseGroup, Filters
from matterbooks.store.models import Link, Operation
from matterbooks.values import Held, Kind, OperationState, Permission, ReferenceKind, Skipped
from matterbooks.web import notes
from matterbooks.web.choices import host_label
from matterbooks.web.draft import row_id
from matterbooks.web.facts import facts, live_connection, realm_of, waiting_by_row
from matterbooks.web.guard import allowed, needs
from matterbooks.web.host import Host, host
from matterbooks.web.quickbooks_pages import record_url


@dataclass(frozen=True, slots=True)
class Mend:
    """A mapping row that records wait for: its name, where it is filled in, and how many wait."""

    label: str
    url: str
    waiting: int


@needs(Permission.VIEW)
def activity() -> ResponseReturnValue:
    """One page of records with totals of both sides and the causes of what is held."""
    here, firm = host(), host().firm_of()
    filters = _filters(request.args)
    with here.store.read() as session:
        page = reading.page(session, firm, filters, _number(request.args.get("page", "")))
        totals, groups = reading.totals(session, firm), reading.causes(session, firm)
    return render_template(
        "matterbooks/activity.html",
        page=page,
        filters=filters,
        totals=totals,
        groups=groups,
        waiting_rows=_waiting_rows(here, firm, groups),
        page_of=Pages(here, firm),
        may_push=allowed(Permission.PUSH),
        query={key: value for key, value in request.args.items() if key != "page"},
    )


@needs(Permission.VIEW)
def record(kind: str, host_id: str) -> ResponseReturnValue:
    """One record: what became of it, what is missing, and every attempt."""
    here, firm = host(), host().firm_of()
    with here.store.read() as session:
        operations = reading.history(session, firm, kind, host_id)
        latest = reading.latest_of(session, firm, kind, host_id)
        links = reading.links_of(session, firm, kind, host_id)
        attempts = reading.attempts(session, firm, [row.id for row in operations])
    if latest is None:
        abort(404)
    return render_template(
        "matterbooks/record.html",
        latest=latest,
        kinds=list(Kind),
        operations=operations,
        links=links,
        attempts=attempts,
        missing=_missing(here, firm, kind, host_id) if latest.reason == Held.MAPPING else (),
        page_of=Pages(here, firm),
        belongs_to=_belongs_to(here, firm, latest),
        parties=_parties(here, firm, latest),
        may_push=allowed(Permission.PUSH),
        may_unlock=allowed(Permission.UNLOCK),
    )


@needs(Permission.PUSH)
def retry() -> ResponseReturnValue:
    """Send these held records again, from what they are now."""
    here, firm = host(), host().firm_of()
    ids = [int(text) for text in request.form.getlist("operation") if text.isdecimal() and len(text) < 19]
    count = retrying.retry(here.context, firm, ids, here.actor())
    here.wake(firm)
    if count:
        notes.say("done", f"{count} {'record is' if count == 1 else 'records are'} tried again, as they stand now.")
    else:
        notes.say("warning", "None of these records is held any more, so nothing was sent again.")
    return redirect(url_for("matterbooks.activity"))


class Pages:
    """Where linked records are looked at in QuickBooks; the company's id is opened once for all of them."""

    def __init__(self, here: Host, firm: str) -> None:
        connection = live_connection(here, firm)
        self._environment = here.context.app.environment
        self._realm = realm_of(here, connection) if connection else ""
        self._hash = connection.realm_hash if connection else ""

    def __call__(self, link: Link | None) -> str:
        """The address of a link's record, empty where there is none in the company that is connected now."""
        if link is None or link.realm_hash != self._hash:
            return ""
        return self.at(link.quickbooks_type, link.quickbooks_id)

    def at(self, type_: str, id_: str) -> str:
        """The address of this record of the company."""
        return record_url(self._environment, self._realm, type_, id_)


def _waiting_rows(here: Host, firm: str, groups: Sequence[CauseGroup]) -> list[Mend]:
    """Every mapping row that held records wait for, the one that frees most of them first."""
    if not any(group.reason == Held.MAPPING for group in groups) or live_connection(here, firm) is None:
        return []
    known = facts(here, firm)
    names = {("account", account.code): host_label(account) for account in known.practice.accounts}
    return [
        Mend(names.get(key, f"{key[0].capitalize()} {key[1]}"), _row_url(*key), count)
        for key, count in waiting_by_row(here, known).most_common()
    ]


def _missing(here: Host, firm: str, kind: str, host_id: str) -> list[tuple[MissingRow, str]]:
    """The mapping rows that one record waits for now, each with the address of its row."""
    if kind not in set(Kind) or live_connection(here, firm) is None:
        return []
    known = facts(here, firm)
    document = here.source.document(here.public_session(), Ref(firm, Kind(kind), host_id))
    if document is None:
        return []
    rows = missing_rows(document, known.mapping, known.catalogue, known.practice.accounts)
    return [(row, _row_url(row.section, row.host_code)) for row in rows]


def _belongs_to(here: Host, firm: str, row: Operation) -> Ref | None:
    """The record that it waits for, where the practice has that one posted."""
    kind, _, id_ = row.missing_parent.partition(":")
    ref = Ref(firm, Kind(kind), id_) if kind in set(Kind) else None
    return ref if ref is not None and here.source.document(here.public_session(), ref) is not None else None


def _parties(here: Host, firm: str, row: Operation) -> tuple[Link, ...]:
    """Whose it is in QuickBooks, for a record that QuickBooks refused."""
    if row.kind not in set(Kind) or row.state != OperationState.HELD or row.reason != Held.REFUSED:
        return ()
    return parties_of(here.context, Ref(firm, Kind(row.kind), row.host_id))


def _row_url(section: str, host_code: str) -> str:
    return url_for("matterbooks.mapping", _anchor=row_id(section, host_code))


def _filters(args: MultiDict[str, str]) -> Filters:
    return Filters(
        states=tuple(state for state in args.getlist("state") if state in set(OperationState)),
        kind=args.get("kind", "") if args.get("kind", "") in {*Kind, *ReferenceKind} else "",
        text=args.get("q", "").strip()[:100],
        dated_from=_day(args.get("from", "")),
        dated_to=_day(args.get("to", "")),
        reason=args.get("reason", "") if args.get("reason", "") in {*Held, *Skipped} else "",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
