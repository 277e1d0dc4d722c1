"""All that is Intuit's: signing in, sending, reading faults, and what a document becomes as a QuickBooks record.

Knows no table and no page. `client` is the only sender, `auth` the only importer of intuitlib; `payloads` is pure.
"""
