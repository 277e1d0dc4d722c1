"""Push a law practice's ledger into QuickBooks Online, one way and exactly once, and prove that both books agree."""

__version__ = "0.1.0"
