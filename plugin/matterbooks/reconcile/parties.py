"""Whose transaction it is, where its lines name several.

The party on the receivable or payable line counts first, and the client whose trust money it is before whoever is paid.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.normalise import Texts, mapped
from matterbooks.reconcile.transactions import Integers

_SEPARATORS = re.compile(r"[;,|]")
_DOCUMENTS = ("invoice", "credit", "bill", "supplier credit")


def leading_party(parties: Texts, accounts: Texts, codes: Integers, chart: Chart) -> Texts:
    """The party of each posting; for transactions that name several, that of the control account on every line.

    codes: each posting's transaction.
    """
    pairs = pd.DataFrame({"t": codes, "party": parties.array, "row": np.arange(len(codes))})
    distinct = pairs[pairs["party"] != ""].drop_duplicates(["t", "party"])
    several = distinct.loc[distinct.duplicated("t", keep=False), "t"].unique()
    rows = pairs[np.isin(codes, several) & (parties != "").to_numpy()]
    control = {path: _says_whose(path, chart) for path in accounts.unique()}
    ranked = rows.assign(control=accounts.map(control).to_numpy()[rows["row"].to_numpy()])
    first = ranked.sort_values(["control", "party"]).drop_duplicates("t", keep="last").set_index("t")["party"]
    leading = pd.Series(codes, index=parties.index).map(first)
    return leading.where(leading.notna(), parties).astype("str")


def _says_whose(path: str, chart: Chart) -> bool:
    owed_to_clients = path in chart.trust and chart.types.get(path) != "Bank"
    return chart.is_receivable(path) or chart.is_payable(path) or owed_to_clients


def party_of_document(heads: pd.DataFrame) -> Texts:
    """The key of the party of the first document that a payment is applied to, else its own: the payer can be another.

    `applied_to` names documents as `kind:id`, by id or by number, a semicolon between.
    """
    documents = heads[heads["nature"].isin(_DOCUMENTS)]
    names = (documents["kind"] + ":" + documents["id"], documents["id"], documents["number"])
    named = pd.concat([documents["party_key"].set_axis(name.array) for name in names])
    named = named[~named.index.duplicated() & (named.index != "")]
    applied = mapped(heads["applied_to"], lambda text: _SEPARATORS.split(text.strip())[0].strip())
    return applied.map(named).fillna(heads["party_key"]).astype("str")
