"""Rubrics through which an attempt, or a scene before it is played, can be viewed."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.engine import Story
from roleplay.scene.model import Rubric
from roleplay.scoring.judge import Judge
from roleplay.session.attempt import Attempt


def lenses(attempt: Attempt, rubrics: Iterable[Rubric]) -> tuple[Rubric, ...]:
    """The rubrics, other than the leading one, for which something was at stake in the attempt."""
    lead = attempt.bundle.scenario.rubrics[0]
    return tuple(rubric for rubric in rubrics if rubric.id != lead and _was_at_stake(attempt, rubric))


def _was_at_stake(attempt: Attempt, rubric: Rubric) -> bool:
    judge = Judge(attempt.story, [rubric])
    decided = zip(attempt.states, attempt.decisions, strict=False)
    return any(judge.judge(state)[decision.choice].evidence for state, decision in decided)


def may_be_at_stake(story: Story, rubric: Rubric) -> bool:
    """Whether two lines of the same node may score differently on a criterion of the rubric that is due there."""
    judge = Judge(story, [rubric])
    for passage in story.passages.values():
        moves_by_line = {line.id: line.moves for line in passage.lines}
        moves_by_line |= {
            f"{line.id}?": line.moves + tuple(move for _, move in line.conditional) for line in passage.lines
        }
        if moves_by_line and any(judged.evidence for judged in judge.judge_moves(passage, moves_by_line).values()):
            return True
    return False
