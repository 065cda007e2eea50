"""Small boxes over a screen: a question with a few answers, and a line to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.presenting.rows.row import BLANK, Item, Row, block
from roleplay.tui.base import STYLES, BaseDialog
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.lines_view import Sheet


class Reply(NamedTuple):
    """An answer to a question: the key of its words (else ``text``), what it does, the letters that give it, too."""

    words: str
    does: Callable[[], object] = lambda: None
    keys: str = ""
    text: str = ""


class AskScreen(BaseDialog[None]):
    """A question. The first answer is the careful one: Enter gives it, and so does Esc."""

    CSS_PATH = STYLES / "ask.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "pick(1)", "Go on", id="drill_stay"),
        Binding("up,k", "move(-1)", show=False, id="play_move"),
        Binding("down,j", "move(1)", show=False, id="play_move"),
        Binding("enter", "pick_here", show=False, id="play_pick"),
        *(Binding(str(n), f"pick({n})", show=False, id="play_pick") for n in range(1, 10)),
        *(Binding(key, f"letter('{key}')", show=False) for key in "eyq"),
    ]
    help_key = "help.drill"

    def __init__(self, title: str, about: str, replies: Sequence[Reply], role: str = "") -> None:
        """``title`` and ``about`` are keys of the catalogue: the language may change. ``role`` is of ``about``."""
        super().__init__()
        self._title = title
        self._about = about
        self._replies = replies
        self._role = role

    def compose(self) -> ComposeResult:
        """A small box."""
        with Vertical(id="box"):
            yield Choices(self.glyphs.pointer, self.glyphs.locked, id="replies")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()

    def _fill(self) -> None:
        words, choices = self.words, self.query_one(Choices)
        items = [
            Item(str(number), words(reply.words) if reply.words else reply.text)
            for number, reply in enumerate(self._replies, 1)
        ]
        choices.show(items, self._before, highlighted=choices.highlighted)

    def _before(self, width: int) -> list[Row]:
        title = block(self.words(self._title), width, "heading")
        return [*title, *block(self.words(self._about), width, self._role), BLANK]

    async def change_language(self) -> None:
        """The same in the other language."""
        self._fill()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        """Highlight another answer."""
        self.query_one(Choices).move(by)

    def action_pick_here(self) -> None:
        """Give the highlighted answer."""
        choices = self.query_one(Choices)
        choices.pick(choices.highlighted)

    def action_pick(self, number: int) -> None:
        """Give the answer of that number."""
        self.query_one(Choices).pick(number - 1)

    def action_letter(self, key: str) -> None:
        """Give the answer that has this letter."""
        for place, reply in enumerate(self._replies):
            if key in reply.keys:
                self.query_one(Choices).pick(place)

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Away with the box, then do it."""
        event.stop()
        if self.is_current and event.place < len(self._replies):
            self.dismiss()
            self._replies[event.place].does()


class WriteScreen(BaseDialog[None]):
    """A line to write. ``on_done`` is told what stands there and gives what is wrong with it, or nothing."""

    CSS_PATH = STYLES / "ask.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="back"),
    ]
    help_key = "help.drill"

    def __init__(self, key: str, value: str, on_done: Callable[[str], str]) -> None:
        """``key`` has the words: ``title`` and ``about`` under it."""
        super().__init__()
        self._key = key
        self._value = value
        self._on_done = on_done
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """What is asked, a line, what is wrong with it."""
        with Vertical(id="box"):
            yield Sheet(self._asked, id="what")
            yield Input(self._value, max_length=200, id="line", compact=True)
            yield Sheet(self._answer, id="answer")
        yield KeyBar()

    def _asked(self, width: int) -> list[Row]:
        words = self.words
        return [*block(words(f"{self._key}.title"), width, "heading"), *block(words(f"{self._key}.about"), width)]

    def _answer(self, width: int) -> list[Row]:
        return block(self.words(self._wrong), width, "mark") if self._wrong else []

    async def change_language(self) -> None:
        """The same in the other language; what was typed stays."""
        for sheet in self.query(Sheet):
            sheet.changed()
        self.refresh_bindings()

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        """Enter is the line's own key, and does what this screen is for."""
        if active.binding.key == "enter":
            words = self.words("key.drill_done")
            return active._replace(binding=replace(active.binding, id="drill_done", description=words, show=True))
        return super()._described(active)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, or say what is wrong with it."""
        event.stop()
        self._wrong = self._on_done(event.value)
        if self._wrong:
            self.query_one("#answer", Sheet).changed()
        else:
            self.dismiss()
