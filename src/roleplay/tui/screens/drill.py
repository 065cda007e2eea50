"""The drill: the screen a class shares. Keys become facilitator events; the screen shows what they change."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.notifications import SeverityLevel

from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import FacilitatorEvent
from roleplay.drill.names import read_names
from roleplay.drill.outcome import Change, Refused
from roleplay.drill.plan import Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill import plan_settings
from roleplay.presenting.drill.controls import digit_count
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.keyboard import Caution, Keyboard, KeyEffect, Redraw, ShowPage, UnusedKey
from roleplay.presenting.drill.keys_now import key_now, offered
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.plan_settings import PlanSetting
from roleplay.presenting.drill.questions import end_question, include_lines_question, leave_question
from roleplay.presenting.drill.unused_keys import why_unused
from roleplay.presenting.question import Wording, in_words
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.scene_languages import next_language
from roleplay.tui.base import STYLES
from roleplay.tui.drill import keys
from roleplay.tui.drill.background import ChangeFeed, ForecastWorker
from roleplay.tui.drill.panes import DrillPanes
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens import drill_questions as questions
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.screens.phone_keys import PhoneKeysScreen
from roleplay.tui.widgets.board import Board
from roleplay.workspace.class_reports import ClassReports, WritingNote
from roleplay.workspace.drills import Drill
from roleplay.workspace.phone_control import PhoneControl


class DrillScreen(PhoneKeysScreen):
    """One drill. Everything that happens goes through `Drill.do`, which journals it first."""

    CSS_PATH = STYLES / "drill.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS
    help_key = "help.drill"

    def __init__(self, drill: Drill, phones: Phones | None = None) -> None:
        """``phones`` is the server for phones; without it, votes come in by show of hands and keypads."""
        super().__init__()
        self.drill = drill
        self.view = DrillDisplay(drill.room, drill.code, phones, drill.clock)
        self.phones = PhoneControl(phones, drill.room, self._note) if phones is not None else None
        self._forecast = ForecastWorker(self, self.view.forecast, self._forecast_ready)
        self.keyboard = Keyboard(self.view)
        self._feed = ChangeFeed(self, self._show_changes)
        #: the problem reported last
        self._reported_problem: str | None = None
        self._reports = ClassReports(drill, self.view.forecast, self.host.services.write_reports, Path.cwd())

    @property
    def room(self) -> Room:
        """The room of the drill."""
        return self.drill.room

    def compose(self) -> ComposeResult:
        self.panes = DrillPanes(self, self.drill, self.view)
        yield from self.panes.compose()
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow all changes of the drill."""
        self.drill.listen(self._feed.add)
        self.ticking = self.set_interval(1.0, self.tick)
        self.show()
        self.call_after_refresh(self._report_problem)
        self.listen_for_phones()

    async def on_unmount(self) -> None:
        """Close the phones' server and the journal."""
        if self.phones is not None:
            await self.phones.close()
        self.drill.close()

    async def change_language(self) -> None:
        """Show the same state in the new language."""
        if self.phones is not None:
            self.phones.phones.words = self.words
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        self.panes.show_picture()

    # -- showing -----------------------------------------------------------------------

    def show(self) -> None:
        """Show the whole current state."""
        self._feed.clear()
        self.panes.show()
        self._forecast.start()

    def _show_changes(self, changes: frozenset[Change]) -> None:
        if Change.STAGE in changes:
            self.show()
        else:
            self._feed.clear()
            self.panes.show_counts()

    def _note(self, text: Wording, severity: SeverityLevel = "information", /) -> None:
        self.host.note(in_words(text, self.words), severity)

    def _report_problem(self) -> None:
        """Report once that the drill cannot be saved, and once that it can be again."""
        problem = self.drill.problem
        if self._reported_problem == problem:
            return
        self._reported_problem = problem
        key = "drill.problem" if problem else "drill.written_again"
        self.host.note(self.words(key, problem=problem), "warning" if problem else "information")
        self.panes.title.update_rows()

    def tick(self) -> None:
        """One second has passed."""
        if self.phones is not None and self.phones.check_network():
            self.show()
        if self.view.count_second(timer=self.is_on_top):
            self.host.note(self.view.time_up_note(self.words))
            if self.room.plan.bell:
                self.app.bell()
        if self.drill.clock.reading_due:
            self.drill.record_clock()
        if self.view.countdown.left is not None:
            self.panes.title.update_rows()

    def _forecast_ready(self) -> None:
        self.show()
        if self.room.phase in (Phase.FORK, Phase.DEBRIEF):
            self._note_reports(self._reports.foresight_ready(self.words))

    # -- keys --------------------------------------------------------------------------

    def key_state(self, key: str) -> KeyState:
        """The name of the next step, and what digits currently do."""
        return key_now(self.view, key, self.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the key currently does something."""
        return offered(self.view, action, *parameters[:1])

    def do(self, event: FacilitatorEvent) -> bool:
        """Apply ``event``; returns whether it was accepted, and shows why if it was refused."""
        outcome = self.drill.do(event)
        if isinstance(outcome, Refused):
            last = max(digit_count(self.room, self.view.pages(self.words)), 1)
            self.host.note(self.words(f"drill.why.{outcome.reason}", last=last), "warning")
            return False
        self.query_one(KeyBar).clear_note()
        if not isinstance(event, f.Cover):  # a pause keeps a half-typed count
            self.press(self.keyboard.clear())
        self._show_changes(outcome)
        self._report_problem()
        if isinstance(event, f.Click | f.Unclick):
            self.panes.flash()
        elif isinstance(event, f.Sheet):
            self.action_rows(1)
        return True

    def press(self, meaning: KeyEffect) -> bool:
        """Do what the keys mean; returns whether the next action may follow."""
        match meaning:
            case UnusedKey(action):
                self.report_unused(action)
            case ShowPage(page):
                self._turn_to(page)
            case Caution(text):
                self.host.note(text, "warning")
                return False
            case Redraw.NOTHING:
                pass
            case Redraw.ENTRY:
                self.query_one(KeyBar).clear_note()  # a note about the previous entry
                self.panes.foot.update_rows()
                self.refresh_bindings()
            case Redraw.BOARD:
                self.panes.board.update_rows()
            case Redraw.ALL:
                self.show()
            case event:
                return self.do(event)
        return True

    def key_unused(self, key: str) -> None:
        self.report_unused(keys.action_of(key))

    def report_unused(self, action: str) -> None:
        """Say why a key currently does nothing."""
        self.host.note(why_unused(self.view, action, self.words))

    # -- digits and counts -------------------------------------------------------------

    def action_digit(self, number: int) -> None:
        self.press(self.keyboard.digit(number, self.words))

    def on_board_picked(self, event: Board.Picked) -> None:
        event.stop()
        self.press(self.keyboard.click(event.number, self.words))

    def action_gap(self, sign: str) -> None:
        self.press(self.keyboard.gap(sign, self.words))

    def action_space(self) -> None:
        self.press(self.keyboard.space(self.words))

    def action_erase(self) -> None:
        self.press(self.keyboard.erase())

    # -- on and back -------------------------------------------------------------------

    def action_next(self) -> None:
        self.press(self.keyboard.next(self.words))

    def action_close_vote(self) -> None:
        self.press(self.keyboard.close_vote(self.words))

    def action_undo(self) -> None:
        self.do(f.Back())

    def action_back(self) -> None:
        self.press(self.keyboard.back())

    def action_skip(self) -> None:
        if self.press(self.keyboard.enter(self.words)):
            self.do(f.Skip())

    def action_discuss(self) -> None:
        if self.press(self.keyboard.enter(self.words)):
            self.do(f.Discuss())

    def action_contrast(self) -> None:
        self.press(self.keyboard.contrast())

    def action_take_best(self) -> None:
        self.do(f.Take(self.room.best[0]))

    def action_read_lines(self) -> None:
        if self.press(self.keyboard.read_lines(self.words)):
            self.query_one(KeyBar).clear_note()

    def action_show_words(self) -> None:
        self.press(self.keyboard.show_words())

    def action_improvise(self) -> None:
        """Enter a line that the other side makes up, which goes on the record."""
        self.app.push_screen(questions.line_dialog(self.room.stage.road[-1].own), self._improvise)

    def _improvise(self, line: str | None) -> None:
        if line is not None:
            self.do(f.Improvise(line))

    def _turn_to(self, page: int) -> None:
        if self.view.go_to_page(page, self.words):
            self.panes.board.update_rows()
            self.panes.board.scroll_to_row(0)
            self.refresh_bindings()

    def action_rows(self, rows: int) -> None:
        """Go to another criterion while sheets are filled in, else scroll."""
        if self.room.phase is Phase.SHEETS:
            self.view.next_criterion(rows)
            self.press(self.keyboard.clear())
            self.panes.board.update_rows()
        else:
            self.panes.board.scroll_rows(rows)

    def action_pages(self, pages: int) -> None:
        self.panes.board.scroll_pages(pages)

    def action_papers(self) -> None:
        from roleplay.tui.screens.papers import PapersScreen

        self.app.push_screen(PapersScreen(self.room.bundle, brief=True))

    # -- covers and time -------------------------------------------------------------

    def action_pause(self) -> None:
        self.press(self.keyboard.pause())

    def action_blank(self) -> None:
        self.press(self.keyboard.blank())

    def action_uncover(self) -> None:
        self.press(self.keyboard.uncover())

    def action_progress(self) -> None:
        self.host.note(self.view.pace(self.words))

    def action_more_time(self) -> None:
        if self.view.more_time():
            self.drill.record_clock()
            self.panes.title.update_rows()

    action_add_time = action_more_time

    # -- arranging ---------------------------------------------------------------------

    def action_arrange(self, name: str) -> None:
        setting, plan = PlanSetting(name), self.room.plan
        match setting:
            case PlanSetting.TABLES:
                teams = self.words("play.list_separator").join(plan.teams)
                self.app.push_screen(questions.tables_dialog(teams), self._name_tables)
            case PlanSetting.ADDRESS if self.phones is not None:
                self.run_worker(self.change_address(self.phones), group="phones")
            case PlanSetting.DOOR:
                self.action_door()
            case PlanSetting.LANGUAGE:
                self.host.language = next_language(self.room.bundle.scenario.languages, self.words)
            case _:
                self._arrange(plan_settings.with_next(plan, setting, phones=self.phones is not None))
                if setting is PlanSetting.MINUTES:
                    self.action_progress()

    def _arrange(self, plan: Plan) -> None:
        before = self.room.plan.voting
        if self.do(f.Arrange(plan)) and plan.voting is not before:
            self.listen_for_phones()

    def _name_tables(self, typed: str | None) -> None:
        if typed is not None:
            self._arrange(plan_settings.with_tables(self.room.plan, read_names(typed)))

    # -- the end -----------------------------------------------------------------------

    def action_end(self) -> None:
        self.app.push_screen(AskScreen(end_question()), self._end)

    def _end(self, confirmed: bool | None) -> None:
        if confirmed:
            self.do(f.End())

    def action_leave(self) -> None:
        """Go home or quit; the drill can be resumed."""
        self.drill.catch_up()
        self._report_problem()
        question = leave_question(self.room, saved=self.drill.problem is None)
        self.app.push_screen(AskScreen(question), self.host.leave)

    def action_write(self) -> None:
        """Write the reports under the group's name, which is asked for once."""
        if self._reports.needs_name:
            self.app.push_screen(questions.group_dialog(), self._name_group)
        else:
            self._ask_for_lines()

    def _name_group(self, name: str | None) -> None:
        if name is not None:
            self._reports.name(name)
            self._ask_for_lines()

    def _ask_for_lines(self) -> None:
        if self._reports.has_lines:
            self.app.push_screen(AskScreen(include_lines_question()), self._write)
        else:
            self._write(False)

    def _write(self, own_words: bool | None) -> None:
        self._note_reports(self._reports.write(own_words, self.words))

    def _note_reports(self, note: WritingNote | None) -> None:
        if note is not None:
            self.host.note(note.text, "error" if note.failed else "information")
