"""Which accounts are tax control accounts and which are banks: by the mapping, else by their names."""

from __future__ import annotations

import re
from dataclasses import replace

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.scene import Scene

_TAX = re.compile(r"\b(gst|vat|hst|pst|qst|sales tax|tax (payable|control|collected|paid))\b", re.IGNORECASE)
_OTHER_TAX = re.compile(r"\b(income|payroll|company|corporation) tax\b|\bpaye\b", re.IGNORECASE)
_BANK = re.compile(r"\b(bank|checking|chequing|cheque|savings|current account|operating|credit card)\b", re.IGNORECASE)
_NO_BANK = re.compile(r"\b(fees?|charges?|interest|transfers?|expenses?|costs?|loans?|income)\b", re.IGNORECASE)
_BANK_TYPES = ("Bank", "Credit Card")


def chart_with_tax(scene: Scene) -> Chart:
    """The chart; where no `tax_account` row is given, tax accounts are known by their names."""
    if scene.chart.tax:
        return scene.chart
    paths = {*scene.books.posts["account"].unique(), *scene.ledger.posts["account"].unique()}
    named = (path for path in paths if _TAX.search(path) and not _OTHER_TAX.search(path))
    return replace(scene.chart, tax=frozenset(named))


def is_bank(chart: Chart, path: str) -> bool:
    """Tell a bank or credit card account by its mapped type, else by its name."""
    kind = chart.types.get(path)
    if kind:
        return kind in _BANK_TYPES
    return _BANK.search(path) is not None and _NO_BANK.search(path) is None
