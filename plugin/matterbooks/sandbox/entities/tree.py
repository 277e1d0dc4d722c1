"""Lists whose entries stand below one another: full names, at most five levels, and names that move with a parent."""

from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.family import check_depth
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.entities.names import SUFFIX
from matterbooks.sandbox.schema import Record


class Tree(Listed):
    """An entry with a ``ParentRef`` of its own kind."""

    flag: ClassVar[str]
    """The field that says whether an entry stands below another."""
    word: ClassVar[str]
    """What fault 2500 calls the entries."""
    forbidden: ClassVar[str] = ":"
    """Signs that a name cannot hold."""

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Find the place in the tree. Raises: ServiceFault 2500, 6000, 6180, 6240."""
        for sign in self.forbidden:
            if sign in record["Name"]:
                raise faults.business(f"A name cannot contain the character {sign!r}.", "Name")
        parent = self._parent(work, record)
        name = record["Name"].removesuffix(SUFFIX) + ("" if record.get("Active", True) else SUFFIX)
        full = f"{parent['FullyQualifiedName']}:{name}" if parent else name
        done = super().complete(work, {**record, "FullyQualifiedName": full}, old)
        return {**done, self.flag: parent is not None}

    def name_taken(self, work: Work, record: Record) -> None:
        """The full name, so that two parents may have children of one name."""
        self.check_free(work, record, record["FullyQualifiedName"])

    def check_place(self, parent: Record, record: Record) -> None:
        """Raise: ServiceFault if `record` cannot stand below `parent`."""

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A new name shows in the full names below it."""
        if old is None or new is None or old["FullyQualifiedName"] == new["FullyQualifiedName"]:
            return
        for child in work.draft.below(self.name, new["Id"]):
            self.settle(work, child, work.save(self.name, {**child, **self.place(new, child)}))

    def place(self, parent: Record, child: Record) -> Record:
        """What an entry's place below `parent` says of it."""
        return {"FullyQualifiedName": f"{parent['FullyQualifiedName']}:{child['Name']}"}

    def _parent(self, work: Work, record: Record) -> Record | None:
        identifier = reference(record, "ParentRef")
        if not identifier:
            return None
        parent = work.draft.get(self.name, identifier)
        if parent is None:
            raise faults.invalid_reference(self.word, identifier, "ParentRef")
        above: Record | None = parent
        while above:
            if above["Id"] == record.get("Id"):
                raise faults.business("An entry cannot stand below itself.", "ParentRef")
            above = work.draft.get(self.name, reference(above, "ParentRef"))
        self.check_place(parent, record)
        check_depth(work, self.name, parent, record)
        return parent


class Class(Tree):
    """What a firm tells its income and costs apart by, such as a matter or a practice area."""

    name = "Class"
    flag = "SubClass"
    word = "Klasses"


class Department(Tree):
    """A location, as QuickBooks' pages call it."""

    name = "Department"
    flag = "SubDepartment"
    word = "Depts"
