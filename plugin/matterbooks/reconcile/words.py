"""What each cause means and what mends it, in the words that an accountant reads."""

from __future__ import annotations

from typing import NamedTuple

from matterbooks.values import Cause


def spoken(word: str) -> str:
    """`locked_but_changed_in_quickbooks` as people read it."""
    return word.replace("_", " ").replace("quickbooks", "QuickBooks")


class CauseWords(NamedTuple):
    """severity: information, warning, error or critical. meaning: what is known. mend: exact steps, and who acts."""

    severity: str
    meaning: str
    mend: str

    @property
    def acts(self) -> str:
        """Whom the mend names first: "accountant", "administrator", or "nobody"."""
        first = self.mend.partition(":")[0].casefold()
        return first if first in ("accountant", "administrator") else "nobody"


INFORMATION, WARNING, ERROR, CRITICAL = "information", "warning", "error", "critical"

WORDS: dict[Cause, CauseWords] = {
    Cause.TRUST_MIXED_WITH_OFFICE: CauseWords(
        CRITICAL,
        "Clients' money and the office's meet in one record: it moves the trust bank and the client ledgers unequally.",
        "Accountant: move the money to where it belongs today. In the practice's trust ledger reverse the record and "
        "enter it anew; in QuickBooks correct it only once the trust ledger is right.",
    ),
    Cause.TRUST_OUT_OF_BALANCE: CauseWords(
        CRITICAL,
        "The trust bank, the trust cash book and the client ledgers do not agree.",
        "Accountant: correct the trust ledger in the practice application; trust entries are reversed and entered "
        "anew, never edited.",
    ),
    Cause.TRUST_CLIENT_OVERDRAWN: CauseWords(
        CRITICAL,
        "More was paid out for a client than was held for it: that was other clients' money.",
        "Accountant: make it good from the office account today if it still stands, find the payment, and report it "
        "where your trust rules ask for it.",
    ),
    Cause.BEFORE_START: CauseWords(
        INFORMATION,
        "Posted before the connection, or its switch, began: such records are not pushed by themselves.",
        "Accountant: check that QuickBooks' opening balances cover it. To bring one in, move it back to draft in the "
        "practice application and post it again.",
    ),
    Cause.OTHER_DIVISION: CauseWords(
        INFORMATION,
        "Belongs to a division other than the connected one.",
        "Nothing to do, unless the division is wrong: then correct it in the practice application and post again.",
    ),
    Cause.NEVER_PUSHED_KIND: CauseWords(
        INFORMATION,
        "General journals, write-offs and bank entries that pay no invoice are never pushed.",
        "Accountant: where QuickBooks should show it, enter it there as a journal entry that reverses this finding's "
        "effects.",
    ),
    Cause.SWITCH_OFF: CauseWords(
        INFORMATION,
        "Posted while its switch on the mapping screen was off.",
        "Administrator: switch it on under Admin > Accounting > Mapping, then post the records again; or enter them in "
        "QuickBooks by hand and mark them as handled outside.",
    ),
    Cause.HANDLED_OUTSIDE: CauseWords(
        INFORMATION,
        "A person marked it as handled outside.",
        "Accountant: check that QuickBooks holds what was entered there instead.",
    ),
    Cause.OUT_OF_PERIOD: CauseWords(
        INFORMATION,
        "Dated outside the period that the QuickBooks file covers.",
        "Export the Journal for the whole period and run again, or give --from and --to.",
    ),
    Cause.NOT_YET_SUPPORTED: CauseWords(
        INFORMATION,
        "This release does not push records of this kind yet; they were skipped and recorded.",
        "Accountant: enter them in QuickBooks by hand until they are pushed, and mark them as handled outside.",
    ),
    Cause.UNCERTAIN: CauseWords(
        ERROR,
        "It was sent and no answer came: QuickBooks may or may not hold it.",
        "Leave it locked. The plugin looks it up before anything is sent again; `flask matterbooks status` shows when. "
        "Do not enter it by hand.",
    ),
    Cause.HELD_MAPPING: CauseWords(
        WARNING,
        "Held because a row of the mapping is missing or no longer valid.",
        "Administrator: add the row under Admin > Accounting > Mapping and save; what waits for it is pushed then.",
    ),
    Cause.HELD_PERIOD: CauseWords(
        WARNING,
        "Held because QuickBooks' books are closed for its date.",
        "Accountant: reopen the period in QuickBooks (Account and settings > Advanced > Close the books) and press "
        "Retry on the activity screen, or re-date the record in the practice application.",
    ),
    Cause.FAILED: CauseWords(
        ERROR,
        "QuickBooks refused it, or it may not be sent as it is.",
        "Administrator: follow the message on the activity screen, then press Retry.",
    ),
    Cause.WAITING: CauseWords(
        WARNING,
        "It is still on its way, or waits for a record that it depends on.",
        "Run the worker until the queue is empty and export again; a payment whose invoice is not in QuickBooks waits "
        "until the invoice is brought in, linked, or the payment is marked as handled outside.",
    ),
    Cause.LOCKED_BUT_GONE: CauseWords(
        ERROR,
        "Linked and locked in the practice application, but QuickBooks no longer holds it.",
        "Accountant: ask who deleted it (QuickBooks: Audit log). Administrator: unlock the record and post it again, "
        "which makes a new copy in QuickBooks.",
    ),
    Cause.REFUND_OR_WRITE_OFF_NOT_PUSHED: CauseWords(
        WARNING,
        "A refund or a write-off of the practice ledger that QuickBooks does not hold.",
        "Accountant: look in QuickBooks whether it was entered by hand in another form. If not, an administrator "
        "saves the record again in the practice application, or the accountant enters it in QuickBooks and marks "
        "it as handled outside.",
    ),
    Cause.NEVER_QUEUED: CauseWords(
        ERROR,
        "Posted in the practice ledger, but the plugin never heard of it.",
        "Administrator: save the record again in the practice application. If there are many, the application changed "
        "them without telling the plugin: show this list to its developer.",
    ),
    Cause.MISSING_IN_QUICKBOOKS: CauseWords(
        ERROR,
        "In the practice ledger, but not in the QuickBooks file. Without links.csv the reason cannot be told.",
        "Run `flask matterbooks export` and reconcile again with links.csv, which names the reason.",
    ),
    Cause.DELETED_IN_LEDGER: CauseWords(
        ERROR,
        "QuickBooks holds it under a link, but the practice ledger no longer does.",
        "Accountant: delete or void it in QuickBooks, or restore it in the practice application.",
    ),
    Cause.UNLINKED_BOTH_EXIST: CauseWords(
        ERROR,
        "A copy that was given up when the record was unlocked still stands beside the new one.",
        "Accountant: delete the older copy in QuickBooks.",
    ),
    Cause.DUPLICATE_IN_QUICKBOOKS: CauseWords(
        ERROR,
        "QuickBooks holds the same transaction twice; the practice ledger once.",
        "Accountant: delete the second copy in QuickBooks, after checking which of the two is paid or reconciled.",
    ),
    Cause.HALF_TRANSFER: CauseWords(
        ERROR,
        "Only one leg of a transfer is in QuickBooks; the transfers account does not return to its balance.",
        "Administrator: press Retry on the activity screen; if it cannot land, delete the first leg in QuickBooks.",
    ),
    Cause.MADE_BY_QUICKBOOKS: CauseWords(
        INFORMATION,
        "A payment of nothing that QuickBooks made itself to set a credit against an invoice or a bill.",
        "Nothing to do.",
    ),
    Cause.OPENING_BALANCE: CauseWords(
        INFORMATION,
        "An opening balance of QuickBooks, which the practice ledger's movements do not hold.",
        "Accountant: agree it with the practice ledger's balances at the start date.",
    ),
    Cause.ENTERED_IN_QUICKBOOKS: CauseWords(
        WARNING,
        "Entered in QuickBooks by hand; nothing in the practice ledger corresponds to it.",
        "Accountant: enter it in the practice application too, or delete it in QuickBooks. Nothing is ever taken over "
        "from QuickBooks.",
    ),
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
        "The same foreign document at another rate of exchange: every amount differs by the same ratio.",
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
"""Cause -> words, for every cause that this release tells."""


ACTIONS: dict[Cause, str] = {
    Cause.HELD_MAPPING: "re-map",
    Cause.HELD_PERIOD: "re-push",
    Cause.FAILED: "re-push",
    Cause.LOCKED_BUT_GONE: "unlock",
    Cause.NEVER_QUEUED: "re-push",
    Cause.MISSING_IN_QUICKBOOKS: "re-push",
    Cause.HALF_TRANSFER: "re-push",
    Cause.ENTERED_IN_QUICKBOOKS: "link",
    Cause.VOIDED_IN_QUICKBOOKS: "unlock",
    Cause.UNLOCKED_AND_FORGOTTEN: "re-push",
    Cause.CHANGED_WHILE_LOCKED: "unlock",
    Cause.OLDER_MAPPING_VERSION: "re-map",
    Cause.LOCKED_BUT_CHANGED_IN_QUICKBOOKS: "unlock",
    Cause.WRONG_ACCOUNT: "re-map",
}
"""Cause -> what the plugin can do about it once a person ticked it; the others are mended by hand."""
