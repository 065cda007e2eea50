"""Home: all scenes on the left, what the highlighted one is about on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from roleplay.presenting.library_rows import (
    LibraryRow,
    Past,
    RowKind,
    details,
    preferred,
    resume_offer,
    rows,
    scene_count,
)
from roleplay.presenting.rows.scene_list import columns
from roleplay.records.model import AttemptRecord, AttemptSummary
from roleplay.tui.base import MIN_COLUMNS, STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.edge import Reading
from roleplay.tui.widgets.one_line_input import OneLineInput
from roleplay.tui.widgets.prose import Prose
from roleplay.tui.widgets.scene_list import SceneList

#: From this width on every criterion is explained.
_WIDE = 100
#: From this width on the history has a column of its own.
_HUGE = 150
#: With more attempts than these in the record, the first picture does not wait for all of them.
_AT_ONCE = 100
#: How many attempts the history shows, beside the details and in a column of its own.
_FEW, _MANY = 5, 30


class LibraryScreen(BaseScreen[None]):
    """The library."""

    CSS_PATH = STYLES / "library.tcss"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (MIN_COLUMNS, "-narrow"),
        (76, "-medium"),
        (_WIDE, "-wide"),
        (_HUGE, "-huge"),
    ]
    AUTO_FOCUS = "SceneList"
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
        Binding("i", "app.open('incident')", "A talk of your own", show=False, id="incident"),
        Binding("slash", "filter", "Filter", id="filter"),
        Binding("escape", "clear", "Show all", id="clear"),
        Binding("down", "to_list", "Down", show=False, id="move"),
        Binding("pagedown", "page(1)", "Read on", show=False, id="read_on"),
        Binding("pageup", "page(-1)", "Read back", show=False, id="read_on"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._past = Past({}, {}, ())
        self._finished: Sequence[AttemptSummary] = ()
        self._sought = ""
        self._discarding: str | None = None
        self._fresh = False
        #: criteria that are due for practice again, as far as that is known
        self._due = 0
        #: the day of the plan's check-in that is due; empty where none is
        self._check_in = ""
        #: tests for before and after whose next time has come, or is under way
        self._tests = 0
        self._roomy = self._huge = False

    def compose(self) -> ComposeResult:
        self.top, self.resume = Static(id="top"), Prose(id="resume")
        self.scenes = SceneList(self.glyphs, id="scenes")
        self.about, self.past = Prose(id="about"), Prose(id="past")
        self._roomy, self._huge = self._room()
        self._load(at_most=_AT_ONCE)  # before it is laid out for the first time: that is once less
        yield self.top
        yield self.resume
        with Horizontal(id="shelves"):
            with Vertical(id="left"):
                yield self.scenes
            with Reading(id="right", can_focus=False):
                yield self.about
                yield self.past
        yield KeyBar()

    def on_mount(self) -> None:
        self._look_whether_judged_before()
        self.call_after_refresh(self._look_what_is_due)

    def _look_whether_judged_before(self) -> None:
        if self._past.judged_before:
            self.run_worker(self._judge_anew, thread=True, exit_on_error=False)

    def _look_what_is_due(self) -> None:
        """Read the rest of a long record, and count what is due, while the library can be used."""
        if self.host.workspace.has_record:
            self.run_worker(self._count_due, thread=True, exit_on_error=False, exclusive=True, group="due")

    def _count_due(self) -> None:
        from roleplay.presenting.due import due
        from roleplay.workspace.focus import tries_of
        from roleplay.workspace.plans import check_in_day
        from roleplay.workspace.sittings import forms_that_call

        workspace = self.host.workspace
        worker = get_current_worker()
        if not self._past.complete:
            everything = workspace.store.history()
            if not worker.is_cancelled:
                self.app.call_from_thread(self._know_all, everything)
        finished, count = self._finished, 0
        if finished:
            count = len(due(finished, workspace.library.contents, workspace.now, self.words, tries_of(workspace)))
        check_in, tests = check_in_day(workspace), len(forms_that_call(workspace))
        if not worker.is_cancelled and (count, check_in, tests) != (self._due, self._check_in, self._tests):
            self.app.call_from_thread(self._tell_due, count, check_in, tests)

    def _know_all(self, finished: Sequence[AttemptSummary]) -> None:
        self._finished = finished
        self._past = Past.of(finished, self._past.unfinished)
        self._show()
        self._look_whether_judged_before()

    def _tell_due(self, count: int, check_in: str, tests: int) -> None:
        self._due, self._check_in, self._tests = count, check_in, tests
        self._show()

    def _judge_anew(self) -> None:
        """Judge by the current scoring what an earlier one judged, while the library can be used."""
        worker = get_current_worker()
        for _ in self.host.workspace.judge_anew():
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._judged)

    def _judged(self) -> None:
        self._fresh = False
        self.on_screen_resume()

    def on_screen_suspend(self) -> None:
        self._fresh = False

    def on_screen_resume(self) -> None:
        """What was played meanwhile shows in the list."""
        if self.is_current and not self._fresh:
            self._load()
            self._look_what_is_due()

    def _room(self) -> tuple[bool, bool]:
        width = self.app.size.width
        return width >= _WIDE, width >= _HUGE

    def on_resize(self) -> None:
        before = self._roomy, self._huge
        self._roomy, self._huge = self._room()
        if before != (self._roomy, self._huge):
            self._show_details(self.scenes.highlighted)

    def _load(self, at_most: int | None = None) -> None:
        store = self.host.workspace.store
        complete = at_most is None or store.finished() <= at_most
        self._finished = store.history() if complete else []
        self._past = Past.of(self._finished, store.unfinished(), complete=complete)
        self._discarding = None
        self._fresh = True
        self._show()

    async def change_language(self) -> None:
        """All words anew; the highlight, the filter and the place in the text stay."""
        self._show()
        for field in self.query(Input):
            field.placeholder = self.words("library.filter")
        self.refresh_bindings()

    # -- showing -------------------------------------------------------------------

    def _show(self) -> None:
        words, contents = self.host.words, self.host.workspace.library.contents
        catalogues = self.host.workspace.catalogues if self._sought else ()
        listed = rows(contents, self._past, words, self._sought, catalogues)
        title = [("roleplay", "bold $text-accent"), ("  " + words("library.title"), "bold")]
        count = scene_count(contents, listed, words, self._sought)
        due = f"  {words('due.library', count=self._due)}" if self._due else ""
        due += f"  {words('plan.check_in_library')}" if self._check_in else ""
        due += f"  {words('forms.library', count=self._tests)}" if self._tests else ""
        self.top.update(Content.assemble(*title, ("  " + count, "$foreground-muted"), (due, "$text-accent")))
        self.scenes.show(listed, columns(words, self._sought), preferred(contents, self._past))
        self._show_details(self.scenes.highlighted)
        self._show_resume()

    def _show_details(self, row: LibraryRow | None) -> None:
        contents, most = self.host.workspace.library.contents, _MANY if self._huge else _FEW
        about, past = details(contents, row, self._past, self.words, self.glyphs, most, roomy=self._roomy)
        self.about.show(about)
        self.past.show(past)

    def _to_resume(self) -> AttemptRecord | None:
        """The attempt that `r` goes on with."""
        row = self.scenes.highlighted
        return self._past.to_resume(None if row is None else row.key)

    def _show_resume(self) -> None:
        record = self._to_resume()
        self.resume.display = record is not None
        if record is not None:
            entries, discarding = self.host.workspace.library.entries, self._discarding == record.id
            self.resume.show([resume_offer(record, entries, self._past, self.words, discarding=discarding)])

    # -- acting --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not shown."""
        if action in ("resume", "discard"):
            return bool(self._past.unfinished)
        if action == "drill":
            return self.scenes.highlighted is not None and self.scenes.highlighted.kind is RowKind.SCENE
        if action == "clear":
            return bool(self._sought) or self._discarding is not None or bool(self.query(Input))
        return super().check_action(action, parameters)

    def on_pointed_list_highlighted(self, message: SceneList.Highlighted) -> None:
        self._discarding = None
        self._show_details(message.item)
        self._show_resume()
        self.query_one("#right").scroll_home(animate=False)

    def on_pointed_list_chosen(self, message: SceneList.Chosen) -> None:
        """Brief a scene; say of a broken file that it cannot be played."""
        if message.item.kind is RowKind.SCENE:
            self.host.open_briefing(message.item.key)
        else:
            self.host.note(self.words("library.cannot_open", name=message.item.title), "warning")

    def action_resume(self) -> None:
        record = self._to_resume()
        if record is not None:
            self.host.resume_attempt(record)

    def action_drill(self) -> None:
        """A class decides together: begin a drill with the highlighted scene."""
        row = self.scenes.highlighted
        if row is not None and row.kind is RowKind.SCENE:
            self.host.start_drill(row.key)

    def action_discard(self) -> None:
        """Give up an unfinished attempt; the first press only asks."""
        record = self._to_resume()
        if record is None:
            return
        if self._discarding == record.id:
            self.host.workspace.store.abandon(record.id)
            self._load()
        else:
            self._discarding = record.id
            self._show_resume()
        self.refresh_bindings()

    def action_page(self, by: int) -> None:
        right = self.query_one("#right")
        right.scroll_page_down(animate=False) if by > 0 else right.scroll_page_up(animate=False)

    # -- filtering -----------------------------------------------------------------

    async def action_filter(self) -> None:
        if not self.query(Input):
            field = OneLineInput(self._sought, placeholder=self.words("library.filter"), id="filter", compact=True)
            await self.query_one("#left").mount(field, before=0)
        self.query_one(Input).focus()
        self.refresh_bindings()

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.value != self._sought:
            self._sought = message.value
            self._show()
            self.refresh_bindings()

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.scenes.focus()

    def action_to_list(self) -> None:
        self.scenes.focus()

    async def action_clear(self) -> None:
        if self._discarding is not None:
            self._discarding = None
            self._show_resume()
        else:
            self._sought = ""
            self.scenes.focus()
            await self.query(Input).remove()
            self._show()
        self.refresh_bindings()
