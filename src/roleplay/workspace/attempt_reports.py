"""Reports of finished attempts from the record alone: each replayed on the scene as played, by the current scoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay import __version__
from roleplay.presenting.facts.debrief import Foresight, debrief_facts, foresight
from roleplay.presenting.problems import scene_problem
from roleplay.presenting.report.attempt_parts import OwnNotes
from roleplay.presenting.report.documents import ReportedAttempt, ReportSettings, attempt_report, attempts_report
from roleplay.presenting.report.parts import Report
from roleplay.reading.contents import BrokenScene
from roleplay.records.model import AttemptRecord
from roleplay.scene.observation import ObserverSheet
from roleplay.session import Attempt
from roleplay.workspace.history import History
from roleplay.workspace.private_scenes import PrivateScenes
from roleplay.workspace.replayer import Replayer

if TYPE_CHECKING:
    from roleplay.presenting.history import PastAttempt
    from roleplay.records.anonymous import Anonymiser
    from roleplay.workspace.workspace import Workspace

#: Number of characters of a date, and of a hashed id, that are shown.
_DATE_LENGTH, _ID_LENGTH = len("2026-05-04"), 8


class Reporter:
    """Makes reports in one language."""

    def __init__(
        self, workspace: Workspace, language: str, *, own_words: bool = False, anonymous: Anonymiser | None = None
    ) -> None:
        """``own_words`` includes what the learner wrote; ``anonymous`` hashes ids, drops times and own words."""
        self.workspace = workspace
        self.words = workspace.words(language)
        self.settings = ReportSettings(__version__, own_words and anonymous is None, anonymous is not None)
        self._anonymous = anonymous
        self._plays = Replayer(workspace.library, workspace.store)
        self._private = PrivateScenes(workspace.library, workspace.store)
        #: explored stories, by version of the scene and cast, to be reused for further attempts
        self._explored: dict[object, tuple[Attempt, Foresight]] = {}

    def exportable(self, ids: Sequence[str]) -> list[str]:
        """Those of ``ids`` that may be reported: attempts at private scenes only if own words are included."""
        if self.settings.own_words:
            return list(ids)
        records = ((id_, self.workspace.store.attempt(id_)) for id_ in ids)
        return [id_ for id_, record in records if record is None or not self._private.covers(record)]

    def report(self, ids: Sequence[str], observations: Sequence[ObserverSheet] = ()) -> Report:
        """The report of these attempts, at least one: a full report of a single attempt, an overview of several.

        ``observations`` are included with a single attempt. First brings the record up to date with the current
        scoring, which writes to it.
        """
        list(self.workspace.rescore_outdated())
        wanted = set(ids)
        summaries = [each for each in self.workspace.store.history() if each.id in wanted]
        reported = self._reported([each.id for each in summaries])
        if len(reported) == 1:
            single = reported[0]._replace(observations=tuple(observations))
            return attempt_report(single, self.settings, self.words)
        return attempts_report(reported, summaries, self.workspace.library.contents, self.settings, self.words)

    def _reported(self, ids: Sequence[str]) -> list[ReportedAttempt]:
        """The attempts in words, oldest first."""
        store, words = self.workspace.store, self.words
        by_id = {each.id: each for each in History(self.workspace).past(words.language)}
        return [self._reported_attempt(by_id[id_], store.attempt(id_)) for id_ in ids]

    def _reported_attempt(self, past: PastAttempt, record: AttemptRecord | None) -> ReportedAttempt:
        words = self.words
        if record is None:
            return ReportedAttempt(past, None, None, words("attempt_report.damaged"), None)
        own = OwnNotes(record.before_score or "", record.goal or "") if self.settings.own_words else None
        if self._anonymous is not None:
            past = past._replace(ended=past.ended[:_DATE_LENGTH], short_id=self._anonymous.id(past.id)[:_ID_LENGTH])
        attempt = self._plays.attempt(record)
        if attempt is None:
            return ReportedAttempt(past, None, None, self._replay_problem(record), own)
        past = past._replace(title=attempt.bundle.scenario.title.get(words.language))
        attempt, known = self._foresight(attempt, record)
        return ReportedAttempt(past, attempt, debrief_facts(attempt, words, known), "", own)

    def _replay_problem(self, record: AttemptRecord) -> str:
        """Why an attempt cannot be replayed."""
        try:
            self.workspace.resume(record)
        except BrokenScene as error:
            return scene_problem(error, self.words)
        return self.words("attempt_report.ends_otherwise")

    def _foresight(self, attempt: Attempt, record: AttemptRecord) -> tuple[Attempt, Foresight]:
        """The attempt with its foresight, computed once for all attempts at one version with one cast."""
        key = (record.bundle, tuple(sorted(attempt.setup.personas)))
        if key in self._explored:
            first, known = self._explored[key]
            return attempt.on_story_of(first), known
        known = foresight(attempt)
        self._explored[key] = attempt, known
        return attempt, known
