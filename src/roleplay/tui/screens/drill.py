"""The drill: the screen that a class shares. Keys become events of the facilitator; what they change is shown."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import FacilitatorEvent, Veil
from roleplay.drill.names import read_names
from roleplay.drill.outcome import Change, Refused
from roleplay.drill.plan import Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill import plan_settings
from roleplay.presenting.drill.board import runner_up
from roleplay.presenting.drill.controls import Digits, digits, picks
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.keys_now import key_now, offered
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.plan_settings import PlanSetting
from roleplay.presenting.drill.unused_keys import why_unused
from roleplay.presenting.rows.keys import KeyNow
from roleplay.presenting.scene_languages import next_language
from roleplay.tui.base import STYLES
from roleplay.tui.drill import keys
from roleplay.tui.drill.background import ChangeFeed, ForecastWorker
from roleplay.tui.drill.counting import CountKeys
from roleplay.tui.drill.panes import DrillPanes
from roleplay.tui.drill.phone_control import PhoneControl
from roleplay.tui.drill.timing import DrillTime
from roleplay.tui.drill.writing import ReportWriter
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens import drill_questions as questions
from roleplay.tui.screens.phone_keys import PhoneKeysScreen
from roleplay.tui.widgets.board import Board
from roleplay.workspace.drills import Drill


class DrillScreen(PhoneKeysScreen):
    """One drill. Everything that happens goes through `Drill.do`, which journals it first."""

    CSS_PATH = STYLES / "drill.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS
    help_key = "help.drill"

    def __init__(self, drill: Drill, phones: Phones | None = None) -> None:
        """``phones`` is the server of the phones; without one votes come in by hands and keypads."""
        super().__init__()
        self.drill = drill
        self.view = DrillDisplay(drill.room, drill.code, phones, drill.clock)
        self.phones = PhoneControl(phones, drill.room, self.host) if phones is not None else None
        self._forecast = ForecastWorker(self, self.view.forecast, self._forecast_known)
        self.counting = CountKeys(self)
        self._time = DrillTime(self, drill, self.view)
        self._feed = ChangeFeed(self, self._show_changes)
        #: the problem that was told already
        self._told: str | None = None
        self._reports = ReportWriter(self, drill, self.view.forecast)

    @property
    def room(self) -> Room:
        """The room of the drill."""
        return self.drill.room

    def compose(self) -> ComposeResult:
        self.panes = DrillPanes(self, self.drill, self.view)
        yield from self.panes.compose()
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow the drill, whatever changes it."""
        self.drill.listen(self._feed.add)
        self.ticking = self.set_interval(1.0, self.tick)
        self.show()
        self.call_after_refresh(self._tell_problem)
        self.attend()

    async def on_unmount(self) -> None:
        """Let go of phones and journal."""
        if self.phones is not None:
            await self.phones.close()
        self.drill.close()

    async def change_language(self) -> None:
        """The same moment in the other language."""
        if self.phones is not None:
            self.phones.phones.words = self.words
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        self.panes.show_picture()

    # -- showing -----------------------------------------------------------------------

    def show(self) -> None:
        """Show all of the moment."""
        self._feed.clear()
        self.panes.show()
        self._forecast.start()

    def _show_changes(self, changes: frozenset[Change]) -> None:
        if Change.STAGE in changes:
            self.show()
        else:
            self._feed.clear()
            self.panes.show_counts()

    def _tell_problem(self) -> None:
        """Say once that it cannot be kept at the moment, and once that it can be again."""
        problem = self.drill.problem
        if self._told == problem:
            return
        self._told = problem
        key = "drill.problem" if problem else "drill.written_again"
        self.host.note(self.words(key, problem=problem), "warning" if problem else "information")
        self.panes.title.changed()

    def tick(self) -> None:
        """A second has passed."""
        if self.phones is not None and self.phones.changed():
            self.show()
        if self._time.second():
            self.panes.title.changed()

    def _forecast_known(self) -> None:
        self.show()
        if self.room.phase in (Phase.FORK, Phase.DEBRIEF):
            self._reports.known()

    # -- keys --------------------------------------------------------------------------

    def key_now(self, key: str) -> KeyNow:
        """What the next step is called, and what digits do."""
        return key_now(self.view, key, self.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether the key does something now."""
        return offered(self.view, action, *parameters[:1])

    def do(self, event: FacilitatorEvent) -> bool:
        """Do it; whether it was taken. What was refused is said in words."""
        outcome = self.drill.do(event)
        if isinstance(outcome, Refused):
            last = max(picks(self.room, self.view.pages(self.words)), 1)
            self.host.note(self.words(f"drill.why.{outcome.why}", last=last), "warning")
            return False
        self.query_one(KeyBar).be_quiet()
        if not isinstance(event, f.Cover):  # a pause leaves a half-typed count alone
            self.counting.clear()
        self._show_changes(outcome)
        self._tell_problem()
        return True

    def key_unused(self, key: str) -> None:
        self.say_unused(keys.action_of(key))

    def say_unused(self, action: str) -> None:
        """A key was pressed that does nothing now."""
        self.host.note(why_unused(self.view, action, self.words))

    # -- digits and counts -------------------------------------------------------------

    def action_digit(self, number: int) -> None:
        self.counting.digit(number)

    def action_gap(self, sign: str) -> None:
        self.counting.gap(sign)

    def action_space(self) -> None:
        """Between two numbers a gap; the next step only where no number can be meant."""
        if not self.counting.space():
            self.action_next()

    def action_erase(self) -> None:
        self.counting.erase()

    # -- on and back -------------------------------------------------------------------

    def action_next(self) -> None:
        """Take the counts that were typed, else go on."""
        if self.view.typed.text:
            self.counting.enter()
        elif self.room.phase is Phase.DEBRIEF:
            if not self.turn_to(self.view.page + 1):
                self.say_unused("next")
        else:
            self.action_close_vote()

    def action_close_vote(self) -> None:
        """Go on; where nobody has voted, written or graded, when that is asked for twice."""
        empty = self.view.ask_first()
        if empty:
            self.host.note(self.words(f"drill.empty.{empty}"), "warning")
        else:
            self.do(f.Next())

    def action_undo(self) -> None:
        self.do(f.Back())

    def action_back(self) -> None:
        if self.room.phase is Phase.DEBRIEF and self.view.page:
            self.turn_to(self.view.page - 1)
        else:
            self.do(f.Back())

    def action_skip(self) -> None:
        if self.counting.enter():
            self.do(f.Skip())

    def action_discuss(self) -> None:
        if self.counting.enter():
            self.do(f.Discuss())

    def action_contrast(self) -> None:
        """What another line would have done: the next by votes."""
        other = runner_up(self.room)
        if other is not None:
            self.do(f.Contrast(other))

    def action_take_best(self) -> None:
        self.do(f.Take(self.room.best[0]))

    def action_read_lines(self) -> None:
        """Read the room's lines before they are shown to it; all see this screen, so it is asked for twice."""
        if self.view.read_lines():
            self.host.note(self.words("drill.own.read"), "warning")
        else:
            self.query_one(KeyBar).be_quiet()
            self.show()

    def action_show_words(self) -> None:
        self.view.put_away()
        self.do(f.ShowWords(self.room.unshown > 0 or not self.room.words_shown))

    def action_improvise(self) -> None:
        """A line of the other side's own, which goes on the record."""
        self.app.push_screen(questions.which_line(self.room.stage.road[-1].own), self._improvise)

    def _improvise(self, line: str | None) -> None:
        if line is not None:
            self.do(f.Improvise(line))

    def on_board_picked(self, event: Board.Picked) -> None:
        """A click on a line is its digit."""
        event.stop()
        if self.room.phase is Phase.SHEETS:
            self.view.criterion = event.number - 1
            self.panes.board.changed()
        elif digits(self.room) is not Digits.CLICK and digits(self.room) is not Digits.NOTHING:
            self.action_digit(event.number)

    def turn_to(self, page: int) -> bool:
        """Show a page of the debrief, from 0; whether it is there and another one than before."""
        turned = self.view.turn_to(page, self.words)
        if turned:
            self.panes.board.changed()
            self.panes.board.scroll_to_row(0)
            self.refresh_bindings()
        return turned

    def action_rows(self, rows: int) -> None:
        """Another criterion, else scroll."""
        if self.room.phase is Phase.SHEETS:
            self.view.next_criterion(rows)
            self.counting.clear()
            self.panes.board.changed()
        else:
            self.panes.board.turn_rows(rows)

    def action_pages(self, pages: int) -> None:
        self.panes.board.turn_pages(pages)

    def action_papers(self) -> None:
        from roleplay.tui.screens.papers import PapersScreen

        self.app.push_screen(PapersScreen(self.room.bundle, brief=True))

    # -- what lies over it, time -----------------------------------------------------

    def action_pause(self) -> None:
        self.do(f.Cover(Veil.PAUSE if self.room.veil is Veil.NONE else Veil.NONE))

    def action_blank(self) -> None:
        self.do(f.Cover(Veil.NONE if self.room.veil is Veil.BLANK else Veil.BLANK))

    def action_uncover(self) -> None:
        """Take away what lies over it, or what was typed."""
        if self.room.veil is not Veil.NONE:
            self.do(f.Cover(Veil.NONE))
        elif self.view.put_away():
            self.show()
        else:
            self.counting.clear()

    def action_progress(self) -> None:
        self._time.tell()

    def action_more_time(self) -> None:
        if self._time.more():
            self.panes.title.changed()

    action_add_time = action_more_time

    # -- arranging ---------------------------------------------------------------------

    def action_arrange(self, name: str) -> None:
        setting, plan = PlanSetting(name), self.room.plan
        match setting:
            case PlanSetting.TABLES:
                teams = self.words("play.list_separator").join(plan.teams)
                self.app.push_screen(questions.which_tables(teams), self._name_tables)
            case PlanSetting.ADDRESS if self.phones is not None:
                self.run_worker(self.move(self.phones), group="phones")
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
            self.attend()

    def _name_tables(self, typed: str | None) -> None:
        if typed is not None:
            self._arrange(plan_settings.with_tables(self.room.plan, read_names(typed)))

    # -- the end -----------------------------------------------------------------------

    def action_end(self) -> None:
        self.app.push_screen(questions.whether_to_end(), self._end)

    def _end(self, meant: bool | None) -> None:
        if meant:
            self.do(f.End())

    def action_leave(self) -> None:
        """Home or out; it can be gone on with."""
        self.drill.catch_up()
        self._tell_problem()
        self.app.push_screen(questions.where_to_leave(self.room, saved=self.drill.problem is None), self.host.leave)

    def action_write(self) -> None:
        self._reports.ask(questions.which_group, questions.whether_with_lines)
