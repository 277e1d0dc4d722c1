"""Mapping versions: saved over the one they began from, and switches with them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from matterbooks.errors import MappingError, NewerVersionError
from matterbooks.mapping.mapping import Mapping, RowChange
from matterbooks.store import audit, mappings, switches
from matterbooks.store.engines import Store
from matterbooks.values import Switch
from tests.clock import Clock
from tests.databases import store_on

REALM = "a" * 64
FIRST = Mapping(
    switches=frozenset({Switch.SALES}),
    bank_transfers_account="90",
    accounts={"1000": "35", "4000": "79"},
    tax_codes={"GST": "5"},
    currencies={"EUR": "EUR"},
)
NAMED = {
    "section": "account",
    "host_code": "4000",
    "host_name": "Fees",
    "host_type": "income",
    "quickbooks_id": "79",
    "quickbooks_name": "Legal fees",
    "quickbooks_type": "Income",
    "trust": "",
}


def _save(store: Store, clock: Clock, mapping: Mapping, based_on: int, actor: str = "ann") -> Mapping:
    with store.begin() as session:
        return mappings.save(
            session,
            firm="north",
            realm_hash=REALM,
            mapping=mapping,
            based_on=based_on,
            rows=[],
            actor=actor,
            now=clock.now,
        )


def test_before_any_save_there_is_the_empty_version_0(store: Store) -> None:
    """Which is what the first save begins from."""
    with store.read() as session:
        assert mappings.current(session, "north", REALM) == Mapping()
        assert mappings.at(session, "north", REALM, 0) == Mapping()
        assert mappings.history(session, "north", REALM) == []


def test_a_saved_mapping_is_read_back_with_its_version_moment_and_person(store: Store, clock: Clock) -> None:
    """And earlier versions stay as they were."""
    first = _save(store, clock, FIRST, 0)
    assert first == replace(FIRST, version=1, saved_at=clock.now, saved_by="ann")
    clock.advance(60)
    second = _save(store, clock, replace(FIRST, accounts={"1000": "36"}), 1, "bob")
    with store.read() as session:
        assert mappings.current(session, "north", REALM) == second
        assert mappings.at(session, "north", REALM, 1) == first
        assert [(row.version, row.saved_by) for row in mappings.history(session, "north", REALM)] == [
            (1, "ann"),
            (2, "bob"),
        ]
        with pytest.raises(MappingError, match="no version 3"):
            mappings.at(session, "north", REALM, 3)


def test_another_firm_or_company_has_a_mapping_of_its_own(store: Store, clock: Clock) -> None:
    """Versions are counted for each."""
    _save(store, clock, FIRST, 0)
    with store.read() as session:
        assert mappings.current(session, "south", REALM).version == 0
        assert mappings.current(session, "north", "b" * 64).version == 0


def test_rows_keep_the_names_of_the_moment(store: Store, clock: Clock) -> None:
    """Rows of other sections are kept too, and rows without a description have their codes."""
    tax_account = NAMED | {"section": "tax_account", "host_code": "2200", "quickbooks_id": "60"}
    unmapped = NAMED | {"host_code": "4100", "quickbooks_id": ""}
    with store.begin() as session:
        mappings.save(
            session,
            firm="north",
            realm_hash=REALM,
            mapping=FIRST,
            based_on=0,
            rows=[NAMED, tax_account, unmapped],
            actor="ann",
            now=clock.now,
        )
    with store.read() as session:
        (version,) = mappings.history(session, "north", REALM)
        assert NAMED in version.rows
        assert tax_account in version.rows
        assert {row["host_code"] for row in version.rows if row["section"] == "account"} == {"1000", "4000"}
        assert ("setting", "sales", "on") in {
            (row["section"], row["host_code"], row["quickbooks_id"]) for row in version.rows
        }
        assert mappings.current(session, "north", REALM).accounts == FIRST.accounts


def test_rows_that_contradict_the_mapping_are_a_mistake_of_the_caller(store: Store, clock: Clock) -> None:
    """What is shown and what is used cannot differ."""
    with pytest.raises(ValueError, match="does not have"), store.begin() as session:
        mappings.save(
            session,
            firm="north",
            realm_hash=REALM,
            mapping=FIRST,
            based_on=0,
            rows=[NAMED | {"quickbooks_id": "80"}],
            actor="ann",
            now=clock.now,
        )


def test_the_second_of_two_administrators_sees_what_the_first_changed(store: Store, clock: Clock) -> None:
    """Both began from version 1; nothing of the second's is saved, and nothing of the first's is lost."""
    _save(store, clock, FIRST, 0)
    anns = _save(store, clock, replace(FIRST, accounts={"1000": "35", "4000": "80"}, tax_codes={}), 1, "ann")
    with pytest.raises(NewerVersionError, match="ann saved version 2") as refused:
        _save(store, clock, replace(FIRST, accounts={"1000": "99"}), 1, "bob")
    assert (refused.value.saved_by, refused.value.saved_at) == ("ann", clock.now)
    assert refused.value.changes == (RowChange("account", "4000", "79", "80"), RowChange("tax", "GST", "5", ""))
    with store.read() as session:
        assert mappings.current(session, "north", REALM) == anns


def test_of_administrators_who_save_in_the_same_instant_one_is_first(store: Store, clock: Clock) -> None:
    """Each in a process of its own: one version is made, and the others see it."""
    together = Barrier(4)

    def save(number: int) -> str:
        own = store_on(store.engine.url)
        together.wait()
        try:
            _save(own, clock, replace(FIRST, accounts={"1000": str(number)}), 0, f"admin-{number}")
        except NewerVersionError as refused:
            return refused.saved_by
        finally:
            own.dispose()
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(save, range(4)))
    winner = f"admin-{outcomes.index('saved')}"
    assert sorted(outcomes) == sorted([winner] * 3 + ["saved"])
    with store.read() as session:
        assert mappings.current(session, "north", REALM).saved_by == winner


def test_switches_keep_their_intervals(store: Store, clock: Clock) -> None:
    """On with one save, off with another, on again with a third."""
    start = clock.now
    _save(store, clock, FIRST, 0)
    clock.advance(100)
    _save(store, clock, replace(FIRST, switches=frozenset({Switch.SUPPLIER})), 1, "bob")
    clock.advance(100)
    _save(store, clock, replace(FIRST, switches=frozenset({Switch.SUPPLIER, Switch.SALES})), 2)
    with store.read() as session:
        at = [
            {
                switch.value
                for switch in Switch
                if switches.is_on_at(session, "north", switch, start + timedelta(0, second))
            }
            for second in (-1, 0, 99, 100, 200)
        ]
        assert at == [set(), {"sales"}, {"sales"}, {"supplier"}, {"supplier", "sales"}]
        assert [(row.switch, row.on_by, row.off_by) for row in switches.intervals(session, "north")] == [
            ("sales", "ann", "bob"),
            ("supplier", "bob", None),
            ("sales", "ann", None),
        ]
        assert switches.intervals(session, "south") == []


def test_a_save_is_audited_with_its_difference(store: Store, clock: Clock) -> None:
    """Who, when, and each row before and after."""
    _save(store, clock, Mapping(accounts={"1000": "35"}), 0)
    _save(store, clock, Mapping(accounts={"1000": "36"}), 1, "bob")
    with store.read() as session:
        (row, _) = audit.recent(session, "north", 9)
        assert (row.actor, row.event, row.subject) == ("bob", "mapping_saved", "mapping version 2")
        assert row.detail == {"changes": [["account", "1000", "35", "36"]]}
