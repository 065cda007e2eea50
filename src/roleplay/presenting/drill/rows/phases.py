"""The screen in each phase: title, board and footer, as pure functions from a room to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from roleplay.drill.ballot import MAX_VOTES
from roleplay.drill.plan import Form, Voting
from roleplay.drill.progress import RoundsAhead
from roleplay.drill.room import Room
from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.pace_text import round_text
from roleplay.presenting.drill.rows import coaching, hot_seat, story, tally, voting
from roleplay.presenting.drill.rows.canvas import Canvas, middle
from roleplay.presenting.drill.typed_counts import CountPrompt, hint, meaning
from roleplay.presenting.rows.row import BLANK, Row
from roleplay.text.cells import cell_len, fit
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Columns below which the title leaves something out.
_TIGHT = 72
#: A function that makes the rows of a phase.
Maker = Callable[[Room, Canvas], list[Row]]

#: The phases whose rows depend on the room alone.
BOARDS: Mapping[Phase, Maker] = {
    Phase.PRESENT: story.present_rows,
    Phase.OWN_WORDS: voting.own_words_rows,
    Phase.VOTE: voting.vote_rows,
    Phase.DISCUSS: voting.discuss_rows,
    Phase.REVOTE: voting.vote_rows,
    Phase.REVEAL: tally.reveal_rows,
    Phase.REACTION: story.reaction_rows,
    Phase.COACHING: coaching.coaching_rows,
    Phase.PATH: coaching.path_rows,
    Phase.CONTRAST: story.contrast_rows,
    Phase.SEAT: hot_seat.seat_rows,
    Phase.ANSWER: hot_seat.answer_rows,
    Phase.END: story.end_rows,
}


def phase_name(room: Room, words: Catalogue) -> str:
    """The phase in words; each vote of a round has its own name."""
    third = room.phase is Phase.REVOTE and room.stage.vote == MAX_VOTES
    return words("drill.phase.third_vote" if third else f"drill.phase.{room.phase}")


def decision_text(room: Room, words: Catalogue, ahead: RoundsAhead | None = None) -> str:
    """The number of the current decision, and how many follow if known; empty outside of decisions."""
    road, phase = len(room.stage.road), room.phase
    if phase in OUTSIDE_ROUNDS:
        return ""
    if ahead is not None:
        return round_text(ahead, words)
    if room.plan.form is Form.HOT_SEAT and phase in (Phase.ANSWER, Phase.REACTION):
        return words("play.turn", number=road)  # the line already counts on the road
    return words("play.turn", number=road + 1)


def title_rows(
    room: Room, canvas: Canvas, *, time: str = "", unsaved: bool = False, ahead: RoundsAhead | None = None
) -> list[Row]:
    """Scene, decision and phase; on the right the time, and a warning if the drill is ``unsaved``."""
    words, glyphs = canvas.words, canvas.glyphs
    facts = [decision_text(room, words, ahead), phase_name(room, words)]
    if canvas.width < _TIGHT and (time or unsaved):
        facts[0] = ""
    right: list[tuple[str, str]] = []
    if unsaved:
        right.append((f"{glyphs.no} {words('play.unsaved')}", "bad"))
    if time:
        right += [("   ", "")] if right else []
        right.append((time, "mark"))
    used = sum(cell_len(text) for text, _ in right) + sum(cell_len(fact) + 3 for fact in facts if fact) + 2
    scene = fit_words(safe(room.bundle.scenario.title.get(words.language), newlines=False), max(canvas.width - used, 8))
    spans: list[tuple[str, str]] = [(scene, "strong")]
    for fact, role in zip(facts, ("", "heading"), strict=True):
        if fact:
            spans += [(f" {glyphs.separator} ", "muted"), (fact, role)]
    gap = canvas.width - sum(cell_len(text) for text, _ in (*spans, *right))
    return [Row((*spans, (" " * max(gap, 1), ""), *right))]


# -- the foot ------------------------------------------------------------------------


def foot_rows(room: Room, canvas: Canvas, prompt: CountPrompt | None, typed: str, where: str = "") -> list[Row]:
    """How many are in, and the counts being typed."""
    rows: list[Row] = []
    by_phone = room.phase in (Phase.OWN_WORDS, Phase.SHEETS) and room.plan.voting is Voting.PHONES
    if room.open_ballot is not None or by_phone:
        rows += voting.turnout_rows(room, canvas, where)
    elif text := hot_seat.marks_text(room, canvas.words):
        rows.append(Row(((text, "muted"),)))
    if prompt is not None:
        rows.append(entry_row(prompt, typed, canvas))
    elif room.open_ballot is not None and room.plan.voting is Voting.CLICKERS:
        rows.append(Row(((fit(canvas.words("drill.entry.hint.clickers"), canvas.width), "muted"),)))
    return rows


def entry_row(prompt: CountPrompt, typed: str, canvas: Canvas) -> Row:
    """The numbers typed so far and their meaning; before typing, a hint."""
    if not typed:
        start = f"{canvas.glyphs.pointer} _  "
        room = canvas.width - cell_len(start)
        return Row(((start, "accent"), (fit(hint(prompt, canvas.words, room), room), "muted")))
    start = f"{canvas.glyphs.pointer} {typed}_"
    means = safe(meaning(typed, prompt, canvas.words), newlines=False)
    return Row(((start, "accent"), ("   ", ""), (fit(means, canvas.width - cell_len(start) - 3), "strong")))


def votes_redraw_board(room: Room) -> bool:
    """Whether another vote, line or grade changes the board and not just the footer."""
    return (room.phase is Phase.OWN_WORDS and room.words_shown) or room.phase is Phase.SHEETS


# -- covers ----------------------------------------------------------------------------


def pause_rows(canvas: Canvas) -> list[Row]:
    """What the room sees during a pause: a title, and how to end it."""
    rows = [
        *middle(canvas.words("drill.pause.title"), canvas.width, "heading"),
        BLANK,
        *middle(canvas.words("drill.pause.how"), canvas.width, "muted"),
    ]
    return [*[BLANK] * max((canvas.height - len(rows)) // 3, 0), *rows]


def blank_rows(canvas: Canvas) -> list[Row]:
    """A blank screen, except for a mark in the corner showing that the program is running."""
    corner = " " * max(canvas.width - 1, 0) + canvas.glyphs.mark
    return [*[BLANK] * max(canvas.height - 1, 0), Row(((corner, "muted"),))]
