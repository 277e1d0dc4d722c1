"""When a refresh hands out a new refresh token."""

from enum import StrEnum


class Rotation(StrEnum):
    """Intuit replaces the value about once a day; the others are for tests of either case."""

    ALWAYS = "always"
    DAILY = "daily"
    NEVER = "never"
