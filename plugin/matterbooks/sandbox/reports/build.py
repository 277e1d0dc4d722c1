"""Every report the sandbox has, by its Reports API name."""

from collections.abc import Callable, Mapping

from matterbooks.sandbox.books.open_items import PAYABLE, RECEIVABLE, Side
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.account_list import account_list
from matterbooks.sandbox.reports.aged_detail import aged_detail
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.balance_sheet import balance_sheet
from matterbooks.sandbox.reports.general_ledger import general_ledger
from matterbooks.sandbox.reports.journal import journal
from matterbooks.sandbox.reports.model import Report
from matterbooks.sandbox.reports.party_summary import aged_summary, balance_summary
from matterbooks.sandbox.reports.period import ALL_DATES, Period
from matterbooks.sandbox.reports.profit_and_loss import profit_and_loss
from matterbooks.sandbox.reports.transaction_list import transaction_list
from matterbooks.sandbox.reports.trial_balance import trial_balance

Builder = Callable[[Company, Period, Asked], Report]
OfSide = Callable[[Company, str, Side, Period, Asked], Report]


def _of(make: OfSide, name: str, side: Side) -> tuple[str, Builder]:
    return name, lambda company, period, asked: make(company, name, side, period, asked)


BUILDERS: Mapping[str, Builder] = {
    "AccountList": account_list,
    "BalanceSheet": balance_sheet,
    "GeneralLedger": general_ledger,
    "JournalReport": journal,
    "ProfitAndLoss": profit_and_loss,
    "TransactionList": transaction_list,
    "TrialBalance": trial_balance,
    **dict(
        (
            _of(aged_detail, "AgedPayableDetail", PAYABLE),
            _of(aged_detail, "AgedReceivableDetail", RECEIVABLE),
            _of(aged_summary, "AgedPayables", PAYABLE),
            _of(aged_summary, "AgedReceivables", RECEIVABLE),
            _of(balance_summary, "CustomerBalance", RECEIVABLE),
            _of(balance_summary, "VendorBalance", PAYABLE),
        )
    ),
}


def build(company: Company, name: str, period: Period = ALL_DATES, asked: Asked = PLAIN) -> Report:
    """The report `name` of `company`. Raises: KeyError for a report that is not in :data:`BUILDERS`."""
    return BUILDERS[name](company, period, asked)
