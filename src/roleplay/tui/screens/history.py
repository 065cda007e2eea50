"""The attempts that the learner has finished: each can be looked back on, shown again, played again, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from roleplay.locales import Catalogue
from roleplay.presenting.deletion import gone, scene_goes, what_goes
from roleplay.presenting.history import (
    HistoryFilter,
    PastAttempt,
    WhichPassed,
    attempt_row,
    count_words,
    heading_row,
    past_attempts,
)
from roleplay.presenting.record_notes import titles
from roleplay.presenting.rows.row import Row
from roleplay.records.model import AttemptRecord, AttemptSummary, When
from roleplay.session import Mode
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.launch_target import PastTarget
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.branch import ask_for_branch
from roleplay.tui.screens.export import ask_export, may_export
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.examples import opened

#: What `m` and `p` go through.
_MODES = ("", *(mode.value for mode in Mode))
_PASSING = tuple(WhichPassed)


class HistoryList(PointedList[PastAttempt]):
    """Attempts, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Open", id="history_open")]
    #: the words of the names over the columns, and of what stands behind a title
    names: Catalogue

    def key_of(self, item: PastAttempt) -> str:
        return item.id

    def names_row(self, width: int) -> Row:
        return heading_row(self.names, width)

    def item_row(self, item: PastAttempt, width: int, *, at_cursor: bool) -> Row:
        return attempt_row(item, self.names, self._glyphs, width, at_cursor=at_cursor)


class HistoryScreen(BaseScreen[None]):
    """All finished attempts."""

    CSS_PATH = STYLES / "library.tcss"
    AUTO_FOCUS = "HistoryList"
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
        self._wanted = HistoryFilter()
        self._finished: Sequence[AttemptSummary] = ()
        self._examples: Mapping[str, When] = {}

    def compose(self) -> ComposeResult:
        self.attempts = HistoryList(self.glyphs, id="scenes")
        self.top = Static(id="top")
        yield self.top
        with Vertical(id="left"):
            yield self.attempts
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was played or deleted meanwhile shows in the list."""
        super().on_screen_resume()
        self._load()

    async def change_language(self) -> None:
        """The same list in the other language; the highlight and the filter stay."""
        self._show()
        for field in self.query(Input):
            field.placeholder = self.words("history.filter")
        self.refresh_bindings()

    # -- showing -------------------------------------------------------------------

    def _load(self) -> None:
        """Read the record; what is typed to find an attempt does not."""
        self._finished = self.host.workspace.store.history()
        self._examples = opened(self.host.workspace)
        self._show()

    def _in_words(self, wanted: HistoryFilter) -> list[PastAttempt]:
        known = titles(self.host.workspace.library.entries, self.language)
        return past_attempts(self._finished, known, self.words, wanted, self._examples)

    def _show(self) -> None:
        words, finished = self.words, self._finished
        shown = self._in_words(self._wanted)
        count = count_words(len(shown), len(finished), self._wanted, words)
        self.top.update(Content.assemble((words("history.title"), "bold"), ("  " + count, "$foreground-muted")))
        self.attempts.names = words
        self.attempts.show_items(shown, words("history.nothing" if finished else "history.none"))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs an attempt is there where one is highlighted."""
        if action in ("replay", "again", "branches", "delete"):
            return self.attempts.highlighted is not None
        if action == "export":
            return self.attempts.highlighted is not None and may_export(self)
        return super().check_action(action, parameters)

    # -- the attempt under the pointer -------------------------------------------------

    def on_pointed_list_chosen(self) -> None:
        """Its debrief, as it was."""
        self._open(PastTarget.DEBRIEF)

    def action_replay(self) -> None:
        """Its conversation, shown again."""
        self._open(PastTarget.REPLAY)

    def action_again(self) -> None:
        """Played again as it was dealt."""
        self._open(PastTarget.AGAIN)

    def action_branches(self) -> None:
        """What was tried from it, as in its debrief, which lies under a branch that is shown."""
        record = self._record

        def show(branch: AttemptRecord) -> None:
            self._open(PastTarget.DEBRIEF)
            self.host.open_past(branch, PastTarget.BRANCH)

        if record is not None:
            ask_for_branch(self, record, show)

    @property
    def _record(self) -> AttemptRecord | None:
        attempt = self.attempts.highlighted
        return None if attempt is None else self.host.workspace.store.attempt(attempt.id)

    def _open(self, past_as: PastTarget) -> None:
        record = self._record
        if record is not None:
            self.host.open_past(record, past_as)
        self.host.tell_problem()

    def action_export(self) -> None:
        """Into a file: this one, or all that the list shows."""
        attempt, shown = self.attempts.highlighted, self._in_words(self._wanted)
        if attempt is None or len(shown) < 2:
            ask_export(self, shown)
            return
        self.app.push_screen(WhichQuestion(attempt, shown), lambda chosen: ask_export(self, chosen or ()))

    def action_delete(self) -> None:
        attempt = self.attempts.highlighted
        if attempt is None:
            return
        of_scene, store = self._in_words(HistoryFilter(scene=attempt.scene)), self.host.workspace.store

        def answered(chosen: Sequence[PastAttempt] | None) -> None:
            if chosen:
                scene = attempt.scene if chosen is of_scene else None
                ids = [each.id for each in chosen] if scene is None else store.attempts_at(scene)
                store.delete(ids, scene)
                self.host.note(gone(len(ids), [], self.words))
                self.host.tell_problem()
                self._load()

        self.app.push_screen(DeleteQuestion(attempt, of_scene), answered)

    # -- filtering -----------------------------------------------------------------

    def _want(self, wanted: HistoryFilter) -> None:
        self._wanted = wanted
        self._show()

    def action_mode(self) -> None:
        """Of the next mode; after the last one, of all."""
        here = _MODES.index(self._wanted.mode)
        self._want(self._wanted._replace(mode=_MODES[(here + 1) % len(_MODES)]))

    def action_passing(self) -> None:
        """Passed, not passed, or both."""
        here = _PASSING.index(self._wanted.passing)
        self._want(self._wanted._replace(passing=_PASSING[(here + 1) % len(_PASSING)]))

    async def action_filter(self) -> None:
        if not self.query(Input):
            text = self.words("history.filter")
            field = OneLineInput(self._wanted.sought, placeholder=text, id="filter", compact=True)
            await self.query_one("#left").mount(field, before=0)
        self.query_one(Input).focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.value != self._wanted.sought:
            self._want(self._wanted._replace(sought=message.value))

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.attempts.focus()

    def action_to_list(self) -> None:
        self.attempts.focus()

    async def action_clear(self) -> None:
        """All attempts again; where all are shown, back."""
        if self._wanted.leaves_out or self.query(Input):
            self.attempts.focus()
            await self.query(Input).remove()
            self._want(HistoryFilter())
        else:
            await self.run_action("app.leave")


class WhichQuestion(AskScreen[Sequence[PastAttempt]]):
    """Which attempts are to be written: one, or all that are shown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
    help_key = "help.export"

    def __init__(self, attempt: PastAttempt, shown: Sequence[PastAttempt]) -> None:
        replies: list[Reply[Sequence[PastAttempt]]] = [
            Reply((), "export.back"),
            Reply((attempt,), "export.this_one"),
            Reply(shown, "export.all_shown"),
        ]
        super().__init__("export.which_ones", "export.which_about", replies)


class DeleteQuestion(AskScreen[Sequence[PastAttempt]]):
    """Whether an attempt, or all at its scene, may go for good; answers those that may."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
    help_key = "help.history"

    def __init__(self, attempt: PastAttempt, of_scene: Sequence[PastAttempt]) -> None:
        replies: list[Reply[Sequence[PastAttempt]]] = [
            Reply((), "delete.keep"),
            Reply((attempt,), "delete.this_one"),
            Reply(of_scene, "delete.all_of_scene"),
        ]
        super().__init__("delete.title", "", replies)
        self._attempt, self._of_scene = attempt, of_scene

    def about(self) -> str:
        of_all = scene_goes(self._attempt.title, len(self._of_scene), self.words)
        return f"{what_goes([self._attempt], self.words)}\n{of_all}"
