"""A small dialog over a screen: a question with a few answers."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from roleplay.presenting.question import ShortQuestion, in_words
from roleplay.presenting.rows.row import BLANK, Item, Row, block
from roleplay.tui.base import STYLES, BaseDialog
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.choices import Choices

T = TypeVar("T")


class AskScreen(BaseDialog[T], Generic[T]):
    """A question; returns the value of a reply. The first reply is the safe one, given by Enter and by Esc.

    If no reply has the key `q`, it does what Esc does, as in every other screen on top of another.
    """

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

    def __init__(self, question: ShortQuestion[T]) -> None:
        super().__init__()
        self._question = question
        self.help_key = question.help_key

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Choices(self.glyphs, id="replies")
        yield KeyBar()

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        words, choices = self.words, self.query_one(Choices)
        items = [Item(str(n), in_words(reply.text, words)) for n, reply in enumerate(self._question.replies, 1)]
        choices.show(items, self._rows_above_choices, highlighted=choices.highlighted)

    def _rows_above_choices(self, width: int) -> list[Row]:
        words, question = self.words, self._question
        title = block(in_words(question.title, words), width, "heading")
        return [*title, *block(in_words(question.about, words), width, question.role), BLANK]

    async def change_language(self) -> None:
        self._fill()
        self.refresh_bindings()

    def action_move(self, by: int) -> None:
        self.query_one(Choices).move(by)

    def action_pick_here(self) -> None:
        choices = self.query_one(Choices)
        choices.pick(choices.highlighted)

    def action_pick(self, number: int) -> None:
        self.query_one(Choices).pick(number - 1)

    def action_letter(self, key: str) -> None:
        for index, reply in enumerate(self._question.replies):
            if key in reply.keys:
                self.query_one(Choices).pick(index)
                return
        if key == "q":
            self.app.simulate_key("escape")

    def on_choices_picked(self, event: Choices.Picked) -> None:
        event.stop()
        if self.is_on_top and event.index < len(self._question.replies):
            self.dismiss(self._question.replies[event.index].value)


class BackQuestion(AskScreen[T], Generic[T]):
    """A question whose safe answer leads back to the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
