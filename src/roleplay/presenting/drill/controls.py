"""What the facilitator's keys mean in each phase: digits, typed counts, the next step, and which keys there are.

Which events a phase takes is defined in the phase table; this module has only what is specific to the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from roleplay.drill.events import facilitator as f
from roleplay.drill.phases import accepts, transition
from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import LETTERS
from roleplay.presenting.drill.typed_counts import CountKind, CountPrompt

#: Maximum number of lines that can be removed by a single digit.
_DIGITS = 9


class Digits(StrEnum):
    """What a digit does immediately; with `NOTHING` it may be the start of a typed count."""

    NOTHING = "nothing"
    #: a vote by keypad
    CLICK = "click"
    #: the line to be said
    LEAD = "lead"
    #: the line to continue the road with
    TAKE = "take"
    #: the line to compare
    LOOK = "look"
    #: the line said by the learner on stage
    SAY = "say"
    #: the answer of the other side
    ANSWER = "answer"
    #: remove one of the room's own lines
    DROP = "drop"
    #: a page of the debrief
    PAGE = "page"


#: The events of digits that pick a line.
_PICKS: Mapping[Digits, Callable[[str], f.FacilitatorEvent]] = {
    Digits.CLICK: f.Click,
    Digits.LEAD: f.Lead,
    Digits.TAKE: f.Take,
    Digits.LOOK: f.Contrast,
    Digits.SAY: f.Say,
}
_DIGITS_BY_PHASE: Mapping[Phase, Digits] = {
    Phase.REVEAL: Digits.LEAD,
    Phase.PATH: Digits.TAKE,
    Phase.CONTRAST: Digits.LOOK,
    Phase.SEAT: Digits.SAY,
    Phase.ANSWER: Digits.ANSWER,
    Phase.DEBRIEF: Digits.PAGE,
}
#: The events caused by keys, by action.
EVENTS: Mapping[str, type[f.FacilitatorEvent]] = {
    "undo": f.Back,
    "back": f.Back,
    "skip": f.Skip,
    "end": f.End,
    "arrange": f.Arrange,
    "door": f.Door,
    "discuss": f.Discuss,
    "show_words": f.ShowWords,
    "contrast": f.Contrast,
    "take_best": f.Take,
    "improvise": f.Improvise,
}


def digits(room: Room) -> Digits:
    """What a digit does now."""
    if keypads_vote(room):
        return Digits.CLICK
    if _drops_at_once(room):
        return Digits.DROP
    if room.phase is Phase.DISCUSS and accepts(room, f.Lead):
        return Digits.LEAD
    return _DIGITS_BY_PHASE.get(room.phase, Digits.NOTHING)


def _drops_at_once(room: Room) -> bool:
    """Whether a digit removes a line at once, which needs lines that are shown; else its number and Enter are typed."""
    return accepts(room, f.DropWords) and room.words_shown and len(room.lines()) <= _DIGITS


def digit_count(room: Room, pages: int) -> int:
    """How many digits do something now; ``pages`` is the number of debrief pages."""
    match digits(room):
        case Digits.NOTHING:
            return 0
        case Digits.ANSWER:
            return room.option_count
        case Digits.DROP:
            return len(room.lines())
        case Digits.PAGE:
            return pages
        case _:
            return len(room.choices)


def event_of_digit(room: Room, number: int) -> f.FacilitatorEvent | None:
    """The event of a digit, 1 to 9; ``None`` if nothing has that number."""
    kind = digits(room)
    if not 1 <= number <= digit_count(room, 0):
        return None
    if kind is Digits.ANSWER:
        return f.Answer(number - 1)
    if kind is Digits.DROP:
        return f.DropWords(number - 1)
    return _PICKS[kind](room.choices[number - 1])


def count_prompt(room: Room, criterion: int, words: Catalogue) -> CountPrompt | None:
    """The counts that can be typed now; ``criterion`` is the index of the criterion an observation sheet is about."""
    if accepts(room, f.DropWords) and not _drops_at_once(room):
        return CountPrompt(kind=CountKind.DROP, names=tuple(map(str, range(1, len(room.lines()) + 1))))
    if accepts(room, f.Sheet):
        names = tuple(words("drill.sheets.level", level=level) for level in range(4))
        return CountPrompt(kind=CountKind.SHEET, names=names, criterion=room.sheets.criteria[criterion])
    ballot = room.open_ballot
    if ballot is None or keypads_vote(room):
        return None
    letters = tuple(LETTERS[: len(room.choices)])
    if accepts(room, f.Tables):
        return CountPrompt(kind=CountKind.TABLES, names=room.plan.teams, choices=room.choices, letters=letters)
    return CountPrompt(
        kind=CountKind.HANDS,
        names=letters,
        choices=room.choices,
        letters=letters,
        counted=room.ballots[ballot].total > 0,
    )


def keypads_vote(room: Room) -> bool:
    """Whether keypads vote now: they send some of the keys that otherwise go on and back."""
    return room.plan.voting is Voting.CLICKERS and accepts(room, f.Click)


def next_step(room: Room) -> str:
    """What the key to go on does, as a catalogue key under ``drill.next``; empty if it does nothing."""
    if room.phase is Phase.DEBRIEF:
        return "debrief"  # its next page
    step = transition(room, f.Next)
    return "" if step is None else step.label


def is_available(room: Room, action: str) -> bool:
    """Whether a facilitator's key is available now, regardless of anything covering the screen.

    The key to go on is always available: if it does nothing, the reply says what is missing.
    """
    if action in EVENTS and not accepts(room, EVENTS[action]):
        return False
    match action:
        case "next" | "space" | "more_time" | "back":
            return not keypads_vote(room)
        case "close_vote" | "add_time":
            return keypads_vote(room)
        case "progress":
            return room.phase not in OUTSIDE_ROUNDS
        case "devices":
            return room.plan.voting is Voting.PHONES and len(room.people) > 0
        case "read_lines":
            return accepts(room, f.DropWords) and (room.unshown_lines > 0 or not room.words_shown)
        case "address" | "way_in":
            return room.plan.voting is Voting.PHONES and room.phase is not Phase.LOBBY
        case "take_best":
            return room.phase is Phase.PATH and room.stage.lead not in room.best
        case "write":
            return room.phase is Phase.DEBRIEF
    return True
