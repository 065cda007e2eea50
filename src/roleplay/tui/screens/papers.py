"""The learner's papers, or the whole briefing, to read again during the conversation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.preparation import papers_paragraphs, whole_brief_paragraphs
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import papers_title
from roleplay.scene.model import Bundle
from roleplay.tui.base import STYLES
from roleplay.tui.screens.page import TitledPage
from roleplay.tui.widgets.edge import ReadingPane
from roleplay.tui.widgets.prose import Prose


class PapersScreen(TitledPage):
    """The papers of a scene, one below the other; for a class the whole briefing."""

    CSS_PATH = [STYLES / "conversation.tcss", STYLES / "briefing.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p,r,q", "app.pop_screen", "Back", id="papers_back"),
        Binding("home,g", "pages(-9999)", show=False, id="play_scroll_up"),
        Binding("end,G", "pages(9999)", show=False, id="play_scroll_down"),
    ]
    help_key = "help.papers"

    def __init__(self, bundle: Bundle, *, brief: bool = False) -> None:
        """The papers of ``bundle``, which must have some; with ``brief`` everything said in the briefing."""
        super().__init__()
        self._bundle = bundle
        self._brief = brief

    @property
    def scroll_target(self) -> ReadingPane:
        """The container of the text."""
        return self.query_one("#reading", ReadingPane)

    def _text(self) -> list[Paragraph]:
        return (whole_brief_paragraphs if self._brief else papers_paragraphs)(self._bundle, self.words)

    def compose_page(self) -> ComposeResult:
        with ReadingPane(id="reading", can_focus=False):
            yield Prose(self._text(), id="papers")

    def title_row(self, width: int) -> Row:
        scene = self._bundle.scenario.title.get(self.language)
        return papers_title(scene, self.words, self.glyphs, width, brief=self._brief)

    def show_page(self) -> None:
        self.query_one("#papers", Prose).show(self._text())
