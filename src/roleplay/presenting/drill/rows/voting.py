"""The lines to vote on, and during a vote only the number of votes that are in."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.presenting.drill.board import LineFact, lines, turnout, turnout_text
from roleplay.presenting.drill.plan_settings import time_text
from roleplay.presenting.drill.rows.canvas import LETTER, Canvas, centred, lettered, stack
from roleplay.presenting.drill.rows.story import said_rows
from roleplay.presenting.drill.rows.tally import discussed_rows
from roleplay.presenting.facts.own_words import own_words
from roleplay.presenting.rows.row import Row, block
from roleplay.text.cells import cell_len, fit
from roleplay.text.plain import safe

#: Cells of the turnout bar.
_BAR = 20


def vote_rows(room: Room, canvas: Canvas) -> list[Row]:
    """What is said now, and the lines to choose from."""
    return stack([said_rows(room, canvas), *line_groups(room, canvas)], canvas.height, 2 if canvas.airy else 1)


def discuss_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The question to discuss, and the lines again; the votes stay hidden unless they were already revealed."""
    if room.stage.revealed:
        return discussed_rows(room, canvas)
    inner = canvas.measured
    time = time_text(room.plan.talk, canvas.words)
    text = canvas.words("drill.discuss.ask", time=time) if time else canvas.words("drill.discuss.ask_untimed")
    ask = block(text, inner.width, "heading")
    more = block(canvas.words("drill.discuss.how"), inner.width, "muted")
    head = centred([*ask, *more], inner.width, canvas)
    return stack([head, *line_groups(room, canvas)], canvas.height, 2 if canvas.airy else 1)


def line_groups(room: Room, canvas: Canvas, after: Mapping[str, str] | None = None) -> list[list[Row]]:
    """Each line with its letter, locked ones with the reason; ``after`` maps line ids to notes shown below them."""
    facts = lines(room, canvas.words)
    inner = canvas.measured
    groups = [centred(_line(fact, inner, (after or {}).get(fact.id, "")), inner.width, canvas) for fact in facts]
    roomy = sum(map(len, groups)) + len(groups) <= canvas.height - 3
    return groups if roomy or canvas.airy else [[row for group in groups for row in group]]


def _line(fact: LineFact, canvas: Canvas, after: str) -> list[Row]:
    if fact.locked is not None:
        text = f"{fact.text} {canvas.words('play.locked', reason=fact.locked)}"
        label = f" {canvas.glyphs.locked} "
        return block(text, canvas.width, "muted", label=label, label_role="muted", indent=LETTER, key=fact.number)
    rows = lettered(fact.letter, fact.text, canvas.width, key=fact.number)
    if after:
        rows += block(after, canvas.width, "mark", indent=LETTER, key=fact.number)
    return rows


# -- how many are in -----------------------------------------------------------------


def turnout_rows(room: Room, canvas: Canvas, where: str = "") -> list[Row]:
    """How many votes, lines or grades are in; on the right the address to join at.

    A truncated address would be useless, so if space is short the bar is left out, or the address gets its own row.
    """
    votes_in, text = turnout(room), turnout_text(room, canvas.words)
    bar = canvas.glyphs.bar(min(votes_in.given, votes_in.most), _BAR, votes_in.most) if votes_in.most else ""
    right = safe(where, newlines=False)
    free = canvas.width - cell_len(text) - (cell_len(right) + 2 if right else 0)
    spans: list[tuple[str, str]] = [(text, "strong")]
    if bar and free >= cell_len(bar) + 2:
        spans += [("  ", ""), (bar, "accent")]
    if not right:
        return [Row(tuple(spans))]
    used = sum(cell_len(part) for part, _ in spans)
    if free < 0:
        return [Row(tuple(spans)), Row(((fit(right, canvas.width), ""),))]
    return [Row((*spans, (" " * (canvas.width - used - cell_len(right)), ""), (right, "")))]


# -- the room's own lines ------------------------------------------------------------


def own_words_rows(room: Room, canvas: Canvas, *, reading_lines: bool = False) -> list[Row]:
    """What is said now, the question, and the room's own lines once shown, with the phrases found in them.

    With ``reading_lines`` the facilitator is reading all of them before they are shown.
    """
    words, inner = canvas.words, canvas.measured
    ask = block(words("drill.own.ask"), inner.width, "heading")
    how = "drill.own.write" if room.plan.voting is Voting.PHONES else "drill.own.say"
    ask += block(words(how), inner.width, "muted")
    groups = [said_rows(room, canvas), centred(ask, inner.width, canvas)]
    if reading_lines:
        lines = list(enumerate(room.lines(), 1))
        groups[1:] = [centred(block(words("drill.own.not_shown"), inner.width, "mark"), inner.width, canvas)]
    else:
        lines = list(room.shown_lines()) if room.words_shown else []
    shown = [_own_line(number, text, room, inner) for number, text in lines]
    if room.words_shown and not reading_lines:
        shown += [] if shown else [block(words("drill.own.none"), inner.width)]
        more = room.unshown_lines
        shown += [block(words.count("drill.own.more", more), inner.width, "mark")] if more else []
    groups += [centred(group, inner.width, canvas) for group in shown]
    return stack(groups, canvas.height, 2 if canvas.airy else 1)


def _own_line(number: int, text: str, room: Room, canvas: Canvas) -> list[Row]:
    rows = block(text, canvas.width, "you", label=f"{number:>2}", label_role="accent", indent=4, key=number)
    for finding in own_words(room.attempt, text, canvas.words):
        role, sign = ("good", canvas.glyphs.yes) if finding.good else ("bad", canvas.glyphs.no)
        rows += block(finding.text, canvas.width, role, label=f"    {sign}", label_role=role, indent=6, key=number)
    return rows
