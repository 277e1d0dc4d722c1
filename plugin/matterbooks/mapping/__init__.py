"""What corresponds to what: practice accounts, tax codes and currencies against those of the QuickBooks company.

Pure: no I/O. `accounts` holds plain values of the company, which `matterbooks.quickbooks.catalogue` fills.
"""
