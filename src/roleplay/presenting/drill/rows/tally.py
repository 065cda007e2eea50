"""The votes once they are shown: both tallies with bars, and what the discussion changed. Which line is best is not
said here.
"""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.ballot import Ballot
from roleplay.drill.people import table
from roleplay.drill.room import Room
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import Tallies, TallyFact, tallies
from roleplay.presenting.drill.rows.canvas import LETTER, Canvas, centred, lettered, stack
from roleplay.presenting.rows.row import Row, block, flow
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: Cells of a bar, at most.
_BAR = 24
_GAP = 3
#: On a wide canvas: cells of all of it, and the part that the lines take.
_WIDEST, _LINES = 150, 0.5


def reveal_rows(room: Room, canvas: Canvas) -> list[Row]:
    """Each line with its votes before and after the discussion, and the shift in a sentence."""
    words = canvas.words
    found = tallies(room, words)
    assert found is not None  # votes were taken, or there is nothing to reveal
    bars = found.first is not None or found.second is not None
    inner = canvas.narrower(_WIDEST) if canvas.wide and bars else canvas.measured
    shape = _Shape.of(found, inner, beside=canvas.wide and bars)
    groups: list[list[Row]] = []
    for one in found.lines:
        rows = _line(one, found, shape, inner)
        rows += _tables(one.line.id, room, inner)
        groups.append(centred(rows, inner.width, canvas))
    shift = shift_text(found, words)
    said = block(shift, inner.width, "strong") if shift else []
    groups.append(centred([*said, *_verdict(found, room, inner)], inner.width, canvas))
    return stack(groups, canvas.height, 2 if canvas.airy else 1)


class _Shape(NamedTuple):
    """How wide things are: the lines (0: all of it, the bars stand under them), the labels, the bars."""

    lines: int
    labels: tuple[str, ...]
    bar: int

    @classmethod
    def of(cls, found: Tallies, canvas: Canvas, *, beside: bool) -> _Shape:
        """What fits; ``beside`` has the bars at the right of the lines."""
        both = found.first is not None and found.second is not None
        labels = tuple(canvas.words(f"drill.reveal.{key}") for key in ("before", "after")) if both else ("",)
        lines = int(canvas.width * _LINES) if beside else 0
        room = canvas.width - (lines or LETTER) - _GAP
        taken = sum(cell_len(label) + 1 for label in labels if label) + 6 * len(labels) + 6
        return cls(lines, labels, max(min((room - taken) // len(labels) - _GAP, _BAR), 5))


def _line(one: TallyFact, found: Tallies, shape: _Shape, canvas: Canvas) -> list[Row]:
    """The line, and its bars: under it, or beside it where there is room."""
    bars = _bars(one, found, shape, canvas.glyphs)
    role = "strong" if one.leads else ""
    text = lettered(one.line.letter, one.line.text, shape.lines or canvas.width, role, key=one.line.number)
    if not bars:
        return text
    if not shape.lines:
        return [*text, Row(((" " * LETTER, ""), *bars), key=one.line.number)]
    first = text[0]
    space = " " * (shape.lines - cell_len(first.text) + _GAP)
    return [Row((*first.spans, (space, ""), *bars), first.fill, first.key), *text[1:]]


def _bars(one: TallyFact, found: Tallies, shape: _Shape, glyphs: Glyphs) -> list[tuple[str, str]]:
    counts = [(one.first, found.first), (one.second, found.second)]
    shown = [(count, total) for count, total in counts if count is not None and total]
    spans: list[tuple[str, str]] = []
    for (count, total), label in zip(shown, shape.labels[-len(shown) :], strict=False):
        if spans:
            spans.append((" " * _GAP, ""))
        if label:
            spans.append((f"{label} ", "muted"))
        spans += [(glyphs.bar(count, shape.bar, total), "accent"), (f"{count:>4}", "strong")]
    if len(shown) == 2 and one.first != one.second:
        by = (one.second or 0) - (one.first or 0)
        spans.append((f"  {glyphs.up if by > 0 else glyphs.down}{abs(by)}", "mark"))
    return spans


def _tables(choice: str, room: Room, canvas: Canvas) -> list[Row]:
    """Which tables are for a line."""
    final = room.final()
    if final is None or not room.plan.teams:
        return []
    names = [name for team, name in enumerate(room.plan.teams) if final.votes.get(table(team)) == choice]
    pieces = [[(safe(name, newlines=False), "muted")] for name in names]
    return flow(pieces, canvas.width, gap="  ", indent=LETTER)


def shift_text(found: Tallies, words: Catalogue) -> str:
    """What the discussion changed, in one sentence: the line that gained most and the one that lost most."""
    if found.first is None or found.second is None:
        return ""
    shares = {
        one.line.letter: ((one.first or 0) / found.first, (one.second or 0) / found.second) for one in found.lines
    }
    moved = {letter: after - before for letter, (before, after) in shares.items()}
    up, down = max(moved, key=lambda letter: moved[letter]), min(moved, key=lambda letter: moved[letter])
    if moved[up] < 0.005:
        return words("drill.reveal.same")
    values = {
        f"{name}_{when}": f"{round(share * 100)}%"
        for name, letter in (("up", up), ("down", down))
        for when, share in zip(("before", "after"), shares[letter], strict=True)
    }
    return words("drill.reveal.shift", up=up, down=down, **values)


def _verdict(found: Tallies, room: Room, canvas: Canvas) -> list[Row]:
    """Which line is said now, or why it has to be picked."""
    words = canvas.words
    lead = next((one.line.letter for one in found.lines if one.leads), None)
    called = any(one.called for one in found.lines)
    if lead is not None:
        key = "picked" if room.majority is None else "called" if called and not _votes(room.final()) else "most"
        return block(words(f"drill.reveal.{key}", letter=lead), canvas.width, "mark")
    tied = _tied(found)
    letters = words("play.list_separator").join(tied)
    return block(
        words("drill.reveal.tie", letters=letters) if tied else words("drill.reveal.none"), canvas.width, "mark"
    )


def _votes(ballot: Ballot | None) -> int:
    return ballot.total if ballot is not None else 0


def _tied(found: Tallies) -> list[str]:
    """The letters of the lines with most votes."""
    counts = {one.line.letter: (one.second if found.second else one.first) or 0 for one in found.lines}
    most = max(counts.values(), default=0)
    return [letter for letter, count in counts.items() if count == most] if most else []
