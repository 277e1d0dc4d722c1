"""Suggested rows: by number, by name and by type, each with its reason; a person accepts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from matterbooks.ledger.source import HostAccount, HostTaxCode, Role
from matterbooks.mapping.account_types import TRANSFERS, fit
from matterbooks.mapping.accounts import Catalogue, QuickBooksAccount, QuickBooksTaxCode
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER

CONFIDENT = 80
"""Percent from which a suggestion is taken with all the others by one key."""

LEAST = 45
"""Percent below which nothing is suggested."""

_SPELLING = 0.8
"""Share of equal letters above which two names count as two spellings of one."""

_OF_A_SERIES = 0.3
"""How alike two names are whose numbers differ: possible, and never sure."""

_NOISE = frozenset({"account", "accounts", "a", "the", "of", "and", "ar", "ap", "r", "p"})
_SAME = {
    "debtors": "receivable", "creditors": "payable", "receivables": "receivable", "payables": "payable",
    "cheque": "operating", "checking": "operating", "business": "operating", "office": "operating",
    "revenue": "income", "fees": "fee", "professional": "legal",
    "disbursements": "disbursement", "recovered": "recovery", "recoveries": "recovery", "reimbursed": "recovery",
}  # fmt: skip


_TRANSFER_WORDS = frozenset({"transfer", "transfers", "clearing", "interbank"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row that may be right. confidence is in percent; confident says that it can be taken unseen."""

    host_code: str
    quickbooks_id: str
    confidence: int
    confident: bool
    reason: str


def suggest(accounts: Sequence[HostAccount], catalogue: Catalogue, mapping: Mapping) -> tuple[Suggestion, ...]:
    """The best row for each practice account that has none, the surest first; no account is suggested twice over."""
    open_ = [host for host in accounts if host.active and host.role not in NEVER and host.code not in mapping.accounts]
    candidates = [account for account in catalogue.accounts if account.active]
    by_role = {role: _fitting(role, candidates) for role in {host.role for host in open_}}
    found = (_best(host, by_role[host.role]) for host in open_)
    sure_first = sorted((one for one in found if one), key=lambda one: -one.confidence)
    taken = set(mapping.accounts.values()) | {mapping.bank_transfers_account}
    kept = []
    for one in sure_first:
        if one.quickbooks_id not in taken or one.confidence == 100:
            kept.append(one)
            taken.add(one.quickbooks_id)
    return tuple(kept)


def suggest_tax(codes: Sequence[HostTaxCode], catalogue: Catalogue, mapping: Mapping) -> tuple[Suggestion, ...]:
    """The best row for each tax code that has none: the same rate, and of these the most alike by name."""
    open_ = [code for code in codes if code.code not in mapping.tax_codes]
    return tuple(one for code in open_ if (one := _best_tax(code, catalogue.tax_codes)))


def suggest_transfers(catalogue: Catalogue, mapping: Mapping) -> Suggestion | None:
    """The account that is called what the Bank transfers account is called, if nothing else posts to it."""
    if mapping.bank_transfers_account:
        return None
    free = [one for one in catalogue.accounts if one.active and one.id not in mapping.accounts.values()]
    named = [one for one in free if TRANSFERS.judge(one.type).good and _tokens(one.name) & _TRANSFER_WORDS]
    if not named:
        return None
    best = max(named, key=lambda account: len(_tokens(account.name) & _TRANSFER_WORDS))
    score = 40 + 25 * len(_tokens(best.name) & _TRANSFER_WORDS)
    return Suggestion(BANK_TRANSFERS, best.id, score, score >= CONFIDENT, "named for it")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An account that may stand opposite a role: whether its type is good for it, and the only one of such a type."""

    account: QuickBooksAccount
    good: bool
    only: bool


def _fitting(role: Role, accounts: Sequence[QuickBooksAccount]) -> list[_Candidate]:
    judged = [(account, fit(role, account.type)) for account in accounts]
    alone = sum(fitting.good for _, fitting in judged) == 1
    return [_Candidate(one, fitting.good, fitting.good and alone) for one, fitting in judged if fitting.legal]


def _best(host: HostAccount, candidates: Sequence[_Candidate]) -> Suggestion | None:
    judged = (_judge(host, candidate) for candidate in candidates)
    best = max(judged, key=lambda one: one.confidence, default=None)
    return best if best is not None and best.confidence >= LEAST else None


def _judge(host: HostAccount, candidate: _Candidate) -> Suggestion:
    account = candidate.account
    same_number = bool(account.number) and account.number == (host.number or host.code)
    alike = _alike(host.name, account.name) if _may_be_one(host.name, account.name) else _OF_A_SERIES
    score = min(100, 60 * same_number + round(60 * alike) + 25 * candidate.good + 60 * candidate.only)
    same_name = host.name.casefold() == account.name.casefold()
    reason = _reason(same_number, same_name, alike, candidate.only, account)
    return Suggestion(host.code, account.id, score, score >= CONFIDENT, reason)


def _reason(same_number: bool, same_name: bool, alike: float, only: bool, account: QuickBooksAccount) -> str:
    said = [
        f"the same number {account.number}" if same_number else "",
        "the same name"
        if same_name
        else "a name for the same"
        if alike == 1
        else "a similar name"
        if alike >= 0.5
        else "",
        f"the only one of type {account.type}" if only else "",
    ]
    return ", ".join(part for part in said if part) or f"of type {account.type}"


def _alike(left: str, right: str) -> float:
    """How alike two names are, from 0 to 1: shared words, or letters where words are written differently."""
    a, b = _tokens(left), _tokens(right)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    letters = SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b)))
    close = letters.real_quick_ratio() > _SPELLING and letters.quick_ratio() > _SPELLING
    spelled = letters.ratio() if close else 0.0
    return max(len(a & b) / len(a | b), spelled if spelled > _SPELLING else 0.0)


def _may_be_one(left: str, right: str) -> bool:
    """Whether the numbers within two names allow that they mean one account: "Bank 1" is never "Bank 2"."""
    a, b = re.findall(r"\d+", left), re.findall(r"\d+", right)
    return not (a and b) or a == b


@lru_cache(maxsize=4096)
def _tokens(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return frozenset(_SAME.get(word, word) for word in words if word not in _NOISE)


def _best_tax(code: HostTaxCode, codes: Sequence[QuickBooksTaxCode]) -> Suggestion | None:
    fitting = [(tax, _alike(code.name, tax.name)) for tax in codes if tax.active and _rate(tax) == code.rate]
    if not fitting:
        return None
    tax, alike = max(fitting, key=lambda pair: pair[1])
    confident = alike == 1 or len(fitting) == 1
    return Suggestion(code.code, tax.id, 95 if confident else 60, confident, f"the same rate, {code.rate:f} %")


def _rate(tax: QuickBooksTaxCode) -> object:
    return sum(rate.rate for rate in tax.sales_rates) if tax.sales_rates else None
