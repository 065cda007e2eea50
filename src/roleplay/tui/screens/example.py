"""The worked example of a scene: watched line by line with reasons, or with some lines left for the learner."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.presenting import facts
from roleplay.presenting.example import (
    ExampleAnswer,
    answers,
    example_rows,
    held_back,
    items,
    key_state,
    no_example,
    step_words,
    visible_attempt,
)
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import example_title
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, transcript
from roleplay.session.example import ExampleStep, ideal_attempt
from roleplay.session.walk_start import NoStart
from roleplay.tui.host import Host
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.talk import TalkScreen
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.talk import Talk
from roleplay.workspace.examples import ExampleDesk


def example_screen(host: Host, bundle: Bundle, *, with_gaps: bool = False) -> ExampleScreen | None:
    """The screen of a scene's worked example; ``None``, with a note that says why, if it has none."""
    ideal = ideal_attempt(bundle)
    if not isinstance(ideal, NoStart):
        return ExampleScreen(ideal, with_gaps=with_gaps)
    host.note(no_example(ideal, host.words), "warning")
    return None


class ExampleScreen(TalkScreen):
    """A cover that warns what it gives away, the walk, and what to do next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pick(1)", "Pick", id="example_pick"),
        *(Binding(str(number), f"pick({number})", show=False, id="example_pick") for number in range(2, 10)),
        Binding("up,k", "move(-1)", "Move", show=False, id="play_move"),
        Binding("down,j", "move(1)", "Move", show=False, id="play_move"),
        Binding("enter", "pick_here", "Go on", id="play_go_on"),
        Binding("t", "transcript", "Transcript", id="play_transcript"),
        Binding("pageup", "pages(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown", "pages(1)", "Down", show=False, id="play_scroll_down"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]
    help_key = "help.example"

    def __init__(self, ideal: Attempt, *, with_gaps: bool = False) -> None:
        """``ideal`` is the finished walk; ``with_gaps`` makes filling it in the default."""
        super().__init__()
        self.desk = ExampleDesk(self.host.workspace, ideal)
        self.flow = self.desk.flow
        self._with_gaps = with_gaps
        self._seen = 0

    def compose(self) -> ComposeResult:
        self.talk = Talk(self.host, id="talk")
        yield RowsView(self._title_rows, id="title")
        yield self.talk
        yield KeyBar()

    def on_mount(self) -> None:
        self._show(highlighted=1 if self._with_gaps and self.flow.possible_gaps else 0)

    async def change_language(self) -> None:
        """Show the same place in the new language."""
        self._show(highlighted=self.talk.choices.highlighted, fresh=False)

    # -- what is shown -----------------------------------------------------------

    def _title_rows(self, width: int) -> list[Row]:
        turn = "" if self.flow.step is ExampleStep.COVER else step_words(self.flow, self.words)
        return [example_title(self.flow.ideal, turn, self.words, self.glyphs, width)]

    def _show(self, *, highlighted: int = 0, fresh: bool = True) -> None:
        flow, talk = self.flow, self.talk
        covered = flow.step is ExampleStep.COVER
        explained = flow.step in (ExampleStep.WATCH, ExampleStep.EXPLAINED)
        self.set_class(explained or covered, "-coaching")
        talk.set_class(covered, "-crowded")  # there are no meters yet
        if covered:
            talk.transcript.show([])
            talk.meters.show(())
        else:
            played = visible_attempt(flow)
            held = held_back(flow)
            before, self._seen = self._seen, len(transcript(played)) - held
            talk.show(played, min(before, self._seen) if fresh else None, held)
            talk.meters.show(facts.meter_facts(flow.shown, self.words, self.glyphs))
        if fresh:
            self.discard_pending_input()
        self.query_one("#title", RowsView).update_rows()
        talk.choices.show(items(flow, self.words), self._rows_above_choices, highlighted=highlighted, reading=explained)
        self.refresh_bindings()

    def _rows_above_choices(self, width: int) -> list[Row]:
        advised = self.desk.advice(self.words)
        return example_rows(self.flow, self.words, self.glyphs, width, advised, paired=self.desk.paired)

    # -- what the learner does ---------------------------------------------------

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Fill a gap with the line, or follow the chosen answer."""
        event.stop()
        if self.is_stale(event):
            return
        if self.flow.step is ExampleStep.FILL:
            self._fill(event.index)
            return
        match answers(self.flow)[event.index]:
            case ExampleAnswer.WATCH:
                self._begin(with_gaps=False)
            case ExampleAnswer.GAPS:
                self._begin(with_gaps=True)
            case ExampleAnswer.GO_ON:
                self._go_on()
            case ExampleAnswer.PLAY:
                self._play()
            case ExampleAnswer.BACK:
                self.call_next(self.run_action, "app.leave")

    def _begin(self, *, with_gaps: bool) -> None:
        self._seen = 0
        self.desk.begin(with_gaps=with_gaps)
        self._show()
        self.host.report_problems()

    def _go_on(self) -> None:
        self.desk.go_on()
        self._show(highlighted=-1 if self.flow.step is ExampleStep.FILL else 0)
        self.host.report_problems()

    def _fill(self, index: int) -> None:
        choice = facts.choices(self.flow.shown, self.words)[index]
        if self.desk.pick(choice):
            self._show()
        else:
            self.host.note(self.words("play.locked", reason=choice.locked), "warning")

    def _play(self) -> None:
        """Return to the briefing it was opened from, or open a new one."""
        if len(self.app.screen_stack) > 1:
            self.call_next(self.run_action, "app.leave")
        else:
            self.host.open_briefing(self.desk.scene, seed_given=False)

    def action_transcript(self) -> None:
        from roleplay.tui.screens.transcript import TranscriptScreen

        self.app.push_screen(TranscriptScreen(visible_attempt(self.flow), held_back(self.flow)))

    def key_state(self, key: str) -> KeyState:
        """At a gap a number picks a line; elsewhere Enter goes on."""
        return key_state(self.flow, key, len(self.talk.choices.items) if self.is_mounted else 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no transcript before the walk has begun."""
        if action == "transcript":
            return self.flow.step is not ExampleStep.COVER
        return super().check_action(action, parameters)
