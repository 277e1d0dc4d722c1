"""A mapping as rows, as it is stored, shown and exchanged as CSV: with the names that its codes had at the time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matterbooks.errors import FileRefusedError
from matterbooks.ledger.source import TRUST_ROLES, HostAccount, HostTaxCode
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import OPENING_DATE, Mapping
from matterbooks.mapping.requirements import BANK_TRANSFERS
from matterbooks.values import MAPPING_COLUMNS, Option, Switch

ROW_COLUMNS = MAPPING_COLUMNS[2:]
"""The columns that a version stores: those of `mapping.csv` after version and instant."""

_SECTIONS = ("account", "tax", "currency")
_RISKY = ("'", "=", "+", "-", "@", "\t", "\r", "\0")
_AMOUNT = re.compile(r"-[0-9]+(\.[0-9]+)?")
"""A negative number, which is no formula."""

LARGEST_FILE = 1024 * 1024
"""Bytes; a mapping of 5,000 rows is below half of it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What codes and ids are called on both sides at this moment."""

    accounts: Sequence[HostAccount]
    tax_codes: Sequence[HostTaxCode]
    catalogue: Catalogue


def to_rows(mapping: Mapping, names: Names) -> list[dict[str, str]]:
    """Every row of a mapping, settings first, each with all of ROW_COLUMNS."""
    chosen = [choice for choice in (*Switch, *Option) if choice in mapping.switches | mapping.options]
    settings = [_row("setting", choice.value, _title(choice.value), "on") for choice in chosen]
    if mapping.bank_transfers_account:
        row = _row("setting", BANK_TRANSFERS, _title(BANK_TRANSFERS), mapping.bank_transfers_account)
        settings.append(row | _account_named(mapping.bank_transfers_account, names.catalogue))
    if mapping.opening_date is not None:
        settings.append(_row("setting", OPENING_DATE, _title(OPENING_DATE), mapping.opening_date.isoformat()))
    currencies = [_row("currency", code, code, to) for code, to in sorted(mapping.currencies.items())]
    return [*settings, *_account_rows(mapping, names), *_tax_rows(mapping, names), *currencies]


def from_rows(rows: Iterable[dict[str, str]]) -> Mapping:
    """The mapping that these rows are, of version 0. Needed are section, host_code and quickbooks_id."""
    parts: dict[str, dict[str, str]] = {section: {} for section in (*_SECTIONS, "setting")}
    known_as = {}
    for row in rows:
        parts[row["section"]][row["host_code"]] = row["quickbooks_id"]
        if row["section"] in ("account", "setting") and row.get("quickbooks_name"):
            known_as[row["quickbooks_id"]] = row["quickbooks_name"]
    setting = parts["setting"]
    return Mapping(
        switches=frozenset(switch for switch in Switch if setting.get(switch.value) == "on"),
        options=frozenset(option for option in Option if setting.get(option.value) == "on"),
        bank_transfers_account=setting.get(BANK_TRANSFERS, ""),
        opening_date=date.fromisoformat(setting[OPENING_DATE]) if setting.get(OPENING_DATE) else None,
        accounts=parts["account"],
        tax_codes=parts["tax"],
        currencies=parts["currency"],
        known_as=known_as,
    )


def write_csv(rows: Iterable[dict[str, str]], columns: Sequence[str] = ROW_COLUMNS) -> str:
    """Rows as CSV with a header; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({key: _tamed(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def read_csv(name: str, content: bytes) -> Mapping:
    """The mapping in a CSV file, as `write_csv` writes it. Raises FileRefusedError with the row (1 is the header)."""
    reader = csv.reader(io.StringIO(_text(name, content), newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as trouble:
        raise FileRefusedError(name, f"it is not a CSV file ({trouble})", _AGAIN, reader.line_num) from trouble
    header = [cell.strip() for cell in lines[0]] if lines else []
    wanting = [column for column in ("section", "host_code", "quickbooks_id") if column not in header]
    if wanting:
        raise FileRefusedError(name, f"the column {wanting[0]} is missing from the first row", _AGAIN, 1)
    numbered = ((number, line) for number, line in enumerate(lines[1:], start=2) if any(line))
    return from_rows(_checked(name, header, numbered))


def _checked(name: str, header: list[str], lines: Iterable[tuple[int, list[str]]]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for number, line in lines:
        if len(line) != len(header):
            raise FileRefusedError(name, f"it has {len(line)} cells and not {len(header)}", _AGAIN, number)
        row = {column: cell.strip().removeprefix("'") for column, cell in zip(header, line, strict=True)}
        _refuse_nonsense(name, row, number)
        key = row["section"], row["host_code"]
        if key in found:
            raise FileRefusedError(name, f"{key[1]} is there twice", "Keep one of the two rows.", number)
        found[key] = row
    return list(found.values())


def _refuse_nonsense(name: str, row: dict[str, str], number: int) -> None:
    section, code = row["section"], row["host_code"]
    if section not in (*_SECTIONS, "setting"):
        way_out = "The section is setting, account, tax or currency."
        raise FileRefusedError(name, f"the section is {section!r}", way_out, number)
    if not code or not row["quickbooks_id"]:
        raise FileRefusedError(name, "host_code or quickbooks_id is empty", "Fill it in, or remove the row.", number)
    if section == "setting" and code not in (*Switch, *Option, BANK_TRANSFERS, OPENING_DATE):
        raise FileRefusedError(name, f"there is no setting {code!r}", "Remove the row.", number)
    if code == OPENING_DATE and not _is_date(row["quickbooks_id"]):
        raise FileRefusedError(name, f"{row['quickbooks_id']!r} is no date", "Write it as 2026-03-01.", number)


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _text(name: str, content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(name, "it is larger than any mapping", _AGAIN)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise FileRefusedError(name, "it is not text in UTF-8", _AGAIN) from trouble


def _account_rows(mapping: Mapping, names: Names) -> list[dict[str, str]]:
    chart = {account.code: account for account in names.accounts}
    rows = []
    for code, id_ in sorted(mapping.accounts.items()):
        host = chart.get(code)
        trust = "yes" if host and host.role in TRUST_ROLES else ""
        known = {"host_type": host.role.value, "trust": trust} if host else {}
        row = _row("account", code, host.name if host else "", id_)
        rows.append(row | known | _account_named(id_, names.catalogue))
    return rows


def _tax_rows(mapping: Mapping, names: Names) -> list[dict[str, str]]:
    known = {code.code: code.name for code in names.tax_codes}
    rows = []
    for code, id_ in sorted(mapping.tax_codes.items()):
        target = names.catalogue.tax_code(id_)
        rows.append(_row("tax", code, known.get(code, ""), id_, target.name if target else ""))
    return rows


def _account_named(id_: str, catalogue: Catalogue) -> dict[str, str]:
    target = catalogue.by_id.get(id_)
    return {} if target is None else {"quickbooks_name": target.path, "quickbooks_type": target.type}


def _row(section: str, code: str, name: str, id_: str, quickbooks_name: str = "") -> dict[str, str]:
    empty = dict.fromkeys(ROW_COLUMNS, "")
    return empty | {
        "section": section, "host_code": code, "host_name": name, "quickbooks_id": id_,
        "quickbooks_name": quickbooks_name,
    }  # fmt: skip


def _title(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _tamed(value: str) -> str:
    return "'" + value if value.startswith(_RISKY) and not _AMOUNT.fullmatch(value) else value


_AGAIN = "Download the mapping as CSV, edit that file, and upload it."
