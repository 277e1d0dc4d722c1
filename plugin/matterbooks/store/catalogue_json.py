"""The company as last read, to JSON and back: decimals and dates as text, so that nothing is rounded on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from matterbooks.mapping.accounts import Catalogue, Company, QuickBooksAccount, QuickBooksTaxCode, TaxRate
from matterbooks.mapping.rights import Grant, Right

_RATES = ("sales_rates", "purchase_rates")


def to_json(catalogue: Catalogue) -> dict[str, Any]:
    """Plain JSON values, as `from_json` reads them."""
    closing = catalogue.company.closing_date
    return {
        "company": asdict(catalogue.company) | {"closing_date": closing.isoformat() if closing else None},
        "accounts": [asdict(account) for account in catalogue.accounts],
        "tax_codes": [_tax_code_to_json(code) for code in catalogue.tax_codes],
        "read_at": catalogue.read_at.isoformat(),
        "rights": [asdict(right) for right in catalogue.rights],
    }


def from_json(data: dict[str, Any]) -> Catalogue:
    """The catalogue that `to_json` wrote, by this version or an older one."""
    closing = data["company"].get("closing_date")
    company = data["company"] | {"closing_date": date.fromisoformat(closing) if closing else None}
    return Catalogue(
        company=Company(**_known(Company, company)),
        accounts=tuple(QuickBooksAccount(**_known(QuickBooksAccount, account)) for account in data["accounts"]),
        tax_codes=tuple(_tax_code_from_json(code) for code in data["tax_codes"]),
        read_at=datetime.fromisoformat(data["read_at"]),
        rights=tuple(_right(right) for right in data.get("rights", ())),
    )


def _tax_code_to_json(code: QuickBooksTaxCode) -> dict[str, Any]:
    return asdict(code) | {
        name: [asdict(rate) | {"rate": str(rate.rate)} for rate in getattr(code, name)] for name in _RATES
    }


def _tax_code_from_json(data: dict[str, Any]) -> QuickBooksTaxCode:
    return QuickBooksTaxCode(**_known(QuickBooksTaxCode, data | {name: _rates(data.get(name, ())) for name in _RATES}))


def _rates(listed: Iterable[dict[str, Any]]) -> tuple[TaxRate, ...]:
    return tuple(TaxRate(**_known(TaxRate, rate | {"rate": Decimal(rate["rate"])})) for rate in listed)


def _right(data: dict[str, Any]) -> Right:
    return Right(**_known(Right, data | {"grant": Grant(data["grant"])}))


def _known(of: type, data: dict[str, Any]) -> dict[str, Any]:
    """The values that this version of the class has fields for."""
    names = {field.name for field in fields(of)}
    return {name: value for name, value in data.items() if name in names}
