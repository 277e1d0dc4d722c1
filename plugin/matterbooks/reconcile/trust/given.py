"""What was given about trust, brought to the practice's accounts and to one day: statements, openings, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.result import Period
from matterbooks.reconcile.trust.accounts import TrustAccount
from matterbooks.reconcile.trust.inputs import CASH_BOOK, STATEMENT, Balance, Line, MatterBalance, TrustInputs


@dataclass(frozen=True, slots=True)
class BankAccount:
    """One trust bank as its statements show it up to the day of the reconciliation.

    balance: the statement's, None where none was given; opening: likewise before the first line. starts: the first day
    that the lines cover, None without lines. uncleared: items of an earlier reconciliation. cash_book: the cash book's
    given opening balance.
    """

    account: TrustAccount
    balance: Balance | None = None
    opening: int | None = None
    starts: date | None = None
    lines: tuple[Line, ...] = ()
    uncleared: tuple[Line, ...] = ()
    cash_book: Balance | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that was given, as of one day. opened, listed: the lists before that day, and of it."""

    as_of: date
    banks: tuple[BankAccount, ...]
    opened_on: date | None = None
    opened: tuple[MatterBalance, ...] = ()
    listed: tuple[MatterBalance, ...] | None = None
    notes: tuple[str, ...] = field(default=())


def given_for(inputs: TrustInputs | None, accounts: Sequence[TrustAccount], period: Period) -> Given:
    """Lay out what was given; raises FileRefusedError where a statement's account cannot be told."""
    inputs = inputs or TrustInputs()
    _refuse_overlap(inputs)
    of_account = {account.title: _of(inputs, account, accounts) for account in accounts}
    as_of = _day(inputs, [found.balances for found in of_account.values()], period)
    days = sorted({row.as_of for row in inputs.matters if row.as_of is not None and row.as_of < as_of})
    listed = tuple(row for row in inputs.matters if row.as_of in {None, as_of})
    has_closing = bool(listed) or any(not found.rows for found in inputs.lists)
    return Given(
        as_of=as_of,
        banks=tuple(_bank(account, of_account[account.title], period.start, as_of) for account in accounts),
        opened_on=days[0] if days else None,
        opened=tuple(row for row in inputs.matters if days and row.as_of == days[0]),
        listed=listed if has_closing else None,
        notes=tuple(_notes(inputs, as_of)),
    )


def _of(inputs: TrustInputs, account: TrustAccount, accounts: Sequence[TrustAccount]) -> TrustInputs:
    """What the bank files say of one account; a file that names no known account is that of the only one."""
    _refuse_unknown(inputs, accounts)
    only = len(accounts) == 1
    statements = [
        replace(
            found,
            lines=tuple(line for line in found.lines if only or account.answers_to(line.account)),
            balances=tuple(balance for balance in found.balances if only or account.answers_to(balance.account)),
            uncleared=tuple(line for line in found.uncleared if only or account.answers_to(line.account)),
            starts={name: day for name, day in found.starts.items() if only or account.answers_to(name)},
        )
        for found in inputs.statements
    ]
    return TrustInputs(tuple(statements))


def _refuse_unknown(inputs: TrustInputs, accounts: Sequence[TrustAccount]) -> None:
    """A statement whose account is none of the practice's is refused, unless there is only one it can be."""
    items: list[Line | Balance] = [*inputs.balances, *inputs.lines, *inputs.uncleared]
    unknown = [item for item in items if not any(account.answers_to(item.account) for account in accounts)]
    if not unknown or (len(accounts) == 1 and len({item.account for item in unknown}) == 1):
        return
    titles = ", ".join(account.title for account in accounts) or "none was found in the ledger or the mapping"
    name = unknown[0].account
    problem = f"the account {name!r} is no trust bank of the practice ({titles})" if name else "names no account"
    way_out = "Say whose statement it is: --bank NUMBER=FILE, or give it as bank.csv with the practice's number."
    raise FileRefusedError(unknown[0].file, problem, way_out, unknown[0].row or None)


def _refuse_overlap(inputs: TrustInputs) -> None:
    """The same line in two files would count twice."""
    seen: dict[tuple[object, ...], Line] = {}
    for statement in inputs.statements:
        here: dict[tuple[object, ...], Line] = {
            (line.account, line.date, line.cents, line.reference, line.description): line for line in statement.lines
        }
        twice = next((key for key in here if key in seen), None)
        if twice is not None:
            problem = f"the line of {here[twice].date.isoformat()} stands in {seen[twice].file} too"
            way_out = "Give statements whose days do not overlap."
            raise FileRefusedError(statement.file.path, problem, way_out, here[twice].row)
        seen.update(here)


def _day(inputs: TrustInputs, balances: Sequence[Sequence[Balance]], period: Period) -> date:
    """The end of the period, or the day up to which every statement reaches if that is earlier."""
    reached = [max(said) for rows in balances if (said := [b.date for b in rows if b.kind == STATEMENT])]
    if reached:
        return min([*reached, *([period.end] if period.end else [])])
    lists = [row.as_of for row in inputs.matters if row.as_of is not None]
    return period.end or (max(lists) if lists else None) or period.covered_to or period.as_of


def _bank(account: TrustAccount, said: TrustInputs, start: date | None, as_of: date) -> BankAccount:
    statements = sorted((b for b in said.balances if b.kind == STATEMENT), key=lambda balance: balance.date)
    first_days = [day for found in said.statements for day in found.starts.values()]
    starts = max(min(first_days), start or date.min) if first_days else None
    lines = tuple(line for line in said.lines if starts is not None and starts <= line.date <= as_of)
    balance = _rolled_back(statements, said.lines, as_of)
    opening = None if balance is None or starts is None else balance.cents - sum(line.cents for line in lines)
    books = sorted((b for b in said.balances if b.kind == CASH_BOOK and b.date < as_of), key=lambda b: b.date)
    uncleared = tuple(line for line in said.uncleared if line.date <= as_of)
    return BankAccount(account, balance, opening, starts, lines, uncleared, books[0] if books else None)


def _rolled_back(statements: Sequence[Balance], lines: Sequence[Line], as_of: date) -> Balance | None:
    """The statement's balance at the end of the day: the one of that day, or a later one less the lines since."""
    at_day = [balance for balance in statements if balance.date == as_of]
    if at_day:
        return at_day[-1]
    later = [balance for balance in statements if balance.date > as_of]
    if later and lines:
        since = sum(line.cents for line in lines if as_of < line.date <= later[0].date)
        return later[0]._replace(date=as_of, cents=later[0].cents - since)
    return None


def _notes(inputs: TrustInputs, as_of: date) -> Iterator[str]:
    others = sorted({row.as_of for row in inputs.matters if row.as_of is not None and row.as_of > as_of})
    for day in others:
        yield f"The matter trial list of {day.isoformat()} lies after {as_of.isoformat()} and was not compared."
    if inputs.matters and any(row.as_of is None for row in inputs.matters):
        yield f"The matter trial list names no day: it was taken as of {as_of.isoformat()}."


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
