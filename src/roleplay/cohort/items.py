"""What the answers of many learners say about the decisions of a scene, state by state.

Answers to one decision are given in different states, in which different lines may be best. So each is compared with
its own state: a line *costs nothing* if its regret is 0 (`roleplay.scoring.value`), and that is what is counted. A
state in which nothing can be lost tests nothing, and is left out of all figures except the shares of the lines.

- difficulty ``p``: the share of answers that cost nothing; the greater, the easier;
- discrimination ``D = p(upper) - p(lower)`` of the 27 per cent of learners who did best and of those who did worst on
  all *other* decisions (Kelley, "The selection of upper and lower groups for the validation of test items", Journal of
  Educational Psychology 30 (1939), 17-24; Johnson, "Notes on a suggested index of item validity", ibid. 42 (1951),
  499-504). How well somebody did is the mean over those decisions of ``1 - regret / greatest regret`` of the state: in
  a branching story, learners meet different decisions, and different numbers of them. Learners who tie at the border of
  a group belong to it by equal fractions;
- a line hardly anybody takes: fewer than 5 in 100 of those who could (Haladyna & Downing, "How many options is enough
  for a multiple-choice test item?", Educational and Psychological Measurement 53 (1993), 999-1010).

Repeated answers of one learner to one decision are not independent, so only the first of each counts, in the first play
of the scene. Nothing is concluded from fewer than `ENOUGH_TO_WARN` answers (evidence.md, R37), and from more only what
their interval supports, which for warnings allows for all differences examined (`intervals.deviate`): of forty lines
one would seem wrong by chance. Counts are published as `suppression` allows, ``p`` with the same precision; ``D`` is
rounded to a tenth and given only if each group has five learners, i.e. from 17 answers on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import ceil, floor
from typing import NamedTuple

from roleplay.cohort.bands import Band, free_bounds, loss_bounds, ranges_of
from roleplay.cohort.intervals import Interval, deviate, difference_interval, share_interval
from roleplay.cohort.plays import JudgedPlay, LineRange, Place, StateAnswer, first_by_learner
from roleplay.cohort.suppression import MIN_PUBLISHED, Cell, cells, may_publish, remainder, subgroup
from roleplay.cohort.tables import most_heard
from roleplay.scene.text import Text

#: Minimum answers for a warning about a decision.
ENOUGH_TO_WARN = 30
#: The share of learners in the upper group, and in the lower one.
GROUP_SHARE = 0.27
#: A line taken by a smaller share than this misleads nobody.
MIN_LINE_SHARE = 0.05
#: Number of other decisions a learner must have met to be ranked by them.
_MIN_OTHER_DECISIONS = 2


class ItemFault(StrEnum):
    """What an author should look at, most serious first."""

    #: those who did best elsewhere take a line that costs points, more often than those who did worst, and more often
    #: than a line that costs nothing
    KEY = "key"
    #: those who did best elsewhere lose here more often than those who did worst
    UPSIDE_DOWN = "upside_down"
    #: a line hardly anybody takes
    IDLE = "idle"


class ItemWarning(NamedTuple):
    """A fault, and the line it is about, if it is about one."""

    fault: ItemFault
    line: str | None
    #: lower bound of the number of answers it is based on (rounded down)
    answers: int
    #: of the difference it is based on, rounded; for a line hardly anybody takes, of the largest share it can have
    interval: Interval
    #: number of differences examined, for which the interval allows
    comparisons: int = 1


class LineFigures(NamedTuple):
    """A line of an item."""

    line: str
    #: how many said it
    said: Cell
    #: what it costs anywhere in the scene, regardless of who met it
    cost: LineRange
    #: where it costs points: share of the upper group that took it, minus that of the lower one; ``None`` if there
    #: are too few to say
    discrimination: float | None


class ItemSituation(NamedTuple):
    """States of a decision with the same available lines, of which the same cost nothing."""

    available: tuple[str, ...]
    free: frozenset[str]
    #: answers given in them
    answers: Cell


class ItemFigures(NamedTuple):
    """The figures of a decision in one language."""

    place: Place
    language: str
    #: first answers, one per learner
    answers: Cell
    #: those given in a state in which something could be lost
    at_stake: Cell
    #: bounds of ``p``, by the published counts; ``None`` if fewer than five may have been able to lose points
    difficulty: Interval | None
    #: if ``p`` is known: its confidence interval, rounded
    difficulty_interval: Interval | None
    #: mean loss, in points; ``None`` if unknown or if nothing could be lost
    lost: Band | None
    #: ``D`` with its interval, rounded; ``None`` if the groups would have fewer than five learners
    discrimination: float | None
    discrimination_interval: Interval | None
    lines: tuple[LineFigures, ...]
    #: those in which five or more answered; most first, as far as published
    situations: tuple[ItemSituation, ...]
    #: the modes of the plays
    modes: frozenset[str]
    warnings: tuple[ItemWarning, ...]
    #: whether the costs of the lines are known exactly
    exact: bool
    #: what most of them heard
    heard: Text | None
    #: digest of the scene text in which it was last met
    text_digest: str

    @property
    def enough_answers(self) -> bool:
        """Whether there are enough answers to conclude anything."""
        return self.at_stake.least >= ENOUGH_TO_WARN


class _Ranked(NamedTuple):
    """An answer with the degree, 0 to 1, to which its learner belongs to the upper and to the lower group."""

    answer: StateAnswer
    upper_weight: float
    lower_weight: float


def item_figures(judged_plays: Iterable[JudgedPlay]) -> list[ItemFigures]:
    """The figures of every decision that at least five learners met in one language, in the order of the scenes.

    Doubtful plays do not count, nor do later plays of the same scene by the same learner.
    """
    first = [play for play in first_by_learner(judged_plays) if play.doubt is None]
    everybody = Counter(play.scene for play in first)
    by_item: dict[tuple[Place, str], list[tuple[JudgedPlay, StateAnswer]]] = {}
    scored: dict[str, list[tuple[Place, float]]] = {}
    for play in first:
        for answer in play.first_answers:
            if answer.too_fast:
                continue
            by_item.setdefault((answer.place, answer.language), []).append((play, answer))
            score = _score(answer)
            if score is not None:
                scored.setdefault(play.play.learner, []).append((answer.place, score))
    published = {item: (given, _ranked(given, scored)) for item, given in by_item.items() if may_publish(len(given))}
    comparisons = sum(_comparisons(given, ranked) for given, ranked in published.values())
    figures = (
        _item(*item, given, ranked, everybody[item[0].scene], comparisons)
        for item, (given, ranked) in published.items()
    )
    return [item for item in figures if may_publish(item.answers.least)]


def _comparisons(given: Iterable[tuple[JudgedPlay, StateAnswer]], ranked: Sequence[_Ranked]) -> int:
    """Number of differences examined: one for the decision itself, and one for each line where it costs something."""
    lines = {line for _, answer in given for line in answer.state.available}
    examined = sum(sum(_is_costly(line, each.answer) for each in ranked) >= ENOUGH_TO_WARN for line in lines)
    return examined + (len(ranked) >= ENOUGH_TO_WARN)


def _score(answer: StateAnswer) -> float | None:
    """The share kept of what could be lost, 0 to 1; ``None`` if nothing could be lost or the costs are unknown."""
    if not answer.state.can_lose or answer.state.regrets is None or answer.regret is None:
        return None
    return 1 - answer.regret / max(answer.state.regrets)


def _ranked(
    given: Iterable[tuple[JudgedPlay, StateAnswer]], scored: Mapping[str, Sequence[tuple[Place, float]]]
) -> list[_Ranked]:
    """The answers where something could be lost, from learners who can be ranked by other decisions."""
    ranked_answers: list[tuple[float, StateAnswer]] = []
    for play, answer in given:
        others = [score for place, score in scored.get(play.play.learner, ()) if place != answer.place]
        if answer.state.can_lose and len(others) >= _MIN_OTHER_DECISIONS:
            ranked_answers.append((sum(others) / len(others), answer))
    size = round(GROUP_SHARE * len(ranked_answers))
    upper = membership([-mean_of_others for mean_of_others, _ in ranked_answers], size)
    lower = membership([mean_of_others for mean_of_others, _ in ranked_answers], size)
    return [_Ranked(answer, up, low) for (_, answer), up, low in zip(ranked_answers, upper, lower, strict=True)]


def membership(ranks: Sequence[float], size: int) -> list[float]:
    """The degree to which each belongs to the ``size`` with the lowest ranks; ties at the border share what is left."""
    shares = [0.0] * len(ranks)
    left = float(size)
    for rank in sorted(set(ranks)):
        level = [number for number, each in enumerate(ranks) if each == rank]
        share = min(left / len(level), 1.0)
        for number in level:
            shares[number] = share
        left -= share * len(level)
        if left <= 0:
            break
    return shares


class _Gap(NamedTuple):
    """A share in the upper group compared with the lower group: (hits, total) each."""

    up: tuple[float, float]
    low: tuple[float, float]

    @property
    def upper(self) -> float:
        """The share in the upper group."""
        return self.up[0] / self.up[1]

    @property
    def difference(self) -> float:
        """The upper share minus the lower one."""
        return self.upper - self.low[0] / self.low[1]

    def interval(self, comparisons: int = 1) -> Interval:
        """The interval of the difference, as one of ``comparisons``."""
        return difference_interval(*self.up, *self.low, deviate(comparisons))


def _gap(ranked: Sequence[_Ranked], hits: Sequence[bool]) -> _Gap | None:
    """The gap in the share of hits; ``None`` if a group is too small."""
    uppers, lowers = sum(each.upper_weight for each in ranked), sum(each.lower_weight for each in ranked)
    if round(min(uppers, lowers), 6) < MIN_PUBLISHED:  # removes floating-point noise
        return None
    upper = sum(each.upper_weight for each, hit in zip(ranked, hits, strict=True) if hit)
    lower = sum(each.lower_weight for each, hit in zip(ranked, hits, strict=True) if hit)
    upper, lower = min(upper, uppers), min(lower, lowers)
    return _Gap((upper, uppers), (lower, lowers))


def _item(
    place: Place,
    language: str,
    given: Sequence[tuple[JudgedPlay, StateAnswer]],
    ranked: Sequence[_Ranked],
    everybody: int,
    comparisons: int,
) -> ItemFigures:
    """``everybody``: how many played the scene; those not in ``given`` are a part of each table."""
    answers = [answer for _, answer in given]
    at_stake = [answer for answer in answers if answer.state.can_lose]
    hits = sum(answer.line in answer.state.free for answer in at_stake)
    gap = _gap(ranked, [each.answer.line in each.answer.state.free for each in ranked])
    costs = ranges_of(answers)
    said = Counter(answer.line for answer in answers)
    met, published = subgroup([said[line] for line in costs], everybody)
    if met.known is None:  # tables of those who met it would reveal how many they are
        parts, at_stake_count, situations = free_bounds(list(costs.values()), published, met), met, []
    else:
        idle, *pair = cells((len(answers) - len(at_stake), hits, len(at_stake) - hits))
        parts, at_stake_count, situations = (pair[0], pair[1]), remainder(len(answers), idle), _situations(answers)
    difficulty = _share(*parts) if parts is not None and may_publish(at_stake_count.least) else None
    exact = met.known is not None and difficulty is not None and difficulty.low == difficulty.high
    return ItemFigures(
        place=place,
        language=language,
        answers=met,
        at_stake=at_stake_count,
        difficulty=difficulty,
        difficulty_interval=_rounded_outwards(share_interval(hits, len(at_stake))) if exact else None,
        lost=loss_bounds(list(costs.values()), published, met),
        discrimination=None if gap is None else round(gap.difference, 1),
        discrimination_interval=None if gap is None else _rounded_outwards(gap.interval()),
        lines=tuple(_line(*each, ranked) for each in zip(costs.values(), published, strict=True)),
        situations=tuple(situations),
        modes=frozenset(play.play.mode for play, _ in given),
        warnings=tuple(_warnings(answers, ranked, gap, published, costs, comparisons)),
        exact=all(answer.state.regrets is not None for answer in answers),
        heard=most_heard(answers),
        text_digest=given[-1][0].text,  # plays are ordered by when they began
    )


def _share(hits: Cell, others: Cell) -> Interval:
    """Bounds of the share of ``hits`` in both together."""
    return Interval(hits.least / (hits.least + others.most), hits.most / (hits.most + others.least))


def _rounded_outwards(interval: Interval) -> Interval:
    """The interval with its ends rounded outwards to tenths."""
    return Interval(floor(interval.low * 10 + 1e-9) / 10, ceil(interval.high * 10 - 1e-9) / 10)


def _situations(answers: Sequence[StateAnswer]) -> list[ItemSituation]:
    met = Counter((answer.state.available, answer.state.free) for answer in answers)
    kinds = sorted(met, key=lambda kind: (kind[0], sorted(kind[1])))
    published = cells([met[kind] for kind in kinds])
    figures = [ItemSituation(*kind, cell) for kind, cell in zip(kinds, published, strict=True)]
    return sorted((each for each in figures if may_publish(each.answers.least)), key=lambda each: -each.answers.least)


def _line(cost: LineRange, said: Cell, ranked: Iterable[_Ranked]) -> LineFigures:
    eligible = [each for each in ranked if each.answer.state.can_lose and _is_costly(cost.line, each.answer)]
    gap = _gap(eligible, [each.answer.line == cost.line for each in eligible])
    return LineFigures(cost.line, said, cost, None if gap is None else round(gap.difference, 1))


def _is_costly(line: str, answer: StateAnswer) -> bool:
    """Whether a line was available where this was answered, and would have cost something."""
    return line in answer.state.available and bool(answer.state.regret(line))


def _warnings(
    answers: Sequence[StateAnswer],
    ranked: Sequence[_Ranked],
    gap: _Gap | None,
    said: Iterable[Cell],
    lines: Iterable[str],
    comparisons: int,
) -> Iterable[ItemWarning]:
    """The warnings these answers support, most serious first; none below `ENOUGH_TO_WARN`."""
    idle: list[ItemWarning] = []
    for line, cell in zip(lines, said, strict=True):
        eligible = [each for each in ranked if _is_costly(line, each.answer)]
        enough = len(eligible) >= ENOUGH_TO_WARN
        taken = _gap(eligible, [each.answer.line == line for each in eligible]) if enough else None
        free = _gap(eligible, [each.answer.line in each.answer.state.free for each in eligible])
        if taken is not None and free is not None and taken.upper > free.upper and taken.interval(comparisons).low > 0:
            at = _rounded_outwards(taken.interval(comparisons))
            yield ItemWarning(ItemFault.KEY, line, _rounded_down(eligible), at, comparisons)
        could = _rounded_down([answer for answer in answers if line in answer.state.available])
        if could >= ENOUGH_TO_WARN and cell.most < MIN_LINE_SHARE * could:  # warnings use published counts only
            idle.append(ItemWarning(ItemFault.IDLE, line, could, share_interval(cell.most, could)))
    if len(ranked) >= ENOUGH_TO_WARN and gap is not None and gap.interval(comparisons).high < 0:
        yield ItemWarning(
            ItemFault.UPSIDE_DOWN,
            None,
            _rounded_down(ranked),
            _rounded_outwards(gap.interval(comparisons)),
            comparisons,
        )
    yield from idle


def _rounded_down(answers: Sequence[object]) -> int:
    """The number of answers a warning is based on, rounded down, as they are part of a published total."""
    return len(answers) // MIN_PUBLISHED * MIN_PUBLISHED


_SEVERITY = {fault: number for number, fault in enumerate(ItemFault)}


def items_to_review(items: Iterable[ItemFigures]) -> list[ItemFigures]:
    """The decisions that an author should reread: those with warnings, most serious first; ties by cost."""
    return sorted(
        (item for item in items if item.warnings),
        key=lambda item: (min(_SEVERITY[warning.fault] for warning in item.warnings), *_cost_order(item)),
    )


def costly_items(items: Iterable[ItemFigures]) -> list[ItemFigures]:
    """The decisions without warnings at which something was certainly lost, most first by the published counts.

    They are where most can be gained, not where something is known to be wrong.
    """
    costly = (item for item in items if item.lost is not None and item.lost.least and not item.warnings)
    return sorted(costly, key=_cost_order)


def _cost_order(item: ItemFigures) -> tuple[float, float, Place, str]:
    least, most = (0.0, 0.0) if item.lost is None else item.lost
    return -least * item.answers.least, -most * item.answers.most, item.place, item.language
