"""Ctrl-C and SIGTERM, of which none is forgotten.

Python raises what a signal's handler raises wherever the program happens to be. In the callback of a weak
reference, in `__del__`, in a C function that can't fail, or under a library's bare `except:` it is lost, and
the program goes on as if nobody had asked it to end. So a request is remembered: it is raised again where
Python tells that it was lost, and checked for before anything that can't be undone.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_AGAIN_SECONDS = 0.02  #: after which a request that was lost is raised again


class _Interrupt(KeyboardInterrupt):
    """Ctrl-C.

    Of a plain `KeyboardInterrupt` that leaves code which C code runs, Python keeps a note: at its end it
    kills itself by SIGINT, though the program has handled it.
    """


_requested = 0  #: the signal that asked the process to end
_shields = 0  #: blocks that are not to be left halfway


def listen() -> None:
    """From now on SIGINT raises `KeyboardInterrupt` and SIGTERM `SystemExit`, sooner or later."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as it is for a job in the background
            signal.signal(number, _request)
    signal.signal(signal.SIGALRM, _request)
    sys.unraisablehook = _lost


def check() -> None:
    """Raise what the process was asked to end by, if it was."""
    if _requested:
        signal.setitimer(signal.ITIMER_REAL, 0)
        raise _Interrupt if _requested == signal.SIGINT else SystemExit(128 + _requested)


@contextmanager
def shielded() -> Iterator[None]:
    """Let a block run to its end before a request is raised."""
    global _shields
    _shields += 1
    try:
        yield
    finally:
        _shields -= 1
    if not _shields:
        check()


def _request(number: int, frame: object) -> None:
    global _requested
    if number != signal.SIGALRM:
        _requested = number
    if not _shields:
        check()


def _lost(unraisable: Any) -> None:
    """Raise a request again in a moment, when the program is somewhere else."""
    if _requested and isinstance(unraisable.exc_value, KeyboardInterrupt | SystemExit):
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_SECONDS)
    else:
        sys.__unraisablehook__(unraisable)
