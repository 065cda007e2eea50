"""Exams and the record: beginning a sitting, recording each step before the next is shown, resuming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import roleplay
from roleplay.exam.codec import event_from_json, event_to_json
from roleplay.exam.drawing import draw_scenes
from roleplay.exam.events import (
    Answered,
    Begun,
    ExamEvent,
    PersonPlayed,
    PlayEnd,
    SceneBegun,
    ScenePlayed,
    SceneTask,
    Versions,
)
from roleplay.exam.phases import fold_sittings
from roleplay.exam.questions import Bank, questions
from roleplay.exam.sitting import Sitting, SittingRefusal
from roleplay.presenting.exam.facts import ExamFact, SittingFact
from roleplay.reading.contents import BrokenScene, FormEntry, UnknownScene
from roleplay.records.model import A_DAY, AttemptRecord, When
from roleplay.scene.forms import Exam, FormItem
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text
from roleplay.scoring.percent import percent
from roleplay.scoring.version import VERSION
from roleplay.session import Attempt, Mode, Setup
from roleplay.workspace.seeds import fresh_seed
from roleplay.workspace.sitting_plays import SittingPlays

if TYPE_CHECKING:
    from roleplay.records.practice import PracticeEvent
    from roleplay.workspace.workspace import Workspace

#: The kind of practice event for sittings.
KIND = "sitting"
#: Key of an event's sequence number within its exam, because a computer's clock may be set back.
_PLACE = "place"


class ExamRecord:
    """One exam with its sittings in the learner's record; every step is stored before it counts."""

    def __init__(self, workspace: Workspace, entry: FormEntry, exam: Exam) -> None:
        """Reads the record; see `refresh`."""
        self.workspace = workspace
        self.entry = entry
        self.exam = exam
        self.plays = SittingPlays(workspace)
        self._events: list[PracticeEvent] = []
        #: oldest first; only the last one can be unfinished
        self.sittings: Sequence[Sitting] = ()
        self.refresh()

    def refresh(self) -> None:
        """Read the record again, and record the result of the scene under way if its attempt is over."""
        self._read()
        self._settle()

    @property
    def sitting(self) -> Sitting | None:
        """The last sitting, if any."""
        return self.sittings[-1] if self.sittings else None

    def begun_at(self, sitting: Sitting) -> When:
        """When a sitting began."""
        return self._events[sitting.first].at

    def last_at(self, sitting: Sitting) -> When:
        """When the last event of a sitting was recorded."""
        return self._events[sitting.last].at

    @property
    def again_from(self) -> When | None:
        """The time from which the exam may be repeated; ``None`` if never, or if it was not completed."""
        sitting = self.sitting
        if sitting is None or not sitting.over or self.exam.again is None:
            return None
        return self.last_at(sitting) + self.exam.again * A_DAY

    @property
    def fact(self) -> ExamFact:
        """What is shown of the exam."""
        facts = [SittingFact(sitting, self.begun_at(sitting), self.last_at(sitting)) for sitting in self.sittings]
        return ExamFact(self.exam, facts, self.refusal(), self.again_from)

    # -- beginning --------------------------------------------------------------------------------------------

    def refusal(self) -> SittingRefusal | None:
        """Why no sitting can begin now; ``None`` if one can."""
        sitting = self.sitting
        if sitting is not None and not sitting.over:
            return SittingRefusal.UNDER_WAY
        if self.entry.exam is None:
            return SittingRefusal.FILE
        if sitting is not None:
            again = self.again_from
            if again is None:
                return SittingRefusal.ONCE
            if again > self.workspace.now:
                return SittingRefusal.NOT_YET
        known = {entry.id for entry in self.workspace.library.entries if entry.problem is None}
        if not all(item.scene in known for item in self.exam.items):
            return SittingRefusal.SCENE
        return None if questions(self._bank, 1, 0) else SittingRefusal.QUESTIONS

    def begin(self, seed: int | None = None) -> None:
        """Begin a sitting, unless `refusal` forbids it: its questions and scenes are drawn by ``seed`` and stored."""
        if self.refusal() is not None:
            return
        seed = fresh_seed() if seed is None else seed
        exam, library = self.exam, self.workspace.library
        known_scenes = {item.scene for item in exam.items if self._is_known(item.scene)}
        items = (exam.stages.scene.item, *draw_scenes(exam.stages.unseen, seed, known_scenes))
        titles = {entry.id: entry.title for entry in library.entries}
        rubrics = {file.id: file.digest for file in library.contents.shared_files if file.kind == "rubric"}
        knowledge = exam.stages.knowledge
        self._add(
            Begun(
                title=exam.title,
                seed=seed,
                versions=Versions(
                    exam=exam.version,
                    digest=self.entry.digest,
                    program=roleplay.__version__,
                    scoring=VERSION,
                    rubrics=FrozenDict({name: rubrics[name] for name in knowledge.rubrics}),
                ),
                stages=exam.stages,
                questions=questions(self._bank, knowledge.questions, seed),
                tasks=tuple(SceneTask(item, titles[item.scene], item.scene in known_scenes) for item in items),
            )
        )

    @property
    def _bank(self) -> Bank:
        contents = self.workspace.library.contents
        rubrics = self.exam.stages.knowledge.rubrics
        return Bank(contents.moves, [contents.rubrics[name] for name in rubrics if name in contents.rubrics])

    def _is_known(self, scene: str) -> bool:
        """Whether the learner has played a scene or practised on it."""
        store = self.workspace.store
        return bool(store.attempts_at(scene)) or store.practice.count_at_scene(scene) > 0

    # -- steps ------------------------------------------------------------------------------------------------

    def answer(self, choice: int) -> None:
        """Answer the next question with one of its choices, from 0."""
        if self.sitting is not None and self.sitting.question is not None:
            self._add(Answered(len(self.sitting.answers), choice))

    def play(self, language: str) -> Attempt | None:
        """The attempt at the next scene, begun or resumed; ``None`` if no scene is next.

        Raises `UnknownScene` or `BrokenScene`.
        """
        self.refresh()
        sitting = self.sitting
        if sitting is None or sitting.task is None:
            return None
        if sitting.under_way is None:
            mark, item = self._mark(sitting), sitting.task.item
            record = self.plays.by_mark(item.scene, mark)
            if record is None:
                return self.plays.begin(item, setup_of_item(item), language, mark, self._name)
            self._name(record.id)
            return self.play(language)
        return self.plays.resume(sitting.under_way.attempt)

    def _name(self, attempt: str) -> str | None:
        """Record which attempt is played at the next scene; returns the id of the one that counts after that."""
        if self.sitting is not None:
            self._add(SceneBegun(len(self.sitting.plays), attempt))
        under_way = None if self.sitting is None else self.sitting.under_way
        return None if under_way is None else under_way.attempt

    def _mark(self, sitting: Sitting) -> str:
        return f"{self._events[sitting.first].id} {len(sitting.plays)}"

    # -- the journal ------------------------------------------------------------------------------------------

    def _add(self, event: ExamEvent) -> None:
        numbers = [_place(kept) for kept in self._events]
        data = event_to_json(event) | {_PLACE: max(numbers, default=-1) + 1}
        self.workspace.store.practice.add(KIND, self.exam.id, data)
        self._read()

    def _read(self) -> None:
        kept = self.workspace.store.practice.events(KIND, self.exam.id)
        self._events = sorted(kept, key=_place)  # stable: otherwise in order of time
        self.sittings = fold_sittings(event_from_json(event.data) for event in self._events)

    def _settle(self) -> None:
        """Record the result of the scene under way, if its attempt is over."""
        played = None if self.sitting is None else self.sitting.under_way
        if played is None:
            return
        record = self.plays.by_id(played.attempt)
        if record is None:
            self._add(ScenePlayed(*played, PlayEnd.GONE))
        elif record.ended_at is not None:
            self._add(self._judged(played, record))
        elif record.abandoned_at is not None:
            self._add(ScenePlayed(*played, PlayEnd.DISCARDED))

    def _judged(self, played: SceneBegun, record: AttemptRecord) -> ScenePlayed:
        try:
            attempt = self.workspace.resume(record)
        except (UnknownScene, BrokenScene):
            return ScenePlayed(*played, PlayEnd.GONE)
        card, bundle = attempt.scorecard(), attempt.bundle
        lead, overlay = card.rubrics[0], dict(attempt.setup.personas)
        nodes = (state.passage.node for state in attempt.states)
        speakers = (bundle.scenario.cast[name] for name in dict.fromkeys(node.speaker for node in nodes if node))
        cast = tuple(
            PersonPlayed(member.name, bundle.personas[overlay.get(member.id, member.persona)].name)
            for member in speakers
        )
        digests = {(source.kind, source.id): source.digest for source in record.bundle}
        return ScenePlayed(
            *played,
            PlayEnd.FINISHED,
            score=None if lead.score is None else percent(lead.score),
            rubric=lead.rubric.id,
            crossed=tuple(dict.fromkeys(crossing.move for crossing in card.critical)),
            scene_digest=digests.get(("scenario", record.scenario_id), ""),
            rubric_digest=digests.get(("rubric", lead.rubric.id), ""),
            cast=cast,
        )


def _place(event: PracticeEvent) -> int:
    place = event.data.get(_PLACE)
    return place if isinstance(place, int) else -1


def setup_of_item(item: FormItem) -> Setup:
    """The setup for a scene of a form: as an exam, with the form's seed and cast."""
    return Setup(seed=item.seed, mode=Mode.EXAM, personas=tuple(item.personas.items()))


def exam_records(workspace: Workspace) -> list[ExamRecord]:
    """The valid exams of the libraries, by id, then those that were begun but no longer have a valid file."""
    entries = {entry.id: entry for entry in workspace.library.contents.forms}
    valid = [ExamRecord(workspace, entry, entry.exam) for entry in entries.values() if entry.exam is not None]
    known = {record.exam.id for record in valid}
    kept = {
        event.about: begun
        for event in workspace.store.practice.events(KIND)
        if event.about not in known and isinstance(begun := event_from_json(event.data), Begun)
    }
    without_file = (
        ExamRecord(workspace, entries.get(name) or FormEntry(name, "", ""), _kept_exam(name, begun))
        for name, begun in sorted(kept.items())
    )
    return [*valid, *without_file]


def _kept_exam(name: str, begun: Begun) -> Exam:
    """An exam rebuilt from the event of its sitting: enough to show results and resume, but not to begin again."""
    unknown = Text.of({"en": "", "zh": ""})
    return Exam(
        id=name,
        version=begun.versions.exam,
        title=begun.title,
        purpose=unknown,
        released=True,
        source=unknown,
        stages=begun.stages,
        again=None,
    )
