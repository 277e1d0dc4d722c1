"""A firm and its company: connected, disconnected, connected again, and to whom not."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from matterbooks.errors import ReconnectNeededError, SealBrokenError, WrongCompanyError
from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.store import audit, connections, outbox, switches
from matterbooks.store.connections import ConnectionState
from matterbooks.store.engines import Store
from matterbooks.store.models import Connection, Link
from matterbooks.store.secrets import KeyRing
from matterbooks.values import Action, LinkState, OperationState, Switch
from tests.clock import Clock
from tests.databases import store_on
from tests.store.firms import OTHER_REALM, REALM, connect, pair


def _link(store: Store, connection: Connection, clock: Clock, state: LinkState = LinkState.LINKED) -> None:
    """An invoice of the firm in the company, and nothing on its way."""
    with store.begin() as session:
        made: dict[str, Any] = {"firm": connection.firm, "kind": "sales_invoice", "host_id": "b1"}
        row = outbox.add_operation(session, **made, generation=1, action=Action.CREATE, now=clock.now)
        row.state, row.first_sent_at = OperationState.DONE, clock.now
        link = Link(
            **made,
            operation_id=row.id,
            realm_hash=connection.realm_hash,
            quickbooks_type="Invoice",
            quickbooks_id="101",
            sync_token="0",
            state=state,
            pushed_at=clock.now,
        )
        session.add(link)


def test_a_connection_is_found_by_its_firm_and_keeps_what_the_company_says(
    store: Store, ring: KeyRing, clock: Clock
) -> None:
    """Nothing is connected before, one is live after."""
    with store.begin() as session:
        assert connections.live(session, "north") is None
        assert not connections.any_ever(session, "north")
        made = connect(session, ring, clock)
    with store.read() as session:
        found = connections.live(session, "north")
        assert found is not None
        assert found.id == made.id
        assert (found.company_name, found.country, found.home_currency) == ("North Law Books", "US", "USD")
        assert (found.state, found.started_at, found.connected_by) == (ConnectionState.ACTIVE, clock.now, "ann")
        assert connections.realm_of(ring, found) == REALM
        assert connections.firms(session) == ["north"]
        assert connections.live(session, "south") is None


def test_disconnecting_erases_the_tokens_and_keeps_the_row(store: Store, ring: KeyRing, clock: Clock) -> None:
    """The row tells who and when; the sign-in cannot be used again."""
    with store.begin() as session:
        made = connect(session, ring, clock)
    clock.advance(60)
    with store.begin() as session:
        row = connections.by_id(session, made.id)
        assert row is not None
        connections.end(session, row, actor="bob", now=clock.now)
        connections.end(session, row, actor="carol", now=clock.now)
    with store.read() as session:
        assert connections.live(session, "north") is None
        assert connections.firms(session) == []
        assert connections.any_ever(session, "north")
        row = connections.by_id(session, made.id)
        assert row is not None
        assert (row.state, row.ended_by, row.ended_at) == (ConnectionState.ENDED, "bob", clock.now)
        assert [row.access_sealed, row.refresh_sealed, row.previous_refresh_sealed] == [None, None, None]
        with pytest.raises(ReconnectNeededError, match="North Law Books has ended"):
            connections.read_tokens(ring, row)
        assert [entry.event for entry in audit.recent(session, "north", 9)] == ["disconnected", "connected"]


def test_the_same_company_again_is_no_new_start(store: Store, ring: KeyRing, clock: Clock) -> None:
    """Neither after a disconnect nor on top of a live connection."""
    started = clock.now
    with store.begin() as session:
        first = connect(session, ring, clock)
        first.division = "litigation"
        connections.end(session, first, actor="ann", now=clock.now)
    clock.advance(86_400)
    with store.begin() as session:
        again = connect(session, ring, clock, number=2)
        assert again.id != first.id
        assert (again.started_at, again.connected_at, again.division) == (started, clock.now, "litigation")
        connections.needs_reconnect(session, again.id)
    clock.advance(86_400)
    with store.begin() as session:
        renewed = connect(session, ring, clock, number=3)
        assert (renewed.id, renewed.started_at, renewed.state) == (again.id, started, ConnectionState.ACTIVE)
        assert connections.read_tokens(ring, renewed).refresh == "refresh-3"
        assert connections.read_tokens(ring, renewed).generation == 2


def test_a_company_of_another_firm_is_refused_without_naming_that_firm(
    store: Store, ring: KeyRing, clock: Clock
) -> None:
    """Until it is disconnected there."""
    with store.begin() as session:
        theirs = connect(session, ring, clock, firm="south-secret")
    with pytest.raises(WrongCompanyError, match="books of another firm") as refused, store.begin() as session:
        connect(session, ring, clock)
    assert "south-secret" not in str(refused.value)
    with store.begin() as session:
        connections.end(session, session.merge(theirs), actor="ann", now=clock.now)
        assert connect(session, ring, clock).firm == "north"


@pytest.mark.parametrize("disconnected", [False, True])
def test_another_company_is_refused_while_records_are_linked_to_the_old_one(
    store: Store, ring: KeyRing, clock: Clock, disconnected: bool
) -> None:
    """Disconnecting first is no way round it; both companies are named, with the way out."""
    with store.begin() as session:
        former = connect(session, ring, clock)
    _link(store, former, clock)
    if disconnected:
        with store.begin() as session:
            connections.end(session, session.merge(former), actor="ann", now=clock.now)
    with pytest.raises(WrongCompanyError, match=r"New Books.*North Law Books.*archived"), store.begin() as session:
        connect(session, ring, clock, realm=OTHER_REALM, name="New Books")
    with store.read() as session:
        assert (connections.live(session, "north") is None) is disconnected


def test_another_company_is_refused_while_something_sent_is_not_answered(
    store: Store, ring: KeyRing, clock: Clock
) -> None:
    """Its bytes belong to the company that they were written for."""
    with store.begin() as session:
        connect(session, ring, clock)
        row = outbox.add_operation(
            session,
            firm="north",
            kind="sales_invoice",
            host_id="b1",
            generation=1,
            action=Action.CREATE,
            now=clock.now,
        )
        row.state, row.first_sent_at = OperationState.UNCERTAIN, clock.now
    with pytest.raises(WrongCompanyError, match="1 sent and not yet answered"), store.begin() as session:
        connect(session, ring, clock, realm=OTHER_REALM, name="New Books")


def test_another_company_may_follow_once_the_links_are_archived(store: Store, ring: KeyRing, clock: Clock) -> None:
    """It is a new start, with nothing switched on until its own mapping is saved."""
    with store.begin() as session:
        former = connect(session, ring, clock)
        switches.apply(session, "north", {Switch.SALES}, actor="ann", now=clock.now)
    _link(store, former, clock, LinkState.ENDED)
    clock.advance(60)
    with store.begin() as session:
        made = connect(session, ring, clock, realm=OTHER_REALM, name="New Books")
        assert made.started_at == clock.now
        assert not switches.is_on_at(session, "north", Switch.SALES, clock.now)
        old = connections.by_id(session, former.id)
        assert old is not None
        assert (old.live, old.access_sealed, old.state) == (None, None, ConnectionState.ENDED)


def test_a_lost_oldest_key_is_told_apart_from_another_company(store: Store, ring: KeyRing, clock: Clock) -> None:
    """The hash of the company would differ, and a person would be sent to look for the wrong mistake."""
    other = KeyRing({"k1": b"x" * 32})
    with store.begin() as session:
        former = connect(session, ring, clock)
    _link(store, former, clock)
    with pytest.raises(SealBrokenError, match="without the oldest key"), store.begin() as session:
        connect(session, other, clock)


def test_a_key_ring_without_its_oldest_key_is_noticed_when_it_is_used(
    store: Store, ring: KeyRing, ring_setting: str, clock: Clock
) -> None:
    """Even where a newer key still opens the tokens."""
    newer = ring_setting.replace("k1:AAEC", "k2:AAAA")
    with store.begin() as session:
        made = connect(session, KeyRing.from_setting(f"{newer},{ring_setting}"), clock)
    with pytest.raises(SealBrokenError, match="Put the oldest key back at the end"):
        connections.read_tokens(KeyRing.from_setting(newer), made)


def test_of_two_firms_that_choose_one_company_at_once_one_has_it(store: Store, ring: KeyRing, clock: Clock) -> None:
    """The other is refused in words, not by a broken key of a table."""
    together = Barrier(2)

    def choose(firm: str) -> bool:
        own = store_on(store.engine.url)
        together.wait()
        try:
            with own.begin() as session:
                connect(session, ring, clock, firm=firm)
        except WrongCompanyError:
            return False
        finally:
            own.dispose()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(choose, ("north", "south"))) == [False, True]


def test_a_row_copied_to_another_firm_gives_no_token(store: Store, ring: KeyRing, clock: Clock) -> None:
    """The ciphertext knows whose it is."""
    with store.begin() as session:
        connect(session, ring, clock)
        theirs = connect(session, ring, clock, firm="south", realm=OTHER_REALM)
        session.execute(
            text(
                "UPDATE matterbooks_connection SET (realm_hash, realm_sealed, access_sealed, refresh_sealed) = "
                "(SELECT 'copied', realm_sealed, access_sealed, refresh_sealed "
                "FROM matterbooks_connection WHERE firm = 'north') WHERE firm = 'south'"
            )
        )
    with store.read() as session:
        row = connections.by_id(session, theirs.id)
        assert row is not None
        with pytest.raises(SealBrokenError, match="firm south"):
            connections.read_tokens(ring, row)


def test_no_secret_is_in_the_database_the_log_or_a_picture_of_an_object(
    sqlite_store: Store, ring: KeyRing, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Not the tokens and not the realm, with every statement logged."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="sqlalchemy")
    with sqlite_store.begin() as session:
        made = connect(session, ring, clock)
        connections.save_tokens(session, ring, made.id, 1, pair(clock, 2), clock.now)
        shown = [
            repr(made),
            repr(connections.read_tokens(ring, made)),
            repr(ring),
            repr(audit.recent(session, "north", 9)),
        ]
    stored = Path(str(sqlite_store.engine.url.database)).read_bytes().decode("latin-1")
    assert "INSERT INTO matterbooks_connection" in caplog.text
    for secret in ("access-1", "refresh-1", "access-2", "refresh-2", REALM):
        assert secret not in caplog.text
        assert secret not in stored
        assert all(secret not in picture for picture in shown)


def test_a_company_is_kept_to_the_last_decimal(store: Store, ring: KeyRing, clock: Clock) -> None:
    """Rates, dates and instants come back equal, and the columns that lists show follow."""
    catalogue = Catalogue(
        company=Company("Kanzlei", "DE", "EUR", closing_date=date(2025, 12, 31), multi_currency=True),
        accounts=(
            QuickBooksAccount("1", "Cash", "Bank:Cash", "Bank", "CashOnHand", "1000", "EUR"),
            QuickBooksAccount("2", "Old", "Old", "Income", active=False),
        ),
        tax_codes=(
            QuickBooksTaxCode("5", "19 %", (TaxRate("7", "VAT", Decimal("19.00")),)),
            QuickBooksTaxCode("6", "0"),
        ),
        read_at=datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC),
    )
    with store.begin() as session:
        made = connect(session, ring, clock)
        assert connections.catalogue_of(made) is None
        connections.save_catalogue(session, made.id, catalogue)
    with store.read() as session:
        row = connections.live(session, "north")
        assert row is not None
        kept = connections.catalogue_of(row)
        assert kept == catalogue
        assert str(kept.tax_codes[0].sales_rates[0].rate) == "19.00"
        assert (row.company_name, row.country, row.home_currency) == ("Kanzlei", "DE", "EUR")
        assert row.catalogue_read_at == catalogue.read_at


def test_a_pause_and_a_success_are_kept(store: Store, ring: KeyRing, clock: Clock) -> None:
    """For the worker and for the screen; a pause is lifted with None."""
    until = clock.now + timedelta(minutes=5)
    with store.begin() as session:
        made = connect(session, ring, clock)
        connections.pause(session, made.id, until)
        connections.note_success(session, made.id, clock.now)
        row = connections.by_id(session, made.id)
        assert row is not None
        assert (row.paused_until, row.last_success_at) == (until, clock.now)
        connections.pause(session, made.id, None)
        assert row.paused_until is None
