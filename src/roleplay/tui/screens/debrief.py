"""The debrief: the learner's reflection, the ending, the criteria, turn by turn, one goal for next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from roleplay.presenting.facts.debrief import DebriefFacts
from roleplay.presenting.rows import debrief
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState
from roleplay.presenting.rows.row import PAGE_MEASURE, Row, RowsAt
from roleplay.presenting.rows.title import debrief_title
from roleplay.session import Attempt
from roleplay.tui.keybar import KeyBar
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.export import ask_export, finished_attempts, may_export
from roleplay.tui.screens.goals import ask_about_goal
from roleplay.tui.screens.page import PageScreen
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.workspace.debriefs import DebriefDesk

#: From this width on the curves and the list of turns are shown beside the turn.
_ROOMY = 110


class DebriefScreen(PageScreen):
    """Reviews one attempt. The right arrow walks through all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_line", "Skip", id="debrief_skip"),
        Binding("right", "walk(1)", "Next", id="debrief_next"),
        Binding("left", "walk(-1)", "Back", show=False, id="debrief_previous"),
        Binding("n", "part(1)", "Part", id="debrief_parts", key_display="n/p"),
        Binding("p", "part(-1)", "Part", show=False, id="debrief_parts"),
        *(Binding(str(number), f"go({number})", show=False, id="debrief_parts") for number in (1, 2, 3, 4)),
        Binding("e,enter", "edit", "Edit", id="debrief_edit"),
        Binding("enter", "what_if", "Play from here", id="debrief_what_if"),
        Binding("i", "branches", "What-ifs", show=False, id="debrief_branches"),
        Binding("t", "transcript", "Transcript", show=False, id="play_transcript"),
        Binding("w", "best_line", "Best line", id="debrief_best_line"),
        Binding("r", "lens", "Other rubric", id="debrief_lens"),
        Binding("a", "again", "Again", id="debrief_again"),
        Binding("x", "export", "Write down", id="debrief_export"),
        Binding("l", "library", "Library", id="debrief_library"),
    ]
    help_key = "help.debrief"

    def __init__(self, attempt: Attempt, attempt_id: str | None) -> None:
        """``attempt_id`` is its id in the record; ``None`` if it is not recorded."""
        super().__init__()
        self.attempt = attempt
        self.attempt_id = attempt_id
        #: the text in the input line
        self._typed = ""

    def compose(self) -> ComposeResult:
        self.desk = DebriefDesk(self.host.workspace, self.attempt, self.attempt_id, self.words)
        self.view = self.desk.view
        yield RowsView(self._title_rows, id="title")
        yield RowsView(self._tab_rows, id="tabs")
        with Horizontal(id="book"):
            yield RowsView(id="page", classes=EDGE)
            yield RowsView(self._aside_rows, id="aside", classes=EDGE)
        yield OneLineInput(id="line", compact=True, select_on_focus=False)
        yield RowsView(id="more", classes=EDGE)
        yield RowsView(self._legend_rows, id="legend")
        yield KeyBar()

    def on_mount(self) -> None:
        self._show()
        if self.view.part is DebriefPart.REFLECT:
            self.query_one("#line", Input).focus()
        self._start_foresight()

    def on_unmount(self) -> None:
        """Record a reflection that was cut off as far as it was written."""
        if self.view.part is DebriefPart.REFLECT:
            self.desk.reflect(self._typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed = event.value

    @property
    def facts(self) -> DebriefFacts:
        """The facts shown in this debrief."""
        return self.view.facts

    def _start_foresight(self) -> None:
        """Start computing what every line cost in the end; the learner can read on meanwhile."""
        if self.view.foresight is None:
            self.run_worker(self._compute_foresight, thread=True, exit_on_error=False)

    def _compute_foresight(self) -> None:
        lens_id, known = self.view.compute_foresight()
        self.app.call_from_thread(self._apply, lambda: self.view.set_foresight(lens_id, known, self.words))

    async def change_language(self) -> None:
        """Show the same place in the new language; the typed text is kept."""
        self._apply(lambda: self.view.refresh(self.words))

    def _apply(self, change: Callable[[], None]) -> None:
        """Apply ``change`` and show the result; the text being typed is kept."""
        change()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Show the overview beside the turns if the screen is wide enough."""
        self.set_class(event.size.width >= _ROOMY, "-roomy")
        if self.view.part is DebriefPart.TURNS:
            self.view.turn = max(self.view.turn, self._first_turn)
            self._show_page()

    # -- what is shown -----------------------------------------------------------

    def _title_rows(self, width: int) -> list[Row]:
        return [debrief_title(self.attempt, self.words, self.glyphs, width, saved=self.desk.saved, lens=self.view.lens)]

    def _tab_rows(self, width: int) -> list[Row]:
        return [] if self.view.part is DebriefPart.REFLECT else [self.view.tabs()[0]]

    def _aside_rows(self, width: int) -> list[Row]:
        return debrief.overview_rows(self.facts, self.words, self.glyphs, width, self.view.turn or None)

    @property
    def _first_turn(self) -> int:
        return 1 if self.has_class("-roomy") and self.facts.turns else 0

    def _show(self) -> None:
        line = self.query_one("#line", Input)
        self.update_classes({f"-{part.name.lower()}": part is self.view.part for part in DebriefPart})
        match self.view.part:
            case DebriefPart.REFLECT:
                line.placeholder = self.words("debrief.reflect_placeholder")
            case DebriefPart.GOAL:
                line.placeholder = self.words("goal.placeholder")
                if not line.has_focus:
                    line.value = self.view.goal
        for name in ("#title", "#tabs"):
            self.query_one(name, RowsView).update_rows()
        self._show_page()
        self.refresh_bindings()

    def _show_page(self) -> None:
        self.query_one("#page", RowsView).show(
            self._at_reading_width(lambda width: self.view.page_rows(self.glyphs, width))
        )
        self.query_one("#more", RowsView).show(self._at_reading_width(self._more_rows))
        self.query_one("#legend", RowsView).update_rows()
        if self.view.part is DebriefPart.TURNS:
            self.query_one("#aside", RowsView).update_rows()

    def _legend_rows(self, width: int) -> list[Row]:
        return self.view.legend_rows(self.glyphs, width, beside=self.has_class("-roomy"))

    def _at_reading_width(self, make: Callable[[int], list[Row]]) -> RowsAt:
        return lambda width: make(min(width, PAGE_MEASURE))

    def _more_rows(self, width: int) -> list[Row]:
        if self.view.part is not DebriefPart.GOAL:
            return []
        goal_in_force = self.desk.standing_goal_note(self.words)
        return debrief.after_goal_rows(self.facts, self.view.goal_state, goal_in_force, self.words, self.glyphs, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer nothing about the score before the reflection was answered or skipped."""
        if "desk" not in vars(self):  # while it is being opened, the previous screen's key bar asks what its keys do
            return True
        if action == "export" and not may_export(self):
            return False
        if action == "leave_line" and self.view.part is not DebriefPart.REFLECT:
            return self.query_one("#line", Input).has_focus
        return self.desk.is_available(action)

    def key_state(self, key: str) -> KeyState:
        """Describe what the right arrow does: scroll on, or go to a turn or a part."""
        if key != "debrief_next" or not self.is_mounted:
            return DEFAULT_KEY
        words = self.view.next_words(scrolls=self._can_scroll_down)
        return KeyState(words, shown=bool(words))

    @property
    def _can_scroll_down(self) -> bool:
        return self.scroll_target.scroll_offset.y < self.scroll_target.max_scroll_y

    # -- what the learner does ---------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Record a reflection, or keep a goal."""
        event.stop()
        if self.view.part is DebriefPart.REFLECT:
            self.desk.reflect(event.value)
            self.host.report_problems()
            ask_about_goal(self, self.attempt_id, self._show_score)
        elif self.view.part is DebriefPart.GOAL:
            self._keep(event.value)

    def _keep(self, text: str) -> None:
        self.desk.set_goal(text)
        self.host.report_problems()
        self.set_focus(None)
        self._show()

    def action_leave_line(self) -> None:
        """Skip the reflection, or leave the goal as it was."""
        if self.view.part is DebriefPart.REFLECT:
            ask_about_goal(self, self.attempt_id, self._show_score)
        else:
            self.set_focus(None)
            self._show()

    def _show_score(self) -> None:
        self._turn_to(DebriefPart.MATTERED)

    def _turn_to(self, part: DebriefPart, turn: int | None = None) -> None:
        if turn is None:
            turn = self._first_turn if part is DebriefPart.TURNS else 0
        self.view.turn_to(part, turn)
        self._show_from_top()

    def _show_from_top(self) -> None:
        """Show a new part or turn from its top."""
        self.set_focus(None)
        self._show()
        self.query_one("#page", RowsView).scroll_home(animate=False)

    def action_part(self, by: int) -> None:
        """Go to another part, wrapping around at both ends."""
        self._turn_to(DebriefPart((self.view.part + by) % 4))

    def action_go(self, number: int) -> None:
        self._turn_to(DebriefPart(number - 1))

    def action_walk(self, by: int) -> None:
        """Go on or back: to the end of the page, then turn by turn, then part by part."""
        if by > 0 and self._can_scroll_down:
            self.action_pages(1)
        elif self.view.step(by, self._first_turn):
            self._show_from_top()

    def action_best_line(self) -> None:
        """Show the best continuation; then the one with what was hidden; then what was shown before."""
        self.view.reveal_more()
        self._show_from_top()

    def action_lens(self) -> None:
        """Show the debrief through the next rubric."""
        if not self.view.lenses:
            self.host.note(self.words("lens.only"))
            return
        self._apply(self.view.next_lens)
        self._start_foresight()

    def action_pages(self, pages: int) -> None:
        super().action_pages(pages)
        self.refresh_bindings()

    def action_rows(self, rows: int) -> None:
        super().action_rows(rows)
        self.refresh_bindings()

    @property
    def scroll_target(self) -> RowsView:
        """The page, or in the goal part the rows below the input line."""
        return self.query_one("#more", RowsView) if self.view.part is DebriefPart.GOAL else self.page

    def action_edit(self) -> None:
        line = self.query_one("#line", Input)
        self.set_focus(line)  # at once: the next characters typed belong to the line
        line.cursor_position = len(line.value)
        self.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        sheet = event.widget
        if not isinstance(sheet, RowsView) or self.view.part is DebriefPart.REFLECT:
            return
        if sheet.id == "tabs":
            x = event.screen_x - sheet.content_region.x
            for number, (first, last) in enumerate(self.view.tabs()[1]):
                if first <= x < last:
                    self._turn_to(DebriefPart(number))
        elif self.view.part is DebriefPart.TURNS:
            turn = sheet.key_at(event.screen_y - sheet.content_region.y)
            if turn is not None:
                self._turn_to(DebriefPart.TURNS, turn)

    def action_what_if(self) -> None:
        """Play on from this turn as a branch: what if something else had been said."""
        self.host.start_branch(self.attempt, self.view.turn)

    def action_branches(self) -> None:
        """Ask for one of the branches already tried from this attempt."""
        from roleplay.tui.screens.branch import ask_for_branch

        record = self.host.workspace.store.attempt(self.attempt_id or "")
        if record is not None:
            ask_for_branch(self, record, lambda branch: self.host.open_past(branch, PastTarget.BRANCH))

    def action_export(self) -> None:
        """Export the attempt to a file."""
        ask_export(self, finished_attempts(self.host.workspace, self.language, [self.attempt_id or ""]))

    def action_transcript(self) -> None:
        from roleplay.tui.screens.transcript import TranscriptScreen

        self.app.push_screen(TranscriptScreen(self.attempt))

    def action_again(self) -> None:
        self.host.start_attempt(self.attempt.bundle.scenario.id, self.desk.again())

    async def action_library(self) -> None:
        self.host.go_home()
