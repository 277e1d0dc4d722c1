"""A plain HTTP client of the sandbox, as any app has one."""

from types import TracebackType
from typing import Any, Self

import requests

from matterbooks.sandbox.api.answers import decode
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import conform
from matterbooks.sandbox.server import Sandbox

Json = dict[str, Any]
TIMEOUT = 20


class Client:
    """One connected app."""

    def __init__(self, sandbox: Sandbox, realm: str = "") -> None:
        """Connect without the consent page."""
        self.sandbox = sandbox
        self.tokens = sandbox.tokens(realm)
        self.realm: str = self.tokens["realmId"]
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.tokens['access_token']}"
        self.session.headers["Accept"] = "application/json"

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its connections."""
        self.session.close()

    def url(self, path: str) -> str:
        """An address of the API."""
        return f"{self.sandbox.url}/v3/company/{self.realm}/{path}"

    def post(self, path: str, body: object = None, **params: str) -> requests.Response:
        """POST JSON."""
        return fitting(self.session.post(self.url(path), json=body, params=params, timeout=TIMEOUT))

    def get(self, path: str, **params: str) -> requests.Response:
        """GET."""
        return fitting(self.session.get(self.url(path), params=params, timeout=TIMEOUT))

    def make(self, entity: str, body: Json, **params: str) -> Json:
        """Create or change a record that must be accepted."""
        answer = self.post(entity.lower(), body, **params)
        assert answer.status_code == 200, answer.text
        made: Json = answer.json()[entity]
        return made

    def read(self, entity: str, identifier: str) -> Json:
        """Read a record that must be there."""
        answer = self.get(f"{entity.lower()}/{identifier}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()[entity]
        return found

    def fault(self, path: str, body: object, **params: str) -> Json:
        """POST what must be refused, and answer with the only error; the ledger must not have moved."""
        before = self.ledger()
        answer = self.post(path, body, **params)
        assert answer.status_code == 400, answer.text
        errors = answer.json()["Fault"]["Error"]
        assert len(errors) == 1
        assert self.ledger() == before
        first: Json = errors[0]
        return first

    def query(self, text: str) -> Json:
        """A query that must be accepted."""
        answer = self.get("query", query=text)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()["QueryResponse"]
        return found

    def query_fault(self, text: str) -> Json:
        """A query that must be refused."""
        answer = self.get("query", query=text)
        assert answer.status_code == 400, answer.text
        first: Json = answer.json()["Fault"]["Error"][0]
        return first

    def ledger(self) -> Json:
        """The books, by the control API."""
        answer = self.session.get(f"{self.sandbox.url}/sandbox/ledger", params={"realm": self.realm}, timeout=TIMEOUT)
        books: Json = answer.json()
        assert books["debits"] == books["credits"]
        for owed in (books["receivable"], books["payable"]):
            assert owed["ledger"] == owed["open"]
        return books

    def control(self, path: str, body: Json) -> Any:
        """POST to the control API; must be accepted."""
        answer = self.session.post(f"{self.sandbox.url}/sandbox/{path}", json=body, timeout=TIMEOUT)
        assert answer.ok, answer.text
        return answer.json()

    def log(self, **filters: str) -> list[Json]:
        """The requests seen."""
        answer = self.session.get(f"{self.sandbox.url}/sandbox/log", params=filters, timeout=TIMEOUT)
        seen: list[Json] = answer.json()
        return seen

    def balance(self, name: str) -> int:
        """Cents on an account, debit positive."""
        return sum(one["cents"] for one in self.ledger()["balances"] if one["name"] == name)


def fitting(answer: requests.Response) -> requests.Response:
    """`answer` itself, once every record in it is seen to fit Intuit's types."""
    if answer.headers["Content-Type"].startswith("application/json"):
        body = decode(answer.content)
        for part in (body, body.get("QueryResponse", {})):
            for name, value in part.items():
                if name in REGISTRY and not isinstance(value, str):
                    for record in value if isinstance(value, list) else [value]:
                        conform(name, record)
    return answer


def sale(amount: object, item: str = "1", **detail: Any) -> Json:
    """A sales line."""
    return {
        "Amount": amount,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": item}, **detail},
    }


def invoice(*amounts: object, customer: str = "1", **fields: Any) -> Json:
    """An invoice body."""
    return {"CustomerRef": {"value": customer}, "Line": [sale(amount) for amount in amounts], **fields}


def link(amount: object, kind: str, identifier: str) -> Json:
    """A line of a payment."""
    return {"Amount": amount, "LinkedTxn": [{"TxnId": identifier, "TxnType": kind}]}


def payment(total: object, *lines: Json, customer: str = "1", **fields: Any) -> Json:
    """A payment body."""
    return {"CustomerRef": {"value": customer}, "TotalAmt": total, "Line": list(lines), **fields}
