"""The first cell of every notebook: tables that can be searched, pictures in place, refusals in one sentence."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from IPython.core.getipython import get_ipython
from itables import init_notebook_mode

from matterbooks.errors import MatterbooksError


def begin() -> None:
    """Make the notebook ready; without a network, and without a page of traceback where something is refused.

    Does nothing outside a notebook.
    """
    shell: Any = get_ipython()
    if shell is None:
        return
    shell.run_line_magic("matplotlib", "inline")
    shell.set_custom_exc((MatterbooksError, OSError), _in_one_sentence)
    init_notebook_mode(connected=False)


def sentence(error: BaseException) -> str:
    """What a person is told: the refusal's own words; for a file that cannot be written, which one and what to do."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}. Close the file where it is open, or name another place."
    return " ".join(str(error).split())


def _in_one_sentence(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    del trace, tb_offset
    told = [sentence(error)]
    shell._showtraceback(kind, error, told)
    return told
