"""What a scene practises: the criteria that come up often enough in it."""

from __future__ import annotations

from collections import Counter

from roleplay.scene.model import Criterion, Node, Scenario, Shared


def practised_criteria(scenario: Scenario, shared: Shared) -> tuple[str, ...]:
    """The criteria that the scene practises, as ``rubric.criterion``, in the order of its rubrics.

    A criterion counts if the nodes where it is due and some line earns points for it are at least as many as its rubric
    needs to assess it. A single walk may meet fewer.
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
