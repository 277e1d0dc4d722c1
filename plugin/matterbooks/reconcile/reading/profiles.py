"""Column profiles: how the columns of another program's export become the canonical columns of `ledger.csv`.

A profile is a JSON object: `columns`, canonical name -> title in the file (or `amount`, `side` and `account`, as
`profile_words` says); `fixed`, values that every row takes; `kinds`, word of the file -> kind; `dates`, "day first" or
"month first" where nothing in the file decides; `positive`, the side that signed amounts above zero are on; `header`,
the row of the titles, 1-based, where it is not the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
import pandas as pd

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.profile_words import ACCOUNT, AMOUNT, KINDS, SIDE, SIDES
from matterbooks.reconcile.reading.rows import read_text
from matterbooks.values import LEDGER_COLUMNS

TARGETS = (*LEDGER_COLUMNS, AMOUNT, SIDE, ACCOUNT)
"""What a title of the file can be."""

_DATES = ("date", "due_date")
_ACCOUNT = re.compile(r"(?P<number>\d[\d.\-/]*)(?:\s+[-–:]\s+|\s+|$)(?P<name>.*)")
_NEGATIVE = re.compile(r"-(.+)|(.+)-|\((.+)\)")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Profile(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """Canonical column -> title in the file, and what else has to be known of it; name: its own file."""

    columns: dict[str, str]
    fixed: dict[str, str] = {}
    kinds: dict[str, str] = {}
    dates: Literal["day first", "month first", ""] = ""
    header: int = 1
    positive: Literal["debit", "credit"] = "debit"
    name: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether one column holds all amounts."""
        return AMOUNT in self.columns

    def apply(self, file: str, raw: pd.DataFrame) -> pd.DataFrame:
        """Rename and fill the columns of a frame of text, as ledger.csv has them (amounts as they are printed).

        Raises FileRefusedError for a title that the file lacks, and for a kind or a side that nobody knows, with its
        row.
        """
        missing = [printed for printed in self.columns.values() if printed not in raw.columns]
        if missing:
            problem = f"has no column {missing[0]!r}, which the profile {self.name} names"
            raise FileRefusedError(
                file, problem, "Correct the profile, or give the export it was made for.", self.header
            )
        frame = pd.DataFrame({name: raw[printed] for name, printed in self.columns.items()}, index=raw.index)
        frame = frame.assign(row=raw["row"], **self.fixed)
        if ACCOUNT in frame:
            frame = _with_account(frame)
        if "kind" in frame:
            frame["kind"] = self._translated(file, frame, "kind", self.kind_of)
        if SIDE in frame:
            frame[AMOUNT] = _on_side(frame[AMOUNT], self._translated(file, frame, SIDE, _side))
        if self.positive == "credit" and AMOUNT in frame:
            frame[AMOUNT] = frame[AMOUNT].map(_turned)
        for column in _DATES:
            if self.dates and column in frame:
                frame[column] = frame[column].map(self._iso)
        return frame.drop(columns=[name for name in (SIDE, ACCOUNT) if name in frame])

    def kind_of(self, word: str) -> str | None:
        """The kind that a word of the file means, None where nobody knows."""
        known = self.kinds.get(word) or KINDS.get(word.casefold())
        return None if known is None else str(known)

    def _iso(self, text: str) -> str:
        found = _NUMERIC.fullmatch(text)
        if found is None:
            return text
        day, month = (found[1], found[2]) if self.dates == "day first" else (found[2], found[1])
        return f"{found[3]}-{month:0>2}-{day:0>2}"

    def _translated(
        self, file: str, frame: pd.DataFrame, column: str, known: Callable[[str], str | None]
    ) -> pd.Series[str]:
        """Each word of a column as what it means; the first that means nothing is refused."""
        meant = {word: known(word) for word in frame[column].unique()}
        unknown = next((word for word, meaning in meant.items() if meaning is None and word), None)
        if unknown is not None:
            row = int(frame.loc[frame[column] == unknown, "row"].iloc[0])
            problem = f"{unknown!r} in column {self.columns.get(column, column)!r} is not known"
            raise FileRefusedError(file, problem, _SAY_WHAT[column].format(word=unknown), row)
        found: pd.Series[str] = frame[column].map(lambda word: meant[word] or "").astype("str")
        return found


_SAY_WHAT = {
    "kind": 'Tell the profile what it is: matterbooks profile ... --kind "{word}=general_journal".',
    SIDE: "It has to be D or C, Dr or Cr, Debit or Credit.",
}


def _side(word: str) -> str | None:
    side = SIDES.get(word.casefold().rstrip("."))
    return None if side is None else str(side)


def _on_side(amounts: pd.Series[str], sides: pd.Series[str]) -> pd.Series[str]:
    """Amounts with the sign of their side; what stands there negative already turns the other way."""
    signed = [_turned(amount) if side == "-1" else amount for amount, side in zip(amounts, sides, strict=True)]
    return pd.Series(signed, index=amounts.index, dtype="str")


def _turned(amount: str) -> str:
    """The amount with the other sign; what is no amount stays so, and is refused where amounts are read."""
    bare = _NEGATIVE.fullmatch(amount)
    if bare is not None:
        return bare[1] or bare[2] or bare[3]
    return f"-{amount}" if amount else ""


def _with_account(frame: pd.DataFrame) -> pd.DataFrame:
    """`1200 Accounts receivable` as number and name; what begins with no number is a name."""
    parts = frame[ACCOUNT].str.extract(_ACCOUNT)
    numbered = parts["number"].notna()
    frame["account_number"] = parts["number"].where(numbered, "").astype("str")
    frame["account_name"] = parts["name"].where(numbered, frame[ACCOUNT]).astype("str")
    return frame


def read_profile(path: Path) -> Profile:
    """Read a profile; a file that is not one is refused."""
    file = read_text(path)
    way_out = "Write one with: matterbooks profile LEDGER --save profile.json."
    try:
        profile = msgspec.json.decode(file.text, type=Profile)
    except msgspec.DecodeError as error:
        raise FileRefusedError(file.name, f"is not a column profile ({error})", way_out) from error
    unknown = [name for name in (*profile.columns, *profile.fixed) if name not in TARGETS]
    if unknown:
        raise FileRefusedError(file.name, f"names {unknown[0]!r}, which is no column of ledger.csv", way_out)
    return msgspec.structs.replace(profile, name=file.name)


def written(profile: Profile) -> bytes:
    """The profile as the JSON that `read_profile` reads."""
    return msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(profile, name="")), indent=2) + b"\n"
