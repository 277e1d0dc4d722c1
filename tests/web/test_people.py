"""Who did something: the host's own name of the person, wherever a key was kept."""

from __future__ import annotations

import pytest

from matterbooks.web.people import person
from tests.web import practice as staff
from tests.web.forms import as_data, choose, fields
from tests.web.practice import Browser, Practice, User
from tests.web.test_mapping import FORM, account, entered, send


@pytest.fixture
def helen(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The browser of an administrator who has a name."""
    monkeypatch.setitem(staff.USERS, "7", User("7", staff.USERS["admin"].permissions, "Helen <Ashgrove>"))
    return practice.browser("7")


def test_names_stand_where_keys_were_kept(practice: Practice, helen: Browser) -> None:
    helen.connect()
    form = choose(entered(helen), "account", "4000", account(practice, "Legal Fees"))
    assert send(helen, form).status_code == 302
    for path in ("/", "/mapping", "/mapping/history"):
        page = helen.get(path).text
        assert "by Helen &lt;Ashgrove&gt;" in page, path
        assert "user 7" not in page


def test_the_second_administrator_is_told_the_name_of_the_first(
    practice: Practice, mapped: Browser, helen: Browser
) -> None:
    form = entered(mapped)
    send(helen, choose(entered(helen), "account", "4000", account(practice, "Sales of Product Income")))
    answer = mapped.client.post("/accounting/mapping", data=as_data([*form, ("do", "save")]))
    assert "Helen &lt;Ashgrove&gt; saved version 2 of the mapping" in answer.text
    assert fields(answer.text, FORM)


def test_a_person_who_is_gone_keeps_the_key(practice: Practice) -> None:
    with practice.app.test_request_context():
        assert person("99") == "user 99"
        assert person("") == "somebody who was not logged in"


def test_a_loader_that_cannot_read_an_old_key_breaks_no_page(practice: Practice) -> None:
    practice.app.__dict__["login_manager"].user_loader(int)
    with practice.app.test_request_context():
        assert person("helen@ashgrove.example") == "user helen@ashgrove.example"


def test_a_host_without_log_ins_keeps_keys(practice: Practice) -> None:
    del practice.app.__dict__["login_manager"]
    with practice.app.test_request_context():
        assert person("7") == "user 7"
