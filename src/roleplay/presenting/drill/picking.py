"""What the facilitator's keys mean in each phase: digits, the step that comes next, and which keys there are."""

from __future__ import annotations

from enum import StrEnum

from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Form, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import LETTERS
from roleplay.presenting.drill.entry import Ask, Asks

#: Lines that a single digit can take away.
_DIGITS = 9


class Digits(StrEnum):
    """What a digit does at once; where it does nothing at once, it may be the beginning of a count."""

    NOTHING = "nothing"
    #: a vote by keypad
    CLICK = "click"
    #: the line to be said
    LEAD = "lead"
    #: the line that the road goes on with
    TAKE = "take"
    #: the line to look at
    LOOK = "look"
    #: the line of the one on stage
    SAY = "say"
    #: the answer of the other side
    ANSWER = "answer"
    #: one of the room's own lines goes away
    DROP = "drop"
    #: a page of the debrief
    PAGE = "page"


def digits(room: Room) -> Digits:
    """What a digit does now."""
    match room.phase:
        case Phase.VOTE | Phase.REVOTE if room.plan.voting is Voting.CLICKERS:
            return Digits.CLICK
        case Phase.OWN_WORDS if room.words_shown and 0 < len(room.lines()) <= _DIGITS:
            return Digits.DROP
    found = {
        Phase.REVEAL: Digits.LEAD,
        Phase.PATH: Digits.TAKE,
        Phase.CONTRAST: Digits.LOOK,
        Phase.SEAT: Digits.SAY,
        Phase.ANSWER: Digits.ANSWER,
        Phase.DEBRIEF: Digits.PAGE,
    }
    return found.get(room.phase, Digits.NOTHING)


def picks(room: Room, pages: int) -> int:
    """How many digits do something now."""
    match digits(room):
        case Digits.NOTHING:
            return 0
        case Digits.ANSWER:
            return len(room.answers())
        case Digits.DROP:
            return len(room.lines())
        case Digits.PAGE:
            return pages
        case _:
            return len(room.choices)


def picked(room: Room, number: int) -> f.FacilitatorEvent | None:
    """The event of a digit, 1 to 9; ``None`` where there is nothing of that number."""
    kind = digits(room)
    if kind in (Digits.NOTHING, Digits.PAGE) or not 1 <= number <= picks(room, 0):
        return None
    if kind is Digits.ANSWER:
        return f.Answer(number - 1)
    if kind is Digits.DROP:
        return f.DropWords(number - 1)
    choice = room.choices[number - 1]
    match kind:
        case Digits.CLICK:
            return f.Click(choice)
        case Digits.LEAD:
            return f.Lead(choice)
        case Digits.TAKE:
            return f.Take(choice)
        case Digits.LOOK:
            return f.Contrast(choice)
        case _:
            return f.Say(choice)


def ask(room: Room, criterion: int, words: Catalogue) -> Ask | None:
    """The counts that can be typed now; ``criterion`` is the place of the one that a sheet is about."""
    match room.phase:
        case Phase.OWN_WORDS if room.words_shown and len(room.lines()) > _DIGITS:
            return Ask(Asks.DROP, tuple(map(str, range(1, len(room.lines()) + 1))))
        case Phase.SHEETS:
            names = tuple(words("drill.sheets.level", level=level) for level in range(4))
            return Ask(Asks.SHEET, names, criterion=room.sheets.criteria[criterion])
    ballot = room.open_ballot
    if ballot is None or room.plan.voting is Voting.CLICKERS:
        return None
    letters = tuple(LETTERS[: len(room.choices)])
    if room.plan.teams:
        return Ask(Asks.TABLES, room.plan.teams, room.choices, letters)
    return Ask(Asks.HANDS, letters, room.choices, letters, counted=room.ballots[ballot].total > 0)


def next_step(room: Room) -> str:
    """What going on does, as a key under ``drill.next``."""
    form, phase = room.plan.form, room.phase
    match phase:
        case Phase.PRESENT if form is Form.HOT_SEAT:
            return "seat"
        case Phase.PRESENT if len(room.choices) == 1:
            return "only"
        case Phase.PRESENT:
            return "own-words" if room.plan.own_words else "vote"
        case Phase.OWN_WORDS:
            return "vote"
        case Phase.VOTE | Phase.REVOTE:
            return "close"
        case Phase.REACTION if form is Form.HOT_SEAT:
            return "on"
        case Phase.END if form is Form.HOT_SEAT:
            return "sheets"
        case Phase.SHEETS:
            return "fork"
    return str(phase)


def goes_on(room: Room) -> bool:
    """Whether going on does something: where a line has to be picked first, it does not."""
    if room.phase in (Phase.REVEAL, Phase.PATH):
        return room.stage.lead is not None
    return room.phase is not Phase.SEAT


def may(room: Room, action: str) -> bool:
    """Whether a key of the facilitator does something now, whatever lies over the screen."""
    phase, plan = room.phase, room.plan
    clicking = phase in VOTING and plan.voting is Voting.CLICKERS
    match action:
        case "next" | "space" | "more_time":
            return not clicking  # a keypad has these keys as well
        case "close_vote" | "add_time":
            return clicking
        case "back":
            return bool(room.past) and not clicking
        case "undo":
            return bool(room.past)
        case "skip":
            if phase in (Phase.PATH, Phase.CONTRAST):
                return room.stage.lead is not None
            return phase not in (Phase.LOBBY, Phase.SEAT, Phase.DEBRIEF)
        case "end":
            return phase is not Phase.DEBRIEF
        case "arrange":
            return phase is Phase.LOBBY
        case "devices":
            return phase is not Phase.LOBBY and bool(plan.teams) and plan.voting is Voting.PHONES
        case "door":
            return plan.voting is Voting.PHONES and phase is not Phase.DEBRIEF
        case "discuss":
            return phase is Phase.VOTE
        case "show_words":
            return phase is Phase.OWN_WORDS and (plan.voting is Voting.PHONES or bool(room.lines()))
        case "contrast":
            return phase in (Phase.PATH, Phase.CONTRAST) and len(room.choices) > 1
        case "take_best":
            return phase is Phase.PATH and room.stage.lead not in room.best
        case "write":
            return phase is Phase.DEBRIEF
    return True
