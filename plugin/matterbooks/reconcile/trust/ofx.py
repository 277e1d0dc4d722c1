"""A bank statement in OFX, 1.x (SGML) or 2.x (XML), read with one tokeniser that knows neither DTDs nor entities.

OFX Banking Specification 1.6 and 2.2: in both dialects a value stands directly behind its opening tag; SGML leaves the
closing tag of a value out. STMTRS holds BANKACCTFROM (ACCTID), BANKTRANLIST (DTSTART, STMTTRN: DTPOSTED, TRNAMT, FITID,
CHECKNUM, REFNUM, NAME, MEMO) and LEDGERBAL (BALAMT, DTASOF).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import NoReturn

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import decimal_mark, to_cents
from matterbooks.reconcile.trust.inputs import Balance, Line, Statement, TrustFile

WAY_OUT = "Download the statement from the bank again as OFX, or as CSV or CAMT.053."
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[A-Za-z0-9_.]+)(?P<rest>\s[^<>]*)?>(?P<value>[^<]*)")
_STATEMENTS = ("STMTRS", "CCSTMTRS")


@dataclass(slots=True)
class _Node:
    """One aggregate: its values by tag (the first of each counts), and the aggregates in it."""

    tag: str
    row: int
    values: dict[str, str] = field(default_factory=dict)
    nodes: list[_Node] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator[_Node]:
        """Aggregates with one of these tags, at any depth, in order."""
        for node in self.nodes:
            if node.tag in tags:
                yield node
            yield from node.find(*tags)


def is_ofx(content: bytes) -> bool:
    """Tell OFX by its header or its root, within the first bytes."""
    start = content[:2000].upper()
    return b"OFXHEADER" in start or b"<OFX>" in start


def read_ofx(name: str, content: bytes) -> Statement:
    """Read every account of an OFX file.

    Raises FileRefusedError for what is no OFX, has a document type of its own, or lacks a date or an amount.
    """
    text = _text(name, content)
    root = _tree(name, text)
    found = list(root.find(*_STATEMENTS))
    if not found:
        raise FileRefusedError(name, "holds no bank statement (no STMTRS)", WAY_OUT)
    amounts = [node.values.get("TRNAMT", "") for node in root.find("STMTTRN")]
    mark = decimal_mark(amounts)
    lines = [line for node in found for line in _lines(name, node, mark)]
    balances = [balance for node in found for balance in _balances(name, node, mark)]
    starts = {_account(node): start for node in found if (start := _start(name, node)) is not None}
    form = "OFX 2" if text.lstrip().startswith("<?xml") else "OFX 1"
    return Statement(
        TrustFile(name, sha256(content).hexdigest(), form, len(lines)), tuple(lines), tuple(balances), (), starts
    )


def _text(name: str, content: bytes) -> str:
    if b"<!" in content:
        raise FileRefusedError(name, "declares a document type or entities, which a statement never does", WAY_OUT)
    if b"</OFX>" not in content.upper():
        raise FileRefusedError(name, "is cut off: OFX is never closed", WAY_OUT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _tree(name: str, text: str) -> _Node:
    """Values and aggregates; a tag without a value that is closed somewhere is an aggregate, else an empty value."""
    closed = {found["tag"].upper() for found in _TOKEN.finditer(text) if found["close"]}
    root = _Node("", 1)
    open_nodes = [root]
    row, seen = 1, 0
    for found in _TOKEN.finditer(text):
        row, seen = row + text.count("\n", seen, found.start()), found.start()
        tag, value = found["tag"].upper(), html.unescape(found["value"]).strip()
        if found["close"]:
            if any(node.tag == tag for node in open_nodes):
                while open_nodes.pop().tag != tag:
                    pass
        elif value or tag not in closed:
            open_nodes[-1].values.setdefault(tag, value)
        else:
            node = _Node(tag, row)
            open_nodes[-1].nodes.append(node)
            open_nodes.append(node)
    if len(open_nodes) > 1:
        _refuse(name, open_nodes[-1], "is cut off: the tag is never closed")
    return root


def _lines(name: str, statement: _Node, mark: str) -> Iterator[Line]:
    seen: set[str] = set()
    for node in statement.find("STMTTRN"):
        identity = node.values.get("FITID", "")
        if identity and identity in seen:
            continue
        seen.add(identity)
        told = " ".join(part for part in (node.values.get("NAME"), node.values.get("MEMO")) if part)
        reference = node.values.get("CHECKNUM") or node.values.get("REFNUM") or ""
        cents = _cents(name, node, "TRNAMT", mark)
        yield Line(name, node.row, _account(statement), _day(name, node, "DTPOSTED"), cents, reference, told)


def _balances(name: str, statement: _Node, mark: str) -> Iterator[Balance]:
    for node in statement.find("LEDGERBAL"):
        cents = _cents(name, node, "BALAMT", mark)
        yield Balance(name, node.row, _account(statement), _day(name, node, "DTASOF"), cents)


def _account(statement: _Node) -> str:
    said: Mapping[str, str] = next((node.values for node in statement.find("BANKACCTFROM", "CCACCTFROM")), {})
    return said.get("ACCTID", "")


def _start(name: str, statement: _Node) -> date | None:
    listed = next(statement.find("BANKTRANLIST"), None)
    return _day(name, listed, "DTSTART") if listed is not None and "DTSTART" in listed.values else None


def _day(name: str, node: _Node, tag: str) -> date:
    text = node.values.get(tag, "")
    try:
        return date.fromisoformat(text[:8])
    except ValueError:
        _refuse(name, node, f"{tag} {text!r} is not a date")


def _cents(name: str, node: _Node, tag: str, mark: str) -> int:
    text = node.values.get(tag, "")
    cents = to_cents(text.removeprefix("+"), mark) if text else None
    if cents is None:
        _refuse(name, node, f"{tag} {text!r} is not an amount")
    return cents


def _refuse(name: str, node: _Node, problem: str) -> NoReturn:
    raise FileRefusedError(name, f"in {node.tag} {problem}", WAY_OUT, node.row)
