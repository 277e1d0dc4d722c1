"""The pages that only show: companies, chart, registers, transactions, customers."""

from flask import Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from matterbooks.sandbox.company import Company
from matterbooks.sandbox.pages import listing
from matterbooks.sandbox.pages.site import bp, companies, company_of, page


@bp.get("/")
def root() -> AnyResponse:
    """The pages are the front door."""
    return redirect("/app/")


@bp.get("/app/")
def choose() -> Response:
    """Which company."""
    return page("companies.html", companies=companies())


@bp.get("/app/<realm>/")
def company_home(realm: str) -> AnyResponse:
    """A company begins with its transactions."""
    return redirect(f"/app/{company_of(realm).realm_id}/transactions")


@bp.get("/app/<realm>/accounts")
def accounts(realm: str) -> Response:
    """The chart of accounts with balances."""
    company = company_of(realm)
    return page("accounts.html", company=company, chart=listing.chart(company))


@bp.get("/app/<realm>/accounts/<identifier>")
def register(realm: str, identifier: str) -> Response:
    """One account's lines with the running balance."""
    company = company_of(realm)
    account = company.transaction("Account", identifier)
    if account is None:
        abort(404, f"{company.name} has no account {identifier}.")
    lines, pages = listing.paged(listing.register(company, identifier), _number())
    return page("register.html", company=company, account=account, lines=lines, pages=pages, number=_number())


@bp.get("/app/<realm>/transactions")
def transactions(realm: str) -> Response:
    """Transactions, newest first, by kind and text."""
    company = company_of(realm)
    chosen = {name: request.args.get(name, "").strip() for name in ("type", "text", "party")}
    if chosen["type"] and chosen["type"] not in listing.KINDS:
        abort(400, f"There is no type of transaction {chosen['type']}. There are: {', '.join(listing.KINDS)}.")
    found = listing.transactions(company, chosen["type"], chosen["text"], chosen["party"])
    some, pages = listing.paged(found, _number())
    return page(
        "transactions.html",
        company=company,
        transactions=some,
        count=len(found),
        pages=pages,
        number=_number(),
        kinds=listing.kind_words(company),
        chosen=chosen,
        name=_name(company, chosen["party"]),
    )


@bp.get("/app/<realm>/customers")
def customers(realm: str) -> Response:
    """Customers with what they owe."""
    company = company_of(realm)
    return page("customers.html", company=company, customers=listing.customers(company))


@bp.get("/app/<realm>/vendors")
def vendors(realm: str) -> Response:
    """Vendors with what is owed to them."""
    company = company_of(realm)
    return page("vendors.html", company=company, vendors=listing.vendors(company))


def _name(company: Company, party: str) -> str:
    """Who is meant by an id, empty for nobody."""
    if not party:
        return ""
    found = company.store.get("Customer", party) or company.store.get("Vendor", party)
    if found is None:
        abort(404, f"{company.name} has no customer or vendor {party}.")
    return str(found.get("FullyQualifiedName") or found["DisplayName"])


def _number() -> int:
    return max(1, request.args.get("page", 1, type=int))
