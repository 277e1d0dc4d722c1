"""The practice application connected to a company and mapped by suggestion alone, everything switched on."""

from __future__ import annotations

from flask import Flask

from matterbooks.demo.adapter import PracticeLedger
from matterbooks.demo.database import db
from matterbooks.demo.refs import FIRM
from matterbooks.demo.tour.company import open_trust_investment
from matterbooks.mapping.mapping import Mapping
from matterbooks.mapping.suggest import suggest, suggest_tax, suggest_transfers
from matterbooks.sandbox.server import Sandbox
from matterbooks.values import Switch
from tests.demo.office import CLOCK
from tests.demo.practice import TODAY
from tests.hosts.connected import connect, save_mapping


def connect_and_map(app: Flask, sandbox: Sandbox) -> None:
    """Within the application's context."""
    mount, ledger = app.extensions["matterbooks"], PracticeLedger()
    open_trust_investment(sandbox.url)
    catalogue = connect(mount.store, mount.settings.ring, sandbox, sandbox.realms[0], FIRM, CLOCK())
    empty = Mapping(switches=frozenset(Switch))
    accounts = suggest(ledger.accounts(db.session(), FIRM), catalogue, empty)
    codes = suggest_tax(ledger.tax_codes(db.session(), FIRM), catalogue, empty)
    transfers = suggest_transfers(catalogue, empty)
    assert transfers is not None
    mapping = Mapping(
        switches=empty.switches,
        bank_transfers_account=transfers.quickbooks_id,
        opening_date=TODAY.replace(day=1),
        accounts={row.host_code: row.quickbooks_id for row in accounts if row.confident},
        tax_codes={row.host_code: row.quickbooks_id for row in codes if row.confident},
    )
    db.session.remove()
    save_mapping(mount.store, ledger, FIRM, mapping, CLOCK())
