"""The drill: the screen that a class shares. Keys become events of the facilitator; what they change is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import ActiveBinding, BindingType
from textual.timer import Timer

from roleplay.drill.ballot import BallotId
from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import FacilitatorEvent, Veil
from roleplay.drill.outcome import Change, Refused
from roleplay.drill.phases import way
from roleplay.drill.plan import Plan
from roleplay.drill.stage import Phase
from roleplay.presenting.drill import plan_settings
from roleplay.presenting.drill.board import runner_up
from roleplay.presenting.drill.controls import Digits, digits, may, picked, picks
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.typed_counts import CountKind, InvalidCount, event_of
from roleplay.tui.drill import keys
from roleplay.tui.drill.view import DrillView
from roleplay.tui.host import WayOut
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.tables import TablesScreen
from roleplay.tui.widgets.board import Board
from roleplay.workspace.drills import Drill

#: Seconds that a press of a keypad can be seen.
_FLASH = 0.15


class DrillScreen(DrillView):
    """One drill. Everything that happens goes through `Drill.do`, which journals it first."""

    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS
    help_key = "help.drill"

    def __init__(self, drill: Drill, phones: Phones | None = None) -> None:
        """``phones`` is the server of the phones; without one votes come in by hands and keypads."""
        super().__init__(drill, phones)
        self._unflash: Timer | None = None
        #: the vote that was nearly closed without a vote
        self._empty: BallotId | None = None

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        """What the next step is called, and what digits do."""
        typed = bool(self.entry.text)
        return keys.described(super()._described(active), self.room, self.words, self.pages, typed=typed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Under a cover only what takes it away; else what this phase has a use for."""
        if self.room.veil is not Veil.NONE:
            return action in ("pause", "blank", "uncover", "leave")
        match action:
            case "uncover":
                return bool(self.entry.text)
            case "arrange":
                return may(self.room, action) and parameters[0] in plan_settings.settings_of(self.room.plan)
            case "more_time" | "add_time" if self.countdown.left is None:
                return False
            case "let_in":
                return self.phones is not None and self.phones.held_back > 0
        return may(self.room, action)

    def _do(self, event: FacilitatorEvent) -> bool:
        """Do it; whether it was taken. What was refused is said in words."""
        answer = self.drill.do(event)
        if isinstance(answer, Refused):
            last = max(picks(self.room, self.pages), 1)
            self.host.note(self.words(f"drill.why.{answer.why}", last=last), "warning")
            return False
        self.query_one(KeyBar).be_quiet()
        if not isinstance(event, f.Cover):  # a pause leaves a half-typed count alone
            self._typed(self.entry.clear)
        if Change.STAGE in answer:
            self.show()
        else:
            self.show_counts()
        self.tell_problem()
        return True

    # -- digits and counts -------------------------------------------------------------

    def action_digit(self, number: int) -> None:
        """A digit: a line, a vote, a page, or part of a count."""
        kind = digits(self.room)
        if kind is Digits.PAGE:
            self._turn_to(number - 1)
        elif kind is not Digits.NOTHING:
            event = picked(self.room, number)
            if event is not None and self._do(event) and kind is Digits.CLICK:
                self._flash_total()
        elif self.prompt is not None:
            self._type(str(number))

    def _type(self, character: str) -> None:
        self._typed(partial(self.entry.type, character))

    def _typed(self, change: Callable[[], None]) -> None:
        """The entry changes; with its first and last character so does what Enter means."""
        before = self.entry.text
        change()
        if self.entry.text == before:
            return
        self.query_one(KeyBar).be_quiet()  # what was wrong with it before
        self.foot.changed()
        if bool(self.entry.text) is not bool(before):
            self.refresh_bindings()

    def action_gap(self, sign: str) -> None:
        """What stands between two numbers, or for a table that has not decided."""
        if self.prompt is not None:
            self._type(sign)

    def action_space(self) -> None:
        """Between two numbers a gap; the next step only where no number can be meant."""
        if self.entry.text:
            self._type(" ")
        elif self.prompt is None and digits(self.room) in (Digits.NOTHING, Digits.PAGE):
            self.action_next()

    def action_erase(self) -> None:
        """The last character was none, or the last press of a keypad."""
        if self.entry.text:
            self._typed(self.entry.erase)
        elif digits(self.room) is Digits.CLICK and self._do(f.Unclick()):
            self._flash_total()

    def _flash_total(self) -> None:
        self.flashing = True
        self.foot.changed()
        if self._unflash is not None:
            self._unflash.stop()
        self._unflash = self.set_timer(_FLASH, self._flash_over)

    def _flash_over(self) -> None:
        self.flashing = False
        self.foot.changed()

    def _enter(self) -> bool:
        """Take the counts that were typed, if there are any; whether nothing is left that cannot be taken."""
        if not self.entry.text:
            return True
        asked = self.prompt
        event = event_of(self.entry.text, asked) if asked is not None else InvalidCount("number")
        if isinstance(event, InvalidCount):
            self.host.note(event.text(self.words), "warning")
            return False
        done = self._do(event)
        if done and asked is not None and asked.kind is CountKind.SHEET:
            self.action_rows(1)
        return done

    # -- on and back -------------------------------------------------------------------

    def action_next(self) -> None:
        """Take the counts that were typed, else go on."""
        if self.entry.text:
            self._enter()
        elif self.room.phase is Phase.DEBRIEF:
            self._turn_to(self.page + 1)
        else:
            self.action_close_vote()

    def action_close_vote(self) -> None:
        """Go on; a vote that nobody has voted in is closed when that is asked for twice."""
        ballot, step = self.room.open_ballot, way(self.room, f.Next)
        if step is not None and step.confirm and ballot != self._empty:
            self._empty = ballot
            self.host.note(self.words("drill.empty"), "warning")
        else:
            self._do(f.Next())

    def action_undo(self) -> None:
        """One step back."""
        self._do(f.Back())

    def action_back(self) -> None:
        """One page, else one step back."""
        if self.room.phase is Phase.DEBRIEF and self.page:
            self._turn_to(self.page - 1)
        else:
            self._do(f.Back())

    def action_skip(self) -> None:
        """Leave out what is left of this decision."""
        if self._enter():
            self._do(f.Skip())

    def action_discuss(self) -> None:
        """Discuss, however the vote went."""
        if self._enter():
            self._do(f.Discuss())

    def action_contrast(self) -> None:
        """What another line would have done: the next by votes."""
        other = runner_up(self.room)
        if other is not None:
            self._do(f.Contrast(other))

    def action_take_best(self) -> None:
        """The road goes on with a best line."""
        self._do(f.Take(self.room.best[0]))

    def action_show_words(self) -> None:
        """Show the room's own lines, or no longer."""
        self._do(f.ShowWords(not self.room.words_shown))

    def on_board_picked(self, event: Board.Picked) -> None:
        """A click on a line is its digit."""
        event.stop()
        if self.room.phase is Phase.SHEETS:
            self.criterion = event.number - 1
            self.board.changed()
        elif digits(self.room) is not Digits.CLICK and digits(self.room) is not Digits.NOTHING:
            self.action_digit(event.number)

    def _turn_to(self, page: int) -> None:
        if 0 <= page < self.pages and page != self.page:
            self.page = page
            self.board.changed()
            self.board.to_top()

    def action_rows(self, rows: int) -> None:
        """Another criterion, else scroll."""
        if self.room.phase is Phase.SHEETS:
            self.criterion = (self.criterion + rows) % len(self.room.sheets.criteria)
            self._typed(self.entry.clear)
            self.board.changed()
        else:
            self.board.turn_rows(rows)

    def action_pages(self, pages: int) -> None:
        """Scroll."""
        self.board.turn_pages(pages)

    # -- what lies over it, time -----------------------------------------------------

    def action_pause(self) -> None:
        """A pause, or its end."""
        self._do(f.Cover(Veil.PAUSE if self.room.veil is Veil.NONE else Veil.NONE))

    def action_blank(self) -> None:
        """Nothing on the screen, or all of it again."""
        self._do(f.Cover(Veil.NONE if self.room.veil is Veil.BLANK else Veil.BLANK))

    def action_uncover(self) -> None:
        """Take away what lies over it, or what was typed."""
        if self.room.veil is not Veil.NONE:
            self._do(f.Cover(Veil.NONE))
        else:
            self._typed(self.entry.clear)

    def action_more_time(self) -> None:
        """As much time again."""
        if self.countdown.more():
            self.title_line.changed()

    action_add_time = action_more_time

    # -- arranging ---------------------------------------------------------------------

    def action_arrange(self, name: str) -> None:
        """Turn a setting of the plan."""
        setting = plan_settings.PlanSetting(name)
        match setting:
            case plan_settings.PlanSetting.TABLES:
                between = self.words("play.list_separator")
                teams = between.join(self.room.plan.teams)
                self.app.push_screen(TablesScreen(self.room.plan, teams), self._name_tables)
            case plan_settings.PlanSetting.ADDRESS:
                self.run_worker(self.move_phones(), group="phones")
            case plan_settings.PlanSetting.DOOR:
                self.action_door()
            case _:
                self._arrange(plan_settings.with_next(self.room.plan, setting, phones=self.phones is not None))

    def _arrange(self, plan: Plan) -> None:
        before = self.room.plan.voting
        if self._do(f.Arrange(plan)) and plan.voting is not before:
            self.attend()

    def _name_tables(self, typed: str | None) -> None:
        if typed is not None:
            self._arrange(plan_settings.with_tables(self.room.plan, typed))

    def action_door(self) -> None:
        """Let more learners in, or none."""
        self._do(f.Door(not self.room.people.door))
        self.board.changed()

    def action_let_in(self) -> None:
        """Many phones at one address are welcome."""
        if self.phones is not None:
            self.phones.let_in()
            self.show()

    def action_devices(self) -> None:
        """Let another device speak for a table."""
        people, teams = self.room.people, self.room.plan.teams
        spoken = [team for team in range(len(teams)) if people.speaker_of(team) is not None]
        replies: list[Reply[int | None]] = [Reply(None, "drill.devices.none")]
        replies += [Reply(team, "", teams[team]) for team in spoken]
        self.app.push_screen(AskScreen("drill.devices.title", "drill.devices.about", replies), self._free_team)

    def _free_team(self, team: int | None) -> None:
        if team is not None:
            self._do(f.FreeTeam(team))

    # -- the end -----------------------------------------------------------------------

    def action_end(self) -> None:
        """To the debrief, if that is meant."""
        replies = [
            Reply(False, "drill.end.stay"),
            Reply(True, "drill.end.go", keys="ey"),
        ]
        self.app.push_screen(AskScreen("drill.end.title", "drill.end.about", replies), self._end)

    def _end(self, meant: bool | None) -> None:
        if meant:
            self._do(f.End())

    def action_leave(self) -> None:
        """Home or out; it can be gone on with."""
        about = "drill.leave.about" if self.drill.problem is None else "drill.leave.lost"
        if self.room.phase is Phase.DEBRIEF and self.drill.problem is None:
            about = "drill.leave.over"
        replies = [
            Reply(WayOut.STAY, "drill.leave.stay"),
            Reply(WayOut.LIBRARY, "drill.leave.library"),
            Reply(WayOut.QUIT, "drill.leave.quit", keys="q"),
        ]
        self.app.push_screen(AskScreen("drill.leave.title", about, replies), self.host.leave)

    def action_write(self) -> None:
        """Write the reports of the class."""
        self.write()
