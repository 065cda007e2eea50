"""The conversation so far: them on the left, you on the right, stage directions between."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from roleplay.facts import Said
from roleplay.session import Kind
from roleplay.text.cells import cell_len, fit
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap
from roleplay.tui.widgets.paragraph import BLANK, LinesView, Row, block

#: Text is read best in lines no longer than this.
MEASURE = 96
_NAME = 14
_NARROW = 64


def transcript_rows(lines: Sequence[Said], width: int, *, airy: bool = True, turns: str = "") -> list[Row]:
    """Lines of a conversation as rows; each row's ``key`` is the place of its line.

    ``airy`` puts an empty row between all lines, else only before yours. ``turns`` (a text with ``{number}``) sets a
    heading before every turn.
    """
    measure = min(width, MEASURE)
    left = (width - measure) // 2
    name = min(max((cell_len(line.name) for line in lines if line.kind is Kind.THEY), default=0), _NAME) + 2
    step = 4 if measure < _NARROW else measure // 8
    rows: list[Row] = []
    for place, line in enumerate(lines):
        if place and (airy or line.kind in (Kind.YOU, Kind.ENDING)):
            rows.append(BLANK)
        if turns and line.kind is Kind.YOU:
            rows.append(Row(((" " * left, ""), (turns.format(number=line.turn + 1), "muted")), key=place))
        match line.kind:
            case Kind.YOU:
                made = _yours(line, left + name + step, left + measure)
            case Kind.ENDING:
                made = [_rule(line.name, left, measure), *block(line.text, left + measure, indent=left)]
            case Kind.SCENE:
                made = block(line.text, left + measure - step, "stage", indent=left + name)
            case Kind.THEY:
                label = " " * left + fit(safe(line.name, newlines=False), name - 1)
                made = block(line.text, left + measure - step, label=label, label_role="accent", indent=left + name)
        rows += [Row(row.spans, row.fill, place) for row in made]
    return rows


def _yours(line: Said, left: int, right: int) -> list[Row]:
    """A block that ends at the right edge, your name behind its first line."""
    tail = "  " + safe(line.name, newlines=False)
    lines = wrap(safe(line.text), max(right - left - cell_len(tail), 8))
    widest = max(map(cell_len, lines))
    start = " " * max(right - cell_len(tail) - widest, 0)
    rows: list[Row] = []
    for number, text in enumerate(lines):
        rest = " " * (widest - cell_len(text)) + tail if number == 0 else ""
        rows.append(Row(((start, ""), (text, "you"), (rest, "accent"))))
    return rows


def _rule(title: str, left: int, measure: int) -> Row:
    text = fit(safe(title, newlines=False), measure - 8)
    rest = max(measure - cell_len(text) - 5, 0)
    return Row(((" " * left, ""), ("── ", "muted"), (text, "heading"), (" " + "─" * rest, "muted")))


class Transcript(LinesView):
    """Follows what is said; lets go when the reader scrolls up, and follows again at the end.

    New lines are shown from their first row on: an answer longer than the room is read downwards, and ``on_moved``
    is told how many rows lie below.
    """

    def __init__(self, on_moved: Callable[[int], None] | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: Sequence[Said] = ()
        self._fresh = 0
        self._following = True
        self._anchor: tuple[int, int] | None = None
        self._on_moved = on_moved
        self.turns = ""

    def show(self, lines: Sequence[Said], fresh: int | None = None) -> None:
        """Show these lines. From ``fresh`` on they are new and are brought into view; ``None``: the place is kept."""
        if fresh is None:
            self._anchor = self._place()
        else:
            self._fresh = fresh
            self._following = True
            self._anchor = None
        self._said = lines
        self.changed()
        self.settle()

    def lay_out(self, width: int) -> list[Row]:
        """Fewer empty rows where there is little room."""
        return transcript_rows(self._said, width, airy=self.screen.size.height >= 30, turns=self.turns)

    @property
    def lead(self) -> int:
        """What was said last stands nearest to the choices."""
        return 0 if self.turns else max(self.size.height - len(self.rows), 0)

    def seen(self) -> None:
        """The reader has seen what is in view: when more room is needed under it, its end stays."""
        if self.scroll_offset.y >= len(self.rows) - self.size.height:
            self._fresh = len(self._said)

    @property
    def following(self) -> bool:
        """Whether new lines come into view by themselves."""
        return self._following

    def settle(self) -> None:
        """Go where the new lines begin, or to the end where they all fit."""
        end = max(len(self.rows) - self.size.height, 0)
        if self._following:
            first = next((n for n, row in enumerate(self.rows) if row.key is not None and row.key >= self._fresh), end)
            self._go(min(first, end))
        elif self._anchor is not None:
            line, below = self._anchor
            first = next((n for n, row in enumerate(self.rows) if row.key == line), 0)
            self._go(min(first + below, end))
        self._tell()

    def _place(self) -> tuple[int, int] | None:
        """The line at the top of the view, and how many of its rows are scrolled away."""
        top = self.scroll_offset.y
        while top < len(self.rows) and self.rows[top].key is None:
            top += 1
        if top >= len(self.rows):
            return None
        line = self.rows[top].key or 0
        first = next(n for n, row in enumerate(self.rows) if row.key == line)
        return line, top - first

    def on_resize(self, event: events.Resize) -> None:
        """Keep the place."""
        if not self._following:
            self._anchor = self._anchor or self._place()
        super().on_resize(event)

    def _go(self, y: int) -> None:
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def turn_pages(self, pages: float) -> None:
        """Scroll by so many heights of the view, up when negative; at the end, follow again."""
        self.turn_rows(int(max(self.size.height - 1, 1) * pages))

    def turn_rows(self, rows: int) -> None:
        """Scroll by so many rows."""
        end = max(len(self.rows) - self.size.height, 0)
        y = min(max(self.scroll_offset.y + rows, 0), end)
        self._anchor = None
        self._following = y >= end
        if self._following:
            self._fresh = len(self._said)
        self._go(y)
        self._tell()

    def _tell(self) -> None:
        if self._on_moved is not None:
            self._on_moved(max(len(self.rows) - self.size.height - self.scroll_offset.y, 0))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how much lies below."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The reader looks back."""
        self._following, self._anchor = False, None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The reader comes back."""
        self._anchor = None
