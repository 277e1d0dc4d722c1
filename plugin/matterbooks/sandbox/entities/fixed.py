"""What a company has from its first day: preferences and its own data."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import SERVER_FIELDS, Entity, reference
from matterbooks.sandbox.entities.system_accounts import open_once
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.tax.switches import check_switches

NOT_YET = (("SalesFormsPrefs", "AllowDeposit"),)
"""Preferences whose effect the sandbox does not have yet: switching one on is refused."""


class Preferences(Entity):
    """The company's settings, one record; groups are merged, so that one setting can be sent alone."""

    name = "Preferences"
    can = frozenset({"update", "query"})

    def writable(self, body: Record) -> Record:
        """With what is empty in a group, which takes a setting back, as the closing date is."""
        return {name: value for name, value in body.items() if name not in SERVER_FIELDS and value not in ("", {})}

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Merge each group into what it was.

        Sales tax is set up by hand alone (Intuit), so that what a client sends of it is not listened to: libraries send
        that it is automated where they were told nothing.
        """
        done = dict(record)
        for group, before in (old or {}).items():
            if isinstance(before, dict) and group not in {"MetaData"}:
                merged = {**before, **record.get(group, {})}
                done[group] = {name: value for name, value in merged.items() if value != ""}
        if not work.by_hand:
            done["TaxPrefs"] = (old or {}).get("TaxPrefs", {})
        for group, name in NOT_YET:
            if done.get(group, {}).get(name) is True:
                raise faults.not_in_sandbox(f"the preference {group}.{name}")
        done["OtherPrefs"] = {"NameValue": _merged((old or {}).get("OtherPrefs", {}), record.get("OtherPrefs", {}))}
        _check_currencies(old, done)
        check_switches(work, old, done)
        _one_class_tracking(record, done)
        return done

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """With multicurrency comes an account for exchange gain or loss."""
        del old
        if new and new["CurrencyPrefs"].get("MultiCurrencyEnabled") is True:
            open_once(work, "Exchange Gain or Loss", "Other Expense", "ExchangeGainOrLoss")


def _one_class_tracking(sent: Record, done: Record) -> None:
    """Classes stand on forms or on lines: what was switched on last switches the other off (Intuit: only one is)."""
    group, names = "AccountingInfoPrefs", ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine")
    both = [name for name in names if done.get(group, {}).get(name) is True]
    asked = [name for name in names if sent.get(group, {}).get(name) is True]
    if len(both) > 1 and len(asked) > 1:
        raise faults.business("Classes can be tracked on transactions or on their lines, not on both.", group)
    for name in set(both) - set(asked) if len(both) > 1 else ():
        done[group] = {**done[group], name: False}


def _check_currencies(old: Record | None, new: Record) -> None:
    """Multicurrency cannot be switched off again, and the home currency stays (Intuit; texts assumed)."""
    before, after = (old or {}).get("CurrencyPrefs", {}), new.get("CurrencyPrefs", {})
    if before.get("MultiCurrencyEnabled") is True and after.get("MultiCurrencyEnabled") is not True:
        raise faults.business("Multicurrency cannot be switched off.", "CurrencyPrefs.MultiCurrencyEnabled")
    if reference(before, "HomeCurrency") != reference(after, "HomeCurrency"):
        raise faults.business("The home currency cannot be changed.", "CurrencyPrefs.HomeCurrency")


def _merged(old: Record, new: Record) -> list[Record]:
    """The named settings, each as it was last sent. Raises: ServiceFault 2020 for one without a name or value."""
    pairs: dict[str, Record] = {}
    for pair in (*old.get("NameValue", []), *new.get("NameValue", [])):
        for part in ("Name", "Value"):
            if part not in pair:
                raise faults.ServiceFault(faults.missing(f"OtherPrefs.NameValue.{part}"))
        pairs[pair["Name"]] = pair
    return list(pairs.values())


class CompanyInfo(Entity):
    """The company's name, addresses and edition."""

    name = "CompanyInfo"
    can = frozenset({"update", "query"})
    computed = frozenset({"Country", "CompanyStartDate", "FiscalYearStartMonth", "SupportedLanguages"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """The name is required."""
        del work
        if not record.get("CompanyName"):
            raise faults.ServiceFault(faults.missing("CompanyName"))
        return {**(old or {}), **record}
