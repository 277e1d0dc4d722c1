"""What a customer's payment and a bill payment share: the links, and what they do to the accounts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import links, open_items
from matterbooks.sandbox.books.exchange import cleared, in_currency, is_foreign, rate_of, with_gain, worth
from matterbooks.sandbox.books.ledger import Posting
from matterbooks.sandbox.books.open_items import Item, Side
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.applying import linked_lines
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.sales_lines import voided_note
from matterbooks.sandbox.entities.transaction import Transaction
from matterbooks.sandbox.money import from_cents, rounded, to_cents
from matterbooks.sandbox.schema import Record


class Payer(Transaction):
    """Money that settles open items of one side, together with credits of the same party."""

    can = Transaction.can | {"void"}
    side: ClassVar[Side]

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Check the amount and the links against what is open."""
        if record.get("ProjectRef"):
            raise faults.not_in_sandbox("the field ProjectRef")
        record = super().complete(work, record, old)
        if record["TotalAmt"] < 0:
            raise faults.business("Transaction amount must be 0 or greater.")
        account = reference(record, self.side.own_account)
        if account and work.account_type(account) != self.side.control:
            raise faults.wrong_account_type()
        return {
            **record,
            "TotalAmt": rounded(record["TotalAmt"]),
            "Line": linked_lines(work, self.side, record, old),
            "LinkedTxn": [],
        }

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """Change the balance and the links of what is paid."""
        links.settle(work, old, new)

    def void(self, work: Work, old: Record) -> Record:
        """Nothing is left of the amount or of the links."""
        voided = {**old, "Line": [], "TotalAmt": from_cents(0), "PrivateNote": voided_note(old)}
        return links.with_unapplied(work, voided)

    def bank(self, record: Record) -> str:
        """The account the money goes to or comes from."""
        raise NotImplementedError

    def sides(self, work: Work, record: Record) -> list[Posting]:
        """The bank for the cash alone, then each linked item on its own account and party, then what is unapplied."""
        return [posting for posting, _ in self._parts(work, record)]

    def _parts(self, work: Work, record: Record) -> list[tuple[Posting, Item | None]]:
        """The sides, each with the item that it clears, if it clears one."""
        party, memo, sign = reference(record, self.side.party), record.get("PrivateNote", ""), self.side.sign
        bank = Posting(self.bank(record), sign * to_cents(record["TotalAmt"]), party, memo)
        parts: list[tuple[Posting, Item | None]] = [(bank, None)]
        for item, cents in self._cleared(work, record).items():
            parts.append((Posting(item.account, -sign * cents, item.party, memo), item))
        rest = links.unapplied(work, record)
        if rest or not record["Line"]:
            own = reference(record, self.side.own_account) or work.control_account(self.side.control, record)
            parts.append((Posting(own, -sign * rest, party, memo), None))
        return parts

    def _cleared(self, work: Work, record: Record) -> dict[Item, int]:
        """Every item that the lines name, once, and the cents of the charge (or, negative, of the credit) cleared."""
        cleared_cents: dict[Item, int] = {}
        for line in record["Line"]:
            item = open_items.find(work, self.side, line["LinkedTxn"][0])
            if item is not None:
                cents = links.sign(work, record, line) * to_cents(line["Amount"])
                cleared_cents[item] = cleared_cents.get(item, 0) + cents
        return cleared_cents

    def postings(self, work: Work, record: Record) -> list[Posting]:
        """The sides in the home currency, each account and name once, as QuickBooks' Journal shows a payment.

        Items are cleared at their own rates; the difference is exchange gain or loss.
        """
        home = [
            self._at_home(work, record, posting, item) if is_foreign(work, record) else posting
            for posting, item in self._parts(work, record)
        ]
        return with_gain(work, merged(home))

    def _at_home(self, work: Work, record: Record, posting: Posting, item: Item | None) -> Posting:
        if item is None:
            return in_currency(record, posting, worth(posting.cents, rate_of(record)))
        cents = cleared(work, item, record, self.name)
        return in_currency(record, posting, cents if posting.cents > 0 else -cents)


def merged(postings: Sequence[Posting]) -> list[Posting]:
    """`postings` with those of the same account, name and memo added up, in the order of the first of each."""
    sums: dict[tuple[str, str, str], Posting] = {}
    for one in postings:
        key = (one.account_id, one.name_id, one.memo)
        have = sums.get(key, replace(one, cents=0, foreign_cents=0))
        sums[key] = replace(have, cents=have.cents + one.cents, foreign_cents=have.foreign_cents + one.foreign_cents)
    return list(sums.values())
