"""The open accounts of a General Ledger: a stack, since a CSV does not indent sub-accounts, closed by `Total for`.

A parent's own lines precede its children; then stand `Total for Parent` (own lines, if it has any) and `Total for
Parent with sub-accounts`. Sums are tuples of cents, one per money column (amount; or debit and credit).
"""

from __future__ import annotations

from dataclasses import dataclass, field

Sums = tuple[int, ...]


@dataclass(slots=True)
class Group:
    """One open account: its path, the row of its header, its sums, and its running balance (None until one is known).

    `direction`: 1 if a debit adds to the printed balance, -1 if it takes away, 0 until a line tells.
    """

    name: str
    path: str
    row: int
    own: Sums
    whole: Sums
    balance: int | None = None
    direction: int = 0
    lines: int = 0
    has_children: bool = False

    @property
    def own_total(self) -> str:
        """The label of the row that totals its own lines."""
        return f"Total for {self.name}"

    @property
    def whole_total(self) -> str:
        """The label of the row that totals its own lines and its sub-accounts'."""
        return f"Total for {self.name} with sub-accounts"


@dataclass(slots=True)
class Groups:
    """The stack of open accounts, innermost last, and the paths that were opened before."""

    width: int
    open: list[Group] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    total: Sums = ()

    def __post_init__(self) -> None:
        """Start every sum at zero."""
        self.total = self.zero

    @property
    def zero(self) -> Sums:
        """As many zeros as there are money columns."""
        return (0,) * self.width

    @property
    def innermost(self) -> Group | None:
        """The account whose lines are being read."""
        return self.open[-1] if self.open else None

    def begin(self, name: str, row: int) -> Group:
        """Open an account inside the innermost one; its path is `Parent:Child` unless the name says it already."""
        parent = self.innermost
        path = name
        if parent is not None:
            parent.has_children = True
            path = name if name.startswith(f"{parent.path}:") else f"{parent.path}:{name}"
        group = Group(name, path, row, self.zero, self.zero)
        self.open.append(group)
        self.paths.add(path)
        return group

    def add(self, sums: Sums, lines: int) -> None:
        """Count the sums of some lines into the innermost account, all that enclose it, and the report."""
        inner = self.open[-1]
        inner.lines += lines
        inner.own = plus(inner.own, sums)
        for group in self.open:
            group.whole = plus(group.whole, sums)
        self.total = plus(self.total, sums)

    def end(self) -> None:
        """Close the innermost account."""
        self.open.pop()


def plus(left: Sums, right: Sums) -> Sums:
    """Add column by column."""
    return tuple(a + b for a, b in zip(left, right, strict=True))
