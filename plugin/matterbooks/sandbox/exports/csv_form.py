"""Rows as CSV: UTF-8 without a mark, lines ended by CR LF, quotes only where they are needed."""

import csv
import io
from collections.abc import Sequence

from matterbooks.sandbox.exports.locales import Locale, amount
from matterbooks.sandbox.exports.printed import Printed, Value, looks_total


def write_csv(rows: Sequence[Printed], locale: Locale) -> bytes:
    """The file."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows(texts(row, locale) for row in rows)
    return written.getvalue().encode()


def texts(row: Printed, locale: Locale) -> list[str]:
    """The cells of a row as text; amounts bear the currency's sign on totals alone."""
    return [_text(value, locale, is_total=looks_total(row, column)) for column, value in enumerate(row.cells)]


def _text(value: Value, locale: Locale, *, is_total: bool) -> str:
    if isinstance(value, int):
        return locale.total(value) if is_total else amount(value)
    return value or ""
