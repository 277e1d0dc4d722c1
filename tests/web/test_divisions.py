"""A firm of several divisions connects one; records of the others stay behind, and say why."""

from __future__ import annotations

from dataclasses import replace

from matterbooks.ledger.source import Division
from matterbooks.values import OperationState, Skipped
from tests.web.practice import Browser, Practice

SEVERAL = (Division("lit", "Litigation"), Division("conv", "Conveyancing"))


def test_connecting_asks_for_the_division_and_remembers_it(practice: Practice, admin: Browser) -> None:
    practice.ledger.own_divisions = SEVERAL
    assert "Litigation" in admin.get("/").text
    refused = admin.post("/connect", follow=True)
    assert "has 2 divisions" in refused.text
    assert practice.connection() is None
    location = admin.decide(admin.ask(division="lit"), practice.realm)
    admin.come_back(location)
    connection = practice.connection()
    assert connection is not None
    assert connection.division == "lit"
    admin.connect()
    again = practice.connection()
    assert again is not None
    assert again.division == "lit"


def test_records_of_another_division_stay_behind(practice: Practice, mapped: Browser) -> None:
    practice.ledger.own_divisions = SEVERAL
    mapped.come_back(mapped.decide(mapped.ask(division="lit"), practice.realm))
    paper = practice.paper()
    ours = practice.post(replace(paper.bill("INV-1", "100.00"), division="lit"))
    theirs = practice.post(replace(paper.bill("INV-2", "100.00"), division="conv"))
    practice.drain()
    assert practice.operation(ours).state == OperationState.DONE
    other = practice.operation(theirs)
    assert (other.state, other.reason) == (OperationState.SKIPPED, Skipped.OTHER_DIVISION)
