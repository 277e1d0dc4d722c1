"""The query language: what it finds, how it pages, and how it refuses."""

from collections.abc import Iterator

import pytest

from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.server import Sandbox
from tests.sandbox.client import TIMEOUT, Client, invoice, payment


@pytest.fixture(scope="module")
def books() -> Iterator[Client]:
    """Twelve invoices of two customers; nothing in this module writes."""
    with Sandbox() as running, Client(running) as client:
        client.make("Customer", {"DisplayName": "O'Hara & Co", "GivenName": "Pat"})
        for number in range(1, 13):
            day = f"2026-03-{number:02}"
            client.make(
                "Invoice",
                invoice(number * 10, customer="1" if number % 2 else "63", DocNumber=f"N{number}", TxnDate=day),
            )
        client.make("Payment", payment(5))
        client.make("Customer", {"Id": "58", "SyncToken": "0", "sparse": True, "Active": False})
        yield client


def found(books: Client, text: str) -> list[str]:
    response = books.query(f"select DocNumber from Invoice {text}")
    return [one["DocNumber"] for one in response.get("Invoice", [])]


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ("where DocNumber = 'n3'", ["N3"]),
        ("where DocNumber IN ('N1', 'N2', 'zzz')", ["N1", "N2"]),
        ("where DocNumber LIKE 'N1%'", ["N1", "N10", "N11", "N12"]),
        ("where DocNumber like '%2'", ["N2", "N12"]),
        ("where TotalAmt > '100'", ["N11", "N12"]),
        ("where TotalAmt >= '100' and CustomerRef = '63'", ["N10", "N12"]),
        ("where TxnDate < '2026-03-03'", ["N1", "N2"]),
        ("where TxnDate <= '2026-03-02' AND TotalAmt != '10'", ["N2"]),
        ("where Id = '4'", ["N4"]),
        ("where Id > '10' orderby TxnDate desc", ["N12", "N11"]),
        ("orderby TotalAmt DESC maxresults 2", ["N12", "N11"]),
        ("orderby CustomerRef, TotalAmt desc maxresults 2", ["N11", "N9"]),
        ("order by TxnDate startposition 11 maxresults 5", ["N11", "N12"]),
        ("where MetaData.LastUpdatedTime > '2000-01-01T00:00:00-08:00' maxresults 1", ["N1"]),
        ("where MetaData.LastUpdatedTime > '2000-01-01' maxresults 1", ["N1"]),
        ("where MetaData.CreateTime < '2999-01-01T00:00:00Z' maxresults 1", ["N1"]),
        ("where MetaData.LastUpdatedTime > '2999-01-01T00:00:00+10:00'", []),
        ("where TxnDate = '2026-03-03T23:00:00-08:00'", ["N3"]),
        ("where Id IN ('2', '1', '2', '999')", ["N1", "N2"]),
        ("WHERE docnumber = 'N3' AND totalamt = '30.00'", ["N3"]),
        ("where DocNumber LIKE 'N_'", []),
        ("where DocNumber != 'n1' maxresults 1", ["N2"]),
        ("where TotalAmt in ('20', '30')", ["N2", "N3"]),
        ("where DocNumber = 'nobody'", []),
    ],
)
def test_what_a_condition_finds(books: Client, where: str, numbers: list[str]) -> None:
    assert found(books, where) == numbers


def test_a_page_says_where_it_starts_and_how_many_it_holds(books: Client) -> None:
    page = books.query("select * from Invoice startposition 3 maxresults 4")
    assert (page["startPosition"], page["maxResults"], len(page["Invoice"])) == (3, 4, 4)
    assert "totalCount" not in page
    assert books.query("SELECT COUNT(*) FROM invoice WHERE TotalAmt > '100'") == {"totalCount": 2}
    assert books.query("select * from Invoice where DocNumber = 'x'") == {}


def test_columns_come_back_alone_and_sparse(books: Client) -> None:
    one = books.query("select Id, accounttype from Account where Id = '35'")["Account"][0]
    assert one == {"Id": "35", "AccountType": "Bank", "domain": "QBO", "sparse": True}
    code = books.query("select Id, Name, SalesTaxRateList from TaxCode")["TaxCode"][0]
    assert "SalesTaxRateList" not in code


def test_a_quote_is_written_with_a_backslash(books: Client) -> None:
    query = r"select * from Customer where DisplayName = 'O\'Hara & Co'"
    assert books.query(query)["Customer"][0]["GivenName"] == "Pat"
    assert books.query_fault("select * from Customer where DisplayName = 'O''Hara & Co'")["code"] == "4000"


def test_inactive_names_are_left_out_unless_asked_for(books: Client) -> None:
    def ids(where: str) -> set[str]:
        page = books.query(f"select Id from Customer {where} maxresults 1000")
        return {one["Id"] for one in page["Customer"]}

    everybody = ids("where Active IN (true, false)")
    assert everybody - ids("") == ids("where Active = false") == {"58"}
    assert ids("") == ids("where Active = true")


def test_the_pseudo_tax_codes_have_no_active(books: Client) -> None:
    assert {one["Id"] for one in books.query("select * from TaxCode")["TaxCode"]} == {
        *("TAX", "NON", "CustomSalesTax"),
        *("2", "3"),
    }
    active = books.query("select * from TaxCode where Active = true")["TaxCode"]
    assert {one["Id"] for one in active} == {"2", "3"}


def test_a_balance_can_be_asked_for(books: Client) -> None:
    assert books.query("select Id from Customer where Balance > '400'")["Customer"][0]["Id"] == "63"


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        (
            "select * from Invoice startposition 0",
            "4001",
            "QueryValidationError: value 0 is too small. Min allowed value is 1",
        ),
        ("select * from Invoice maxresults 1001", "4001", "QueryValidationError: value 1001 is too large"),
        (
            "select * from Invoice where PrivateNote = 'x'",
            "4001",
            "QueryValidationError: property 'PrivateNote' is not quer",
        ),
        ("select * from Payment where DocNumber = 'x'", "4001", "QueryValidationError: property 'DocNumber' is not"),
        ("select * from Invoice where Colour = 'x'", "4001", "QueryValidationError: Property Colour not found"),
        ("select Colour from Invoice", "4001", "QueryValidationError: Property Colour not found"),
        ("select * from Nothing", "4001", "QueryValidationError: Metadata not found for Entity: Nothing"),
        ("select * from Tag", "5030", "Feature Not Supported Error"),
        ("select * from Invoice where TotalAmt > 'much'", "4001", "QueryValidationError: value much is not a number"),
        ("select * from Invoice where TotalAmt > 'NaN'", "4001", "QueryValidationError: value NaN is not a number"),
        ("select * from Invoice where TxnDate > 'May'", "4001", "QueryValidationError: value May is not a date"),
        (
            "select * from Invoice where MetaData.CreateTime > 'x'",
            "4001",
            "QueryValidationError: value x is not a date and time",
        ),
        ("select * from Invoice orderby PrivateNote", "4001", "QueryValidationError: property 'PrivateNote' is not"),
        (
            "select * from Invoice where Line.Amount = '1'",
            "4001",
            "QueryValidationError: property 'Line.Amount' is not",
        ),
        ("select * from Invoice maxresults 0", "4001", "QueryValidationError: value 0 is too small. Min allowed value"),
        ("select * from Invoice startposition -1", "4001", "QueryValidationError: value -1 is too small"),
        ("select * from Invoice maxresults ten", "4000", "QueryParserError"),
        ("select * from Invoice maxresults 5 startposition 1", "4000", "QueryParserError"),
        ("select * from Invoice where Id = '1' where Id = '2'", "4000", "QueryParserError"),
        ("select * from Invoice group by Id", "4000", "QueryParserError"),
        ("select * from Invoice, Payment", "4000", "QueryParserError"),
        ("select * from Invoice where Id = '1' or Id = '2'", "4000", "QueryParserError"),
        ("select * from Invoice where (Id = '1')", "4000", "QueryParserError"),
        ("select * from Invoice where Id = 1", "4000", "QueryParserError"),
        ("select * from Invoice where Id = 'open", "4000", "QueryParserError"),
        ("delete from Invoice", "4000", "QueryParserError"),
        ("select * from", "4000", "QueryParserError"),
        ("", "4000", "QueryParserError"),
    ],
)
def test_a_bad_query_is_refused_in_quickbooks_words(books: Client, text: str, code: str, detail: str) -> None:
    fault = books.query_fault(text)
    assert (fault["code"], fault["Detail"][: len(detail)]) == (code, detail)


def test_a_query_can_be_posted_as_text(books: Client) -> None:
    headers = {"Content-Type": "application/text"}
    answer = books.session.post(
        books.url("query"), data="select count(*) from Invoice", headers=headers, timeout=TIMEOUT
    )
    assert answer.json()["QueryResponse"] == {"totalCount": 12}


def test_every_entity_can_be_asked_for_by_its_id_and_its_times(books: Client) -> None:
    for entity in (entity for entity in REGISTRY.values() if "query" in entity.can):
        books.query(f"select * from {entity.name} where Id = '1' and MetaData.CreateTime > '2000-01-01'")
        books.query(f"select count(*) from {entity.name.upper()} where MetaData.LastUpdatedTime > '2000-01-01'")


@pytest.mark.parametrize(
    "text",
    [
        "Account where AccountType = 'Bank' and Classification = 'Asset' and Active = true orderby Name",
        "Customer where GivenName LIKE 'P%' orderby FamilyName desc",
        "Customer where PrimaryEmailAddr = 'nobody@example.com'",
        "Item where Type = 'Service' and Sku != 'x'",
        "Payment where PaymentRefNum = '1' and UnappliedAmt > '0'",
        "Purchase where PaymentType = 'Check' and AccountRef = '35'",
        "TaxCode where Name = 'x' and Active = true",
        "Transfer where TxnDate > '2026-01-01' and Amount > '1'",
    ],
)
def test_what_the_reference_marks_as_filterable_can_be_asked_for(books: Client, text: str) -> None:
    books.query(f"select * from {text}")


def test_a_page_holds_a_hundred_from_the_first_unless_said_otherwise(books: Client) -> None:
    accounts = books.query("select * from Account")
    assert (accounts["startPosition"], accounts["maxResults"]) == (1, len(accounts["Account"]))
    assert accounts["maxResults"] == min(100, books.query("select count(*) from Account")["totalCount"])
    assert books.query("select * from Invoice startposition 13") == {}
    assert books.query("select * from Invoice startposition 12 maxresults 1000")["maxResults"] == 1


def test_an_old_minorversion_is_taken_for_the_newest_and_not_refused(books: Client) -> None:
    versions: list[dict[str, str]] = [{}, {"minorversion": "4"}, {"minorversion": "75"}]
    answers = [books.get("invoice/1", **version).json()["Invoice"] for version in versions]
    assert answers[0] == answers[1] == answers[2]


def test_what_changed_since_an_instant_is_found_among_all_that_did_not(us: Client) -> None:
    us.control("clock", {"stopped": True})
    for _ in range(3):
        us.make("Invoice", invoice(5))
        us.sandbox.state.now.advance(60)
    us.make("Invoice", {"Id": "1", "SyncToken": "0", "sparse": True, "PrivateNote": "late"})
    then = us.read("Invoice", "3")["MetaData"]["LastUpdatedTime"]
    for operator, ids in ((">", {"1"}), (">=", {"1", "3"}), ("=", {"3"}), ("<", {"2"})):
        page = us.query(f"select * from Invoice where MetaData.LastUpdatedTime {operator} '{then}'")
        assert {one["Id"] for one in page["Invoice"]} == ids


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("select * from null", 'Encountered " "null" "null "" at line 1, column 15.'),
        ("SELECT * FROM Invoice\nOR TxnDate", 'Encountered " <IDENTIFIER> "OR "" at line 2, column 1.'),
        ("select * from Invoice where Id = 1", 'Encountered " <INTEGER> "1 "" at line 1, column 34.'),
        ("select * from Invoice where", 'Encountered "<EOF>" at line 1, column 28.'),
        ("select * from Invoice where Id = #", 'Lexical error at line 1, column 34. Encountered: "#"'),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(us: Client, text: str, told: str) -> None:
    (error,) = us.get("query", query=text).json()["Fault"]["Error"]
    assert (error["code"], error["Detail"]) == ("4000", f"QueryParserError: {told}")
    assert "element" not in error


def test_addresses_cannot_be_named_as_columns_of_customers(us: Client) -> None:
    (error,) = us.get("query", query="select Id, BillAddr from Customer").json()["Fault"]["Error"]
    assert (error["code"], error["Detail"]) == (
        "4001",
        "QueryValidationError: Property BillAddr not found for Entity Customer",
    )
