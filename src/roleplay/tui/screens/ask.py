"""A small box over a screen: a question with a few answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from roleplay.presenting.rows.row import BLANK, Item, Row, block
from roleplay.tui.base import STYLES, BaseDialog
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.choices import Choices

T = TypeVar("T")


class Reply(NamedTuple, Generic[T]):
    """An answer that can be given to a question."""

    #: what it means to whoever asks
    value: T
    #: the catalogue's key of its words, else ``text``
    words: str
    text: str = ""
    #: letters that give it, beside its number
    keys: str = ""


class AskScreen(BaseDialog[T], Generic[T]):
    """A question; answers with the value of a reply. The first is the careful one: Enter gives it, and so does Esc.

    Where no reply is called `q`, it does what Esc does, as in whatever else lies over a screen.
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
    help_key = "help.drill"

    def __init__(
        self,
        title: str,
        about: str,
        replies: Sequence[Reply[T]],
        role: str = "",
        values: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        """``title`` and ``about`` are keys of the catalogue: the language may change. ``role`` is of ``about``, and
        ``values`` are what the title speaks of."""
        super().__init__()
        self._title = title
        self._about = about
        self._replies = replies
        self._role = role
        self._values = values

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Choices(self.glyphs, id="replies")
        yield KeyBar()

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        words, choices = self.words, self.query_one(Choices)
        items = [
            Item(str(number), words(reply.words) if reply.words else reply.text)
            for number, reply in enumerate(self._replies, 1)
        ]
        choices.show(items, self._before, highlighted=choices.highlighted)

    def _before(self, width: int) -> list[Row]:
        title = block(self.words(self._title, **self._values), width, "heading")
        return [*title, *block(self.about(), width, self._role), BLANK]

    def about(self) -> str:
        """What stands under the title, in the language of the moment."""
        return self.words(self._about)

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
        for index, reply in enumerate(self._replies):
            if key in reply.keys:
                self.query_one(Choices).pick(index)
                return
        if key == "q":
            self.app.simulate_key("escape")

    def on_choices_picked(self, event: Choices.Picked) -> None:
        event.stop()
        if self.is_on_top and event.index < len(self._replies):
            self.dismiss(self._replies[event.index].value)


class BackQuestion(AskScreen[T], Generic[T]):
    """A question whose careful answer leads back to what it lies over."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
