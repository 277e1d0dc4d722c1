"""The sandbox's application reached without a socket."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.server import Sandbox


class Browser:
    """A client of one sandbox that serves `books`."""

    def __init__(self, books: Company) -> None:
        """Serve `books` instead of the seeded company."""
        self.sandbox = Sandbox()
        self.books = books
        self.sandbox.state.companies = {books.realm_id: books}
        self.client: FlaskClient = self.sandbox.app.test_client()

    def report(self, name: str, **params: str) -> TestResponse:
        """GET a report with a good token, as JSON."""
        address = f"/v3/company/{self.books.realm_id}/reports/{name}"
        return self.client.get(address, query_string=params, headers=self.headers())

    def headers(self) -> dict[str, str]:
        """What a request of the API needs."""
        token = self.sandbox.tokens(self.books.realm_id)["access_token"]
        return {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def json(self, name: str, **params: str) -> dict[str, Any]:
        """A report that must be answered."""
        answer = self.report(name, **params)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.get_json()
        return body

    def page(self, path: str, **params: str) -> TestResponse:
        """GET a page of the company."""
        return self.client.get(f"/app/{self.books.realm_id}/{path}", query_string=params)

    def send(self, path: str, **fields: str) -> TestResponse:
        """POST a form of the company's pages."""
        return self.client.post(f"/app/{self.books.realm_id}/{path}", data=fields)
