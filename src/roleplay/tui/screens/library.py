"""Home: all scenes on the left, what the highlighted one is about on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input
from textual.worker import get_current_worker

from roleplay.presenting.library_rows import LibraryRow, Past, RowKind, details
from roleplay.presenting.library_view import LibraryView, Reminders
from roleplay.presenting.rows.scene_list import SceneListing
from roleplay.records.model import AttemptSummary
from roleplay.tui.base import MIN_COLUMNS
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.listing import SearchedListScreen
from roleplay.tui.widgets.edge import ReadingPane
from roleplay.tui.widgets.prose import Prose
from roleplay.tui.widgets.scene_list import SceneList

#: From this width on every criterion is explained.
_WIDE = 100
#: From this width on the history has a column of its own.
_HUGE = 150
#: With more attempts than this in the record, the first frame does not wait for all of them.
_MAX_AT_START = 100
#: How many attempts the history shows: beside the details, and in a column of its own.
_FEW, _MANY = 5, 30


class LibraryScreen(SearchedListScreen[LibraryRow]):
    """The library."""

    list_class = SceneList
    placeholder_key = "library.filter"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (MIN_COLUMNS, "-narrow"),
        (76, "-medium"),
        (_WIDE, "-wide"),
        (_HUGE, "-huge"),
    ]
    help_key = "help.library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "resume", "Go on", id="resume"),
        Binding("x", "discard", "Discard", id="discard"),
        Binding("d", "drill", "Drill a class", id="drill"),
        Binding("p", "app.open('progress')", "Progress", id="progress"),
        Binding("u", "app.open('due')", "Due", id="due"),
        Binding("f", "app.open('forms')", "Tests", id="forms"),
        Binding("h", "app.open('history')", "History", id="history"),
        Binding("g", "app.open('goals')", "Goals", id="goals"),
        Binding("i", "app.open('incident')", "A conversation of your own", show=False, id="incident"),
        Binding("slash", "filter", "Filter", id="filter"),
        Binding("escape", "clear", "Show all", id="clear"),
        Binding("down", "to_list", "Down", show=False, id="move"),
        Binding("pagedown", "page(1)", "Read on", show=False, id="read_on"),
        Binding("pageup", "page(-1)", "Read back", show=False, id="read_on"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view = LibraryView()
        self._finished: Sequence[AttemptSummary] = ()
        self._up_to_date = False
        self._roomy = self._huge = False

    def compose(self) -> ComposeResult:
        self.create_widgets()
        self.resume, self.past = Prose(id="resume"), Prose(id="past")
        self._roomy, self._huge = self._width_flags()
        self._read(limit=_MAX_AT_START)  # before the first layout, which saves another one
        yield self.top
        yield self.resume
        with Horizontal(id="shelves"):
            with Vertical(id="left"):
                yield self.items
            with ReadingPane(id="right", can_focus=False):
                yield self.about
                yield self.past
        yield KeyBar()

    def on_mount(self) -> None:
        self._start_rescoring()
        self.call_after_refresh(self._start_due_count)

    @property
    def _past(self) -> Past:
        return self._view.past

    def _start_rescoring(self) -> None:
        if self._past.has_outdated_results:
            self.run_worker(self._rescore, thread=True, exit_on_error=False)

    def _start_due_count(self) -> None:
        """In the background, read the rest of a long record and count what is due."""
        if self.host.workspace.has_record:
            self.run_worker(self._count_due, thread=True, exit_on_error=False, exclusive=True, group="due")

    def _count_due(self) -> None:
        from roleplay.workspace.reminders import current_reminders

        workspace = self.host.workspace
        worker = get_current_worker()
        if not self._past.complete:
            everything = workspace.store.history()
            if not worker.is_cancelled:
                self.app.call_from_thread(self._set_history, everything)
        calls = current_reminders(workspace, self._finished, self.words)
        if not worker.is_cancelled and calls != self._view.reminders:
            self.app.call_from_thread(self._set_calls, calls)

    def _set_history(self, finished: Sequence[AttemptSummary]) -> None:
        self._finished = finished
        self._view.past = Past.of(finished, self._past.unfinished)
        self.show()
        self._start_rescoring()

    def _set_calls(self, calls: Reminders) -> None:
        self._view.reminders = calls
        self.show()

    def _rescore(self) -> None:
        """In the background, rescore attempts that an earlier version of the scoring judged."""
        worker = get_current_worker()
        for _ in self.host.workspace.rescore_outdated():
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._rescored)

    def _rescored(self) -> None:
        self._up_to_date = False
        self.load()

    def on_screen_suspend(self) -> None:
        self._up_to_date = False

    def load(self) -> None:
        """Update the list with what was played meanwhile."""
        if self.is_current and not self._up_to_date:
            self._read()
            self._start_due_count()

    def _width_flags(self) -> tuple[bool, bool]:
        width = self.app.size.width
        return width >= _WIDE, width >= _HUGE

    def on_resize(self) -> None:
        before = self._roomy, self._huge
        self._roomy, self._huge = self._width_flags()
        if before != (self._roomy, self._huge):
            self.show_details(self.items.highlighted)

    def _read(self, limit: int | None = None) -> None:
        store = self.host.workspace.store
        complete = limit is None or store.finished() <= limit
        self._finished = store.history() if complete else []
        self._view.set_past(Past.of(self._finished, store.unfinished(), complete=complete))
        self._up_to_date = True
        self.show()

    # -- showing -------------------------------------------------------------------

    def listing(self) -> SceneListing:
        workspace = self.host.workspace
        catalogues = workspace.catalogues if self._view.search_text else ()
        return self._view.listing(workspace.library.contents, self.words, catalogues, self.glyphs)

    def show(self, prefer: str | None = None) -> None:
        super().show(prefer or self._view.preferred(self.host.workspace.library.contents))

    def show_details(self, item: LibraryRow | None) -> None:
        contents, most = self.host.workspace.library.contents, _MANY if self._huge else _FEW
        about, past = details(contents, item, self._past, self.words, self.glyphs, most, roomy=self._roomy)
        self.about.show(about)
        self.past.show(past)
        self._show_resume()

    def _show_resume(self) -> None:
        offer = self._view.resume_offer(self.items.highlighted, self.host.workspace.library.contents, self.words)
        self.resume.display = bool(offer)
        self.resume.show(offer)

    # -- acting --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only keys that would do something."""
        if action in ("resume", "discard"):
            return bool(self._past.unfinished)
        if action == "drill":
            return self.items.highlighted is not None and self.items.highlighted.kind is RowKind.SCENE
        if action == "clear":
            return bool(self.search_text) or self._view.discarding or bool(self.query(Input))
        return super().check_action(action, parameters)

    def highlight_moved(self) -> None:
        self._view.cancel_discard()
        super().highlight_moved()
        self.query_one("#right").scroll_home(animate=False)

    def on_pointed_list_chosen(self, message: SceneList.Chosen) -> None:
        """Open the briefing of a scene; for a broken file, say that it cannot be played."""
        if message.item.kind is RowKind.SCENE:
            self.host.open_briefing(message.item.key)
        else:
            self.host.note(self.words("library.cannot_open", name=message.item.title), "warning")

    def action_resume(self) -> None:
        record = self._view.attempt_to_resume(self.items.highlighted)
        if record is not None:
            self.host.resume_attempt(record)

    def action_drill(self) -> None:
        """Begin a drill for a class with the highlighted scene."""
        row = self.items.highlighted
        if row is not None and row.kind is RowKind.SCENE:
            self.host.start_drill(row.key)

    def action_discard(self) -> None:
        """Discard an unfinished attempt; the first press only asks."""
        record = self._view.discard(self.items.highlighted)
        if record is not None:
            self.host.workspace.store.abandon(record.id)
            self._read()
        self._show_resume()
        self.refresh_bindings()

    def action_page(self, by: int) -> None:
        right = self.query_one("#right")
        right.scroll_page_down(animate=False) if by > 0 else right.scroll_page_up(animate=False)

    # -- filtering -----------------------------------------------------------------

    @property
    def search_text(self) -> str:
        return self._view.search_text

    def search(self, text: str) -> None:
        self._view.search_text = text
        self.show()

    async def action_clear(self) -> None:
        if self._view.discarding:
            self._view.cancel_discard()
            self._show_resume()
            self.refresh_bindings()
        else:
            await self.clear_search()
