"""Home: all scenes on the left, what the highlighted one is about on the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from roleplay.presenting.library_rows import LibraryRow, Past, RowKind, about_file, about_scene, past_of, rows
from roleplay.presenting.paragraphs import Paragraph
from roleplay.records.model import AttemptRecord, AttemptSummary
from roleplay.tui.base import MIN_COLUMNS, STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.prose import Prose
from roleplay.tui.widgets.scene_list import Columns, SceneList

#: From this width on every criterion is explained.
_WIDE = 100
#: From this width on the history has a column of its own.
_HUGE = 150
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
        Binding("slash", "filter", "Filter", id="filter"),
        Binding("escape", "clear", "Show all", id="clear"),
        Binding("down", "to_list", "Down", show=False, id="move"),
        Binding("pagedown", "page(1)", "Read on", show=False, id="read_on"),
        Binding("pageup", "page(-1)", "Read back", show=False, id="read_on"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._past = Past({}, {}, ())
        self._sought = ""
        self._discarding: str | None = None
        self._fresh = False
        self._roomy = self._huge = False

    def compose(self) -> ComposeResult:
        """A title, the attempt to go on with, the list, the details."""
        self.top, self.resume = Static(id="top"), Prose(id="resume")
        self.scenes = SceneList(self.glyphs, id="scenes")
        self.about, self.past = Prose(id="about"), Prose(id="past")
        self._roomy, self._huge = self._room()
        self._load()  # before it is laid out for the first time: that is once less
        yield self.top
        yield self.resume
        with Horizontal(id="shelves"):
            with Vertical(id="left"):
                yield self.scenes
            with VerticalScroll(id="right", can_focus=False):
                yield self.about
                yield self.past
        yield KeyBar()

    def on_screen_suspend(self) -> None:
        """Something may be played now."""
        self._fresh = False

    def on_screen_resume(self) -> None:
        """What was played meanwhile shows in the list."""
        if self.is_current and not self._fresh:
            self._load()

    def _room(self) -> tuple[bool, bool]:
        width = self.app.size.width
        return width >= _WIDE, width >= _HUGE

    def on_resize(self) -> None:
        """More room, more text."""
        before = self._roomy, self._huge
        self._roomy, self._huge = self._room()
        if before != (self._roomy, self._huge):
            self._show_details(self.scenes.highlighted)

    def _load(self) -> None:
        store = self.host.workspace.store
        history: dict[str, list[AttemptSummary]] = {}
        for summary in store.history():
            history.setdefault(summary.scenario_id, []).append(summary)
        self._past = Past(history, store.best_and_latest(), store.unfinished())
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
        found = rows(contents, self._past, words, self._sought)
        usable = sum(entry.problem is None for entry in contents.entries)
        title = [("roleplay", "bold $text-accent"), ("  " + words("library.title"), "bold")]
        count = words("library.count", count=usable)
        if self._sought:
            shown = sum(row.kind is RowKind.SCENE for row in found)
            count = words("library.filtered", shown=shown, count=usable, sought=self._sought)
        self.top.update(Content.assemble(*title, ("  " + count, "$foreground-muted")))
        columns = Columns(
            words("library.column_title"),
            words("library.column_level"),
            words("library.column_minutes"),
            words("library.column_best"),
            words("library.column_latest"),
            words("library.nothing_found" if self._sought else "library.empty"),
        )
        prefer = self._past.unfinished[0].scenario_id if self._past.unfinished else None
        self.scenes.show(found, columns, prefer)
        self._show_details(self.scenes.highlighted)
        self._show_resume()

    def _show_details(self, row: LibraryRow | None) -> None:
        about: Iterable[Paragraph] = ()
        past: Iterable[Paragraph] = ()
        words, contents = self.host.words, self.host.workspace.library.contents
        if row is not None and row.kind is RowKind.SCENE:
            entry = self.host.workspace.library.entry(row.key)
            about = about_scene(entry, contents.rubrics, self._past, words, self.glyphs, roomy=self._roomy)
            most = _MANY if self._huge else _FEW
            past = past_of(entry.id, self._past, words, self.glyphs, most, roomy=self._roomy)
        elif row is not None:
            broken = [entry.problem for entry in contents.entries if entry.problem is not None]
            wanted = row.key.removeprefix("file:")
            problems = [one for one in (*broken, *contents.problems) if one.file == wanted]
            about = about_file(problems, words) if problems else ()
        self.about.show(about)
        self.past.show(past)

    def _to_resume(self) -> AttemptRecord | None:
        """The attempt that `r` goes on with: one at the highlighted scene, else the newest."""
        if not self._past.unfinished:
            return None
        row = self.scenes.highlighted
        here = self._past.open_one(row.key) if row is not None else None
        return here or self._past.unfinished[0]

    def _show_resume(self) -> None:
        record = self._to_resume()
        bar = self.resume
        bar.display = record is not None
        if record is None:
            return
        words = self.words
        entries = {entry.id: entry for entry in self.host.workspace.library.entries if entry.problem is None}
        known = entries.get(record.scenario_id)
        title = known.title.get(self.language) if known else record.scenario_id
        turn = len(record.decisions) + 1
        if self._discarding == record.id:
            bar.show([Paragraph(words("resume.discard_sure", title=title, turn=turn), "bold")])
            return
        others = len(self._past.unfinished) - 1
        more = words("resume.others", count=others) if others else ""
        bar.show([Paragraph(words("resume.offer", title=title, turn=turn) + more)])

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

    def on_scene_list_highlighted(self, message: SceneList.Highlighted) -> None:
        """The details follow the cursor."""
        self._discarding = None
        self._show_details(message.row)
        self._show_resume()
        self.query_one("#right").scroll_home(animate=False)

    def on_scene_list_chosen(self, message: SceneList.Chosen) -> None:
        """Brief a scene; say of a broken file that it cannot be played."""
        if message.row.kind is RowKind.SCENE:
            self.host.open_briefing(message.row.key)
        else:
            self.host.note(self.words("library.cannot_open", name=message.row.title), "warning")

    def action_resume(self) -> None:
        """Go on with an unfinished attempt."""
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
        """Read on in the details."""
        right = self.query_one("#right")
        right.scroll_page_down(animate=False) if by > 0 else right.scroll_page_up(animate=False)

    # -- filtering -----------------------------------------------------------------

    async def action_filter(self) -> None:
        """Type to find scenes."""
        if not self.query(Input):
            field = Input(self._sought, placeholder=self.words("library.filter"), id="filter", compact=True)
            await self.query_one("#left").mount(field, before=0)
        self.query_one(Input).focus()
        self.refresh_bindings()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while typing."""
        if message.value != self._sought:
            self._sought = message.value
            self._show()
            self.refresh_bindings()

    def on_input_submitted(self) -> None:
        """Back to the list, which stays filtered."""
        self.scenes.focus()

    def action_to_list(self) -> None:
        """From the filter down into the list."""
        self.scenes.focus()

    async def action_clear(self) -> None:
        """All scenes again."""
        if self._discarding is not None:
            self._discarding = None
            self._show_resume()
        else:
            self._sought = ""
            self.scenes.focus()
            await self.query(Input).remove()
            self._show()
        self.refresh_bindings()
