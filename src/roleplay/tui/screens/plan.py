"""The plan in force: what to do by when; items can be ticked and changed, and a new plan made."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from roleplay.presenting.plan import PlanDays
from roleplay.presenting.plan_steps import PlanOutcome, PlanPlace, outcome_words, plan_question, removal_question
from roleplay.presenting.plan_words import ItemFact, plan_title
from roleplay.presenting.rows.plan import PlanLine, PlanListing, checked_rows, pane_rows, write_rows
from roleplay.presenting.rows.row import Row
from roleplay.session import Mode, Setup
from roleplay.tui.base import STYLES
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.ask import BackQuestion
from roleplay.tui.screens.listing import ListScreen
from roleplay.tui.screens.write import WriteScreen
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.seeds import fresh_seed

#: The most characters of an item the learner writes.
_MAX_LENGTH = 300


class PlanList(PointedList[PlanLine]):
    """The items under headings for their phases; headings cannot be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Go there", id="plan_go")]


class PlanScreen(ListScreen[PlanLine]):
    """The plan's items, and below them the details of the highlighted one."""

    CSS_PATH = STYLES / "plan.tcss"
    list_class = PlanList
    help_key = "help.plan"
    stays_below = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Done", id="plan_tick"),
        Binding("a", "add", "Add", id="plan_add"),
        Binding("e", "change", "Change", id="plan_change"),
        Binding("x", "remove", "Remove", id="plan_remove"),
        Binding("n", "make", "New plan", id="plan_new"),
        Binding("pagedown", "rows(5)", "Down", show=False, id="read_on"),
        Binding("pageup", "rows(-5)", "Up", show=False, id="read_on"),
        Binding("escape,q", "app.leave", "Back", id="back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._desk = PlanDesk(self.host.workspace)
        self.shown: PlanListing = self.listing()  # the key bar needs it before `show`

    def compose(self) -> ComposeResult:
        self.create_widgets()
        self.item = RowsView(id="item", classes=EDGE)
        yield self.top
        with Vertical(id="plan"):
            yield self.items
            yield self.item
        yield KeyBar()

    def load(self) -> None:
        """Tick what was played meanwhile."""
        self._desk = PlanDesk(self.host.workspace)
        self.show()

    # -- showing -------------------------------------------------------------------

    def listing(self) -> PlanListing:
        entries = self.host.workspace.library.entries
        return PlanListing(self._desk.fact(self.words), entries, self.words, self.glyphs)

    def show(self, prefer: str | None = None) -> None:
        plan = self.listing()
        self.set_class(plan.plan is None, "-empty")
        super().show(prefer or plan.first_open)

    def show_details(self, item: PlanLine | None) -> None:
        self.item.show(partial(pane_rows, item, self.shown.plan, self._desk.waiting, self.words))

    def highlight_moved(self) -> None:
        super().highlight_moved()
        self.item.scroll_to_row(0)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer actions on an item only if one is highlighted; ticks set by the record cannot be changed."""
        fact = self._highlighted_fact
        if action == "tick":
            return fact is not None and not fact.standing.verifiable
        if action in ("change", "remove"):
            return fact is not None
        if action == "add":
            return self.shown.plan is not None
        return super().check_action(action, parameters)

    @property
    def _highlighted_fact(self) -> ItemFact | None:
        line = self.items.highlighted
        return None if line is None else line.fact

    # -- acting --------------------------------------------------------------------

    def action_rows(self, rows: int) -> None:
        self.item.scroll_rows(rows)

    def key_unused(self, key: str) -> None:
        """Say of an item that is done elsewhere that Enter leads nowhere."""
        if key == "enter" and self._highlighted_fact is not None:
            self.host.note(self.words("plan.nowhere"))
        else:
            super().key_unused(key)

    async def on_pointed_list_chosen(self, message: PlanList.Chosen) -> None:
        """Go to the scene the item names, in its mode; of an item that is done elsewhere, say so."""
        way = self.shown.destination_of(message.item)
        match way.place:
            case PlanPlace.SCENE:
                self.host.open_briefing(way.name, Setup(fresh_seed(), Mode(way.mode)), seed_given=False)
            case PlanPlace.FOCUS:
                from roleplay.tui.screens.focus import FocusScreen

                self.app.push_screen(FocusScreen(way.name))
            case PlanPlace.DUE | PlanPlace.GOALS:
                await self.run_action(f"app.open('{way.place}')")
            case PlanPlace.ELSEWHERE:
                self.host.note(self.words("plan.nowhere"))

    def _answered(self, answer: PlanOutcome, beside: str | None = None) -> bool:
        """Show the changed plan; returns whether the change was made, and says why if it was not."""
        self.show(beside)
        self.host.report_problems()
        refusal = outcome_words(answer, self.words, in_force=self.shown.plan is not None)
        if refusal:
            self.host.note(refusal, "warning")
        return answer is PlanOutcome.DONE

    def action_tick(self) -> None:
        fact = self._highlighted_fact
        if fact is not None:
            self._answered(self._desk.tick(fact.standing.item, done=not fact.done))

    def action_add(self) -> None:
        def written(text: str | None) -> None:
            if text:
                self._answered(self._desk.add(text))

        self.app.push_screen(PlanWriteScreen(self._desk.waiting, "plan.write_about", self._desk.today), written)

    def action_change(self) -> None:
        fact = self._highlighted_fact
        if fact is None:
            return

        def written(text: str | None) -> None:
            if text and text != fact.what:
                self._answered(self._desk.change(fact.standing.item, text))

        self.app.push_screen(PlanWriteScreen(fact.what, "plan.rewrite_about", self._desk.today), written)

    def action_remove(self) -> None:
        fact, line = self._highlighted_fact, self.items.highlighted
        if fact is None or line is None:
            return

        def answered(sure: bool | None) -> None:
            beside = self.shown.neighbour(line)
            if sure and self._answered(self._desk.remove(fact.standing.item), beside):
                self.host.note(self.words("plan.removed", text=fact.what))

        self.app.push_screen(BackQuestion(removal_question(fact.what)), answered)

    def action_make(self) -> None:
        def answered(days: PlanDays | None) -> None:
            if days is not None and self._answered(self._desk.make(days)):
                title, plan = plan_title(days, self.words), self.shown.plan
                count = 0 if plan is None else len(plan.counted)
                self.host.note(self.words("plan.made_now", title=title, count=count))

        self.app.push_screen(BackQuestion(plan_question(ends=self.shown.plan is not None)), answered)


class PlanWriteScreen(WriteScreen):
    """An item in the learner's own words. The first Enter checks it, the second keeps it unchanged."""

    help_key = "help.plan_write"
    enter_id = "plan_write"

    def __init__(self, value: str, about: str, today: str) -> None:
        """``about`` is the catalogue's key of the text above the line, ``today`` a date such as ``2026-05-04``."""
        super().__init__(value, max_length=_MAX_LENGTH)
        self._about = about
        self._today = today
        self._checked: str | None = None

    def question(self, width: int) -> list[Row]:
        return write_rows(self.words(self._about), self.words, width)

    def _objection_rows(self, width: int) -> list[Row]:
        return [] if self._checked is None else checked_rows(self._checked, self._today, self.words, width)

    def submit(self, text: str) -> None:
        """Check ``text``, or return it if it was checked already."""
        text = text.strip()
        if not text or text == self._checked:
            self.dismiss(text)
        else:
            self._checked = text
            self.query_one("#answer", RowsView).update_rows()
