"""Compare the practice ledger with QuickBooks exports and prove that nothing is left unexplained.

Needs the `notebooks` extra (pandas and its company); imports neither Flask nor SQLAlchemy.
"""
