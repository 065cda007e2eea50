"""The facilitator's own screen: follows a drill that another terminal runs, and shows what the class does not see."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from roleplay.drill.plan import Voting
from roleplay.drill.stage import OUTSIDE, Phase
from roleplay.presenting.drill.notes import LineNote, Notes, notes
from roleplay.presenting.rows.coaching import move_rows
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len
from roleplay.text.plain import safe
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.widgets.lines_view import Sheet
from roleplay.workspace.drills import Damaged, Following

#: Seconds between two looks at the journal.
_EVERY = 0.25
#: Rows at most are this wide: longer ones are hard to read.
_MEASURE = 110


class SpeakerScreen(BaseScreen[None]):
    """Reads the journal as it grows. Nothing here can change the drill."""

    CSS_PATH = STYLES / "speaker.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,down,j,space", "pages(1)", "Down", id="speaker_scroll_down"),
        Binding("pageup,up,k", "pages(-1)", "Up", show=False, id="speaker_scroll_up"),
    ]
    help_key = "help.speaker"

    def __init__(self, following: Following) -> None:
        super().__init__()
        self._following = following
        self._stopped = False

    def compose(self) -> ComposeResult:
        """Title, notes, keys."""
        yield Sheet(self._title_rows, id="title")
        yield Sheet(self._rows, id="notes")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to follow."""
        self.look()
        self.set_interval(_EVERY, self.look)

    def look(self) -> None:
        """Show what has happened since."""
        if self._stopped:
            return
        before = self._following.room.stage
        try:
            changed = self._following.catch_up()
        except (Damaged, OSError) as error:
            self._stopped = True
            self.host.note(self.words("speaker.stopped", problem=str(error)), "error")
            return
        if changed:
            self._show()
            if self._following.room.stage != before:
                self.query_one("#notes", Sheet).scroll_to(y=0, animate=False, force=True, immediate=True)

    def _show(self) -> None:
        self.query_one("#notes", Sheet).changed()
        self._show_title()

    def _show_title(self) -> None:
        """Once it is known what lies below."""
        self.call_after_refresh(self.query_one("#title", Sheet).changed)

    def on_resize(self) -> None:
        """More or less lies below."""
        self._show_title()

    async def change_language(self) -> None:
        """The same in the other language."""
        self._show()
        self.refresh_bindings()

    def action_pages(self, pages: int) -> None:
        """Scroll."""
        sheet = self.query_one("#notes", Sheet)
        by = pages * max(sheet.size.height - 1, 1)
        sheet.scroll_to(y=sheet.scroll_offset.y + by, animate=False, force=True, immediate=True)
        self._show_title()

    # -- rows ----------------------------------------------------------------------

    def _title_rows(self, width: int) -> list[Row]:
        room, words = self._following.room, self.words
        separator = (f" {self.glyphs.separator} ", "muted")
        spans = [(words("speaker.title"), "heading"), separator]
        spans += [(safe(room.bundle.scenario.title.get(self.language), newlines=False), "strong"), separator]
        spans.append((words(f"drill.phase.{room.phase.value}"), "accent"))
        if room.phase not in OUTSIDE:
            spans += [separator, (words("play.turn", number=len(room.stage.road) + 1), "")]
        sheet = self.query_one("#notes", Sheet)
        below = len(sheet.rows) - sheet.size.height - sheet.scroll_offset.y if sheet.size.height else 0
        more = f"{self.glyphs.down} {words('play.more_below', count=below)}"
        right = more if below > 0 else words("speaker.follows")
        used = sum(cell_len(text) for text, _ in spans)
        if used + cell_len(right) + 3 <= width:
            spans += [(" " * (width - used - cell_len(right)), ""), (right, "muted")]
        return [Row(tuple(spans))]

    def _rows(self, width: int) -> list[Row]:
        shown, words = notes(self._following.room, self.words), self.words
        measure = min(width, _MEASURE)
        rows = [BLANK, *self._state_rows(shown, measure)]
        if shown.lines:
            rows += [Row(((words("speaker.lines"), "heading"),))]
            for line in shown.lines:
                rows += [*self._line_rows(line, measure), BLANK]
        for key, texts in (("own", shown.own), ("questions", shown.questions)):
            if texts:
                rows.append(Row(((words(f"speaker.{key}"), "heading"),)))
                for text in texts:
                    rows += block(text, measure, label=self.glyphs.bullet, label_role="muted", indent=2)
                rows.append(BLANK)
        return rows

    def _state_rows(self, shown: Notes, width: int) -> list[Row]:
        words = self.words
        rows: list[Row] = []
        if shown.phase is Phase.LOBBY and self._following.room.plan.voting is Voting.PHONES:
            rows += block(words("speaker.lobby", count=len(self._following.room.people)), width, "strong")
        if shown.heard is not None:
            rows += block(f"{shown.heard.name}{words('debrief.colon')}{shown.heard.text}", width)
        if shown.due:
            label, due = words("speaker.due"), words("play.list_separator").join(shown.due)
            rows += block(due, width, "accent", label=label, indent=cell_len(label) + 2)
        if shown.phase in (Phase.VOTE, Phase.REVOTE, Phase.OWN_WORDS, Phase.SHEETS):
            key = "votes_of" if shown.turnout.most else "votes"
            votes, most = shown.turnout
            rows += block(words(f"speaker.{key}", votes=votes, most=most), width, "strong")
        if shown.advice:
            rows += block(shown.advice, width, "mark")
        return [*rows, BLANK] if rows else rows

    def _line_rows(self, note: LineNote, width: int) -> list[Row]:
        words, glyphs = self.words, self.glyphs
        counts = [str(count) for count in (note.first, note.second) if count is not None]
        facts = [f"{words('speaker.votes_label')} {f' {glyphs.pointer} '.join(counts)}"] if counts else []
        facts += [words("speaker.best")] if note.best else []
        facts += [words("speaker.said")] if note.leads else []
        role = "you" if note.leads else ""
        rows = block(note.line.text, width, role, label=note.line.letter, label_role="accent", indent=4)
        if facts:
            role = "good" if note.best else "strong"
            rows += block(f" {glyphs.separator} ".join(facts), width, role, indent=4)
        rows += move_rows(note.moves, glyphs, width, 4)
        return rows + (block(note.why, width, "muted", indent=4) if note.why else [])
