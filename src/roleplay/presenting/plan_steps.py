"""What can be done from a plan, whatever shows it: where its items lead, and what became of what was asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum, auto
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.plan import PlanDays, PlanItem, TaskKind
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.reading.contents import Entry


class PlanPlace(StrEnum):
    """Where what an item asks for is done."""

    #: away from here
    ELSEWHERE = "elsewhere"
    SCENE = "scene"
    FOCUS = "focus"
    DUE = "due"
    GOALS = "goals"


class PlanWay(NamedTuple):
    """Where an item leads."""

    place: PlanPlace
    #: the id of the scene, or the name of the card
    name: str = ""
    #: how the scene is to be played
    mode: str = ""


#: Where the items are done that no single scene answers.
_PLACES = {TaskKind.DUE: PlanPlace.DUE, TaskKind.GOAL: PlanPlace.GOALS}
_ELSEWHERE = PlanWay(PlanPlace.ELSEWHERE)


def way_of(item: PlanItem, entries: Iterable[Entry]) -> PlanWay:
    """Where ``item`` leads, among the scenes of a library: to one that it has not, or cannot use, no way leads."""
    task = item.task
    if task is None:
        return _ELSEWHERE
    match task.kind:
        case TaskKind.PLAY | TaskKind.PASS:
            there = any(entry.id == task.scene and entry.problem is None for entry in entries)
            return PlanWay(PlanPlace.SCENE, task.scene, task.mode) if there else _ELSEWHERE
        case TaskKind.FOCUS:
            return PlanWay(PlanPlace.FOCUS, task.ref)
    return PlanWay(_PLACES.get(task.kind, PlanPlace.ELSEWHERE))


class PlanAnswer(Enum):
    """What became of what was asked of a plan."""

    DONE = auto()
    #: there is no plan to do it to
    NO_PLAN = auto()
    #: the record ticks the item, by what was played; nothing was written
    SEEN = auto()
    #: plan or item were changed or ended in another window meanwhile; nothing was written
    CHANGED = auto()
    #: the same, and there were words to write: they wait
    WAITING = auto()


def answer_words(answer: PlanAnswer, words: Catalogue, *, in_force: bool) -> str:
    """Why nothing was written, and what becomes of words that wait; empty where it was done.

    ``in_force``: there is a plan now.
    """
    match answer:
        case PlanAnswer.NO_PLAN:
            return words("plan.none")
        case PlanAnswer.CHANGED:
            return words("plan.changed_meanwhile")
        case PlanAnswer.WAITING:
            return words("plan.words_wait_here" if in_force else "plan.words_wait")
    return ""


def whether_to_remove(text: str) -> ShortQuestion[bool]:
    """Whether an item, ``text`` in words, is to be taken out."""
    replies = [Reply(False, "plan.leave_in"), Reply(True, "plan.take_out")]
    return ShortQuestion(lambda words: words("plan.sure", text=text), "plan.sure_about", replies, "help.plan")


def which_plan(*, ends: bool) -> ShortQuestion[PlanDays | None]:
    """Which plan is to be made, if any; ``ends`` says that one in force ends with it."""
    replies: list[Reply[PlanDays | None]] = [
        Reply(None, "plan.stay"),
        Reply(PlanDays.MONTH, "plan.month"),
        Reply(PlanDays.HALF_YEAR, "plan.half_year"),
    ]
    return ShortQuestion("plan.which", "plan.which_ends" if ends else "plan.which_about", replies, "help.plan")
