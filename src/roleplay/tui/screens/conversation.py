"""The conversation: what is said, what it does to the meters, and what can be said next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from roleplay.presenting import facts
from roleplay.presenting.leaving import PauseAnswer, pause_question
from roleplay.presenting.rows.brief import brief_rows
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.rows.row import Row
from roleplay.presenting.rows.title import conversation_title
from roleplay.presenting.turn_panel import TurnPanel
from roleplay.session import Attempt, Step
from roleplay.tui.base import MIN_COLUMNS
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.talk import TalkScreen
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.talk import Talk
from roleplay.workspace import attempts

if TYPE_CHECKING:
    from roleplay.workspace.encoder import LineMatcher

#: From this width on the brief fits beside the conversation.
_ROOMY = 116


class ConversationScreen(TalkScreen):
    """An attempt being played. Every decision goes through `Attempt.say`, which journals it first."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (_ROOMY, "-roomy")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pick(1)", "Say", id="play_say", key_display="1-9"),
        *(Binding(str(number), f"pick({number})", show=False, id="play_say") for number in range(2, 10)),
        Binding("up,k", "move(-1)", "Move", show=False, id="play_move"),
        Binding("down,j", "move(1)", "Move", show=False, id="play_move"),
        Binding("enter", "pick_here", "Go on", id="play_go_on"),
        Binding("backspace", "other_line", "Another line", id="play_other_line"),
        Binding("plus", "more_time", "More time", id="play_more_time"),
        Binding("h", "hint", "Hint", id="play_hint"),
        Binding("u", "take_back", "Take back", id="play_take_back"),
        Binding("t", "transcript", "Transcript", id="play_transcript"),
        Binding("p", "papers", "Papers", id="play_papers"),
        Binding("pageup", "pages(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown", "pages(1)", "Down", show=False, id="play_scroll_down"),
        Binding("escape", "pause", "Pause", id="pause"),
    ]
    help_key = "help.conversation"
    #: whether this is a "what if", which leads back to the debrief of its attempt
    in_branch: ClassVar[bool] = False

    def __init__(self, attempt: Attempt, attempt_id: str | None) -> None:
        """``attempt_id`` is its id in the record; ``None`` if it is not recorded."""
        super().__init__()
        self.attempt = attempt
        self.attempt_id = attempt_id
        self.panel = TurnPanel(attempt)
        #: the line being typed
        self._typed = ""
        self._matcher: LineMatcher | None = None

    # -- what is shown -----------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.talk = Talk(self.host, own_words=self.attempt.setup.options.own_words, id="talk")
        yield RowsView(self._title_rows, id="title")
        with Horizontal(id="stage"):
            yield self.talk
            yield RowsView(self._side_rows, id="side", classes=EDGE)
        yield KeyBar()

    def on_mount(self) -> None:
        if self.attempt.setup.options.own_words:
            self._matcher = self.host.workspace.matcher(self.attempt.bundle)
        if self.attempt.setup.options.timed:
            self._ticking = self.set_interval(1.0, self.tick)
        self._show_talk(fresh=facts.newest_line(self.attempt))
        # a second Enter after the briefing's must not say anything, so no line is highlighted at first
        self._show_turn(fresh=True, highlighted=-1 if self.panel.step in (Step.GUESS, Step.CHOOSE) else None)
        self._typed = attempts.saved_draft(self.host.workspace.store, self.attempt)
        if self._typed:
            self.query_one("#own", Input).value = self._typed

    def on_unmount(self) -> None:
        """Keep the line being typed for next time, however the screen is left."""
        attempts.save_draft(self.host.workspace.store, self.attempt, self._typed)

    async def change_language(self) -> None:
        """Show everything in the new language, at the same place; the typed text is kept."""
        self._show_talk(fresh=None)
        self.query_one("#side", RowsView).update_rows()
        self._show_turn(highlighted=self.talk.choices.highlighted, keep_time=True)

    def _title_rows(self, width: int) -> list[Row]:
        return [
            conversation_title(self.attempt, self.words, self.glyphs, width, saved=self.saved, branch=self.in_branch)
        ]

    @property
    def saved(self) -> bool:
        """Whether what is said is currently written to the record."""
        return self.attempt_id is not None and self.host.workspace.store.saving

    def _side_rows(self, width: int) -> list[Row]:
        return brief_rows(facts.brief(self.attempt, self.words), self.words, self.glyphs, width)

    def _show_talk(self, fresh: int | None) -> None:
        self.talk.show(self.attempt, fresh, self.panel.held_back())
        self.query_one("#title", RowsView).update_rows()

    def _show_meters(self) -> None:
        if self.attempt.setup.options.hide_meters:
            self.talk.meters.show((), self.panel.hidden_meters(self.words))
        else:
            self.talk.meters.show(facts.meter_facts(self.attempt, self.words, self.glyphs))

    def _show_turn(self, *, fresh: bool = False, highlighted: int | None = None, keep_time: bool = False) -> None:
        """Show the current step of the turn."""
        self._show_meters()
        if not fresh:
            self.talk.transcript.mark_read()
        if not keep_time:
            self.discard_pending_input()
        panel = self.panel
        self.set_class(panel.step is Step.COACH, "-coaching")
        if highlighted is None:
            highlighted = panel.highlighted()
        self.talk.choices.show(
            panel.items(self.words), self._rows_above_choices, highlighted=highlighted, reading=panel.reading
        )
        if self.attempt.setup.options.own_words:
            self._show_own_words(panel.step is Step.OWN_WORDS)
        self.talk.squeeze(hinting=panel.hint is not None)
        self.refresh_bindings()

    def _show_own_words(self, visible: bool) -> None:
        own = self.query_one("#own", Input)
        own.placeholder = self.words("play.own.placeholder")
        if visible != own.has_class("-asked"):
            own.set_class(visible, "-asked")
            if visible:
                own.value = ""
                own.focus()
            else:
                self.set_focus(None)

    def _rows_above_choices(self, width: int) -> list[Row]:
        return self.panel.rows(self.words, self.glyphs, width, self.talk.room_for_choices)

    def key_state(self, key: str) -> KeyState:
        """The key as the current step shows it."""
        return self.panel.key_now(key, self.words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys of the current step."""
        return self.panel.is_available(action)

    # -- what the learner does ---------------------------------------------------

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Take an answer to the current step."""
        event.stop()
        if self.is_stale(event):
            return
        match self.panel.step:
            case Step.GUESS:
                self.panel.guess(event.index)
                self._show_turn()
            case Step.CHOOSE:
                self._choose(event.index)
            case Step.SURE:
                self.panel.answer_sure(event.index + 1)
                self._say()
            case Step.COACH:
                self.panel.go_on()
                self._show_talk(fresh=facts.newest_line(self.attempt) + 2)
                self._show_turn(fresh=True)
            case Step.ENDING:
                self._open_debrief()

    def _open_debrief(self) -> None:
        self.host.show_debrief(self.attempt)

    def _choose(self, index: int) -> None:
        for choice in self.panel.choices(self.words)[index : index + 1]:
            if not self.panel.choose(choice):
                self.host.note(self.words("play.locked", reason=choice.locked), "warning")
            elif self.panel.step is Step.SAY:
                self._say()
            else:
                self._show_turn()

    def _say(self) -> None:
        self.panel.say(self.language)
        self._show_outcome()

    def _show_outcome(self) -> None:
        """Update everything after a line was said and recorded."""
        self._typed = ""
        self.query_one(KeyBar).clear_note()
        self._show_talk(fresh=facts.newest_line(self.attempt))
        self._show_turn(fresh=True)
        self.host.report_problems()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed = event.value

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.panel.step is Step.OWN_WORDS:
            nearest = self._matcher.nearest(self.attempt, event.value, self.language) if self._matcher else None
            self.panel.write(event.value, nearest)
            self._show_turn()

    def action_other_line(self) -> None:
        self.panel.other_line()
        self._show_turn()

    def action_hint(self) -> None:
        before = self.panel.hint
        refusal = self.panel.ask_hint(self.words)
        if refusal:
            self.host.note(refusal)
        elif self.panel.hint != before:
            self._show_turn(highlighted=self.talk.choices.highlighted, keep_time=True)

    def action_take_back(self) -> None:
        refusal = self.panel.take_back(self.words)
        if refusal:
            self.host.note(refusal)
            return
        self._show_talk(fresh=facts.newest_line(self.attempt))
        self._show_turn(fresh=True)

    def action_transcript(self) -> None:
        from roleplay.tui.screens.transcript import TranscriptScreen

        self.app.push_screen(TranscriptScreen(self.attempt, self.panel.held_back()))

    def action_papers(self) -> None:
        from roleplay.tui.screens.papers import PapersScreen

        self.app.push_screen(PapersScreen(self.attempt.bundle))

    def action_pause(self) -> None:
        from roleplay.tui.screens.pause import PauseScreen

        store = self.host.workspace.store
        store.catch_up()
        self.query_one("#title", RowsView).update_rows()
        unwritten = None if self.attempt_id is None else store.unwritten_of(self.attempt_id)
        question = pause_question(unwritten, self.host.workspace.library.entries, in_branch=self.in_branch)
        self.app.push_screen(PauseScreen(question), self._leave)

    async def _leave(self, answer: PauseAnswer | None) -> None:
        self.host.leave(answer)

    # -- time --------------------------------------------------------------------

    def tick(self) -> None:
        """One second has passed. The clock stops while another screen is open."""
        countdown = self.panel.countdown
        if countdown.left is None or not self.is_on_top:
            return
        if countdown.tick():
            self.panel.stay_silent(self.language)
            self._show_outcome()
        else:
            self.talk.choices.update_rows()

    def action_more_time(self) -> None:
        if self.panel.countdown.extend():
            self.talk.choices.update_rows()
