"""Lists whose entries stand below one another: full names, at most five levels, and names that move with a parent."""

from collections.abc import Mapping
from typing import ClassVar

from matterbooks.sandbox import faults
from matterbooks.sandbox.entities.base import reference
from matterbooks.sandbox.entities.listed import Listed
from matterbooks.sandbox.entities.names import LEVELS, SUFFIX
from matterbooks.sandbox.schema import Record
from matterbooks.sandbox.work import Work


class Tree(Listed):
    """An entry with a ``ParentRef`` of its own kind."""

    flag: ClassVar[str]
    """The field that says whether an entry stands below another."""
    lengths: ClassVar[Mapping[str, int]] = {"Name": 100}
    queryable = Listed.queryable | {"FullyQualifiedName", "ParentRef"}

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Find the place in the tree. Raises: ServiceFault 2500, 6000, 6180, 6240."""
        if ":" in record["Name"]:
            raise faults.business("A name cannot contain a colon.", "Name")
        parent = self._parent(work, record)
        name = record["Name"].removesuffix(SUFFIX) + ("" if record.get("Active", True) else SUFFIX)
        full = f"{parent['FullyQualifiedName']}:{name}" if parent else name
        done = super().complete(work, {**record, "FullyQualifiedName": full}, old)
        return {**done, self.flag: parent is not None}

    def name_taken(self, work: Work, record: Record) -> None:
        """The full name, so that two parents may have children of one name."""
        for other in work.draft.all(self.name):
            same = other["FullyQualifiedName"].casefold() == record["FullyQualifiedName"].casefold()
            if same and other.get("Active", True) and other["Id"] != record.get("Id"):
                raise faults.duplicate_name()

    def settle(self, work: Work, old: Record | None, new: Record | None) -> None:
        """A new name shows in the full names below it."""
        if old is None or new is None or old["FullyQualifiedName"] == new["FullyQualifiedName"]:
            return
        for child in list(work.draft.all(self.name)):
            if reference(child, "ParentRef") == new["Id"]:
                full = f"{new['FullyQualifiedName']}:{child['Name']}"
                self.settle(work, child, work.save(self.name, {**child, "FullyQualifiedName": full}))

    def _parent(self, work: Work, record: Record) -> Record | None:
        identifier = reference(record, "ParentRef")
        parent = work.draft.get(self.name, identifier) if identifier else None
        if parent is None:
            if identifier:
                raise faults.invalid_reference(self.name, identifier, "ParentRef")
            return None
        above: Record | None = parent
        while above:
            if above["Id"] == record.get("Id"):
                raise faults.business("An entry cannot stand below itself.", "ParentRef")
            above = work.draft.get(self.name, reference(above, "ParentRef"))
        if parent["FullyQualifiedName"].count(":") + 1 >= LEVELS:
            raise faults.too_deep()
        return parent


class Class(Tree):
    """What a firm tells its income and costs apart by, such as a matter or a practice area."""

    name = "Class"
    flag = "SubClass"


class Department(Tree):
    """A location, as QuickBooks' pages call it."""

    name = "Department"
    flag = "SubDepartment"
