"""The pane beside the conversation while a scene is being written: the findings and the map, or the seams."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from roleplay.authoring.playtest import Playtest
from roleplay.locales import Catalogue
from roleplay.presenting import editing
from roleplay.presenting.rows.findings import FindingsView
from roleplay.presenting.rows.scene_map import NO_MARKS, MapMarks, MapView
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.findings import Findings
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.scene_map import SceneMap


class SidePane(Vertical):
    """Findings above, map below, or the seams; the style sheet decides which of them are visible."""

    def __init__(self, findings: FindingsView, map: MapView, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.findings = Findings(findings, id="findings")
        self.map = SceneMap(map, id="map")
        self.seams = RowsView(id="seams")
        self._glyphs = glyphs
        self._seam = 0

    def compose(self) -> ComposeResult:
        yield self.findings
        yield self.map
        yield self.seams

    def activate(self, pane: str) -> None:
        """Highlight the pane that has the keys."""
        for view in (self.findings, self.map, self.seams):
            view.set_class(view.id == pane, "-active")

    def show_findings(self, playtest: Playtest, words: Catalogue) -> None:
        """Show the current findings."""
        note = editing.findings_note(playtest, words)
        self.findings.show(playtest.findings, note, words)
        self.findings.border_title = Content(f"{words('edit.findings')} {len(playtest.findings) or ''}".strip())

    def show_map(self, playtest: Playtest, words: Catalogue) -> None:
        """Show the map of the draft being played, with the current place."""
        view, attempt = self.map, playtest.attempt
        view.border_title = Content(words("edit.map"))
        if attempt is None:
            view.show(None, NO_MARKS, words)
            return
        path = {state.passage.id for state in attempt.states}
        view.show(playtest.chart, MapMarks(attempt.state.passage.id, path, set(playtest.changed_passages)), words)

    def show_seam(self, playtest: Playtest, words: Catalogue) -> None:
        """Show the seam being read; a different one than before is scrolled to its first row."""
        self.seams.border_title = Content(words("edit.seams"))
        self.seams.show(lambda width: editing.seam_pane_rows(playtest, words, self._glyphs, width))
        if playtest.seam != self._seam:
            self._seam = playtest.seam
            self.seams.scroll_to_row(0)
