"""The plan as rows: a list of its items under their phases, and what there is to say of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.plan_words import ItemFact, PlanFact, item_details
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words

#: Cells of the mark and of the day, each with a blank behind it.
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


def neighbour(line: PlanLine, lines: Sequence[PlanLine]) -> str | None:
    """The key of the item below ``line``, else of the one above it: where the pointer goes when ``line`` is gone."""
    items = [each.key for each in lines if each.fact is not None]
    if line.key not in items:
        return None
    place = items.index(line.key)
    rest = [*items[place + 1 :], *reversed(items[:place])]
    return rest[0] if rest else None


def plan_told(plan: PlanFact, words: Catalogue, width: int) -> str:
    """What stands behind the plan's title in a line of ``width`` cells: in little room only how much is done."""
    count = words("plan.count", done=plan.done, all=len(plan.counted))
    told = words("plan.joint").join((plan.span, count))
    return told if cell_len(f"{plan.title}  {told}") <= width else count


def plan_names_row(words: Catalogue, width: int) -> Row:
    """The names over the columns."""
    named = f"  {pad('', _MARK)}{pad(words('plan.columns.by'), _DAY)}{words('plan.columns.what')}"
    return Row(((fit(named, width), "columns"),))


def plan_line_row(line: PlanLine, today: str, glyphs: Glyphs, width: int, *, at_cursor: bool) -> Row:
    """A row of the list; at the cursor it has a pointer, and all of it has one role."""
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


def item_rows(fact: ItemFact | None, plan: PlanFact, words: Catalogue, width: int) -> list[Row]:
    """All there is to say of the highlighted item, then what the plan rests on."""
    rows: list[Row] = []
    if fact is not None:
        rows += block(fact.what, width, "strong")
        rows += [row for text in item_details(fact, plan.today, words) for row in block(text, width)]
        rows.append(BLANK)
    rows += block(words("plan.rests"), width, "heading")
    return [*rows, *(row for text in plan.basis for row in block(text, width, "muted"))]


def no_plan_rows(words: Catalogue, width: int, waiting: str = "") -> list[Row]:
    """That there is no plan, and how one is made; ``waiting`` are words that were typed for one."""
    rows = [*block(words("plan.none"), width, "strong"), BLANK, *block(words("plan.offer"), width)]
    if waiting:
        rows += [BLANK, *block(words("plan.waiting", text=waiting), width, "mark")]
    return rows


def write_rows(about: str, words: Catalogue, width: int) -> list[Row]:
    """What is asked above a line of one's own words."""
    return [*block(words("plan.write"), width, "heading"), *block(about, width)]
