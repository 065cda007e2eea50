"""What stands under the talk at each step of a turn: rows to read and items to pick."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting import facts
from roleplay.presenting.rows.items import choice_rows
from roleplay.presenting.rows.row import BLANK, NEAR, Item, Row, block
from roleplay.session import Attempt, Step, TurnFlow, UtteranceKind, transcript
from roleplay.text.glyphs import Glyphs


def items(attempt: Attempt, flow: TurnFlow, words: Catalogue) -> list[Item]:
    """What can be picked at this step; beside the number of a choice, whether it is near to what was typed."""
    match flow.step:
        case Step.GUESS:
            return [Item(str(number), name) for number, name in enumerate(facts.guess_steps(attempt, words), 1)]
        case Step.OWN_WORDS | Step.SAY:
            return []
        case Step.CHOOSE:
            near = flow.nearest.choices if flow.nearest else ()
            return [
                Item(_key(choice, near), choice.text, choice.locked and words("play.locked", reason=choice.locked))
                for choice in facts.choices(attempt, words)
            ]
        case Step.SURE:
            return [Item(str(level), words(f"play.sure.level{level}")) for level in (1, 2, 3)]
        case Step.COACH:
            return [Item("", words("play.go_on"))]
        case Step.ENDING:
            return [Item("", words("play.to_debrief"))]


def _key(choice: facts.ChoiceFact, near: Sequence[str]) -> str:
    beside = NEAR if choice.id in near else " "
    return f"{choice.number}{beside if near else ''}"


def highlighted(attempt: Attempt, flow: TurnFlow) -> int:
    """The index of the item that Enter picks to begin with: the first; once something was typed, only what is nearest.

    -1 where Enter should say nothing: none was clearly nearest, and one more Enter of an input method is no choice.
    """
    if flow.step is not Step.CHOOSE or flow.own_words is None:
        return 0
    from roleplay.session.nearest import Verdict

    if flow.nearest is None or flow.nearest.verdict is not Verdict.AHEAD:
        return -1
    return [offer.id for offer in attempt.offers()].index(flow.nearest.choices[0])


def held_back(attempt: Attempt, step: Step) -> int:
    """How many lines wait until the coaching has been read: what comes after the immediate answer."""
    if step is not Step.COACH:
        return 0
    turn = attempt.turn
    theirs = [line for line in transcript(attempt) if line.turn == turn and line.kind is not UtteranceKind.YOU]
    choice = attempt.states[turn - 1].choice(attempt.decisions[-1].choice)
    return len(theirs) - 1 if choice.reply else 0


def hidden_meters(attempt: Attempt, flow: TurnFlow, words: Catalogue) -> str:
    """What stands in the place of meters that are hidden: that they are, and what was guessed."""
    hidden, meter = words("play.guess.hidden"), attempt.guessed_meter
    if meter is None or flow.guess is None:
        return hidden
    step = facts.guess_steps(attempt, words)[flow.guess]
    return f"{words('play.guess.made', meter=meter.name.get(words.language), step=step)} ({hidden})"


def rows(
    attempt: Attempt,
    flow: TurnFlow,
    words: Catalogue,
    glyphs: Glyphs,
    width: int,
    notice: str = "",
    hint: str | None = None,
    silence: tuple[int, int] | None = None,
    room: int | None = None,
) -> list[Row]:
    """What stands over the items.

    ``hint`` is the id of a move; ``silence`` the seconds left and the seconds that a key adds, where time counts.
    ``room`` is how many rows there are for it and the items; where they are too few a hint only names its move.
    """
    over: list[Row] = block(notice, width, "mark") if notice else []
    if hint is not None:
        below = choice_rows(lambda width: [], items(attempt, flow, words), -1, glyphs, width)
        over += _hint_rows(attempt, words, hint, width, None if room is None else room - len(over) - len(below))
    match flow.step:
        case Step.GUESS:
            meter = attempt.guessed_meter
            assert meter is not None
            over += block(words("play.guess.ask", meter=meter.name.get(words.language)), width, "strong")
        case Step.OWN_WORDS:
            over += block(words("play.own.ask"), width, "strong")
        case Step.CHOOSE:
            if attempt.stuck:
                over += block(words("play.stuck_back" if attempt.may_take_back else "play.stuck"), width, "mark")
            if silence is not None:
                seconds, more = silence
                over += block(words("play.silence", seconds=seconds, more=more), width, "mark")
            if flow.own_words is not None:
                over += _own_rows(attempt, flow, flow.own_words, words, width)
        case Step.SURE:
            chosen = next(choice for choice in facts.choices(attempt, words) if choice.id == flow.choice)
            over += block(chosen.text, width, "you", label=f"  {chosen.number}", label_role="accent", indent=5)
            over += block(words("play.sure.ask"), width, "strong")
        case Step.COACH:
            over += block(words("coach.title"), width, "heading")
            over += [*_coach_rows(attempt, words, glyphs, width), BLANK]
        case Step.ENDING:
            over += block(words("play.ended"), width, "heading")
    return over


# -- what the first picture never shows, and so imports nothing for -------------------


def _hint_rows(attempt: Attempt, words: Catalogue, move: str, width: int, room: int | None) -> list[Row]:
    from roleplay.presenting.facts.coach import hint
    from roleplay.presenting.rows.coaching import hint_rows

    return hint_rows(hint(attempt, words, move), words, width, room)


def _own_rows(attempt: Attempt, flow: TurnFlow, typed: str, words: Catalogue, width: int) -> list[Row]:
    from roleplay.presenting.facts.own_words import own_words, suggestion
    from roleplay.presenting.rows.coaching import own_rows

    flags = own_words(attempt, typed, words)
    return own_rows(typed, flags, suggestion(attempt, flow, words), words, width)


def _coach_rows(attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    from roleplay.presenting.facts.coach import coach
    from roleplay.presenting.rows.coaching import coach_rows

    return coach_rows(coach(attempt, words), words, glyphs, width)
