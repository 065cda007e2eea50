"""A drill as it stands on its screen: rows for the class, out of the room and of what only its keyboard knows."""

from __future__ import annotations

from roleplay.drill.clock import DrillClock
from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import Veil
from roleplay.drill.phases import way
from roleplay.drill.plan import Voting
from roleplay.drill.progress import minutes_for
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase, Stage
from roleplay.locales import Catalogue
from roleplay.presenting.countdown import Countdown
from roleplay.presenting.drill.controls import count_prompt, keypads
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

#: Rows around the board, and columns that the lobby's text keeps beside the picture for cameras.
_AROUND, _BESIDE = 6, 42


class DrillDisplay:
    """What is shown of a drill. Nothing here changes the room; `follow` is told when it has changed."""

    def __init__(self, room: Room, code: str, phones: Phones | None, clock: DrillClock | None = None) -> None:
        """``code`` is what learners type to find the room; without ``phones`` none can."""
        self.room = room
        self._code = code
        self._phones = phones
        self.typed = TypedCounts()
        self.countdown = Countdown()
        self.clock = clock or DrillClock()
        self.forecast = Forecast(room)
        #: the page of the debrief, from 0
        self.page = 0
        #: the place of the criterion that a sheet from paper is about
        self.criterion = 0
        #: whether the facilitator reads the room's lines before they are shown
        self.reads = False
        #: whether the way in for late comers is shown
        self.way_in = False
        #: whether a press of a keypad is to be seen
        self.flashing = False
        #: the moment at which going on was nearly done too early
        self._warned: Stage | None = None
        #: the moment at which reading the room's lines was asked for
        self._about_to_read: Stage | None = None
        #: phase and round that were shown last: with other ones, all that was typed and turned to is over
        self._moment: tuple[Phase, int] | None = None

    def follow(self) -> bool:
        """The room has changed; whether this is another moment, which begins at its top."""
        self.forecast.forget_debrief()
        stage = self.room.stage
        moment = (stage.phase, stage.round)
        if moment == self._moment:
            return False
        self._moment = moment
        self.typed.clear()
        self.page = self.criterion = 0
        self.reads = self.way_in = False
        self.countdown.begin(self._time_for(stage.phase), self.clock.left(stage))
        return True

    def _time_for(self, phase: Phase) -> int:
        """The seconds that a phase has, of which it speaks itself where it speaks of any; 0: as long as it takes."""
        plan = self.room.plan
        return plan.timer if phase in VOTING else plan.talk if phase is Phase.DISCUSS else 0

    def second(self, *, timer: bool) -> bool:
        """A second has passed, for the ``timer``, too, if it does not stand still; whether its time is up now.

        In a pause all of it stands still.
        """
        if self.room.veil is not Veil.NONE:
            return False
        up = timer and self.countdown.tick()
        self.clock.second(self.room.stage, self.countdown.left)
        return up

    def time_up(self, words: Catalogue) -> str:
        """What is said when the time is up: with which key there is more of it."""
        return words("drill.timer.up_note", press="m" if keypads(self.room) else "+")

    def more_time(self) -> bool:
        """As much time again; whether any is being counted."""
        more = self.countdown.more()
        self.clock.timer(self.room.stage, self.countdown.left)
        return more

    # -- what the keys turn to -------------------------------------------------------

    def prompt(self, words: Catalogue) -> CountPrompt | None:
        """The counts that can be typed now."""
        return count_prompt(self.room, self.criterion, words)

    def pages(self, words: Catalogue) -> int:
        """Pages of the debrief; 0 where it is not shown."""
        return len(pages(self.forecast.debrief(words))) if self.room.phase is Phase.DEBRIEF else 0

    def turn_to(self, page: int, words: Catalogue) -> bool:
        """Show a page of the debrief; whether it is there and another one than before."""
        if page == self.page or not 0 <= page < self.pages(words):
            return False
        self.page = page
        return True

    def next_criterion(self, by: int) -> None:
        """Go to the criterion so many further on, round and round; what was typed was about another one."""
        self.criterion = (self.criterion + by) % len(self.room.sheets.criteria)

    def ask_first(self) -> str:
        """What is to be asked before going on from here, under ``drill.empty``; empty: nothing, or it was asked."""
        step, stage = way(self.room, f.Next), self.room.stage
        if step is None or not step.confirm or self._warned == stage:
            return ""
        self._warned = stage
        return step.confirm

    def read_lines(self) -> bool:
        """Begin to read the room's lines, or stop; whether that has to be asked for once more: all see this screen."""
        stage = self.room.stage
        if not self.reads and self._about_to_read != stage:
            self._about_to_read = stage
            return True
        self.reads, self._about_to_read = not self.reads, None
        return False

    def put_away(self) -> bool:
        """Put away what lies on the board for a while; whether anything did."""
        lay = self.reads or self.way_in
        self.reads = self.way_in = False
        return lay

    @property
    def counts_change_the_board(self) -> bool:
        """Whether a vote, line or grade more changes more than the foot."""
        return self.reads or phases.counts_change_the_board(self.room)

    @property
    def listens(self) -> bool:
        """Whether phones find the room somewhere."""
        return self._phones is not None and bool(self._phones.url) and self.room.plan.voting is Voting.PHONES

    @property
    def held_back(self) -> int:
        """How many phones wait to be let in."""
        return 0 if self._phones is None else self._phones.held_back

    @property
    def lost(self) -> bool:
        """Whether they do not any more, because the network is another one."""
        return self.listens and self._phones is not None and self._phones.lost

    # -- rows ------------------------------------------------------------------------

    def title_rows(self, canvas: Canvas, *, unsaved: bool) -> list[Row]:
        """Scene, decision, phase and time, and whether nothing is being kept."""
        time, ahead = self.countdown.text(canvas.words), self.forecast.ahead
        return phases.title_rows(self.room, canvas, time=time, unsaved=unsaved, ahead=ahead)

    def board_rows(self, canvas: Canvas, *, with_qr: bool) -> list[Row]:
        """The board; ``with_qr`` says whether the picture for cameras stands beside it."""
        room = self.room
        if self.way_in and self._phones is not None:
            return lobby.way_in_rows(room, canvas, self._code, self._phones, with_qr=with_qr)
        match room.phase:
            case Phase.OWN_WORDS:
                return voting.own_words_rows(room, canvas, reads=self.reads)
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
        """What is wrong with the phones, how many are in, and the counts being typed."""
        if self.room.phase is Phase.LOBBY:
            rows = lobby.people_rows(self.room, canvas) + self._reach_rows(canvas)
        elif self.room.phase is Phase.PRESENT:
            rows = self._reach_rows(canvas)
        else:
            rows = phases.foot_rows(self.room, canvas, self.prompt(canvas.words), self.typed.text, self._where())
        if self.flashing:
            rows = [row._replace(fill="cursor") for row in rows[:1]] + rows[1:]
        if self._phones is None or self.room.plan.voting is not Voting.PHONES:
            return rows
        return lobby.trouble_rows(self._phones, canvas) + rows

    def _reach_rows(self, canvas: Canvas) -> list[Row]:
        """Where the minutes do not reach: where to stop, or what to play quickly."""
        short = self.room.phase is not Phase.LOBBY
        text = reach_text(self.room, self.clock, self.forecast, canvas.words, short=short)
        return block(text, canvas.width, "mark") if text else []

    def pace(self, words: Catalogue) -> str:
        """How far it has come, and how far its minutes reach."""
        in_foot = self.room.phase is Phase.LOBBY
        return pace_text(self.room, self.clock, self.forecast, words, in_foot=in_foot)

    def cover_rows(self, canvas: Canvas) -> list[Row]:
        """What lies over everything."""
        return phases.blank_rows(canvas) if self.room.veil is Veil.BLANK else phases.pause_rows(canvas)

    def picture(self, canvas: Canvas) -> list[tuple[Part, ...]]:
        """The picture for cameras on a screen of this size; empty where there is none, or no room for it."""
        by_phone = (self.room.phase is Phase.LOBBY or self.way_in) and self.room.plan.voting is Voting.PHONES
        if self._phones is None or not by_phone or canvas.glyphs.bar_full.isascii():
            return []
        return qr_rows(self._phones.url, canvas.width - _BESIDE, canvas.height - _AROUND)

    def _where(self) -> str:
        """Where late comers go."""
        if self._phones is None or self.room.plan.voting is not Voting.PHONES or not self.room.people.door:
            return ""
        return lobby.shown_address(self._phones.url)
