"""A practice plan as it is stored: journal events, and the plan in force that they fold to.

One plan is in force at a time. Its items are either tasks of ours, worded in each language, or the learner's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from roleplay.records.model import When

#: The kind of these events in the practice journal.
KIND = "plan"


class PlanDays(StrEnum):
    """The length of a plan, in days."""

    MONTH = "30"
    HALF_YEAR = "180"


class PlanPhase(StrEnum):
    """The phases of a plan, in display order."""

    WEEK_1 = "week_1"
    WEEKS_2_3 = "weeks_2_3"
    WEEK_4 = "week_4"
    DAYS_30 = "days_30"
    DAYS_90 = "days_90"
    DAYS_180 = "days_180"
    OWN = "own"
    CHECK_INS = "check_ins"


class TaskKind(StrEnum):
    """The kind of thing to do."""

    PLAY = "play"
    PASS = "pass"
    FOCUS = "focus"
    REACH = "reach"
    FEWER = "fewer"
    GOAL = "goal"
    DUE = "due"
    DAYS = "days"
    LADDER = "ladder"
    #: this and the following kinds are done outside the program and ticked by hand
    REAL = "real"
    LOG = "log"
    TALK = "talk"
    COLLEAGUE = "colleague"
    SHARE = "share"
    TEAM_DRILL = "team_drill"
    TEAM_CASE = "team_case"
    REVIEW = "review"
    CHECK_IN = "check_in"


class Task(NamedTuple):
    """What to do, and how much of it. Fields that do not apply to the kind are empty."""

    kind: TaskKind
    scene: str = ""
    mode: str = ""
    #: a criterion: ``heat.hear``
    ref: str = ""
    #: a poor move, and the good one to make instead
    move: str = ""
    act: str = ""
    #: due criteria
    cards: tuple[str, ...] = ()
    #: the learner's goal
    goal: str = ""
    #: times, a number of things, minutes, or a percentage
    amount: int = 1


class PlanItem(NamedTuple):
    """A line of a plan."""

    id: str
    phase: PlanPhase
    #: the deadline, as ``2026-05-04``; empty if only the learner's own words give one
    day: str
    #: ``None`` for an item in the learner's own words
    task: Task | None = None
    words: str = ""
    #: when the learner ticked it
    ticked: When | None = None


class PlanBasis(NamedTuple):
    """What a plan was made from."""

    #: finished attempts
    attempts: int = 0
    #: number of criteria assessed often enough to draw a conclusion
    assessed: int = 0
    #: criterion, its mean over the last attempts in percent, and how often it was assessed; weakest first
    weak: tuple[tuple[str, float, int], ...] = ()
    #: overdone poor moves, costliest first
    moves: tuple[str, ...] = ()
    #: criteria due when the plan was made
    due: tuple[str, ...] = ()
    #: the goal in force; empty if there was none
    goal: str = ""


class ActionPlan(NamedTuple):
    """A plan with the changes made to it since."""

    id: str
    made: When
    days: PlanDays
    basis: PlanBasis
    items: tuple[PlanItem, ...]

    def item(self, id: str) -> PlanItem | None:
        """The item with this id, if there is one."""
        return next((item for item in self.items if item.id == id), None)

    @property
    def in_order(self) -> tuple[PlanItem, ...]:
        """The items in the order in which they are shown and numbered: by phase, then by day."""
        order = list(PlanPhase)
        return tuple(sorted(self.items, key=lambda item: (order.index(item.phase), item.day or "9")))


class PlanEventKind(StrEnum):
    """The kinds of events of a plan."""

    MADE = "made"
    ADDED = "added"
    CHANGED = "changed"
    TICKED = "ticked"
    UNTICKED = "unticked"
    REMOVED = "removed"
    ENDED = "ended"


class PlanEvent(Protocol):
    """A journal event: the plan it is about, when it happened, and what happened."""

    @property
    def about(self) -> str: ...
    @property
    def at(self) -> When: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


# -- events ------------------------------------------------------------------------------


def made_data(days: PlanDays, basis: PlanBasis, items: Iterable[PlanItem]) -> Mapping[str, Any]:
    """The data of the event that starts a plan."""
    return {
        "what": PlanEventKind.MADE.value,
        "days": days.value,
        "basis": {**basis._asdict(), "weak": [list(each) for each in basis.weak]},
        "items": [_item_data(item) for item in items],
    }


def added_data(item: PlanItem) -> Mapping[str, Any]:
    """The data of the event that adds an item."""
    return {"what": PlanEventKind.ADDED.value, "item": _item_data(item)}


def changed_data(item: PlanItem) -> Mapping[str, Any]:
    """The data of the event that replaces an item with ``item``."""
    return {"what": PlanEventKind.CHANGED.value, "item": _item_data(item)}


def event_data(what: PlanEventKind, item: str = "") -> Mapping[str, Any]:
    """The data of any other event, about one item or the plan as a whole."""
    return {"what": what.value, **({"id": item} if item else {})}


def _item_data(item: PlanItem) -> Mapping[str, Any]:
    task = None
    if item.task is not None:
        default = Task(item.task.kind)
        task = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in item.task._asdict().items()
            if name == "kind" or value != getattr(default, name)
        }
    return {"id": item.id, "phase": item.phase.value, "day": item.day, "task": task, "words": item.words}


# -- the fold ----------------------------------------------------------------------------


def plan_in_force(events: Iterable[PlanEvent]) -> ActionPlan | None:
    """The plan made last, unless it was ended. Events come oldest first; unreadable ones are skipped."""
    plan: ActionPlan | None = None
    for event in events:
        plan = _apply(plan, event)
    return plan


def _apply(plan: ActionPlan | None, event: PlanEvent) -> ActionPlan | None:
    try:
        what = PlanEventKind(event.data["what"])
        if what is PlanEventKind.MADE:
            return _plan_from(event)
        if plan is None or event.about != plan.id:
            return plan
        if what is PlanEventKind.ENDED:
            return None
        return plan._replace(items=_apply_to_items(plan.items, what, event))
    except (KeyError, TypeError, ValueError):  # written by a later version, or damaged
        return plan


def _apply_to_items(items: Sequence[PlanItem], what: PlanEventKind, event: PlanEvent) -> tuple[PlanItem, ...]:
    match what:
        case PlanEventKind.ADDED:
            item = _item_from(event.data["item"])
            return (*(each for each in items if each.id != item.id), item)
        case PlanEventKind.CHANGED:
            new = _item_from(event.data["item"])
            return tuple(new._replace(ticked=item.ticked) if item.id == new.id else item for item in items)
        case PlanEventKind.REMOVED:
            return tuple(item for item in items if item.id != event.data["id"])
        case _:
            at = event.at if what is PlanEventKind.TICKED else None
            return tuple(item._replace(ticked=at) if item.id == event.data["id"] else item for item in items)


def _plan_from(event: PlanEvent) -> ActionPlan:
    basis = dict(event.data["basis"])
    weak = tuple((str(ref), float(recent), int(count)) for ref, recent, count in basis.get("weak", ()))
    return ActionPlan(
        id=event.about,
        made=event.at,
        days=PlanDays(event.data["days"]),
        basis=PlanBasis(
            attempts=int(basis.get("attempts", 0)),
            assessed=int(basis.get("assessed", 0)),
            weak=weak,
            moves=tuple(map(str, basis.get("moves", ()))),
            due=tuple(map(str, basis.get("due", ()))),
            goal=str(basis.get("goal", "")),
        ),
        items=tuple(map(_item_from, event.data["items"])),
    )


def _item_from(data: Mapping[str, Any]) -> PlanItem:
    task = None
    if data["task"] is not None:
        fields = dict(data["task"])
        amount = int(fields.pop("amount", 1))
        kind, cards = TaskKind(fields.pop("kind")), tuple(map(str, fields.pop("cards", ())))
        texts = {name: str(value) for name, value in fields.items() if name in Task._fields}
        task = Task(kind, cards=cards, amount=amount, **texts)
    return PlanItem(str(data["id"]), PlanPhase(data["phase"]), str(data["day"]), task, str(data["words"]))


def next_id(plan: ActionPlan, events: Iterable[PlanEvent]) -> str:
    """An unused id for an item of the learner's own: none that the plan has or ever had."""
    used = {str(event.data.get("item", {}).get("id", "")) for event in events if event.about == plan.id}
    used |= {item.id for item in plan.items}
    return next(f"own{n}" for n in range(1, len(used) + 2) if f"own{n}" not in used)
