"""A scene played while its file is being edited in another window: the conversation, the findings, and the map."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from roleplay.authoring.background_examiner import BackgroundExaminer, Outcome
from roleplay.authoring.draft import Draft
from roleplay.authoring.scene_file import SceneFile
from roleplay.presenting import editing, facts
from roleplay.presenting.edit_desk import EditDesk, EditOutcome
from roleplay.presenting.rows.keys import KeyState
from roleplay.presenting.rows.row import Row
from roleplay.session import transcript
from roleplay.tui.base import STYLES
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.edit_panes import EditPanes
from roleplay.tui.widgets.choices import Choices
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.scene_map import SceneMap
from roleplay.tui.widgets.side_pane import SidePane
from roleplay.tui.widgets.talk import Talk

#: Seconds between two checks of the file itself, and of the files it depends on.
FILE_POLL_SECONDS, DEPENDENCY_POLL_SECONDS = 0.1, 1.0


class EditScreen(EditPanes):
    """Shows a scene file being written. Nothing played here goes into the learner's record."""

    CSS_PATH = STYLES / "edit.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pick(1)", "Say", id="edit_say", key_display="1-9"),
        *(Binding(str(number), f"pick({number})", show=False, id="edit_say") for number in range(2, 10)),
        Binding("enter", "pick_here", "Say", id="edit_enter", show=False),
        Binding("up", "move(-1)", "Move", show=False, id="edit_move"),
        Binding("down", "move(1)", "Move", show=False, id="edit_move"),
        Binding("u", "take_back", "Take back", id="edit_take_back"),
        Binding("f", "forward", "Redo", id="edit_forward"),
        Binding("r", "restart", "From the start", id="edit_restart"),
        Binding("d", "deal", "Another deal", id="edit_deal"),
        Binding("c", "cast", "Another cast", show=False, id="edit_cast"),
        Binding("n", "finding(1)", "Next finding", id="edit_next"),
        Binding("p", "finding(-1)", "Previous finding", show=False, id="edit_previous"),
        Binding("m", "map", "Map", id="edit_map"),
        Binding("s", "seam(1)", "Next seam", id="edit_seam"),
        Binding("b", "seam(-1)", "Previous seam", show=False, id="edit_seam_before"),
        Binding("tab", "pane(1)", "Other pane", show=False, id="edit_pane"),
        Binding("shift+tab", "pane(-1)", "Other pane", show=False, id="edit_pane"),
        Binding("j", "start_here", "Start here", id="edit_here"),
        Binding("k", "keep", "Keep this walk", id="edit_keep"),
        Binding("t", "transcript", "Transcript", show=False, id="play_transcript"),
        Binding("pageup", "pages(-1)", "Up", show=False, id="play_scroll_up"),
        Binding("pagedown", "pages(1)", "Down", show=False, id="play_scroll_down"),
        Binding("escape", "talk", "Back to the conversation", id="edit_talk"),
    ]
    help_key = "help.edit"

    class Examined(Message):
        """The slower checks of a draft are done."""

        def __init__(self, draft: Draft, outcome: Outcome) -> None:
            super().__init__()
            self.draft = draft
            self.outcome = outcome

    def __init__(self, scene_file: SceneFile) -> None:
        super().__init__()
        self.scene_file = scene_file
        self.playtest = scene_file.playtest
        self.desk = EditDesk(scene_file, self.words, self.glyphs, ascii=self.app.has_class("-ascii"))
        self._examiner = BackgroundExaminer(self._post_examined)

    # -- what is shown -----------------------------------------------------------

    def compose(self) -> ComposeResult:
        self.desk.open()
        self.talk = Talk(self.host, id="talk")
        yield RowsView(self._title_rows, id="title")
        with Horizontal(id="stage"):
            yield self.talk
            yield SidePane(self.desk.findings, self.desk.map, self.glyphs, id="beside")
        yield KeyBar()

    def on_mount(self) -> None:
        self._examine()
        self.show_pane()
        self._show(fresh=True)
        self.set_interval(FILE_POLL_SECONDS, self.check_file)
        self.set_interval(DEPENDENCY_POLL_SECONDS, self.check_dependencies)

    def on_unmount(self) -> None:
        """Cancel the checks that are still running."""
        self._examiner.cancel()

    async def change_language(self) -> None:
        """Show everything in the new language, at the same place."""
        self._show(fresh=False, highlighted=self.talk.choices.highlighted)

    def _show(self, *, fresh: bool, highlighted: int = 0, map: bool = True) -> None:
        """Show everything again. With ``fresh`` the last line is scrolled into view."""
        self._show_talk(fresh=fresh)
        self._show_choices(highlighted)
        self._show_findings()
        if map:
            self._show_map()
        self.refresh_bindings()

    def _show_talk(self, *, fresh: bool) -> None:
        attempt, talk = self.playtest.attempt, self.talk
        if attempt is None:
            talk.transcript.show([], 0)
            talk.meters.show((), self.words("edit.waiting"))
            return
        marked = editing.marked_line(self.playtest.change, attempt, transcript(attempt))
        talk.transcript.mark_line(marked, self.words("edit.changed"))
        newest = facts.newest_line(attempt) if marked is None else marked
        talk.show(attempt, newest if fresh else None)
        talk.meters.show(facts.meter_facts(attempt, self.words, self.glyphs))

    def _show_choices(self, highlighted: int = 0) -> None:
        attempt, change = self.playtest.attempt, self.playtest.change
        items = [] if attempt is None else editing.items(attempt, change, self.words)
        if attempt is not None and not highlighted:
            highlighted = editing.changed_choice(attempt, change)
        self.talk.choices.show(items, self._rows_above_choices, highlighted=highlighted)

    def _rows_above_choices(self, width: int) -> list[Row]:
        return editing.rows_above_choices(
            self.scene_file, self.desk.message(self.words), self.words, self.glyphs, width, self.size.height
        )

    def _show_findings(self) -> None:
        """Show the findings, and the title with their count."""
        self.query_one(SidePane).show_findings(self.playtest, self.words)
        self.query_one("#title", RowsView).update_rows()

    def _show_map(self) -> None:
        self.query_one(SidePane).show_map(self.playtest, self.words)
        self._show_seam()

    def _show_seam(self) -> None:
        self.query_one(SidePane).show_seam(self.playtest, self.words)

    def _title_rows(self, width: int) -> list[Row]:
        return editing.title_rows(self.scene_file, self.words, self.glyphs, width)

    # -- the file ------------------------------------------------------------------

    def check_file(self) -> None:
        """If the file has changed, show the new version: the conversation now, map and checks after the next paint."""
        if self.desk.check_file():
            self._show_new_version()

    def check_dependencies(self) -> None:
        """The same for the vocabulary, the personas and the rubrics."""
        if self.desk.check_dependencies():
            self._show_new_version()

    def _show_new_version(self) -> None:
        self.discard_pending_input()
        self.show_pane()
        self._show(fresh=True, map=False)
        self.call_after_refresh(self._show_the_rest)

    def _show_the_rest(self) -> None:
        """Show what can wait until the conversation has been painted."""
        self._show_map()
        self._examine()

    def _post_examined(self, draft: Draft, outcome: Outcome) -> None:
        self.post_message(self.Examined(draft, outcome))  # safe from any thread

    def _examine(self) -> None:
        if self.playtest.is_checking and self.playtest.draft is not None:
            self._examiner.submit(self.playtest.draft)

    def on_edit_screen_examined(self, event: Examined) -> None:
        """Add the findings of the slower checks, if they are about the draft that is shown."""
        event.stop()
        if self.desk.add_examination(event.draft, event.outcome):
            self._show_findings()
            self._show_map()
            self._show_outcome(self.desk.retry_start(self.words))

    # -- the walk --------------------------------------------------------------------

    def _show_outcome(self, outcome: EditOutcome) -> None:
        """Show the new place in the story, or say why it has not changed."""
        if outcome.moved:
            self.discard_pending_input()
            self.query_one(KeyBar).clear_note()
            self._show(fresh=True)
        if outcome.note:
            self.host.note(outcome.note, "warning" if outcome.warning else "information")
        self.show_pane()

    def action_pick(self, number: int) -> None:
        """Pick the line of that number; if the conversation is not visible, only show it."""
        seen = self.talk.display
        self.activate_pane("talk")
        if seen:
            self.talk.choices.pick(number - 1)

    def action_pick_here(self) -> None:
        """Pick the selected line, place or finding."""
        if self.desk.pane == "talk":
            choices = self.talk.choices
            choices.pick(choices.highlighted)
        else:
            self.action_start_here()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """Say a line; at an ending, keep the walk."""
        event.stop()
        if self.is_stale(event):
            return
        attempt = self.playtest.attempt
        if attempt is not None and attempt.over:
            self.action_keep()
        else:
            self._show_outcome(self.desk.say(event.index, self.words))

    def action_take_back(self) -> None:
        self._show_outcome(self.desk.take_back(self.words))

    def action_forward(self) -> None:
        self._show_outcome(self.desk.go_on(self.words))

    def action_restart(self) -> None:
        self._show_outcome(self.desk.restart())

    def action_deal(self) -> None:
        self._show_outcome(self.desk.deal_again(self.words))

    def action_cast(self) -> None:
        self._show_outcome(self.desk.cast_again(self.words))

    def action_seam(self, by: int) -> None:
        """Show the next seam; from another pane, first the last one on the walk."""
        if not self.activate_pane("seams"):
            self.playtest.read_seam(by)
            self._show_seam()

    def action_start_here(self) -> None:
        self._show_outcome(self.desk.start_here(self.words))

    def on_scene_map_picked(self, event: SceneMap.Picked) -> None:
        event.stop()
        self._start_at(event.passage)

    def _start_at(self, passage: str) -> None:
        self._show_outcome(self.desk.start_at(passage, self.words))

    def action_keep(self) -> None:
        """Ask for a name, then write the walk into the file."""
        walk = self.desk.walk_to_keep(self.words)
        if isinstance(walk, EditOutcome):
            self._show_outcome(walk)
            return
        from roleplay.tui.screens.keep import KeepScreen

        self.app.push_screen(KeepScreen(*walk), self._keep)

    def _keep(self, name: str | None) -> None:
        if name is None:
            return
        outcome = self.desk.keep(name.strip(), self.words)
        if outcome.moved:
            self._show_new_version()
        self.call_after_refresh(self._show_note_later, outcome)  # once the dialog has closed

    def _show_note_later(self, outcome: EditOutcome) -> None:
        self.query_one(KeyBar).show_note(outcome.note, "warning" if outcome.warning else "information")

    def action_transcript(self) -> None:
        if self.playtest.attempt is not None:
            from roleplay.tui.screens.transcript import TranscriptScreen

            self.app.push_screen(TranscriptScreen(self.playtest.attempt))

    # -- the keys ----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only keys that have something to act on."""
        return self.desk.is_available(action)

    def key_state(self, key: str) -> KeyState:
        """The key as shown at the current place of the story."""
        return self.desk.key_state(key, self.words)
