"""Reading either side's files: QuickBooks exports and the canonical files of the practice ledger.

Reading never guesses silently: what cannot be read without guessing is refused, naming file, row and way out.
"""
