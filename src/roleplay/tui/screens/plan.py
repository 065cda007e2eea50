"""The plan in force: what to do by when, ticked, changed and made anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from roleplay.presenting.plan import PlanDays, PlanItem, TaskKind
from roleplay.presenting.plan_words import ItemFact, PlanFact, plan_title
from roleplay.presenting.rows.plan import PlanLine, PlanListing, item_rows, no_plan_rows, write_rows
from roleplay.presenting.rows.row import Row, block
from roleplay.presenting.smart import smart, smart_lines
from roleplay.session import Mode, Setup
from roleplay.tui.base import STYLES
from roleplay.tui.keybar import KeyBar
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.listing import ListScreen
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
    #: whether an item leads somewhere
    leads: Callable[[PlanLine], bool]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter is named where it leads somewhere."""
        if action == "choose":
            return self.highlighted is not None and self.leads(self.highlighted)
        return super().check_action(action, parameters)


class PlanScreen(ListScreen[PlanLine]):
    """Its items, and below them what there is to say of the highlighted one."""

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
        self._desk: PlanDesk | None = None
        self._fact: PlanFact | None = None
        #: words that were typed for a plan which had ended meanwhile: they wait for the next one
        self._waiting = ""

    def compose(self) -> ComposeResult:
        self.make_parts()
        assert isinstance(self.items, PlanList)
        self.items.leads = self._leads
        self.item = RowsView(id="item", classes=EDGE)
        self._fact = self.desk.fact(self.words)  # before the keys are shown for the first time
        yield self.top
        with Vertical(id="plan"):
            yield self.items
            yield self.item
        yield KeyBar()

    def load(self) -> None:
        """What was played meanwhile is ticked."""
        self._desk = PlanDesk(self.host.workspace)
        self.show()

    # -- showing -------------------------------------------------------------------

    @property
    def desk(self) -> PlanDesk:
        """The plan and what is known of it."""
        if self._desk is None:
            self._desk = PlanDesk(self.host.workspace)
        return self._desk

    def listing(self) -> PlanListing:
        self._fact = self.desk.fact(self.words)
        return PlanListing(self._fact, self.words, self.glyphs)

    def show(self, prefer: str | None = None) -> None:
        plan = self.listing()
        self.set_class(plan.plan is None, "-empty")
        super().show(prefer or plan.first_open)

    def tell_of(self, item: PlanLine | None) -> None:
        self.item.show(partial(self._rows, item))

    def _rows(self, line: PlanLine | None, width: int) -> list[Row]:
        if self._fact is None:
            return no_plan_rows(self.words, width, self._waiting)
        return item_rows(None if line is None else line.fact, self._fact, self.words, width)

    def point_elsewhere(self) -> None:
        super().point_elsewhere()
        self.item.scroll_to_row(0)
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
        self.item.turn_rows(rows)

    def key_unused(self, key: str) -> None:
        """An item that is done elsewhere says so."""
        if key == "enter" and self._highlighted_fact is not None:
            self.host.note(self.words("plan.nowhere"))
        else:
            super().key_unused(key)

    def _scene_of(self, line: PlanLine) -> str:
        """The scene that an item asks to be played, where the library has it; else nothing."""
        task = None if line.fact is None else line.fact.standing.item.task
        if task is None or task.kind not in (TaskKind.PLAY, TaskKind.PASS):
            return ""
        entries = self.host.workspace.library.entries
        return task.scene if any(each.id == task.scene and each.problem is None for each in entries) else ""

    def _leads(self, line: PlanLine) -> bool:
        task = None if line.fact is None else line.fact.standing.item.task
        if task is None:
            return False
        return task.kind is TaskKind.FOCUS or task.kind in _OPENS or bool(self._scene_of(line))

    async def on_pointed_list_chosen(self, message: PlanList.Chosen) -> None:
        """To the scene that it asks for, in the mode it asks for; what is done elsewhere is only told of here."""
        fact = message.item.fact
        task = None if fact is None else fact.standing.item.task
        scene = self._scene_of(message.item)
        if task is not None and scene:
            setup = Setup(fresh_seed(), Mode(task.mode))
            self.host.open_briefing(scene, setup, seed_given=False)
        elif task is not None and task.kind is TaskKind.FOCUS:
            from roleplay.tui.screens.focus import FocusScreen

            self.app.push_screen(FocusScreen(task.ref))
        elif task is not None and task.kind in _OPENS:
            await self.run_action(f"app.open('{_OPENS[task.kind]}')")
        else:
            self.host.note(self.words("plan.nowhere"))

    def _same_plan(self, item: PlanItem | None = None) -> bool:
        """Whether the plan is in force still, and has ``item``; where another window changed it, that is said."""
        same = self.desk.look_again(item)
        if not same:
            self.show()
            self.host.note(self.words("plan.changed_meanwhile"), "warning")
        return same

    def action_tick(self) -> None:
        fact = self._highlighted_fact
        if fact is not None and not fact.standing.seen and self._same_plan(fact.standing.item):
            self.desk.tick(fact.standing.item, done=not fact.done)
            self._changed()

    def action_add(self) -> None:
        def written(text: str | None) -> None:
            if text and not self._keeps_waiting(text, None):
                self._waiting = ""
                self.desk.add(text)
                self._changed()

        self.app.push_screen(PlanWriteScreen(self._waiting, "plan.write_about", self.desk.today), written)

    def action_change(self) -> None:
        fact = self._highlighted_fact
        if fact is None:
            return

        def written(text: str | None) -> None:
            if text and text != fact.what and not self._keeps_waiting(text, fact.standing.item):
                self.desk.change(fact.standing.item, text)
                self._changed()

        self.app.push_screen(PlanWriteScreen(fact.what, "plan.rewrite_about", self.desk.today), written)

    def _keeps_waiting(self, text: str, item: PlanItem | None) -> bool:
        """Whether the plan, or its ``item``, is gone meanwhile: then the words wait to be added to another."""
        if self.desk.look_again(item):
            return False
        self._waiting = text
        self.show()
        key = "plan.words_wait" if self._fact is None else "plan.words_wait_here"
        self.host.note(self.words(key), "warning")
        return True

    def action_remove(self) -> None:
        fact, line = self._highlighted_fact, self.items.highlighted
        if fact is None or line is None:
            return

        def answered(sure: bool | None) -> None:
            if sure and self._same_plan(fact.standing.item):
                beside = PlanListing(self._fact, self.words, self.glyphs).beside(line)
                self.desk.remove(fact.standing.item)
                self._changed(beside)
                self.host.note(self.words("plan.removed", text=fact.what))

        self.app.push_screen(SureToRemove(fact.what), answered)

    def action_make(self) -> None:
        def answered(days: PlanDays | None) -> None:
            if days is not None and self._same_plan():
                self.desk.make(days)
                self._changed()
                title, fact = plan_title(days, self.words), self._fact
                count = 0 if fact is None else len(fact.counted)
                self.host.note(self.words("plan.made_now", title=title, count=count))

        self.app.push_screen(WhichPlan(ends=self._fact is not None), answered)

    def _changed(self, beside: str | None = None) -> None:
        self.show(beside)
        self.host.tell_problem()


class SureToRemove(AskScreen[bool]):
    """Whether an item is to be taken out."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pick(1)", "Back", id="back")]
    help_key = "help.plan"

    def __init__(self, text: str) -> None:
        """``text`` is the item in words."""
        super().__init__(
            "plan.sure", "plan.sure_about", [Reply(False, "plan.leave_in"), Reply(True, "plan.take_out")],
            values={"text": text},
        )  # fmt: skip


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

    def __init__(self, value: str, about: str, today: str) -> None:
        """``about`` is the catalogue's key of what is said above the line, ``today`` a day such as ``2026-05-04``."""
        super().__init__(value, longest=_LONGEST)
        self._about = about
        self._today = today
        self._checked: str | None = None

    def question(self, width: int) -> list[Row]:
        return write_rows(self.words(self._about), self.words, width)

    def _objection_rows(self, width: int) -> list[Row]:
        if self._checked is None:
            return []
        found = smart(self._checked, self._today)
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
