"""A drill as its screen shows it: title, board, foot, what lies over them; kept up with whatever changes it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from roleplay.drill.events.facilitator import Veil
from roleplay.drill.outcome import Change
from roleplay.drill.plan import Voting
from roleplay.drill.stage import VOTING, Phase
from roleplay.presenting.drill.controls import count_prompt
from roleplay.presenting.drill.countdown import Countdown
from roleplay.presenting.drill.forecast import Forecast
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.rows import lobby, phases
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.presenting.drill.rows.debrief_pages import page_rows, pages
from roleplay.presenting.drill.rows.fork import fork_rows
from roleplay.presenting.drill.rows.hot_seat import sheet_rows
from roleplay.presenting.drill.rows.qr import qr_rows
from roleplay.presenting.drill.typed_counts import CountPrompt, TypedCounts
from roleplay.presenting.facts.debrief import Foresight, foresight
from roleplay.presenting.rows.row import Row
from roleplay.session import Attempt
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.board import Board, Picture
from roleplay.tui.widgets.lines_view import Sheet
from roleplay.workspace.drills import Drill

#: Seconds between two pictures of what phones changed.
_CALM = 0.1
#: Rows around the board, and columns that the lobby's text keeps beside the picture for cameras.
_AROUND, _BESIDE = 6, 42
#: Phases in which a timer runs.
_TIMED = VOTING | {Phase.DISCUSS}


class DrillView(BaseScreen[None]):
    """Shows one drill, and follows it."""

    CSS_PATH = STYLES / "drill.tcss"
    AUTO_FOCUS = ""

    def __init__(self, drill: Drill, phones: Phones | None = None) -> None:
        """``phones`` is the server of the phones; without one votes come in by hands and keypads."""
        super().__init__()
        self.drill = drill
        self.room = drill.room
        self.phones = phones
        self.entry = TypedCounts()
        self.countdown = Countdown()
        self.knowing = Forecast(drill.room)
        #: the page of the debrief, and the criterion that a paper sheet is about
        self.page = self.criterion = 0
        #: whether the reports are to be written once all is known
        self.to_write = False
        #: whether a press of a keypad is to be seen
        self.flashing = False
        self._moment: tuple[Phase, int] | None = None
        self._news: frozenset[Change] = frozenset()
        self._telling = False
        self._told: str | None = None
        self._more = 0
        self._seen: tuple[object, ...] = ()
        self._moving = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Title, board with the picture for cameras, what is being counted, keys."""
        self.title_line, self.foot = Sheet(self._title_rows, id="title"), Sheet(self._foot_rows, id="foot")
        self.board, self.picture = Board(self._board_rows, self._tell_more, id="board"), Picture(id="qr")
        self.cover = Board(self._cover_rows, id="veil")
        yield self.title_line
        with Horizontal(id="stage"):
            yield self.board
            yield self.picture
        yield self.foot
        yield self.cover
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow the drill, whatever changes it."""
        self.drill.listen(self._heard)
        self.ticking = self.set_interval(1.0, self.tick)
        self.show()
        self.call_after_refresh(self.tell_problem)
        self.attend()

    async def on_unmount(self) -> None:
        """Let go of phones and journal."""
        if self.phones is not None:
            async with self._moving:
                with contextlib.suppress(Exception):  # nobody is there any more to be told
                    await self.phones.stop()
        self.drill.close()

    async def change_language(self) -> None:
        """The same moment in the other language."""
        if self.phones is not None:
            self.phones.words = self.words
        self.show()

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another picture."""
        self._show_picture()

    # -- rows ----------------------------------------------------------------------

    def _canvas(self, width: int, height: int) -> Canvas:
        return Canvas(self.words, self.glyphs, width, height)

    def _title_rows(self, width: int) -> list[Row]:
        time = self.countdown.text(self.words)
        return phases.title_rows(self.room, self._canvas(width, 1), time=time, unsaved=self.drill.problem is not None)

    def _board_rows(self, width: int, height: int) -> list[Row]:
        room, canvas = self.room, self._canvas(width, height)
        match room.phase:
            case Phase.LOBBY:
                drawn = bool(self.picture.parts)
                return lobby.lobby_rows(room, canvas, self.drill.code, self.phones, with_qr=drawn)
            case Phase.FORK:
                return fork_rows(room, self.knowing.foresight, canvas)
            case Phase.SHEETS:
                return sheet_rows(room, canvas, self.criterion)
            case Phase.DEBRIEF:
                found = self.knowing.looked_back(self.words)
                return page_rows(found, pages(found)[self.page], canvas)
            case phase:
                return phases.BOARDS[phase](room, canvas)

    def _foot_rows(self, width: int) -> list[Row]:
        canvas = self._canvas(width, 2)
        if self.room.phase is Phase.LOBBY:
            return lobby.people_rows(self.room, canvas, self.phones.held_back if self.phones else 0)
        rows = phases.foot_rows(self.room, canvas, self.prompt, self.entry.text, self._where())
        return [row._replace(fill="cursor") for row in rows[:1]] + rows[1:] if self.flashing else rows

    def _cover_rows(self, width: int, height: int) -> list[Row]:
        canvas = self._canvas(width, height)
        return phases.blank_rows(canvas) if self.room.veil is Veil.BLANK else phases.pause_rows(canvas)

    def _where(self) -> str:
        """Where late comers go."""
        if self.phones is None or self.room.plan.voting is not Voting.PHONES or not self.room.people.door:
            return ""
        return lobby.shown_address(self.phones.url)

    def _tell_more(self, rows: int) -> None:
        text = f"{self.glyphs.down} {self.words('play.more_below', count=rows)}" if rows else ""
        if text != str(self.foot.border_title or ""):
            self.foot.border_title = Content(text)

    @property
    def prompt(self) -> CountPrompt | None:
        """The counts that can be typed now."""
        return count_prompt(self.room, self.criterion, self.words)

    @property
    def pages(self) -> int:
        """Pages of the debrief, where it is shown."""
        return len(pages(self.knowing.looked_back(self.words))) if self.room.phase is Phase.DEBRIEF else 0

    # -- showing -------------------------------------------------------------------

    def show(self) -> None:
        """Show all of the moment."""
        self._news = frozenset()
        self.knowing.forget()
        stage = self.room.stage
        if self._moment != (stage.phase, stage.round):
            self._moment = (stage.phase, stage.round)
            self.entry.clear()
            self.page = self.criterion = 0
            self.board.to_top()
            self.countdown.begin(self.room.plan.timer if stage.phase in _TIMED else 0)
        attempt = self.knowing.to_foresee()
        if attempt is not None:
            self.run_worker(lambda: self._foresee(attempt), thread=True, exit_on_error=False, group="foresight")
        for veil in (Veil.PAUSE, Veil.BLANK):
            self.set_class(self.room.veil is veil, f"-{veil}")
        if self.room.veil is not Veil.NONE:
            self.cover.changed()
        self._show_picture()
        self.board.changed()
        self.title_line.changed()
        self.foot.changed()
        self.refresh_bindings()

    def _show_picture(self) -> None:
        url = ""
        if self.room.phase is Phase.LOBBY and self.room.plan.voting is Voting.PHONES and self.phones is not None:
            url = self.phones.url
        width, height = self.app.size
        plain = self.glyphs.bar_full.isascii()
        self.picture.show(() if plain else qr_rows(url, width - _BESIDE, height - _AROUND))

    def show_counts(self) -> None:
        """Show only what a vote more or less changes."""
        self._news = frozenset()
        self.knowing.forget()
        if phases.counts_change_the_board(self.room):
            self.board.changed()
            self.refresh_bindings()
        self.foot.changed()

    def _heard(self, changes: frozenset[Change]) -> None:
        """Something changed. What phones change is shown at once, then not again for a moment."""
        self._news |= changes
        if not self._telling:
            self._telling = self.call_later(self._tell_news)

    def _tell_news(self) -> None:
        if self._news:
            if Change.STAGE in self._news:
                self.show()
            else:
                self.show_counts()
        self.set_timer(_CALM, self._listen_again)

    def _listen_again(self) -> None:
        self._telling = False
        if self._news:
            self._heard(frozenset())

    def tell_problem(self) -> None:
        """Say once that nothing is being kept any more."""
        problem = self.drill.problem
        if problem is not None and self._told != problem:
            self._told = problem
            self.host.note(self.words("drill.problem", problem=problem), "warning")
            self.title_line.changed()

    def tick(self) -> None:
        """A second has passed. Time stands still in a pause, and while another screen is open."""
        if self.phones is not None:
            seen = (self.phones.url, self.phones.problem, self.phones.held_back)
            if seen != self._seen:
                self._seen = seen
                self.show()
        if self.room.veil is not Veil.NONE or self.app.screen is not self or self.countdown.left is None:
            return
        if self.countdown.tick():
            press = "m" if self.room.plan.voting is Voting.CLICKERS else "+"
            self.host.note(self.words("drill.timer.up_note", press=press))
        self.title_line.changed()

    def _foresee(self, attempt: Attempt) -> None:
        """Work out what every line costs in the end, while the room gathers."""
        found = foresight(attempt)
        self.app.call_from_thread(self._know, attempt, found)

    def _know(self, attempt: Attempt, found: Foresight) -> None:
        if self.knowing.take(attempt, found) and self.room.phase in (Phase.FORK, Phase.DEBRIEF):
            self.show()
            if self.to_write:
                self.write()

    def write(self) -> None:
        """Write the reports of the class, at once or as soon as all of it is known."""
        from roleplay.tui.drill.writing import written

        self.to_write = self.knowing.foresight is None
        self.host.note(*written(self.host.services, self.drill, self.words, self.knowing.foresight))

    # -- phones --------------------------------------------------------------------

    def attend(self) -> None:
        """Listen for phones where the plan has them, else do not."""
        if self.phones is not None:
            self.run_worker(self._attend(), group="phones")

    async def _attend(self) -> None:
        assert self.phones is not None
        async with self._moving:
            wanted = self.room.plan.voting is Voting.PHONES
            if wanted and not self.phones.url:
                await self._try(self.phones.start())
            elif not wanted and self.phones.url:
                await self._try(self.phones.stop())
        self.show()

    async def _try(self, work: Awaitable[None]) -> None:
        """Whatever becomes of its phones, the class goes on."""
        try:
            await work
        except Exception as error:
            self.host.note(self.words("drill.phones.failed", problem=str(error)), "error")

    async def move_phones(self) -> None:
        """Listen at the next address of this machine."""
        assert self.phones is not None
        async with self._moving:
            known, now = self.phones.addresses, self.phones.address
            if len(known) < 2:
                self.host.note(self.words("drill.phones.one_address"))
                return
            place = known.index(now) + 1 if now in known else 0
            await self._try(self.phones.move_to(known[place % len(known)]))
        self.show()
