"""Arranging a drill in the lobby: what each key turns, to what, and how the plan reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from roleplay.drill.names import clean
from roleplay.drill.plan import MOST_TEAMS, Form, Plan, Voting
from roleplay.locales import Catalogue

V = TypeVar("V")

#: Seconds that a vote can get; 0 is no timer.
TIMES = (0, 30, 60, 90, 120, 180)
_BETWEEN_NAMES = re.compile("[,，、;；\n]")


class Setting(StrEnum):
    """What the facilitator chooses before it begins, in the order of the screen."""

    VOTING = "voting"
    FORM = "form"
    OWN_WORDS = "own_words"
    TIMER = "timer"
    TABLES = "tables"
    NAMES = "names"
    ADDRESS = "address"
    DOOR = "door"


#: The key of each setting.
KEYS = {
    Setting.VOTING: "v",
    Setting.FORM: "f",
    Setting.OWN_WORDS: "o",
    Setting.TIMER: "m",
    Setting.TABLES: "t",
    Setting.NAMES: "n",
    Setting.ADDRESS: "a",
    Setting.DOOR: "j",
}
#: Those that only phones know, and those that only votes know.
_OF_PHONES = frozenset((Setting.NAMES, Setting.ADDRESS, Setting.DOOR))
_OF_VOTES = frozenset((Setting.OWN_WORDS, Setting.TIMER, Setting.TABLES))


class Choice(NamedTuple):
    """A setting as it is shown."""

    setting: Setting
    key: str
    name: str
    value: str


def settings(plan: Plan) -> tuple[Setting, ...]:
    """The settings that mean something with this plan."""
    without = frozenset() if plan.voting is Voting.PHONES else _OF_PHONES
    if plan.form is Form.HOT_SEAT:
        without |= _OF_VOTES
    return tuple(one for one in Setting if one not in without)


def shown(plan: Plan, words: Catalogue, *, address: str = "", door: bool = True) -> list[Choice]:
    """The plan, a row for each setting."""
    observed = plan.form is Form.HOT_SEAT

    def value(setting: Setting) -> str:
        match setting:
            case Setting.VOTING if observed and plan.voting is not Voting.PHONES:
                return words("drill.voting.paper")
            case Setting.VOTING:
                return words(f"drill.voting.{plan.voting}")
            case Setting.FORM:
                return words(f"drill.form.{plan.form}")
            case Setting.TIMER:
                return words("drill.set.seconds", count=plan.timer) if plan.timer else words("drill.set.no_timer")
            case Setting.TABLES:
                return words("play.list_separator").join(plan.teams) or words("drill.set.no_tables")
            case Setting.ADDRESS:
                return address or "?"
            case Setting.DOOR:
                return words("drill.set.door_open" if door else "drill.set.door_shut")
            case _:
                return words("options.on" if getattr(plan, setting.value) else "options.off")

    names = {Setting.VOTING: "sheets"} if observed else {}
    return [Choice(one, KEYS[one], words(f"drill.set.{names.get(one, one)}"), value(one)) for one in settings(plan)]


def turned(plan: Plan, setting: Setting, *, phones: bool) -> Plan:
    """The plan with the next value of a setting; ``phones`` says whether a server for them can be had."""
    match setting:
        case Setting.VOTING:
            ways = [one for one in Voting if phones or one is not Voting.PHONES]
            if plan.teams or plan.form is Form.HOT_SEAT:  # a press has no table, and is no mark
                ways.remove(Voting.CLICKERS)
            return plan._replace(voting=_after(ways, plan.voting))
        case Setting.FORM:
            return plan._replace(form=_after(list(Form), plan.form))
        case Setting.TIMER:
            longer = [time for time in TIMES if time > plan.timer]
            return plan._replace(timer=longer[0] if longer else 0)
        case Setting.OWN_WORDS:
            return plan._replace(own_words=not plan.own_words)
        case Setting.NAMES:
            return plan._replace(names=not plan.names)
        case _:
            return plan


def with_tables(plan: Plan, typed: str) -> Plan:
    """The plan with the tables whose names were typed; none is no tables. Names are cleaned, doubles left out."""
    names = [clean(name) for name in _BETWEEN_NAMES.split(typed)]
    teams = tuple(dict.fromkeys(name for name in names if name))
    voting = Voting.HANDS if teams and plan.voting is Voting.CLICKERS else plan.voting
    return plan._replace(teams=teams, voting=voting)


def too_many(plan: Plan) -> bool:
    """Whether there are more tables than keys."""
    return len(plan.teams) > MOST_TEAMS


def _after(values: Sequence[V], now: V) -> V:
    return values[(list(values).index(now) + 1) % len(values)] if now in values else values[0]
