"""The activity screen asks the database as often for many records as for few, and looks for a firm's by index."""

from __future__ import annotations

from sqlalchemy import event

from tests.web.practice import Browser, Practice


def statements(practice: Practice, browser: Browser, path: str) -> list[str]:
    """What our own tables are asked while this page is made."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    engine = practice.mount.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [statement for statement in asked if "matterbooks_" in statement]


def journals(practice: Practice, first: int, last: int) -> None:
    """Post these; each is listed as skipped."""
    for number in range(first, last):
        practice.post(practice.paper().journal(f"J{number}", "1.00"))
    practice.drain()


def test_pages_ask_no_more_for_many_records_than_for_few(practice: Practice, mapped: Browser) -> None:
    journals(practice, 0, 2)
    paths = ("/activity", "/activity?q=J1&state=skipped", "/", "/unlock", "/mapping")
    few = {path: len(statements(practice, mapped, path)) for path in paths}
    journals(practice, 2, 70)
    assert {path: len(statements(practice, mapped, path)) for path in paths} == few


def test_the_list_is_read_by_index(practice: Practice, mapped: Browser) -> None:
    journals(practice, 0, 2)
    listing = [one for one in statements(practice, mapped, "/activity") if "LIMIT" in one]
    with practice.mount.store.read() as session:
        for statement in listing:
            values = tuple("ashgrove" for _ in range(statement.count("?")))
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            scans = [row[3] for row in plan if row[3].startswith("SCAN matterbooks_") and "INDEX" not in row[3]]
            assert scans == [], scans
