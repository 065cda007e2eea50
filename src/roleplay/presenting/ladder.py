"""A ladder of ten small goals: each step takes two successes on different days, and the next demands a little more.

A success is an attempt that passed: no critical move, every threshold of its scene met, and an accepted ending. It
counts only for the step that the learner was on at the time. Harder attempts than the step demands count as well. No
step demands what the library does not have: difficulty and families are reduced accordingly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.scene_index import in_order
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import A_DAY, AttemptSummary, When
from roleplay.session import Mode

#: How many successes a step takes, each on a different day.
SUCCESSES = 2
#: After how many days without playing it a scene counts as new.
COLD_DAYS = 30
_STRICTER = (Mode.GUIDED, Mode.PRACTICE, Mode.EXAM)


class Rung(NamedTuple):
    """What a step demands of an attempt."""

    #: the minimum difficulty of the scene
    difficulty: int
    #: the mode, or a stricter one
    mode: Mode
    #: the scene was never played before, or not within the last `COLD_DAYS`
    cold: bool = False
    #: the minimum number of families that the successes come from
    families: int = 1


RUNGS = (
    Rung(1, Mode.GUIDED),
    Rung(1, Mode.PRACTICE),
    Rung(2, Mode.PRACTICE),
    Rung(3, Mode.PRACTICE),
    Rung(3, Mode.PRACTICE, cold=True),
    Rung(3, Mode.PRACTICE, families=2),
    Rung(3, Mode.EXAM),
    Rung(3, Mode.EXAM, cold=True),
    Rung(4, Mode.EXAM, families=2),
    Rung(4, Mode.EXAM, cold=True, families=2),
)
#: The ranks of the course, by the last step of each.
RANKS = {3: "junior", 6: "middle", 8: "senior", 10: "expert"}


class Success(NamedTuple):
    """An attempt that counts for a step."""

    day: str
    scene: str
    family: str


class LadderFact(NamedTuple):
    """The learner's position on the ladder."""

    #: how many steps are completed, 0 to 10
    climbed: int
    #: the successes that already count for the next step
    successes: tuple[Success, ...]
    #: what the next step demands, given this library; ``None`` at the top
    next_rung: Rung | None
    #: the easiest scene that fits the next step
    scene: Entry | None = None
    #: the days on which the steps were completed, as ``2026-05-04``
    days: tuple[str, ...] = ()


def ladder(finished: Iterable[AttemptSummary], contents: Contents, now: When) -> LadderFact:
    """The position reached with the finished attempts, oldest first; ``now`` decides which scenes are cold."""
    entries = {entry.id: entry for entry in contents.entries if entry.problem is None}
    rungs = _rungs(entries.values())
    last: dict[str, When] = {}
    days: list[str] = []
    successes: list[Success] = []
    for summary in finished:
        rung = rungs[len(days)] if len(days) < len(rungs) else None
        if rung is not None and _succeeds(summary, rung, entries.get(summary.scenario_id), last, successes):
            entry = entries[summary.scenario_id]
            success = Success(local_date(summary.ended_at), entry.id, entry.family)
            successes.append(success)
            if len(successes) == SUCCESSES:
                days.append(success.day)
                successes = []
        last[summary.scenario_id] = summary.ended_at
    next_rung = rungs[len(days)] if len(days) < len(rungs) else None
    scene = None if next_rung is None else _scene_for(next_rung, entries.values(), last, successes, now)
    return LadderFact(len(days), tuple(successes), next_rung, scene, tuple(days))


def _rungs(entries: Iterable[Entry]) -> list[Rung]:
    """The steps, none demanding more than the scenes allow."""
    released = [entry for entry in entries if entry.released]
    hardest = max((entry.difficulty for entry in released), default=1)
    cut = []
    for rung in RUNGS:
        difficulty = min(rung.difficulty, hardest)
        families = {entry.family for entry in released if entry.difficulty >= difficulty}
        cut.append(rung._replace(difficulty=difficulty, families=max(min(rung.families, len(families)), 1)))
    return cut


def _succeeds(
    summary: AttemptSummary, rung: Rung, entry: Entry | None, last: Mapping[str, When], successes: Sequence[Success]
) -> bool:
    if entry is None or not summary.result.passed or entry.difficulty < rung.difficulty:
        return False
    if summary.mode not in _STRICTER[_STRICTER.index(rung.mode) :]:
        return False
    if rung.cold and not _is_cold(entry.id, last, summary.started_at):
        return False
    return _counts(rung, local_date(summary.ended_at), entry.family, successes)


def _counts(rung: Rung, day: str | None, family: str, successes: Sequence[Success]) -> bool:
    """Whether a success of that day and family would count in addition to ``successes``."""
    if day is not None and any(success.day == day for success in successes):
        return False
    return rung.families < SUCCESSES or all(success.family != family for success in successes)


def _is_cold(scene: str, last: Mapping[str, When], at: When) -> bool:
    return scene not in last or at - last[scene] >= COLD_DAYS * A_DAY


def _scene_for(
    rung: Rung, entries: Iterable[Entry], last: Mapping[str, When], successes: Sequence[Success], now: When
) -> Entry | None:
    """The easiest released scene that fits the step; among equals, one that was not played before."""
    fitting = [
        entry
        for entry in in_order(entries)
        if entry.released
        and entry.difficulty >= rung.difficulty
        and (not rung.cold or _is_cold(entry.id, last, now))
        and _counts(rung, None, entry.family, successes)
    ]
    return min(fitting, key=lambda e: (e.difficulty, e.id in last, e.newcomers or 99, e.id), default=None)


# -- in words ---------------------------------------------------------------------------


def rung_words(rung: Rung, words: Catalogue) -> str:
    """What a step demands, as a task: ``pass a scene of difficulty 3 or more in practice mode or an exam``."""
    text = words(f"ladder.asks.{rung.mode}", difficulty=rung.difficulty)
    if rung.difficulty == 1:
        text = words(f"ladder.asks_any.{rung.mode}")
    if rung.cold:
        text = words("ladder.cold", asked=text, days=COLD_DAYS)
    if rung.families > 1:
        text = words("ladder.families", asked=text)
    return text


def ladder_lines(fact: LadderFact, words: Catalogue) -> list[str]:
    """The steps completed, what the next one demands, and what already counts for it."""
    top = len(RUNGS)
    if fact.next_rung is None:
        return [words("ladder.top", top=top, rank=rank(top, words), day=fact.days[-1])]
    step = fact.climbed + 1
    position = words("ladder.at" if fact.climbed else "ladder.none", climbed=fact.climbed, top=top)
    next_step = words("ladder.next", step=step, asked=rung_words(fact.next_rung, words), rank=rank(step, words))
    lines = [position, next_step]
    if fact.successes:
        lines.append(words("ladder.towards", done=len(fact.successes), all=SUCCESSES, day=fact.successes[-1].day))
    if fact.scene is not None:
        title = words("progress.titled", title=fact.scene.title.get(words.language), id=fact.scene.id)
        lines.append(words("ladder.scene", title=title))
    return lines


def rank(step: int, words: Catalogue) -> str:
    """The course's rank for a step, 1 to 10."""
    return words(f"ladder.rank.{next(name for last, name in RANKS.items() if step <= last)}")


def ladder_json(fact: LadderFact) -> Mapping[str, Any]:
    """The position as JSON data with stable keys."""
    return {
        "climbed": fact.climbed,
        "steps": len(RUNGS),
        "climbed_on": list(fact.days),
        "next": None
        if fact.next_rung is None
        else {
            "difficulty": fact.next_rung.difficulty,
            "mode": fact.next_rung.mode.value,
            "cold": fact.next_rung.cold,
            "families": fact.next_rung.families,
            "successes": [success._asdict() for success in fact.successes],
            "needed": SUCCESSES,
            "scene": None if fact.scene is None else fact.scene.id,
        },
    }
