"""The plan as rows: a list of its items under their phases, and the details of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.plan_steps import PlanDestination, PlanPlace, destination_of
from roleplay.presenting.plan_words import ItemFact, PlanFact, item_details
from roleplay.presenting.rows.listing import Listing, list_title
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.presenting.smart import smart, smart_lines
from roleplay.reading.contents import Entry
from roleplay.text.cells import fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of the mark and of the day, each including a space after it.
_MARK, _DAY = 2, 11


class PlanLine(NamedTuple):
    """A row of the list: the heading of a phase, or an item."""

    key: str
    title: str
    fact: ItemFact | None = None


def plan_list(plan: PlanFact) -> list[PlanLine]:
    """The items under their phases."""
    lines: list[PlanLine] = []
    phase = ""
    for fact in plan.items:
        if fact.phase != phase:
            phase = fact.phase
            lines.append(PlanLine(f"phase:{phase}", phase))
        lines.append(PlanLine(fact.standing.item.id, fact.what, fact))
    return lines


class PlanListing(Listing[PlanLine]):
    """The items of the plan in force under their phases; empty if there is no plan."""

    def __init__(self, plan: PlanFact | None, entries: Sequence[Entry], words: Catalogue, glyphs: Glyphs) -> None:
        """``entries`` are the scenes that items may lead to."""
        super().__init__([] if plan is None else plan_list(plan))
        self.plan = plan
        self._entries = entries
        self._words = words
        self._glyphs = glyphs

    def title_row(self, width: int) -> Row:
        """The plan's title and span, and how much is done; on a narrow screen only the last."""
        plan, words = self.plan, self._words
        if plan is None:
            return list_title(words("plan.title"), (), width, self._glyphs)
        count = words("plan.count", done=plan.done, all=len(plan.counted))
        return list_title(plan.title, (words("plan.joint").join((plan.span, count)), count), width, self._glyphs)

    def key_of(self, item: PlanLine) -> str:
        return item.key

    def is_heading(self, item: PlanLine) -> bool:
        return item.fact is None

    def destination_of(self, item: PlanLine) -> PlanDestination:
        """Where an item leads."""
        return (
            PlanDestination(PlanPlace.ELSEWHERE)
            if item.fact is None
            else destination_of(item.fact.standing.item, self._entries)
        )

    def opens(self, item: PlanLine) -> bool:
        return self.destination_of(item).place is not PlanPlace.ELSEWHERE

    def header_row(self, width: int) -> Row:
        return plan_header_row(self._words, width) if self.items else BLANK

    def item_row(self, item: PlanLine, width: int, *, at_cursor: bool) -> Row:
        today = "" if self.plan is None else self.plan.today
        return plan_line_row(item, today, self._glyphs, width, at_cursor=at_cursor)

    @property
    def first_open(self) -> str | None:
        """The key of the first item that is not done; ``None`` if there is none."""
        return next((line.key for line in self.items if line.fact is not None and not line.fact.done), None)

    def neighbour(self, item: PlanLine) -> str | None:
        """The key of the item below ``item``, else above it: where the pointer goes when ``item`` is removed."""
        keys = [line.key for line in self.items if line.fact is not None]
        if item.key not in keys:
            return None
        index = keys.index(item.key)
        return next(iter((*keys[index + 1 :], *reversed(keys[:index]))), None)


def plan_header_row(words: Catalogue, width: int) -> Row:
    """The column headings."""
    named = f"  {pad('', _MARK)}{pad(words('plan.columns.by'), _DAY)}{words('plan.columns.what')}"
    return Row(((fit(named, width), "columns"),))


def plan_line_row(line: PlanLine, today: str, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A row of the list; at the cursor with a pointer and in a single role."""
    fact = line.fact
    if fact is None:
        return Row(((fit_words(safe(line.title, newlines=False), width, glyphs.ellipsis), "heading"),))
    late = fact.is_late(today)
    mark = glyphs.yes if fact.done else "!" if late else " "
    room = max(width - 2 - _MARK - _DAY, 8)
    text = fit_words(safe(line.title, newlines=False), room, glyphs.ellipsis)
    spans = (
        (f"{glyphs.pointer if at_cursor else ' '} ", ""),
        (pad(mark, _MARK), "passed" if fact.done else "failed"),
        (pad(fact.day, _DAY), "failed" if late else "muted"),
        (pad(text, room), "muted" if fact.done else ""),
    )
    return Row(tuple((text, "cursor" if at_cursor else role) for text, role in spans))


def pane_rows(line: PlanLine | None, plan: PlanFact | None, waiting: str, words: Catalogue, width: int) -> list[Row]:
    """The pane under the list: the details of the highlighted line, or that there is no plan.

    ``waiting`` is text that was typed for a plan which has changed in the meantime.
    """
    rows = no_plan_rows(words, width) if plan is None else item_rows(line and line.fact, plan, words, width)
    if not waiting:
        return rows
    waits = block(words("plan.waiting", text=waiting), width, "mark")
    return [*rows, BLANK, *waits] if plan is None else [*waits, BLANK, *rows]


def item_rows(fact: ItemFact | None, plan: PlanFact, words: Catalogue, width: int) -> list[Row]:
    """The details of the highlighted item, then what the plan is based on."""
    rows: list[Row] = []
    if fact is not None:
        rows += block(fact.what, width, "strong")
        rows += [row for text in item_details(fact, plan.today, words) for row in block(text, width)]
        rows.append(BLANK)
    rows += block(words("plan.rests"), width, "heading")
    return [*rows, *(row for text in plan.basis for row in block(text, width, "muted"))]


def no_plan_rows(words: Catalogue, width: int) -> list[Row]:
    """That there is no plan, and how to make one."""
    return [*block(words("plan.none"), width, "strong"), BLANK, *block(words("plan.offer"), width)]


def write_rows(about: str, words: Catalogue, width: int) -> list[Row]:
    """The prompt above the input line for an item in the learner's own words."""
    return [*block(words("plan.write"), width, "heading"), *block(about, width)]


def checked_rows(text: str, today: str, words: Catalogue, width: int) -> list[Row]:
    """What ``text`` has of what a plan's line needs, and that it may be kept anyway; ``today`` as ``2026-05-04``."""
    found = smart(text, today)
    *lines, question = smart_lines(found, words)
    rows = [row for line in lines for row in block(line, width, "good" if found.complete else "mark")]
    return [*rows, *block(question, width), *block(words("plan.keep_it"), width, "muted")]
