"""Suggested rows: by number, name and type, and by what was posted before; a person accepts them."""

from __future__ import annotations

from collections.abc import Sequence

from matterbooks.ledger.source import HostAccount, HostTaxCode
from matterbooks.mapping.account_types import TRANSFERS
from matterbooks.mapping.accounts import Catalogue, QuickBooksTaxCode
from matterbooks.mapping.evidence import History
from matterbooks.mapping.likeness import named_alike
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.meaning import meaning
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER
from matterbooks.mapping.sides import opposite, practice
from matterbooks.mapping.suggesting import CONFIDENT, Suggestion, suggestions

__all__ = ["CONFIDENT", "Suggestion", "suggest", "suggest_tax", "suggest_transfers"]

_TRANSFER_WORDS = frozenset({"transfer", "clearing", "interbank"})


def suggest(
    accounts: Sequence[HostAccount], catalogue: Catalogue, mapping: Mapping, history: History | None = None
) -> tuple[Suggestion, ...]:
    """The best row for each practice account that has none, the surest first.

    history: practice code -> QuickBooks account id -> how many earlier documents posted there. An account that is
    mapped already is not offered; one that two others could share is offered to both, and is sure for one at most.
    """
    open_ = [host for host in accounts if host.active and host.role not in NEVER and host.code not in mapping.accounts]
    there = [opposite(account) for account in catalogue.accounts if account.active]
    taken = {*mapping.accounts.values(), mapping.bank_transfers_account}
    return suggestions([practice(host) for host in open_], there, history or {}, taken)


def suggest_tax(codes: Sequence[HostTaxCode], catalogue: Catalogue, mapping: Mapping) -> tuple[Suggestion, ...]:
    """The best row for each tax code that has none: the same rate, and of these the most alike by name."""
    open_ = [code for code in codes if code.code not in mapping.tax_codes]
    return tuple(one for code in open_ if (one := _best_tax(code, catalogue.tax_codes)))


def suggest_transfers(catalogue: Catalogue, mapping: Mapping) -> Suggestion | None:
    """The account that is called what the Bank transfers account is called, if nothing else posts to it."""
    if mapping.bank_transfers_account:
        return None
    free = [one for one in catalogue.accounts if one.active and one.id not in mapping.accounts.values()]
    named = [
        (len(meaning(one.name, "bank").words & _TRANSFER_WORDS), one) for one in free if TRANSFERS.judge(one.type).good
    ]
    most, best = max(named, key=lambda pair: pair[0], default=(0, None))
    if best is None or not most:
        return None
    score = 40 + 25 * most
    return Suggestion(BANK_TRANSFERS, best.id, score, score >= CONFIDENT, "named for it")


def _best_tax(code: HostTaxCode, codes: Sequence[QuickBooksTaxCode]) -> Suggestion | None:
    fitting = [(tax, named_alike(code.name, tax.name)) for tax in codes if tax.active and _rate(tax) == code.rate]
    if not fitting:
        return None
    tax, alike = max(fitting, key=lambda pair: pair[1])
    confident = alike == 1 or len(fitting) == 1
    return Suggestion(code.code, tax.id, 95 if confident else 60, confident, f"the same rate, {code.rate:f} %")


def _rate(tax: QuickBooksTaxCode) -> object:
    return sum(rate.rate for rate in tax.sales_rates) if tax.sales_rates else None
