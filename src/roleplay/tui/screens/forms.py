"""Tests for before and after, and exams: the list of all, and the page of one test with its times and results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from roleplay.presenting.forms.listed import FormListing, ListedForm
from roleplay.presenting.forms.pages import form_rows
from roleplay.presenting.rows.row import PAGE_MEASURE, RowsAt
from roleplay.tui.screens.listing import ListScreen
from roleplay.tui.screens.sitting import SittingScreen
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.sittings import FormRecord, listed_forms


class FormList(PointedList[ListedForm]):
    """A list of tests and exams."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open", id="forms_open")]


class FormsScreen(ListScreen[ListedForm]):
    """All tests and exams of the libraries."""

    list_class = FormList
    help_key = "help.forms"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.leave", "Back", id="back")]

    def __init__(self, make_screen: Callable[[str], Screen[Any] | None]) -> None:
        """``make_screen`` makes the screen of a test or an exam, by its id; ``None`` if it cannot be used."""
        super().__init__()
        self._make_screen = make_screen

    def listing(self) -> FormListing:
        return FormListing(listed_forms(self.host.workspace, self.words), self.words, self.glyphs)

    def show(self, prefer: str | None = None) -> None:
        super().show(prefer)
        self.host.report_problems()

    def on_pointed_list_chosen(self, message: FormList.Chosen) -> None:
        """Open the test or the exam; if it cannot be used, say why."""
        screen = self._make_screen(message.item.id)
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

    @property
    def has_next(self) -> bool:
        return self._record.can_go_on

    def rows_at(self) -> RowsAt:
        facts, contents = self._record.facts, self.host.workspace.library.contents
        words, glyphs = self.words, self.glyphs
        return lambda width: form_rows(facts, contents, words, glyphs, min(width, PAGE_MEASURE))

    def action_on(self) -> None:
        """Play the next scene."""
        self._record.refresh()
        if not self._record.can_go_on:  # another instance of the program was faster
            self.show()
            return
        self._record.begin()
        screen = self._make_screen(partial(self._record.play, self.host.language))
        if screen is not None:
            self.app.push_screen(screen)
