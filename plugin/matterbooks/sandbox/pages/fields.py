"""The values in the fields of a form, read as a person means them; what cannot be meant is refused in a sentence."""

import re
from decimal import Decimal

from matterbooks.sandbox.pages.form import Fields
from matterbooks.sandbox.schema import Record

LARGEST = Decimal(10) ** 12
AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?")


class FormError(ValueError):
    """A field that cannot be understood, said in a sentence."""


def amount_in(text: str, where: str) -> Decimal:
    """An amount like ``1,234.50``, with at most two decimals. Raises: FormError."""
    plain = text.replace(",", "").replace("$", "").strip()
    if not AMOUNT.fullmatch(plain):
        raise FormError(f"{where}: {text!r} is not an amount. Write it like 1234.50.")
    value = Decimal(plain)
    if abs(value) > LARGEST:
        raise FormError(f"{where}: {text!r} is not an amount QuickBooks can hold.")
    return value


def reference_to(identifier: str, what: str) -> Record:
    """A reference to what was chosen. Raises: FormError where nothing was."""
    if not identifier:
        raise FormError(f"Choose {what}.")
    return {"value": identifier}


def common(line: Fields, number: int) -> Record:
    """What every line has: its id if it had one, its amount and its text."""
    named = {name: line[key] for name, key in (("Id", "id"), ("Description", "text")) if line.get(key)}
    amount = line.get("amount") or line.get("debit") or line.get("credit") or ""
    return {**named, "Amount": amount_in(amount, f"Line {number}")}
