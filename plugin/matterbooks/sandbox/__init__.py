"""A QuickBooks Online company that runs on this machine: OAuth, the Accounting API v3, and a double-entry ledger.

Written from Intuit's published facts alone; it knows nothing of the programs that talk to it. Where a fact is
not published, the docstring of the rule says "assumed". Start it with :class:`matterbooks.sandbox.server.Sandbox`
inside a test, or with ``python -m matterbooks.sandbox`` for a process of its own.
"""
