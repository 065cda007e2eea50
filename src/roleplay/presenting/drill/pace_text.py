"""How far a drill has come and how far its time reaches, in words."""

from __future__ import annotations

from math import ceil

from roleplay.drill.clock import DrillClock
from roleplay.drill.progress import RoundsAhead, Schedule, schedule, seconds_to_come, tempo
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.forecast import Forecast
from roleplay.presenting.facts.debrief import TOO_MANY


def round_text(ahead: RoundsAhead, words: Catalogue) -> str:
    """The number of the round and how many follow: ``round 4, about 8 to go``."""
    if ahead.fewest == ahead.most:
        key = "last" if not ahead.most else "exact"
    else:
        key = "about" if ahead.likely else "perhaps_last"
    return words.count(f"drill.progress.{key}", ahead.likely, number=ahead.number)


def pace_text(room: Room, clock: DrillClock, forecast: Forecast, words: Catalogue, *, in_foot: bool = False) -> str:
    """How many rounds follow, the minutes they take at this pace, and whether the planned minutes suffice.

    ``in_foot`` says that the footer already reports a shortage.
    """
    if forecast.foresight is None or forecast.foresight is TOO_MANY:
        return words(f"drill.progress.{'coming' if forecast.foresight is None else 'unknown'}")
    to_come = forecast.ahead
    if to_come is None:
        return words("drill.progress.none")
    rounds, minutes = _rounds(room, to_come, words), _minutes(room, clock, to_come, words)
    text = words("drill.progress.told", rounds=rounds[0].upper() + rounds[1:], minutes=minutes)
    if not room.plan.minutes:
        return text
    reach = reach_text(room, clock, forecast, words)
    if reach and in_foot:
        return text
    return text + (reach or words("drill.reach.all", minutes=room.plan.minutes))


def reach_text(room: Room, clock: DrillClock, forecast: Forecast, words: Catalogue, *, short: bool = False) -> str:
    """Where to stop, or which rounds to play quickly; empty if the time suffices or nothing is known.

    The ``short`` form, for the class's screen, is about the current round.
    """
    values, to_come = forecast.foresight, forecast.ahead
    if not room.plan.minutes or to_come is None or values is None or values is TOO_MANY:
        return ""
    reach = schedule(room, clock, values, to_come)
    if reach.last_round is None:
        return ""
    key = _how(reach, to_come)
    if reach.quick and short:
        key = "here" if to_come.number in reach.quick else "later"
    return words(f"drill.reach.{key}", **_values(room, reach, words))


def _how(reach: Schedule, to_come: RoundsAhead) -> str:
    if reach.quick:
        return "both_now" if reach.last_round == to_come.number else "both"
    return "stop_now" if reach.last_round == to_come.number else "stop"


def _values(room: Room, reach: Schedule, words: Catalogue) -> dict[str, object]:
    return {
        "minutes": room.plan.minutes,
        "stop": reach.last_round,
        "rounds": words("play.list_separator").join(map(str, reach.quick)),
    }


def _rounds(room: Room, to_come: RoundsAhead, words: Catalogue) -> str:
    """How many rounds remain, and the range of that number."""
    before = 1 if room.phase is Phase.LOBBY else 0  # in the lobby the first round is still ahead
    likely, fewest = to_come.likely + before, to_come.fewest + before
    most = None if to_come.most is None else to_come.most + before
    text = words.count("drill.progress.rounds", likely) if before else round_text(to_come, words)
    if fewest == most:
        return text
    key = "from" if most is None else "range"
    return text + words(f"drill.progress.{key}", fewest=fewest, most=most)


def _minutes(room: Room, clock: DrillClock, to_come: RoundsAhead, words: Catalogue) -> str:
    minutes = ceil(seconds_to_come(room, clock, to_come) / 60)
    mean = round(tempo(room, clock).mean)
    measured = bool(clock.total) and len(room.stage.road) > 0
    time = f"{mean // 60}:{mean % 60:02d}"
    return words.count(f"drill.progress.{'at_this_pace' if measured else 'as_measured'}", minutes, time=time)
