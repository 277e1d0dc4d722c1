"""Words for what both sides hold but not alike, and for accounts that do not come to what is expected."""

from __future__ import annotations

from matterbooks.reconcile.causes.words_parts import ERROR, INFORMATION, WARNING, CauseWords
from matterbooks.values import Cause

IN_BOTH: dict[Cause, CauseWords] = {
    Cause.VOIDED_IN_QUICKBOOKS: CauseWords(
        ERROR,
        "Voided in QuickBooks; the practice ledger still holds its amounts.",
        "Accountant: reverse it in the practice application too, or unlock it there and post it again.",
    ),
    Cause.UNLOCKED_AND_FORGOTTEN: CauseWords(
        WARNING,
        "Unlocked for a correction and never posted again.",
        "Administrator: finish the correction and post it; that pushes and locks it again.",
    ),
    Cause.CHANGED_WHILE_LOCKED: CauseWords(
        ERROR,
        "The practice ledger no longer holds what was pushed: it was changed past the lock.",
        "Administrator: undo the change, or unlock the record and post it again.",
    ),
    Cause.OLDER_MAPPING_VERSION: CauseWords(
        WARNING,
        "Pushed under an older version of the mapping: the account that it went to has been mapped anew since.",
        "Accountant: decide whether history moves. If so, re-push the records or enter one journal entry in "
        "QuickBooks; if not, nothing is wrong.",
    ),
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: CauseWords(
        ERROR,
        "QuickBooks no longer holds what was pushed: it was edited there.",
        "Accountant: restore it in QuickBooks as shown (Audit log tells who changed it), or correct the record in the "
        "practice application after an administrator unlocked it.",
    ),
    Cause.DAY_MONTH_SWAPPED: CauseWords(
        WARNING,
        "Day and month changed places in QuickBooks.",
        "Accountant: correct the date in QuickBooks.",
    ),
    Cause.SIGN: CauseWords(
        ERROR,
        "Debit and credit changed places in QuickBooks.",
        "Accountant: correct it in QuickBooks.",
    ),
    Cause.ROUNDING: CauseWords(
        INFORMATION,
        "The two sides rounded tax differently, by at most one cent a line.",
        "Accountant: accept it, or adjust the tax in QuickBooks.",
    ),
    Cause.EXCHANGE_DIFFERENCE: CauseWords(
        WARNING,
        "The same foreign document at another rate of exchange, or with a gain or loss that QuickBooks posted itself.",
        "Accountant: open the record in QuickBooks, set its exchange rate to the practice ledger's, and save; or "
        "accept the rate and enter the difference in the practice ledger as an exchange gain or loss.",
    ),
    Cause.WRONG_TAX: CauseWords(
        ERROR,
        "The net amounts agree, but the tax does not: another tax code or rate was used.",
        "Accountant: find out which rate is right. If the practice ledger's is, set that tax code on the lines in "
        "QuickBooks, before the tax return is lodged; an administrator then checks the tax code's row under Admin "
        "> Accounting > Mapping.",
    ),
    Cause.WRONG_BANK: CauseWords(
        ERROR,
        "The money stands on another bank account in QuickBooks.",
        "Accountant: look at the bank statement. If the practice ledger is right, change the bank account of the "
        "records in QuickBooks; an administrator then checks the bank's row under Admin > Accounting > Mapping.",
    ),
    Cause.WRONG_ACCOUNT: CauseWords(
        ERROR,
        "The amounts stand on another account in QuickBooks.",
        "Administrator: compare with the mapping; if the mapping is wrong, correct it and re-push. Else the accountant "
        "moves the amounts in QuickBooks.",
    ),
    Cause.SPLIT_DIFFERENTLY: CauseWords(
        WARNING,
        "The total agrees, but it is split over the accounts differently.",
        "Accountant: correct the lines in QuickBooks as shown.",
    ),
    Cause.AMOUNT: CauseWords(
        ERROR,
        "The amounts differ.",
        "Accountant: find out which side is right; correct QuickBooks, or correct the record in the practice "
        "application after unlocking it.",
    ),
    Cause.DATE_SHIFT: CauseWords(
        WARNING,
        "The dates differ.",
        "Accountant: correct the date in QuickBooks if it falls into another period.",
    ),
    Cause.WRONG_CUSTOMER: CauseWords(
        WARNING,
        "It stands under another customer or supplier in QuickBooks.",
        "Accountant: correct the name in QuickBooks.",
    ),
    Cause.CUSTOMER_RENAMED: CauseWords(
        INFORMATION,
        "The party bears another name in QuickBooks; no amounts are concerned.",
        "Accountant: decide which name is right, and rename the customer or supplier on the other side.",
    ),
    Cause.PAYMENT_ON_WRONG_INVOICE: CauseWords(
        WARNING,
        "The payment settles other documents in QuickBooks than in the practice ledger; no balance of the ledger "
        "is wrong, but what each client still owes is.",
        "Accountant: open the payment in QuickBooks, untick the wrong document, tick the right one, and save.",
    ),
    Cause.PART_PAID_DIFFERENTLY: CauseWords(
        WARNING,
        "The payment settles the same documents on both sides, but with other amounts.",
        "Accountant: open the payment in QuickBooks, set the amount against each document as the practice ledger "
        "has it, and save.",
    ),
    Cause.GROUPED: CauseWords(
        INFORMATION,
        "One record on one side is several on the other; their total agrees.",
        "Nothing to do, if the bank statement shows it so.",
    ),
    Cause.TRANSFERS_ACCOUNT_NOT_ZERO: CauseWords(
        WARNING,
        "The Bank transfers account did not return to its expected balance.",
        "Accountant: look for a transfer of which one leg is missing or was changed in QuickBooks.",
    ),
}
"""Cause -> words."""
