"""Every seeded fault: how it is planted on healthy units, and the cause with and without links.

A planter returns one unit or several; its records are those that a finding has to name. Causes: the order of the
specification.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.accuracy.books import Unit
from tests.accuracy.faults_both import (
    account,
    amount,
    bank,
    changed_while_locked,
    customer,
    exchange,
    forgotten,
    older_mapping,
    rounding,
    shifted,
    sign,
    split,
    swapped_date,
    tax,
    trust_in_office,
    voided,
)
from tests.accuracy.faults_one_side import (
    absent,
    before_start,
    both_exist,
    deleted_in_ledger,
    duplicate,
    entered,
    gone,
    half_transfer,
    never_pushed,
    never_queued,
    opening_balance,
    other_division,
    out_of_period,
    refund_not_pushed,
    switch_off,
)
from tests.accuracy.faults_together import grouped, left_on_transfers, renamed, settled_elsewhere, settled_in_part
from tests.accuracy.firm import Firm

Planter = Callable[[Firm], Unit | list[Unit]]


@dataclass(frozen=True)
class Kind:
    """One kind of fault; an empty cause means that it cannot be seeded with, or without, links."""

    name: str
    plant: Planter
    linked: str
    figures: str


CHANGED = "locked_but_changed_in_quickbooks"
KINDS = (
    Kind("uncertain", absent("uncertain", "timed out"), "uncertain", "missing_in_quickbooks"),
    Kind("held mapping", absent("held", "refused: 2500 Invalid Reference Id"), "held_mapping", "missing_in_quickbooks"),
    Kind(
        "held row",
        absent("held", "mapping: Account 4000 has no QuickBooks account."),
        "held_mapping",
        "missing_in_quickbooks",
    ),
    Kind("held period", absent("held", "period: 6210 Account Period Closed"), "held_period", "missing_in_quickbooks"),
    Kind("failed", absent("held", "refused: 6000 A business validation error"), "failed", "missing_in_quickbooks"),
    Kind("waiting", absent("waiting"), "waiting", "missing_in_quickbooks"),
    Kind("handled outside", absent("handled_outside"), "handled_outside", "missing_in_quickbooks"),
    Kind("not supported", absent("skipped", "", "not_yet_supported"), "not_yet_supported", "missing_in_quickbooks"),
    Kind("gone", gone, "locked_but_gone", "missing_in_quickbooks"),
    Kind("never queued", never_queued, "never_queued", "missing_in_quickbooks"),
    Kind("refund", refund_not_pushed, "refund_or_write_off_not_pushed", "refund_or_write_off_not_pushed"),
    Kind("before start", before_start, "before_start", "before_start"),
    Kind("division", other_division, "other_division", "other_division"),
    Kind("journal", never_pushed("general_journal"), "never_pushed_kind", "never_pushed_kind"),
    Kind("deposit", never_pushed("bank_withdrawal"), "never_pushed_kind", "never_pushed_kind"),
    Kind("switch off", switch_off, "switch_off", "switch_off"),
    Kind("out of period", out_of_period, "out_of_period", "out_of_period"),
    Kind("deleted in ledger", deleted_in_ledger, "deleted_in_ledger", "entered_in_quickbooks"),
    Kind("both exist", both_exist, "unlinked_both_exist", ""),
    Kind("duplicate", duplicate, "duplicate_in_quickbooks", "duplicate_in_quickbooks"),
    Kind("half transfer", half_transfer, "half_transfer", "half_transfer"),
    Kind("opening", opening_balance, "opening_balance", "opening_balance"),
    Kind("entered", entered, "entered_in_quickbooks", "entered_in_quickbooks"),
    Kind("forgotten", forgotten, "unlocked_and_forgotten", "amount"),
    Kind("changed while locked", changed_while_locked, "changed_while_locked", "amount"),
    Kind("older mapping", older_mapping, "older_mapping_version", "wrong_account"),
    Kind("voided", voided, "voided_in_quickbooks", "voided_in_quickbooks"),
    Kind("amount", amount, CHANGED, "amount"),
    Kind("account", account, CHANGED, "wrong_account"),
    Kind("bank", bank, CHANGED, "wrong_bank"),
    Kind("sign", sign, CHANGED, "sign"),
    Kind("rounding", rounding, CHANGED, "rounding"),
    Kind("tax", tax, CHANGED, "wrong_tax"),
    Kind("split", split, CHANGED, "split_differently"),
    Kind("exchange", exchange, CHANGED, "exchange_difference"),
    Kind("date", shifted, CHANGED, "date_shift"),
    Kind("day and month", swapped_date, CHANGED, "day_month_swapped"),
    Kind("customer", customer, CHANGED, "wrong_customer"),
    Kind("trust in office", trust_in_office, "trust_mixed_with_office", "trust_mixed_with_office"),
    Kind("renamed", renamed, "customer_renamed", "customer_renamed"),
    Kind("wrong invoice", settled_elsewhere, "payment_on_wrong_invoice", "payment_on_wrong_invoice"),
    Kind("part paid", settled_in_part, "part_paid_differently", "part_paid_differently"),
    Kind("grouped", grouped, "", "grouped"),
    Kind("on transfers", left_on_transfers, "transfers_account_not_zero", "transfers_account_not_zero"),
)
"""Every kind: in the order of the specification, those of several transactions last."""
