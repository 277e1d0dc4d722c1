"""Whose workbook it is: a workbook of another firm, company or export is refused before anything is looked at."""

from __future__ import annotations

from matterbooks.errors import MatterbooksError
from matterbooks.push.context import Context
from matterbooks.reconcile.ticked import Ticked
from matterbooks.store import audit, connections


class ActionsRefusedError(MatterbooksError):
    """The workbook is not one that can be carried out here; nothing was done."""


def refuse_stranger(context: Context, ticked: Ticked, firm: str | None) -> None:
    """Raises ActionsRefusedError where firm, realm or export are not those of this installation.

    firm: the one that the person named, None to go by the workbook.
    """
    if firm not in (None, ticked.firm):
        raise ActionsRefusedError(f"{ticked.path} is of firm {ticked.firm}, not of {firm}. Give {firm}'s own workbook.")
    with context.store.read() as session:
        connection = connections.live(session, ticked.firm)
        if connection is None:
            raise ActionsRefusedError(
                f"{ticked.path} is of firm {ticked.firm}, which is not connected here. "
                "Run this where the firm is, or connect it first."
            )
        realm = connections.realm_of(context.ring, connection)
        if realm != ticked.realm:
            raise ActionsRefusedError(
                f"{ticked.path} compares {ticked.company} (realm {ticked.realm}), and firm {ticked.firm} is connected "
                f"to realm {realm}. Reconcile with the company that is connected."
            )
        if not audit.happened(session, ticked.firm, audit.EXPORTED, ticked.export_id):
            raise ActionsRefusedError(
                f"{ticked.path} was made from the export {ticked.export_id}, which firm {ticked.firm} never made. "
                "Export again, reconcile, and tick in the new workbook."
            )
