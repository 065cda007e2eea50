"""Counts, costs and names as they are shown for a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor
from typing import TypeVar

from roleplay.cohort.bands import Band
from roleplay.cohort.plays import LineRange
from roleplay.cohort.suppression import MIN_PUBLISHED, Cell
from roleplay.cohort.tables import DecisionSpread
from roleplay.locales import Catalogue
from roleplay.presenting.facts.costs import points_text
from roleplay.scene.model import Bundle
from roleplay.scene.text import Text

Line = TypeVar("Line")


def cell_text(cell: Cell, words: Catalogue, group: str = "cell") -> str:
    """A count of learners as it may be shown.

    ``group="number"`` leaves out what is counted; ``"column"`` is the short form for tables.
    """
    if cell.is_unpublished:
        return words(f"cohort.{group}.untold")
    if cell.is_few:
        return words(f"cohort.{group}.few", enough=MIN_PUBLISHED)
    if cell.known is not None:
        return str(cell.known) if group == "column" else words(f"cohort.{group}.known", count=cell.known)
    return words(f"cohort.{group}.range", least=cell.least, most=cell.most)


def share_text(part: Cell, whole: Cell, words: Catalogue) -> str:
    """A count in a table, with its share if both are known and the count is not 0."""
    text = cell_text(part, words, "column")
    if not part.known or not whole.known:
        return text
    return words("cohort.column.share", count=text, share=percent_text(part.known / whole.known))


def most_chosen(lines: Iterable[tuple[Cell, Line]]) -> Line | None:
    """The line that was said more often than any other; ``None`` if the published counts leave that open."""
    ranked = sorted(lines, key=lambda entry: -entry[0].least)
    if not ranked or ranked[0][0].least <= max((cell.most for cell, _ in ranked[1:]), default=0):
        return None
    return ranked[0][1]


def cost_kind(cost: LineRange) -> str:
    """Whether a line costs something always, never, or depending on the state: ``costs``, ``free``, ``varies``."""
    return "costs" if cost.least else "free" if cost.most == 0 else "varies"


def loss_text(band: Band, words: Catalogue) -> str:
    """The range of the mean loss, in points."""
    if band.least == band.most:
        return points_text(band.least)
    return words("cohort.lost", least=points_text(band.least), most=points_text(band.most))


def loss_json(band: Band | None) -> Mapping[str, float] | None:
    """The range of the mean loss, in points, for machines."""
    return None if band is None else {"least": band.least, "most": band.most}


def cell_json(cell: Cell | None) -> Mapping[str, int | None] | None:
    """A count for machines: ``count`` if it is known, and the ``least`` and ``most`` it can be."""
    return None if cell is None else {"count": cell.known, "least": cell.least, "most": cell.most}


def cost_json(cost: LineRange) -> Mapping[str, float] | None:
    """The cost of a line for machines; ``None`` if unknown."""
    return None if cost.least is None or cost.most is None else {"least": cost.least, "most": cost.most}


def percent_text(share: float) -> str:
    """A share, 0 to 1, in whole per cent."""
    return f"{floor(100 * share + 0.5)}%"


def scene_title(bundle: Bundle | None, scene: str, words: Catalogue) -> str:
    """The title of a scene; its id if its text is not available."""
    return scene if bundle is None else bundle.scenario.title.fill(words.language, bundle.scenario.names())


def fill_names(bundle: Bundle, text: Text | None, language: str) -> str:
    """A text of the scene with placeholders filled in; "" if there is none."""
    return "" if text is None else text.fill(language, bundle.scenario.names())


def line_text(bundle: Bundle, node: str, line: str, language: str) -> str:
    """The text of a line of a node; the line must exist."""
    choice = next(choice for choice in bundle.scenario.nodes[node].choices if choice.id == line)
    return fill_names(bundle, choice.say, language)


def cost_text(cost: LineRange, words: Catalogue) -> str:
    """The cost of a line over all states in which it can be said."""
    if cost.least is None or cost.most is None:
        return words("cohort.cost.unknown")
    if not cost.most:
        return words("cohort.cost.free")
    if cost.least == cost.most:
        return words("cohort.cost.always", points=points_text(cost.most))
    key = "between" if cost.least else "sometimes"
    return words(f"cohort.cost.{key}", least=points_text(cost.least), most=points_text(cost.most))


def criterion_text(bundles: Mapping[str, Bundle], ref: str, words: Catalogue) -> tuple[str, str]:
    """The names of the rubric and the criterion that ``ref`` refers to; their ids if they are unknown.

    The name of the criterion is empty if ``ref`` refers to a rubric only.
    """
    rubric_id, _, name = ref.partition(".")
    rubric = next((found for b in bundles.values() if (found := b.rubrics.get(rubric_id)) is not None), None)
    if rubric is None:
        return rubric_id, name
    criterion = rubric.criterion(name) if name else None
    return rubric.name.get(words.language), name if criterion is None else criterion.name.get(words.language)


def free_and_costly(spread: DecisionSpread, words: Catalogue) -> str:
    """How many chose a line that cost nothing, and how many one that did."""
    if spread.free is None or any(cell.is_unpublished for cell in spread.free):
        return ""
    took, lost = spread.free
    return words("cohort.free", took=cell_text(took, words), lost=cell_text(lost, words))
