"""The most that a report may hold: 400,000 cells (Intuit).

A list is cut there and ends with a row that says so, under status 200; a statement or summary, which means nothing
without its totals, is refused with 10100 (Intuit names both, and not which comes when: assumed).
"""

from collections.abc import Iterable, Iterator

from matterbooks.sandbox.faults import Problem, ServiceFault
from matterbooks.sandbox.reports.json_cells import Json

MOST_CELLS = 400_000
CUT = "Unable to display more data. Please reduce the date range."


def cut(rows: Iterable[Json], most: int) -> list[Json]:
    """`rows` as far as their data fit into `most` cells, and the row that says that there were more."""
    return list(_Cut(most).rows(rows))


def refuse_if_above(rows: list[Json], most: int) -> None:
    """Raise: ServiceFault 10100 if the data of `rows` hold more than `most` cells."""
    if _count(rows) > most:
        detail = "Result Set Big Error : Report too large, please customize"
        raise ServiceFault(Problem("10100", "Result Set Big Error", detail, ""))


def _count(rows: Iterable[Json]) -> int:
    return sum(len(row.get("ColData", ())) + _count(row.get("Rows", {}).get("Row", ())) for row in rows)


class _Cut:
    """Takes rows until there is no room left."""

    def __init__(self, left: int) -> None:
        self._left = left
        self._full = False

    def rows(self, rows: Iterable[Json]) -> Iterator[Json]:
        for row in rows:
            if self._full:
                return
            if "Rows" in row:
                yield self._section(row)
            else:
                yield self._row(row)

    def _section(self, row: Json) -> Json:
        inside = list(self.rows(row["Rows"]["Row"]))
        left = {name: value for name, value in row.items() if name != "Summary" or not self._full}
        return {**left, "Rows": {"Row": inside}}

    def _row(self, row: Json) -> Json:
        width = len(row.get("ColData", ()))
        self._left -= width
        self._full = self._left < 0
        if not self._full:
            return row
        return {"ColData": [{"value": CUT}, *({"value": ""} for _ in range(width - 1))], "type": "Data"}
