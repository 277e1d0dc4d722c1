"""What a company keeps by the rules of bookkeeping: a ledger, open items, links, currencies."""
