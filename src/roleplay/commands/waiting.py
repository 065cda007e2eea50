"""A notice that something takes long, and how to stop it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from roleplay.commands.output import print_error

#: Seconds before the first notice, and between further ones.
FIRST, AGAIN = 1.0, 10.0


@contextmanager
def notice_while_waiting(sentence: Callable[[], str]) -> Iterator[None]:
    """Print ``sentence`` on standard error repeatedly while the body runs, if that is a terminal.

    It uses a system timer: with a second thread, the work could not be forked. Without such a timer (Windows),
    nothing is printed.
    """
    if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        print_error(sentence())

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
