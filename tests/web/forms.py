"""Forms as a browser without JavaScript sees them: every field with its value, to be changed and sent back."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class _Form:
    id: str
    fields: Fields = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the fields of every form, as a browser would send them; templates are not part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self.ids: list[str] = []
        self._select: str | None = None
        self._chosen: str | None = None
        self._first: str | None = None
        self._area: str | None = None
        self._template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {key: value or "" for key, value in attrs}
        if tag == "template":
            self._template += 1
        if self._template:
            return
        if "id" in got:
            self.ids.append(got["id"])
        if tag == "form":
            self.forms.append(_Form(got.get("id", "")))
        elif tag == "input" and self.forms and "name" in got:
            if got.get("type") not in ("checkbox", "radio") or "checked" in got:
                self.forms[-1].fields.append((got["name"], got.get("value", "on")))
        elif tag == "select" and self.forms:
            self._select, self._chosen, self._first = got.get("name"), None, None
        elif tag == "option" and self._select is not None:
            self._first = got.get("value", "") if self._first is None else self._first
            if "selected" in got:
                self._chosen = got.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._template -= 1
        if tag == "select" and self._select is not None:
            chosen = self._chosen if self._chosen is not None else self._first or ""
            self.forms[-1].fields.append((self._select, chosen))
            self._select = None


def fields(page: str, form_id: str) -> Fields:
    """The fields of one form, in the order in which they are sent."""
    reader = _Reader()
    reader.feed(page)
    return next(form.fields for form in reader.forms if form.id == form_id)


def ids(page: str) -> list[str]:
    """Every id of the page."""
    reader = _Reader()
    reader.feed(page)
    return reader.ids


def rows(form: Fields, section: str) -> dict[str, str]:
    """Left side -> right side of one section of the mapping form."""
    left = [value for name, value in form if name == f"{section}_host"]
    right = [value for name, value in form if name == f"{section}_quickbooks"]
    return dict(zip(left, right, strict=True))


def choose(form: Fields, section: str, host_code: str, quickbooks_id: str) -> Fields:
    """The form with this chosen on the right of a row that is there."""
    left = [value for name, value in form if name == f"{section}_host"]
    place, seen, changed = left.index(host_code), -1, []
    for name, value in form:
        seen += name == f"{section}_quickbooks"
        is_it = name == f"{section}_quickbooks" and seen == place
        changed.append((name, quickbooks_id if is_it else value))
    return changed


def put(form: Fields, name: str, value: str) -> Fields:
    """The form with this in a field of this name, whatever was in it."""
    return [(key, held) for key, held in form if key != name] + [(name, value)]


def as_data(form: Fields) -> dict[str, list[str]]:
    """The form as Flask's test client takes it."""
    data: dict[str, list[str]] = {}
    for name, value in form:
        data.setdefault(name, []).append(value)
    return data
