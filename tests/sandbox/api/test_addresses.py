"""Each address of the Accounting API, as Intuit writes it."""

import pytest

from tests.sandbox.client import Client, invoice

ONE_INVOICE = "select * from Invoice"


@pytest.mark.parametrize("path", ["invoice", "Invoice", "INVOICE"])
def test_an_entity_is_made_and_changed_at_its_word(us: Client, path: str) -> None:
    made = us.post(path, invoice(5)).json()["Invoice"]
    changed = us.post(path, {**made, "PrivateNote": "changed"}).json()["Invoice"]
    assert (changed["Id"], changed["PrivateNote"]) == (made["Id"], "changed")


def test_one_record_is_read_by_its_id(us: Client) -> None:
    made = us.make("Invoice", invoice(5))
    assert us.get(f"invoice/{made['Id']}").json()["Invoice"] == made


def test_a_query_stands_in_the_address_or_is_the_raw_body(us: Client) -> None:
    us.make("Invoice", invoice(5))
    asked = us.get("query", query=ONE_INVOICE).json()["QueryResponse"]
    raw = us.session.post(us.url("query"), data=ONE_INVOICE, headers={"Content-Type": "application/text"})
    assert raw.json()["QueryResponse"] == asked
    assert len(asked["Invoice"]) == 1


def test_batch_changes_and_reports_have_addresses_of_their_own(us: Client) -> None:
    items = [{"bId": "1", "operation": "create", "Invoice": invoice(5)}]
    assert us.post("batch", {"BatchItemRequest": items}).json()["BatchItemResponse"][0]["bId"] == "1"
    since = us.sandbox.state.now().replace(microsecond=0).isoformat()
    answer = us.get("cdc", entities="Invoice,Bill", changedSince=since.replace("+00:00", "Z"))
    assert set(answer.json()) == {"CDCResponse", "time"}
    assert us.get("reports/TrialBalance").json()["Header"]["ReportName"] == "TrialBalance"


def test_company_and_preferences_are_read_without_an_id_of_their_own(us: Client) -> None:
    assert us.get(f"companyinfo/{us.realm}").json()["CompanyInfo"]["Country"] == "US"
    assert "AccountingInfoPrefs" in us.get("preferences").json()["Preferences"]


def test_an_exchange_rate_is_asked_for_by_currency_and_day(us: Client) -> None:
    us.control("preferences", {"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    us.make("CompanyCurrency", {"Code": "EUR"})
    us.make("ExchangeRate", {"SourceCurrencyCode": "EUR", "AsOfDate": "2026-01-31", "Rate": 1.25})
    answer = us.get("exchangerate", sourcecurrencycode="EUR", asofdate="2026-01-31")
    assert answer.json()["ExchangeRate"]["Rate"] == 1.25


def test_an_address_quickbooks_does_not_have_is_a_fault(us: Client) -> None:
    for path in ("nonsense", "nonsense/1", "invoice/1/2/3", ""):
        error = us.get(path).json()["Fault"]["Error"][0]
        assert error["code"] in {"500", "5030"}


def test_a_page_of_a_query_holds_100_objects_unless_more_are_asked_for_and_never_over_1000(us: Client) -> None:
    for start in range(0, 120, 30):
        items = [
            {"bId": str(number), "operation": "create", "Department": {"Name": f"Office {number}"}}
            for number in range(start, start + 30)
        ]
        us.post("batch", {"BatchItemRequest": items})
    assert us.query("select * from Department")["maxResults"] == 100
    assert us.query("select * from Department maxresults 1000")["maxResults"] == 120
    assert us.query_fault("select * from Department maxresults 1001")["code"].startswith("400")


def test_a_transaction_of_more_than_10000_lines_is_refused(us: Client) -> None:
    body = invoice(*[1] * 10_001)
    assert "at most 10000 lines" in us.fault("invoice", body)["Detail"]


def test_a_taxable_invoice_of_more_than_750_lines_is_refused(us: Client) -> None:
    taxed = {**invoice(*[1] * 751)}
    for line in taxed["Line"]:
        line["SalesItemLineDetail"]["TaxCodeRef"] = {"value": "TAX"}
    assert "at most 750 lines" in us.fault("invoice", taxed)["Detail"]
    taxed["Line"] = taxed["Line"][:750]
    assert us.make("Invoice", taxed)["TotalAmt"] >= 750
