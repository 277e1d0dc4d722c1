"""Every report the sandbox has, by its Reports API name."""

from collections.abc import Callable, Mapping

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.reports.account_list import account_list
from matterbooks.sandbox.reports.general_ledger import general_ledger
from matterbooks.sandbox.reports.journal import journal
from matterbooks.sandbox.reports.model import Report
from matterbooks.sandbox.reports.period import ALL_DATES, Period
from matterbooks.sandbox.reports.trial_balance import trial_balance

BUILDERS: Mapping[str, Callable[[Company, Period], Report]] = {
    "AccountList": account_list,
    "GeneralLedger": general_ledger,
    "JournalReport": journal,
    "TrialBalance": trial_balance,
}


def build(company: Company, name: str, period: Period = ALL_DATES) -> Report:
    """The report `name` of `company`. Raises: KeyError for a report that is not in :data:`BUILDERS`."""
    return BUILDERS[name](company, period)
