"""A bank statement in CAMT.053, any version: ISO 20022's BankToCustomerStatement.

Read with the standard library's parser; a document type, and with it any entity, is refused before it is expanded. Only
booked entries count. The opening balance and the entries must lead to the closing one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NoReturn
from xml.etree import ElementTree as ET

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.amounts import printed, to_cents
from matterbooks.reconcile.trust.inputs import Balance, Line, Statement, TrustFile

WAY_OUT = "Download the statement from the bank again as CAMT.053, or as CSV or OFX."
_BOOKED = "BOOK"
_OPENING, _CLOSING = ("OPBD", "PRCD"), "CLBD"
_REFERENCES = (
    ("NtryDtls", "TxDtls", "Refs", "ChqNb"), ("NtryDtls", "TxDtls", "Refs", "EndToEndId"), ("NtryRef",),
)  # fmt: skip


class _NoDocumentType(ET.TreeBuilder):
    def doctype(self, name: str, _public: str | None, _system: str | None) -> NoReturn:
        """Stop the parser before it reads a declaration."""
        raise ET.ParseError(f"declares the document type {name!r}, which a statement never does")


def is_camt(content: bytes) -> bool:
    """Tell a BankToCustomerStatement by its root or namespace, within the first bytes."""
    start = content[:4000]
    return b"camt.053" in start or b"BkToCstmrStmt" in start


def read_camt(name: str, content: bytes) -> Statement:
    """Read every statement of a file.

    Raises FileRefusedError for what is cut off, has a document type, or does not add up.
    """
    root = _parsed(name, content)
    found = [node for node in root.iter() if _tag(node) == "Stmt"]
    if not found:
        raise FileRefusedError(name, "holds no statement (no Stmt)", WAY_OUT)
    read = [_statement(name, node) for node in found]
    lines = tuple(line for part in read for line in part[0])
    balances = tuple(part[1] for part in read)
    checked = sum(part[2] for part in read)
    starts = {part[1].account: min(part[3], part[1].date) for part in read}
    file = TrustFile(name, sha256(content).hexdigest(), "CAMT.053", len(lines), {}, checked)
    return Statement(file, lines, balances, (), starts)


def _parsed(name: str, content: bytes) -> ET.Element:
    parser = ET.XMLParser(target=_NoDocumentType())  # noqa: S314 - document types are refused
    try:
        parser.feed(content)
        root: ET.Element = parser.close()
    except (ET.ParseError, LookupError, ValueError) as error:
        raise FileRefusedError(name, f"cannot be read as XML ({error})", WAY_OUT) from error
    return root


def _statement(name: str, node: ET.Element) -> tuple[list[Line], Balance, int, date]:
    whose = _text(node, "Acct", "Id", "IBAN") or _text(node, "Acct", "Id", "Othr", "Id")
    entries = [entry for entry in node if _tag(entry) == "Ntry" and _status(entry) == _BOOKED]
    lines = [_line(name, place, entry, whose) for place, entry in enumerate(entries, start=1)]
    said = {_text(part, "Tp", "CdOrPrtry", "Cd"): part for part in node if _tag(part) == "Bal"}
    if _CLOSING not in said:
        _refuse(name, f"the statement of {whose or 'the account'} has no closing booked balance (CLBD)")
    closing = _signed(name, said[_CLOSING], "the closing balance")
    opening = next((said[code] for code in _OPENING if code in said), None)
    if opening is not None:
        _check(name, whose, _signed(name, opening, "the opening balance"), lines, closing)
    day = _day(name, said[_CLOSING], "the closing balance", "Dt")
    first = _text(node, "FrToDt", "FrDtTm")
    start = _iso(name, first, "the statement's period") if first else min((line.date for line in lines), default=day)
    return lines, Balance(name, 0, whose, day, closing), int(opening is not None), start


def _check(name: str, account: str, opening: int, lines: list[Line], closing: int) -> None:
    moved = sum(line.cents for line in lines)
    if opening + moved != closing:
        problem = (
            f"the statement of {account or 'the account'} does not add up: {printed(opening)} and its entries come to "
            f"{printed(opening + moved)}, but it closes at {printed(closing)}"
        )
        raise FileRefusedError(name, problem, WAY_OUT)


def _line(name: str, place: int, entry: ET.Element, account: str) -> Line:
    what = f"entry {place}"
    day = _day(name, entry, what, "BookgDt")
    references = (_text(entry, *path) for path in _REFERENCES)
    reference = next((text for text in references if text not in {"", "NOTPROVIDED"}), "")
    told = [*_texts(entry, "Ustrd"), *_texts(entry, "AddtlNtryInf"), *_texts(entry, "Nm")]
    return Line(name, place, account, day, _signed(name, entry, what), reference, " ".join(dict.fromkeys(told)))


def _signed(name: str, node: ET.Element, what: str) -> int:
    text = _text(node, "Amt")
    cents = to_cents(text) if text else None
    way = _text(node, "CdtDbtInd")
    if cents is None or way not in {"CRDT", "DBIT"}:
        _refuse(name, f"{what} has no amount with CRDT or DBIT ({text!r}, {way!r})")
    return cents if way == "CRDT" else -cents


def _status(entry: ET.Element) -> str:
    """BOOK, PDNG or INFO; a code of its own since version 8, which older ones wrote directly."""
    return _text(entry, "Sts", "Cd") or _text(entry, "Sts") or _BOOKED


def _day(name: str, node: ET.Element, what: str, tag: str) -> date:
    return _iso(name, _text(node, tag, "Dt") or _text(node, tag, "DtTm"), what)


def _iso(name: str, text: str, what: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        _refuse(name, f"{what} has no date ({text!r})")


def _tag(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _text(node: ET.Element, *path: str) -> str:
    """The text at the first place of a path, "" where it is absent."""
    for tag in path:
        inner = next((child for child in node if _tag(child) == tag), None)
        if inner is None:
            return ""
        node = inner
    return (node.text or "").strip()


def _texts(node: ET.Element, tag: str) -> Iterator[str]:
    yield from ((child.text or "").strip() for child in node.iter() if _tag(child) == tag and child.text)


def _refuse(name: str, problem: str) -> NoReturn:
    raise FileRefusedError(name, problem, WAY_OUT)
