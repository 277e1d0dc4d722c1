"""Clients' money: bank, trust cash book, client ledgers and QuickBooks beside each other.

It tells whether QuickBooks agrees with the trust ledger, and, with a statement, whether the bank does. It is no
statutory trust reconciliation: that stays in the practice system.
"""
