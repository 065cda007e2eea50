"""A class seen whole for other programs. The keys are stable; what may not be told is ``null``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from roleplay.cohort.suppression import ENOUGH_TO_DIVIDE, ENOUGH_TO_TELL
from roleplay.cohort.tables import ClassSpread, CriterionSpread, DecisionSpread, SceneSpread
from roleplay.presenting.cohort.class_facts import coarse_gains, pairs_on
from roleplay.presenting.cohort.words import cell_json, cost_json, lost_json
from roleplay.presenting.forms.gains import BeforeAfter

#: Raised whenever a key changes its meaning or goes.
FORMAT = "class/1"


def class_json(
    spread: ClassSpread,
    files: Mapping[str, Any],
    forms: Sequence[Mapping[str, Any]] = (),
    names: Sequence[str] | None = None,
) -> Mapping[str, Any]:
    """The tables. ``files`` says what was read and refused; ``names`` are lines about learners, where asked for."""
    return {
        "roleplay": FORMAT,
        "enough_to_tell": ENOUGH_TO_TELL,
        "enough_to_divide": ENOUGH_TO_DIVIDE,
        "files": files,
        "learners": spread.learners,
        "plays": spread.plays,
        "not_counted": dict(spread.doubtful),
        "criteria": [_criterion(each) for each in spread.criteria],
        "poor_moves": [
            {"move": each.move, "had_occasion": cell_json(each.learners), "made": cell_json(each.made)}
            for each in spread.poor
        ],
        "scenes": [_scene(each) for each in spread.scenes],
        "too_few": list(spread.small),
        "forms": list(forms),
        **({} if names is None else {"names": list(names)}),
    }


def _criterion(spread: CriterionSpread) -> Mapping[str, Any]:
    return {
        "criterion": spread.ref,
        "rubric_text": spread.rubric,
        "learners": spread.learners,
        "levels": [cell_json(cell) for cell in spread.levels],
        "not_assessed": cell_json(spread.not_assessed),
        "unfinished": cell_json(spread.unfinished),
        "median_level": None if spread.median is None else list(spread.median),
    }


def _scene(spread: SceneSpread) -> Mapping[str, Any]:
    refs = [] if not spread.pairs else list(dict.fromkeys(ref for pair in spread.pairs for ref in pair.before.percents))
    passed = spread.passed or (None, None, None)
    return {
        "scene": spread.scene,
        "text": spread.text,
        "texts": spread.texts,
        "learners": spread.learners,
        "plays": spread.plays,
        "passed": cell_json(passed[0]),
        "not_passed": cell_json(passed[1]),
        "unfinished": cell_json(passed[2]),
        "criteria": [_criterion(each) for each in spread.criteria],
        "decisions": [_decision(each) for each in spread.decisions],
        "first_and_last": {ref: gains_json(pairs_on(spread.pairs, ref)) for ref in refs},
    }


def _decision(spread: DecisionSpread) -> Mapping[str, Any]:
    return {
        "node": spread.place.node,
        "digest": spread.place.digest,
        "learners": cell_json(spread.learners),
        "lost_nothing": None if spread.free is None else cell_json(spread.free[0]),
        "lost_something": None if spread.free is None else cell_json(spread.free[1]),
        "mean_lost": lost_json(spread.lost),
        "split": spread.split,
        "lines": [
            {"line": each.line, "said": cell_json(each.said), "cost": cost_json(each.cost)} for each in spread.lines
        ],
    }


def gains_json(pairs: Sequence[BeforeAfter]) -> Mapping[str, Any] | None:
    """What may be said of pairs, rounded; ``None`` of fewer than ten."""
    made = coarse_gains(pairs)
    if made is None:
        return None
    return {
        "matched": cell_json(made.matched),
        "before": made.before,
        "after": made.after,
        "gap": made.after - made.before,
        "normalised_gain": made.normalised,
        "effect_size": made.effect,
    }
