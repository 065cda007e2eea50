"""The portable journal as values: all that a record holds, fit to travel, and how much of it may."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay.records.model import AttemptRecord, AttemptResult, DecisionRecord, SourceRef
from roleplay.records.practice import PracticeEvent
from roleplay.scene.frozen import FrozenDict

if TYPE_CHECKING:
    from roleplay.reading.contents import Source

#: How the text of a scene says whether it tells of something that really happened. That it does is believed wherever it
#: stands; that it does not only as a key of the whole scene, for in an answer somebody may have written anything.
_KEY = r"""["']?private["']?[ \t]*:\s*(?:\#[^\n]*\n\s*)*["']?"""
_PRIVATE = re.compile(rf"(?:^|[{{,]\s*){_KEY}(?:true|yes|on)\b", re.MULTILINE | re.IGNORECASE)
_PUBLIC = re.compile(rf"^{_KEY}(?:false|no|off)\b", re.MULTILINE | re.IGNORECASE)
#: How such a scene is known that says neither: those of before that key do not. It is called so where it was given no
#: other name, and begins with the words of its frame.
_INCIDENT = re.compile(r"my-incident(?:-\d+)?")
FRAME_WORDS = (
    "Something that happened to you; it can be played as it stands.",
    "Something that happened to me: what was said, and what would have been better.",
    "你自己碰上的一件事，现在就能演。",
    "自己碰上的一件事：当时怎么说的，怎么说会更好。",
)
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
    if _PRIVATE.search(text) is not None:
        return True
    if _PUBLIC.search(text) is not None:
        return False
    return _INCIDENT.fullmatch(scenario_id) is not None or any(words in text for words in FRAME_WORDS)


def played_on_private(
    bundle: Iterable[SourceRef], kept: Callable[[str], str | None], text_of: Callable[[str], str | None]
) -> bool:
    """Whether an attempt was played on a private scene: as its text was then, or as it is today.

    ``kept`` gives the text of a digest, ``text_of`` that of the scene of an id as it is today, where there is one. Who
    marks a scene afterwards means what was played before as well; who frees one has changed what the text tells.
    """
    scenes = [ref for ref in bundle if ref.kind == "scenario"]
    return any(_tells(ref.id, (kept(ref.digest), text_of(ref.id))) for ref in scenes)


def _tells(scenario_id: str, texts: Iterable[str | None]) -> bool:
    """Whether a scene is private by any of its texts; by its id alone where none is known."""
    known = [text for text in texts if text is not None]
    return any(is_private(scenario_id, text) for text in known or [""])


def without_own_words(
    journal: PortableJournal, text_of: Callable[[str], str | None] = lambda _: None
) -> PortableJournal:
    """The journal without anything that the learner wrote.

    Own lines, words before the score, goals and plans are taken out, and so is all that was played on a private scene.
    Other practice at a scene goes along where a text of that scene is known and none of them is private: what its id
    says may be the learner's own words. ``text_of`` gives the text of the scene of an id as it is today, where there is
    one.
    """
    sources, played = journal.sources, dict[tuple[SourceRef, ...], bool]()
    for attempt in journal.attempts:
        bundle = tuple(attempt.record.bundle)
        if bundle not in played:
            played[bundle] = played_on_private(bundle, lambda digest: _text(sources, digest), text_of)
    attempts = tuple(_wordless(each) for each in journal.attempts if not played[tuple(each.record.bundle)])
    needed = {ref.digest for attempt in attempts for ref in attempt.record.bundle}
    scenes = _Scenes(sources, text_of)
    return journal._replace(
        own_words=False,
        attempts=attempts,
        sources={digest: source for digest, source in sources.items() if digest in needed},
        practice=tuple(event for event in journal.practice if event.kind in _WITHOUT_WORDS and scenes.let_go(event)),
    )


def _text(sources: Mapping[str, Source], digest: str) -> str | None:
    return sources[digest].text if digest in sources else None


class _Scenes:
    """What is known of the scenes that practice was at: all texts of a record, and those of today."""

    def __init__(self, sources: Mapping[str, Source], text_of: Callable[[str], str | None]) -> None:
        self._kept: dict[str, list[str]] = {}
        for source in sources.values():
            if source.kind == "scenario":
                self._kept.setdefault(source.id, []).append(source.text)
        self._text_of = text_of
        self._private: dict[str, bool | None] = {}

    def let_go(self, event: PracticeEvent) -> bool:
        """Whether nothing in an event names a private scene, or may name one."""
        at = event.scenario_id
        return (at is None or self._is_private(at) is False) and not any(map(self._is_private, _strings(event.data)))

    def _is_private(self, scene: str) -> bool | None:
        """``None`` where no text of it is known, and nothing tells of what it is."""
        if scene not in self._private:
            texts = (*self._kept.get(scene, ()), self._text_of(scene))
            told = _tells(scene, texts)
            self._private[scene] = told if told or any(text is not None for text in texts) else None
        return self._private[scene]


def _strings(data: Any) -> Iterator[str]:
    """All that is text in a value of JSON, but for keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (Mapping, list, tuple)):
        for inner in data.values() if isinstance(data, Mapping) else data:
            yield from _strings(inner)


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
