"""Tax agencies, rates and codes. Codes and rates are made by TaxService alone, and none of the three is ever deleted
(Intuit)."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.system_accounts import open_once
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.accounts import COMMON, FIELD
from matterbooks.sandbox.tax.terms import PURCHASE, SALES

OWN_ACCOUNTS = frozenset(FIELD.values())


class TaxAgency(Entity):
    """Who tax is owed to. A new one gets an account, ``<name> Payable``, for tax both collected and paid (assumed)."""

    name = "TaxAgency"
    can = frozenset({"create", "query"})
    required = ("DisplayName",)
    computed = OWN_ACCOUNTS

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """A name that no other agency bears, and the account. Raises: ServiceFault 6240."""
        del old
        name = str(record["DisplayName"])
        if any(one["DisplayName"].casefold() == name.casefold() for one in work.draft.all(self.name)):
            raise faults.duplicate_name()
        open_once(work, f"{name} Payable", "Other Current Liability", COMMON[work.is_us()])
        account = {"value": work.draft.find("Account", f"{name} Payable")[0]["Id"]}
        tracked = {"TaxTrackedOnSales": True, "TaxTrackedOnPurchases": False}
        return {**tracked, **record, FIELD[SALES]: account, **({} if work.is_us() else {FIELD[PURCHASE]: account})}

    def present(self, company: Books, record: Record) -> Record:
        """Without its accounts, which QuickBooks does not tell."""
        shown = super().present(company, record)
        return {name: value for name, value in shown.items() if name not in OWN_ACCOUNTS}


class TaxRate(Entity):
    """One rate of one agency."""

    name = "TaxRate"
    can = frozenset({"query"})


class TaxCode(Entity):
    """What a line is taxed with: a list of rates. The US has TAX and NON too, without `Active`."""

    name = "TaxCode"
    can = frozenset({"query"})

    def present(self, company: Books, record: Record) -> Record:
        """Each rate with its name."""
        shown = super().present(company, record)
        for name in ("SalesTaxRateList", "PurchaseTaxRateList"):
            details = [_named(company, one) for one in record.get(name, {}).get("TaxRateDetail", [])]
            if name in record:
                shown[name] = {"TaxRateDetail": details}
        return shown


def _named(company: Books, detail: Record) -> Record:
    rate = company.store.get("TaxRate", detail["TaxRateRef"]["value"]) or {}
    return {**detail, "TaxRateRef": {**detail["TaxRateRef"], "name": rate["Name"]}}
