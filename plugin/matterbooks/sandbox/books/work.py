"""One request at work in one company: what it sees, what it stages, and the options it came with."""

from dataclasses import dataclass, field
from datetime import date, datetime

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.books import Books
from matterbooks.sandbox.clock import pacific, stamp
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.storage.store import Draft, Key


@dataclass(slots=True)
class Work:
    """The draft of one request, its instant, and its ``include`` options."""

    company: Books
    draft: Draft
    now: datetime
    include: frozenset[str] = frozenset()
    by_hand: bool = False
    touched: set[Key] = field(default_factory=set)
    voided: set[Key] = field(default_factory=set)
    recosted: set[Key] = field(default_factory=set)
    """Transactions that are posted anew though nobody changed them, since what they sold cost something else."""

    def today(self) -> date:
        """The server's date."""
        return pacific(self.now).date()

    def is_us(self) -> bool:
        """Whether the company is in the United States, where tax works differently."""
        return self.company.country == "US"

    def preference(self, group: str, name: str) -> object:
        """One preference as this request sees it."""
        prefs = self.draft.get("Preferences", "1") or {}
        return prefs.get(group, {}).get(name)

    def stamped(self, entity: str, record: Record, old: Record | None) -> Record:
        """`record` with SyncToken and MetaData: new ones, or the old raised by one (once for each request)."""
        instant = stamp(self.now)
        if old is None:
            token, created = "0", instant
        else:
            raised = (entity, record["Id"]) in self.touched
            token = old["SyncToken"] if raised else str(int(old["SyncToken"]) + 1)
            created = old["MetaData"]["CreateTime"]
        self.touched.add((entity, record["Id"]))
        return {**record, "SyncToken": token, "MetaData": {"CreateTime": created, "LastUpdatedTime": instant}}

    def save(self, entity: str, record: Record) -> Record:
        """Stage a record, stamped."""
        old = self.draft.get(entity, record["Id"])
        stamped = self.stamped(entity, record, old)
        self.draft.put(entity, stamped)
        return stamped

    def account(self, account_id: str) -> Record:
        """An account that is known to be there."""
        account = self.draft.get("Account", account_id)
        if account is None:
            raise faults.invalid_reference("Accounts", account_id, "AccountRef")
        return account

    def account_type(self, account_id: str) -> str:
        """The AccountType of an account."""
        return str(self.account(account_id)["AccountType"])

    def refuse_control_account(self, account_id: str) -> None:
        """Raise: ServiceFault 6430 if the account is accounts receivable or payable."""
        if account_id and self.account_type(account_id) in {"Accounts Receivable", "Accounts Payable"}:
            raise faults.wrong_account_type()

    def control_account(self, account_type: str, record: Record) -> str:
        """The account of the open balances ("Accounts Receivable" or "Accounts Payable") that a record stands on."""
        currency = (record.get("CurrencyRef") or {}).get("value", self.company.home_currency)
        return self.default_account(account_type, currency=currency)

    def default_account(self, account_type: str, sub_type: str = "", currency: str = "") -> str:
        """The first active account of a type (and sub type) in a currency, by default the home currency.

        Raises: ServiceFault 6000 if the company has none.
        """
        wanted = currency or self.company.home_currency
        for account in self.draft.all("Account"):
            fits = account["AccountType"] == account_type and sub_type in {"", account.get("AccountSubType")}
            if fits and account["CurrencyRef"]["value"] == wanted and account.get("Active", True):
                return str(account["Id"])
        raise faults.business(f"This company has no account of type {sub_type or account_type}.")
