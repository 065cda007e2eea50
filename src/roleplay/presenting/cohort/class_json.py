"""The report on a whole class for other programs. The keys are stable; suppressed values are ``null``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from roleplay.cohort.suppression import MIN_PUBLISHED, may_publish
from roleplay.cohort.tables import ClassSpread, CriterionSpread, DecisionSpread, SceneSpread
from roleplay.presenting.cohort.changes import gains_json, published_refs, scores_on
from roleplay.presenting.cohort.words import cell_json, cost_json, loss_json

#: Raised whenever a key changes its meaning or is removed.
FORMAT = "class/1"


def class_json(
    spread: ClassSpread,
    files: Mapping[str, Any],
    forms: Sequence[Mapping[str, Any]] = (),
    names: Sequence[str] | None = None,
) -> Mapping[str, Any]:
    """The tables as data. ``files`` says what was read and refused; ``names``: lines about learners, if requested."""
    publishable = may_publish(spread.learners)
    return {
        "roleplay": FORMAT,
        "enough_to_tell": MIN_PUBLISHED,
        "files": files,
        "learners": spread.learners if publishable else None,
        "plays": spread.plays if publishable else None,
        "not_counted": {reason: cell_json(plays) for reason, plays in spread.doubtful.items()},
        "criteria": [_criterion(criterion) for criterion in spread.criteria],
        "poor_moves": [
            {
                "move": move_share.move,
                "had_occasion": cell_json(move_share.learners),
                "made": cell_json(move_share.made),
            }
            for move_share in spread.poor_moves
        ],
        "scenes": [_scene(scene_spread) for scene_spread in spread.scenes],
        "too_few": list(spread.unpublished_scenes),
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
        "mean": spread.mean,
    }


def _scene(spread: SceneSpread) -> Mapping[str, Any]:
    refs = published_refs(spread) if spread.pairs else []
    passed, failed, left = spread.passed
    return {
        "scene": spread.scene,
        "text": spread.text,
        "texts": spread.texts,
        "learners": spread.learners,
        "plays": spread.plays,
        "passed": cell_json(passed),
        "not_passed": cell_json(failed),
        "unfinished": cell_json(left),
        "criteria": [_criterion(criterion) for criterion in spread.criteria],
        "decisions": [_decision(decision) for decision in spread.decisions],
        "first_and_last": {ref: gains_json(scores_on(spread.pairs, ref)) for ref in refs},
    }


def _decision(spread: DecisionSpread) -> Mapping[str, Any]:
    return {
        "node": spread.place.node,
        "digest": spread.place.digest,
        "learners": cell_json(spread.learners),
        "lost_nothing": None if spread.free is None else cell_json(spread.free[0]),
        "lost_something": None if spread.free is None else cell_json(spread.free[1]),
        "mean_lost": loss_json(spread.lost),
        "split": spread.split,
        "lines": [
            {"line": line.line, "said": cell_json(line.said), "cost": cost_json(line.cost)} for line in spread.lines
        ],
    }
