"""A class in tables: levels by criterion, what was said at each decision, poor moves, before and after.

All of it counts learners, each once: their first play at a scene, and there the first answer at each decision, which
no coaching of that decision has touched. Before and after is the first finished play beside the last one.

How many took part in something (a scene, two plays of it) is told; what they did is told as `suppression` allows. Which
way somebody went is something that they did, so who did not come to a decision is a cell of its table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from roleplay.cohort.audit import Audit, Band, Filling, LineCost, band_of, free_fits, lost_fits, split_fits
from roleplay.cohort.plays import Doubt, Place, ReadPlay, StateAnswer, first_by_learner
from roleplay.cohort.suppression import MANY, UNTOLD, Cell, cells, coarse, may_tell
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text
from roleplay.scoring.percent import level

#: Shares of a best line between which a class is split: as in a drill, where that is worth a discussion.
SPLIT = (Fraction(3, 10), Fraction(7, 10))


class CriterionSpread(NamedTuple):
    """A criterion over the learners of a class."""

    ref: str
    #: the digest of the rubric's text by which they were judged
    rubric: str
    #: learners who began a scene that is judged by it
    learners: int
    #: how many reached level 0, 1, 2, 3, how many were not assessed, and how many came to no ending
    levels: tuple[Cell, Cell, Cell, Cell]
    not_assessed: Cell
    unfinished: Cell
    #: median of their per cent; ``None`` where fewer than five were assessed, or a small count would follow from it
    median: float | None


class LineShare(NamedTuple):
    """A line of a decision: how many said it."""

    line: str
    said: Cell
    #: the mean of what it costs in the states in which it could be said, in points; ``None``: not known exactly
    regret: float | None
    #: whether it cost nothing in some state in which these learners met it, and in all of them
    sometimes_free: bool
    always_free: bool


class DecisionSpread(NamedTuple):
    """A decision over the learners who met it in their first play."""

    place: Place
    #: of the learners of the scene, how many came to it
    learners: Cell
    lines: tuple[LineShare, ...]
    #: how many took a line that cost nothing, and how many one that did; ``None`` where fewer than five could lose
    free: tuple[Cell, Cell] | None
    #: the mean of what was lost, in points; ``None`` where that is not known or may not be told
    lost: Band | None
    #: whether the class was divided between lines that cost nothing and lines that do; ``None`` where nothing may be
    #: told of that
    split: bool | None
    #: what was heard by most
    heard: Text | None
    #: the digest of the scene's text in which it was met last
    text: str


class PoorMoveShare(NamedTuple):
    """A poor move over the learners who could have made it and could have avoided it."""

    move: str
    #: of the learners of the class, how many had an occasion
    learners: Cell
    made: Cell
    avoided: Cell


class Pair(NamedTuple):
    """One learner's first and last finished play at a scene."""

    before: ReadPlay
    after: ReadPlay


class SceneSpread(NamedTuple):
    """A scene over a class."""

    scene: str
    #: learners who played it, whether to its end or not
    learners: int
    #: plays of theirs that count
    plays: int
    #: the modes of the first plays
    modes: frozenset[str]
    #: the digest of the text that was played last, and how many versions of it they met
    text: str
    texts: int
    criteria: tuple[CriterionSpread, ...]
    decisions: tuple[DecisionSpread, ...]
    #: decisions that fewer than five met, or met in one version: nothing is told of them
    untold: int
    #: of first plays: passed, not passed, come to no ending
    passed: tuple[Cell, Cell, Cell]
    #: of learners with two finished plays by the same text of its rubrics
    pairs: tuple[Pair, ...]
    #: learners with two finished plays that cannot be compared, since the rubric's text changed in between
    changed: int


class ClassSpread(NamedTuple):
    """A class seen whole."""

    #: learners of whom a play counts, and plays that count
    learners: int
    plays: int
    #: plays that do not count, by reason
    doubtful: Mapping[Doubt, int]
    #: over all scenes that are told: of each learner the mean of their first plays
    criteria: tuple[CriterionSpread, ...]
    scenes: tuple[SceneSpread, ...]
    #: scenes of which nothing is told, since fewer than five played them
    small: tuple[str, ...]
    #: the most frequent first, as far as that is told
    poor: tuple[PoorMoveShare, ...]


def class_spread(read: Iterable[ReadPlay]) -> ClassSpread:
    """The tables of a class. Of a group of fewer than five learners nothing is told."""
    everything = list(read)
    doubtful = Counter(play.doubt for play in everything if play.doubt is not None)
    sound = [play for play in everything if play.doubt is None]
    first = [play for play in first_by_learner(everything) if play.doubt is None]
    by_scene: dict[str, list[ReadPlay]] = {}
    for play in first:
        by_scene.setdefault(play.scene, []).append(play)
    told = {scene: plays for scene, plays in sorted(by_scene.items()) if may_tell(len(plays))}
    counted = [play for plays in told.values() for play in plays]
    return ClassSpread(
        learners=len({play.play.learner for play in sound}),
        plays=len(sound),
        doubtful=FrozenDict({reason: doubtful[reason] for reason in Doubt if doubtful[reason]}),
        criteria=_criteria(counted),
        scenes=tuple(_scene(plays, [p for p in sound if p.scene == scene]) for scene, plays in told.items()),
        small=tuple(sorted({play.scene for play in everything} - told.keys())),
        poor=_poor(counted),
    )


def _scene(first: Sequence[ReadPlay], sound: Sequence[ReadPlay]) -> SceneSpread:
    finished = [play for play in first if play.finished]
    passed = sum(play.passed for play in finished)
    cut = cells((passed, len(finished) - passed, len(first) - len(finished)))
    pairs, changed = pairs_of(sound)
    decisions, untold = _decisions(first)
    return SceneSpread(
        scene=first[0].scene,
        learners=len(first),
        plays=len(sound),
        modes=frozenset(play.play.mode for play in first),
        text=_latest(first).text,
        texts=len({play.text for play in first}),
        criteria=_criteria(first),
        decisions=tuple(decisions),
        untold=untold,
        passed=(cut[0], cut[1], cut[2]),
        pairs=tuple(pairs) if may_tell(len(pairs)) else (),
        changed=changed if may_tell(changed) else 0,
    )


def _latest(plays: Iterable[ReadPlay]) -> ReadPlay:
    return max(plays, key=lambda each: (each.play.began, each.play.id))


def pairs_of(plays: Iterable[ReadPlay]) -> tuple[list[Pair], int]:
    """The first and the last finished play of each learner at one scene, and how many of those cannot be compared."""
    by_learner: dict[str, list[ReadPlay]] = {}
    for play in sorted(plays, key=lambda each: (each.play.began, each.play.id)):
        if play.finished:
            by_learner.setdefault(play.play.learner, []).append(play)
    pairs = [Pair(own[0], own[-1]) for own in by_learner.values() if len(own) > 1]
    same = [pair for pair in pairs if pair.before.rubrics == pair.after.rubrics]
    return same, len(pairs) - len(same)


# -- criteria ------------------------------------------------------------------------------------------------------


def _criteria(plays: Iterable[ReadPlay]) -> tuple[CriterionSpread, ...]:
    """By criterion and text of its rubric: each learner once, with the mean of their plays in which it was assessed."""
    found: dict[tuple[str, str], dict[str, list[float]]] = {}
    ended: dict[tuple[str, str], set[str]] = {}
    for play in plays:
        for ref in play.criteria:
            key = ref, play.rubrics.get(ref.partition(".")[0], "")
            percents = found.setdefault(key, {}).setdefault(play.play.learner, [])
            if play.finished:
                ended.setdefault(key, set()).add(play.play.learner)
                percents += [play.percents[ref]] if ref in play.percents else []
    return tuple(
        _criterion(ref, rubric, list(own.values()), len(ended.get((ref, rubric), ())))
        for (ref, rubric), own in found.items()
        if may_tell(len(own))
    )


def _criterion(ref: str, rubric: str, learners: Sequence[Sequence[float]], ended: int) -> CriterionSpread:
    means = [sum(percents) / len(percents) for percents in learners if percents]
    reached = Counter(level(mean / 100) for mean in means)
    counts = [*(reached[grade] for grade in range(4)), ended - len(means), len(learners) - ended]
    told = cells(counts)
    middle = median(means) if may_tell(len(means)) else None
    if middle is not None and not Audit(counts, told).may_tell(_has_its_middle_in(level(middle / 100))):
        middle = None
    return CriterionSpread(
        ref=ref,
        rubric=rubric,
        learners=len(learners),
        levels=(told[0], told[1], told[2], told[3]),
        not_assessed=told[4],
        unfinished=told[5],
        median=middle,
    )


def _has_its_middle_in(grade: int) -> Callable[[Filling], bool]:
    """Whether the median of those who reached levels 0 to 3 so often can lie in a level, and they are enough."""

    def has(filling: Filling) -> bool:
        reached = [each for each, times in enumerate(filling[:4]) for _ in range(times)]
        half = len(reached) // 2
        return may_tell(len(reached)) and reached[(len(reached) - 1) // 2] <= grade <= reached[half]

    return has


# -- decisions -----------------------------------------------------------------------------------------------------


def _decisions(first: Sequence[ReadPlay]) -> tuple[list[DecisionSpread], int]:
    """By decision, each version of it by itself, in the order in which most met them; and how many are left out.

    A version that fewer than five met is left out. Who met it is in the other tables one of those who did not come
    there.
    """
    met: dict[Place, list[StateAnswer]] = {}
    turns: dict[Place, list[int]] = {}
    played: dict[Place, list[ReadPlay]] = {}
    for play in first:
        for turn, answer in enumerate(play.first_answers):
            met.setdefault(answer.place, []).append(answer)
            turns.setdefault(answer.place, []).append(turn)
            played.setdefault(answer.place, []).append(play)
    order = sorted(met, key=lambda place: (median(turns[place]), -len(met[place]), place))
    told = [place for place in order if may_tell(len(met[place]))]
    spreads = [_decision(place, met[place], _latest(played[place]).text, len(first)) for place in told]
    return spreads, len(order) - len(told)


def _decision(place: Place, answers: Sequence[StateAnswer], text: str, learners: int) -> DecisionSpread:
    lines = list(dict.fromkeys(line for answer in answers for line in answer.state.able))
    said = Counter(answer.line for answer in answers)
    counts = [*(said[line] for line in lines), learners - len(answers)]
    *told, absent = cells(counts)
    audit = Audit(counts, [*told, absent])
    if not audit.may_tell(_met_by_enough):  # else nothing would stand here, which is a fact as well
        *told, absent = (UNTOLD,) * len(counts)
        audit = Audit(counts, [*told, absent])
        audit.may_tell(_met_by_enough)
    figures = told_beside(answers, lines, audit, away=counts[-1])
    return DecisionSpread(
        place=place,
        learners=MANY if absent.known is None else Cell(len(answers), len(answers)),
        lines=tuple(_line(line, cell, answers) for line, cell in zip(lines, told, strict=True)),
        free=figures.free,
        lost=figures.lost,
        split=figures.split,
        heard=most_heard(answers),
        text=text,
    )


def _met_by_enough(filling: Filling) -> bool:
    """Whether there is anything to tell of a decision whose last cell is of those who did not come there."""
    return may_tell(sum(filling[:-1]))


class ToldBeside(NamedTuple):
    """What may be told of a decision beside how often each line was said."""

    free: tuple[Cell, Cell] | None
    lost: Band | None
    split: bool | None


def told_beside(answers: Sequence[StateAnswer], lines: Sequence[str], audit: Audit, away: int = 0) -> ToldBeside:
    """How many lost nothing, how much was lost, whether they were divided: as far as no small count follows from it.

    ``audit`` is of the table of the lines; ``away`` of the learners of that table did not answer here.
    """
    asking = [answer for answer in answers if answer.state.asks]
    if not may_tell(len(asking)):
        return ToldBeside(None, None, None)
    free = sum(answer.line in answer.state.free for answer in asking)
    counts = free, len(asking) - free, len(answers) - len(asking), away
    cut = (cells if audit.is_open else coarse)(counts)
    costs = [_cost(line, answers) for line in lines]
    if not audit.may_tell(free_fits(costs, cut[0], cut[1])):
        cut = (UNTOLD,) * 4
    beside = Audit(counts, cut)
    lose = [LineCost(0, 0), LineCost(0, max(cost.most for cost in costs))]
    mean = sum(answer.regret or 0.0 for answer in asking) / len(asking)
    split = SPLIT[0] <= Fraction(free, len(asking)) <= SPLIT[1]
    if audit.is_open and beside.is_open:
        return ToldBeside((cut[0], cut[1]), Band(mean, mean), split)
    if len(asking) < len(answers):  # of what it is the mean may not be told
        return ToldBeside((cut[0], cut[1]), None, None)
    band: Band | None = band_of(mean)
    if not all(each.may_tell(lost_fits(c, band_of(mean))) for each, c in ((audit, costs), (beside, lose))):
        band = None
    may_split = all(each.may_tell(split_fits(c, SPLIT, split=split)) for each, c in ((audit, costs), (beside, lose)))
    return ToldBeside((cut[0], cut[1]), band, split if may_split else None)


def _cost(line: str, answers: Iterable[StateAnswer]) -> LineCost:
    regrets = [answer.state.regret(line) or 0.0 for answer in answers if line in answer.state.able]
    return LineCost(min(regrets), max(regrets))


def most_heard(answers: Iterable[StateAnswer]) -> Text | None:
    """What most of them answered to."""
    return Counter(answer.state.heard for answer in answers).most_common(1)[0][0]


def _line(line: str, said: Cell, answers: Iterable[StateAnswer]) -> LineShare:
    offered = [answer.state for answer in answers if line in answer.state.able]
    regrets = [regret for state in offered if (regret := state.regret(line)) is not None]
    known = bool(regrets) and len(regrets) == len(offered)
    return LineShare(
        line=line,
        said=said,
        regret=sum(regrets) / len(regrets) if known else None,
        sometimes_free=known and not all(regrets),
        always_free=known and not any(regrets),
    )


# -- poor moves ----------------------------------------------------------------------------------------------------


def _poor(plays: Sequence[ReadPlay]) -> tuple[PoorMoveShare, ...]:
    """Of the learners who had an occasion in any of the plays, how many made it at least once."""
    everybody = len({play.play.learner for play in plays})
    had: dict[str, dict[str, bool]] = {}
    for play in plays:
        for move, made in play.poor.items():
            own = had.setdefault(move, {})
            own[play.play.learner] = own.get(play.play.learner, False) or made
    shares: list[PoorMoveShare] = []
    for move, own in had.items():
        if may_tell(len(own)):
            did = sum(own.values())
            told, avoided, absent = cells((did, len(own) - did, everybody - len(own)))
            had_it = MANY if absent.known is None else Cell(len(own), len(own))
            shares.append(PoorMoveShare(move, had_it, told, avoided))
    # by what is told: an order by hidden counts would tell of them
    return tuple(sorted(shares, key=lambda each: (-each.made.least, each.learners.least, each.move)))
