"""An attempt judged by rubrics other than those it was played under: the scores of each, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.engine import Story
from roleplay.scene.model import Rubric
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge
from roleplay.scoring.scorecard import CriterionScore, RubricScore, Scorecard, scorecard
from roleplay.session.attempt import Attempt


class ScoreChange(NamedTuple):
    """A rubric or criterion before and after. A score is from 0 to 1, or ``None`` if not assessed or absent."""

    #: ``heat`` or ``heat.hear``
    ref: str
    name: Text
    before: float | None
    after: float | None
    #: levels of a criterion, 0 to 3
    level_before: int | None
    level_after: int | None
    #: whether the rubrics before, and those after, have it
    was_there: bool
    is_there: bool

    @property
    def changed(self) -> bool:
        """Whether its score or its presence changed."""
        return (self.before, self.was_there) != (self.after, self.is_there)


class Rescoring(NamedTuple):
    """An attempt before and after, both by the current scoring, so that only the rubrics differ."""

    before: Scorecard
    #: by the scene's rubrics; the same as before if none of the new ones judges the scene
    after: Scorecard
    #: rubrics, each followed by its criteria, in the order of the scene
    changes: tuple[ScoreChange, ...]

    @property
    def verdict_changed(self) -> bool:
        """Whether the attempt passes after and failed before, or the other way round."""
        return self.before.passed != self.after.passed


class Rescorer:
    """Judges attempts by ``rubrics`` (by id) in place of their own rubrics with the same ids.

    With ``overlay``, a rubric that does not judge the scene is added as an overlay: it is scored, but has no influence
    on the verdict. The story and the moves of every line are those of the text that was played.
    """

    def __init__(self, rubrics: Mapping[str, Rubric], *, overlay: bool = True) -> None:
        self._rubrics = rubrics
        self._overlay = overlay
        # by story (shared by attempts at one text with one cast): judges by its own, its new and the overlaid rubrics
        self._judges: dict[int, tuple[Story, Judge, Judge, Judge]] = {}

    def rescored(self, attempt: Attempt) -> Rescoring:
        """The attempt before and after."""
        choices = [decision.choice for decision in attempt.decisions]
        _, own, new, over = self._judges_of(attempt)
        before, after, laid_over = (scorecard(judge, attempt.states, choices) for judge in (own, new, over))
        was = {rubric.rubric.id: rubric for rubric in before.rubrics}
        rubrics = (*after.rubrics, *laid_over.rubrics)
        changes = [change for rubric in rubrics for change in _changes(was.get(rubric.rubric.id), rubric)]
        return Rescoring(before, after, tuple(changes))

    def _judges_of(self, attempt: Attempt) -> tuple[Story, Judge, Judge, Judge]:
        story = attempt.story
        if id(story) not in self._judges:
            names, known = attempt.bundle.scenario.rubrics, attempt.bundle.rubrics
            over = [rubric for name, rubric in self._rubrics.items() if self._overlay and name not in names]
            self._judges[id(story)] = (
                story,  # kept alive, so that its id is not reused
                Judge(story, [known[name] for name in names]),
                Judge(story, [self._rubrics.get(name, known[name]) for name in names]),
                Judge(story, over),
            )
        return self._judges[id(story)]


def _changes(before: RubricScore | None, after: RubricScore) -> list[ScoreChange]:
    then = {} if before is None else {criterion.ref: criterion for criterion in before.criteria}
    now = {criterion.ref: criterion for criterion in after.criteria}
    whole = ScoreChange(
        ref=after.rubric.id,
        name=after.rubric.name,
        before=None if before is None else before.score,
        after=after.score,
        level_before=None,
        level_after=None,
        was_there=before is not None,
        is_there=True,
    )
    return [
        whole,
        *(_criterion(then.get(ref), now.get(ref)) for ref in (*now, *(ref for ref in then if ref not in now))),
    ]


def _criterion(before: CriterionScore | None, after: CriterionScore | None) -> ScoreChange:
    known = after or before
    assert known is not None
    return ScoreChange(
        ref=known.ref,
        name=known.criterion.name,
        before=None if before is None else before.score,
        after=None if after is None else after.score,
        level_before=None if before is None else before.level,
        level_after=None if after is None else after.level,
        was_there=before is not None,
        is_there=after is not None,
    )
