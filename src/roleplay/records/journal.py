"""The portable journal as values: all that a record holds, fit to travel, and how much of it may."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.records.model import AttemptRecord, AttemptResult, DecisionRecord
from roleplay.records.practice import PracticeEvent
from roleplay.scene.frozen import FrozenDict

if TYPE_CHECKING:
    from roleplay.reading.contents import Source

#: How the text of a scene says that it tells of something that really happened, and what such a scene is called that is
#: given no other name: those of before that key have none.
_PRIVATE = re.compile(
    r"""(?:^|[{,][ \t\n]*)["']?private["']?[ \t]*:[ \t]*(?:true|yes|on)\b""", re.MULTILINE | re.IGNORECASE
)
_INCIDENT = re.compile(r"my-incident(?:-\d+)?")
#: Kinds of practice whose events hold no words of the learner's own. What is not among them stays at home unless own
#: words may go along: an item of a plan is a sentence, and what a later kind keeps is not known here.
_WITHOUT_WORDS = frozenset({"focus", "example", "sitting", "return"})


class Reflection(NamedTuple):
    """What was said in the debrief of an attempt, and when."""

    #: what the learner said before seeing the score
    before_score: str | None
    goal: str | None
    at: datetime
    #: when the goal was kept, and when it was taken back
    goal_at: datetime | None = None
    goal_ended_at: datetime | None = None


class JournalAttempt(NamedTuple):
    """An attempt with all that ever happened in it."""

    #: the attempt with its live decisions, as the rest of the program knows it
    record: AttemptRecord
    #: every decision as it happened, with those taken back (``undone_at``)
    decisions: tuple[DecisionRecord, ...] = ()
    reflection: Reflection | None = None
    #: what earlier scorings said of it, by rising version
    earlier: tuple[AttemptResult, ...] = ()

    @property
    def id(self) -> str:
        """The attempt's id."""
        return self.record.id


class PortableJournal(NamedTuple):
    """A record, or a part of one, that left its machine."""

    #: whose it is: a random id (`records.learner`), never a name
    learner: str
    #: other ids that this learner has had, of records that were put together
    also: tuple[str, ...]
    #: who it is, where that was asked for
    name: str | None
    #: the version of the program that wrote it, of the scoring that it judged by, and of its record
    program: str
    scoring: int
    schema: int
    #: whether the learner's own words are in it, as far as there were any
    own_words: bool
    #: whether ids are hashed and the hour is left out (`records.anonymous`)
    anonymous: bool
    #: by when they were begun, then by id; unfinished and discarded ones and branches too
    attempts: tuple[JournalAttempt, ...]
    #: the texts that they were played on, by digest
    sources: Mapping[str, Source] = FrozenDict()
    #: practice that is no attempt, oldest first
    practice: tuple[PracticeEvent, ...] = ()

    @property
    def learners(self) -> tuple[str, ...]:
        """All ids under which the learner is known."""
        return (self.learner, *self.also)


class JournalTrouble(StrEnum):
    """What can be wrong with a file that is to be a journal. The values name sentences: ``journal.fault.VALUE``."""

    UNREADABLE = "unreadable"
    #: it has more bytes than are ever read
    TOO_LARGE = "too_large"
    #: its first line is not that of a journal
    NO_JOURNAL = "no_journal"
    #: it is the journal of a drill
    DRILL = "drill"
    #: a later version of the program wrote it
    NEWER = "newer"
    #: a line is no JSON, or too long
    NOT_JSON = "not_json"
    #: a line does not follow from the one before it
    CHANGED = "changed"
    #: a line does not hold what a line of its kind holds
    CONTENT = "content"
    #: a line stands where none of its kind may stand, or a second time
    PLACE = "place"
    #: the last line is missing
    CUT = "cut"
    #: something stands after the last line
    MORE = "more"


class JournalFault(NamedTuple):
    """Why a file cannot be taken for a journal; nothing of it is used then."""

    trouble: JournalTrouble
    path: Path
    #: from 1; 0 where it is about the whole file
    line: int = 0
    #: the part of a line that is wrong, the format that was found
    detail: str = ""
    #: what the system says
    error: OSError | None = None


def is_private(scenario_id: str, text: str) -> bool:
    """Whether a scene is made of something that really happened, such as an incident of the learner's own."""
    return _PRIVATE.search(text) is not None or _INCIDENT.fullmatch(scenario_id) is not None


def without_own_words(journal: PortableJournal) -> PortableJournal:
    """The journal without anything that the learner wrote.

    Own lines, words before the score, goals and plans are taken out, and so is all that was played on a private scene.
    """
    private = {source.id for source in journal.sources.values() if _is_private_source(source)}
    attempts = tuple(_wordless(each) for each in journal.attempts if each.record.scenario_id not in private)
    needed = {ref.digest for attempt in attempts for ref in attempt.record.bundle}
    return journal._replace(
        own_words=False,
        attempts=attempts,
        sources={digest: source for digest, source in journal.sources.items() if digest in needed},
        practice=tuple(
            event
            for event in journal.practice
            if event.kind in _WITHOUT_WORDS and event.scenario_id not in private and not _names_incident(event)
        ),
    )


def _is_private_source(source: Source) -> bool:
    return source.kind == "scenario" and is_private(source.id, source.text)


def _names_incident(event: PracticeEvent) -> bool:
    return event.scenario_id is not None and is_private(event.scenario_id, "")


def _wordless(attempt: JournalAttempt) -> JournalAttempt:
    decisions = tuple(_unsaid(row) for row in attempt.decisions)
    return attempt._replace(
        record=attempt.record._replace(kept=live(decisions), before_score=None, goal=None, answered=None),
        decisions=decisions,
        reflection=None,
    )


def _unsaid(row: DecisionRecord) -> DecisionRecord:
    return row if row.decision.own_words is None else row._replace(decision=row.decision._replace(own_words=None))


def live(decisions: Collection[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """Those that were not taken back."""
    return tuple(row for row in decisions if row.undone_at is None)
