"""axe-core over a page: every rule that it has, those of WCAG 2.2 AA and those it calls best practice."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

_RUN = """async () => {
  const {violations} = await axe.run({resultTypes: ["violations"]});
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${rule.help}`));
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is: rule, place and what is expected; empty where it finds nothing."""
    page.evaluate(_script())
    found: list[str] = page.evaluate(_RUN)
    return found


@cache
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
