"""Companies to begin with: ``empty``, the chart every new company has, and ``sample``, which also has a law firm's
accounts and, in the US, Intuit's sample ids. Neither has a transaction."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from matterbooks.sandbox.api import service
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.registry import REGISTRY
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.seeds import landscaper
from matterbooks.sandbox.seeds.chart import CHART, ITEMS, AccountSeed, ItemSeed, StockSeed
from matterbooks.sandbox.seeds.countries import PROFILES, Profile
from matterbooks.sandbox.seeds.settings import company_info, preferences
from matterbooks.sandbox.seeds.taxes import add_taxes
from matterbooks.sandbox.storage.database import Database

COUNTRIES = tuple(PROFILES)
SEEDS = ("sample", "empty")


def check(country: str, seed: str) -> None:
    """Raise: ValueError for another country than US, AU, NZ, GB and CA, or for an unknown seed."""
    if country not in PROFILES:
        raise ValueError(f"There is no country {country!r} here. There are: {', '.join(COUNTRIES)}.")
    if seed not in SEEDS:
        raise ValueError(f"There is no seed company {seed!r}. There are: {', '.join(SEEDS)}.")


def build(
    realm_id: str,
    country: str,
    seed: str,
    now: Callable[[], datetime],
    name: str = "",
    database: Database | None = None,
    number: int = 1,
) -> Company:
    """A company of `country`, kept in `database` under `number`, by default in a private one. Raises: ValueError."""
    check(country, seed)
    database = database or Database()
    with database.transaction():
        return _built(realm_id, country, seed, now, name, database, number)


def _built(
    realm_id: str, country: str, seed: str, now: Callable[[], datetime], name: str, database: Database, number: int
) -> Company:
    profile = PROFILES[country]
    name = name or f"Sandbox Company_{country}_{realm_id[-1]}"
    company = Company(realm_id, name, country, profile.currency, now, database, number)
    company.save()
    _put(company, "Preferences", preferences(profile, name, counts=seed == "sample"))
    _put(company, "CompanyInfo", company_info(profile, name, company.today()))
    for account in CHART:
        if account.basic or seed == "sample":
            _add_account(company, account, profile)
    add_taxes(company, seed)
    _add_lists(company, seed)
    if seed == "sample" and country == "US":
        _add_landscaper(company, profile)
    return company


def _put(company: Company, entity: str, record: Record) -> None:
    """Store what the API cannot create."""
    instant = stamp(company.now())
    meta = {"CreateTime": instant, "LastUpdatedTime": instant}
    company.store.put(entity, {**record, "SyncToken": "0", "MetaData": meta})


def _add(company: Company, entity: str, identifier: int, body: Record) -> None:
    """Create a record under a chosen id, by the rules of the API."""
    line = REGISTRY[entity].id_line
    following = company.store.next_ids[line]
    company.store.next_ids[line] = identifier
    service.write(company, REGISTRY[entity], body, "", frozenset())
    company.store.next_ids[line] = max(following, identifier + 1)


def _add_account(company: Company, account: AccountSeed, profile: Profile) -> None:
    name = profile.account_names.get(account.identifier, account.name)
    sub = profile.account_sub_types.get(account.identifier, account.sub_type)
    parent = {"ParentRef": {"value": str(account.parent)}, "SubAccount": True} if account.parent else {}
    body = {"Name": name, "AccountType": account.kind, "AccountSubType": sub, **parent}
    _add(company, "Account", account.identifier, body)


def _add_lists(company: Company, seed: str) -> None:
    for identifier, (name, days) in enumerate(TERMS, start=1):
        _add(company, "Term", identifier, {"Name": name, "DueDays": days})
    for identifier, name in enumerate(METHODS, start=1):
        _add(company, "PaymentMethod", identifier, {"Name": name})
    for item in ITEMS:
        if item.basic or seed == "sample":
            _add_item(company, item)


def _add_item(company: Company, item: ItemSeed) -> None:
    body = {"Name": item.name, "Type": "Service", "IncomeAccountRef": {"value": str(item.account)}}
    _add(company, "Item", item.identifier, body)


def _add_stock(company: Company, item: StockSeed) -> None:
    accounts = {"IncomeAccountRef": "79", "ExpenseAccountRef": "80", "AssetAccountRef": "81"}
    body = {
        "Name": item.name,
        "Type": "Inventory",
        "TrackQtyOnHand": True,
        "QtyOnHand": 0,
        "InvStartDate": item.start,
        "Taxable": True,
        "Description": item.text,
        "PurchaseDesc": item.text,
        "UnitPrice": Decimal(item.price),
        "PurchaseCost": Decimal(item.cost),
        **{name: {"value": identifier} for name, identifier in accounts.items()},
    }
    _add(company, "Item", item.identifier, body)


def _add_landscaper(company: Company, profile: Profile) -> None:
    """What Intuit's own sample company has besides."""
    for account in landscaper.ACCOUNTS:
        _add_account(company, account, profile)
    for item in landscaper.ITEMS:
        _add_item(company, item)
    for stocked in landscaper.STOCK:
        _add_stock(company, stocked)
    for identifier, name, client in landscaper.CUSTOMERS:
        place = {"ParentRef": {"value": str(client)}, "Job": True} if client else {}
        known = landscaper.ADDRESSES.get(identifier)
        _add(company, "Customer", identifier, {"DisplayName": name, **place, **(known.fields() if known else {})})
    for identifier, name in landscaper.VENDORS:
        _add(company, "Vendor", identifier, {"DisplayName": name})
    for identifier, given, family in landscaper.EMPLOYEES:
        _add(company, "Employee", identifier, {"GivenName": given, "FamilyName": family})


TERMS = (("Due on receipt", 0), ("Net 15", 15), ("Net 30", 30), ("Net 60", 60))
METHODS = ("Cash", "Check", "Visa", "MasterCard", "Discover", "American Express", "Diners Club")
