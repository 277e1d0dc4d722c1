"""The import graph of the package as it is written: which file imports which, types only left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "plugin"
PACKAGE = SOURCE / "matterbooks"


@cache
def modules() -> dict[str, Path]:
    """Dotted name -> file, for every file of the package."""
    return {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, lazy: bool = True) -> set[str]:
    """Dotted names that a file imports when it runs; with `lazy`, also those inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {name for node in _running(tree, lazy=lazy) for name in _names(node, path)}


def _running(node: ast.AST, *, lazy: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements, without those under `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _running(other, lazy=lazy)
        elif lazy or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _running(child, lazy=lazy)


def _names(node: ast.Import | ast.ImportFrom, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        package = path.relative_to(SOURCE).parts[: -node.level]
        base = ".".join([*package, *([base] if base else [])])
    known = modules()
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in known else base


def room(name: str) -> str:
    """The room of a module: the folder below the package, or the file itself where it stands at the top."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def edges(*, lazy: bool = True) -> dict[str, set[str]]:
    """Module -> modules of ours that it imports."""
    known = modules()
    return {name: {each for each in imports(path, lazy=lazy) if each in known} - {name} for name, path in known.items()}
