"""The learner's finished attempts: each can be debriefed, replayed, played again, and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from roleplay.presenting.deletion import deleted_text, deletion_question
from roleplay.presenting.history import EVERY_ATTEMPT, HistoryFilter, HistoryListing, PastAttempt, export_question
from roleplay.records.model import AttemptRecord
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.ask import BackQuestion
from roleplay.tui.screens.branch import ask_for_branch
from roleplay.tui.screens.export import ask_export, may_export
from roleplay.tui.screens.listing import SearchedListScreen
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.history import History


class HistoryList(PointedList[PastAttempt]):
    """A list of attempts."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open", id="history_open")]


class HistoryScreen(SearchedListScreen[PastAttempt]):
    """All finished attempts."""

    list_class = HistoryList
    placeholder_key = "history.filter"
    help_key = "help.history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "replay", "Show again", id="replay"),
        Binding("a", "again", "Play again", id="history_again"),
        Binding("i", "branches", "What-ifs", show=False, id="debrief_branches"),
        Binding("m", "mode", "Mode", id="history_mode"),
        Binding("p", "passing", "Passed", id="history_passing"),
        Binding("slash", "filter", "Filter", id="filter"),
        Binding("x", "export", "Write down", id="history_export"),
        Binding("d", "delete", "Delete", id="history_delete"),
        Binding("escape", "clear", "Back", id="back"),
        Binding("down", "to_list", "Down", show=False, id="move"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = EVERY_ATTEMPT
        self._history: History | None = None

    # -- showing -------------------------------------------------------------------

    def load(self) -> None:
        """Read the record; filtering works on what was read."""
        self._history = History(self.host.workspace)
        self.show()

    def listing(self) -> HistoryListing:
        finished = 0 if self._history is None else len(self._history.finished)
        return HistoryListing(self._attempts(self._filter), finished, self._filter, self.words, self.glyphs)

    def _attempts(self, filter_: HistoryFilter) -> list[PastAttempt]:
        return [] if self._history is None else self._history.past(self.language, filter_)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer actions on an attempt only if one is highlighted."""
        if action in ("replay", "again", "branches", "delete"):
            return self.items.highlighted is not None
        if action == "export":
            return self.items.highlighted is not None and may_export(self)
        return super().check_action(action, parameters)

    # -- the attempt under the pointer -------------------------------------------------

    def on_pointed_list_chosen(self) -> None:
        """Open its debrief."""
        self._open(PastTarget.DEBRIEF)

    def action_replay(self) -> None:
        """Replay its conversation."""
        self._open(PastTarget.REPLAY)

    def action_again(self) -> None:
        """Play it again with the same deal."""
        self._open(PastTarget.AGAIN)

    def action_branches(self) -> None:
        """Ask for one of its branches; its debrief is opened below the branch, as if it had been chosen there."""
        record = self._record

        def show(branch: AttemptRecord) -> None:
            self._open(PastTarget.DEBRIEF)
            self.host.open_past(branch, PastTarget.BRANCH)

        if record is not None:
            ask_for_branch(self, record, show)

    @property
    def _record(self) -> AttemptRecord | None:
        attempt = self.items.highlighted
        return None if attempt is None else self.host.workspace.store.attempt(attempt.id)

    def _open(self, past_as: PastTarget) -> None:
        record = self._record
        if record is not None:
            self.host.open_past(record, past_as)
        self.host.report_problems()

    def action_export(self) -> None:
        """Export this attempt, or all that the list shows."""
        attempt, shown = self.items.highlighted, self.shown.items
        if attempt is None or len(shown) < 2:
            ask_export(self, shown)
            return
        self.app.push_screen(
            BackQuestion(export_question(attempt, shown)), lambda chosen: ask_export(self, chosen or ())
        )

    def action_delete(self) -> None:
        attempt = self.items.highlighted
        if attempt is None:
            return
        of_scene, store = self._attempts(HistoryFilter(scene=attempt.scene)), self.host.workspace.store

        def answered(chosen: Sequence[PastAttempt] | None) -> None:
            if chosen:
                scene = attempt.scene if chosen is of_scene else None
                ids = [each.id for each in chosen] if scene is None else store.attempts_at(scene)
                store.delete(ids, scene)
                self.host.note(deleted_text(len(ids), [], self.words))
                self.host.report_problems()
                self.load()

        self.app.push_screen(BackQuestion(deletion_question(attempt, of_scene)), answered)

    # -- filtering -----------------------------------------------------------------

    @property
    def search_text(self) -> str:
        return self._filter.search_text

    def search(self, text: str) -> None:
        self._set_filter(self._filter._replace(search_text=text))

    def _set_filter(self, filter_: HistoryFilter) -> None:
        self._filter = filter_
        self.show()

    def action_mode(self) -> None:
        self._set_filter(self._filter.next_mode())

    def action_passing(self) -> None:
        self._set_filter(self._filter.next_passing())

    async def action_clear(self) -> None:
        """Clear the filter; if it is empty already, go back."""
        if self._filter.is_set or self.query(Input):
            self._filter = EVERY_ATTEMPT
            await self.clear_search()
        else:
            await self.run_action("app.leave")
