"""What the facilitator's events do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roleplay.drill.answer import COUNT, NOTHING, PEOPLE, STAGE, Answer, Refused, Why
from roleplay.drill.ballot import Ballot
from roleplay.drill.events import facilitator as f
from roleplay.drill.people import table
from roleplay.drill.plan import MOST_TEAMS, Form
from roleplay.drill.room import Room
from roleplay.drill.sheets import LEVELS
from roleplay.drill.stage import OUTSIDE, By, Phase, Stage, Step

#: Hands or presses for one line, at most.
MOST_HANDS = 9999


def _go(room: Room, stage: Stage) -> Answer:
    room.go(stage)
    return STAGE


def _at(room: Room, phase: Phase) -> Answer:
    return _go(room, room.stage._replace(phase=phase, contrast=None))


# -- the drill itself ----------------------------------------------------------------


def _arrange(room: Room, event: f.Arrange) -> Answer:
    if event.plan == room.plan:
        return NOTHING
    if len(event.plan.teams) > MOST_TEAMS:
        return Refused(Why.COUNT)
    room.people.arranged(room.plan, event.plan)
    room.arrange(event.plan)
    return STAGE | PEOPLE


def _door(room: Room, event: f.Door) -> Answer:
    if event.open is room.people.door:
        return NOTHING
    room.people.door = event.open
    return PEOPLE


def _free_team(room: Room, event: f.FreeTeam) -> Answer:
    return PEOPLE if room.people.free(event.team) else Refused(Why.NO_TEAM)


def _cover(room: Room, event: f.Cover) -> Answer:
    if event.veil is room.veil:
        return NOTHING
    room.veil = event.veil
    return STAGE


def _back(room: Room, _: f.Back) -> Answer:
    if not room.past:
        return Refused(Why.FIRST)
    room.stage = room.past.pop()
    return STAGE


def _end(room: Room, _: f.End) -> Answer:
    if room.phase is Phase.DEBRIEF:
        return Refused(Why.NOT_NOW)
    # observers have something to grade as soon as a line was said on stage
    graded = room.plan.form is not Form.HOT_SEAT or not room.stage.road or room.phase is Phase.SHEETS
    return _at(room, Phase.DEBRIEF if graded else Phase.SHEETS)


def _next(room: Room, _: f.Next | f.Skip) -> Answer:
    stage, form = room.stage, room.plan.form
    match stage.phase:
        case Phase.LOBBY:
            few = form is Form.CONTEST and len(room.plan.teams) < 2
            return Refused(Why.FEW_TEAMS) if few else _go(room, room.moment(()))
        case Phase.PRESENT:
            return _from_moment(room)
        case Phase.OWN_WORDS:
            return _at(room, Phase.VOTE)
        case Phase.VOTE:
            return _at(room, Phase.DISCUSS) if room.split else _reveal(room)
        case Phase.DISCUSS:
            return _at(room, Phase.REVOTE)
        case Phase.REVOTE:
            return _reveal(room)
        case Phase.REVEAL:
            return Refused(Why.NO_LEAD) if stage.lead is None else _at(room, Phase.REACTION)
        case Phase.REACTION:
            return _go(room, room.moment(stage.road)) if form is Form.HOT_SEAT else _at(room, Phase.COACHING)
        case Phase.COACHING | Phase.CONTRAST:
            return _at(room, Phase.PATH)
        case Phase.PATH if stage.lead is not None:
            return _take(room, stage.lead)
        case Phase.ANSWER:
            return _pick(room, 0)
        case Phase.END:
            return _at(room, Phase.SHEETS if form is Form.HOT_SEAT else Phase.FORK)
        case Phase.FORK | Phase.SHEETS:
            return _at(room, Phase.DEBRIEF)
        case _:  # on the way on, and on stage, a line has to be picked
            return Refused(Why.NO_LEAD)


def _from_moment(room: Room) -> Answer:
    choices = room.choices
    if not choices:
        return Refused(Why.NO_CHOICE)
    if room.plan.form is Form.HOT_SEAT:
        return _at(room, Phase.SEAT)
    if len(choices) == 1:
        return _go(room, room.stage._replace(phase=Phase.REACTION, lead=choices[0]))
    return _at(room, Phase.OWN_WORDS if room.plan.own_words else Phase.VOTE)


def _reveal(room: Room) -> Answer:
    return _go(room, room.stage._replace(phase=Phase.REVEAL, revealed=True, lead=room.majority))


def _skip(room: Room, event: f.Skip) -> Answer:
    stage = room.stage
    if stage.phase is Phase.END and room.plan.form is not Form.HOT_SEAT:
        return _at(room, Phase.DEBRIEF)
    if stage.phase in (Phase.PATH, Phase.CONTRAST):
        return Refused(Why.NO_LEAD) if stage.lead is None else _take(room, stage.lead)
    if stage.phase in OUTSIDE or room.plan.form is Form.HOT_SEAT:
        return _next(room, event)
    if not room.choices:
        return Refused(Why.NO_CHOICE)
    return _go(room, stage._replace(phase=Phase.PATH, lead=stage.lead or room.majority))


def _discuss(room: Room, _: f.Discuss) -> Answer:
    return _at(room, Phase.DISCUSS)


# -- counting ------------------------------------------------------------------------


def _counting(room: Room) -> Ballot:
    ballot = room.open_ballot
    assert ballot is not None  # these events are only taken while a vote is open
    return room.ballots[ballot]


def _fits(counts: tuple[int, ...], length: int) -> bool:
    return len(counts) == length and all(0 <= count <= MOST_HANDS for count in counts)


def _hands(room: Room, event: f.Hands) -> Answer:
    ballot = _counting(room)
    if room.plan.teams or not _fits(event.counts, len(ballot.choices)):
        return Refused(Why.COUNT)
    if (ballot.hands, ballot.called) == (event.counts, None):
        return NOTHING
    ballot.hands, ballot.called = event.counts, None
    return COUNT


def _tables(room: Room, event: f.Tables) -> Answer:
    ballot = _counting(room)
    if not room.plan.teams or len(event.choices) != len(room.plan.teams):
        return Refused(Why.COUNT)
    if any(choice is not None and choice not in ballot.choices for choice in event.choices):
        return Refused(Why.UNKNOWN)
    votes = {table(team): choice for team, choice in enumerate(event.choices) if choice is not None}
    if votes.items() <= ballot.votes.items():
        return NOTHING
    ballot.votes |= votes
    return COUNT


def _call(room: Room, event: f.Call) -> Answer:
    ballot = _counting(room)
    if room.plan.teams or event.choice not in ballot.choices:
        return Refused(Why.UNKNOWN)
    if event.choice == ballot.called:
        return NOTHING
    ballot.called = event.choice
    return COUNT


def _click(room: Room, event: f.Click) -> Answer:
    ballot = _counting(room)
    if room.plan.teams or event.choice not in ballot.choices:
        return Refused(Why.UNKNOWN)
    if len(ballot.clicks) >= MOST_HANDS:
        return Refused(Why.COUNT)
    ballot.clicks.append(event.choice)
    return COUNT


def _unclick(room: Room, _: f.Unclick) -> Answer:
    ballot = _counting(room)
    if not ballot.clicks:
        return Refused(Why.FIRST)
    ballot.clicks.pop()
    return COUNT


# -- which line is said --------------------------------------------------------------


def _lead(room: Room, event: f.Lead) -> Answer:
    if event.choice not in room.choices:
        return Refused(Why.UNKNOWN)
    return NOTHING if event.choice == room.stage.lead else _go(room, room.stage._replace(lead=event.choice))


def _contrast(room: Room, event: f.Contrast) -> Answer:
    if event.choice not in room.choices:
        return Refused(Why.UNKNOWN)
    return _go(room, room.stage._replace(phase=Phase.CONTRAST, contrast=event.choice))


def _chosen(room: Room, event: f.Take | f.Say) -> Answer:
    return _take(room, event.choice) if event.choice in room.choices else Refused(Why.UNKNOWN)


def _take(room: Room, choice: str) -> Answer:
    """The road goes on with a line."""
    road = (*room.stage.road, Step(choice, _by(room, choice), room.stage.round))
    if room.plan.form is Form.HOT_SEAT:
        return _said(room, road, ("reply", "says"))
    return _go(room, room.moment(road))


def _by(room: Room, choice: str) -> By:
    if len(room.choices) == 1:
        return By.ONLY
    if room.plan.form is Form.HOT_SEAT:
        return By.SEAT
    if choice == room.majority:
        return By.MAJORITY
    return By.BEST if choice in room.best else By.FACILITATOR


def _said(room: Room, road: tuple[Step, ...], to_pick: tuple[str, ...]) -> Answer:
    """On stage a line was said: what the other side picks next, where the state allows more than one."""
    stage = room.stage._replace(road=road, lead=road[-1].choice)
    for what in to_pick:
        if len(room.answers(road, what)) > 1:
            return _go(room, stage._replace(phase=Phase.ANSWER, picking=what))
    return _go(room, stage._replace(phase=Phase.REACTION, picking=""))


def _answer(room: Room, event: f.Answer) -> Answer:
    return _pick(room, event.place)


def _pick(room: Room, place: int) -> Answer:
    what = room.stage.picking
    if not 0 <= place < len(room.answers()):
        return Refused(Why.UNKNOWN)
    *before, last = room.stage.road
    if what == "reply":
        return _said(room, (*before, last._replace(reply=place)), ("says",))
    return _said(room, (*before, last._replace(says=place)), ())


def _sheet(room: Room, event: f.Sheet) -> Answer:
    if event.criterion not in room.sheets.criteria or not _fits(event.counts, LEVELS):
        return Refused(Why.COUNT)
    if event.counts == room.sheets.paper.get(event.criterion):
        return NOTHING
    room.sheets.paper[event.criterion] = event.counts
    return COUNT


# -- the room's own lines ------------------------------------------------------------


def _show_words(room: Room, event: f.ShowWords) -> Answer:
    if event.shown is room.words_shown:
        return NOTHING
    room.words_shown = event.shown
    return STAGE


def _drop_words(room: Room, event: f.DropWords) -> Answer:
    here = room.words.get(room.stage.round, {})
    if not 0 <= event.place < len(here):
        return Refused(Why.UNKNOWN)
    del here[list(here)[event.place]]
    return COUNT


HANDLERS: Mapping[type, Callable[[Room, Any], Answer]] = {
    f.Arrange: _arrange,
    f.Door: _door,
    f.FreeTeam: _free_team,
    f.Cover: _cover,
    f.Back: _back,
    f.End: _end,
    f.Next: _next,
    f.Skip: _skip,
    f.Discuss: _discuss,
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
    f.Sheet: _sheet,
    f.ShowWords: _show_words,
    f.DropWords: _drop_words,
}
