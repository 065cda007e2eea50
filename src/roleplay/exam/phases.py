"""The rules of a sitting in one table: which events each phase accepts, and which phase they lead to.

The machine accepts events by it, and what can be done next is read from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from roleplay.exam.events import Answered, Begun, ExamEvent, SceneBegun, ScenePlayed, Step
from roleplay.exam.sitting import ExamPhase, Sitting, apply_event


class StepCondition(NamedTuple):
    """A condition on a sitting and an event for the event to be accepted."""

    text: str
    holds: Callable[[Sitting, Step], bool]


class StageTransition(NamedTuple):
    """A transition, taken if ``when`` holds for the sitting after the step."""

    to: ExamPhase
    text: str
    when: Callable[[Sitting], bool]


class StepRule(NamedTuple):
    """What a phase does with an event; the phase stays unless a transition applies."""

    conditions: tuple[StepCondition, ...]
    transitions: tuple[StageTransition, ...] = ()


def _next_question(sitting: Sitting, step: Step) -> bool:
    question = sitting.question
    return (
        isinstance(step, Answered)
        and question is not None
        and step.question == len(sitting.answers)
        and 0 <= step.choice < len(question.choices)
    )


def _next_scene(sitting: Sitting, step: Step) -> bool:
    return isinstance(step, SceneBegun) and sitting.under_way is None and step.task == len(sitting.plays)


def _this_scene(sitting: Sitting, step: Step) -> bool:
    played = sitting.under_way
    return isinstance(step, ScenePlayed) and played is not None and (step.task, step.attempt) == played


def _reached(stage: ExamPhase) -> Callable[[Sitting], bool]:
    return lambda sitting: sitting.result(stage).reached


_IS_NEXT_QUESTION = StepCondition("it is the question that is next, which was not answered before", _next_question)
_IS_NEXT_SCENE = StepCondition("it is the scene that is next, and none is being played", _next_scene)
_IS_CURRENT_ATTEMPT = StepCondition("it is the attempt that is being played", _this_scene)


def _always(_: Sitting) -> bool:
    return True


#: The events each phase accepts, and where they lead. Nothing else is possible in a sitting.
TABLE: Mapping[ExamPhase, Mapping[type, StepRule]] = {
    ExamPhase.KNOWLEDGE: {
        Answered: StepRule(
            (_IS_NEXT_QUESTION,),
            (
                StageTransition(ExamPhase.KNOWLEDGE, "a question is left", lambda sitting: not sitting.all_answered),
                StageTransition(ExamPhase.SCENE, "enough answers are right", _reached(ExamPhase.KNOWLEDGE)),
                StageTransition(ExamPhase.FAILED, "", _always),
            ),
        ),
    },
    ExamPhase.SCENE: {
        SceneBegun: StepRule((_IS_NEXT_SCENE,)),
        ScenePlayed: StepRule(
            (_IS_CURRENT_ATTEMPT,),
            (
                StageTransition(ExamPhase.UNSEEN, "its threshold is reached", _reached(ExamPhase.SCENE)),
                StageTransition(ExamPhase.FAILED, "", _always),
            ),
        ),
    },
    ExamPhase.UNSEEN: {
        SceneBegun: StepRule((_IS_NEXT_SCENE,)),
        ScenePlayed: StepRule(
            (_IS_CURRENT_ATTEMPT,),
            (
                StageTransition(ExamPhase.UNSEEN, "a scene is left", lambda sitting: not sitting.all_played),
                StageTransition(ExamPhase.PASSED, "the thresholds are reached", _reached(ExamPhase.UNSEEN)),
                StageTransition(ExamPhase.FAILED, "", _always),
            ),
        ),
    },
    ExamPhase.PASSED: {},
    ExamPhase.FAILED: {},
}


def accept(sitting: Sitting, step: Step) -> Sitting | None:
    """The sitting after a step; ``None`` if the step is not accepted now."""
    rule = TABLE[sitting.phase].get(type(step))
    if rule is None or not all(condition.holds(sitting, step) for condition in rule.conditions):
        return None
    updated = apply_event(sitting, step)
    return next(
        (updated._replace(phase=transition.to) for transition in rule.transitions if transition.when(updated)), updated
    )


def fold_sittings(events: Iterable[ExamEvent | None]) -> list[Sitting]:
    """The sittings of one exam, oldest first; only the last can be unfinished.

    ``events`` come in stored order, with ``None`` for unreadable ones. Events that are not accepted change nothing: if
    two programs answer the same question or begin the same exam, the first one counts.
    """
    sittings = list[Sitting]()
    for place, event in enumerate(events):
        if isinstance(event, Begun):
            if not sittings or sittings[-1].over:
                sittings.append(Sitting(event, place, place))
        elif event is not None and sittings:
            updated = accept(sittings[-1], event)
            if updated is not None:
                sittings[-1] = updated._replace(last=place)
    return sittings
