"""The query language: text in, a :class:`Query` out (Intuit: data queries).

``SELECT * | count(*) | a, b FROM Entity [WHERE a = 'x' AND ...] [ORDERBY a DESC] [STARTPOSITION n] [MAXRESULTS m]``.
No OR, no parentheses but those of IN; a quote inside a value is written with a backslash. What cannot be read is told
with the kind of the word, its text and its place (Intuit: recorded; the kinds of numbers and texts are assumed).
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from matterbooks.sandbox.faults import ServiceFault, query_fault

LIMIT, DEFAULT_LIMIT = 1000, 100
_TOKEN = re.compile(
    r"\s*('(?:[^'\\]|\\.)*'|<=|>=|!=|=|<|>|\(|\)|,|\*|[A-Za-z0-9_.:+-]+)",
    re.DOTALL,
)
_COMPARE = ("=", "<", ">", "<=", ">=", "!=", "LIKE")
_WORDS = frozenset(("SELECT", "FROM", "AND", "IN", "LIKE", "BY", "ASC", "DESC", "NULL", "TRUE", "FALSE"))
_CLAUSES = ("WHERE", "ORDERBY", "ORDER", "STARTPOSITION", "MAXRESULTS")
"""Each at most once, in this order (assumed: the order in which Intuit writes them)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison: `operator` is ``= < > <= >= != LIKE IN``; `values` are texts, one but for IN."""

    path: str
    operator: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Query:
    """A parsed query. `columns` is empty for ``*``."""

    entity: str = ""
    columns: tuple[str, ...] = ()
    beside: list[str] = field(default_factory=list)
    """Columns named beside ``*``, which change nothing (Intuit: seen live, ``SELECT *, Sku FROM Item``)."""
    count: bool = False
    where: list[Condition] = field(default_factory=list)
    order_by: list[tuple[str, bool]] = field(default_factory=list)
    start: int = 1
    limit: int = DEFAULT_LIMIT


class _Token(NamedTuple):
    """A word of a query and where it begins, line and column counted from 1."""

    text: str
    line: int
    column: int

    def told(self) -> str:
        """The word as a fault names it."""
        if not self.text:
            return f'"<EOF>" at line {self.line}, column {self.column}'
        return f'" {self._kind()} "{self.text} "" at line {self.line}, column {self.column}'

    def _kind(self) -> str:
        if self.text.startswith("'"):
            return "<QUOTED_STRING>"
        if self.text.isdigit():
            return "<INTEGER>"
        if self.text.upper() in _WORDS | {*_CLAUSES} or not self.text[0].isalnum():
            return f'"{self.text.lower()}"'
        return "<IDENTIFIER>"


def parse(text: str) -> Query:
    """Parse a query. Raises: ServiceFault 4000 (cannot parse), 4001 (a page size out of range)."""
    return _Parser(_tokens(text)).query()


def _tokens(text: str) -> list[_Token]:
    """The words of a query and, with an empty text, its end."""
    tokens, position = [], 0
    text = text.rstrip().rstrip(";").rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _stray(text, position)
        tokens.append(_token(text, match.start(1), match.group(1)))
        position = match.end()
    return [*tokens, _token(text, len(text), "")]


def _token(text: str, start: int, word: str) -> _Token:
    return _Token(word, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _stray(text: str, position: int) -> ServiceFault:
    """A sign that begins no word."""
    start = len(text) - len(text[position:].lstrip())
    found = _token(text, start, text[start])
    return query_fault(
        "4000", f'Lexical error at line {found.line}, column {found.column}. Encountered: "{found.text}"'
    )


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def query(self) -> Query:
        """The whole query."""
        query = Query()
        self._expect("SELECT")
        self._selected(query)
        self._expect("FROM")
        query.entity = self._word()
        reached = -1
        while self._more():
            clause = self._next().upper()
            if clause not in _CLAUSES or _CLAUSES.index(clause) <= reached:
                raise self._unexpected()
            reached = _CLAUSES.index("ORDER" if clause == "ORDERBY" else clause)
            self._clause(query, clause)
        return query

    def _clause(self, query: Query, clause: str) -> None:
        if clause == "WHERE":
            query.where.append(self._condition())
            while self._accept("AND"):
                query.where.append(self._condition())
        elif clause in {"ORDERBY", "ORDER"}:
            if clause == "ORDER":
                self._expect("BY")
            query.order_by = self._orders()
        elif clause == "STARTPOSITION":
            query.start = self._number(1, None)
        else:
            query.limit = self._number(1, LIMIT)

    def _selected(self, query: Query) -> None:
        if self._accept("*"):
            while self._accept(","):
                query.beside.append(self._word())
            return
        names = [self._word()]
        if names[0].lower() == "count" and self._accept("("):
            self._expect("*")
            self._expect(")")
            query.count = True
            return
        while self._accept(","):
            names.append(self._word())
        query.columns = tuple(names)

    def _condition(self) -> Condition:
        path, operator = self._word(), self._next().upper()
        if operator == "IN":
            self._expect("(")
            values = [self._value()]
            while self._accept(","):
                values.append(self._value())
            self._expect(")")
            return Condition(path, "IN", tuple(values))
        if operator not in _COMPARE:
            raise self._unexpected()
        return Condition(path, operator, (self._value(),))

    def _orders(self) -> list[tuple[str, bool]]:
        orders = [self._order()]
        while self._accept(","):
            orders.append(self._order())
        return orders

    def _order(self) -> tuple[str, bool]:
        path = self._word()
        if self._accept("DESC"):
            return path, True
        self._accept("ASC")
        return path, False

    def _value(self) -> str:
        token = self._next()
        if token.startswith("'"):
            return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL)
        if token.lower() in {"true", "false"}:
            return token.lower()
        raise self._unexpected()

    def _number(self, least: int, most: int | None) -> int:
        token = self._next()
        if not re.fullmatch(r"-?[0-9]{1,18}", token):
            raise self._unexpected()
        value = int(token)
        if value < least:
            raise query_fault("4001", f"value {value} is too small. Min allowed value is {least}")
        if most is not None and value > most:
            raise query_fault("4001", f"value {value} is too large. Max allowed value is {most}")
        return value

    def _word(self) -> str:
        token = self._next()
        if not re.fullmatch(r"[A-Za-z0-9_.]+", token) or token.upper() in {*_CLAUSES, "NULL"}:
            raise self._unexpected()
        return token

    def _more(self) -> bool:
        return self._at < len(self._tokens) - 1

    def _next(self) -> str:
        self._at += 1
        if not self._tokens[self._at - 1].text:
            raise self._unexpected()
        return self._tokens[self._at - 1].text

    def _accept(self, token: str) -> bool:
        if self._more() and self._tokens[self._at].text.upper() == token:
            self._at += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._accept(token):
            self._next()
            raise self._unexpected()

    def _unexpected(self) -> Exception:
        return query_fault("4000", f"Encountered {self._tokens[self._at - 1].told()}.")
