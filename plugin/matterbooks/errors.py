"""Everything that matterbooks raises, one class per failure.

    MatterbooksError
    ├── HostError                     the practice application broke a promise of the seam
    │   ├── UnitOfWorkError           a service ran while the host's session held unsaved work, or in-memory SQLite
    │   └── RecordLockedError         an edit of a record that QuickBooks holds, or is about to hold
    ├── NotAllowedError               the person may not do this
    ├── ConfigurationError            a setting is missing or contradicts another
    │   ├── SchemaError               our tables are missing or of another version
    │   └── SealBrokenError           a stored secret does not open: wrong row, changed, or its key is gone
    ├── ConnectError                  a connection could not be made, and why
    │   ├── ConsentRefusedError       the person declined at Intuit
    │   ├── StateMismatchError        the answer does not belong to a question that we asked in this session
    │   └── WrongCompanyError         the company is another firm's, or not the one that is linked
    ├── QuickBooksError               Intuit's side of the wire
    │   ├── ReconnectNeededError      Intuit no longer accepts our tokens
    │   └── AuthUnavailableError      Intuit's sign-in does not answer just now
    ├── MappingError                  the mapping cannot be used as it is
    │   ├── MissingRowsError          rows are missing: names each, and why it is needed
    │   └── NewerVersionError         somebody saved in the meantime: carries the difference
    ├── PushError                     a document cannot be sent
    │   ├── TrustWithoutMatterError   client money moves and no matter is named
    │   ├── PostingsDifferError       what we would post is not what the host posted (rule 0)
    │   └── NotLinkedError            something it depends on is not in QuickBooks
    └── FileRefusedError              a file cannot be read without guessing: names file, row and way out

A message says what happened, to which record, and what to do next; none holds a token, a secret or a client's name.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matterbooks.mapping.mapping import RowChange


class MatterbooksError(Exception):
    """Anything that matterbooks refuses, in words that a person reads."""


class HostError(MatterbooksError):
    """The practice application broke a promise of the seam."""


class UnitOfWorkError(HostError):
    """A service of ours ran while the host's session held unsaved work, or two engines cannot share the database."""


class RecordLockedError(HostError):
    """An edit of a record that QuickBooks holds, or is about to hold."""


class NotAllowedError(MatterbooksError):
    """The person may not do this."""


class ConfigurationError(MatterbooksError):
    """A setting is missing or contradicts another."""


class SchemaError(ConfigurationError):
    """Our tables are missing or of another version; `flask matterbooks db upgrade` mends it."""


class SealBrokenError(ConfigurationError):
    """A stored secret does not open: it belongs to another row, was changed, or its key left the key ring."""


class ConnectError(MatterbooksError):
    """A connection to QuickBooks could not be made."""


class ConsentRefusedError(ConnectError):
    """The person declined at Intuit."""


class StateMismatchError(ConnectError):
    """The answer does not belong to a question that we asked in this browser session."""


class WrongCompanyError(ConnectError):
    """The QuickBooks company feeds another firm, or is not the one that this firm's records are linked to."""


class QuickBooksError(MatterbooksError):
    """Something on Intuit's side of the wire stands in the way."""


class ReconnectNeededError(QuickBooksError):
    """Intuit no longer accepts our tokens: an administrator connects again, nothing is lost meanwhile."""


class AuthUnavailableError(QuickBooksError):
    """Intuit's sign-in does not answer, or not in a way that can be understood; it is tried again by itself."""


class MappingError(MatterbooksError):
    """The mapping cannot be used as it is."""


class MissingRowsError(MappingError):
    """Rows are missing; each is named with the reason it is needed."""


class NewerVersionError(MappingError):
    """Somebody saved the mapping in the meantime.

    `saved_by`, `saved_at` (aware UTC) and `changes` (rows that differ from the version the person began with, as
    `matterbooks.mapping.mapping.RowChange`) let the screen show the difference.
    """

    def __init__(self, message: str, *, saved_by: str, saved_at: datetime, changes: tuple[RowChange, ...]) -> None:
        super().__init__(message)
        self.saved_by = saved_by
        self.saved_at = saved_at
        self.changes = changes


class PushError(MatterbooksError):
    """A document cannot be sent as it is."""


class TrustWithoutMatterError(PushError):
    """Client money moves between trust and office, and the record does not say whose it is."""


class PostingsDifferError(PushError):
    """What QuickBooks would post is not what the host posted (rule 0)."""


class NotLinkedError(PushError):
    """Something that the document depends on is not in QuickBooks."""


class FileRefusedError(MatterbooksError):
    """A file cannot be read without guessing; the message names file, row and way out.

    `file` and `row` (1-based, None for the whole file) are kept for callers that list refusals.
    """

    def __init__(self, file: str, problem: str, way_out: str, row: int | None = None) -> None:
        place = file if row is None else f"{file}, row {row}"
        super().__init__(f"{place}: {problem}. {way_out}")
        self.file = file
        self.row = row
        self.problem = problem
        self.way_out = way_out
