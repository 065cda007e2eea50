"""A learner's progress with a form: which time comes next, when it is due, what is under way. A fold over events."""

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

#: The steps an event reports: a sitting was begun, an attempt was begun for a scene, the last scene is over.
BEGUN, SCENE, ENDED = "begun", "scene", "ended"


class FormSitting(NamedTuple):
    """A sitting: a set that was played, or is being played, at one of the form's times."""

    id: str
    #: the id of the time
    time: str
    begun_at: When
    #: the version of the form at that time
    version: int
    items: tuple[FormItem, ...]
    ended_at: When | None = None
    #: once it is over, the id of the attempt for each item; ``None`` if the item was given up
    attempts: tuple[str | None, ...] = ()
    #: index of an item, from 0 -> id of the attempt that was begun for it
    begun_attempts: Mapping[int, str] = FrozenDict()

    @property
    def over(self) -> bool:
        """Whether nothing is left to play."""
        return self.ended_at is not None

    def mark(self, index: int) -> str:
        """The mark that the attempt at an item has in the record."""
        return f"{self.id} {index}"


def begin_data(time: FormTime, form: ParallelForm, digest: str) -> Mapping[str, Any]:
    """The data of the event that begins a sitting; ``digest`` is that of the form's file.

    It contains the form itself, so that results can be shown even if the file is gone.
    """
    items = _items_to_json(form.sets[time.set])
    data = {"step": BEGUN, "time": time.id, "set": time.set, "version": form.version, "digest": digest, "items": items}
    return {**data, "form": _form_to_json(form)}


def recorded_form(name: str, events: Iterable[PracticeEvent]) -> ParallelForm | None:
    """The form ``name`` as recorded when its last sitting began; ``None`` if none is, as in records of old programs.

    Its purpose and source are not recorded.
    """
    form = None
    for event in events:
        try:
            if event.data["step"] == BEGUN:
                form = _form_from_json(name, event.data["version"], event.data["form"])
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    return form


def _form_to_json(form: ParallelForm) -> Mapping[str, Any]:
    return {
        "title": dict(form.title.values),
        "rubric": form.rubric,
        "sets": {name: _items_to_json(items) for name, items in form.sets.items()},
        "times": [
            {"id": time.id, "name": dict(time.name.values), "day": time.day, "set": time.set} for time in form.times
        ],
    }


def _form_from_json(name: str, version: int, data: Mapping[str, Any]) -> ParallelForm:
    blank = Text.of({"en": "", "zh": ""})
    return ParallelForm(
        id=name,
        version=version,
        title=Text.of(dict(data["title"])),
        purpose=blank,
        released=True,
        source=blank,
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


def scene_data(sitting: FormSitting, index: int, attempt: str) -> Mapping[str, Any]:
    """The data of the event that names the attempt at an item; if there are several, the first counts."""
    return {"step": SCENE, "sitting": sitting.id, "item": index, "attempt": attempt}


def end_data(sitting: FormSitting, attempts: Iterable[str | None], at: When) -> Mapping[str, Any]:
    """The data of the event that ends a sitting: its attempts in the order of the items, and when the last was over."""
    return {"step": ENDED, "sitting": sitting.id, "attempts": list(attempts), "ended": at.isoformat()}


def form_sittings(events: Iterable[PracticeEvent]) -> list[FormSitting]:
    """The sittings recorded by the events of one form, in the order in which they were begun.

    Anything that does not look like an event of a form is skipped: another program may have written it.
    """
    sittings: dict[str, FormSitting] = {}
    ends: dict[str, tuple[When, tuple[str | None, ...]]] = {}
    named: dict[str, dict[int, str]] = {}
    for event in events:
        try:
            if event.data["step"] == BEGUN:
                sittings[event.id] = _sitting_of(event)
            elif event.data["step"] == SCENE:
                sitting, item, attempt = (event.data[key] for key in ("sitting", "item", "attempt"))
                named.setdefault(str(sitting), {}).setdefault(int(item), str(attempt))
            elif event.data["step"] == ENDED:
                at = When.fromisoformat(event.data["ended"])
                ends.setdefault(event.data["sitting"], (at, tuple(event.data["attempts"])))
        except (LookupError, TypeError, ValueError, AttributeError):
            continue
    for name, begun_sitting in sittings.items():
        sittings[name] = begun_sitting._replace(begun_attempts=FrozenDict(named.get(name, {})))
        if name in ends:
            at, attempts = ends[name]
            sittings[name] = sittings[name]._replace(ended_at=at, attempts=attempts)
    return list(sittings.values())


def _sitting_of(event: PracticeEvent) -> FormSitting:
    data = event.data
    return FormSitting(event.id, data["time"], event.at, data["version"], tuple(map(_item, data["items"])))


class FormState(StrEnum):
    """How far a learner is with a form."""

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
    """A form and a learner's progress with it."""

    form: ParallelForm
    #: by the id of their time, in the order of the times
    sittings: Mapping[str, FormSitting]
    state: FormState
    #: the time under way, else the next one; ``None`` if all are over
    time: FormTime | None
    #: when the next one is due; ``None`` if none was played before
    due: When | None = None

    @property
    def under_way(self) -> FormSitting | None:
        """The sitting that is under way, if any."""
        return self.sittings[self.time.id] if self.time is not None and self.state is FormState.UNDER_WAY else None

    @property
    def needs_attention(self) -> bool:
        """Whether the learner should be reminded now: the next time is due, or one is under way."""
        return self.state in (FormState.DUE, FormState.UNDER_WAY)


def form_standing(form: ParallelForm, events: Iterable[PracticeEvent], now: When) -> FormStanding:
    """A learner's progress with a form by ``now``; of two sittings at the same time, the first counts.

    The days that the form puts between two times are counted from the day (local calendar) on which the previous one
    ended, so a late sitting moves the next one back.
    """
    known: dict[str, FormSitting] = {}
    for each in form_sittings(events):
        known.setdefault(each.time, each)
    by_time = {time.id: known[time.id] for time in form.times if time.id in known}
    before: tuple[FormTime, When] | None = None
    for time in form.times:
        sitting = by_time.get(time.id)
        if sitting is None:
            due = None if before is None else before[1] + (time.day - before[0].day) * A_DAY
            if due is None:
                return FormStanding(form, by_time, FormState.OPEN, time)
            has_come = due.astimezone().date() <= now.astimezone().date()
            return FormStanding(form, by_time, FormState.DUE if has_come else FormState.WAITING, time, due)
        if sitting.ended_at is None:
            return FormStanding(form, by_time, FormState.UNDER_WAY, time)
        before = time, sitting.ended_at
    return FormStanding(form, by_time, FormState.OVER, None)


def standing_json(standing: FormStanding) -> Mapping[str, Any]:
    """The progress as JSON data: stable keys, times with their zone."""
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
