"""Which rows a document needs and the mapping lacks: all of them at once, so that one visit mends the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matterbooks.ledger.documents import (
    BankTransfer,
    Document,
    Invoice,
    Payment,
    PaymentFromTrust,
    Refund,
    TrustEntry,
)
from matterbooks.ledger.source import TRUST_ROLES, HostAccount, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.receivables import second_receivable
from matterbooks.mapping.renamed import former_name
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER
from matterbooks.values import Kind, Switch

Key = tuple[str, str]
"""Names a row: its section and host code."""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One row that a document waits for; words are a sentence that names it and says what is wrong with it."""

    section: str
    host_code: str
    words: str

    @property
    def key(self) -> Key:
        """What tells the row apart: its section and host code."""
        return self.section, self.host_code


def missing_rows(
    document: Document, mapping: Mapping, catalogue: Catalogue, accounts: Sequence[HostAccount] = ()
) -> tuple[MissingRow, ...]:
    """Every row that is missing, or leads to something inactive, gone or renamed; empty when the document can be sent.

    accounts: the host's chart. With it, every account that the document posts to is looked at, except those that never
    need a row (tax goes through the tax map); without it, only the accounts that the document names on its lines and
    as its banks.
    """
    chart = {account.code: account for account in accounts}
    used = rows_used(document, mapping, catalogue, accounts)
    found = (_judge(section, code, chart, mapping, catalogue) for section, code in used)
    return tuple(row for row in found if row is not None)


def rows_used(
    document: Document, mapping: Mapping, catalogue: Catalogue, accounts: Sequence[HostAccount] = ()
) -> tuple[Key, ...]:
    """Every row that a document goes through with these switches, as (section, host code), whether it is there or not.

    accounts: as for `missing_rows`.
    """
    chart = {account.code: account for account in accounts}
    foreign = document.currency not in ("", catalogue.company.home_currency)
    return (
        *((("setting", BANK_TRANSFERS),) if _meets_in_transfers(document) else ()),
        *(("account", code) for code in _codes(document, mapping, chart)),
        *(("tax", code) for code in _tax_codes(document)),
        *((("currency", document.currency),) if foreign else ()),
    )


def row_name(section: str, host_code: str, accounts: Iterable[HostAccount]) -> str:
    """What the words of a document that waits for a row call that row, so that such documents are found by it."""
    if section == "setting":
        return "The Bank transfers account"
    if section == "account":
        name = next((account.name for account in accounts if account.code == host_code), "")
        return f"Account {host_code} {name}".rstrip()
    return f"{'Tax code' if section == 'tax' else 'Currency'} {host_code}"


def count_by_row(
    documents: Iterable[Document], mapping: Mapping, catalogue: Catalogue, accounts: Sequence[HostAccount]
) -> Counter[Key]:
    """(section, host code) -> how many of these documents wait for that row."""
    return Counter(row.key for document in documents for row in missing_rows(document, mapping, catalogue, accounts))


def _meets_in_transfers(document: Document) -> bool:
    """Between trust banks nothing meets in the Bank transfers account."""
    return isinstance(document, BankTransfer) and document.ref.kind is not Kind.TRUST_BANK_TRANSFER


def _codes(document: Document, mapping: Mapping, chart: dict[str, HostAccount]) -> tuple[str, ...]:
    """Account codes that need a row, each once, in the order in which the document names them."""
    posted = (posting.account for posting in document.postings if posting.account in chart)
    named = dict.fromkeys((*_named(document), *posted))
    return tuple(code for code in named if code and _needs_row(chart.get(code), mapping))


def _named(document: Document) -> Iterator[str]:
    if isinstance(document, Invoice):
        yield from (line.account for line in document.lines)
    if isinstance(document, Payment | Refund):
        yield document.account
    if isinstance(document, PaymentFromTrust):
        yield from (document.trust_account, document.trust_liability)
    if isinstance(document, BankTransfer):
        yield from (document.from_account, document.to_account)
    if isinstance(document, TrustEntry):
        yield from (document.bank_account, document.liability_account)


def _needs_row(account: HostAccount | None, mapping: Mapping) -> bool:
    """Whether an account needs a row; one that the chart does not know is asked for by its code."""
    if account is None:
        return True
    if account.role in NEVER:
        return False
    return mapping.is_on(Switch.TRUST) or account.role not in TRUST_ROLES


def _tax_codes(document: Document) -> tuple[str, ...]:
    if not isinstance(document, Invoice):
        return ()
    return tuple(dict.fromkeys(line.tax_code for line in document.lines if line.tax_code))


def _judge(
    section: str, code: str, chart: dict[str, HostAccount], mapping: Mapping, catalogue: Catalogue
) -> MissingRow | None:
    if section == "tax":
        return _tax(code, mapping, catalogue)
    if section == "currency":
        return _currency(code, mapping, catalogue)
    name = row_name(section, code, [chart[code]] if code in chart else ())
    if section == "setting":
        return _target(section, code, name, mapping.bank_transfers_account, mapping, catalogue)
    found = _target(section, code, name, mapping.accounts.get(code, ""), mapping, catalogue)
    if found is None and code in chart and chart[code].role is Role.RECEIVABLE:
        words = second_receivable(catalogue)
        return MissingRow(section, code, words) if words else None
    return found


def _target(section: str, code: str, name: str, id_: str, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    if not id_:
        return MissingRow(section, code, f"{name} is not mapped to a QuickBooks account.")
    target = catalogue.by_id.get(id_)
    if target is None:
        return MissingRow(section, code, f"{name} is mapped to an account that QuickBooks no longer has.")
    if not target.active:
        return MissingRow(section, code, f"{name} is mapped to {target.path}, which is inactive in QuickBooks.")
    if former := former_name(mapping, target):
        return MissingRow(
            section,
            code,
            f"{name} is mapped to {former}, which is now called {target.path} in QuickBooks: save the mapping if it "
            "still stands for the same, or choose another.",
        )
    return None


def _tax(code: str, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    id_ = mapping.tax_codes.get(code, "")
    if not id_:
        return MissingRow("tax", code, f"Tax code {code} is not mapped to a QuickBooks tax code.")
    target = catalogue.tax_code(id_)
    if target is None or not target.active:
        return MissingRow("tax", code, f"Tax code {code} is mapped to one that is gone or inactive in QuickBooks.")
    return None


def _currency(code: str, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    if code not in mapping.currencies:
        return MissingRow("currency", code, f"Currency {code} is not mapped.")
    if not catalogue.company.multi_currency:
        words = f"QuickBooks keeps no currency but {catalogue.company.home_currency}: switch multicurrency on there, "
        return MissingRow("currency", code, f"{words}add {code}, then refresh.")
    return None
