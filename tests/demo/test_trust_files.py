"""The demonstration's bank statement and matter trial lists agree with the practice's own books."""

from __future__ import annotations

import calendar
import datetime as dt
from pathlib import Path

from matterbooks.demo.chart import TRUST_BANK, TRUST_LIABILITY
from matterbooks.demo.seed import month
from matterbooks.demo.services.ledger import balances
from matterbooks.demo.tour.trust_files import write_bank, write_matters
from matterbooks.reconcile.trust.inputs import STATEMENT
from matterbooks.reconcile.trust.reading import read_trust
from tests.demo.practice import NOW, TODAY, fresh

FIRST = TODAY.replace(day=1)
LAST = TODAY.replace(day=calendar.monthrange(TODAY.year, TODAY.month)[1])


def test_the_bank_shows_the_month_and_the_lists_hold_what_is_owed_to_clients(tmp_path: Path) -> None:
    with fresh() as (work, outbox):
        list(month(work.session, outbox, today=TODAY, clock=lambda: NOW))
        bank = write_bank(work.session, FIRST, LAST, tmp_path)
        matters = write_matters(work.session, (FIRST - dt.timedelta(days=1), LAST), tmp_path)
        held, before = balances(work.session), balances(work.session, before=FIRST)
    given = read_trust([bank], [matters])
    assert given is not None
    sums = {
        day: sum(row.cents for row in given.matters if row.as_of == day) for day in {m.as_of for m in given.matters}
    }
    assert sums == {LAST: -held[TRUST_LIABILITY] * 100, FIRST - dt.timedelta(days=1): -before[TRUST_LIABILITY] * 100}
    closing = {b.account: b.cents for b in given.balances if b.kind == STATEMENT and b.date == LAST}
    assert closing[TRUST_BANK] != held[TRUST_BANK] * 100
    assert any(line.description == "BRANCH DEPOSIT" for line in given.lines)
    assert any(line.description.startswith("CHQ") for line in given.lines)
