"""Bank lines and cash-book entries find each other one to one and one to many, and never by guessing."""

from __future__ import annotations

from datetime import date
from random import Random

from matterbooks.reconcile.trust.bank_match import BankMatch, Entry, match_bank
from matterbooks.reconcile.trust.inputs import Line


def line(day: int, cents: int, reference: str = "", description: str = "") -> Line:
    """A line of a statement in October."""
    return Line("s.csv", day, "1050", date(2026, 10, day), cents, reference, description)


def entry(number: str, day: int, cents: int, party: str = "") -> Entry:
    """An entry of the cash book in October."""
    kind = "trust_receipt" if cents > 0 else "trust_payment"
    return Entry(kind, number, number, date(2026, 10, day), party, "", cents)


def told(match: BankMatch) -> list[tuple[str, list[int], list[str]]]:
    """Rule, days of the lines and numbers of the entries of each pair."""
    return [
        (pair.rule, [one.date.day for one in pair.lines], [one.number for one in pair.entries]) for pair in match.pairs
    ]


def test_a_reference_decides_between_equal_amounts_whatever_their_dates() -> None:
    match = match_bank([line(9, -5_000, "1002")], [entry("TPAY-1001", 9, -5_000), entry("TPAY-1002", 2, -5_000)])
    assert told(match) == [("reference and amount", [9], ["TPAY-1002"])]
    assert [one.number for one in match.entries] == ["TPAY-1001"]


def test_a_name_in_the_description_decides_before_the_nearer_date() -> None:
    entries = [entry("A", 5, 5_000, "Amelia Hartwell"), entry("B", 4, 5_000, "Patrick Delaney")]
    match = match_bank([line(5, 5_000, "", "DEPOSIT PATRICK DELANEY")], entries)
    assert told(match) == [("amount and date", [5], ["B"])]


def test_identical_movements_pair_in_the_order_of_their_dates() -> None:
    match = match_bank([line(6, 900), line(7, 900)], [entry("A", 6, 900), entry("B", 7, 900), entry("C", 8, 900)])
    assert told(match) == [("amount and date", [6], ["A"]), ("amount and date", [7], ["B"])]
    assert [one.number for one in match.entries] == ["C"]


def test_a_receipt_is_not_found_weeks_later_but_a_cheque_is() -> None:
    match = match_bank([line(28, 900), line(29, -700)], [entry("TR", 2, 900), entry("TP", 2, -700)])
    assert told(match) == [("amount, a late cheque", [29], ["TP"])]
    assert ([one.cents for one in match.lines], [one.number for one in match.entries]) == ([900], ["TR"])


def test_one_deposit_slip_is_the_receipts_of_one_day() -> None:
    entries = [entry("A", 5, 300), entry("B", 5, 450), entry("C", 6, 100)]
    match = match_bank([line(7, 750)], entries)
    assert told(match) == [("one line, several entries", [7], ["A", "B"])]


def test_one_payment_that_the_bank_shows_in_two_lines() -> None:
    match = match_bank([line(5, -400), line(5, -600)], [entry("A", 4, -1_000)])
    assert told(match) == [("one entry, several lines", [5, 5], ["A"])]


def test_two_combinations_that_both_fit_are_left_to_a_person() -> None:
    entries = [entry("A", 3, 300), entry("B", 4, 450), entry("C", 5, 200), entry("D", 6, 550)]
    match = match_bank([line(7, 750)], entries)
    assert match.pairs == ()
    assert len(match.lines) == 1


def test_the_same_number_under_another_amount_is_one_item_and_not_two() -> None:
    match = match_bank([line(5, -2_500, "TPAY-7")], [entry("TPAY-7", 4, -2_000), entry("TPAY-8", 4, -1_900)])
    assert told(match) == [("reference, other amount", [5], ["TPAY-7"])]
    assert match.pairs[0].difference == -500


def test_an_amount_that_merely_differs_is_not_taken_for_the_same_item() -> None:
    match = match_bank([line(5, -2_500)], [entry("A", 5, -1_900, "Amelia Hartwell")])
    assert match.pairs == ()


def test_a_payment_never_pairs_with_a_receipt() -> None:
    match = match_bank([line(5, 2_500, "77123")], [entry("77123", 5, -2_500)])
    assert match.pairs == ()


def test_no_order_of_either_side_changes_anything() -> None:
    rng = Random(3)
    lines = [line(rng.randint(1, 28), rng.choice((500, 700, -900, 1_200))) for _ in range(40)]
    entries = [entry(f"E{n}", rng.randint(1, 28), rng.choice((500, 700, -900, 1_200))) for n in range(40)]
    before = match_bank(lines, entries)
    rng.shuffle(lines)
    rng.shuffle(entries)
    after = match_bank(lines, entries)
    assert sorted(told(after)) == sorted(told(before))
    assert {one.number for one in after.entries} == {one.number for one in before.entries}
