"""Texts as a cell can hold them: what cannot be shown leaves a visible mark, what is too long is cut and says so."""

from __future__ import annotations

import re

LONGEST = 32_767
"""Excel: the characters of a cell, counted as UTF-16 does."""

_CUT = " ... (cut: {} characters; the whole of it is in the findings as JSON)"
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
_REPLACED = "\ufffd"


def shown(text: str) -> str:
    """The text without control characters: each leaves its picture (U+2400 onwards), CR LF is a line break."""
    if _UNSHOWN.search(text):
        text = _UNSHOWN.sub(_picture, text.replace("\r\n", "\n"))
    if len(text) > LONGEST // 2 and (units := len(text.encode("utf-16-le")) // 2) > LONGEST:
        told = _CUT.format(f"{len(text):,}")
        text = text[: (LONGEST if units == len(text) else LONGEST // 2) - len(told)] + told
    return text


def plain(text: str) -> str:
    """The shown text for xlsxwriter, which writes what stands between <r> and </r> as XML: a space prevents that."""
    text = shown(text)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(_PICTURES + code) if code < 0x20 else "\u2421" if code == 0x7F else _REPLACED
