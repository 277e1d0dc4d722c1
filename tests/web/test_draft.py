"""A draft: what was entered on the mapping form, whole or half, and the ids by which other pages lead to its rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from matterbooks.mapping.mapping import Mapping
from matterbooks.values import Option, Switch
from matterbooks.web.draft import from_form, from_mapping, row_id
from matterbooks.web.merging import on_top_of

CODES = st.text(min_size=1, max_size=6)


@given(
    st.dictionaries(CODES, CODES, max_size=5),
    st.dictionaries(CODES, CODES, max_size=3),
    st.sets(st.sampled_from(Switch)),
    st.sets(st.sampled_from(Option)),
)
def test_a_mapping_survives_its_form(
    accounts: dict[str, str], taxes: dict[str, str], switches: set[Switch], options: set[Option]
) -> None:
    mapping = Mapping(3, frozenset(switches), "", accounts, taxes, options=frozenset(options))
    draft = from_mapping(mapping)
    fields = [(f"{row.section}_host", row.host_code) for row in draft.rows]
    fields += [(f"{row.section}_quickbooks", row.quickbooks_id) for row in draft.rows]
    fields += [("switch", switch.value) for switch in draft.switches] + [("based_on", "3")]
    fields += [("option", option.value) for option in draft.options]
    assert from_form(MultiDict(fields)).mapping() == draft.mapping()
    assert draft.mapping().rows() == mapping.rows()


@given(CODES, CODES)
@example("\xe9", "\x0e9")
def test_rows_of_two_codes_never_share_an_id(one: str, other: str) -> None:
    assert (row_id("account", one) == row_id("account", other)) == (one == other)
    assert not set(" #'\"<>&") & set(row_id("account", one))


def test_a_form_of_nonsense_is_an_empty_draft() -> None:
    draft = from_form(MultiDict([("based_on", "-1"), ("switch", "everything"), ("account_host", "4000")]))
    assert (draft.based_on, draft.switches, draft.rows) == (0, frozenset(), ())


def test_removing_a_row_that_is_not_there_changes_nothing() -> None:
    draft = from_mapping(Mapping(version=1, accounts={"4000": "79"}))
    assert draft.without_row("account", 7) == draft
    assert draft.without_row("account", 0).rows == ()


BEGUN = Mapping(
    version=1, switches=frozenset({Switch.SALES}), bank_transfers_account="1", accounts={"a": "1", "b": "2"}
)


def test_what_nobody_touched_here_is_taken_from_the_newer_version() -> None:
    newest = replace(BEGUN, version=2, switches=frozenset(), bank_transfers_account="9", accounts={"a": "7", "c": "3"})
    merged = on_top_of(from_mapping(BEGUN), BEGUN, newest)
    assert (merged.based_on, merged.mapping().rows()) == (2, newest.rows())


def test_what_was_changed_here_stays_also_where_both_changed_it() -> None:
    newest = replace(BEGUN, version=2, accounts={"a": "7", "b": "2", "c": "3"})
    mine = from_mapping(replace(BEGUN, switches=frozenset({Switch.TRUST}), accounts={"a": "8"}))
    merged = on_top_of(mine, BEGUN, newest).mapping()
    assert merged.accounts == {"a": "8", "c": "3"}
    assert merged.switches == {Switch.TRUST}


def test_how_documents_look_is_merged_as_switches_are() -> None:
    begun = replace(BEGUN, options=frozenset({Option.ITEMISED}))
    newest = replace(begun, version=2, options=frozenset({Option.ITEMISED, Option.MATTERS_AS_CLASSES}))
    mine = from_mapping(replace(begun, options=frozenset({Option.MATTERS_AS_CUSTOMERS})))
    merged = on_top_of(mine, begun, newest).mapping()
    assert merged.options == {Option.MATTERS_AS_CUSTOMERS, Option.MATTERS_AS_CLASSES}


def test_half_rows_survive_a_conflict() -> None:
    mine = from_form(MultiDict([("account_host", ""), ("account_quickbooks", "79")]))
    assert on_top_of(mine, Mapping(), Mapping(version=1)).rows == mine.rows
