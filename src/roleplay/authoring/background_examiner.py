"""The slower checks, in a background thread: one draft at a time, and only the newest one counts."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from typing import TypeAlias

from roleplay.authoring.draft import Draft
from roleplay.authoring.examination import Examination, examine, explore_draft, find_seams

#: An examination, or the error that ended it.
Outcome: TypeAlias = Examination | Exception


class BackgroundExaminer:
    """Examines drafts: first routes, then seams, then all checks; each is reported as soon as it is known.

    While one draft is being examined, a newer one waits, replacing any that waited before. The thread is a daemon, so
    that quitting does not wait for it.
    """

    def __init__(self, report: Callable[[Draft, Outcome], None]) -> None:
        """``report`` is called in the thread."""
        self._report = report
        self._lock = Lock()
        self._next: Draft | None = None
        self._busy = False

    def submit(self, draft: Draft) -> None:
        """Examine this draft as soon as possible."""
        with self._lock:
            self._next = draft
            if self._busy:
                return
            self._busy = True
        Thread(target=self._run, name="examiner", daemon=True).start()

    def cancel(self) -> None:
        """Cancel the pending draft."""
        with self._lock:
            self._next = None

    def _run(self) -> None:
        while True:
            with self._lock:
                draft, self._next = self._next, None
                if draft is None:
                    self._busy = False
                    return
            try:
                known = explore_draft(draft)
                self._report(draft, known)
                if self._next is None:
                    known = find_seams(known)
                    self._report(draft, known)
                if self._next is None:
                    self._report(draft, examine(known))
            except Exception as error:  # shown to the author; a broken check must not end the playtest
                self._report(draft, error)
