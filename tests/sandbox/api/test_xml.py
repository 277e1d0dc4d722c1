"""The XML side of the API: what comes back without ``Accept``, and what suites written for XML send."""

from xml.etree import ElementTree

import pytest
import requests

from tests.sandbox.client import TIMEOUT, Client, Json, invoice

NS = "{http://schema.intuit.com/finance/v3}"
OPEN = 'xmlns="http://schema.intuit.com/finance/v3"'
LINE = (
    "<Line><Amount>12.50</Amount><DetailType>SalesItemLineDetail</DetailType><SalesItemLineDetail>"
    "<ItemRef>1</ItemRef></SalesItemLineDetail></Line>"
)


def call(us: Client, method: str, path: str, body: bytes | str | None = None, **params: str) -> requests.Response:
    """A request that neither sends nor asks for JSON."""
    headers = {"Authorization": str(us.session.headers["Authorization"]), "Content-Type": "application/xml"}
    data = body.encode() if isinstance(body, str) else body
    return requests.request(method, us.url(path), data=data, params=params, headers=headers, timeout=TIMEOUT)


def tree(answer: requests.Response) -> ElementTree.Element:
    """The document of an answer."""
    assert answer.headers["Content-Type"] == "application/xml;charset=UTF-8"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{NS}IntuitResponse"
    assert root.get("time") or root[0].tag == f"{NS}Report"
    return root


def words(parent: ElementTree.Element) -> list[str]:
    """The names of what stands directly inside."""
    return [one.tag.removeprefix(NS) for one in parent]


def text(parent: ElementTree.Element, path: str) -> str | None:
    """The text at a path like ``Invoice/CustomerRef``."""
    return parent.findtext("/".join(f"{NS}{part}" for part in path.split("/")))


def test_a_record_without_accept_comes_as_xml_in_the_order_of_the_schema(us: Client) -> None:
    us.make("Invoice", invoice(10, 5, DocNumber="A & B", PrivateNote="<b>"))
    answer = call(us, "GET", "invoice/1")
    root = tree(answer)
    assert (
        '<Invoice domain="QBO" sparse="false"><Id>1</Id><SyncToken>0</SyncToken><MetaData><CreateTime>' in answer.text
    )
    assert '<CustomerRef name="Amy\'s Bird Sanctuary">1</CustomerRef>' in answer.text
    fields = words(root[0])
    known = ["Id", "SyncToken", "MetaData", "DocNumber", "TxnDate", "PrivateNote", "Line", "CustomerRef", "TotalAmt"]
    assert [name for name in dict.fromkeys(fields) if name in known] == known
    assert fields.count("Line") == 3
    assert (text(root, "Invoice/DocNumber"), text(root, "Invoice/PrivateNote")) == ("A & B", "<b>")
    assert text(root, "Invoice/TotalAmt") == "15.00"


def test_pages_counts_batches_and_feeds_come_as_xml_too(us: Client) -> None:
    for amount in (1, 2):
        us.make("Invoice", invoice(amount))
    page = tree(call(us, "GET", "query", query="select * from Invoice"))[0]
    assert page.attrib == {"startPosition": "1", "maxResults": "2", "totalCount": "2"}
    assert words(page) == ["Invoice", "Invoice"]
    counted = tree(call(us, "GET", "query", query="select count(*) from Invoice"))[0]
    assert (counted.attrib, len(counted)) == ({"totalCount": "2"}, 0)
    since = us.sandbox.state.now().isoformat()
    us.post("invoice", {"Id": "1", "SyncToken": "0"}, operation="delete")
    feed = tree(call(us, "GET", "cdc", entities="Invoice,Payment", changedSince=since))
    assert words(feed) == ["CDCResponse"]
    invoices, payments = feed[0]
    gone = invoices.find(f"{NS}Invoice[@status='Deleted']")
    assert gone is not None
    assert words(gone) == ["Id", "MetaData"]
    assert (len(payments), payments.attrib) == (0, {})


def test_a_fault_in_xml_has_its_codes_as_attributes(us: Client) -> None:
    answer = call(us, "POST", "invoice", f"<Invoice {OPEN}><CustomerRef>1</CustomerRef></Invoice>")
    assert answer.status_code == 400
    fault = tree(answer)[0]
    assert (fault.tag, fault.attrib) == (f"{NS}Fault", {"type": "ValidationFault"})
    assert fault[0].attrib == {"code": "2020", "element": "Line"}
    assert text(fault[0], "Detail") == "Required parameter Line is missing in the request"


def test_a_report_in_xml_holds_its_cells_as_attributes(us: Client) -> None:
    us.make("Invoice", invoice(10))
    root = tree(call(us, "GET", "reports/TrialBalance"))
    assert words(root[0]) == ["Header", "Columns", "Rows"]
    cell = root.find(f".//{NS}ColData[@value='Accounts Receivable (A/R)']")
    assert cell is not None
    assert cell.get("id") == "84"


def test_bodies_in_xml_create_update_and_delete(us: Client) -> None:
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><Invoice {OPEN} domain="QBO" sparse="false">'
        f"<TxnDate>2026-03-01</TxnDate>{LINE}{LINE}<CustomerRef>1</CustomerRef><DocNumber>Ä1</DocNumber></Invoice>"
    )
    made = tree(call(us, "POST", "invoice", body))
    assert (text(made, "Invoice/TotalAmt"), text(made, "Invoice/DocNumber")) == ("25.00", "Ä1")
    sparse = f'<Invoice {OPEN} sparse="true"><Id>1</Id><SyncToken>0</SyncToken><PrivateNote>x</PrivateNote></Invoice>'
    changed = tree(call(us, "POST", "invoice", sparse))
    assert [text(changed, f"Invoice/{name}") for name in ("SyncToken", "PrivateNote", "TotalAmt")] == [
        "1",
        "x",
        "25.00",
    ]
    own = f"<Invoice {OPEN}><Id>1</Id><SyncToken>1</SyncToken></Invoice>"
    gone = tree(call(us, "POST", "invoice", own, operation="delete"))
    assert gone[0].attrib == {"domain": "QBO", "status": "Deleted"}


def test_a_name_a_reference_and_a_switch_are_read_from_xml(us: Client) -> None:
    parent = us.make("Customer", {"DisplayName": "Client"})
    body = (
        f"<Customer {OPEN}><DisplayName>Matter</DisplayName><Job>true</Job>"
        f'<ParentRef name="ignored">{parent["Id"]}</ParentRef>'
        "<BillAddr><Line1>1 High Street</Line1></BillAddr></Customer>"
    )
    made = us.read("Customer", str(text(tree(call(us, "POST", "customer", body)), "Customer/Id")))
    assert (made["FullyQualifiedName"], made["Job"], made["BillAddr"]["Line1"]) == (
        "Client:Matter",
        True,
        "1 High Street",
    )
    assert made["ParentRef"] == {"value": parent["Id"], "name": "Client"}


def test_a_batch_in_xml_answers_in_xml(us: Client) -> None:
    body = (
        f'<IntuitBatchRequest {OPEN}><BatchItemRequest bId="a" operation="create"><Invoice>{LINE}'
        '<CustomerRef>1</CustomerRef></Invoice></BatchItemRequest><BatchItemRequest bId="b">'
        "<Query>select * from Nothing</Query></BatchItemRequest></IntuitBatchRequest>"
    )
    made, refused = tree(call(us, "POST", "batch", body))
    assert (made.attrib, words(made)) == ({"bId": "a"}, ["Invoice"])
    assert (refused.attrib, words(refused)) == ({"bId": "b"}, ["Fault"])


def test_tax_codes_are_made_from_xml(us: Client) -> None:
    body = (
        f"<TaxService {OPEN}><TaxCode>Levy</TaxCode><TaxRateDetails><TaxRateName>l</TaxRateName>"
        "<RateValue>8</RateValue><TaxAgencyId>1</TaxAgencyId><TaxApplicableOn>Sales</TaxApplicableOn>"
        "</TaxRateDetails></TaxService>"
    )
    answer = call(us, "POST", "taxservice/taxcode", body)
    assert answer.status_code == 200, answer.text
    assert text(ElementTree.fromstring(answer.content), "TaxService/TaxCode") == "Levy"


@pytest.mark.parametrize(
    "body",
    [
        "<Invoice",
        f"<Customer {OPEN}><DisplayName>x</DisplayName></Customer>",
        f"<Invoice {OPEN}><Colour>red</Colour></Invoice>",
        f"<Invoice {OPEN}><TxnDate>2026-01-01</TxnDate><TxnDate>2026-01-02</TxnDate></Invoice>",
        '<!DOCTYPE Invoice [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Invoice><PrivateNote>&b;</PrivateNote></Invoice>',
        '<!DOCTYPE Invoice SYSTEM "file:///etc/passwd"><Invoice/>',
    ],
)
def test_what_is_no_body_in_xml_is_2010(us: Client, body: str) -> None:
    error = tree(call(us, "POST", "invoice", body))[0][0]
    assert error.get("code") == "2010"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/xml", b"<Invoice><PrivateNote>\xe9</PrivateNote></Invoice>"),
        ("application/json", b'{"PrivateNote": "\xe9"}'),
    ],
)
def test_what_is_not_utf8_is_500_in_the_words_of_the_parser(us: Client, kind: str, body: bytes) -> None:
    headers = {"Content-Type": kind}
    answer = us.session.post(us.url("invoice"), data=body, headers=headers, timeout=TIMEOUT)
    error: Json = answer.json()["Fault"]["Error"][0]
    assert (answer.status_code, error["code"], error["Message"]) == (400, "500", "Unsupported Operation")
    assert "Invalid byte 1 of 1-byte UTF-8 sequence" in error["Detail"]


def test_a_body_that_is_neither_json_nor_xml_is_415(us: Client) -> None:
    answer = us.session.post(us.url("invoice"), data={"CustomerRef": "1"}, timeout=TIMEOUT)
    assert answer.status_code == 415
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"
