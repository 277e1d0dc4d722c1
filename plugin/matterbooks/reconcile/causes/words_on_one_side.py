"""Words for clients' money, for what is out of scope, and for what one side alone holds."""

from __future__ import annotations

from matterbooks.reconcile.causes.words_parts import CRITICAL, ERROR, INFORMATION, WARNING, CauseWords
from matterbooks.values import Cause

ON_ONE_SIDE: dict[Cause, CauseWords] = {
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
        "Accountant: export the Journal for the whole period and run again, or give --from and --to.",
    ),
    Cause.NOT_YET_SUPPORTED: CauseWords(
        INFORMATION,
        "This release does not push records of this kind yet; they were skipped and recorded.",
        "Accountant: enter them in QuickBooks by hand until they are pushed, and mark them as handled outside.",
    ),
    Cause.UNCERTAIN: CauseWords(
        ERROR,
        "It was sent and no answer came: QuickBooks may or may not hold it.",
        "Administrator: leave it locked. The plugin looks it up before anything is sent again; `flask matterbooks "
        "status` shows when. Do not enter it by hand.",
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
        "Administrator: run the worker until the queue is empty, then export again. A payment whose invoice is not in "
        "QuickBooks waits until the invoice is brought in, linked, or the payment is marked as handled outside.",
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
        "Administrator: run `flask matterbooks export` and reconcile again with links.csv, which names the reason.",
    ),
    Cause.DELETED_IN_LEDGER: CauseWords(
        ERROR,
        "QuickBooks holds it under a link, but the practice ledger no longer does.",
        "Accountant: delete or void it in QuickBooks, or restore it in the practice application.",
    ),
    Cause.UNLINKED_BOTH_EXIST: CauseWords(
        ERROR,
        "QuickBooks holds it, and nothing links that record to the one of the practice: it was entered there by hand, "
        "or is the copy that was given up when the record was unlocked.",
        "Administrator: link the two, so that it is not made a second time. Where the practice's record has a newer "
        "copy already, the accountant deletes the older one in QuickBooks.",
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
}
"""Cause -> words."""
