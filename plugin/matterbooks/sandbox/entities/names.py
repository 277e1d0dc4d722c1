"""Customers and vendors: one number line, one space of names, customers in up to five levels."""

from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books import currencies
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities import masked
from matterbooks.sandbox.entities.base import NAMES, Entity, reference
from matterbooks.sandbox.entities.family import check_depth
from matterbooks.sandbox.money import from_cents
from matterbooks.sandbox.schema import Record

SUFFIX = " (deleted)"
PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
FORBIDDEN = (":", "\t", "\n")


class Name(Entity):
    """A party: shown by its DisplayName, which no other party may bear."""

    line = NAMES
    computed = frozenset({"Balance", "BalanceWithJobs", "FullyQualifiedName", "Level", "IsProject"})
    derived = frozenset({"Balance"})
    control: ClassVar[str]
    """The type of account that this name's balance stands on."""

    def writable(self, body: Record) -> Record:
        """Also refuse a balance to begin with, which QuickBooks would enter as an invoice or a bill (Intuit)."""
        if "Id" not in body and body.get("Balance"):
            raise faults.not_in_sandbox("an opening balance; enter an invoice or a bill instead")
        return super().writable(body)

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Make up the display name, see that it is free, and take it off an inactive name."""
        record = masked.kept(record, old)
        shown = record.get("DisplayName") or " ".join(record[part] for part in PARTS if record.get(part))
        active = record.get("Active", True)
        if not shown:
            raise faults.name_missing()
        if any(sign in shown for sign in FORBIDDEN):
            raise faults.business("A name cannot contain a colon, a tab or a new line.", "DisplayName")
        shown = shown.removesuffix(SUFFIX) if active else f"{shown.removesuffix(SUFFIX)}{SUFFIX}"
        if active:
            _check_free(work, shown, str(record.get("Id", "")))
        currency = currencies.kept(work, record, old)
        return {"PrintOnCheckName": shown, **record, "DisplayName": shown, "Active": active, "CurrencyRef": currency}

    def present(self, company: Books, record: Record) -> Record:
        """With the open balance, taken from the ledger."""
        shown = masked.covered(super().present(company, record))
        return {**shown, "Balance": from_cents(_balance(company, self.control, record))}


def _balance(company: Books, control: str, record: Record) -> int:
    """Cents that are open, of the name's own currency."""
    at_home = record["CurrencyRef"]["value"] == company.home_currency
    sums = company.book.by_name if at_home else company.book.foreign
    accounts = [one["Id"] for one in company.store.each("Account") if one["AccountType"] == control]
    sign = 1 if control == "Accounts Receivable" else -1
    return sign * sum(sums.get((account, record["Id"]), 0) for account in accounts)


def _check_free(work: Work, shown: str, own: str) -> None:
    for kind in ("Customer", "Vendor", "Employee"):
        for other in work.draft.find(kind, shown):
            if other.get("Active", True) and other["Id"] != own:
                raise faults.duplicate_name()


class Customer(Name):
    """A client, or (as a sub-customer, with ``Job``) one of its matters."""

    name = "Customer"
    control = "Accounts Receivable"

    def check_references(self, work: Work, record: Record, old: Record | None) -> None:
        """Also the parent."""
        super().check_references(work, record, old)
        parent, own = reference(record, "ParentRef"), record.get("Id")
        while parent:
            found = work.draft.get("Customer", parent)
            if found is None:
                raise faults.invalid_reference("Names", parent, "ParentRef")
            if parent == own:
                raise faults.business("A customer cannot stand below itself.", "ParentRef")
            parent = reference(found, "ParentRef")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Also the level and the full name of a sub-customer."""
        record = super().complete(work, record, old)
        parent = work.draft.get("Customer", reference(record, "ParentRef"))
        rest = {name: value for name, value in record.items() if name not in {"FullyQualifiedName", "Level"}}
        if parent is None:
            place = {"FullyQualifiedName": rest["DisplayName"], "Job": False}
        else:
            check_depth(work, self.name, parent, rest)
            place = {"Job": True, **_below(parent, rest)}
        return {**_taxed(work, rest), "BillWithParent": False, "PreferredDeliveryMethod": "Print", **rest, **place}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A new name shows in the full names below it."""
        if old is None or new is None or old["FullyQualifiedName"] == new["FullyQualifiedName"]:
            return
        for child in work.draft.below("Customer", new["Id"]):
            self.settle(work, child, work.save("Customer", {**child, **_below(new, child)}))

    def present(self, company: Books, record: Record) -> Record:
        """With the balance of everything below it."""
        shown = super().present(company, record)
        below = from_cents(_with_jobs(company, record))
        parent = company.store.get("Customer", reference(record, "ParentRef"))
        named = {"ParentRef": {"value": parent["Id"], "name": parent["DisplayName"]}} if parent else {}
        return {**shown, "BalanceWithJobs": below, **named}


def _taxed(work: Work, record: Record) -> Record:
    """In the US, where sales tax is on, a customer is taxable by the company's own code (Intuit: recorded)."""
    if not (work.is_us() and work.preference("TaxPrefs", "UsingSalesTax") is True):
        return {"Taxable": False}
    usual = reference({"Ref": work.preference("TaxPrefs", "TaxGroupCodeRef")}, "Ref")
    return {
        "Taxable": True,
        **({"DefaultTaxCodeRef": {"value": usual}} if usual and record.get("Taxable", True) else {}),
    }


def _below(parent: Record, record: Record) -> Record:
    """The full name and the level of what stands below `parent`."""
    full = f"{parent['FullyQualifiedName']}:{record['DisplayName']}"
    return {"FullyQualifiedName": full, "Level": full.count(":")}


def _with_jobs(company: Books, record: Record) -> int:
    own = _balance(company, Customer.control, record)
    return own + sum(_with_jobs(company, one) for one in company.store.below("Customer", record["Id"]))


class Vendor(Name):
    """A supplier."""

    name = "Vendor"
    control = "Accounts Payable"

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """With the defaults of a vendor."""
        done = super().complete(work, record, old)
        return {"Vendor1099": False, **done}


class Employee(Name):
    """Somebody who works for the company."""

    name = "Employee"
    computed = Name.computed | {"Organization"}
    """A person is no organisation: what a client says of that is not kept (a field of QuickBooks Desktop)."""
    derived = frozenset()

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Without a currency, which employees have not. A given or family name is required (Intuit)."""
        if not record.get("GivenName") and not record.get("FamilyName"):
            raise faults.name_missing()
        done = super().complete(work, record, old)
        return {"BillableTime": False, **{name: value for name, value in done.items() if name != "CurrencyRef"}}

    def present(self, company: Books, record: Record) -> Record:
        """Without a balance: nothing is owed to employees here."""
        return masked.covered(Entity.present(self, company, record))
