"""Customers, matters, vendors and employees: one space of names, one line of ids, families, balances."""

import pytest

from tests.sandbox.client import Client, Json, invoice, payment

PARTS = {"GivenName": 100, "MiddleName": 100, "FamilyName": 100, "Title": 16, "Suffix": 16}
PARTIES = ("Customer", "Vendor", "Employee")


def named(entity: str, name: str, **fields: object) -> Json:
    return {"DisplayName": name, **({"GivenName": name} if entity == "Employee" else {}), **fields}


def below(parent: str, name: str, **fields: object) -> Json:
    return {"DisplayName": name, "ParentRef": {"value": parent}, "Job": True, **fields}


@pytest.mark.parametrize("entity", PARTIES)
def test_a_name_is_made_of_its_parts_and_needs_one_of_them(us: Client, entity: str) -> None:
    parts = {"Title": "Dr", "GivenName": "Ada", "MiddleName": "K", "FamilyName": "Byron", "Suffix": "Jr"}
    made = us.make(entity, parts)
    assert made["DisplayName"] == made["PrintOnCheckName"] == "Dr Ada K Byron Jr"
    assert us.fault(entity.lower(), {"Notes": "nobody"})["code"] == "6080"


@pytest.mark.parametrize("entity", ["Customer", "Vendor"])
def test_texts_of_a_name_have_their_lengths(us: Client, entity: str) -> None:
    longest = {**PARTS, "CompanyName": 100, "PrintOnCheckName": 110, "DisplayName": 500}
    for field, length in longest.items():
        body = {"DisplayName": f"N {field}", field: "x" * (length + 1)}
        error = us.fault(entity.lower(), body)
        assert (error["code"], error["element"]) == ("2050", field)
    whole = {field: "x" * length for field, length in longest.items()}
    assert us.make(entity, whole)["DisplayName"] == "x" * 500


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        ("PrimaryPhone.FreeFormNumber", 30),
        ("Mobile.FreeFormNumber", 30),
        ("WebAddr.URI", 1000),
        ("PrimaryEmailAddr.Address", 100),
        ("BillAddr.Line1", 500),
        ("BillAddr.City", 255),
        ("BillAddr.PostalCode", 30),
    ],
)
def test_addresses_and_numbers_have_their_lengths(us: Client, field: str, longest: int) -> None:
    whole, _, part = field.partition(".")
    assert us.make("Customer", {"DisplayName": "A", whole: {part: "x" * longest}})[whole][part] == "x" * longest
    assert us.fault("customer", {"DisplayName": "B", whole: {part: "x" * (longest + 1)}})["element"] == field


def test_notes_have_two_thousand_characters(us: Client) -> None:
    assert len(us.make("Customer", named("Customer", "A", Notes="n" * 2000))["Notes"]) == 2000
    assert us.fault("customer", named("Customer", "B", Notes="n" * 2001))["code"] == "2050"


@pytest.mark.parametrize("entity", PARTIES)
@pytest.mark.parametrize("sign", [":", "\t", "\n"])
def test_a_name_holds_no_colon_tab_or_new_line(us: Client, entity: str, sign: str) -> None:
    assert us.fault(entity.lower(), named(entity, f"a{sign}b"))["code"] == "6000"


@pytest.mark.parametrize("first", PARTIES)
@pytest.mark.parametrize("second", PARTIES)
def test_customers_vendors_and_employees_share_one_space_of_names(us: Client, first: str, second: str) -> None:
    us.make(first, named(first, "Ada Byron"))
    assert us.fault(second.lower(), named(second, "ADA byron"))["code"] == "6240"
    assert us.make(second, named(second, "Ada Byron (V)"))["DisplayName"] == "Ada Byron (V)"


def test_a_matter_bears_a_name_that_nobody_else_has_even_below_another_client(us: Client) -> None:
    us.make("Customer", below("1", "Lease"))
    assert us.fault("customer", below("58", "Lease"))["code"] == "6240"
    assert us.make("Customer", below("58", "0042 Lease"))["FullyQualifiedName"] == "Weiskopf Consulting:0042 Lease"


def test_names_share_a_line_of_ids_and_transactions_another(us: Client) -> None:
    ids = [int(us.make(entity, named(entity, f"New {entity}"))["Id"]) for entity in PARTIES]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert [us.make("Invoice", invoice(1))["Id"], us.make("Payment", payment(1))["Id"]] == ["1", "2"]


def test_a_matter_is_a_customer_below_its_client_at_most_five_levels_deep(us: Client) -> None:
    place = "1"
    for level in range(1, 5):
        made = us.make("Customer", below(place, f"Level {level}"))
        assert (made["Level"], made["Job"]) == (level, True)
        place = made["Id"]
    assert made["FullyQualifiedName"] == "Amy's Bird Sanctuary:Level 1:Level 2:Level 3:Level 4"
    assert us.fault("customer", below(place, "Level 5"))["code"] == "6180"
    assert us.fault("customer", below("9999", "Nowhere"))["code"] == "2500"


def test_a_family_that_is_moved_below_another_stays_within_five_levels(us: Client) -> None:
    top = us.make("Customer", named("Customer", "Top"))
    place = top["Id"]
    for level in range(1, 5):
        place = us.make("Customer", below(place, f"Level {level}"))["Id"]
    assert us.fault("customer", {**top, "ParentRef": {"value": "1"}, "Job": True})["code"] == "6180"


def test_levels_follow_a_client_that_moves(us: Client) -> None:
    client = us.make("Customer", named("Customer", "Client"))
    matter = us.make("Customer", below(client["Id"], "Matter"))
    us.make("Customer", {**client, "ParentRef": {"value": "1"}, "Job": True})
    now = us.read("Customer", matter["Id"])
    assert (now["FullyQualifiedName"], now["Level"]) == ("Amy's Bird Sanctuary:Client:Matter", 2)


def test_a_client_shows_its_own_balance_and_that_of_its_family(us: Client) -> None:
    matter = us.make("Customer", below("1", "Matter"))["Id"]
    part = us.make("Customer", below(matter, "Appeal"))["Id"]
    for customer, amount in (("1", 5), (matter, 20), (part, 100)):
        us.make("Invoice", invoice(amount, customer=customer))
    shown = {one: us.read("Customer", one) for one in ("1", matter, part)}
    assert [one["Balance"] for one in shown.values()] == [5, 20, 100]
    assert [one["BalanceWithJobs"] for one in shown.values()] == [125, 120, 100]


def test_only_quickbooks_says_what_is_owed_and_what_is_a_project(us: Client) -> None:
    made = us.make("Customer", named("Customer", "A", IsProject=True, Balance=0))
    assert (made["Balance"], "IsProject" in made, made["PreferredDeliveryMethod"]) == (0, False, "Print")


@pytest.mark.parametrize("entity", ["Customer", "Vendor"])
def test_an_opening_balance_is_refused_and_not_swallowed(us: Client, entity: str) -> None:
    assert us.fault(entity.lower(), named(entity, "A", Balance=50))["code"] == "5030"
    made = us.make(entity, named(entity, "A"))
    assert us.make(entity, {**made, "Balance": 50})["Balance"] == 0


def test_a_vendor_keeps_its_terms_number_and_flag(us: Client) -> None:
    body = named("Vendor", "Supplies", AcctNum="a" * 100, TermRef={"value": "3"}, Vendor1099=True)
    made = us.make("Vendor", body)
    assert (made["AcctNum"], made["Vendor1099"], made["TermRef"]["name"]) == ("a" * 100, True, "Net 30")
    assert us.fault("vendor", named("Vendor", "Other", AcctNum="a" * 101))["code"] == "2050"


def test_a_tax_number_is_masked_but_for_its_last_digits(us: Client) -> None:
    made = us.make("Vendor", named("Vendor", "Supplies", TaxIdentifier="12-3456789"))
    assert made["TaxIdentifier"] == "XXXXXX6789"
    again = us.make("Vendor", {**made, "CompanyName": "Supplies Inc."})
    assert again["TaxIdentifier"] == "XXXXXX6789"


def test_an_inactive_name_is_marked_and_free_and_can_come_back_under_its_own(us: Client) -> None:
    made = us.make("Customer", named("Customer", "Gone"))
    gone = us.make("Customer", {**made, "Active": False})
    assert gone["DisplayName"] == "Gone (deleted)"
    other = us.make("Vendor", named("Vendor", "Gone"))
    assert us.fault("customer", {**gone, "Active": True})["code"] == "6240"
    us.make("Vendor", {**other, "DisplayName": "Elsewhere"})
    assert us.make("Customer", {**gone, "Active": True})["DisplayName"] == "Gone"


def test_an_employee_is_named_on_entries_and_has_no_balance(us: Client) -> None:
    made = us.make("Employee", {"GivenName": "Emily", "FamilyName": "Plat", "EmployeeNumber": "7"})
    assert ("Balance" in made, "CurrencyRef" in made, made["DisplayName"]) == (False, False, "Emily Plat")
    assert us.fault("employee", {"DisplayName": "No Parts"})["code"] == "6080"
    change = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "FamilyName": "Platt", "SSN": "078-05-1120"}
    sparse = us.make("Employee", change)
    assert (sparse["FamilyName"], sparse["SSN"]) == ("Platt", "XXX-XX-XXXX")
    answer = us.post("employee", {"Id": made["Id"], "SyncToken": "1"}, operation="delete")
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"


def test_a_matter_may_be_billed_with_its_client(us: Client) -> None:
    assert us.make("Customer", {**below("1", "Lease"), "BillWithParent": True})["BillWithParent"] is True
    assert us.make("Customer", below("1", "Appeal"))["BillWithParent"] is False
