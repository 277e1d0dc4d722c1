"""What every list of names shares: an entry is made inactive, never deleted."""

from matterbooks.sandbox import faults
from matterbooks.sandbox.books.work import Work
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.names import SUFFIX
from matterbooks.sandbox.schema import Record


class Listed(Entity):
    """A list entry with a name; an inactive one bears ``(deleted)`` and frees its name."""

    required = ("Name",)
    computed = frozenset({"FullyQualifiedName", "Level"})

    def complete(self, work: Work, record: Record, old: Record | None) -> Record:
        """Mark or unmark the name, and see that it is free."""
        del old
        active = record.get("Active", True)
        name = record["Name"].removesuffix(SUFFIX)
        done = {**record, "Name": name if active else name + SUFFIX, "Active": active}
        if active:
            self.name_taken(work, done)
        return done

    def name_taken(self, work: Work, record: Record) -> None:
        """Raise: ServiceFault 6240 if the name is another's."""
        self.check_free(work, record, record["Name"])

    def check_free(self, work: Work, record: Record, name: str) -> None:
        """Raise: ServiceFault 6240 if another active entry in the same space is found by `name`."""
        for other in work.draft.find(self.name, name):
            if self.same_space(other, record) and other.get("Active", True) and other["Id"] != record.get("Id"):
                raise faults.duplicate_name()

    def same_space(self, other: Record, record: Record) -> bool:
        """Whether two entries of one name are in each other's way."""
        del other, record
        return True
