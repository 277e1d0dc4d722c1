"""Hundreds of spoiled requests: each is done or refused with a fault, never a crash, and the books stay true."""

import random
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from matterbooks.sandbox.api import markup_in, service
from matterbooks.sandbox.api.markup import to_xml
from matterbooks.sandbox.books.audit import open_receivable, receivable
from matterbooks.sandbox.clock import MovableClock
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.faults import ServiceFault
from matterbooks.sandbox.schema import conform
from matterbooks.sandbox.seeds import build
from tests.sandbox.bodies import good, spoiled
from tests.sandbox.client import Json

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
REQUESTS = 400


def request(chance: random.Random, company: Company, number: int) -> tuple[str, Json, str]:
    """An entity, a body and an operation, sometimes for a record that is there."""
    bodies = good(company.country)
    entity = chance.choice(list(bodies))
    body = spoiled(chance, bodies[entity])
    for name in ("DocNumber", "DisplayName", "Name"):
        if isinstance(body.get(name), str) and chance.random() < 0.8:
            body[name] += str(number)
    records = company.store.all(entity)
    if not records or chance.random() < 0.6:
        return entity, body, ""
    record = chance.choice(records)
    body |= {"Id": record["Id"], "SyncToken": record["SyncToken"], "sparse": chance.random() < 0.5}
    return entity, body, chance.choice(["", "update", "delete", "void"])


def read_again(entity: str, record: Json) -> Json:
    """`record` written as XML and read from there."""
    (element,) = ElementTree.fromstring(to_xml({entity: record}))
    return markup_in.read(ElementTree.tostring(element), entity)


def in_xml(value: Any) -> Any:
    """`value` without what XML cannot say: lists of nothing, and the letter zero."""
    if isinstance(value, dict):
        return {name: in_xml(one) for name, one in value.items() if one != []}
    if isinstance(value, list):
        return [in_xml(one) for one in value]
    return value.replace("\0", "") if isinstance(value, str) else value


@pytest.mark.parametrize("country", ["US", "AU"])
def test_spoiled_requests_are_refused_in_words_and_never_shake_the_books(country: str) -> None:
    chance, outcomes = random.Random(7), Counter[str]()
    company = build("1", country, "empty", MovableClock(lambda: NOON))
    service.write(company, REGISTRY["Customer"], {"DisplayName": "Client"}, "", frozenset())
    for number in range(REQUESTS):
        entity, body, operation = request(chance, company, number)
        before = dict(company.book.totals)
        try:
            record = service.write(company, REGISTRY[entity], body, operation, frozenset())
        except ServiceFault as fault:
            assert company.book.totals == before
            outcomes[fault.problems[0].code] += 1
        else:
            assert conform(entity, read_again(entity, record)) == in_xml(conform(entity, record))
            outcomes["accepted"] += 1
    assert receivable(company) == open_receivable(company)
    assert outcomes["accepted"] > REQUESTS / 5
    assert len(outcomes) > 8
