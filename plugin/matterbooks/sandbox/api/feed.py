"""Change data capture: what changed since an instant, deletions as notices (Intuit: 30 days back, 1000 objects)."""

from datetime import datetime, timedelta
from operator import itemgetter

from matterbooks.sandbox import faults
from matterbooks.sandbox.clock import stamp
from matterbooks.sandbox.company import Company
from matterbooks.sandbox.entities.base import Entity
from matterbooks.sandbox.entities.registry import BY_PATH
from matterbooks.sandbox.oauth.roles import Role
from matterbooks.sandbox.schema import Record, known_path

LOOK_BACK = timedelta(days=30)
OBJECTS_LIMIT = 1000
NO_FEED = frozenset({"JournalCode", "TaxAgency", "TaxCode", "TaxRate"})


def changes_since(company: Company, entities: str, since: str, role: Role = Role.ADMIN) -> list[Record]:
    """For each entity named a page of its changed records, the oldest change first; empty where nothing changed.

    Of more than 1000 objects the first ones are answered (assumed: which). Raises: ServiceFault 2020 for what is not
    named, 2010 for what is no instant, 6000 for one too far back (codes assumed), 500 for an entity without a feed,
    5020 for one that `role` does not see.
    """
    if not entities or not since:
        raise faults.ServiceFault(faults.missing("changedSince" if entities else "entities"))
    start = _instant(company, since)
    if company.now() - start > LOOK_BACK:
        raise faults.business("changedSince can be at most 30 days back.", "changedSince")
    asked = [_entity(name.strip()) for name in entities.split(",")]
    for entity in asked:
        role.check_read(entity.name)
    left, pages = OBJECTS_LIMIT, []
    with company.lock:
        for entity in asked:
            page = _page(company, entity, start, left)
            left -= page.get("maxResults", 0)
            pages.append(page)
    return pages


def _instant(company: Company, text: str) -> datetime:
    """An instant; a plus sign that the address turned into a space is one again, without a zone it is Pacific."""
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        raise faults.unreadable("changedSince") from None
    return found if found.tzinfo else datetime.fromisoformat(f"{found.isoformat()}{stamp(company.now())[-6:]}")


def _entity(name: str) -> Entity:
    entity = BY_PATH.get(name.lower())
    if entity is None and known_path(name):
        raise faults.not_in_sandbox(f"a feed of {name}")
    if entity is None or entity.name in NO_FEED:
        raise faults.unsupported_operation(f"cdc of {name}")
    return entity


def _page(company: Company, entity: Entity, start: datetime, most: int) -> Record:
    changed = [(when, identifier, False) for identifier, when in company.store.changed_since(entity.name, start)]
    gone = [(when, identifier, True) for identifier, when in company.store.deleted_since(entity.name, start)]
    ordered = sorted([*changed, *gone], key=itemgetter(0))
    if not ordered[:most]:
        return {}
    answers = [_answer(company, entity, *one) for one in ordered[:most]]
    return {entity.name: answers, "startPosition": 1, "maxResults": len(answers), "totalCount": len(ordered)}


def _answer(company: Company, entity: Entity, when: datetime, identifier: str, is_gone: bool) -> Record:
    if is_gone:
        return {"status": "Deleted", "domain": "QBO", "Id": identifier, "MetaData": {"LastUpdatedTime": stamp(when)}}
    return company.present(entity.name, company.store.tables[entity.name][identifier])
