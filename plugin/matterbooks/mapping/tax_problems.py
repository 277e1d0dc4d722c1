"""What is wrong with the sales tax map: codes that are gone, and rates that are not the same on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from matterbooks.ledger.source import HostTaxCode
from matterbooks.mapping.accounts import Catalogue
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.problem import Problem, Severity
from matterbooks.values import Switch


def taxes(mapping: Mapping, codes: Sequence[HostTaxCode], catalogue: Catalogue) -> list[Problem]:
    """What is wrong with the rows of the sales tax map; rates on purchases count while supplier invoices are on."""
    return [*_rows(mapping, codes, catalogue), *_purchases(mapping, codes, catalogue)]


def _rows(mapping: Mapping, codes: Sequence[HostTaxCode], catalogue: Catalogue) -> list[Problem]:
    names = {code.code: code for code in codes}
    found = []
    for code, id_ in mapping.tax_codes.items():
        host, target = names.get(code), catalogue.tax_code(id_)
        if host is None:
            found.append(Problem("tax", code, f"Tax code {code} is no longer in the practice: remove its row.", _W))
        elif target is None or not target.active:
            words = f"The tax code that {host.name} is mapped to is gone or inactive in QuickBooks: choose another."
            found.append(Problem("tax", code, words, _C))
        elif target.sales_rates and sum(rate.rate for rate in target.sales_rates) != host.rate:
            words = f"{host.name} is {host.rate:f} % and {target.name} is not: bills would be held as different."
            found.append(Problem("tax", code, words, _W))
    return found


def _purchases(mapping: Mapping, codes: Sequence[HostTaxCode], catalogue: Catalogue) -> list[Problem]:
    told = any(code.purchase_rates for code in catalogue.tax_codes)
    if not mapping.is_on(Switch.SUPPLIER) or not told:
        return []
    found = []
    for host in codes:
        target = catalogue.tax_code(mapping.tax_codes.get(host.code, ""))
        if target is None or not target.active or not target.sales_rates:
            continue
        if sum(rate.rate for rate in target.purchase_rates) != host.rate:
            words = (
                f"{host.name} is {host.rate:f} % and {target.name} is not on purchases: supplier invoices would differ."
            )
            found.append(Problem("tax", host.code, words, _W))
    return found


_C, _W = Severity.CRUCIAL, Severity.WARNING
