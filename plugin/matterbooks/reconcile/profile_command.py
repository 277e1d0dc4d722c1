"""`matterbooks profile FILE`: how the columns of another program's ledger are read; shown, corrected, saved."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from matterbooks.errors import FileRefusedError
from matterbooks.reconcile.reading.profile_guess import Guess, checked, guess
from matterbooks.reconcile.reading.profile_words import SIDE
from matterbooks.reconcile.reading.profiles import TARGETS, read_profile, written
from matterbooks.reconcile.reading.raw_ledger import RawLedger, open_raw

COMPLETE, INCOMPLETE, REFUSED = 0, 1, 2
_SAMPLES = 2
_OTHER = {"debit": "credit", "credit": "debit"}


def main(
    path: Path,
    based_on: Path | None = None,
    changes: dict[str, dict[str, str]] | None = None,
    unset: Iterable[str] = (),
    dates: str = "",
    positive: str = "",
    header: int | None = None,
    save: Path | None = None,
    *,
    as_json: bool = False,
    to: TextIO | None = None,
    errors: TextIO | None = None,
) -> int:
    """Return 0 for a profile that reads the file, 1 where something has to be said yet, 2 where a file is refused.

    changes: what a person said, as `columns`, `fixed` and `kinds` of a profile; an incomplete profile is not saved.
    """
    to, errors = to or sys.stdout, errors or sys.stderr
    try:
        raw = open_raw(path, header)
        found = _corrected(raw, _start(raw, based_on), changes or {}, unset, {"dates": dates, "positive": positive})
        if save is not None and not (found.missing or found.unknown_kinds):
            save.write_bytes(written(found.profile))
    except FileRefusedError as error:
        print(" ".join(str(error).split()), file=errors)
        return REFUSED
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Give a file that can be read or written.", file=errors)
        return REFUSED
    for line in [json.dumps(_as_json(raw, found), indent=2)] if as_json else _lines(raw, found, save):
        print(line, file=to)
    return INCOMPLETE if found.missing or found.unknown_kinds else COMPLETE


def _start(raw: RawLedger, based_on: Path | None) -> Guess:
    return guess(raw) if based_on is None else checked(raw, read_profile(based_on), {})


def _corrected(
    raw: RawLedger, begun: Guess, changes: dict[str, dict[str, str]], unset: Iterable[str], said: dict[str, str]
) -> Guess:
    """The profile with what a person said; a column or a title that there is not is refused."""
    columns = changes.get("columns", {})
    for name, title in columns.items():
        if title not in raw.frame.columns:
            titles = ", ".join(str(each) for each in raw.frame.columns if each != "row")
            raise FileRefusedError(raw.file.name, f"has no column {title!r}", f"Its titles: {titles}.", raw.header)
        _refuse_unknown(raw, name)
    for name in (*unset, *changes.get("fixed", {})):
        _refuse_unknown(raw, name)
    old = begun.profile
    gone = {*unset, *changes.get("fixed", {})}
    kept = {name: title for name, title in old.columns.items() if name not in gone and title not in columns.values()}
    profile = msgspec.structs.replace(
        old,
        columns=kept | columns,
        fixed={name: value for name, value in (old.fixed | changes.get("fixed", {})).items() if name not in unset},
        kinds=old.kinds | changes.get("kinds", {}),
        header=raw.header,
        **{name: value for name, value in said.items() if value},
    )
    return checked(raw, profile, {**begun.sure, **dict.fromkeys(columns, "as you said")})


def _refuse_unknown(raw: RawLedger, name: str) -> None:
    if name not in TARGETS:
        raise FileRefusedError(raw.file.name, f"{name!r} is no column of a ledger", f"There are: {', '.join(TARGETS)}.")


def told(raw: RawLedger, found: Guess) -> Iterator[str]:
    """The table: canonical column, title in the file, two values, how sure."""
    rows = [(name, title, _first(raw, title), found.sure[name]) for name, title in found.profile.columns.items()]
    rows += [(name, f"always {value}", "", "as you said") for name, value in found.profile.fixed.items()]
    widths = [max([len(row[at]) for row in rows] or [0]) for at in range(4)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _first(raw: RawLedger, title: str) -> str:
    column = raw.frame[title]
    return " | ".join(list(dict.fromkeys(column[column != ""]))[:_SAMPLES])[:48]


def _lines(raw: RawLedger, found: Guess, save: Path | None) -> Iterator[str]:
    yield f"{raw.file.name}: {len(raw.frame)} rows, titles in row {raw.header}"
    yield from told(raw, found)
    unused = [str(name) for name in raw.frame.columns if name not in (*found.profile.columns.values(), "row")]
    if unused:
        yield f"not read: {', '.join(unused)}"
    if found.kinds:
        yield f"kinds: {', '.join(f'{word} = {kind}' for word, kind in found.kinds.items())}"
    if found.profile.is_signed and SIDE not in found.profile.columns:
        side = found.profile.positive
        yield f"amounts above zero are {side}s; if not, say --positive {_OTHER[side]}"
    for name in found.missing:
        yield f"missing: {name}. Say it with --set {name.split()[0]}=TITLE, or --fixed for one value in every row."
    for word in found.unknown_kinds:
        yield f'unknown kind: {word}. Say what it is with --kind "{word}=general_journal" (or another kind).'
    if found.missing or found.unknown_kinds:
        yield "not saved: the profile is not complete" if save else "the profile is not complete"
    else:
        yield f"written: {save}" if save else "complete; keep it with --save profile.json"


def _as_json(raw: RawLedger, found: Guess) -> dict[str, object]:
    return {
        "file": raw.file.name,
        "rows": len(raw.frame),
        "profile": msgspec.to_builtins(found.profile),
        "sure": dict(found.sure),
        "samples": {name: _first(raw, title) for name, title in found.profile.columns.items()},
        "kinds": dict(found.kinds),
        "missing": list(found.missing),
        "unknown_kinds": list(found.unknown_kinds),
    }
