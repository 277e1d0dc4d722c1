"""Tables of words that are shipped as text: sections of lines `head: word | word`."""

from __future__ import annotations

from importlib import resources

Lines = list[tuple[str, list[str]]]


def table(name: str) -> dict[str, Lines]:
    """Section -> its lines, each a head and what stands behind it, in the order of the file."""
    text = resources.files("matterbooks.mapping").joinpath("data", name).read_text("utf-8")
    found: dict[str, Lines] = {}
    for line in text.splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            head, _, words = line.partition(":")
            lines.append((head, [word.strip() for word in words.split("|")]))
    return found
