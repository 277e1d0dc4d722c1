"""The currencies a company uses, and the rates a person enters for them."""

from decimal import Decimal

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.books.currencies import CURRENCIES, RATE_PLACES, uses_several
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.system_accounts import open_once
from matterbooks.sandbox.schema import Record

CONTROL = (
    ("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
    ("Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
)


def _refuse_unless_several(work: Work, what: str) -> None:
    if not uses_several(work):
        raise faults.business(f"Multicurrency is not switched on for this company, so it has no {what}.")


class CompanyCurrency(Entity):
    """A foreign currency that the company uses."""

    name = "CompanyCurrency"
    required = ("Code",)
    computed = frozenset({"Name"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """A known currency, once. Raises: ServiceFault 5030 for one the sandbox has no rate of, 6000, 6240."""
        _refuse_unless_several(work, "list of currencies")
        code = str(record["Code"]).upper()
        if old and old["Code"] != code:
            raise faults.business("The code of a currency cannot be changed.", "Code")
        if code not in CURRENCIES:
            raise faults.not_in_sandbox(f"the currency {code}")
        taken = {one["Code"] for one in work.draft.all(self.name) if one["Id"] != record.get("Id")}
        if code in taken | {work.company.home_currency}:
            raise faults.duplicate_name()
        return {"Active": True, **record, "Code": code, "Name": CURRENCIES[code].name}

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A currency in use has accounts of its own for what is receivable and payable (assumed: from the start)."""
        if old is None and new is not None:
            for name, kind, sub in CONTROL:
                open_once(work, f"{name} - {new['Code']}", kind, sub, new["Code"])


class ExchangeRate(Entity):
    """What one unit of a foreign currency is worth in the home currency from a day on. It has no id on the wire."""

    name = "ExchangeRate"
    required = ("SourceCurrencyCode", "Rate", "AsOfDate")

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """A positive rate from a currency in use into the home currency. Raises: ServiceFault 6000, 5030."""
        del old
        _refuse_unless_several(work, "exchange rates")
        home, code = work.company.home_currency, record["SourceCurrencyCode"]
        if record.get("TargetCurrencyCode", home) != home:
            raise faults.business("The target of an exchange rate is the home currency.", "TargetCurrencyCode")
        if code not in CURRENCIES or code == home:
            raise faults.not_in_sandbox(f"an exchange rate of {code}")
        if Decimal(record["Rate"]) <= 0:
            raise faults.business("An exchange rate must be greater than 0.", "Rate")
        return {**record, "TargetCurrencyCode": home, "Rate": Decimal(record["Rate"]).quantize(RATE_PLACES)}

    def present(self, company: Books, record: Record) -> Record:
        """Without the id and the token that only the store needs."""
        shown = super().present(company, record)
        return {name: value for name, value in shown.items() if name not in {"Id", "SyncToken"}}
