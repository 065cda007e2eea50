"""What the facilitator's events do, once the table of phases has accepted them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roleplay.drill import phases
from roleplay.drill.ballot import Ballot
from roleplay.drill.events import facilitator as f
from roleplay.drill.names import MAX_GROUP_NAME, MAX_LINE, clean
from roleplay.drill.outcome import COUNT, NOTHING, PEOPLE, STAGE, Outcome, Reason, Refused
from roleplay.drill.people import table_key
from roleplay.drill.plan import Form, too_many_tables
from roleplay.drill.room import Room
from roleplay.drill.sheets import LEVELS
from roleplay.drill.stage import ChosenBy, Phase, RoadStep, Stage, Tone

#: Maximum number of hands or presses for one line.
MAX_HANDS = 9999


def _go(room: Room, stage: Stage) -> Outcome:
    room.go(stage)
    return STAGE


# -- the drill itself ----------------------------------------------------------------


def _arrange(room: Room, event: f.Arrange) -> Outcome:
    if event.plan == room.plan:
        return NOTHING
    if too_many_tables(event.plan.teams):
        return Refused(Reason.COUNT)
    room.people.apply_plan_change(room.plan, event.plan)
    room.arrange(event.plan)
    return STAGE | PEOPLE


def _door(room: Room, event: f.Door) -> Outcome:
    if event.open is room.people.door_open:
        return NOTHING
    room.people.door_open = event.open
    return PEOPLE


def _free_team(room: Room, event: f.FreeTeam) -> Outcome:
    return PEOPLE if room.people.free_table(event.team) else Refused(Reason.NO_TEAM)


def _remove(room: Room, event: f.Remove) -> Outcome:
    voter = room.people.remove(event.number)
    if voter is None:
        return Refused(Reason.STRANGER)
    if not room.plan.teams:  # a table's vote and line belong to the table
        room.withdraw_line(voter, room.stage.round)
        if room.open_ballot is not None:
            room.ballots[room.open_ballot].votes.pop(voter, None)
            room.ballots[room.open_ballot].aside.pop(voter, None)
    return PEOPLE | COUNT


def _rename(room: Room, event: f.Rename) -> Outcome:
    changed = room.people.rename(event.number, event.name)
    if changed is None:
        return Refused(Reason.STRANGER)
    return PEOPLE if changed else NOTHING


def _gather(room: Room, _: f.Gather) -> Outcome:
    if not room.people.mark_all_away():
        return NOTHING
    _set_absent_votes_aside(room)
    return PEOPLE | COUNT


def _set_absent_votes_aside(room: Room) -> None:
    """In an open ballot, count only votes of phones in the room; a table's vote belongs to the table."""
    if room.open_ballot is not None and not room.plan.teams:
        room.ballots[room.open_ballot].set_aside(room.people.present)


def _cover(room: Room, event: f.Cover) -> Outcome:
    if event.veil is room.veil:
        return NOTHING
    room.veil = event.veil
    return STAGE


def _back(room: Room, _: f.Back) -> Outcome:
    room.stage = room.past.pop()
    _set_absent_votes_aside(room)
    return STAGE


def _go_on(room: Room, event: f.Next | f.Skip | f.Discuss | f.End) -> Outcome:
    """Go to the phase given by the table, and apply what changes with it."""
    stage, step = room.stage, phases.transition(room, type(event))
    assert step is not None  # these events are only accepted if they lead somewhere
    match step.to[0]:
        case Phase.PRESENT if stage.lead is not None and stage.phase in (Phase.PATH, Phase.CONTRAST):
            return _take(room, stage.lead)
        case Phase.PRESENT:
            return _go(room, room.stage_after(stage.road))
        case Phase.ANSWER:
            return _pick(room, 0)
        case Phase.REVEAL:
            return _go(room, stage._replace(phase=Phase.REVEAL, revealed=True, lead=room.majority))
        case Phase.VOTE:
            return _go(room, stage._replace(phase=Phase.VOTE, vote=1))
        case Phase.REVOTE:  # hidden again, even if earlier ones were shown
            return _go(room, stage._replace(phase=Phase.REVOTE, vote=stage.vote + 1, revealed=False, lead=None))
        case Phase.REACTION:  # with only one line there was no vote
            return _go(room, stage._replace(phase=Phase.REACTION, lead=stage.lead or room.choices[0]))
        case Phase.PATH:
            return _go(room, stage._replace(phase=Phase.PATH, lead=stage.lead or room.majority, contrast=None))
        case Phase.OWN_WORDS:
            room.words_shown = False  # lines are shown per round, on request
            return _go(room, stage._replace(phase=Phase.OWN_WORDS, contrast=None))
        case phase:
            return _go(room, stage._replace(phase=phase, contrast=None))


# -- counting ------------------------------------------------------------------------


def _current_ballot(room: Room) -> Ballot:
    ballot = room.open_ballot
    assert ballot is not None  # these events are only accepted while a vote is open
    return room.ballots[ballot]


def _counts_fit(counts: tuple[int, ...], length: int) -> bool:
    return len(counts) == length and all(0 <= count <= MAX_HANDS for count in counts)


def _hands(room: Room, event: f.Hands) -> Outcome:
    ballot = _current_ballot(room)
    if not _counts_fit(event.counts, len(ballot.choices)):
        return Refused(Reason.COUNT)
    if (ballot.hands, ballot.called) == (event.counts, None):
        return NOTHING
    ballot.hands, ballot.called = event.counts, None
    return COUNT


def _tables(room: Room, event: f.Tables) -> Outcome:
    ballot = _current_ballot(room)
    if len(event.choices) != len(room.plan.teams):
        return Refused(Reason.COUNT)
    if any(choice is not None and choice not in ballot.choices for choice in event.choices):
        return Refused(Reason.UNKNOWN)
    votes = {table_key(team): choice for team, choice in enumerate(event.choices) if choice is not None}
    if votes.items() <= ballot.votes.items():
        return NOTHING
    ballot.votes |= votes
    return COUNT


def _call(room: Room, event: f.Call) -> Outcome:
    ballot = _current_ballot(room)
    if event.choice not in ballot.choices:
        return Refused(Reason.UNKNOWN)
    if event.choice == ballot.called:
        return NOTHING
    ballot.called = event.choice
    return COUNT


def _click(room: Room, event: f.Click) -> Outcome:
    ballot = _current_ballot(room)
    if event.choice not in ballot.choices:
        return Refused(Reason.UNKNOWN)
    if len(ballot.clicks) >= MAX_HANDS:
        return Refused(Reason.COUNT)
    ballot.clicks.append(event.choice)
    return COUNT


def _unclick(room: Room, _: f.Unclick) -> Outcome:
    ballot = _current_ballot(room)
    ballot.clicks.pop()
    return COUNT


# -- which line is said --------------------------------------------------------------


def _lead(room: Room, event: f.Lead) -> Outcome:
    if event.choice not in room.choices:
        return Refused(Reason.UNKNOWN)
    return NOTHING if event.choice == room.stage.lead else _go(room, room.stage._replace(lead=event.choice))


def _contrast(room: Room, event: f.Contrast) -> Outcome:
    if event.choice not in room.choices:
        return Refused(Reason.UNKNOWN)
    return _go(room, room.stage._replace(phase=Phase.CONTRAST, contrast=event.choice))


def _chosen(room: Room, event: f.Take | f.Say) -> Outcome:
    return _take(room, event.choice) if event.choice in room.choices else Refused(Reason.UNKNOWN)


def _take(room: Room, choice: str) -> Outcome:
    """Continue the road with a line."""
    road = (*room.stage.road, RoadStep(choice, _chosen_by(room, choice), room.stage.round))
    if room.plan.form is Form.HOT_SEAT:
        return _after_line(room, road, ("reply", "says", *(("tone",) if room.plan.tones else ())))
    return _go(room, room.stage_after(road))


def _chosen_by(room: Room, choice: str) -> ChosenBy:
    if len(room.choices) == 1:
        return ChosenBy.ONLY
    if room.plan.form is Form.HOT_SEAT:
        return ChosenBy.SEAT
    if choice == room.majority:
        return ChosenBy.MAJORITY
    return ChosenBy.BEST if choice in room.best else ChosenBy.FACILITATOR


def _after_line(room: Room, road: tuple[RoadStep, ...], picks: tuple[str, ...]) -> Outcome:
    """A line was said on stage: go to the first thing the other side must pick, if the state leaves a choice.

    The tone is always a choice. If nothing is to be picked, the reaction follows.
    """
    stage = room.stage._replace(road=road, lead=road[-1].choice)
    for what in picks:
        if what == "tone" or len(room.answers(road, what)) > 1:
            return _go(room, stage._replace(phase=Phase.ANSWER, picking=what))
    return _go(room, stage._replace(phase=Phase.REACTION, picking=""))


def _answer(room: Room, event: f.Answer) -> Outcome:
    return _pick(room, event.place)


def _pick(room: Room, index: int) -> Outcome:
    what = room.stage.picking
    if not 0 <= index < room.option_count:
        return Refused(Reason.UNKNOWN)
    *before, last = room.stage.road
    if what == "tone":
        return _after_line(room, (*before, last._replace(tone=list(Tone)[index])), ())
    if what == "reply":
        return _after_line(room, (*before, last._replace(reply=index)), ("says",))
    return _after_line(room, (*before, last._replace(says=index)), ())


def _improvise(room: Room, event: f.Improvise) -> Outcome:
    *before, last = room.stage.road
    text = clean(event.text, MAX_LINE)
    return NOTHING if text == last.own else _go(room, room.stage._replace(road=(*before, last._replace(own=text))))


def _sheet(room: Room, event: f.Sheet) -> Outcome:
    if event.criterion not in room.sheets.criteria or not _counts_fit(event.counts, LEVELS):
        return Refused(Reason.COUNT)
    if event.counts == room.sheets.paper.get(event.criterion):
        return NOTHING
    room.sheets.paper[event.criterion] = event.counts
    return COUNT


# -- the room's own lines ------------------------------------------------------------


def _show_words(room: Room, event: f.ShowWords) -> Outcome:
    if event.shown is room.words_shown and not (event.shown and room.unshown_lines):
        return NOTHING
    room.words_shown = event.shown
    if event.shown:
        room.displayed_words[room.stage.round] = dict(room.words.get(room.stage.round, {}))
    return STAGE


def _drop_words(room: Room, event: f.DropWords) -> Outcome:
    here = room.words.get(room.stage.round, {})
    if not 0 <= event.place < len(here):
        return Refused(Reason.UNKNOWN)
    room.withdraw_line(list(here)[event.place], room.stage.round)
    return COUNT


# -- for the reports -----------------------------------------------------------------


def _group(room: Room, event: f.Group) -> Outcome:
    name = clean(event.name, MAX_GROUP_NAME)
    if name == room.group:
        return NOTHING
    room.group = name
    return PEOPLE


HANDLERS: Mapping[type, Callable[[Room, Any], Outcome]] = {
    f.Arrange: _arrange,
    f.Door: _door,
    f.FreeTeam: _free_team,
    f.Remove: _remove,
    f.Rename: _rename,
    f.Gather: _gather,
    f.Cover: _cover,
    f.Back: _back,
    f.End: _go_on,
    f.Next: _go_on,
    f.Skip: _go_on,
    f.Discuss: _go_on,
    f.Hands: _hands,
    f.Tables: _tables,
    f.Call: _call,
    f.Click: _click,
    f.Unclick: _unclick,
    f.Lead: _lead,
    f.Contrast: _contrast,
    f.Take: _chosen,
    f.Say: _chosen,
    f.Answer: _answer,
    f.Improvise: _improvise,
    f.Sheet: _sheet,
    f.ShowWords: _show_words,
    f.DropWords: _drop_words,
    f.Group: _group,
}
