"""Telling that something takes its time, and how it can be stopped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from roleplay.commands.output import complain

#: Seconds after which it is said for the first time, and then again and again.
FIRST, AGAIN = 1.0, 10.0


@contextmanager
def said_while_waiting(sentence: Callable[[], str]) -> Iterator[None]:
    """Say ``sentence`` on standard error where somebody is waiting at it for longer than a moment.

    A timer of the system interrupts the work: a thread would keep it from being shared among processes. Where there is
    no such timer (Windows) nothing is said.
    """
    if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        complain(sentence())

    try:
        before = signal.signal(signal.SIGALRM, ring)
    except ValueError:  # not in the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, FIRST, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
