"""The company as it is stored: what was written is read again, also by a newer version than the one that wrote it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.mapping.rights import Grant, Right
from matterbooks.store.catalogue_json import from_json, to_json

COMPANY = Company("Lovelace Law", "AU", "AUD", closing_date=date(2025, 12, 31), purchase_numbers=True)
CODE = QuickBooksTaxCode(
    "10",
    "GST",
    (TaxRate("20", "GST on income", Decimal("10.0")),),
    purchase_rates=(TaxRate("22", "GST on purchases", Decimal("2.5")),),
)
CATALOGUE = Catalogue(
    COMPANY,
    (QuickBooksAccount("79", "Fees", "Fees", "Income"),),
    (CODE,),
    datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    (Right("Invoice", Grant.SEEN), Right("Bill", Grant.UNKNOWN, "QuickBooks did not answer")),
)


def test_what_was_written_is_read_again() -> None:
    assert from_json(json.loads(json.dumps(to_json(CATALOGUE)))) == CATALOGUE


def test_what_an_older_version_wrote_is_read_with_what_it_did_not_know_left_out() -> None:
    written = to_json(CATALOGUE)
    del written["rights"]
    del written["company"]["purchase_numbers"], written["tax_codes"][0]["purchase_rates"]
    found = from_json(written)
    assert found.company == replace(COMPANY, purchase_numbers=False)
    assert found.rights == ()
    assert found.tax_codes == (replace(CODE, purchase_rates=()),)


def test_what_a_newer_version_wrote_is_read_as_far_as_it_is_known() -> None:
    written = to_json(CATALOGUE)
    written["company"]["of_tomorrow"] = written["accounts"][0]["of_tomorrow"] = True
    assert from_json(written) == CATALOGUE
