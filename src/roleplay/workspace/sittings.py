"""Forms and the record: beginning a sitting, playing each of its scenes once, and the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from roleplay.exam.sitting import SittingRefusal
from roleplay.presenting.exam.facts import status
from roleplay.presenting.forms.listed import ListedForm
from roleplay.presenting.forms.pages import FormFacts, ItemState, progress_texts, state_words
from roleplay.presenting.forms.results import SittingResult
from roleplay.presenting.forms.standing import (
    FormSitting,
    FormStanding,
    FormState,
    begin_data,
    end_data,
    form_standing,
    recorded_form,
    scene_data,
)
from roleplay.presenting.progress import ProgressSection
from roleplay.reading.contents import BrokenScene, FormEntry, UnknownScene
from roleplay.records.model import AttemptRecord
from roleplay.scene.forms import FormTime, ParallelForm
from roleplay.session import Attempt
from roleplay.workspace.exams import KIND, ExamRecord, exam_records, setup_of_item
from roleplay.workspace.sitting_plays import SittingPlays

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace


class FormRecord:
    """One form with its sittings in the learner's record; what is played is stored before anything new is shown."""

    def __init__(self, workspace: Workspace, entry: FormEntry, form: ParallelForm) -> None:
        self.workspace = workspace
        self.entry = entry
        self.form = form
        self.plays = SittingPlays(workspace)
        self.standing: FormStanding
        self._read()

    def refresh(self) -> None:
        """Read the record again, and end a sitting whose scenes are all over."""
        self._read()
        sitting = self.standing.under_way
        records = () if sitting is None else self._attempts(sitting)
        if sitting is not None and all(_is_over(record) for record in records):
            over = [record for record in records if isinstance(record, AttemptRecord)]
            ends = (record.ended_at or record.abandoned_at or record.last_at for record in over)
            at = max(ends, default=self.workspace.now)
            ids = [record.id if isinstance(record, AttemptRecord) and record.result else None for record in records]
            self.workspace.store.practice.add(KIND, self.form.id, end_data(sitting, ids, at))
            self._read()

    def _read(self) -> None:
        events = self.workspace.store.practice.events(KIND, self.form.id)
        self.standing = form_standing(self.form, events, self.workspace.now)

    def begin(self) -> None:
        """Begin the sitting for the next of the form's times, unless one is under way or no time is left."""
        time = self.standing.time
        if time is not None and self.standing.under_way is None:
            self.workspace.store.practice.add(KIND, self.form.id, begin_data(time, self.form, self.entry.digest))
            self._read()

    @property
    def can_go_on(self) -> bool:
        """Whether a scene can be begun or resumed now."""
        return self.standing.state in (FormState.OPEN, FormState.DUE, FormState.UNDER_WAY)

    @property
    def next_item(self) -> int | None:
        """The index of the next scene in the sitting under way; ``None`` if there is none."""
        sitting = self.standing.under_way
        if sitting is None:
            return None
        records = self._attempts(sitting)
        return next((index for index, record in enumerate(records) if not _is_over(record)), None)

    def play(self, language: str) -> Attempt:
        """The attempt at the next scene, begun or resumed.

        Raises `UnknownScene` or `BrokenScene`; the former also if another program has just played the last scene.
        """
        attempt = self._play(language)
        if attempt is None:
            raise UnknownScene(self.form.id, [])
        return attempt

    def _play(self, language: str) -> Attempt | None:
        self.refresh()
        sitting, index = self.standing.under_way, self.next_item
        if sitting is None or index is None:
            return None
        if index in sitting.begun_attempts:
            return self.plays.resume(sitting.begun_attempts[index])
        item, mark, name = sitting.items[index], sitting.mark(index), partial(self._name, sitting, index)
        record = self.plays.by_mark(item.scene, mark)
        if record is None:
            return self.plays.begin(item, setup_of_item(item), language, mark, name)
        counts = name(record.id)
        return None if counts is None else self.plays.resume(counts)

    def _name(self, sitting: FormSitting, index: int, attempt: str) -> str | None:
        """Record which attempt is played at a scene; returns the id of the one that counts after that."""
        self.workspace.store.practice.add(KIND, self.form.id, scene_data(sitting, index, attempt))
        self._read()
        now = self.standing.under_way
        return None if now is None else now.begun_attempts.get(index)

    def _attempts(self, sitting: FormSitting) -> list[AttemptRecord | ItemState]:
        """For each scene of a sitting its attempt, or that it is still open, or that its attempt is gone."""
        named, plays = sitting.begun_attempts, self.plays
        return [
            plays.by_id(named[index]) or ItemState.GONE
            if index in named
            else plays.by_mark(item.scene, sitting.mark(index)) or ItemState.OPEN
            for index, item in enumerate(sitting.items)
        ]

    @property
    def facts(self) -> FormFacts:
        """What is shown of the form."""
        sitting = self.standing.under_way
        records = [] if sitting is None else self._attempts(sitting)
        own_ids = {record.id for record in records if isinstance(record, AttemptRecord)}
        played = Counter(past.scenario_id for past in self.workspace.store.history() if past.id not in own_ids)
        items = [_state(record) for record in records]
        return FormFacts(
            standing=self.standing,
            items=items,
            results=self.results(),
            played=played,
            known_scenes=frozenset(item.scene for item in self.form.items if self._is_known(item.scene, own_ids)),
            now=self.workspace.now,
            bundle=self._next_scene_bundle(items),
        )

    def _is_known(self, scene: str, own_ids: Collection[str]) -> bool:
        """Whether the learner knows a scene otherwise than from the attempts ``own_ids`` of the sitting under way."""
        store = self.workspace.store
        return store.practice.count_at_scene(scene) > 0 or any(id_ not in own_ids for id_ in store.attempts_at(scene))

    def _next_scene_bundle(self, items: Sequence[ItemState]) -> Bundle | None:
        """The scene that can be begun now; ``None`` if there is none, or its file is broken or missing."""
        standing = self.standing
        if standing.time is None or not self.can_go_on:
            return None
        sitting = standing.under_way
        scenes = self.form.sets[standing.time.set] if sitting is None else sitting.items
        open_items = [item for item, state in zip_longest(scenes, items) if state in (None, ItemState.OPEN)]
        begun = ItemState.UNDER_WAY in items
        try:
            return self.workspace.library.bundle(open_items[0].scene) if open_items and not begun else None
        except (UnknownScene, BrokenScene):
            return None

    def results(self) -> list[SittingResult]:
        """The results of the sittings that are over, in the order of the form's times."""
        times = {time.id: time for time in self.form.times}
        over = [sitting for sitting in self.standing.sittings.values() if sitting.over]
        return [self._result(sitting, times[sitting.time]) for sitting in over]

    def _result(self, sitting: FormSitting, time: FormTime) -> SittingResult:
        rubric = self.form.rubric
        records = [None if id_ is None else self.plays.by_id(id_) for id_ in sitting.attempts]
        finished = [record for record in records if record is not None and record.result is not None]
        percents: dict[str, list[float]] = {}
        for record in finished:
            scores: Mapping[str, float] = {} if record.result is None else record.result.scores
            for ref, percent in scores.items():
                if ref == rubric or ref.startswith(f"{rubric}."):
                    percents.setdefault(ref, []).append(percent)
        return SittingResult(
            time=time,
            ended_at=sitting.ended_at or sitting.begun_at,
            version=sitting.version,
            scenes=len(sitting.items),
            played=len(finished),
            percents={ref: sum(values) / len(values) for ref, values in percents.items()},
            texts=frozenset(
                source.digest
                for record in finished
                for source in record.bundle
                if (source.kind, source.id) == ("rubric", rubric)
            ),
            scorings=frozenset(record.result.scoring for record in finished if record.result is not None),
        )


def _is_over(record: AttemptRecord | ItemState) -> bool:
    """Whether nothing is left to play of a scene: its attempt is finished, abandoned or gone."""
    return _state(record) not in (ItemState.OPEN, ItemState.UNDER_WAY)


def _state(record: AttemptRecord | ItemState) -> ItemState:
    if isinstance(record, ItemState):
        return record
    if record.ended_at is not None:
        return ItemState.DONE
    return ItemState.UNDER_WAY if record.abandoned_at is None else ItemState.GIVEN_UP


def form_records(workspace: Workspace, name: str | None = None) -> list[FormRecord]:
    """The usable forms of the libraries, by id; with ``name`` only the one with that id."""
    entries = (entry for entry in workspace.library.contents.forms if name in (None, entry.id))
    return [FormRecord(workspace, entry, entry.form) for entry in entries if entry.form is not None]


def form_record_without_file(workspace: Workspace, name: str) -> FormRecord | None:
    """The form ``name`` rebuilt from the record, if its file is missing or broken; ``None`` if nothing was recorded.

    It can only be used to show results.
    """
    kept = recorded_form(name, workspace.store.practice.events(KIND, name))
    return None if kept is None else FormRecord(workspace, FormEntry(name, "", ""), kept)


def due_forms(workspace: Workspace) -> list[FormStanding]:
    """The forms that were begun and whose next sitting is due or under way. Writes nothing."""
    by_form = {entry.id: entry.form for entry in workspace.library.contents.forms if entry.form is not None}
    events = workspace.store.practice.events(KIND) if by_form else []
    events_by_form = {name: [event for event in events if event.about == name] for name in by_form}
    standings = [
        form_standing(form, events_by_form[name], workspace.now)
        for name, form in by_form.items()
        if events_by_form[name]
    ]
    return [each for each in standings if each.needs_attention]


def form_record(workspace: Workspace, name: str) -> FormRecord | None:
    """The form with the id ``name``; ``None`` if there is no usable one."""
    record = next(iter(form_records(workspace, name)), None)
    if record is not None:
        record.refresh()
    return record


def listed_forms(workspace: Workspace, words: Catalogue) -> list[ListedForm]:
    """Every form and exam of the libraries with the learner's status in it; those that are due come first."""
    events = workspace.store.practice.events(KIND)
    exams = {record.exam.id: record for record in exam_records(workspace)}
    usable = {entry.id for entry in workspace.library.contents.forms if entry.form is not None}
    names = dict.fromkeys(event.about for event in events if event.about not in usable and event.about not in exams)
    recorded = {name: recorded_form(name, (event for event in events if event.about == name)) for name in names}
    missing = {name: form for name, form in recorded.items() if form is not None}
    listed = [_listed_exam(record, words) for record in exams.values()]
    for entry in workspace.library.contents.forms:
        problem, form = entry.problem, entry.form
        if entry.id in exams:
            continue
        if form is None and entry.id in missing:
            continue
        if form is None:
            why = "" if problem is None else problem.message(words.language)
            about = words("forms.broken_about", path=entry.path, problem=why)
            name = words("forms.kind.exam", title=entry.id) if entry.is_exam else entry.id
            listed.append(
                ListedForm(entry.id, name, words("forms.broken"), about, is_exam=entry.is_exam, is_broken=True)
            )
            continue
        title, about = form.title.get(words.language), form.purpose.get(words.language)
        standing = form_standing(form, (event for event in events if event.about == entry.id), workspace.now)
        listed.append(ListedForm(entry.id, title, state_words(standing, words), about, standing.needs_attention))
    for name, form in missing.items():
        title, about = form.title.get(words.language), words("forms.no_file_about", id=name)
        listed.append(ListedForm(name, title, words("forms.no_file"), about, is_broken=True))
    return sorted(listed, key=lambda item: (item.is_broken, not item.needs_attention, item.is_exam))


def _listed_exam(record: ExamRecord, words: Catalogue) -> ListedForm:
    fact, exam = record.fact, record.exam
    title = words("forms.kind.exam", title=exam.title.get(words.language))
    about = words("exam.why_not.file") if record.entry.exam is None else exam.purpose.get(words.language)
    return ListedForm(
        exam.id, title, status(fact, words), about, fact.refusal is SittingRefusal.UNDER_WAY, is_exam=True
    )


def before_and_after(workspace: Workspace, words: Catalogue) -> list[ProgressSection]:
    """The progress section about forms played at two times, a sentence for each; empty if there are none."""
    records = [record for record in form_records(workspace) if record.standing.sittings]
    outcomes = [(record.standing, record.results()) for record in records]
    texts = progress_texts(outcomes, workspace.library.contents, words)
    return [ProgressSection(words("forms.progress_title"), tuple(texts))] if texts else []
