"""What the learner has in hand, to read again during the talk."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.preparation import papers_of
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import papers_title
from roleplay.scene.model import Bundle
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import Reading
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.prose import Prose


class PapersScreen(BaseScreen[None]):
    """The papers of a scene, one under the other."""

    CSS_PATH = [STYLES / "conversation.tcss", STYLES / "briefing.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p,r,q", "app.pop_screen", "Back", id="papers_back"),
        Binding("pageup,b", "scroll('page_up')", "Up", id="play_scroll_up"),
        Binding("pagedown,space", "scroll('page_down')", "Down", id="play_scroll_down"),
        Binding("up,k", "scroll('up')", show=False, id="play_scroll_up"),
        Binding("down,j", "scroll('down')", show=False, id="play_scroll_down"),
        Binding("home,g", "scroll('home')", show=False, id="play_scroll_up"),
        Binding("end,G", "scroll('end')", show=False, id="play_scroll_down"),
    ]
    help_key = "help.papers"

    def __init__(self, bundle: Bundle) -> None:
        """The papers of ``bundle``, which has some."""
        super().__init__()
        self._bundle = bundle

    def compose(self) -> ComposeResult:
        yield RowsView(self._title, id="title")
        with Reading(id="reading", can_focus=False):
            yield Prose(papers_of(self._bundle, self.words), id="papers")
        yield KeyBar()

    def _title(self, width: int) -> list[Row]:
        scene = self._bundle.scenario.title.get(self.language)
        return [papers_title(scene, self.words, self.glyphs)]

    async def change_language(self) -> None:
        """The same papers in the other language."""
        self.query_one("#title", RowsView).changed()
        self.query_one("#papers", Prose).show(papers_of(self._bundle, self.words))
        self.refresh_bindings()

    def action_scroll(self, where: str) -> None:
        getattr(self.query_one("#reading"), f"scroll_{where}")(animate=False)
