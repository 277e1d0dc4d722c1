"""The ZIP of Settings > Export data: a classic workbook for each report and list."""

import io
import zipfile
from collections.abc import Mapping

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.exports.download import Download, download_classic
from matterbooks.sandbox.reports.period import ALL_DATES, Period

MEMBERS: Mapping[str, str] = {
    "JournalReport": "Journal.xlsx",
    "GeneralLedger": "General_ledger.xlsx",
    "TrialBalance": "Trial_balance.xlsx",
    "BalanceSheet": "Balance_sheet.xlsx",
    "ProfitAndLoss": "Profit_and_loss.xlsx",
}
"""Reports and the names of their files (Intuit: Export data)."""


def export_data(company: Company, period: Period = ALL_DATES) -> Download:
    """The archive of `company`."""
    held = io.BytesIO()
    with company.lock, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in MEMBERS.items():
            archive.writestr(member, download_classic(company, name, period).body)
    return Download(f"{company.name}.zip", held.getvalue(), "application/zip")
