"""What finished attempts show: the course of every criterion and scene family, and what to play next.

With fewer than `ENOUGH` assessments only their number is reported, because two points make a line through anything.
Compared are the first with the latest, and the mean of the last `ENOUGH`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.overdone import guess_accuracy, guess_accuracy_line, overdone, overdone_lines
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.presenting.scene_index import family_name, in_order, newcomers_path
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import AttemptSummary
from roleplay.scene.model import Rubric
from roleplay.scoring.percent import LEVELS, level, whole_percent
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Number of assessments needed before anything is said about a course.
ENOUGH = 3
#: A criterion with a recent mean below this, in percent, needs practice: its level is 0 or 1.
WEAK = 100 * LEVELS[1]
#: Maximum number of marks drawn for a course: the latest ones.
_DRAWN = 20
#: Cells for the name, and for the figures after the marks.
_NAME, _FIGURES = 34, 24


class Course(NamedTuple):
    """The scores of a criterion, rubric or family over the attempts that assessed it, in percent, oldest first."""

    #: ``heat``, ``heat.hear`` or the id of a family
    ref: str
    name: str
    percents: tuple[float, ...]

    @property
    def enough(self) -> bool:
        """Whether there are enough assessments to say anything about it."""
        return len(self.percents) >= ENOUGH

    @property
    def recent(self) -> float:
        """The mean of the last `ENOUGH` scores."""
        last = self.percents[-ENOUGH:]
        return sum(last) / len(last)


class CourseGroup(NamedTuple):
    """The courses of a rubric and its criteria, or of all families."""

    title: str
    courses: tuple[Course, ...]


class RecommendReason(StrEnum):
    """The reason for recommending a scene."""

    #: the next step of the newcomers' path
    PATH = "path"
    #: it practises the weakest recent criterion, and has not been played yet
    WEAK_NEW = "weak_new"
    #: it practises the weakest recent criterion
    WEAK = "weak"
    #: it has not been played yet
    NEW = "new"
    #: it has not been passed yet
    NOT_PASSED = "not_passed"
    #: it was played longest ago
    LONG_AGO = "long_ago"


class Recommendation(NamedTuple):
    """A scene to play next, and why."""

    entry: Entry
    why: RecommendReason
    #: the criterion it practises, if that is the reason
    course: Course | None = None


class ProgressSection(NamedTuple):
    """A few sentences under a heading, and a note on what they mean (``about``)."""

    title: str
    lines: tuple[str, ...]
    about: str = ""
    #: whether it comes before the due criteria instead of directly before the courses
    early: bool = False


class Progress(NamedTuple):
    """Everything the progress page reports from the record."""

    attempts: int
    passed: int
    rubrics: tuple[CourseGroup, ...]
    families: CourseGroup
    recommendation: Recommendation | None
    #: sentences on poor moves made again and again, costliest first
    overdone: tuple[str, ...] = ()
    #: how well the hidden meter was guessed; empty if that cannot be said
    reading: str = ""


def progress(finished: Sequence[AttemptSummary], contents: Contents, words: Catalogue) -> Progress:
    """The progress shown by ``finished`` attempts, given oldest first."""
    percents: dict[str, list[float]] = {}
    by_family: dict[str, list[float]] = {}
    families = {entry.id: entry.family for entry in contents.entries if entry.problem is None}
    for summary in finished:
        for ref, score in summary.result.scores.items():
            percents.setdefault(ref, []).append(score)
        if summary.score is not None and summary.scenario_id in families:
            by_family.setdefault(families[summary.scenario_id], []).append(summary.score)
    groups = tuple(
        CourseGroup(rubric.name.get(words.language), tuple(_courses(rubric, percents, words)))
        for rubric in contents.rubrics.values()
        if rubric.id in percents
    )
    family_courses = [Course(family, family_name(family, words), tuple(scores)) for family, scores in by_family.items()]
    return Progress(
        attempts=len(finished),
        passed=sum(summary.result.passed for summary in finished),
        rubrics=groups,
        families=CourseGroup(words("progress.families"), tuple(family_courses)),
        recommendation=recommend(finished, contents, [course for group in groups for course in group.courses]),
        overdone=tuple(overdone_lines(overdone(finished), contents.moves, words)),
        reading=guess_accuracy_line(guess_accuracy(finished), words),
    )


def _courses(rubric: Rubric, percents: Mapping[str, Sequence[float]], words: Catalogue) -> list[Course]:
    refs = [(rubric.id, words("progress.whole_rubric"))]
    refs += [(f"{rubric.id}.{c.id}", c.name.get(words.language)) for c in rubric.criteria]
    return [Course(ref, name, tuple(percents[ref])) for ref, name in refs if ref in percents]


# -- what to play next ------------------------------------------------------------------


def recommend(
    finished: Sequence[AttemptSummary], contents: Contents, courses: Sequence[Course]
) -> Recommendation | None:
    """The scene to play next: a newcomer's next step, else one for the weakest criterion, else the first unplayed one.

    ``courses`` are those of the rubrics and criteria. ``None`` if there is no scene.
    """
    entries = [entry for entry in in_order(contents.entries) if entry.released]
    played = {summary.scenario_id: summary for summary in finished}
    path = newcomers_path(contents.entries)
    if played.keys() <= {entry.id for entry in path}:
        step = next((entry for entry in path if entry.id not in played), None)
        if step is not None:
            return Recommendation(step, RecommendReason.PATH)
    latest = finished[-1].scenario_id if finished else ""
    others = [entry for entry in entries if entry.id != latest] or entries
    weak = sorted(
        (c for c in courses if c.enough and "." in c.ref and c.recent < WEAK), key=lambda c: (c.recent, c.ref)
    )
    for course in weak:
        fitting = [entry for entry in others if course.ref in entry.practised]
        if fitting:
            entry = min(fitting, key=lambda entry: playing_order(entry, played))
            return Recommendation(
                entry, RecommendReason.WEAK if entry.id in played else RecommendReason.WEAK_NEW, course
            )
    if not others:
        return None
    entry = min(others, key=lambda entry: playing_order(entry, played))
    if entry.id not in played:
        return Recommendation(entry, RecommendReason.NEW)
    return Recommendation(
        entry, RecommendReason.LONG_AGO if played[entry.id].result.passed else RecommendReason.NOT_PASSED
    )


def playing_order(entry: Entry, played: Mapping[str, AttemptSummary]) -> tuple[object, ...]:
    """Sort key: unplayed scenes, then unpassed ones, each easiest first; then passed ones, longest ago first."""
    latest = played.get(entry.id)
    if latest is None:
        return (0, entry.difficulty, entry.id)
    if not latest.result.passed:
        return (1, entry.difficulty, entry.id)
    return (2, latest.ended_at.timestamp(), entry.id)


def recommendation_words(recommended: Recommendation, words: Catalogue) -> str:
    """The recommended scene and the reason, in one sentence."""
    title = words("progress.titled", title=recommended.entry.title.get(words.language), id=recommended.entry.id)
    course = recommended.course
    facts = {} if course is None else {"criterion": course.name, "percent": whole_percent(course.recent)}
    return words(f"progress.why.{recommended.why}", title=title, difficulty=recommended.entry.difficulty, **facts)


# -- rows -------------------------------------------------------------------------------


class ProgressPage(NamedTuple):
    """Everything the progress page shows."""

    facts: Progress
    #: criteria that are due again, one sentence each
    due_again: Sequence[str]
    sections: Sequence[ProgressSection]

    def rows(self, words: Catalogue, glyphs: Glyphs, width: int, *, by_family: bool) -> list[Row]:
        """See `progress_rows`."""
        return progress_rows(
            self.facts,
            words,
            glyphs,
            width,
            by_family=by_family,
            due_again=self.due_again,
            sections=self.sections,
        )


def progress_rows(
    facts: Progress,
    words: Catalogue,
    glyphs: Glyphs,
    width: int,
    *,
    by_family: bool = False,
    due_again: Sequence[str] = (),
    sections: Sequence[ProgressSection] = (),
) -> list[Row]:
    """The recommendation, what is ``due_again``, the ``sections``, then a row per course, by rubric or by family."""
    rows = [Row(((words("progress.title"), "heading"),))]
    rows += block(words("progress.count", attempts=facts.attempts, passed=facts.passed), width, "muted")
    if facts.recommendation is not None:
        rows += [BLANK, *block(words("progress.next"), width, "heading")]
        rows += block(recommendation_words(facts.recommendation, words), width)
    rows += _section_rows((section for section in sections if section.early), width)
    if due_again:
        rows += [BLANK, *block(words("due.title"), width, "heading")]
        rows += [row for text in due_again for row in block(text, width, label=glyphs.bullet, indent=2)]
    if facts.overdone:
        rows += [BLANK, *block(words("overdone.title"), width, "heading")]
        rows += [row for text in facts.overdone for row in block(text, width, label=glyphs.bullet, indent=2)]
    if facts.reading:
        rows += [BLANK, *block(words("overdone.reading_title"), width, "heading"), *block(facts.reading, width)]
    rows += _section_rows((section for section in sections if not section.early), width)
    for group in (facts.families,) if by_family else facts.rubrics:
        if group.courses:
            rows += [BLANK, *block(group.title, width, "heading")]
            rows += [_course_row(course, words, glyphs, width) for course in group.courses]
    if facts.attempts:
        rows += [
            BLANK,
            *block(words("progress.legend", marks=" ".join(glyphs.levels), enough=ENOUGH), width, "muted"),
        ]
    return rows


def _section_rows(sections: Iterable[ProgressSection], width: int) -> list[Row]:
    rows: list[Row] = []
    for section in sections:
        rows += [BLANK, *block(section.title, width, "heading")]
        rows += [row for text in section.lines for row in block(text, width)]
        rows += block(section.about, width, "muted") if section.about else []
    return rows


def _course_row(course: Course, words: Catalogue, glyphs: Glyphs, width: int) -> Row:
    room = max(min(_NAME, width - _FIGURES - 8), 8)
    name = pad(fit(safe(course.name, newlines=False), room - 1, glyphs.ellipsis), room)
    if not course.enough:
        return Row(((name, ""), (too_few(course, words), "muted")))
    drawn = "".join(glyphs.levels[level(percent / 100)] for percent in course.percents[-_DRAWN:])
    figures = f"  {_figures(course, glyphs)}"
    spare = width - room - cell_len(figures)
    change = course.percents[-1] - course.percents[0]
    role = "good" if change > 0 else "bad" if change < 0 else ""
    return Row(((name, ""), (drawn[-max(spare, 0) :] if spare > 0 else "", "accent"), (figures, role)))


def _figures(course: Course, glyphs: Glyphs) -> str:
    first, latest = (whole_percent(percent) for percent in (course.percents[0], course.percents[-1]))
    return f"{first} {glyphs.arrow} {latest}%  (n={len(course.percents)})"


def too_few(course: Course, words: Catalogue) -> str:
    """The sentence that there are too few assessments to say anything about a course."""
    return words("progress.too_few", count=len(course.percents))


# -- line by line, and for machines -------------------------------------------------------


def progress_lines(facts: Progress, words: Catalogue, sections: Sequence[ProgressSection] = ()) -> list[str]:
    """The same in sentences, without drawn marks."""
    lines, colon = [words("progress.count", attempts=facts.attempts, passed=facts.passed)], words("library.colon")
    if facts.recommendation is not None:
        lines.append(f"{words('progress.next')}{colon}{recommendation_words(facts.recommendation, words)}")
    lines += _section_lines((section for section in sections if section.early), words)
    if facts.overdone:
        lines += [f"{words('overdone.title')}{colon.rstrip()}", *(f"  {text}" for text in facts.overdone)]
    if facts.reading:
        lines.append(f"{words('overdone.reading_title')}{colon}{facts.reading}")
    lines += _section_lines((section for section in sections if not section.early), words)
    for group in (*facts.rubrics, facts.families):
        if group.courses:
            lines.append(f"{group.title}{colon.rstrip()}")
            lines += [f"  {course.name}{colon}{course_words(course, words)}" for course in group.courses]
    return [safe(line, newlines=False) for line in lines]


def _section_lines(sections: Iterable[ProgressSection], words: Catalogue) -> list[str]:
    colon, lines = words("library.colon").rstrip(), list[str]()
    for section in sections:
        texts = (text for text in (*section.lines, section.about) if text)
        lines += [f"{section.title}{colon}", *(f"  {text}" for text in texts)]
    return lines


def course_words(course: Course, words: Catalogue) -> str:
    """The first, latest and mean recent score, and their number; or that there are too few."""
    if not course.enough:
        return too_few(course, words)
    shown: Callable[[float], int] = whole_percent
    return words(
        "progress.course",
        first=shown(course.percents[0]),
        latest=shown(course.percents[-1]),
        recent=shown(course.recent),
        count=len(course.percents),
    )


def progress_json(facts: Progress, finished: Sequence[AttemptSummary]) -> Mapping[str, Any]:
    """The same as JSON: keys are stable. All scores are included, in percent, whether or not there are ``enough``."""
    read = guess_accuracy(finished)
    return {
        "attempts": facts.attempts,
        "passed": facts.passed,
        "next": None
        if facts.recommendation is None
        else {
            "scene": facts.recommendation.entry.id,
            "why": facts.recommendation.why.value,
            "criterion": None if facts.recommendation.course is None else facts.recommendation.course.ref,
        },
        "overdone": [each._asdict() for each in overdone(finished)],
        "reading": {"guesses": read.guesses, "steps_off": list(read.mean_errors)},
        "courses": [
            {"ref": course.ref, "name": course.name, "percents": list(course.percents), "enough": course.enough}
            for group in facts.rubrics
            for course in group.courses
        ],
        "families": [
            {"family": course.ref, "name": course.name, "percents": list(course.percents), "enough": course.enough}
            for course in facts.families.courses
        ],
    }
