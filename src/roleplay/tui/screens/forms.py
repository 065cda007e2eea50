"""Tests for before and after, and exams: all of them, and one of the tests with its times and results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from roleplay.locales import Catalogue
from roleplay.presenting.forms.listed import ListedForm, form_names_row, form_row
from roleplay.presenting.forms.pages import form_rows
from roleplay.presenting.paragraphs import Paragraph
from roleplay.presenting.rows.row import PAGE_MEASURE, Row
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.sitting import SittingScreen
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.tui.widgets.prose import Prose
from roleplay.workspace.sittings import FormRecord, listed_forms


class FormList(PointedList[ListedForm]):
    """Tests and exams."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open", id="forms_open")]
    words: Catalogue

    def key_of(self, item: ListedForm) -> str:
        return item.id

    def names_row(self, width: int) -> Row:
        return form_names_row(self.words, width)

    def item_row(self, item: ListedForm, width: int, *, at_cursor: bool) -> Row:
        return form_row(item, self._glyphs, width, at_cursor=at_cursor)


class FormsScreen(BaseScreen[None]):
    """All tests and exams of the libraries."""

    CSS_PATH = STYLES / "library.tcss"
    AUTO_FOCUS = "FormList"
    help_key = "help.forms"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.leave", "Back", id="back")]

    def __init__(self, screen_of: Callable[[str], Screen[Any] | None]) -> None:
        """``screen_of`` makes the screen of a test or an exam, by its id; ``None`` where it cannot be used."""
        super().__init__()
        self._screen_of = screen_of

    def compose(self) -> ComposeResult:
        self.forms = FormList(self.glyphs, id="scenes")
        self.top, self.about = Static(id="top"), Prose(id="resume")
        yield self.top
        yield self.about
        with Vertical(id="left"):
            yield self.forms
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was played meanwhile stands elsewhere."""
        super().on_screen_resume()
        self._show()

    async def change_language(self) -> None:
        """The same list in the other language."""
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        words = self.words
        listed = listed_forms(self.host.workspace, words)
        exams = sum(each.is_exam for each in listed)
        count = words("forms.count", forms=len(listed) - exams, exams=exams) if listed else ""
        self.top.update(Content.assemble((words("forms.title"), "bold"), ("  " + count, "$foreground-muted")))
        self.forms.words = words
        self.forms.show_items(listed, words("forms.none"))
        self._tell_of(self.forms.highlighted)
        self.refresh_bindings()
        self.host.tell_problem()

    def _tell_of(self, item: ListedForm | None) -> None:
        self.about.show([] if item is None else [Paragraph(item.about)])

    def on_pointed_list_highlighted(self, message: FormList.Highlighted) -> None:
        self._tell_of(message.item)

    def on_pointed_list_chosen(self, message: FormList.Chosen) -> None:
        """The test or the exam itself; of one that cannot be used, why."""
        screen = self._screen_of(message.item.id)
        if screen is None:
            self.host.note(message.item.about, "warning")
        else:
            self.app.push_screen(screen)


class FormScreen(SittingScreen[FormRecord]):
    """One test: its times, what comes next, its results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "Begin, go on", id="form_go"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.form"

    def _show(self) -> None:
        facts, contents = self._record.facts, self.host.workspace.library.contents
        words, glyphs = self.words, self.glyphs

        def rows(width: int) -> list[Row]:
            return form_rows(facts, contents, words, glyphs, min(width, PAGE_MEASURE))

        self.page.show(rows)
        self.refresh_bindings()
        self.host.tell_problem()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to begin or to go on with where it is due."""
        if action == "on":
            return self._record.can_go_on
        return super().check_action(action, parameters)

    def action_on(self) -> None:
        """Play the scene that comes next."""
        self._record.refresh()
        if not self._record.can_go_on:  # another window of the program has been quicker
            self._show()
            return
        self._record.begin()
        screen = self._screen_of(partial(self._record.play, self.host.language))
        if screen is not None:
            self.app.push_screen(screen)
