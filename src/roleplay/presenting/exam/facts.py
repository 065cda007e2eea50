"""Facts about an exam and a learner's sittings of it, and how they are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.exam.events import PlayEnd
from roleplay.exam.sitting import STAGES, ExamPhase, Sitting, SittingRefusal
from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.records.model import When
from roleplay.scene.forms import Exam
from roleplay.text.plain import safe


class SittingFact(NamedTuple):
    """A sitting and its times."""

    sitting: Sitting
    begun_at: When
    #: time of the last event in it
    last_at: When


class ExamFact(NamedTuple):
    """An exam with the learner's sittings from the record."""

    exam: Exam
    #: oldest first
    sittings: Sequence[SittingFact]
    #: why it cannot be begun now; ``None`` if it can
    refusal: SittingRefusal | None
    #: the earliest time for another sitting; ``None`` if never, or if no sitting was finished
    again_from: When | None

    @property
    def last(self) -> SittingFact | None:
        """The last sitting."""
        return self.sittings[-1] if self.sittings else None


def status(fact: ExamFact, words: Catalogue) -> str:
    """The state of the exam, in a few words."""
    last = fact.last
    if last is None:
        return words("exam.status.fresh")
    sitting = last.sitting
    if not sitting.over:
        number = STAGES.index(sitting.phase) + 1
        return words("exam.status.under_way", number=number, count=len(STAGES), next=next_step(sitting, words))
    text = words(f"exam.status.{sitting.phase}", day=local_date(last.last_at), stage=_failed_stage(sitting, words))
    if fact.refusal is SittingRefusal.FILE:
        return words("exam.status.joined", status=text, again=words("exam.status.no_file"))
    if fact.again_from is None:
        return text
    return words("exam.status.joined", status=text, again=words("exam.status.again", day=local_date(fact.again_from)))


def _failed_stage(sitting: Sitting, words: Catalogue) -> str:
    return words(f"exam.stage.{sitting.results[-1].stage}")


def next_step(sitting: Sitting, words: Catalogue) -> str:
    """The next step in a sitting that is not over."""
    if sitting.phase is ExamPhase.KNOWLEDGE:
        count = len(sitting.begun.questions)
        return words("exam.next.question", number=len(sitting.answers) + 1, count=count)
    task = sitting.task
    assert task is not None
    key = "exam.next.scene" if sitting.under_way is None else "exam.next.scene_on"
    return words(key, title=task.title.get(words.language))


def exam_line(fact: ExamFact, words: Catalogue) -> str:
    """An exam's line in a list: its title and state."""
    key = "exam.line" if fact.exam.released else "exam.line_draft"
    title = fact.exam.title.get(words.language)
    return safe(words(key, title=title, id=fact.exam.id, status=status(fact, words)), newlines=False)


def exam_lines(facts: Sequence[ExamFact], words: Catalogue, broken: Iterable[str] = ()) -> list[str]:
    """All exams, and how to open one; ``broken`` are the ids of unusable files without a sitting."""
    unusable = words("forms.broken")
    lines = [exam_line(fact, words) for fact in facts]
    lines += (safe(words("exam.line", title=id_, id=id_, status=unusable), newlines=False) for id_ in broken)
    return [*lines, words("exam.how")] if lines else [words("exam.none")]


# -- JSON -----------------------------------------------------------------------------------------------------


def exam_json(fact: ExamFact) -> Mapping[str, Any]:
    """An exam and all its sittings as JSON: keys are stable, times include the UTC offset, scores are in percent."""
    return {
        "exam": fact.exam.id,
        "version": fact.exam.version,
        "released": None if fact.refusal is SittingRefusal.FILE else fact.exam.released,
        "can_begin": fact.refusal is None,
        "why_not": None if fact.refusal is None else fact.refusal.value,
        "again_from": None if fact.again_from is None else fact.again_from.isoformat(),
        "sittings": [_sitting_json(each) for each in fact.sittings],
    }


def _sitting_json(fact: SittingFact) -> Mapping[str, Any]:
    sitting = fact.sitting
    begun = sitting.begun
    return {
        "begun": fact.begun_at.isoformat(),
        "last": fact.last_at.isoformat(),
        "phase": sitting.phase.value,
        "passed": sitting.phase is ExamPhase.PASSED,
        "seed": begun.seed,
        "versions": {**begun.versions._asdict(), "rubrics": dict(begun.versions.rubrics)},
        "questions": {
            "asked": len(begun.questions),
            "answered": len(sitting.answers),
            # revealed only when all are answered
            "right": len(sitting.answers) - len(sitting.wrong) if sitting.all_answered else None,
        },
        "stages": [
            {"stage": r.stage.value, "percent": r.score, "threshold": r.threshold, "reached": r.reached}
            for r in sitting.results
        ],
        "scenes": [
            {
                "scene": begun.tasks[play.task].item.scene,
                "seed": begun.tasks[play.task].item.seed,
                "personas": dict(begun.tasks[play.task].item.personas),
                "met_before": begun.tasks[play.task].met_before,
                "attempt": play.attempt,
                "end": play.end.value,
                "rubric": play.rubric or None,
                "percent": play.score,
                "lines_crossed": list(play.crossed),
                "finished": play.end is PlayEnd.FINISHED,
            }
            for play in sitting.plays
        ],
    }
