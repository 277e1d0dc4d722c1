"""Where the Actions sheet keeps what comes back: its name, labels, titles and the tick."""

from __future__ import annotations

SHEET = "Actions"
FIRM, COMPANY, REALM, RUN, EXPORT = "Firm", "Company", "Realm", "Run id", "Export id"
"""Labels in the first column; the value stands in the second."""

TICK, FINDING, ACTION, CHOICE, CAUSE, KIND = "Do it", "Finding", "Action", "Choice", "Cause", "Kind"
LEDGER_ID, QUICKBOOKS_TYPE, QUICKBOOKS_ID = "Ledger id", "QuickBooks type", "QuickBooks id"
AMOUNT, STATE = "Amount", "State at the run"
TITLES = (
    TICK, FINDING, ACTION, CHOICE, CAUSE, KIND, LEDGER_ID, QUICKBOOKS_TYPE, QUICKBOOKS_ID, AMOUNT, STATE,
)  # fmt: skip
"""The titles of the table that are read back."""

TICKED = "x"
"""What stands in the first column of what is to be done."""
