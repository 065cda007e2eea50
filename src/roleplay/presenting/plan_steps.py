"""What can be done from a plan, in any shell: where its items lead, and the outcome of a change to it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.plan import PlanDays, PlanItem, TaskKind
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.reading.contents import Entry


class PlanPlace(StrEnum):
    """Where an item's task is done."""

    #: outside the program
    ELSEWHERE = "elsewhere"
    SCENE = "scene"
    FOCUS = "focus"
    DUE = "due"
    GOALS = "goals"


class PlanDestination(NamedTuple):
    """Where an item leads."""

    place: PlanPlace
    #: the id of the scene, or the name of the card
    name: str = ""
    #: the mode to play the scene in
    mode: str = ""


#: Where items are done that are not tied to a single scene.
_PLACES = {TaskKind.DUE: PlanPlace.DUE, TaskKind.GOAL: PlanPlace.GOALS}
_ELSEWHERE = PlanDestination(PlanPlace.ELSEWHERE)


def destination_of(item: PlanItem, entries: Iterable[Entry]) -> PlanDestination:
    """Where ``item`` leads, given the scenes of a library; elsewhere if its scene is missing or broken."""
    task = item.task
    if task is None:
        return _ELSEWHERE
    match task.kind:
        case TaskKind.PLAY | TaskKind.PASS:
            playable = any(entry.id == task.scene and entry.problem is None for entry in entries)
            return PlanDestination(PlanPlace.SCENE, task.scene, task.mode) if playable else _ELSEWHERE
        case TaskKind.FOCUS:
            return PlanDestination(PlanPlace.FOCUS, task.ref)
    return PlanDestination(_PLACES.get(task.kind, PlanPlace.ELSEWHERE))


class PlanOutcome(Enum):
    """The outcome of a requested change to a plan."""

    DONE = auto()
    #: there is no plan to change
    NO_PLAN = auto()
    #: the record ticks this item, from what was played; nothing was written
    SEEN = auto()
    #: the plan or item was changed or ended in another window meanwhile; nothing was written
    CHANGED = auto()
    #: the same, and the learner's text is kept for later
    WAITING = auto()


def outcome_words(outcome: PlanOutcome, words: Catalogue, *, in_force: bool) -> str:
    """Why nothing was written, and what happens to text that is kept; empty if the change was made.

    ``in_force`` says whether there is a plan now.
    """
    match outcome:
        case PlanOutcome.NO_PLAN:
            return words("plan.none")
        case PlanOutcome.CHANGED:
            return words("plan.changed_meanwhile")
        case PlanOutcome.WAITING:
            return words("plan.words_wait_here" if in_force else "plan.words_wait")
    return ""


def removal_question(text: str) -> ShortQuestion[bool]:
    """Asks whether to remove an item, described by ``text``."""
    replies = [Reply(False, "plan.leave_in"), Reply(True, "plan.take_out")]
    return ShortQuestion(lambda words: words("plan.sure", text=text), "plan.sure_about", replies, "help.plan")


def plan_question(*, ends: bool) -> ShortQuestion[PlanDays | None]:
    """Asks which plan to make, if any; ``ends`` says that this ends the plan in force."""
    replies: list[Reply[PlanDays | None]] = [
        Reply(None, "plan.stay"),
        Reply(PlanDays.MONTH, "plan.month"),
        Reply(PlanDays.HALF_YEAR, "plan.half_year"),
    ]
    return ShortQuestion("plan.which", "plan.which_ends" if ends else "plan.which_about", replies, "help.plan")
