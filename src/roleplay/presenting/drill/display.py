"""The drill screen: rows for the class, from the room and the screen's own state."""

from __future__ import annotations

from roleplay.drill.clock import DrillClock
from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import Veil
from roleplay.drill.phases import transition
from roleplay.drill.plan import Voting
from roleplay.drill.progress import minutes_for
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase, Stage
from roleplay.locales import Catalogue
from roleplay.presenting.countdown import Countdown
from roleplay.presenting.drill.controls import count_prompt, keypads_vote
from roleplay.presenting.drill.forecast import Forecast
from roleplay.presenting.drill.pace_text import pace_text, reach_text
from roleplay.presenting.drill.phones import Phones
from roleplay.presenting.drill.rows import lobby, phases, voting
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.presenting.drill.rows.debrief_pages import page_rows, pages
from roleplay.presenting.drill.rows.fork import fork_rows
from roleplay.presenting.drill.rows.hot_seat import sheet_rows
from roleplay.presenting.drill.rows.qr import Part, qr_rows
from roleplay.presenting.drill.typed_counts import CountPrompt, TypedCounts
from roleplay.presenting.rows.row import Row, block

#: Rows around the board, and columns reserved for the lobby's text beside the QR code.
_AROUND, _BESIDE = 6, 42


class DrillDisplay:
    """What is shown of a drill. It never changes the room; call `follow` when the room has changed."""

    def __init__(self, room: Room, code: str, phones: Phones | None, clock: DrillClock | None = None) -> None:
        """``code`` is what learners type to find the room; without ``phones`` none can join."""
        self.room = room
        self._code = code
        self._phones = phones
        self.typed = TypedCounts()
        self.countdown = Countdown()
        self.clock = clock or DrillClock()
        self.forecast = Forecast(room)
        #: the current page of the debrief, from 0
        self.page = 0
        #: the index of the criterion whose paper observation sheets are being entered
        self.criterion = 0
        #: whether the facilitator is reading the room's lines before they are shown
        self.reading_lines = False
        #: whether the address for latecomers is shown
        self.join_address_shown = False
        #: whether to highlight a keypad press
        self.flashing = False
        #: the stage at which the facilitator was warned about going on too early
        self._warned: Stage | None = None
        #: the stage at which the facilitator was warned about reading the room's lines
        self._about_to_read: Stage | None = None
        #: the phase and round last shown; when they change, typed counts and page positions are reset
        self._shown_stage: tuple[Phase, int] | None = None

    def follow(self) -> bool:
        """Update after a change of the room. Return whether phase or round changed.

        If so, the page, the criterion, typed counts and overlays are reset, and the countdown starts.
        """
        self.forecast.forget_debrief()
        stage = self.room.stage
        shown_stage = (stage.phase, stage.round)
        if shown_stage == self._shown_stage:
            return False
        self._shown_stage = shown_stage
        self.typed.clear()
        self.page = self.criterion = 0
        self.reading_lines = self.join_address_shown = False
        self.countdown.begin(self._time_for(stage.phase), self.clock.left(stage))
        return True

    def _time_for(self, phase: Phase) -> int:
        """The time limit of a phase, in seconds; 0 for none."""
        plan = self.room.plan
        return plan.timer if phase in VOTING else plan.talk if phase is Phase.DISCUSS else 0

    def count_second(self, *, timer: bool) -> bool:
        """Count a second, also for the countdown if ``timer`` says it is running. Return whether its time is up now.

        Nothing is counted while the screen is paused or blanked.
        """
        if self.room.veil is not Veil.NONE:
            return False
        up = timer and self.countdown.tick()
        self.clock.tick(self.room.stage, self.countdown.left)
        return up

    def time_up_note(self, words: Catalogue) -> str:
        """The note shown when the time is up: which key gives more."""
        return words("drill.timer.up_note", press="m" if keypads_vote(self.room) else "+")

    def more_time(self) -> bool:
        """Add the same time again. Return whether there is a countdown."""
        more = self.countdown.extend()
        self.clock.set_timer(self.room.stage, self.countdown.left)
        return more

    # -- navigation ------------------------------------------------------------------

    def prompt(self, words: Catalogue) -> CountPrompt | None:
        """The counts that can be typed now."""
        return count_prompt(self.room, self.criterion, words)

    def pages(self, words: Catalogue) -> int:
        """Number of pages of the debrief; 0 if it is not shown."""
        return len(pages(self.forecast.debrief(words))) if self.room.phase is Phase.DEBRIEF else 0

    def go_to_page(self, page: int, words: Catalogue) -> bool:
        """Show a page of the debrief. Return whether it exists and differs from the current one."""
        if page == self.page or not 0 <= page < self.pages(words):
            return False
        self.page = page
        return True

    def next_criterion(self, by: int) -> None:
        """Move ``by`` criteria, wrapping around."""
        self.criterion = (self.criterion + by) % len(self.room.sheets.criteria)

    def take_warning(self) -> str:
        """Return the warning due before going on, as a key under ``drill.empty``, and mark it as given.

        Empty if there is none, or if it was given already.
        """
        step, stage = transition(self.room, f.Next), self.room.stage
        if step is None or not step.confirm or self._warned == stage:
            return ""
        self._warned = stage
        return step.confirm

    def toggle_reading(self) -> bool:
        """Show the room's lines, or hide them again.

        Return whether this call only asks for confirmation, needed because everyone sees this screen.
        """
        stage = self.room.stage
        if not self.reading_lines and self._about_to_read != stage:
            self._about_to_read = stage
            return True
        self.reading_lines, self._about_to_read = not self.reading_lines, None
        return False

    def close_overlays(self) -> bool:
        """Close whatever temporarily replaces the board. Return whether anything did."""
        was_open = self.reading_lines or self.join_address_shown
        self.reading_lines = self.join_address_shown = False
        return was_open

    @property
    def votes_redraw_board(self) -> bool:
        """Whether another vote, line or grade changes the board and not just the footer."""
        return self.reading_lines or phases.votes_redraw_board(self.room)

    @property
    def is_reachable(self) -> bool:
        """Whether phones can reach the room."""
        return self._phones is not None and bool(self._phones.url) and self.room.plan.voting is Voting.PHONES

    @property
    def held_back(self) -> int:
        """The number of phones waiting to be let in."""
        return 0 if self._phones is None else self._phones.held_back

    @property
    def lost(self) -> bool:
        """Whether phones can no longer reach the room, because the network has changed."""
        return self.is_reachable and self._phones is not None and self._phones.lost

    # -- rows ------------------------------------------------------------------------

    def title_rows(self, canvas: Canvas, *, unsaved: bool) -> list[Row]:
        """Scene, decision, phase and time, and a warning if the drill is ``unsaved``."""
        time, ahead = self.countdown.text(canvas.words), self.forecast.ahead
        return phases.title_rows(self.room, canvas, time=time, unsaved=unsaved, ahead=ahead)

    def board_rows(self, canvas: Canvas, *, with_qr: bool) -> list[Row]:
        """The board; ``with_qr`` says whether the QR code is shown beside it."""
        room = self.room
        if self.join_address_shown and self._phones is not None:
            return lobby.way_in_rows(room, canvas, self._code, self._phones, with_qr=with_qr)
        match room.phase:
            case Phase.OWN_WORDS:
                return voting.own_words_rows(room, canvas, reading_lines=self.reading_lines)
            case Phase.LOBBY:
                ahead = self.forecast.ahead
                needed = 0 if ahead is None else minutes_for(ahead)
                return lobby.lobby_rows(room, canvas, self._code, self._phones, with_qr=with_qr, needed=needed)
            case Phase.FORK:
                return fork_rows(room, self.forecast.foresight, canvas)
            case Phase.SHEETS:
                return sheet_rows(room, canvas, self.criterion)
            case Phase.DEBRIEF:
                debrief = self.forecast.debrief(canvas.words)
                return page_rows(debrief, pages(debrief)[self.page], canvas)
            case phase:
                return phases.BOARDS[phase](room, canvas)

    def foot_rows(self, canvas: Canvas) -> list[Row]:
        """The footer: problems with the phones, how many are in, and the counts being typed."""
        if self.room.phase is Phase.LOBBY:
            rows = lobby.people_rows(self.room, canvas) + self._reach_rows(canvas)
        elif self.room.phase is Phase.PRESENT:
            rows = self._reach_rows(canvas)
        else:
            rows = phases.foot_rows(
                self.room, canvas, self.prompt(canvas.words), self.typed.text, self._latecomers_address()
            )
        if self.flashing:
            rows = [row._replace(fill="cursor") for row in rows[:1]] + rows[1:]
        if self._phones is None or self.room.plan.voting is not Voting.PHONES:
            return rows
        return lobby.trouble_rows(self._phones, canvas) + rows

    def _reach_rows(self, canvas: Canvas) -> list[Row]:
        """If time is short: where to stop, or what to play quickly."""
        short = self.room.phase is not Phase.LOBBY
        text = reach_text(self.room, self.clock, self.forecast, canvas.words, short=short)
        return block(text, canvas.width, "mark") if text else []

    def pace(self, words: Catalogue) -> str:
        """The drill's progress, and how far the remaining time will go."""
        in_foot = self.room.phase is Phase.LOBBY
        return pace_text(self.room, self.clock, self.forecast, words, in_foot=in_foot)

    def cover_rows(self, canvas: Canvas) -> list[Row]:
        """The rows that cover the whole screen."""
        return phases.blank_rows(canvas) if self.room.veil is Veil.BLANK else phases.pause_rows(canvas)

    def qr_code(self, canvas: Canvas) -> list[tuple[Part, ...]]:
        """The QR code on a screen of this size; empty if there is none, or no space for it."""
        by_phone = (
            self.room.phase is Phase.LOBBY or self.join_address_shown
        ) and self.room.plan.voting is Voting.PHONES
        if self._phones is None or not by_phone or canvas.glyphs.bar_full.isascii():
            return []
        return qr_rows(self._phones.url, canvas.width - _BESIDE, canvas.height - _AROUND)

    def _latecomers_address(self) -> str:
        """The address for latecomers; empty if nobody can join."""
        if self._phones is None or self.room.plan.voting is not Voting.PHONES or not self.room.people.door_open:
            return ""
        return lobby.shown_address(self._phones.url)
