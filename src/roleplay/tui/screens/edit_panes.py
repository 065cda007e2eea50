"""A screen with a conversation, findings, a map and seams: which pane has the keys, and what they do there."""

from __future__ import annotations

from roleplay.presenting.edit_desk import PANES, EditDesk
from roleplay.tui.base import MIN_COLUMNS, BaseScreen
from roleplay.tui.widgets.findings import Findings
from roleplay.tui.widgets.lines_view import LinesView
from roleplay.tui.widgets.scene_map import SceneMap
from roleplay.tui.widgets.side_pane import SidePane
from roleplay.tui.widgets.talk import Talk


class EditPanes(BaseScreen[None]):
    """Without room beside the conversation, only the pane that has the keys is visible."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (110, "-wide")]

    desk: EditDesk

    def __init__(self) -> None:
        super().__init__()
        self.add_class("-at-talk")

    def show_pane(self) -> None:
        """Show which pane has the keys."""
        pane = self.desk.pane
        if not self.has_class(f"-at-{pane}"):
            self.update_classes({f"-at-{each}": each == pane for each in PANES})
            self.query_one(SidePane).activate(pane)
            self.refresh_bindings()

    def activate_pane(self, pane: str) -> bool:
        """Give the keys to ``pane``; returns whether it did not have them already."""
        activated = self.desk.activate_pane(pane)
        self.show_pane()
        return activated

    def action_pane(self, by: int) -> None:
        self.desk.cycle_pane(by)
        self.show_pane()

    def action_talk(self) -> None:
        self.activate_pane("talk")

    def action_map(self) -> None:
        self.desk.toggle_map()
        self.show_pane()

    def action_finding(self, by: int) -> None:
        """Go to the next finding; from another pane, first show the open one."""
        if not self.activate_pane("findings"):
            self.query_one(Findings).move(by)

    def action_move(self, by: int) -> None:
        if self.desk.pane == "talk":
            self.query_one(Talk).choices.move(by)
        elif self.desk.pane == "map":
            self.query_one(SceneMap).move(by)
        elif self.desk.pane == "seams":
            self.query_one(SidePane).seams.scroll_rows(by)
        else:
            self.query_one(Findings).move(by)

    def action_pages(self, pages: int) -> None:
        view = self.query_one("#transcript" if self.desk.pane == "talk" else f"#{self.desk.pane}", LinesView)
        view.scroll_pages(pages)
