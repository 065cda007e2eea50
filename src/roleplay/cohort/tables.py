"""A class in tables: levels by criterion, what was said at each decision, poor moves, before and after.

Everything counts learners, each once: their first play of a scene, and in it the first answer at each decision,
unaffected by any coaching on that decision. Before and after compares the first finished play with the last one.

How many took part in something (a scene, two plays of it) is published from five on; what they did is published as
`suppression` allows. The path taken is something a learner did, so those who did not reach a decision are a cell of its
table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from roleplay.cohort.bands import Band, free_bounds, is_split, loss_bounds, ranges_of, reveals_hidden
from roleplay.cohort.plays import Doubt, JudgedPlay, LineRange, Place, StateAnswer, first_by_learner
from roleplay.cohort.suppression import Cell, cells, may_publish, standalone, subgroup
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text
from roleplay.scoring.percent import level, whole_percent


class CriterionSpread(NamedTuple):
    """The results of a class on a criterion."""

    ref: str
    #: digest of the rubric text by which they were judged
    rubric: str
    #: learners who began a scene judged by it
    learners: int
    #: how many reached levels 0, 1, 2 and 3, how many were not assessed, and how many reached no ending
    levels: tuple[Cell, Cell, Cell, Cell]
    not_assessed: Cell
    unfinished: Cell
    #: in whole per cent, over those assessed; ``None`` if they may be too few, or if `mean_withheld`
    mean: int | None
    #: whether the mean would reveal a hidden one of these counts
    mean_reveals_cell: bool
    #: whether before and after is published for nearly the same learners, so that two means would reveal the others
    mean_reveals_rest: bool

    @property
    def mean_withheld(self) -> bool:
        """Whether the mean is withheld although enough learners were assessed."""
        return self.mean_reveals_cell or self.mean_reveals_rest


class LineShare(NamedTuple):
    """A line of a decision, and how many said it."""

    line: str
    said: Cell
    #: what it costs anywhere in the scene, regardless of who met it
    cost: LineRange


class DecisionSpread(NamedTuple):
    """The answers at a decision of the learners who met it in their first play."""

    place: Place
    #: how many of the scene's learners reached it
    learners: Cell
    lines: tuple[LineShare, ...]
    #: how many took a line that cost nothing, and how many one that did; ``None`` if unknown
    free: tuple[Cell, Cell] | None
    #: the mean loss, in points; ``None`` if unknown or if nothing could be lost
    lost: Band | None
    #: whether the class was certainly divided between lines that cost nothing and lines that do
    split: bool
    #: what most of them heard
    heard: Text | None
    #: digest of the scene text in which it was last met
    text: str


class PoorMoveShare(NamedTuple):
    """A poor move over the learners who could have made it or avoided it."""

    move: str
    #: how many of the class had the opportunity
    learners: Cell
    made: Cell
    avoided: Cell


class Pair(NamedTuple):
    """One learner's first and last finished play at a scene."""

    before: JudgedPlay
    after: JudgedPlay


class SceneSpread(NamedTuple):
    """The results of a class in a scene."""

    scene: str
    #: the rubric used for before and after: the first one that judges the scene
    lead: str
    #: learners who played it, whether to its end or not
    learners: int
    #: their plays that count
    plays: int
    #: the modes of the first plays
    modes: frozenset[str]
    #: digest of the text played last, and the number of versions they met
    text: str
    texts: int
    criteria: tuple[CriterionSpread, ...]
    decisions: tuple[DecisionSpread, ...]
    #: first plays: passed, not passed, no ending reached
    passed: tuple[Cell, Cell, Cell]
    #: learners with two finished plays by the same text of its rubrics; empty if they are too few
    pairs: tuple[Pair, ...]
    #: learners with two finished plays that cannot be compared because the rubric text changed in between
    changed: Cell


class ClassSpread(NamedTuple):
    """A class as a whole."""

    #: learners with a play that counts, and plays that count
    learners: int
    plays: int
    #: plays that do not count, by reason
    doubtful: Mapping[Doubt, Cell]
    #: over all published scenes: for each learner, the mean of their first plays
    criteria: tuple[CriterionSpread, ...]
    scenes: tuple[SceneSpread, ...]
    #: scenes about which nothing is published, as fewer than five learners played them
    unpublished_scenes: tuple[str, ...]
    #: largest share first, as far as published
    poor_moves: tuple[PoorMoveShare, ...]


def class_spread(judged_plays: Iterable[JudgedPlay]) -> ClassSpread:
    """The tables of a class. Nothing is published about fewer than five learners."""
    everything = list(judged_plays)
    doubtful = Counter(play.doubt for play in everything if play.doubt is not None)
    sound = [play for play in everything if play.doubt is None]
    first = [play for play in first_by_learner(everything) if play.doubt is None]
    by_scene: dict[str, list[JudgedPlay]] = {}
    for play in first:
        by_scene.setdefault(play.scene, []).append(play)
    published = {scene: plays for scene, plays in sorted(by_scene.items()) if may_publish(len(plays))}
    counted = [play for plays in published.values() for play in plays]
    scenes = tuple(_scene(plays, sound) for plays in published.values())
    withheld = {(each.ref, each.rubric) for scene in scenes for each in scene.criteria if each.mean_withheld}
    return ClassSpread(
        learners=len({play.play.learner for play in sound}),
        plays=len(sound),
        doubtful=FrozenDict({reason: standalone(doubtful[reason]) for reason in Doubt if doubtful[reason]}),
        criteria=tuple(
            each._replace(mean=None, mean_reveals_rest=True) if (each.ref, each.rubric) in withheld else each
            for each in _criteria(counted)
        ),
        scenes=scenes,
        unpublished_scenes=tuple(sorted({play.scene for play in everything} - published.keys())),
        poor_moves=_poor(counted),
    )


def _scene(first: Sequence[JudgedPlay], everything: Iterable[JudgedPlay]) -> SceneSpread:
    """``first`` are the first plays; learners whose first play does not count are left out altogether."""
    learners = {play.play.learner for play in first}
    sound = [play for play in everything if play.scene == first[0].scene and play.play.learner in learners]
    finished = [play for play in first if play.finished]
    passed = sum(play.passed for play in finished)
    published = cells((passed, len(finished) - passed, len(first) - len(finished)))
    pairs, changed = pairs_of(sound)
    lead = next(iter(_latest(first).rubrics), "")
    return SceneSpread(
        scene=first[0].scene,
        lead=lead,
        learners=len(first),
        plays=len(sound),
        modes=frozenset(play.play.mode for play in first),
        text=_latest(first).text,
        texts=len({play.text for play in first}),
        criteria=_criteria(first, pairs, lead),
        decisions=tuple(_decisions(first)),
        passed=(published[0], published[1], published[2]),
        pairs=tuple(pairs) if may_publish(len(pairs)) else (),
        changed=standalone(changed),
    )


def _latest(plays: Iterable[JudgedPlay]) -> JudgedPlay:
    return max(plays, key=lambda each: (each.play.began, each.play.id))


def pairs_of(plays: Iterable[JudgedPlay]) -> tuple[list[Pair], int]:
    """The first and last finished play of each learner at one scene, and how many such pairs cannot be compared."""
    by_learner: dict[str, list[JudgedPlay]] = {}
    for play in sorted(plays, key=lambda each: (each.play.began, each.play.id)):
        if play.finished:
            by_learner.setdefault(play.play.learner, []).append(play)
    pairs = [Pair(own[0], own[-1]) for own in by_learner.values() if len(own) > 1]
    same = [pair for pair in pairs if pair.before.rubrics == pair.after.rubrics]
    return same, len(pairs) - len(same)


# -- criteria ------------------------------------------------------------------------------------------------------


def _criteria(plays: Iterable[JudgedPlay], pairs: Sequence[Pair] = (), lead: str = "") -> tuple[CriterionSpread, ...]:
    """By criterion and rubric text: each learner once, with the mean of their plays in which it was assessed.

    ``pairs`` are the learners for whom the criteria of the rubric ``lead`` are published before and after.
    """
    percents_by_criterion: dict[tuple[str, str], dict[str, list[float]]] = {}
    ended: dict[tuple[str, str], set[str]] = {}
    for play in plays:
        for ref in play.criteria:
            key = ref, play.rubrics.get(ref.partition(".")[0], "")
            percents = percents_by_criterion.setdefault(key, {}).setdefault(play.play.learner, [])
            if play.finished:
                ended.setdefault(key, set()).add(play.play.learner)
                percents += [play.percents[ref]] if ref in play.percents else []

    def paired(ref: str) -> frozenset[str]:
        return _matched(pairs, ref) if ref.partition(".")[0] == lead else frozenset()

    return tuple(
        _criterion(ref, rubric, own, len(ended.get((ref, rubric), ())), paired(ref))
        for (ref, rubric), own in percents_by_criterion.items()
        if may_publish(len(own))
    )


def _matched(pairs: Iterable[Pair], ref: str) -> frozenset[str]:
    """The learners for whom a rubric or criterion was assessed both times."""
    return frozenset(
        pair.before.play.learner for pair in pairs if ref in pair.before.percents and ref in pair.after.percents
    )


def _criterion(
    ref: str, rubric: str, learners: Mapping[str, Sequence[float]], ended: int, paired: Collection[str]
) -> CriterionSpread:
    means = {learner: sum(percents) / len(percents) for learner, percents in learners.items() if percents}
    reached = Counter(level(mean / 100) for mean in means.values())
    published = cells([*(reached[grade] for grade in range(4)), ended - len(means), len(learners) - ended])
    enough = may_publish(
        max(len(learners) - published[4].most - published[5].most, sum(cell.least for cell in published[:4]))
    )
    mean = whole_percent(sum(means.values()) / len(means)) if enough else 0
    reveals_cell = enough and reveals_hidden(published, len(learners), mean)
    unpaired = means.keys() ^ set(paired)
    reveals_rest = enough and bool(unpaired) and not may_publish(len(unpaired)) and may_publish(len(paired))
    return CriterionSpread(
        ref=ref,
        rubric=rubric,
        learners=len(learners),
        levels=(published[0], published[1], published[2], published[3]),
        not_assessed=published[4],
        unfinished=published[5],
        mean=mean if enough and not reveals_cell and not reveals_rest else None,
        mean_reveals_cell=reveals_cell,
        mean_reveals_rest=reveals_rest,
    )


# -- decisions -----------------------------------------------------------------------------------------------------


def _decisions(first: Sequence[JudgedPlay]) -> Iterable[DecisionSpread]:
    """By decision, each version separately, in the order in which they are met.

    A decision is published if by its table at least five met it; that it is missing reveals no more than the table
    would.
    """
    met: dict[Place, list[StateAnswer]] = {}
    turns: dict[Place, list[int]] = {}
    played: dict[Place, list[JudgedPlay]] = {}
    for play in first:
        for turn, answer in enumerate(play.first_answers):
            met.setdefault(answer.place, []).append(answer)
            turns.setdefault(answer.place, []).append(turn)
            played.setdefault(answer.place, []).append(play)
    for place in sorted(met, key=lambda place: (round(median(turns[place])), place)):
        spread = _decision(place, met[place], _latest(played[place]).text, len(first))
        if may_publish(spread.learners.least):
            yield spread


def _decision(place: Place, answers: Sequence[StateAnswer], text: str, total_learners: int) -> DecisionSpread:
    costs = ranges_of(answers)
    said = Counter(answer.line for answer in answers)
    learners, published = subgroup([said[line] for line in costs], total_learners)
    free = free_bounds(list(costs.values()), published, learners)
    return DecisionSpread(
        place=place,
        learners=learners,
        lines=tuple(LineShare(line, cell, cost) for (line, cost), cell in zip(costs.items(), published, strict=True)),
        free=free,
        lost=loss_bounds(list(costs.values()), published, learners),
        split=is_split(free, learners),
        heard=most_heard(answers),
        text=text,
    )


def most_heard(answers: Iterable[StateAnswer]) -> Text | None:
    """The text that most of them answered to."""
    return Counter(answer.state.heard for answer in answers).most_common(1)[0][0]


# -- poor moves ----------------------------------------------------------------------------------------------------


def _poor(plays: Sequence[JudgedPlay]) -> tuple[PoorMoveShare, ...]:
    """For learners who had the opportunity in any play: how many made the move at least once.

    Moves for which fewer than five had the opportunity are not listed.
    """
    total_learners = len({play.play.learner for play in plays})
    opportunities: dict[str, dict[str, bool]] = {}
    for play in plays:
        for move, made in play.poor.items():
            own = opportunities.setdefault(move, {})
            own[play.play.learner] = own.get(play.play.learner, False) or made
    shares: list[PoorMoveShare] = []
    for move, own in opportunities.items():
        did = sum(own.values())
        learners, (made_it, avoided) = subgroup((did, len(own) - did), total_learners)
        if may_publish(learners.least):
            shares.append(PoorMoveShare(move, learners, made_it, avoided))
    # by published counts: ordering by hidden ones would reveal them
    return tuple(sorted(shares, key=lambda each: (-each.made.least / each.learners.most, -each.made.most, each.move)))
