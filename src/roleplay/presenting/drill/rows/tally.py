"""The revealed votes: the tallies with bars, and what the discussion changed, but not which line is best."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.ballot import Ballot
from roleplay.drill.people import table_key
from roleplay.drill.room import Room
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import Tallies, TallyFact, tallies, vote_percent
from roleplay.presenting.drill.rows.canvas import LETTER, WIDE, Canvas, centred, lettered, stack
from roleplay.presenting.rows.row import Row, block, flow
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

#: The names of the votes, in order.
_WHEN = ("before", "after", "again")
#: Maximum cells of a bar.
_BAR = 24
_GAP = 3
#: On a wide canvas: the maximum width in cells, and the share of it for the lines.
_WIDEST, _LINES = 150, 0.5
#: The bars of more than ``_FEW_VOTES`` votes are shown beside the lines only from ``_WIDE_ENOUGH`` columns on.
_FEW_VOTES, _WIDE_ENOUGH = 2, 140


def reveal_rows(room: Room, canvas: Canvas) -> list[Row]:
    """Each line with its votes, vote by vote, and the shift in a sentence."""
    words = canvas.words
    votes = tallies(room, words)
    assert votes is not None  # without votes there is no reveal phase
    bars = bool(votes.counted_votes)
    beside = bars and canvas.width >= (_WIDE_ENOUGH if len(votes.counted_votes) > _FEW_VOTES else WIDE)
    inner = canvas.narrower(_WIDEST) if beside else canvas.measured
    widths = _Widths.of(votes, inner, beside=beside)
    groups: list[list[Row]] = []
    for fact in votes.lines:
        rows = _line(fact, votes, widths, inner)
        rows += _tables(fact.line.id, room, inner)
        groups.append(centred(rows, inner.width, canvas))
    shift = shift_text(votes, words)
    shift_rows = block(shift, inner.width, "strong") if shift else []
    groups.append(centred([*shift_rows, *_verdict(votes, room, inner)], inner.width, canvas))
    return stack(groups, canvas.height, 2 if canvas.airy else 1)


def discussed_rows(room: Room, canvas: Canvas) -> list[Row]:
    """The revealed votes, preceded by the question to discuss."""
    inner = canvas.measured
    ask = centred(block(canvas.words("drill.discuss.ask_shown"), inner.width, "heading"), inner.width, canvas)
    rows = reveal_rows(room, canvas._replace(height=canvas.height - len(ask) - 1))
    return stack([ask, rows], canvas.height, 1)


class _Widths(NamedTuple):
    """Widths: the lines (0 for the full width, with the bars below them), the labels, the bars."""

    lines: int
    labels: tuple[str, ...]
    bar: int

    @classmethod
    def of(cls, votes: Tallies, canvas: Canvas, *, beside: bool) -> _Widths:
        """The widths that fit; with ``beside`` the bars are to the right of the lines."""
        labels = tuple(canvas.words(f"drill.reveal.{_WHEN[vote]}") for vote in votes.counted_votes)
        labels = labels if len(labels) > 1 else ("",)
        lines = int(canvas.width * _LINES) if beside else 0
        space = canvas.width - (lines or LETTER) - _GAP
        label_cells = sum(cell_len(label) + 1 for label in labels if label) + 6 * len(labels) + 6
        return cls(lines, labels, max(min((space - label_cells) // len(labels) - _GAP, _BAR), 5))


def _line(fact: TallyFact, votes: Tallies, widths: _Widths, canvas: Canvas) -> list[Row]:
    """The line and its bars, below it or beside it."""
    bars = _bars(fact, votes, widths, canvas.glyphs)
    role = "strong" if fact.leads else ""
    text = lettered(fact.line.letter, fact.line.text, widths.lines or canvas.width, role, key=fact.line.number)
    if not bars:
        return text
    if not widths.lines:
        return [*text, Row(((" " * LETTER, ""), *bars), key=fact.line.number)]
    first = text[0]
    space = " " * (widths.lines - cell_len(first.text) + _GAP)
    return [Row((*first.spans, (space, ""), *bars), first.fill, first.key), *text[1:]]


def _bars(fact: TallyFact, votes: Tallies, widths: _Widths, glyphs: Glyphs) -> list[tuple[str, str]]:
    counts = list(zip(fact.counts, votes.totals, strict=True))
    shown = [(count, total) for count, total in counts if count is not None and total]
    spans: list[tuple[str, str]] = []
    for (count, total), label in zip(shown, widths.labels[-len(shown) :], strict=False):
        if spans:
            spans.append((" " * _GAP, ""))
        if label:
            spans.append((f"{label} ", "muted"))
        spans += [(glyphs.bar(count, widths.bar, total), "accent"), (f"{count:>4}", "strong")]
    by = shown[-1][0] - shown[0][0] if shown else 0
    if by:
        spans.append((f"  {glyphs.up if by > 0 else glyphs.down}{abs(by)}", "mark"))
    return spans


def _tables(choice: str, room: Room, canvas: Canvas) -> list[Row]:
    """The tables that voted for a line."""
    final = room.final_ballot()
    if final is None or not room.plan.teams:
        return []
    names = [name for team, name in enumerate(room.plan.teams) if final.votes.get(table_key(team)) == choice]
    pieces = [[(safe(name, newlines=False), "muted")] for name in names]
    return flow(pieces, canvas.width, gap="  ", indent=LETTER)


def shift_text(votes: Tallies, words: Catalogue) -> str:
    """What the discussion changed, in one sentence: the lines that gained and lost most; empty before a second vote."""
    if len(votes.counted_votes) < 2:
        return ""
    ends = (votes.counted_votes[0], votes.counted_votes[-1])
    shares = {
        fact.line.letter: tuple((fact.counts[vote] or 0) / (votes.totals[vote] or 1) for vote in ends)
        for fact in votes.lines
    }
    gains = {letter: after - before for letter, (before, after) in shares.items()}
    up, down = max(gains, key=lambda letter: gains[letter]), min(gains, key=lambda letter: gains[letter])
    if gains[up] < 0.005:
        return words("drill.reveal.same")
    values = {
        f"{name}_{when}": f"{vote_percent(share)}%"
        for name, letter in (("up", up), ("down", down))
        for when, share in zip(("before", "after"), shares[letter], strict=True)
    }
    return words("drill.reveal.shift", up=up, down=down, **values)


def _verdict(votes: Tallies, room: Room, canvas: Canvas) -> list[Row]:
    """Which line is said now, or why one must be picked."""
    words = canvas.words
    lead = next((fact.line.letter for fact in votes.lines if fact.leads), None)
    called = any(fact.called for fact in votes.lines)
    if lead is not None:
        key = "picked" if room.majority is None else "called" if called and not _votes(room.final_ballot()) else "most"
        return block(words(f"drill.reveal.{key}", letter=lead), canvas.width, "mark")
    tied = _tied(votes)
    letters = words("play.list_separator").join(tied)
    return block(
        words("drill.reveal.tie", letters=letters) if tied else words("drill.reveal.none"), canvas.width, "mark"
    )


def _votes(ballot: Ballot | None) -> int:
    return ballot.total if ballot is not None else 0


def _tied(votes: Tallies) -> list[str]:
    """The letters of the lines with the most votes."""
    last = votes.counted_votes[-1] if votes.counted_votes else 0
    counts = {fact.line.letter: fact.counts[last] or 0 for fact in votes.lines}
    most = max(counts.values(), default=0)
    return [letter for letter, count in counts.items() if count == most] if most else []
