"""Money between the firm's own accounts, and entries that settle nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matterbooks.demo.practice.books import Account
from matterbooks.demo.practice.errors import NotPossibleError
from matterbooks.demo.practice.kinds import (
    BankTransfer,
    Deposit,
    GeneralJournal,
    Transfer,
    TrustBankTransfer,
    TrustOfficeTransfer,
    Withdrawal,
)
from matterbooks.demo.services import ledger
from matterbooks.demo.services.ledger import ZERO, Leg
from matterbooks.demo.services.work import Work

_TRUST = "trust_bank"


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """Money from one account of the firm to another."""

    date: date
    source: str
    target: str
    amount: Decimal
    memo: str = ""


def transfer(work: Work, new: NewTransfer) -> Transfer:
    """Between business banks, between trust banks, or the firm's own money between the two."""
    if new.source == new.target:
        raise NotPossibleError("A transfer needs two different accounts.")
    if new.amount <= 0:
        raise NotPossibleError(f"{new.amount:.2f} cannot be transferred: only an amount above 0.")
    roles = [work.session.get_one(Account, code).role for code in (new.source, new.target)]
    shape: type[Transfer] = (BankTransfer, TrustOfficeTransfer, TrustBankTransfer)[roles.count(_TRUST)]
    record = shape(
        number=work.next_number("BT"),
        date=new.date,
        account_code=new.source,
        to_account_code=new.target,
        amount=new.amount,
        firms_own=shape is TrustOfficeTransfer,
        memo=new.memo,
    )
    ledger.post(work, record, [Leg(new.target, new.amount), Leg(new.source, -new.amount)])
    return record


def deposit(work: Work, day: date, bank: str, account: str, amount: Decimal, memo: str) -> Deposit:
    """Money received that pays no bill."""
    record = Deposit(number=work.next_number("BD"), date=day, amount=amount, memo=memo)
    ledger.post(work, record, [Leg(bank, amount), Leg(account, -amount)])
    return record


def withdraw(work: Work, day: date, bank: str, account: str, amount: Decimal, memo: str) -> Withdrawal:
    """Money paid out that pays no supplier invoice."""
    record = Withdrawal(number=work.next_number("BW"), date=day, amount=amount, memo=memo)
    ledger.post(work, record, [Leg(account, amount), Leg(bank, -amount)])
    return record


def journal(work: Work, day: date, memo: str, legs: Sequence[Leg]) -> GeneralJournal:
    """An entry by hand. Raises NotBalancedError."""
    total = sum((leg.amount for leg in legs if leg.amount > 0), ZERO)
    record = GeneralJournal(number=work.next_number("GJ"), date=day, amount=total, memo=memo)
    ledger.post(work, record, legs)
    return record
