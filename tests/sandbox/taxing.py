"""Bodies that the tests of tax share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import Client, Json, sale


@contextmanager
def company(country: str, seed: str = "sample") -> Iterator[Client]:
    """Somebody connected to a company of `country` that has the customer 1."""
    with Sandbox(country=country, seed_company=seed) as running, Client(running) as client:
        if country != "US" or seed == "empty":
            client.make("Customer", {"DisplayName": "Client"})
        yield client


def code(client: Client, name: str) -> Json:
    """A reference to the tax code of that name."""
    found = client.query(f"select * from TaxCode where Name = '{name}'")["TaxCode"]
    return {"value": found[0]["Id"]}


def sold(*lines: tuple[object, Json | None], **fields: Any) -> Json:
    """A form to customer 1 with a line for each amount and tax code."""
    made = [sale(amount, TaxCodeRef=ref) for amount, ref in lines]
    return {"CustomerRef": {"value": "1"}, "Line": made, **fields}


def tax_lines(record: Json) -> list[tuple[str, object, object]]:
    """Rate id, amount and net of each tax line."""
    return [
        (line["TaxLineDetail"]["TaxRateRef"]["value"], line["Amount"], line["TaxLineDetail"]["NetAmountTaxable"])
        for line in record["TxnTaxDetail"].get("TaxLine", [])
    ]


def by_hand(rate: str, amount: object, **detail: Any) -> Json:
    """A tax line that overrides."""
    return {
        "Amount": amount,
        "DetailType": "TaxLineDetail",
        "TaxLineDetail": {"TaxRateRef": {"value": rate}, **detail},
    }
