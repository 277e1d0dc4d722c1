"""Words that every room shares: kinds, switches, states, reasons, causes and the columns of the canonical files.

A value is written to files and databases as it stands here, so a word is never renamed without a migration.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a practice application posts. The last four are never pushed."""

    SALES_INVOICE = "sales_invoice"
    SALES_CREDIT_NOTE = "sales_credit_note"
    SALES_CREDIT_APPLIED = "sales_credit_applied"
    SALES_PAYMENT = "sales_payment"
    SALES_PAYMENT_FROM_TRUST = "sales_payment_from_trust"
    SALES_REFUND = "sales_refund"
    SUPPLIER_INVOICE = "supplier_invoice"
    SUPPLIER_CREDIT_NOTE = "supplier_credit_note"
    SUPPLIER_CREDIT_APPLIED = "supplier_credit_applied"
    SUPPLIER_PAYMENT = "supplier_payment"
    SUPPLIER_REFUND = "supplier_refund"
    BANK_TRANSFER = "bank_transfer"
    TRUST_OFFICE_TRANSFER = "trust_office_transfer"
    TRUST_RECEIPT = "trust_receipt"
    TRUST_PAYMENT = "trust_payment"
    TRUST_TRANSFER = "trust_transfer"
    TRUST_BANK_TRANSFER = "trust_bank_transfer"
    TRUST_JOURNAL = "trust_journal"
    BANK_DEPOSIT = "bank_deposit"
    BANK_WITHDRAWAL = "bank_withdrawal"
    GENERAL_JOURNAL = "general_journal"
    WRITE_OFF = "write_off"


NEVER_PUSHED = frozenset({Kind.BANK_DEPOSIT, Kind.BANK_WITHDRAWAL, Kind.GENERAL_JOURNAL, Kind.WRITE_OFF})
"""Kinds that stay in the practice ledger, whatever the switches say."""


class ReferenceKind(StrEnum):
    """Records that QuickBooks needs before it can take a transaction."""

    CUSTOMER = "customer"
    MATTER = "matter"
    VENDOR = "vendor"
    ITEM = "item"
    CLASS = "class"


class Switch(StrEnum):
    """The three switches of the mapping screen; transfers between business banks flow whatever they say."""

    SALES = "sales"
    SUPPLIER = "supplier"
    TRUST = "trust"


class Option(StrEnum):
    """How the firm wants its documents to look in QuickBooks; part of each mapping version."""

    ITEMISED = "itemised_lines"
    MATTERS_AS_CUSTOMERS = "matters_as_customers"
    MATTERS_AS_CLASSES = "matters_as_classes"


class OperationState(StrEnum):
    """Where the making, changing or removing of one QuickBooks record stands."""

    READY = "ready"
    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    DONE = "done"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class LinkState(StrEnum):
    """What is known of a record that reached QuickBooks."""

    LINKED = "linked"
    DIFFERS = "differs"
    UNLOCKED = "unlocked"
    CHANGED = "changed"
    GONE = "gone"
    HANDLED_OUTSIDE = "handled_outside"
    ENDED = "ended"


class EndedHow(StrEnum):
    """What became of the QuickBooks copy when its link ended."""

    DELETED = "deleted"
    VOIDED = "voided"
    CREDITED = "credited"
    KEPT = "kept"


class Held(StrEnum):
    """Why an operation waits for a person."""

    MAPPING = "mapping"
    PERIOD = "period"
    REFUSED = "refused"
    POSTINGS_DIFFER = "postings_differ"
    HALF_TRANSFER = "half_transfer"
    TRUST_WITHOUT_MATTER = "trust_without_matter"
    BEFORE_START_UNCONFIRMED = "before_start_unconfirmed"
    PARENT_MISSING = "parent_missing"
    PERMISSION = "permission"
    NOT_YET_SUPPORTED = "not_yet_supported"


class Skipped(StrEnum):
    """Why a record is not pushed, by rule. Skipped is an outcome that is recorded and shown, never silence."""

    NEVER_PUSHED_KIND = "never_pushed_kind"
    NOT_YET_SUPPORTED = "not_yet_supported"
    SWITCH_OFF = "switch_off"
    BEFORE_START = "before_start"
    OTHER_DIVISION = "other_division"
    REMOVED_BEFORE_PUSH = "removed_before_push"


class Action(StrEnum):
    """What an operation does to one QuickBooks record."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Permission(StrEnum):
    """What a person of the firm may be allowed to do; the host decides with `may(user, action, firm)`."""

    VIEW = "view"
    CONNECT = "connect"
    MAP = "map"
    PUSH = "push"
    UNLOCK = "unlock"
    APPROVE = "approve"


class Cause(StrEnum):
    """Why the two books differ, in the order in which evidence is weighed: the first that it supports is the cause."""

    TRUST_MIXED_WITH_OFFICE = "trust_mixed_with_office"
    TRUST_OUT_OF_BALANCE = "trust_out_of_balance"
    TRUST_CLIENT_OVERDRAWN = "trust_client_overdrawn"
    BEFORE_START = "before_start"
    OTHER_DIVISION = "other_division"
    NEVER_PUSHED_KIND = "never_pushed_kind"
    SWITCH_OFF = "switch_off"
    HANDLED_OUTSIDE = "handled_outside"
    OUT_OF_PERIOD = "out_of_period"
    NOT_YET_SUPPORTED = "not_yet_supported"
    UNCERTAIN = "uncertain"
    HELD_MAPPING = "held_mapping"
    HELD_PERIOD = "held_period"
    FAILED = "failed"
    WAITING = "waiting"
    LOCKED_BUT_GONE = "locked_but_gone"
    REFUND_OR_WRITE_OFF_NOT_PUSHED = "refund_or_write_off_not_pushed"
    NEVER_QUEUED = "never_queued"
    MISSING_IN_QUICKBOOKS = "missing_in_quickbooks"
    DELETED_IN_LEDGER = "deleted_in_ledger"
    UNLINKED_BOTH_EXIST = "unlinked_both_exist"
    DUPLICATE_IN_QUICKBOOKS = "duplicate_in_quickbooks"
    HALF_TRANSFER = "half_transfer"
    MADE_BY_QUICKBOOKS = "made_by_quickbooks"
    OPENING_BALANCE = "opening_balance"
    ENTERED_IN_QUICKBOOKS = "entered_in_quickbooks"
    VOIDED_IN_QUICKBOOKS = "voided_in_quickbooks"
    UNLOCKED_AND_FORGOTTEN = "unlocked_and_forgotten"
    CHANGED_WHILE_LOCKED = "changed_while_locked"
    OLDER_MAPPING_VERSION = "older_mapping_version"
    LOCKED_BUT_CHANGED_IN_QUICKBOOKS = "locked_but_changed_in_quickbooks"
    DAY_MONTH_SWAPPED = "day_month_swapped"
    SIGN = "sign"
    ROUNDING = "rounding"
    EXCHANGE_DIFFERENCE = "exchange_difference"
    WRONG_TAX = "wrong_tax"
    WRONG_BANK = "wrong_bank"
    WRONG_ACCOUNT = "wrong_account"
    SPLIT_DIFFERENTLY = "split_differently"
    AMOUNT = "amount"
    DATE_SHIFT = "date_shift"
    WRONG_CUSTOMER = "wrong_customer"
    CUSTOMER_RENAMED = "customer_renamed"
    PAYMENT_ON_WRONG_INVOICE = "payment_on_wrong_invoice"
    PART_PAID_DIFFERENTLY = "part_paid_differently"
    GROUPED = "grouped"
    TRANSFERS_ACCOUNT_NOT_ZERO = "transfers_account_not_zero"


LEDGER_COLUMNS = (
    "transaction_id", "kind", "number", "date", "party", "matter", "account_number", "account_name", "debit", "credit",
    "currency", "foreign_amount", "exchange_rate", "tax_code", "memo", "due_date", "applied_to", "posted_at",
    "modified_at", "division",
)  # fmt: skip
"""`ledger.csv`: one row per posting of the practice ledger; debit and credit non-negative, in base currency."""

LINKS_COLUMNS = (
    "transaction_id", "kind", "part", "generation", "state", "quickbooks_type", "quickbooks_id", "number", "amount",
    "date", "pushed_posts", "returned_total", "returned_tax", "mapping_version", "pushed_at", "unlocked_at",
    "last_error", "skipped_because", "ended_how",
)  # fmt: skip
"""`links.csv`: one row per QuickBooks record that a transaction became, or per operation where there is none."""

MAPPING_COLUMNS = (
    "version", "from_instant", "section", "host_code", "host_name", "host_type", "quickbooks_id", "quickbooks_name",
    "quickbooks_type", "trust",
)  # fmt: skip
"""`mapping.csv`: every version of the mapping; section is account, tax_account, tax, currency or setting."""
