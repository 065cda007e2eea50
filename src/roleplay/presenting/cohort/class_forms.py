"""Forms and exams over a class: comparisons between two times of a form, and results by stage of an exam."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay.cohort.plays import JudgedPlay
from roleplay.cohort.suppression import MIN_PUBLISHED, cells, may_publish, standalone
from roleplay.exam.codec import event_from_json
from roleplay.exam.phases import fold_sittings
from roleplay.exam.sitting import STAGES, ExamPhase, Sitting
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.changes import ChangeFact, PairedScores, change_lines, gain_rows, gains_json
from roleplay.presenting.cohort.words import cell_json, cell_text
from roleplay.presenting.forms.results import SittingPair, SittingResult, WhyNotCompared, first_and_latest, refs_of
from roleplay.presenting.forms.standing import FormSitting, form_sittings
from roleplay.reading.contents import Contents
from roleplay.scene.forms import FormTime, ParallelForm
from roleplay.scene.model import Rubric
from roleplay.scoring.version import VERSION

if TYPE_CHECKING:
    from roleplay.records.practice import PracticeEvent


class FormOutcome(NamedTuple):
    """A form or an exam over a class: in words, and for machines."""

    change: ChangeFact
    data: Mapping[str, Any]


def form_outcomes(
    events: Mapping[str, Sequence[PracticeEvent]], read: Iterable[JudgedPlay], contents: Contents, words: Catalogue
) -> list[FormOutcome]:
    """The results of all forms and exams that learners of a class have taken.

    ``events`` has, by learner, the events of their sittings. Forms are looked up in the reader's own library
    (``contents``): an unknown one is named but not compared. Scenes are judged by the current scoring, as everywhere
    in the report on a class.
    """
    plays = {play.play.id: play for play in read if play.doubt is None and play.finished}
    by_form: dict[str, dict[str, list[PracticeEvent]]] = {}
    for learner, learner_events in events.items():
        for event in learner_events:
            by_form.setdefault(event.about, {}).setdefault(learner, []).append(event)
    entries = {entry.id: entry for entry in contents.forms}
    facts: list[FormOutcome] = []
    for name, learners in sorted(by_form.items()):
        entry = entries.get(name)
        if entry is not None and entry.form is not None:
            facts += _form(entry.form, learners, plays, contents.rubrics.get(entry.form.rubric), words)
            continue
        exam = _exam(name, learners, words)
        if exam is not None:
            facts.append(exam)
        elif any(map(form_sittings, learners.values())):
            fact = ChangeFact(name, (words("cohort.form.unknown", id=name),), ())
            facts.append(FormOutcome(fact, {"form": name, "known": False}))
    return facts


# -- forms ---------------------------------------------------------------------------------------------------------


def _form(
    form: ParallelForm,
    learners: Mapping[str, Sequence[PracticeEvent]],
    plays: Mapping[str, JudgedPlay],
    rubric: Rubric | None,
    words: Catalogue,
) -> Iterable[FormOutcome]:
    """The results for every pair of times that are some learners' first and last."""
    times = {time.id: time for time in form.times}
    pairs: dict[tuple[str, str], list[SittingPair]] = {}
    for events in learners.values():
        first: dict[str, FormSitting] = {}
        for sitting in form_sittings(events):
            first.setdefault(sitting.time, sitting)
        over = [first[name] for name in times if name in first and first[name].over]
        pair = first_and_latest([_result(form, sitting, times[sitting.time], plays) for sitting in over])
        if pair is not None:
            pairs.setdefault((pair.before.time.id, pair.after.time.id), []).append(pair)
    title = form.title.get(words.language)
    if not any(may_publish(len(compared)) for compared in pairs.values()):
        fact = ChangeFact(title, (words("cohort.form.none", enough=MIN_PUBLISHED),), ())
        yield FormOutcome(fact, {"form": form.id, "known": True, "too_few": True})
    for (before, after), compared in pairs.items():
        if may_publish(len(compared)):
            named = {"before": times[before].name.get(words.language), "after": times[after].name.get(words.language)}
            outcome = _compared(words("cohort.form.title", title=title, **named), form, compared, rubric, words)
            yield outcome._replace(
                data={"form": form.id, "known": True, "before": before, "after": after, **outcome.data}
            )


def _result(form: ParallelForm, sitting: FormSitting, time: FormTime, plays: Mapping[str, JudgedPlay]) -> SittingResult:
    played = [plays[name] for name in sitting.attempts if isinstance(name, str) and name in plays]
    percents: dict[str, list[float]] = {}
    for play in played:
        for ref, percent in play.percents.items():
            if ref == form.rubric or ref.startswith(f"{form.rubric}."):
                percents.setdefault(ref, []).append(percent)
    return SittingResult(
        time=time,
        ended_at=sitting.ended_at or sitting.begun_at,
        version=sitting.version,
        scenes=len(sitting.items),
        played=len(played),
        percents={ref: sum(values) / len(values) for ref, values in percents.items()},
        texts=frozenset(play.rubrics[form.rubric] for play in played if form.rubric in play.rubrics),
        scorings=frozenset({VERSION}),
    )


def _compared(
    title: str, form: ParallelForm, pairs: Sequence[SittingPair], rubric: Rubric | None, words: Catalogue
) -> FormOutcome:
    comparable = [pair for pair in pairs if pair.why_not is None]
    reasons = Counter(pair.why_not for pair in pairs if pair.why_not is not None)
    refs = [form.rubric] if rubric is None else refs_of(rubric)
    by_ref = {ref: _scores(comparable, ref) for ref in refs}
    name = form.rubric if rubric is None else rubric.name.get(words.language)
    lines = [words("cohort.form.about", rubric=name), *change_lines(by_ref[form.rubric], words)]
    cells_by_reason = [standalone(reasons[why]) for why in WhyNotCompared]  # the total is not shown
    for why, cell in zip(WhyNotCompared, cells_by_reason, strict=True):
        if cell.most:
            lines.append(words(f"cohort.form.why.{why}", count=cell_text(cell, words)))
    names = {} if rubric is None else {f"{rubric.id}.{criterion.id}": criterion.name for criterion in rubric.criteria}
    rows = gain_rows(((name.get(words.language), by_ref[ref]) for ref, name in names.items()), words)
    data = {
        "pairs": {ref: gains_json(scores) for ref, scores in by_ref.items()},
        "not_compared": {why: cell_json(cell) for why, cell in zip(WhyNotCompared, cells_by_reason, strict=True)},
    }
    return FormOutcome(ChangeFact(title, tuple(lines), rows), data)


def _scores(pairs: Sequence[SittingPair], ref: str) -> PairedScores:
    return PairedScores([scores for pair in pairs if (scores := pair.scores(ref)) is not None], len(pairs))


# -- exams ---------------------------------------------------------------------------------------------------------


def _exam(name: str, learners: Mapping[str, Sequence[PracticeEvent]], words: Catalogue) -> FormOutcome | None:
    """How many passed or failed at each stage in their first finished sitting; ``None`` if this is not an exam."""
    over: list[Sitting] = []
    is_exam = False
    for events in learners.values():
        folded = fold_sittings(event_from_json(event.data) for event in sorted(events, key=_place))
        is_exam |= bool(folded)
        over += [sitting for sitting in folded if sitting.over][:1]
    if not is_exam:
        return None
    if not may_publish(len(over)):
        fact = ChangeFact(name, (words("cohort.exam.none", enough=MIN_PUBLISHED),), ())
        return FormOutcome(fact, {"exam": name, "too_few": True})
    title = over[-1].begun.title.get(words.language)
    failed = Counter(sitting.results[-1].stage for sitting in over if sitting.phase is not ExamPhase.PASSED)
    passed = sum(sitting.phase is ExamPhase.PASSED for sitting in over)
    counts = cells([passed, *(failed[stage] for stage in STAGES)])
    lines = [
        words("cohort.exam.about", learners=len(over)),
        words("cohort.exam.passed", count=cell_text(counts[0], words)),
    ]
    for stage, cell in zip(STAGES, counts[1:], strict=True):
        stage_name = words(f"exam.stage.{stage}")
        lines.append(words("cohort.exam.failed", stage=stage_name, count=cell_text(cell, words)))
    data = {
        "exam": name,
        "learners": len(over),
        "passed": cell_json(counts[0]),
        "failed_at": {stage: cell_json(cell) for stage, cell in zip(STAGES, counts[1:], strict=True)},
    }
    return FormOutcome(ChangeFact(words("cohort.exam.title", title=title), tuple(lines), ()), data)


def _place(event: PracticeEvent) -> int:
    """The position of an event in its exam, independent of the clock."""
    place = event.data.get("place")
    return place if isinstance(place, int) else 0
