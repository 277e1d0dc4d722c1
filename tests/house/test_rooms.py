"""The rooms of the house: no arrow up, no circle, and what may not enter a room does not."""

from __future__ import annotations

import sys
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.house.graph import edges, imports, modules, room

WORDS = {"", "values", "errors"}
"""What everybody may import; "" is the package itself, for its version and its public names."""

DOORS = {"extension", "mount", "settings", "export", "doctor", "testing", "host_migrations"}
COMMANDS = {"cli", "commands", "command_group", "db_commands"}

MAY: dict[str, set[str]] = {
    "values": set(),
    "errors": set(),
    "ledger": WORDS,
    "mapping": WORDS | {"ledger"},
    "quickbooks": WORDS | {"ledger", "mapping"},
    "store": WORDS | {"ledger", "mapping"},
    "push": WORDS | {"ledger", "mapping", "quickbooks", "store"},
    "locks": WORDS | {"ledger", "mapping", "quickbooks", "store", "push"},
    "web": WORDS | {"ledger", "mapping", "quickbooks", "store", "push", "locks", "export", "reconcile"},
    "reconcile": WORDS,
    "actions": WORDS | {"ledger", "store", "push", "locks", "reconcile"},
    "sandbox": set(),
    "demo": WORDS | {"ledger", "extension", "reconcile", "sandbox"},
}
"""Room -> rooms it may import. The demonstration, whose readers learn from it how to mount us, takes no short cut."""

FOREIGN: dict[str, set[str]] = {
    "values": set(),
    "errors": set(),
    "ledger": set(),
    "mapping": set(),
    "quickbooks": {"intuitlib", "requests", "urllib3", "msgspec", "cryptography"},
    "store": {"sqlalchemy", "alembic", "cryptography", "msgspec"},
    "push": {"sqlalchemy", "requests", "blinker", "msgspec"},
    "locks": {"sqlalchemy"},
    "web": {"sqlalchemy", "flask", "flask_login", "flask_wtf", "wtforms", "werkzeug", "jinja2", "markupsafe"},
    "actions": {"sqlalchemy"},
    "reconcile": {
        "pandas",
        "numpy",
        "polars",
        "pyarrow",
        "openpyxl",
        "python_calamine",
        "xlsxwriter",
        "matplotlib",
        "itables",
        "IPython",
        "tqdm",
        "msgspec",
    },
    "sandbox": {"flask", "werkzeug", "jinja2", "markupsafe", "pytest", "msgspec", "xlsxwriter", "cryptography"},
}
"""Room -> libraries it may import; the sandbox and the notebooks' room take nothing of the plugin with them."""


def _arrows(name: str) -> set[tuple[str, str]]:
    """(module, imported module) across rooms."""
    return {(module, each) for module, found in edges().items() if room(module) == name for each in found}


@pytest.mark.parametrize("name", MAY)
def test_a_room_imports_only_rooms_below_it(name: str) -> None:
    up = {(module, each) for module, each in _arrows(name) if room(each) not in MAY[name] | {name}}
    assert up == set()


def test_every_file_is_in_a_room_that_has_its_rule() -> None:
    rooms = {room(module) for module in modules()} - {""}
    assert rooms == set(MAY) | DOORS | COMMANDS


def test_only_the_extension_imports_the_screens() -> None:
    assert {room(module) for module, found in edges().items() for each in found if room(each) == "web"} == {
        "web",
        "extension",
    }


def test_only_the_command_line_and_the_demonstration_import_the_sandbox() -> None:
    users = {room(module) for module, found in edges().items() for each in found if room(each) == "sandbox"}
    assert users <= {"sandbox", "cli", "demo"}


def test_nothing_imports_the_demonstration() -> None:
    assert {room(module) for module, found in edges().items() for each in found if room(each) == "demo"} <= {"demo"}


def test_only_the_command_line_imports_the_reconciliation() -> None:
    users = {room(module) for module, found in edges().items() for each in found if room(each) == "reconcile"}
    assert users <= {"reconcile", "actions", "cli", "commands", "web", "demo"}


def test_only_commands_import_what_carries_out_a_workbook() -> None:
    users = {room(module) for module, found in edges().items() for each in found if room(each) == "actions"}
    assert users == {"actions", "commands"}


def test_the_screens_load_the_reconciliation_only_when_one_is_asked_for() -> None:
    """Its libraries are an extra, and the screens work without it."""
    eager, page = edges(lazy=False), "matterbooks.web.reconcile_run"
    assert {name for name, found in eager.items() for each in found if room(each) == "reconcile"} & {
        name for name in eager if room(name) == "web"
    } == {page}
    assert {name for name, found in eager.items() if page in found} == set()


def test_nothing_but_commands_imports_commands() -> None:
    users = {room(module) for module, found in edges().items() for each in found if room(each) in COMMANDS}
    assert users <= COMMANDS


def test_no_files_import_each_other_in_a_circle() -> None:
    """Functions may import late what they need, so only what runs at import time can make a circle."""
    graph = {name: found - _parents(name) for name, found in edges(lazy=False).items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))
    assert set(order) == set(modules())


def _parents(name: str) -> set[str]:
    """The packages that a module lies in, which Python has begun to import before it."""
    parts = name.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_room_uses_only_its_own_libraries(name: str) -> None:
    found = {
        (module, library)
        for module, path in modules().items()
        if room(module) == name
        for library in {each.partition(".")[0] for each in imports(path)}
        if library not in sys.stdlib_module_names | {"matterbooks", "__future__"} | FOREIGN[name]
    }
    assert found == set()


def test_only_one_file_imports_intuits_library() -> None:
    users = {
        module for module, path in modules().items() if any(each.startswith("intuitlib") for each in imports(path))
    }
    assert users == {"matterbooks.quickbooks.auth"}
