"""Which rows a document needs and the mapping lacks: all of them at once, so that one visit mends the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matterbooks.ledger.documents import BankTransfer, Document, Invoice, Payment, PaymentFromTrust, Refund
from matterbooks.ledger.source import HostAccount, Role
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.requirements import BANK_TRANSFERS, NEVER
from matterbooks.values import Switch


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One row that a document waits for; words are a sentence that names it and says what is wrong with it."""

    section: str
    host_code: str
    words: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells the row apart: its section and host code."""
        return self.section, self.host_code


def missing_rows(
    document: Document, mapping: Mapping, catalogue: Catalogue, accounts: Sequence[HostAccount] = ()
) -> tuple[MissingRow, ...]:
    """Every row that is missing or leads to something inactive; empty when the document can be sent.

    accounts: the host's chart. With it, every account that the document posts to is looked at, except those that never
    need a row (tax goes through the tax map); without it, only the accounts that the document names on its lines and
    as its bank.
    """
    chart = {account.code: account for account in accounts}
    rows = (
        *_transfers(document, mapping, catalogue),
        *(_account(chart, code, mapping, catalogue) for code in _codes(document, mapping, chart)),
        *(_tax(code, mapping, catalogue) for code in _tax_codes(document)),
        _currency(document, mapping, catalogue),
    )
    return tuple(row for row in rows if row is not None)


def count_by_row(
    documents: Iterable[Document], mapping: Mapping, catalogue: Catalogue, accounts: Sequence[HostAccount]
) -> Counter[tuple[str, str]]:
    """(section, host code) -> how many of these documents wait for that row."""
    return Counter(row.key for document in documents for row in missing_rows(document, mapping, catalogue, accounts))


def _codes(document: Document, mapping: Mapping, chart: dict[str, HostAccount]) -> tuple[str, ...]:
    """Account codes that need a row, each once, in the order in which the document names them."""
    posted = (posting.account for posting in document.postings if posting.account in chart)
    named = dict.fromkeys((*_named(document), *posted))
    return tuple(code for code in named if _needs_row(chart.get(code), mapping))


def _named(document: Document) -> Iterator[str]:
    if isinstance(document, Invoice):
        yield from (line.account for line in document.lines)
    if isinstance(document, Payment | Refund):
        yield document.account
    if isinstance(document, PaymentFromTrust):
        yield from (document.trust_account, document.trust_liability)


def _needs_row(account: HostAccount | None, mapping: Mapping) -> bool:
    """Whether an account needs a row; one that the chart does not know is asked for by its code."""
    if account is None:
        return True
    if account.role in NEVER:
        return False
    return mapping.is_on(Switch.TRUST) or account.role not in _TRUST


def _account(chart: dict[str, HostAccount], code: str, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    name = f"{code} {chart[code].name}" if code in chart else code
    return _target("account", code, f"Account {name}", mapping.accounts.get(code, ""), catalogue)


def _target(section: str, code: str, name: str, id_: str, catalogue: Catalogue) -> MissingRow | None:
    if not id_:
        return MissingRow(section, code, f"{name} is not mapped to a QuickBooks account.")
    target = catalogue.by_id.get(id_)
    if target is None:
        return MissingRow(section, code, f"{name} is mapped to an account that QuickBooks no longer has.")
    if not target.active:
        return MissingRow(section, code, f"{name} is mapped to {target.path}, which is inactive in QuickBooks.")
    return None


def _transfers(document: Document, mapping: Mapping, catalogue: Catalogue) -> Iterator[MissingRow | None]:
    if isinstance(document, BankTransfer):
        yield _target(
            "setting", BANK_TRANSFERS, "The Bank transfers account", mapping.bank_transfers_account, catalogue
        )


def _tax_codes(document: Document) -> tuple[str, ...]:
    if not isinstance(document, Invoice):
        return ()
    return tuple(dict.fromkeys(line.tax_code for line in document.lines if line.tax_code))


def _tax(code: str, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    id_ = mapping.tax_codes.get(code, "")
    if not id_:
        return MissingRow("tax", code, f"Tax code {code} is not mapped to a QuickBooks tax code.")
    target = catalogue.tax_code(id_)
    if target is None or not target.active:
        return MissingRow("tax", code, f"Tax code {code} is mapped to one that is gone or inactive in QuickBooks.")
    return None


def _currency(document: Document, mapping: Mapping, catalogue: Catalogue) -> MissingRow | None:
    if document.currency in ("", catalogue.company.home_currency) or document.currency in mapping.currencies:
        return None
    return MissingRow("currency", document.currency, f"Currency {document.currency} is not mapped.")


_TRUST = frozenset({Role.TRUST_BANK, Role.TRUST_LIABILITY, Role.TRUST_TRANSFERS, Role.STATUTORY_DEPOSIT})
