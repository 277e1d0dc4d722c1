"""Whose transaction it is, where its lines name several.

The party on the receivable or payable line counts first, and the client whose trust money it is before whoever is paid.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from matterbooks.reconcile.accounts import Chart
from matterbooks.reconcile.grouping import Grouping, naming_several
from matterbooks.reconcile.normalise import Texts, mapped

_SEPARATORS = re.compile(r"[;,|]")
_DOCUMENTS = ("invoice", "credit", "bill", "supplier credit")


def whose(party: Texts, parties: Texts, accounts: Texts, grouping: Grouping, chart: Chart) -> Texts:
    """The party of each transaction; of those whose lines name several, that of the control account.

    party: one of each transaction's; parties, accounts: of each posting.
    """
    several = naming_several(parties, grouping)
    rows = np.flatnonzero(np.isin(grouping.codes, several) & (parties != "").to_numpy())
    named = pd.DataFrame(
        {"t": grouping.codes[rows], "party": parties.iloc[rows].array, "path": accounts.iloc[rows].array}
    )
    control = {path: _says_whose(path, chart) for path in named["path"].unique()}
    ranked = named.assign(control=named["path"].map(control)).sort_values(["control", "party"])
    last = ranked.drop_duplicates("t", keep="last").set_index("t")["party"]
    found = party.copy()
    found.loc[last.index] = last
    return found


def _says_whose(path: str, chart: Chart) -> bool:
    owed_to_clients = path in chart.trust and chart.types.get(path) != "Bank"
    return chart.is_receivable(path) or chart.is_payable(path) or owed_to_clients


def party_of_document(heads: pd.DataFrame) -> Texts:
    """The key of the party of the first document that a payment is applied to, else its own: the payer can be another.

    `applied_to` names documents as `kind:id`, by id or by number, a semicolon between.
    """
    paying = heads[heads["applied_to"] != ""]
    documents = heads[heads["nature"].isin(_DOCUMENTS)]
    names = (documents["kind"] + ":" + documents["id"], documents["id"], documents["number"])
    applied = mapped(paying["applied_to"], lambda text: _SEPARATORS.split(text.strip())[0].strip())
    asked = pa.array(applied.unique(), type=pa.large_string())
    wanted = [(name, pc.is_in(pa.array(name), value_set=asked).to_numpy(zero_copy_only=False)) for name in names]
    named = pd.concat([documents.loc[chosen, "party_key"].set_axis(name[chosen].array) for name, chosen in wanted])
    found = heads["party_key"].copy()
    paid = applied.map(named[~named.index.duplicated() & (named.index != "")]).dropna()
    found.loc[paid.index] = paid
    return found
