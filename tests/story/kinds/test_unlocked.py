"""A record of several parts is unlocked as a whole: all its copies go, the last made first, and it is made anew."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from matterbooks.locks.unlock import UnlockRefusedError, plan_unlock, unlock
from matterbooks.values import Kind
from tests.push.office import FIRM
from tests.story.kinds.firm import ADA, WILL, Firm
from tests.story.kinds.practice import Practice


def test_a_transfer_is_unlocked_edited_and_posted_again(au_firm: Firm, au: Practice) -> None:
    moved = au.transfer("750.00", "1000", "1010")
    au_firm.push(moved)
    second = au_firm.links_of(moved.ref)[-1]
    plan = plan_unlock(au_firm.context, FIRM, [second.id], "delete")
    assert len(plan.steps) == 2
    unlock(au_firm.context, FIRM, [second.id], "delete", "wrong amount", "admin")
    au_firm.drain()
    assert au_firm.in_quickbooks("Transfer") == []
    assert moved.ref not in au_firm.ledger.locked
    right = au.transfer("500.00", "1000", "1010")
    au_firm.push(replace(right, ref=moved.ref, number=moved.number, version="2"))
    assert {row["Amount"] for row in au_firm.in_quickbooks("Transfer")} == {Decimal("500.00")}
    au_firm.assert_books_agree()


def test_a_refund_and_what_it_was_set_against_go_together(au_firm: Firm, au: Practice) -> None:
    credit = au.invoice(Kind.SALES_CREDIT_NOTE, au.line("4000", "100.00"), party=ADA)
    refund = au.refund(Kind.SALES_REFUND, f"{credit.total}", credit, ADA)
    au_firm.push(credit, refund)
    unlock(au_firm.context, FIRM, [au_firm.links_of(refund.ref)[0].id], "delete", "wrong bank", "admin")
    au_firm.drain()
    assert [au_firm.in_quickbooks(entity) for entity in ("Purchase", "Payment")] == [[], []]
    assert au_firm.in_quickbooks("CreditMemo")[0]["RemainingCredit"] == credit.total


def test_trust_money_is_never_unlocked_by_deleting_it(au_firm: Firm, au: Practice) -> None:
    received = au.trust(Kind.TRUST_RECEIPT, (WILL, "5000.00"))
    au_firm.push(received)
    with pytest.raises(UnlockRefusedError, match="reverse it"):
        unlock(au_firm.context, FIRM, [au_firm.links_of(received.ref)[0].id], "delete", "wrong", "admin")
    assert received.ref in au_firm.ledger.locked
