"""What the fields of a form choose from: what is active, or stands in the form already."""

from collections.abc import Iterator

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages.form import Form
from matterbooks.sandbox.pages.shapes import Shape
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.trial_balance import ORDER
from matterbooks.sandbox.schema import Record

Options = list[tuple[str, str]]
PARTIES = {"customers": "Customer", "vendors": "Vendor", "employees": "Employee"}


def lists(company: Company, shape: Shape, form: Form) -> dict[str, Options]:
    """Id and words of each choice, by the name of the list."""
    used = {value for part in (form.head, *form.lines) for value in part.values()}

    def named(kind: str, field: str) -> Options:
        return [(one["Id"], str(one.get(field) or one["DisplayName"])) for one in _there(company, kind, used)]

    parties = {name: named(kind, "FullyQualifiedName") for name, kind in PARTIES.items()}
    return {
        **parties,
        "names": parties["customers"] + parties["vendors"],
        "payees": parties["vendors"] + parties["customers"] + parties["employees"],
        "accounts": _accounts(company, ORDER, used),
        "own_accounts": _accounts(company, shape.among or ORDER, used),
        "items": named("Item", "Name"),
        "taxes": named("TaxCode", "Name"),
    }


def _accounts(company: Company, types: tuple[str, ...], used: set[str]) -> Options:
    chart = Chart(company)
    there = {one["Id"] for one in _there(company, "Account", used)}
    fit = [one for one in chart.by_type(ORDER) if chart.accounts[one]["AccountType"] in types or one in used]
    return [(one, chart.full(one)) for one in fit if one in there]


def _there(company: Company, kind: str, used: set[str]) -> Iterator[Record]:
    return (one for one in company.entities(kind) if one.get("Active", True) or one["Id"] in used)
