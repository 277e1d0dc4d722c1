"""The three shapes of a fault (Intuit: recorded answers).

* :class:`ServiceFault`, the API's own fault, upper-case keys, HTTP 400 for validation.
* :class:`GatewayFault`, from the gateway before the API, lower-case keys, HTTP 401 or 403.
* :class:`Throttled`, HTTP 429, which arrives as XML even when JSON was asked for.

They bear QuickBooks' word "fault", not Python's "error".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matterbooks.sandbox.clock import envelope_time


@dataclass(frozen=True, slots=True)
class Problem:
    """One ``Error`` of a fault: code, message, detail and the element it points at.

    Faults of queries have no element at all (Intuit: recorded), others an empty one where they point at nothing.
    """

    code: str
    message: str
    detail: str
    element: str | None = ""

    def as_json(self) -> dict[str, Any]:
        """The error as the API spells it."""
        pointed = {} if self.element is None else {"element": self.element}
        return {"Message": self.message, "Detail": self.detail, "code": self.code, **pointed}


class ServiceFault(Exception):  # noqa: N818
    """A refused request: nothing was changed."""

    def __init__(self, problems: Problem | Iterable[Problem], *, status: int = 400, kind: str = "ValidationFault"):
        """Carry one or more problems, the HTTP status, and the fault's ``type``."""
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.status = status
        self.kind = kind
        super().__init__("; ".join(f"{p.code} {p.detail}" for p in self.problems))

    def as_json(self) -> dict[str, Any]:
        """The ``Fault`` object, without envelope."""
        return {"Error": [problem.as_json() for problem in self.problems], "type": self.kind}

    def body(self, now: datetime) -> dict[str, Any]:
        """The whole answer."""
        return {"Fault": self.as_json(), "time": envelope_time(now)}


def refusal(code: str, message: str, detail: str, element: str = "") -> ServiceFault:
    """A fault of one problem."""
    return ServiceFault(Problem(code, message, detail, element))


class GatewayFault(Exception):  # noqa: N818
    """A request that never reached the API: bad token (401) or a company that is not the token's (403)."""

    def __init__(self, status: int, code: str, message: str, detail: str | None, kind: str) -> None:
        """Carry what the frame needs."""
        self.status, self.code, self.message, self.detail, self.kind = status, code, message, detail, kind
        super().__init__(message)

    def body(self, now: datetime) -> dict[str, Any]:
        """The whole answer; ``time`` is epoch milliseconds here."""
        error = {"message": self.message, "detail": self.detail, "code": self.code, "element": None}
        return {
            "warnings": None,
            "intuitObject": None,
            "fault": {"error": [error], "type": self.kind},
            "report": None,
            "queryResponse": None,
            "batchItemResponse": [],
            "attachableResponse": [],
            "syncErrorResponse": None,
            "requestId": None,
            "time": int(now.timestamp() * 1000),
            "status": None,
            "cdcresponse": [],
        }


class Throttled(Exception):  # noqa: N818
    """Too many requests; how that is said is decided in :mod:`matterbooks.sandbox.api.gateway`."""
