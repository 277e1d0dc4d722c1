"""How cells look: one accent, figures in the books' currency with a minus beside the red, states as words with a tint.

The tints keep apart for colour-blind readers (after Okabe and Ito), and none of them says anything that no word says.
"""

from __future__ import annotations

from typing import Any

INK, PAPER, LINE, QUIET = "#1F2A37", "#E8EEF4", "#C5CED8", "#52606D"
_SYMBOLS = {
    "AUD": "[$$-C09]", "CAD": "[$$-1009]", "NZD": "[$$-1409]", "USD": "[$$-409]", "GBP": "[$£-809]", "EUR": "[$€-2]",
    "ZAR": "[$R-1C09]", "INR": "[$₹-4009]", "JPY": "[$¥-411]",
}  # fmt: skip
"""ISO code -> Excel's mark of the currency; others stand with their code."""

_FONT: dict[str, Any] = {"font_name": "Calibri"}
_CELL: dict[str, Any] = {"valign": "top", "bottom": 4, "bottom_color": LINE}
_FILLED = {"bg_color": "#FFF9E5", "border": 1, "border_color": LINE, "valign": "top", "text_wrap": True}
_HEADER: dict[str, Any] = {
    "bold": True, "bg_color": INK, "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1,
    "border_color": INK,
}  # fmt: skip
SEVERITIES: dict[str, dict[str, Any]] = {
    "critical": {"bg_color": "#B23A00", "font_color": "#FFFFFF", "bold": True},
    "error": {"bg_color": "#FBD9C3", "font_color": INK, "bold": True},
    "warning": {"bg_color": "#FFF0C2", "font_color": INK},
    "information": {"bg_color": "#DCEBF7", "font_color": INK},
}


def styles(currency: str) -> dict[str, dict[str, Any]]:
    """Style -> properties of the cell format, with amounts in a currency (ISO code, "" for none)."""
    mark = _SYMBOLS.get(currency) or (f'"{currency} "' if currency.isalpha() and len(currency) == 3 else "")
    money, effect = (f"{mark}#,##0.00;[Red]-{mark}#,##0.00;{zero}" for zero in (f"{mark}0.00", "–"))
    named: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16, "font_color": INK},
        "subtitle": {"font_color": QUIET, "italic": True},
        "heading": {"bold": True, "font_size": 12, "font_color": INK, "bottom": 1, "bottom_color": LINE},
        "header": _HEADER,
        "header right": _HEADER | {"align": "right"},
        "text": _CELL,
        "wrapped": _CELL | {"text_wrap": True},
        "link": _CELL | {"font_color": "#0B5394", "underline": 1},
        "quiet": _CELL | {"font_color": QUIET},
        "money": _CELL | {"num_format": money},
        "effect": _CELL | {"num_format": effect, "align": "right"},
        "integer": _CELL | {"num_format": "#,##0"},
        "share": _CELL | {"num_format": "0.0%"},
        "date": _CELL | {"num_format": "yyyy-mm-dd", "align": "left"},
        "severity": _CELL,
        "total": {"bold": True, "num_format": money, "top": 1, "bg_color": PAPER},
        "total integer": {"bold": True, "num_format": "#,##0", "top": 1, "bg_color": PAPER},
        "proof": {"italic": True, "num_format": money, "font_color": QUIET},
        "fill in": _FILLED,
        "fill in date": _FILLED | {"num_format": "yyyy-mm-dd", "align": "left"},
        "good": {
            "bold": True, "bg_color": "#DDEFE3", "font_color": "#14532D", "text_wrap": True, "valign": "vcenter",
        },
        "attention": {
            "bold": True, "bg_color": "#FDEBD3", "font_color": "#7C3A00", "text_wrap": True, "valign": "vcenter",
        },
    }  # fmt: skip
    named |= {f"severity {name}": _CELL | look for name, look in SEVERITIES.items()}
    return {name: _FONT | look for name, look in named.items()} | {"done": {"font_color": "#6B7785"}}
