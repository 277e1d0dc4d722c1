"""Classes and locations: lists in five levels, and on which forms or lines the preferences let them stand."""

import pytest

from tests.sandbox.buying import bill, spent
from tests.sandbox.client import Client, Json, invoice, sale

TREES = (("Class", "SubClass", "Klasses"), ("Department", "SubDepartment", "Depts"))


def prefer(us: Client, **settings: bool) -> None:
    us.control("preferences", {"AccountingInfoPrefs": settings})


def below(parent: Json, name: str, flag: str) -> Json:
    return {"Name": name, flag: True, "ParentRef": {"value": parent["Id"]}}


@pytest.mark.parametrize(("entity", "flag", "word"), TREES)
def test_a_tree_has_five_levels_and_full_names(us: Client, entity: str, flag: str, word: str) -> None:
    place = us.make(entity, {"Name": "L1"})
    assert (place["FullyQualifiedName"], place[flag], place["Active"]) == ("L1", False, True)
    for level in range(2, 6):
        place = us.make(entity, below(place, f"L{level}", flag))
    assert (place["FullyQualifiedName"], place[flag]) == ("L1:L2:L3:L4:L5", True)
    assert us.fault(entity.lower(), below(place, "L6", flag))["code"] == "6180"
    lost = us.fault(entity.lower(), below({"Id": "99"}, "L", flag))
    assert (lost["code"], f"{word} element id 99 not found" in lost["Detail"]) == ("2500", True)


@pytest.mark.parametrize(("entity", "flag", "word"), TREES)
def test_a_name_is_free_below_another_parent_and_moves_with_its_own(
    us: Client, entity: str, flag: str, word: str
) -> None:
    del word
    first, second = us.make(entity, {"Name": "A"}), us.make(entity, {"Name": "B"})
    child = us.make(entity, below(first, "X", flag))
    us.make(entity, below(second, "X", flag))
    assert us.fault(entity.lower(), below(first, "x", flag))["code"] == "6240"
    us.make(entity, {**first, "Name": "C"})
    assert us.read(entity, child["Id"])["FullyQualifiedName"] == "C:X"


@pytest.mark.parametrize(("entity", "flag", "word"), TREES)
def test_an_entry_has_a_hundred_characters_no_colon_and_is_never_deleted(
    us: Client, entity: str, flag: str, word: str
) -> None:
    del flag, word
    made = us.make(entity, {"Name": "n" * 100})
    assert us.fault(entity.lower(), {"Name": "n" * 101})["code"] == "2050"
    assert us.fault(entity.lower(), {"Name": "a:b"})["code"] == "6000"
    assert us.fault(entity.lower(), {"Active": True})["element"] == "Name"
    own = {"Id": made["Id"], "SyncToken": "0"}
    answer = us.post(entity.lower(), own, operation="delete")
    assert answer.json()["Fault"]["Error"][0]["code"] == "500"
    assert us.make(entity, {**made, "Active": False})["Name"].endswith("n (deleted)")


def test_a_class_stands_on_the_form_or_on_its_lines_as_preferred(us: Client) -> None:
    one: Json = {"ClassRef": {"value": us.make("Class", {"Name": "Court"})["Id"]}}
    body = {"CustomerRef": {"value": "1"}, "Line": [sale(5, **one)], **one}
    places = {}
    for setting in ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine"):
        prefer(us, **{setting: True})
        made = us.make("Invoice", body)
        places[setting] = ("ClassRef" in made, "ClassRef" in made["Line"][0]["SalesItemLineDetail"])
    assert places == {"ClassTrackingPerTxn": (True, False), "ClassTrackingPerTxnLine": (False, True)}


def test_only_one_kind_of_class_tracking_is_on(us: Client) -> None:
    prefer(us, ClassTrackingPerTxn=True)
    prefer(us, ClassTrackingPerTxnLine=True)
    books = us.get("preferences").json()["Preferences"]["AccountingInfoPrefs"]
    assert (books["ClassTrackingPerTxn"], books["ClassTrackingPerTxnLine"]) == (False, True)


def test_without_tracking_a_class_or_a_location_is_dropped(us: Client) -> None:
    refs: Json = {
        "ClassRef": {"value": us.make("Class", {"Name": "Court"})["Id"]},
        "DepartmentRef": {"value": us.make("Department", {"Name": "North"})["Id"]},
    }
    made = us.make("Invoice", invoice(5, **refs))
    assert not refs.keys() & made.keys()
    prefer(us, TrackDepartments=True)
    assert us.make("Invoice", invoice(5, **refs))["DepartmentRef"]["name"] == "North"


def test_a_class_that_is_not_there_is_2500_and_an_inactive_one_610(us: Client) -> None:
    prefer(us, ClassTrackingPerTxn=True)
    error = us.fault("invoice", invoice(5, ClassRef={"value": "99"}))
    assert (error["code"], "Klasses element id 99 not found" in error["Detail"]) == ("2500", True)
    gone = us.make("Class", {**us.make("Class", {"Name": "Court"}), "Active": False})
    assert us.fault("invoice", invoice(5, ClassRef={"value": gone["Id"]}))["code"] == "610"


def test_terminology_numbers_and_the_fiscal_year_are_told(us: Client) -> None:
    books = us.get("preferences").json()["Preferences"]["AccountingInfoPrefs"]
    assert (books["FirstMonthOfFiscalYear"], books["CustomerTerminology"]) == ("January", "Customers")
    assert books["UseAccountNumbers"] is False
    assert not {"DefaultARAccount", "DefaultAPAccount"} & books.keys()


def test_a_location_that_is_not_there_is_2500(us: Client) -> None:
    prefer(us, TrackDepartments=True)
    error = us.fault("invoice", invoice(5, DepartmentRef={"value": "99"}))
    assert (error["code"], "Depts element id 99 not found" in error["Detail"]) == ("2500", True)


def test_reports_can_be_limited_to_a_class_a_location_or_a_vendor(us: Client) -> None:
    prefer(us, ClassTrackingPerTxn=True, TrackDepartments=True)
    day, days = "2026-03-01", {"start_date": "2026-03-01", "end_date": "2026-03-01"}
    one, place = (us.make(kind, {"Name": "North"})["Id"] for kind in ("Class", "Department"))
    us.make("Invoice", invoice(7, ClassRef={"value": one}, TxnDate=day))
    us.make("Invoice", invoice(9, DepartmentRef={"value": place}, TxnDate=day))
    us.make("Bill", bill(spent(4), TxnDate=day))
    for name, value, amount in (("class", one, "7.00"), ("department", place, "9.00"), ("vendor", "56", "4.00")):
        (row,) = us.get("reports/TransactionList", **days, **{name: value}).json()["Rows"]["Row"]
        assert row["ColData"][-1]["value"] == amount
