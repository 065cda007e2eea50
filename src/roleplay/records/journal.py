"""The portable journal as values: the content of a record in a form for export, and what may be exported."""

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

#: The key with which the text of a scene says whether it is about a real event. A "yes" counts anywhere in the text; a
#: "no" only as a top-level key, because lines of the text may contain anything.
_KEY = r"""["']?private["']?[ \t]*:\s*(?:\#[^\n]*\n\s*)*["']?"""
_PRIVATE = re.compile(rf"(?:^|[{{,]\s*){_KEY}(?:true|yes|on)\b", re.MULTILINE | re.IGNORECASE)
_PUBLIC = re.compile(rf"^{_KEY}(?:false|no|off)\b", re.MULTILINE | re.IGNORECASE)
#: How to recognise such a scene without that key, from before it existed: by its default id, or the sentences of the
#: template it was made from.
_INCIDENT = re.compile(r"my-incident(?:-\d+)?")
FRAME_WORDS = (
    "Something that happened to you; it can be played as it stands.",
    "Something that happened to me: what was said, and what would have been better.",
    "你自己碰上的一件事，现在就能演。",
    "自己碰上的一件事：当时怎么说的，怎么说会更好。",
)
#: Kinds of practice whose events contain none of the learner's own words. All others are exported only together with
#: own words: an item of a plan is a sentence, and what a future kind contains is not known here.
_WORDLESS_KINDS = frozenset({"focus", "example", "sitting", "return"})


class Reflection(NamedTuple):
    """What the learner wrote in the debrief of an attempt, and when."""

    #: what the learner said before seeing the score
    before_score: str | None
    goal: str | None
    at: datetime
    #: when the goal was set, and when it was withdrawn
    goal_at: datetime | None = None
    goal_ended_at: datetime | None = None


class JournalAttempt(NamedTuple):
    """An attempt with its full history."""

    #: the attempt with its live decisions, as the rest of the program knows it
    record: AttemptRecord
    #: every decision in order of time, including those taken back (``undone_at``)
    decisions: tuple[DecisionRecord, ...] = ()
    reflection: Reflection | None = None
    #: results by earlier scoring versions, by rising version
    earlier: tuple[AttemptResult, ...] = ()

    @property
    def id(self) -> str:
        """The attempt's id."""
        return self.record.id


class PortableJournal(NamedTuple):
    """A record, or a part of one, for export or import."""

    #: whose it is: a random id (`records.learner`), never a name
    learner: str
    #: further ids of this learner, from merged records
    also: tuple[str, ...]
    #: the learner's name, if it was requested
    name: str | None
    #: the version of the program that wrote it, of its scoring, and of its record
    program: str
    scoring: int
    schema: int
    #: whether it includes the learner's own words, if any
    own_words: bool
    #: whether ids are hashed and hours removed (`records.anonymous`)
    anonymous: bool
    #: sorted by start time, then id; including unfinished and abandoned ones and branches
    attempts: tuple[JournalAttempt, ...]
    #: the texts that they were played on, by digest
    sources: Mapping[str, Source] = FrozenDict()
    #: practice other than attempts, oldest first
    practice: tuple[PracticeEvent, ...] = ()

    @property
    def learners(self) -> tuple[str, ...]:
        """All ids of the learner."""
        return (self.learner, *self.also)


class JournalTrouble(StrEnum):
    """What can be wrong with a journal file. The values name sentences: ``journal.fault.VALUE``."""

    UNREADABLE = "unreadable"
    #: it exceeds the maximum size
    TOO_LARGE = "too_large"
    #: its first line is not that of a journal
    NO_JOURNAL = "no_journal"
    #: it is the journal of a drill
    DRILL = "drill"
    #: it was written by a later version of the program
    NEWER = "newer"
    #: a line is not JSON, or too long
    NOT_JSON = "not_json"
    #: a line does not follow from the one before it
    CHANGED = "changed"
    #: a line has invalid content for its kind
    CONTENT = "content"
    #: a line of its kind is not allowed at this place, or is a duplicate
    PLACE = "place"
    #: the last line is missing
    CUT = "cut"
    #: there is something after the last line
    MORE = "more"


class JournalFault(NamedTuple):
    """Why a file is not accepted as a journal; nothing of it is used then."""

    trouble: JournalTrouble
    path: Path
    #: from 1; 0 if the fault concerns the whole file
    line: int = 0
    #: the invalid part of a line, or the format found
    detail: str = ""
    #: the system's error, if any
    error: OSError | None = None


def is_private(scenario_id: str, text: str) -> bool:
    """Whether a scene is based on a real event, such as an incident of the learner's own."""
    if _PRIVATE.search(text) is not None:
        return True
    if _PUBLIC.search(text) is not None:
        return False
    return _INCIDENT.fullmatch(scenario_id) is not None or any(words in text for words in FRAME_WORDS)


def played_on_private(
    bundle: Iterable[SourceRef], stored_text: Callable[[str], str | None], text_of: Callable[[str], str | None]
) -> bool:
    """Whether an attempt was played on a private scene: by the text of that time, or by the scene's current text.

    ``stored_text`` returns the stored text of a digest, ``text_of`` the current text of a scene id, if any. Marking a
    scene as private later also covers earlier attempts; unmarking it does not, because the earlier text stays private.
    """
    scenes = [ref for ref in bundle if ref.kind == "scenario"]
    return any(_any_private(ref.id, (stored_text(ref.digest), text_of(ref.id))) for ref in scenes)


def _any_private(scenario_id: str, texts: Iterable[str | None]) -> bool:
    """Whether a scene is private by any of its texts; by its id alone if no text is known."""
    known = [text for text in texts if text is not None]
    return any(is_private(scenario_id, text) for text in known or [""])


def without_own_words(
    journal: PortableJournal, text_of: Callable[[str], str | None] = lambda _: None
) -> PortableJournal:
    """The journal without anything that the learner wrote.

    Own lines, words before the score, goals and plans are removed, and so are all attempts at private scenes. Other
    practice at a scene is kept only if a text of that scene is known and none is private, because the id of an unknown
    scene may consist of the learner's own words. ``text_of`` returns the current text of a scene id, if any.
    """
    sources, played = journal.sources, dict[tuple[SourceRef, ...], bool]()
    for attempt in journal.attempts:
        bundle = tuple(attempt.record.bundle)
        if bundle not in played:
            played[bundle] = played_on_private(bundle, lambda digest: _text(sources, digest), text_of)
    attempts = tuple(_strip_words(each) for each in journal.attempts if not played[tuple(each.record.bundle)])
    needed = {ref.digest for attempt in attempts for ref in attempt.record.bundle}
    scenes = _SceneTexts(sources, text_of)
    return journal._replace(
        own_words=False,
        attempts=attempts,
        sources={digest: source for digest, source in sources.items() if digest in needed},
        practice=tuple(
            event for event in journal.practice if event.kind in _WORDLESS_KINDS and scenes.may_export(event)
        ),
    )


def _text(sources: Mapping[str, Source], digest: str) -> str | None:
    return sources[digest].text if digest in sources else None


class _SceneTexts:
    """The known texts of the scenes practised: those stored in a record, and the current ones."""

    def __init__(self, sources: Mapping[str, Source], text_of: Callable[[str], str | None]) -> None:
        self._kept: dict[str, list[str]] = {}
        for source in sources.values():
            if source.kind == "scenario":
                self._kept.setdefault(source.id, []).append(source.text)
        self._text_of = text_of
        self._private: dict[str, bool | None] = {}

    def may_export(self, event: PracticeEvent) -> bool:
        """Whether an event can be exported: nothing in it names a private scene, or a scene that may be private."""
        scene = event.scenario_id
        return (scene is None or self._is_private(scene) is False) and not any(
            map(self._is_private, _strings(event.data))
        )

    def _is_private(self, scene: str) -> bool | None:
        """``None`` if unknown: there is no text, and the id does not tell."""
        if scene not in self._private:
            texts = (*self._kept.get(scene, ()), self._text_of(scene))
            known = any(text is not None for text in texts)
            self._private[scene] = _any_private(scene, texts) or (False if known else None)
        return self._private[scene]


def _strings(data: Any) -> Iterator[str]:
    """All strings in a JSON value, except keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, (Mapping, list, tuple)):
        for inner in data.values() if isinstance(data, Mapping) else data:
            yield from _strings(inner)


def _strip_words(attempt: JournalAttempt) -> JournalAttempt:
    decisions = tuple(_strip_own_words(row) for row in attempt.decisions)
    return attempt._replace(
        record=attempt.record._replace(kept=live_decisions(decisions), before_score=None, goal=None, answered=None),
        decisions=decisions,
        reflection=None,
    )


def _strip_own_words(row: DecisionRecord) -> DecisionRecord:
    return row if row.decision.own_words is None else row._replace(decision=row.decision._replace(own_words=None))


def live_decisions(decisions: Collection[DecisionRecord]) -> tuple[DecisionRecord, ...]:
    """The decisions that were not taken back."""
    return tuple(row for row in decisions if row.undone_at is None)
