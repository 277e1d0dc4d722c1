"""How documents look in QuickBooks: chosen on the mapping screen, kept by every save, shown wherever a version is."""

from __future__ import annotations

import io
from dataclasses import replace

from matterbooks.store import connections
from matterbooks.values import Option
from tests.web.forms import fields, put
from tests.web.practice import Browser, Practice
from tests.web.test_mapping import FORM, entered, send


def test_an_option_is_saved_and_stays_through_the_next_save(practice: Practice, mapped: Browser) -> None:
    assert send(mapped, put(entered(mapped), "option", "itemised_lines")).status_code == 302
    assert practice.mapping().options == {Option.ITEMISED}
    assert send(mapped, entered(mapped)).status_code == 302
    assert practice.mapping().version == 3
    assert practice.mapping().options == {Option.ITEMISED}


def test_history_and_csv_tell_options_by_name(practice: Practice, mapped: Browser) -> None:
    send(mapped, put(entered(mapped), "option", "matters_as_customers"))
    assert "Matters as sub-customers" in mapped.get("/mapping/history").text
    csv = mapped.get("/mapping/csv").text
    assert "setting,matters_as_customers,Matters as customers,,on" in csv
    form = {"csrf_token": mapped.token(), "file": (io.BytesIO(csv.encode()), "back.csv")}
    shown = mapped.client.post("/accounting/mapping/csv", data=form).text
    assert ("option", "matters_as_customers") in fields(shown, FORM)


def test_trust_advises_matters_as_customers(mapped: Browser) -> None:
    said = "no matter&#39;s balance can be proved there"
    assert said not in mapped.get("/mapping").text
    page = send(mapped, [*entered(mapped), ("switch", "trust")], "show").text
    assert said in page
    assert 'href="#row-setting-matters_as_customers"' in page


def test_classes_are_offered_where_the_company_tracks_them(practice: Practice, mapped: Browser) -> None:
    company = practice.catalogue().company
    for tracking in (False, True):
        connection = practice.connection()
        assert connection is not None
        catalogue = replace(practice.catalogue(), company=replace(company, class_tracking=tracking))
        with practice.mount.store.begin() as session:
            connections.save_catalogue(session, connection.id, catalogue)
        assert ("Matters as classes" in mapped.get("/mapping").text) is tracking
