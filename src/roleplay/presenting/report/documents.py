"""Reports: one attempt with its whole debrief, or several with their course over time and a summary of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.debrief import DebriefFacts
from roleplay.presenting.history import PastAttempt
from roleplay.presenting.overdone import overdone, overdone_lines
from roleplay.presenting.progress import CourseGroup, progress
from roleplay.presenting.report.attempt_parts import OwnNotes, attempt_parts, key_blocks, without_own_words
from roleplay.presenting.report.observers import observers_part
from roleplay.presenting.report.parts import (
    Look,
    Report,
    ReportBlock,
    ReportCell,
    ReportCourses,
    ReportItem,
    ReportList,
    ReportPairs,
    ReportPart,
    ReportTable,
    ReportText,
)
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptSummary
from roleplay.scene.observation import ObserverSheet
from roleplay.scoring.version import VERSION
from roleplay.session import Attempt


class ReportedAttempt(NamedTuple):
    """An attempt in a report. ``attempt`` and ``facts`` are ``None`` if it cannot be replayed."""

    past: PastAttempt
    attempt: Attempt | None
    facts: DebriefFacts | None
    #: why it cannot be replayed, or empty
    problem: str
    #: the learner's own notes about it; ``None`` unless requested
    own: OwnNotes | None
    #: the sheets of its observers
    observations: tuple[ObserverSheet, ...] = ()


class ReportSettings(NamedTuple):
    """Settings of a report: the program's version, and which options were requested."""

    program: str
    own_words: bool
    anonymous: bool


def attempt_report(reported: ReportedAttempt, settings: ReportSettings, words: Catalogue) -> Report:
    """The report on one attempt, with its whole debrief."""
    past = reported.past
    head = ReportPairs(tuple(_head(reported, settings, words)))
    if reported.facts is None:
        blocks: tuple[ReportBlock, ...] = (*_stored(past, words), ReportText(reported.problem, Look.WARN))
    else:
        blocks = attempt_parts(reported.facts, reported.own, words)
    if reported.attempt is not None and reported.observations:
        observers = observers_part(reported.attempt, reported.observations, words, named=not settings.anonymous)
        blocks = (*blocks, observers)
    return Report(
        past.title,
        words("attempt_report.subtitle"),
        (head, *blocks),
        _footer(settings, words, with_sheets=bool(reported.observations)),
        broken=int(reported.facts is None),
    )


def _head(reported: ReportedAttempt, settings: ReportSettings, words: Catalogue) -> list[tuple[str, str]]:
    past = reported.past
    pairs = [(words("history.ended"), past.ended), (words("history.mode"), past.mode)]
    if reported.attempt is not None:
        pairs += _cast(reported.attempt, words)
    pairs += [(words("attempt_report.earlier"), past.note)] if past.note else []
    pairs += [(words("attempt_report.example"), words("example.seen"))] if past.example_seen else []
    scene = words("attempt_report.scene_attempt", scene=past.scene, id=past.short_id)
    return [*pairs, (words("attempt_report.id"), scene)]


def _cast(attempt: Attempt, words: Catalogue) -> list[tuple[str, str]]:
    """The members of the cast that were played with a persona other than the scene's own."""
    bundle, language = attempt.bundle, words.language
    played_as = [
        words(
            "attempt_report.played_as",
            name=bundle.scenario.cast[member].name.get(language),
            persona=bundle.personas[persona].name.get(language),
        )
        for member, persona in attempt.setup.personas
        if persona != bundle.scenario.cast[member].persona
    ]
    return [(words("attempt_report.cast"), words("play.list_separator").join(played_as))] if played_as else []


def _stored(past: PastAttempt, words: Catalogue) -> list[ReportBlock]:
    return [ReportText(words("attempt_report.stored", verdict=past.verdict), Look.STRONG)]


def _footer(settings: ReportSettings, words: Catalogue, *, with_sheets: bool = False) -> tuple[str, ...]:
    left_out = "attempt_report.with_own" if settings.own_words else "attempt_report.without_own"
    generated = "attempt_report.made_with_sheets" if with_sheets else "attempt_report.made"
    return (words(generated, program=settings.program, scoring=VERSION), words(left_out))


# -- several ---------------------------------------------------------------------------


def attempts_report(
    reported: Sequence[ReportedAttempt],
    summaries: Sequence[AttemptSummary],
    contents: Contents,
    settings: ReportSettings,
    words: Catalogue,
) -> Report:
    """The report on several attempts (oldest first, ``summaries`` likewise): an overview, then each attempt."""
    overview = progress(summaries, contents, words)
    parts: list[ReportBlock] = [ReportText(words("progress.count", attempts=overview.attempts, passed=overview.passed))]
    groups = [_enough(group) for group in (*overview.rubrics, overview.families)]
    drawn_courses: tuple[ReportBlock, ...] = tuple(ReportCourses(group) for group in groups if group.courses)
    courses = (
        ReportText(words(f"attempt_report.courses_{'about' if drawn_courses else 'none'}"), Look.SOFT),
        *drawn_courses,
    )
    parts.append(ReportPart(words("pictures.courses"), courses, kind="courses"))
    moves = tuple(map(ReportItem, overdone_lines(overdone(summaries), contents.moves, words)))
    if moves:
        parts.append(ReportPart(words("overdone.title"), (ReportList(moves),)))
    parts.append(ReportPart(words("attempt_report.attempts"), (_table(reported, words),), kind="listed"))
    shorts = tuple(_short(item, number, settings, words) for number, item in enumerate(reported, 1))
    parts.append(ReportPart(words("attempt_report.each"), shorts, kind="each"))
    broken = sum(item.facts is None for item in reported)
    return Report(words("attempt_report.title"), _span(reported, words), tuple(parts), _footer(settings, words), broken)


def _enough(group: CourseGroup) -> CourseGroup:
    return group._replace(courses=tuple(course for course in group.courses if course.enough))


def _span(reported: Sequence[ReportedAttempt], words: Catalogue) -> str:
    first, last = reported[0].past.ended.split()[0], reported[-1].past.ended.split()[0]
    return first if first == last else words("attempt_report.span", first=first, last=last)


def _table(reported: Sequence[ReportedAttempt], words: Catalogue) -> ReportTable:
    heads = ("#", *(words(f"history.{name}") for name in ("scene", "ended", "mode", "result")))
    rows = tuple(
        tuple(map(ReportCell, (str(number), item.past.title, item.past.ended, item.past.mode, item.past.verdict)))
        for number, item in enumerate(reported, 1)
    )
    return ReportTable(heads, rows, "attempts")


def _short(reported: ReportedAttempt, number: int, settings: ReportSettings, words: Catalogue) -> ReportPart:
    past = reported.past
    title = words("attempt_report.numbered", number=number, title=past.title)
    marks = (past.ended, past.mode)
    head = ReportPairs(tuple(pair for pair in _head(reported, settings, words)[2:]))
    if reported.facts is None:
        return ReportPart(title, (head, *_stored(past, words), ReportText(reported.problem, Look.WARN)), marks, "short")
    facts = reported.facts if reported.own is not None else without_own_words(reported.facts)
    return ReportPart(title, (head, *key_blocks(facts, reported.own or OwnNotes(), words)), marks, "short")
