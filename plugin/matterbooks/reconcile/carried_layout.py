"""Where a workbook keeps what the next run reads back: names of sheets, headings, labels and columns."""

from __future__ import annotations

SUMMARY, FINDINGS, INPUTS = "Summary and sign-off", "Findings", "Inputs"
"""The sheets that are read back."""

COMPANY, REALM, RUN, FROM, TO, AS_OF, COUNT, PRINT = (
    "Company", "Realm", "Run id", "Compared from", "Compared to", "Ages count to", "Findings in this workbook",
    "Fingerprint of the control totals",
)  # fmt: skip
"""Labels in the first column of the summary; the value stands in the second."""

COUNT_CLEARED, COUNT_OUTSIDE = "Cleared findings listed below them", "Findings of other days listed below them"
"""Labels of how many rows the second and third table of the findings have."""

RESIDUE, MATERIALITY = "Residue left unexplained", "Materiality"
"""Labels of the amounts that decide, with the findings, whether a run can be signed."""

UNBALANCED = "Files that do not agree with their own totals"
"""The label of how many there are; one is enough against signing."""

NOT_EXAMINED, AFTER_SIGNING, SIGN_OFF = "Not examined", "Changed after sign-off", "Sign-off"
PREPARED, REVIEWED = "Prepared by", "Reviewed by"
"""Headings and labels of what people fill in on the summary."""

CLEARED = "Cleared since the previous workbook"
OUTSIDE = "From earlier workbooks, dated outside what this run compared"
"""Headings of the second and third table of the findings."""

TOTALS, SIGNED = "Control totals by account", "Signed periods"
"""Headings of tables of the inputs."""

TOTALS_COLUMNS = ("Account", "Side", "Run", "Debits", "Credits")
SIGNED_COLUMNS = ("Run", "From", "To", "Reviewed by", "Reviewed on", "Fingerprint")
SIGN_OFF_COLUMNS = ("", "Name", "Date", "Note")
NOTE = "Why that is acceptable"
"""The column in which people answer for what was not examined, or changed after it was signed."""

ITEM_COLUMNS = (
    "Id", "Severity", "Cause", "Records", "Amount", "Oldest", "Latest", "First seen", "Ledger ids", "QuickBooks ids",
    "Status", "Owner", "Comment", "Decision", "Print",
)  # fmt: skip
"""What every table of findings has at least."""

OUTSIDE_COLUMNS = (*ITEM_COLUMNS, "Last seen")
CLEARED_COLUMNS = (*OUTSIDE_COLUMNS, "Cleared since", "Now told as")
BETWEEN = ", "
"""What stands between ids in one cell."""
