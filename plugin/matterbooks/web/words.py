"""How states, kinds and reasons are called on the screens. Each state has a tone, which is shown beside its word."""

from __future__ import annotations

from dataclasses import dataclass

from matterbooks.store.models import Link, Operation
from matterbooks.values import Action, Held, Kind, LinkState, OperationState, Option, Skipped, Switch


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its tone: good, busy, attention, bad or quiet."""

    text: str
    tone: str
    explained: str = ""


STATES = {
    OperationState.READY: Word("Ready", "busy", "is sent next"),
    OperationState.WAITING: Word("Waiting", "busy", "for a record that it belongs to"),
    OperationState.HELD: Word("Held", "bad", "a person must act"),
    OperationState.SENDING: Word("Sending", "busy", "is on its way"),
    OperationState.UNCERTAIN: Word("Being checked", "attention", "no answer came; QuickBooks is asked"),
    OperationState.DONE: Word("In QuickBooks", "good", "arrived, once"),
    OperationState.SKIPPED: Word("Skipped", "quiet", "stays in the practice, by rule"),
    OperationState.CANCELLED: Word("Cancelled", "quiet", "taken back before it was sent"),
}

LINKS = {
    LinkState.LINKED: Word("In QuickBooks", "good", "locked here"),
    LinkState.DIFFERS: Word("Differs", "bad", "QuickBooks answered with another total"),
    LinkState.UNLOCKED: Word("Unlocked", "attention", "is being given back for editing"),
    LinkState.CHANGED: Word("Changed in QuickBooks", "bad", "edited there since it was sent"),
    LinkState.GONE: Word("Gone from QuickBooks", "bad", "deleted there since it was sent"),
    LinkState.HANDLED_OUTSIDE: Word("Handled outside", "quiet", "dealt with by hand"),
    LinkState.ENDED: Word("Ended", "quiet", "an earlier copy"),
}

GIVEN_BACK = Word("Given back", "quiet", "free to be edited and posted again")

REASONS = {
    Held.MAPPING: "A mapping row is missing",
    Held.PERIOD: "The period is closed in QuickBooks",
    Held.REFUSED: "QuickBooks refused it",
    Held.POSTINGS_DIFFER: "It would post something else than the practice did",
    Held.HALF_TRANSFER: "Only half of a transfer arrived",
    Held.TRUST_WITHOUT_MATTER: "Trust money without a matter",
    Held.BEFORE_START_UNCONFIRMED: "Dated before the start",
    Held.PARENT_MISSING: "What it belongs to is not in QuickBooks",
    Held.PERMISSION: "The QuickBooks user may not do this",
    Held.NOT_YET_SUPPORTED: "Not supported yet",
}

SKIPS = {
    Skipped.NEVER_PUSHED_KIND: "Never pushed",
    Skipped.NOT_YET_SUPPORTED: "Not pushed yet",
    Skipped.SWITCH_OFF: "Its switch was off",
    Skipped.BEFORE_START: "Posted before the start",
    Skipped.OTHER_DIVISION: "Of another division",
    Skipped.REMOVED_BEFORE_PUSH: "Removed before it was sent",
}

SKIPS_EXPLAINED = {
    Skipped.NEVER_PUSHED_KIND: "This kind stays in the practice ledger. Enter it in QuickBooks where it matters there.",
    Skipped.NOT_YET_SUPPORTED: "This release does not send this kind. Enter it in QuickBooks where it matters there.",
    Skipped.SWITCH_OFF: "The switch of its kind was off on the mapping screen when it was posted.",
    Skipped.BEFORE_START: "It was posted before the connection began. Back to draft and posted again, it is sent.",
    Skipped.OTHER_DIVISION: "Only one division of the firm feeds QuickBooks, and this is not it.",
    Skipped.REMOVED_BEFORE_PUSH: "It was removed in the practice before anything was sent.",
}

SWITCHES = {
    Switch.SALES: (
        "Sales invoices",
        "Bills to clients, their payments and credit notes.",
        "Almost every firm has this on.",
    ),
    Switch.SUPPLIER: (
        "Supplier invoices",
        "Bills from suppliers, their payments and credit notes.",
        "Leave it off if expenses are entered in QuickBooks; switch it on to bill expenses on to clients from here.",
    ),
    Switch.TRUST: (
        "Trust transactions",
        "Everything that moves client money.",
        "Uncommon. Trust is reconciled in the practice, whatever stands here.",
    ),
}
"""Each switch: its name, what it sends, and who usually wants it (Actionstep)."""

OPTIONS = {
    Option.ITEMISED: (
        "One line for each line of the bill",
        "Each time entry and disbursement stands on the QuickBooks document by itself.",
        "Off, there is one line for each income account and tax code. The postings are the same.",
    ),
    Option.MATTERS_AS_CUSTOMERS: (
        "Matters as sub-customers",
        "Each matter becomes a sub-customer of its client, so that QuickBooks has a balance for each matter.",
        "Firms that send trust transactions need it; others seldom do.",
    ),
    Option.MATTERS_AS_CLASSES: (
        "Matters as classes",
        "Each line bears a class with the number of its matter, for reports by matter.",
        "For companies that already report by class.",
    ),
}
"""Each way in which documents may look: its name, what it does, and who wants it."""


def kind(value: str) -> str:
    """The name of a kind, as people say it."""
    return value.replace("_", " ").capitalize()


def kinds() -> list[tuple[str, str]]:
    """Every kind of transaction with its name, for filters."""
    return [(each.value, kind(each.value)) for each in Kind]


def reasons() -> list[tuple[str, str]]:
    """Every reason for which something is held or skipped, for filters."""
    unique = {each.value: text for each, text in (*REASONS.items(), *SKIPS.items())}
    return list(unique.items())


def state(value: str) -> Word:
    """The word for an operation's state."""
    return STATES[OperationState(value)]


def link_state(value: str) -> Word:
    """The word for a link's state."""
    return LINKS[LinkState(value)]


def standing(operation: Operation, link: Link | None) -> Word:
    """Where a record stands, from its latest operation and its newest link."""
    if operation.state == OperationState.CANCELLED and operation.reason == LinkState.HANDLED_OUTSIDE:
        return LINKS[LinkState.HANDLED_OUTSIDE]
    if operation.state != OperationState.DONE or link is None:
        return state(operation.state)
    if operation.action == Action.DELETE or link.state == LinkState.ENDED:
        return GIVEN_BACK
    return link_state(link.state)


def reason(value: str) -> str:
    """Why something is held or skipped; empty where nothing is said."""
    if value in set(Held):
        return REASONS[Held(value)]
    return SKIPS[Skipped(value)] if value in set(Skipped) else value.replace("_", " ").capitalize()


def explained(value: str) -> str:
    """What a reason for skipping means, and what can be done; empty for any other."""
    return SKIPS_EXPLAINED[Skipped(value)] if value in set(Skipped) else ""
