"""Where a learner stands with a form: which time comes next, when it is due, what is under way. A fold over events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay.records.model import A_DAY, When
from roleplay.scene.forms import FormItem, FormTime, ParallelForm
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text

if TYPE_CHECKING:
    from roleplay.records.practice import PracticeEvent

#: What an event says: that a sitting was begun, which attempt is played at a scene, or that the last scene is over.
BEGUN, SCENE, ENDED = "begun", "scene", "ended"


class FormSitting(NamedTuple):
    """One time at which a set was played, or is being played."""

    id: str
    #: the id of the time
    time: str
    begun_at: When
    #: of the form as it was then
    version: int
    items: tuple[FormItem, ...]
    ended_at: When | None = None
    #: once it is over: an attempt for each item, by id; ``None`` where it was given up
    attempts: tuple[str | None, ...] = ()
    #: the place of an item, from 0 -> the attempt that was begun for it, by id
    named: Mapping[int, str] = FrozenDict()

    @property
    def over(self) -> bool:
        """Whether nothing is left to play in it."""
        return self.ended_at is not None

    def mark(self, index: int) -> str:
        """What the attempt at an item is marked with in the record."""
        return f"{self.id} {index}"


def begun(time: FormTime, form: ParallelForm, digest: str) -> Mapping[str, Any]:
    """The data of the event that begins a sitting; ``digest`` is of the form's file.

    The form as it is then stands in it, so that what was reached can be told when its file is gone.
    """
    items = _items_to_json(form.sets[time.set])
    data = {"step": BEGUN, "time": time.id, "set": time.set, "version": form.version, "digest": digest, "items": items}
    return {**data, "form": _form_to_json(form)}


def kept_form(name: str, events: Iterable[PracticeEvent]) -> ParallelForm | None:
    """The form ``name`` as its last sitting began with it; ``None`` where none is kept, as before there were any.

    What it is for and where it comes from is not kept.
    """
    kept = None
    for event in events:
        try:
            if event.data["step"] == BEGUN:
                kept = _kept(name, event.data["version"], event.data["form"])
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    return kept


def _form_to_json(form: ParallelForm) -> Mapping[str, Any]:
    return {
        "title": dict(form.title.values),
        "rubric": form.rubric,
        "sets": {name: _items_to_json(items) for name, items in form.sets.items()},
        "times": [
            {"id": time.id, "name": dict(time.name.values), "day": time.day, "set": time.set} for time in form.times
        ],
    }


def _kept(name: str, version: int, data: Mapping[str, Any]) -> ParallelForm:
    unknown = Text.of({"en": "", "zh": ""})
    return ParallelForm(
        id=name,
        version=version,
        title=Text.of(dict(data["title"])),
        purpose=unknown,
        released=True,
        source=unknown,
        rubric=str(data["rubric"]),
        sets=FrozenDict({str(key): tuple(map(_item, items)) for key, items in data["sets"].items()}),
        times=tuple(
            FormTime(str(time["id"]), Text.of(dict(time["name"])), int(time["day"]), str(time["set"]))
            for time in data["times"]
        ),
    )


def _items_to_json(items: Iterable[FormItem]) -> list[Mapping[str, Any]]:
    return [{"scene": item.scene, "seed": item.seed, "personas": dict(item.personas)} for item in items]


def _item(data: Mapping[str, Any]) -> FormItem:
    return FormItem(data["scene"], data["seed"], dict(data["personas"]))


def scene_begun(sitting: FormSitting, index: int, attempt: str) -> Mapping[str, Any]:
    """The data of the event that names the attempt at an item; of two the first counts."""
    return {"step": SCENE, "sitting": sitting.id, "item": index, "attempt": attempt}


def ended(sitting: FormSitting, attempts: Iterable[str | None], at: When) -> Mapping[str, Any]:
    """The data of the event that ends one: its attempts in the order of its items, and when the last was over."""
    return {"step": ENDED, "sitting": sitting.id, "attempts": list(attempts), "ended": at.isoformat()}


def form_sittings(events: Iterable[PracticeEvent]) -> list[FormSitting]:
    """The sittings that the events of one form tell of, in the order in which they were begun.

    What does not look like an event of a form is left out: another program may have written it.
    """
    sittings: dict[str, FormSitting] = {}
    ends: dict[str, tuple[When, tuple[str | None, ...]]] = {}
    named: dict[str, dict[int, str]] = {}
    for event in events:
        try:
            if event.data["step"] == BEGUN:
                sittings[event.id] = _begun(event)
            elif event.data["step"] == SCENE:
                sitting, item, attempt = (event.data[key] for key in ("sitting", "item", "attempt"))
                named.setdefault(str(sitting), {}).setdefault(int(item), str(attempt))
            elif event.data["step"] == ENDED:
                at = When.fromisoformat(event.data["ended"])
                ends.setdefault(event.data["sitting"], (at, tuple(event.data["attempts"])))
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    for name, begun_sitting in sittings.items():
        sittings[name] = begun_sitting._replace(named=FrozenDict(named.get(name, {})))
        if name in ends:
            at, attempts = ends[name]
            sittings[name] = sittings[name]._replace(ended_at=at, attempts=attempts)
    return list(sittings.values())


def _begun(event: PracticeEvent) -> FormSitting:
    data = event.data
    return FormSitting(event.id, data["time"], event.at, data["version"], tuple(map(_item, data["items"])))


class FormState(StrEnum):
    """What can be done with a form."""

    #: it was never begun
    OPEN = "open"
    #: a sitting is under way
    UNDER_WAY = "under_way"
    #: the next time has come
    DUE = "due"
    #: the next time is still to come
    WAITING = "waiting"
    #: all times are over
    OVER = "over"


class FormStanding(NamedTuple):
    """A form and what a learner has done of it."""

    form: ParallelForm
    #: by the id of their time, in the order of the times
    sittings: Mapping[str, FormSitting]
    state: FormState
    #: the one under way or the next one; ``None`` where all are over
    time: FormTime | None
    #: from when on the next one is due; ``None`` where none was played before
    due: When | None = None

    @property
    def under_way(self) -> FormSitting | None:
        """The sitting that is under way."""
        return self.sittings[self.time.id] if self.time is not None and self.state is FormState.UNDER_WAY else None

    @property
    def calls(self) -> bool:
        """Whether somebody who has begun with it is to be told now."""
        return self.state in (FormState.DUE, FormState.UNDER_WAY)


def standing(form: ParallelForm, events: Iterable[PracticeEvent], now: When) -> FormStanding:
    """Where a learner stands with a form by ``now``; of two sittings of one time the first counts.

    A time is due as many days after the end of the one before as the form puts between them, by the days of the
    calendar here: who was late is not hurried.
    """
    known: dict[str, FormSitting] = {}
    for sitting in form_sittings(events):
        known.setdefault(sitting.time, sitting)
    by_time = {time.id: known[time.id] for time in form.times if time.id in known}
    before: tuple[FormTime, When] | None = None
    for time in form.times:
        taken = by_time.get(time.id)
        if taken is None:
            due = None if before is None else before[1] + (time.day - before[0].day) * A_DAY
            if due is None:
                return FormStanding(form, by_time, FormState.OPEN, time)
            has_come = due.astimezone().date() <= now.astimezone().date()
            return FormStanding(form, by_time, FormState.DUE if has_come else FormState.WAITING, time, due)
        if taken.ended_at is None:
            return FormStanding(form, by_time, FormState.UNDER_WAY, time)
        before = time, taken.ended_at
    return FormStanding(form, by_time, FormState.OVER, None)


def standing_json(standing: FormStanding) -> Mapping[str, Any]:
    """The same for machines: keys are stable, times with their zone."""
    due = standing.due
    return {
        "form": standing.form.id,
        "version": standing.form.version,
        "rubric": standing.form.rubric,
        "state": standing.state,
        "next": None if standing.time is None else standing.time.id,
        "due": None if due is None else due.isoformat(),
        "times": [
            {
                "time": time.id,
                "day": time.day,
                "set": time.set,
                "begun": sitting.begun_at.isoformat() if (sitting := standing.sittings.get(time.id)) else None,
                "ended": sitting.ended_at.isoformat() if sitting and sitting.ended_at else None,
            }
            for time in standing.form.times
        ],
    }
