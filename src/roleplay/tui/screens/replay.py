"""A conversation replayed at reading speed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from roleplay.presenting.replay import Replay
from roleplay.presenting.rows.row import Row, block
from roleplay.presenting.rows.title import replay_title
from roleplay.session import Attempt
from roleplay.tui.base import STYLES
from roleplay.tui.screens.page import TitledPage
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.transcript import Transcript


class ReplayScreen(TitledPage):
    """Plays line by line; it can be paused, stepped through, and searched for a criterion."""

    CSS_PATH = STYLES / "conversation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "Pause", id="replay_pause"),
        Binding("right", "step(1)", "Next line", id="replay_step", key_display="←/→"),
        Binding("left", "step(-1)", "Line before", show=False, id="replay_step"),
        Binding("n", "turn(1)", "Next turn", id="replay_turn", key_display="n/p"),
        Binding("p", "turn(-1)", "Turn before", show=False, id="replay_turn"),
        Binding("c", "criterion", "Criterion", id="replay_criterion"),
        Binding("end,G", "all", "All", id="replay_all"),
        Binding("home,g", "from_start", "From the start", show=False, id="replay_start"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.replay"

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt
        self._next_timer: Timer | None = None

    def compose_page(self) -> ComposeResult:
        self.replay = Replay(self._attempt, self.words)
        yield Transcript(id="transcript", classes=EDGE)
        yield RowsView(self._state, id="state")

    def on_mount(self) -> None:
        self._show(self.replay.shown - 1)

    @property
    def scroll_target(self) -> Transcript:
        """The transcript."""
        return self.query_one(Transcript)

    def title_row(self, width: int) -> Row:
        return replay_title(self._attempt, self.words, self.glyphs, width)

    def _state(self, width: int) -> list[Row]:
        return block(self.replay.status_text(), width, "muted")

    def _show(self, fresh: int | None) -> None:
        """Show the lines; those from ``fresh`` are new. The next follows after the time it takes to read the last."""
        view, replay = self.scroll_target, self.replay
        view.turn_heading = self.words.words["play.turn"]
        view.show(replay.lines[: replay.shown], fresh)
        self.query_one("#state", RowsView).update_rows()
        self.refresh_bindings()
        if self._next_timer is not None:
            self._next_timer.stop()
            self._next_timer = None
        if not replay.paused and not replay.at_end:
            self._next_timer = self.set_timer(replay.seconds, self._go_on)

    def _go_on(self) -> None:
        if self.is_on_top:  # below another screen it waits
            self._move(self.replay.move(1))
        else:
            self._next_timer = self.set_timer(1.0, self._go_on)

    def _move(self, moved: bool) -> None:
        self._show(self.replay.shown - 1 if moved else None)

    def show_page(self) -> None:
        self.replay.set_language(self.words)
        self._show(None)

    def action_pause(self) -> None:
        """Pause or resume; at the end, begin again."""
        if self.replay.at_end:
            self.replay.paused = False
            self._move(self.replay.restart())
        else:
            self.replay.paused = not self.replay.paused
            self._show(None)

    def action_step(self, by: int) -> None:
        """Go one line on or back. Stepping by hand pauses playback."""
        self.replay.paused = True
        self._move(self.replay.move(by))

    def action_turn(self, by: int) -> None:
        """Go to the next or previous line of the learner that matches the criterion."""
        self.replay.paused = True
        if not self.replay.to_turn(by):
            self.host.note(self.words("replay.no_more"))
        self._move(True)

    def action_criterion(self) -> None:
        """Search for the lines of the next criterion."""
        self.replay.next_criterion()
        self._show(None)

    def action_all(self) -> None:
        self._move(self.replay.to_end())

    def action_from_start(self) -> None:
        self._move(self.replay.restart())
