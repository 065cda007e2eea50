"""A screen with a talk, findings, a map and seams: to which of them the keys go, and what they do there."""

from __future__ import annotations

from roleplay.tui.base import MIN_COLUMNS, BaseScreen
from roleplay.tui.widgets.findings import Findings
from roleplay.tui.widgets.lines_view import LinesView
from roleplay.tui.widgets.scene_map import SceneMap
from roleplay.tui.widgets.side_pane import SidePane
from roleplay.tui.widgets.talk import Talk

PANES = ("talk", "findings", "map", "seams")


class EditPanes(BaseScreen[None]):
    """Where there is no room beside the talk, only the pane that the keys go to is seen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (MIN_COLUMNS, "-narrow"), (110, "-wide")]

    def __init__(self) -> None:
        super().__init__()
        #: which pane the keys go to
        self.pane = "talk"
        self.add_class("-at-talk")

    def go_to(self, pane: str) -> None:
        """The keys go to this pane."""
        if pane == self.pane:
            return
        self.update_classes({f"-at-{self.pane}": False, f"-at-{pane}": True})
        self.pane = pane
        self.query_one(SidePane).activate(pane)
        self.refresh_bindings()

    def action_pane(self, by: int) -> None:
        self.go_to(PANES[(PANES.index(self.pane) + by) % len(PANES)])

    def action_talk(self) -> None:
        self.go_to("talk")

    def action_map(self) -> None:
        self.go_to("talk" if self.pane == "map" else "map")

    def action_finding(self, by: int) -> None:
        """The next finding; from another pane, first the one that is open."""
        if self.pane == "findings":
            self.query_one(Findings).move(by)
        else:
            self.go_to("findings")

    def action_move(self, by: int) -> None:
        if self.pane == "talk":
            self.query_one(Talk).choices.move(by)
        elif self.pane == "map":
            self.query_one(SceneMap).move(by)
        elif self.pane == "seams":
            self.query_one(SidePane).seams.turn_rows(by)
        else:
            self.query_one(Findings).move(by)

    def action_pages(self, pages: int) -> None:
        view = self.query_one("#transcript" if self.pane == "talk" else f"#{self.pane}", LinesView)
        view.turn_pages(pages)
