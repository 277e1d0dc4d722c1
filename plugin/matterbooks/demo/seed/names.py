"""Invented clients, matters and suppliers."""

from __future__ import annotations

from typing import NamedTuple

from matterbooks.demo.chart import ADVANCED_COSTS

CLIENTS = (
    "Amelia Hartwell", "Banksia Grove Pty Ltd", "Callum O'Brien", "Chen & Partners Dental", "Dorothy Fenwick",
    "Eastgate Body Corporate", "Farrell Constructions Pty Ltd", "Grace Okafor", "Harbourlight Cafe Pty Ltd",
    "Imogen Blythe", "James and Ruth Whitlock", "Kestrel Logistics Pty Ltd", "Liam Petrovic",
    "Marsh & Daughters Pty Ltd", "Naomi Adeyemi", "Oakridge Primary P&C", "Patrick Delaney",
    "Quill Publishing Pty Ltd", "Rosalind Achterberg", "Saltbush Wines Pty Ltd", "Theo Karagiannis",
    "Umbra Lighting Pty Ltd", "Victoria Lanyon", "Wattle Street Medical", "Xavier Montague", "Yarrow Landscapes",
    "Zoë Müller", "Estate of the late Joan Hartigan", "Blue Heron Aged Care Ltd", "Caspian Imports Pty Ltd",
    "Delphine Rousseau", "Ellery Park Cricket Club", "Figtree Childcare Pty Ltd", "Gideon Strand",
    "Hollis Engineering Pty Ltd",
)  # fmt: skip
"""35 clients: people, companies, an estate and clubs."""

WORK = (
    "Purchase of 12 Banksia Street", "Lease of Shop 4, Eastgate Arcade", "Will and powers of attorney",
    "Supply agreement", "Probate", "Strata by-laws", "Building contract dispute", "Family settlement",
    "Employment claim", "Sale of 3/18 Harbour Road", "Debt recovery", "Shareholders' agreement",
    "Personal injury claim", "Trade mark registration", "Neighbour's fence dispute",
)  # fmt: skip
"""What matters are about; each client's first matter takes the next of them."""

FEES = (
    "Advice in conference", "Drafting and settling documents", "Reviewing correspondence and advising",
    "Appearance and preparation", "Negotiations with the other side", "Preparing and lodging application",
    "Telephone attendances", "Settlement and completion",
)  # fmt: skip


class Disbursement(NamedTuple):
    """A cost that is charged on; taxed says whether it bears GST."""

    description: str
    net: str
    taxed: bool


DISBURSEMENTS = (
    Disbursement("Title search", "31.20", True),
    Disbursement("Company search", "19.00", True),
    Disbursement("Counsel's fee on brief", "880.00", True),
    Disbursement("Courier", "24.55", True),
    Disbursement("Court filing fee", "325.00", False),
    Disbursement("Land registry lodgment fee", "154.27", False),
    Disbursement("Probate registry fee", "412.00", False),
)


class SupplierSeed(NamedTuple):
    """A supplier and what it usually invoices."""

    name: str
    account: str
    description: str
    net: str
    taxed: bool = True


SUPPLIERS = (
    SupplierSeed("Lexisearch Services Pty Ltd", "5000", "Searches for the week", "186.40"),
    SupplierSeed("State Courts Registry", ADVANCED_COSTS, "Filing fees", "650.00", taxed=False),
    SupplierSeed("Paperbark Stationery", "6200", "Paper, toner and envelopes", "142.85"),
    SupplierSeed("Eastgate Property Trust", "6300", "Rent of the office", "4200.00"),
    SupplierSeed("Northside Chambers", ADVANCED_COSTS, "Counsel's fee", "1760.00"),
    SupplierSeed("Brightline Telecom", "6200", "Telephone and internet", "219.00"),
    SupplierSeed("Signpost Media", "6500", "Advertisement in the district news", "390.00"),
    SupplierSeed("Clearview Cleaning", "6200", "Cleaning", "260.00"),
)
