"""The lines of a deposit: money from an account, or a sum taken out of Undeposited Funds; and the cash kept back."""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import currencies
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import deposited
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.by_account import own_account, refuse_fields
from matterbooks.sandbox.entities.parties import check_kind, check_party, currency_of_party
from matterbooks.sandbox.entities.transaction import amount_of, detail_type
from matterbooks.sandbox.money import from_cents, rounded
from matterbooks.sandbox.schema import Record

DETAIL = "DepositLineDetail"


def deposit_line(work: Work, deposit: Record, line: Record) -> Record:
    """A line checked and completed. Raises: ServiceFault 2020, 2170, 2500, 6000, 6540, 610, 620, 5030."""
    refuse_fields(line, ("ProjectRef",), "Line")
    if line.get("LinkedTxn"):
        return _linked(work, deposit, line)
    if detail_type(line) != DETAIL:
        raise faults.not_in_sandbox(f"a line of type {line['DetailType']}")
    detail: Record = line.get(DETAIL) or {}
    account = own_account(detail, f"Line.{DETAIL}.AccountRef")
    party: Record = detail.get("Entity") or {}
    check_kind(work, party.get("type", ""), party.get("value", ""), f"Line.{DETAIL}.Entity")
    check_party(work, account, party.get("value", ""))
    kept = {name: value for name, value in line.items() if name in {"Id", "Description"}}
    return {**kept, "Amount": rounded(amount_of(line)), "DetailType": DETAIL, DETAIL: detail}


def _linked(work: Work, deposit: Record, line: Record) -> Record:
    """A line that takes a sum out of Undeposited Funds, always whole (assumed: whatever amount is sent).

    With a DetailType it must have the detail's account too (Intuit: seen refused), which then does not count.
    """
    if line.get("DetailType"):
        own_account(line.get(DETAIL) or {}, f"Line.{DETAIL}.AccountRef")
    if len(line["LinkedTxn"]) != 1:
        raise faults.business("Each line of a deposit can be linked to one transaction.", "Line.LinkedTxn")
    one = deposited.waiting(work, line["LinkedTxn"][0])
    source: Record = work.draft.get(one.entity, one.txn_id) or {}
    if reference(source, "CurrencyRef") != reference(deposit, "CurrencyRef"):
        raise faults.business("The transaction is in another currency than the deposit.", "Line.LinkedTxn")
    deposited.check_free(work, one, deposit.get("Id", ""))
    link = {"TxnId": one.txn_id, "TxnType": one.entity, "TxnLineId": one.line_id}
    kept = {name: value for name, value in line.items() if name == "Description"}
    return {**kept, "Amount": from_cents(one.cents), "LinkedTxn": [link]}


def in_currency_of_payers(work: Work, deposit: Record) -> Record:
    """`deposit` in the currency of the customers and vendors that its lines name, which overrides its own (Intuit).

    Raises: ServiceFault 6000 (text assumed) where they have several.
    """
    if not currencies.uses_several(work):
        return deposit
    named = [(line.get(DETAIL) or {}).get("Entity") or {} for line in deposit["Line"]]
    codes = {code for party in named if (code := currency_of_party(work, party.get("value", "")))}
    if len(codes) > 1:
        raise faults.business("The names on the lines of a deposit must have one currency.", f"Line.{DETAIL}.Entity")
    return {**deposit, "CurrencyRef": currencies.reference_to(codes.pop())} if codes else deposit


def refuse_twice(lines: list[Record]) -> None:
    """Raise: ServiceFault 6540 where two lines take the same sum."""
    taken = [tuple(link.values()) for line in lines for link in line.get("LinkedTxn", [])]
    if len(taken) != len(set(taken)):
        raise faults.deposited()


def cash_back(work: Work, record: Record) -> Decimal:
    """What is kept in cash. Raises: ServiceFault 2020 without its account, 6430, 6000 for less than nothing."""
    given: Record = record.get("CashBack") or {}
    cash = rounded(Decimal(given.get("Amount", 0)))
    if cash < 0:
        raise faults.business("Transaction amount must be 0 or greater.", "CashBack.Amount")
    if cash:
        work.refuse_control_account(own_account(given, "CashBack.AccountRef"))
    return cash
