"""The pages of a sandbox, under ``/app``; ``/`` leads to them. Importing this module registers every view."""

from matterbooks.sandbox.pages import enter, look, report_pages
from matterbooks.sandbox.pages.site import bp

__all__ = ["bp", "enter", "look", "report_pages"]
