"""The plan in force: what to do by when, ticked, changed and made anew."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from roleplay.locales import Catalogue
from roleplay.presenting.plan import PlanDays, TaskKind
from roleplay.presenting.plan_words import ItemFact, PlanFact, plan_title
from roleplay.presenting.rows.plan import (
    PlanLine,
    item_rows,
    no_plan_rows,
    plan_line_row,
    plan_list,
    plan_names_row,
    write_rows,
)
from roleplay.presenting.rows.row import Row, block
from roleplay.presenting.smart import smart, smart_lines
from roleplay.session import Mode, Setup
from roleplay.tui.base import STYLES, BaseScreen
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.write import WriteScreen
from roleplay.tui.widgets.edge import EDGE
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.tui.widgets.pointed_list import PointedList
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.seeds import fresh_seed

#: Where the items are done that no single scene answers.
_OPENS = {TaskKind.DUE: "due", TaskKind.GOAL: "goals"}
#: Characters of a line of one's own, at most.
_LONGEST = 300


class PlanList(PointedList[PlanLine]):
    """The items under their phases; those cannot be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Go there", id="plan_go")]
    #: the words of the names over the columns, and the day it is
    names: Catalogue
    today = ""

    def key_of(self, item: PlanLine) -> str:
        return item.key

    def is_heading(self, item: PlanLine) -> bool:
        return item.fact is None

    def names_row(self, width: int) -> Row:
        return plan_names_row(self.names, width) if self._items else Row()

    def item_row(self, item: PlanLine, width: int, *, at_cursor: bool) -> Row:
        return plan_line_row(item, self.today, self._glyphs, width, at_cursor=at_cursor)


class PlanScreen(BaseScreen[None]):
    """Its items, and below them what there is to say of the highlighted one."""

    CSS_PATH = STYLES / "plan.tcss"
    AUTO_FOCUS = "PlanList"
    help_key = "help.plan"
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
        self._desk: PlanDesk | None = None
        self._fact: PlanFact | None = None

    def compose(self) -> ComposeResult:
        self.top = Static(id="top")
        self.items = PlanList(self.glyphs, id="items")
        self._fact = self.desk.fact(self.words)  # before the keys are shown for the first time
        self.items.names = self.words
        yield self.top
        with Vertical(id="plan"):
            yield self.items
            yield RowsView(id="item", classes=EDGE)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """What was played meanwhile is ticked."""
        super().on_screen_resume()
        self._desk = PlanDesk(self.host.workspace)
        self._show()

    async def change_language(self) -> None:
        """The same in the other language; the highlight stays."""
        self._show()

    # -- showing -------------------------------------------------------------------

    @property
    def desk(self) -> PlanDesk:
        """The plan and what is known of it."""
        if self._desk is None:
            self._desk = PlanDesk(self.host.workspace)
        return self._desk

    def _show(self) -> None:
        words = self.words
        self._fact = fact = self.desk.fact(words)
        title, told = words("plan.title"), ""
        if fact is not None:
            count = words("plan.count", done=fact.done, all=len(fact.counted))
            title, told = fact.title, words("plan.joint").join((fact.span, count))
        self.top.update(Content.assemble((title, "bold"), ("  " + told, "$foreground-muted")))
        self.items.names, self.items.today = words, self.desk.today
        first_open = next((line.standing.item.id for line in fact.items if not line.done), None) if fact else None
        self.set_class(fact is None, "-empty")
        self.items.show_items([] if fact is None else plan_list(fact), "", first_open)
        self._show_item()
        self.refresh_bindings()

    def _show_item(self) -> None:
        self.query_one("#item", RowsView).show(partial(self._rows, self.items.highlighted))

    def _rows(self, line: PlanLine | None, width: int) -> list[Row]:
        if self._fact is None:
            return no_plan_rows(self.words, width)
        return item_rows(None if line is None else line.fact, self._fact, self.words, width)

    def on_pointed_list_highlighted(self) -> None:
        self._show_item()
        self.query_one("#item", RowsView).scroll_to_row(0)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs an item is there where one is highlighted; the record's own ticks stay as they are."""
        fact = None if self._fact is None else self._highlighted_fact
        if action == "tick":
            return fact is not None and not fact.standing.seen
        if action in ("change", "remove"):
            return fact is not None
        if action == "add":
            return self._fact is not None
        return super().check_action(action, parameters)

    @property
    def _highlighted_fact(self) -> ItemFact | None:
        line = self.items.highlighted
        return None if line is None else line.fact

    # -- acting --------------------------------------------------------------------

    def action_rows(self, rows: int) -> None:
        self.query_one("#item", RowsView).turn_rows(rows)

    async def on_pointed_list_chosen(self, message: PlanList.Chosen) -> None:
        """To the scene that it asks for, in the mode it asks for; what is done elsewhere is only told of here."""
        fact = message.item.fact
        task = None if fact is None else fact.standing.item.task
        entries = {entry.id for entry in self.host.workspace.library.entries if entry.problem is None}
        if task is not None and task.scene in entries and task.kind in (TaskKind.PLAY, TaskKind.PASS):
            setup = Setup(fresh_seed(), Mode(task.mode))
            self.host.open_briefing(task.scene, setup, seed_given=False)
        elif task is not None and task.kind is TaskKind.FOCUS:
            from roleplay.tui.screens.focus import FocusScreen

            self.app.push_screen(FocusScreen(task.ref))
        elif task is not None and task.kind in _OPENS:
            await self.run_action(f"app.open('{_OPENS[task.kind]}')")
        else:
            self.host.note(self.words("plan.nowhere"))

    def action_tick(self) -> None:
        fact = self._highlighted_fact
        if fact is not None and not fact.standing.seen:
            self.desk.tick(fact.standing.item, done=not fact.done)
            self._changed()

    def action_add(self) -> None:
        def written(text: str | None) -> None:
            if text:
                self.desk.add(text)
                self._changed()

        self.app.push_screen(PlanWriteScreen("", "plan.write_about"), written)

    def action_change(self) -> None:
        fact = self._highlighted_fact
        if fact is None:
            return

        def written(text: str | None) -> None:
            if text and text != fact.what:
                self.desk.change(fact.standing.item, text)
                self._changed()

        self.app.push_screen(PlanWriteScreen(fact.what, "plan.rewrite_about"), written)

    def action_remove(self) -> None:
        fact = self._highlighted_fact
        if fact is not None:
            self.desk.remove(fact.standing.item)
            self._changed()
            self.host.note(self.words("plan.removed", text=fact.what))

    def action_make(self) -> None:
        def answered(days: PlanDays | None) -> None:
            if days is not None:
                self.desk.make(days)
                self._changed()
                title, fact = plan_title(days, self.words), self._fact
                count = 0 if fact is None else len(fact.counted)
                self.host.note(self.words("plan.made_now", title=title, count=count))

        self.app.push_screen(WhichPlan(ends=self._fact is not None), answered)

    def _changed(self) -> None:
        self._show()
        self.host.tell_problem()


class WhichPlan(AskScreen[PlanDays | None]):
    """Which plan is to be made, if any."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
    help_key = "help.plan"

    def __init__(self, *, ends: bool) -> None:
        """``ends`` says that one in force ends with it."""
        replies: list[Reply[PlanDays | None]] = [
            Reply(None, "plan.stay"),
            Reply(PlanDays.MONTH, "plan.month"),
            Reply(PlanDays.HALF_YEAR, "plan.half_year"),
        ]
        super().__init__("plan.which", "plan.which_ends" if ends else "plan.which_about", replies)


class PlanWriteScreen(WriteScreen):
    """A line of one's own. The first Enter checks it, the next one keeps it as it is."""

    help_key = "help.plan_write"
    done = "plan_write"

    def __init__(self, value: str, about: str) -> None:
        """``about`` is the catalogue's key of what is said above the line."""
        super().__init__(value, longest=_LONGEST)
        self._about = about
        self._checked: str | None = None

    def question(self, width: int) -> list[Row]:
        return write_rows(self.words(self._about), self.words, width)

    def _objection_rows(self, width: int) -> list[Row]:
        if self._checked is None:
            return []
        found = smart(self._checked)
        role = "good" if found.complete else "mark"
        *told, asked = smart_lines(found, self.words)
        rows = [row for text in told for row in block(text, width, role)]
        return [*rows, *block(asked, width), *block(self.words("plan.keep_it"), width, "muted")]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check it, or keep what was checked."""
        event.stop()
        event.prevent_default()  # Textual would go on to the handler of the class that this one extends
        text = event.value.strip()
        if not text or text == self._checked:
            self.dismiss(text)
        else:
            self._written = event.value
            self._checked = text
            self.query_one("#answer", RowsView).changed()
