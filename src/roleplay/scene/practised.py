"""What a scene practises: the criteria that are looked at often enough in it."""

from __future__ import annotations

from collections import Counter

from roleplay.scene.model import Criterion, Node, Scenario, Shared


def practised(scenario: Scenario, shared: Shared) -> tuple[str, ...]:
    """The criteria of the scene's own rubrics, as ``rubric.criterion``, in the order of the rubrics.

    Those are named that are due at as many moments as their rubric needs to assess one, where some line earns points
    for them; whether a single way through the scene meets as many, only playing tells.
    """
    moments: Counter[str] = Counter()
    named: dict[str, int] = {}
    for name in scenario.rubrics:
        rubric = shared.rubrics[name]
        for criterion in rubric.criteria:
            ref = f"{name}.{criterion.id}"
            named[ref] = rubric.minimum
            moments[ref] = sum(_earns(node, ref, criterion) for node in scenario.nodes.values())
    return tuple(ref for ref, minimum in named.items() if moments[ref] >= minimum)


def _earns(node: Node, ref: str, criterion: Criterion) -> bool:
    """Whether the criterion is due here and a line has a move that earns points for it."""
    due = node.assess is None or ref in node.assess
    return due and any(criterion.points.get(use.move, 0) > 0 for choice in node.choices for use in choice.moves)
