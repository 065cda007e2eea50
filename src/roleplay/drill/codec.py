"""Events and plans as plain JSON values and back: the form in which a journal stores them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from roleplay.drill.events.facilitator import Arrange, Cover, FacilitatorEvent, Veil
from roleplay.drill.events.learner import LearnerEvent, OwnWords
from roleplay.drill.machine import Event
from roleplay.drill.plan import Form, Plan, Voting

#: The kinds of events by their names in journals: the class names, except for one that was renamed.
_KINDS: Mapping[str, type[Event]] = {
    "Words" if kind is OwnWords else kind.__name__: kind for kind in get_args(FacilitatorEvent | LearnerEvent)
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as JSON: its kind under ``event``, and its values."""
    return {"event": _NAMES[type(event)], **event._asdict()} | (
        {"plan": plan_to_json(event.plan)} if isinstance(event, Arrange) else {}
    )


def event_from_json(value: Mapping[str, Any]) -> Event:
    """An event from its JSON form. Raises ValueError if it isn't one."""
    try:
        values = {name: _as_tuple(inner) for name, inner in value.items()}
        kind = _KINDS[str(values.pop("event"))]
        if kind is Arrange:
            return Arrange(plan_from_json(value["plan"]))
        if kind is Cover:
            return Cover(Veil(value["veil"]))
        return kind(**values)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no event: {error}") from None


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """A plan as a map of its fields."""
    return plan._asdict()


def plan_from_json(value: Mapping[str, Any]) -> Plan:
    """A plan from its JSON form. Raises ValueError if it isn't one."""
    try:
        # a journal from before tones existed continues without them
        values = {"tones": False} | {name: _as_tuple(inner) for name, inner in value.items()}
        return Plan(**values | {"form": Form(value["form"]), "voting": Voting(value["voting"])})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no plan: {error}") from None


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if isinstance(value, list) else value
