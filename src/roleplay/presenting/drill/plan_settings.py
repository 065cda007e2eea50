"""Arranging a drill in the lobby: what each key changes, its values, and the plan in words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

from roleplay.drill.names import first_long_name, read_names, too_long
from roleplay.drill.plan import Form, Plan, Voting, duplicate_table, too_many_tables
from roleplay.locales import Catalogue
from roleplay.presenting.scene_languages import has_language_choice, language_name, shown_language

V = TypeVar("V")

#: Time limits for a vote, in seconds; 0 is no timer.
VOTE_TIMES = (0, 30, 60, 90, 120, 180)
#: Time limits for a discussion, in seconds, and for the whole drill, in minutes; 0 is no limit.
DISCUSSION_TIMES = (0, 60, 120, 180, 300)
DRILL_MINUTES = (0, 10, 15, 20, 30, 45, 60)


class PlanSetting(StrEnum):
    """What the facilitator chooses before the drill begins, in screen order."""

    VOTING = "voting"
    FORM = "form"
    OWN_WORDS = "own_words"
    TIMER = "timer"
    TALK = "talk"
    BELL = "bell"
    MINUTES = "minutes"
    TABLES = "tables"
    NAMES = "names"
    ADDRESS = "address"
    DOOR = "door"
    #: belongs to the screen, not to the plan
    LANGUAGE = "language"


#: The key of each setting.
KEYS = {
    PlanSetting.VOTING: "v",
    PlanSetting.FORM: "f",
    PlanSetting.OWN_WORDS: "o",
    PlanSetting.TIMER: "m",
    PlanSetting.TALK: "d",
    PlanSetting.BELL: "g",
    PlanSetting.MINUTES: "y",
    PlanSetting.TABLES: "t",
    PlanSetting.NAMES: "n",
    PlanSetting.ADDRESS: "a",
    PlanSetting.DOOR: "j",
    PlanSetting.LANGUAGE: "l",
}
#: Settings that apply only with phones, and only with votes.
_PHONE_SETTINGS = frozenset((PlanSetting.NAMES, PlanSetting.ADDRESS, PlanSetting.DOOR))
_VOTE_SETTINGS = frozenset((
    PlanSetting.OWN_WORDS, PlanSetting.TIMER, PlanSetting.TALK, PlanSetting.BELL, PlanSetting.TABLES,
))  # fmt: skip
#: Settings left off a small screen; their keys still work.
OMITTED_IF_SMALL = frozenset((PlanSetting.TALK, PlanSetting.BELL, PlanSetting.MINUTES))


class SettingRow(NamedTuple):
    """A setting as shown."""

    setting: PlanSetting
    key: str
    name: str
    value: str


def settings_of(plan: Plan, languages: Sequence[str] = ()) -> tuple[PlanSetting, ...]:
    """The settings that apply to this plan, for a scene in these languages."""
    without = frozenset() if plan.voting is Voting.PHONES else _PHONE_SETTINGS
    if plan.form is Form.HOT_SEAT:
        without |= _VOTE_SETTINGS
    if not has_language_choice(languages):
        without |= {PlanSetting.LANGUAGE}
    return tuple(setting for setting in PlanSetting if setting not in without)


def setting_rows(
    plan: Plan,
    words: Catalogue,
    *,
    address: str = "",
    door: bool = True,
    languages: Sequence[str] = (),
    needed: int = 0,
) -> list[SettingRow]:
    """The plan, one row per setting.

    ``languages`` are those of the scene, ``needed`` is the estimated duration in minutes (0 if unknown).
    """
    observed = plan.form is Form.HOT_SEAT

    def value(setting: PlanSetting) -> str:
        match setting:
            case PlanSetting.VOTING if observed and plan.voting is not Voting.PHONES:
                return words("drill.voting.paper")
            case PlanSetting.VOTING:
                return words(f"drill.voting.{plan.voting}")
            case PlanSetting.FORM:
                return words(f"drill.form.{plan.form}")
            case PlanSetting.TIMER | PlanSetting.TALK:
                return time_text(getattr(plan, setting), words) or words("drill.set.no_timer")
            case PlanSetting.MINUTES:
                if needed:
                    key = "needed_of" if plan.minutes else "needed"
                    return words(f"drill.set.{key}", given=plan.minutes, minutes=needed)
                return time_text(60 * plan.minutes, words) or words("drill.set.no_timer")
            case PlanSetting.TABLES:
                return words("play.list_separator").join(plan.teams) or words("drill.set.no_tables")
            case PlanSetting.ADDRESS:
                return address or "?"
            case PlanSetting.DOOR:
                return words("drill.set.door_open" if door else "drill.set.door_shut")
            case PlanSetting.LANGUAGE:
                return language_name(shown_language(languages, words), words)
            case _:
                return words("options.on" if getattr(plan, setting.value) else "options.off")

    names = {PlanSetting.VOTING: "sheets"} if observed else {}
    return [
        SettingRow(setting, KEYS[setting], words(f"drill.set.{names.get(setting, setting)}"), value(setting))
        for setting in settings_of(plan, languages)
    ]


def with_next(plan: Plan, setting: PlanSetting, *, phones: bool) -> Plan:
    """The plan with the next value of a setting; ``phones`` says whether a phone server is available."""
    match setting:
        case PlanSetting.VOTING:
            ways = [voting for voting in Voting if phones or voting is not Voting.PHONES]
            if plan.teams or plan.form is Form.HOT_SEAT:  # a keypad press belongs to no table, and is not a mark
                ways.remove(Voting.CLICKERS)
            return plan._replace(voting=_next_value(ways, plan.voting))
        case PlanSetting.FORM:
            return plan._replace(form=_next_value(list(Form), plan.form))
        case PlanSetting.TIMER:
            return plan._replace(timer=_next_longer(VOTE_TIMES, plan.timer))
        case PlanSetting.TALK:
            return plan._replace(talk=_next_longer(DISCUSSION_TIMES, plan.talk))
        case PlanSetting.MINUTES:
            return plan._replace(minutes=_next_longer(DRILL_MINUTES, plan.minutes))
        case PlanSetting.BELL:
            return plan._replace(bell=not plan.bell)
        case PlanSetting.OWN_WORDS:
            return plan._replace(own_words=not plan.own_words)
        case PlanSetting.NAMES:
            return plan._replace(names=not plan.names)
        case _:
            return plan


def with_tables(plan: Plan, teams: tuple[str, ...]) -> Plan:
    """The plan with tables of these names, or without tables."""
    voting = Voting.HANDS if teams and plan.voting is Voting.CLICKERS else plan.voting
    return plan._replace(teams=teams, voting=voting)


def tables_problem(typed: str) -> str:
    """The catalogue key of what is wrong with the typed table names; empty if they are fine."""
    if first_long_name(typed) is not None:
        return "drill.tables.long"
    teams = read_names(typed)
    if duplicate_table(teams) is not None:
        return "drill.tables.twice"
    return "drill.tables.many" if too_many_tables(teams) else ""


def name_problem(typed: str) -> str:
    """The catalogue key of what is wrong with a typed learner's name; empty if it is fine."""
    return "drill.rename.long" if too_long(typed) else ""


def _next_longer(times: Sequence[int], now: int) -> int:
    """The next longer time; 0 after the longest."""
    return next((time for time in times if time > now), 0)


def time_text(seconds: int, words: Catalogue) -> str:
    """A duration in whole minutes if possible, else in seconds; empty for 0."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return words.count("drill.time.seconds", seconds) if rest else words.count("drill.time.minutes", minutes)


def _next_value(values: Sequence[V], now: V) -> V:
    return values[(list(values).index(now) + 1) % len(values)] if now in values else values[0]
