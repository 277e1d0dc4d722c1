"""The Transaction List by Date: one row for each transaction, also for those that post nothing.

Each row shows the transaction's own account (the first it posts to), the account on the other side, and the amount in
the natural sign of its own account (Intuit: sample of the Reports API, exports).
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from matterbooks.sandbox.books.ledger import JournalLine
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import TRANSACTIONS, reference
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.money import to_cents
from matterbooks.sandbox.reports.asked import PLAIN, Asked
from matterbooks.sandbox.reports.chart import Chart
from matterbooks.sandbox.reports.filters import Filter
from matterbooks.sandbox.reports.line_cells import SPLIT, Layered
from matterbooks.sandbox.reports.lines import Writer, transactions
from matterbooks.sandbox.reports.model import Cell, Cells, Report, Row
from matterbooks.sandbox.reports.period import Period
from matterbooks.sandbox.reports.words import transaction_word
from matterbooks.sandbox.schema import Record

AMOUNT = "subt_nat_home_amount"


def transaction_list(company: Company, period: Period, asked: Asked = PLAIN) -> Report:
    """The transactions of `period` by date and id, unless another order was asked for."""
    with company.lock:
        rows = [*_posted(company, period, asked), *_unposted(company, period, asked)]
        rows.sort(key=lambda row: (str(row.cells["tx_date"].value), int(row.cells["txn_type"].id or 0)))
        return Report(
            name="TransactionList",
            company=company.name,
            country=company.country,
            currency=company.home_currency,
            made=company.now(),
            period=period,
            body=tuple(asked.ordered(rows)),
            total={AMOUNT: Cell(sum(row.cells[AMOUNT].cents() for row in rows))},
            basis="",
            filters=asked.header,
        )


def _posted(company: Company, period: Period, asked: Asked) -> Iterator[Row]:
    wanted = asked.columns - {"dept_name"} | _located(company)
    writer = Writer(company, Chart(company), wanted)
    passes = Filter(company, asked).passes
    for whole in transactions(company.lines(period.start, period.end)):
        first = whole[0]
        if _in_days(asked, first.create_time, first.last_modified) and any(map(passes, whole)):
            yield Row(_cells(writer, first, whole))


def _located(company: Company) -> frozenset[str]:
    """The column of locations where the company tracks them; elsewhere it stays empty."""
    return frozenset({"dept_name"} if company.preference("AccountingInfoPrefs", "TrackDepartments") is True else ())


def _in_days(asked: Asked, created: datetime, modified: datetime) -> bool:
    return asked.created.hold(created) and asked.modified.hold(modified)


def _cells(writer: Writer, first: JournalLine, whole: list[JournalLine]) -> Cells:
    cells = writer.cells(first, whole)
    more = {
        "is_no_post": Cell("Yes"),
        "memo": cells["txn_memo"],
        "other_account": cells["split_acc"],
        AMOUNT: cells["subt_nat_amount"],
    }
    return Layered(cells, more)


def _unposted(company: Company, period: Period, asked: Asked) -> Iterator[Row]:
    """Estimates and whatever else is dated and posts nothing; they stand on accounts receivable (assumed)."""
    if asked.accounts or asked.classes:
        return
    names = {one["Id"]: str(one.get("FullyQualifiedName") or one["DisplayName"]) for one in company.names()}
    account = next((one for one in company.accounts() if one["AccountType"] == "Accounts Receivable"), {"Id": ""})
    own = Cell(account.get("FullyQualifiedName", ""), account["Id"])
    for kind in (one for one in REGISTRY.values() if one.id_line == TRANSACTIONS and not one.posts):
        for record in company.entities(kind.name):
            if _passes(record, period, asked):
                word = transaction_word(kind.name, record, company.country)
                yield Row(_record_cells(record, word, kind.number(record), names, own))


def _passes(record: Record, period: Period, asked: Asked) -> bool:
    day, meta = date.fromisoformat(record["TxnDate"]), record["MetaData"]
    stamps = (datetime.fromisoformat(meta[name]) for name in ("CreateTime", "LastUpdatedTime"))
    return (
        (period.start is None or day >= period.start)
        and (period.end is None or day <= period.end)
        and (not asked.names or reference(record, "CustomerRef") in asked.names)
        and (not asked.departments or reference(record, "DepartmentRef") in asked.departments)
        and _in_days(asked, *stamps)
    )


def _record_cells(record: Record, word: str, number: str, names: dict[str, str], own: Cell) -> Cells:
    party = reference(record, "CustomerRef")
    location = record.get("DepartmentRef") or {}
    meta = record["MetaData"]
    return {
        "tx_date": Cell(date.fromisoformat(record["TxnDate"])),
        "txn_type": Cell(word, record["Id"]),
        "doc_num": Cell(number),
        "is_no_post": Cell("No"),
        "name": Cell(names.get(party, ""), party),
        "dept_name": Cell(location.get("name", ""), location.get("value", "")),
        "memo": Cell(str(record.get("PrivateNote", ""))),
        "account_name": own,
        "other_account": Cell(SPLIT, ""),
        AMOUNT: Cell(to_cents(Decimal(record.get("HomeTotalAmt") or record["TotalAmt"]))),
        "create_date": Cell(datetime.fromisoformat(meta["CreateTime"])),
        "last_mod_date": Cell(datetime.fromisoformat(meta["LastUpdatedTime"])),
    }
