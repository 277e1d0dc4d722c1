"""What the bookkeeper does in the QuickBooks company itself, over its API."""

from __future__ import annotations

import requests

TRUST_INVESTMENT = "Trust Investment Account"
"""The practice keeps client money in two banks, and the sample company has one."""

_PATIENCE_SECONDS = 30


def open_trust_investment(quickbooks: str) -> None:
    """Open the second trust bank, before the practice reads the chart of accounts."""
    realm = requests.get(f"{quickbooks}/sandbox/companies", timeout=_PATIENCE_SECONDS).json()[0]["realmId"]
    tokens = requests.post(f"{quickbooks}/sandbox/tokens", json={"realmId": realm}, timeout=_PATIENCE_SECONDS)
    tokens.raise_for_status()
    answer = requests.post(
        f"{quickbooks}/v3/company/{realm}/account",
        json={"Name": TRUST_INVESTMENT, "AccountType": "Bank", "AccountSubType": "TrustAccounts"},
        headers={"Authorization": f"Bearer {tokens.json()['access_token']}", "Accept": "application/json"},
        timeout=_PATIENCE_SECONDS,
    )
    answer.raise_for_status()
