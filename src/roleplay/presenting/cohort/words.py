"""Counts, costs and names as they are told of a class."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from roleplay.cohort.audit import Band
from roleplay.cohort.suppression import ENOUGH_TO_TELL, FEW, MANY, Cell
from roleplay.cohort.tables import DecisionSpread, LineShare
from roleplay.locales import Catalogue
from roleplay.presenting.facts.costs import points_text
from roleplay.scene.model import Bundle
from roleplay.scene.text import Text


def cell_text(cell: Cell, words: Catalogue, group: str = "cell") -> str:
    """A count as it may be told; with ``group="column"`` as short as it stands in a table."""
    if cell.known is not None:
        return str(cell.known) if group == "column" else words("cohort.cell.known", count=cell.known)
    key = "few" if cell == FEW else "many" if cell == MANY else "untold"
    return words(f"cohort.{group}.{key}", most=ENOUGH_TO_TELL - 1, enough=ENOUGH_TO_TELL)


def lost_text(band: Band, words: Catalogue) -> str:
    """What was lost on average, in points, as it may be told."""
    if band.known is not None:
        return points_text(band.known)
    if band.most is None:
        return words("cohort.lost.from", least=points_text(band.least))
    key = "between" if band.least else "below"
    return words(f"cohort.lost.{key}", least=points_text(band.least), most=points_text(band.most))


def lost_json(band: Band | None) -> Mapping[str, float | None] | None:
    """The same for machines: the mean, or ``null`` with bounds, the upper one left out of what it may be."""
    return None if band is None else {"mean": band.known, "least": band.least, "below": band.most}


def cell_json(cell: Cell) -> Mapping[str, int | None]:
    """The same for machines: the count, or ``null`` with the least and the most that it may be."""
    return {"count": cell.known, "least": cell.least, "most": cell.most}


def percent_text(share: float) -> str:
    """A share, 0 to 1, in whole per cent."""
    return f"{floor(100 * share + 0.5)}%"


def title_of(bundle: Bundle | None, scene: str, words: Catalogue) -> str:
    """What a scene is called; its id where its text is not known."""
    return scene if bundle is None else bundle.scenario.title.fill(words.language, bundle.scenario.names())


def said_in(bundle: Bundle, text: Text | None, language: str) -> str:
    """What somebody says, with the names of the cast."""
    return "" if text is None else text.fill(language, bundle.scenario.names())


def line_text(bundle: Bundle, node: str, line: str, language: str) -> str:
    """A line to choose from."""
    choice = next(choice for choice in bundle.scenario.nodes[node].choices if choice.id == line)
    return said_in(bundle, choice.say, language)


def cost_text(line: LineShare, words: Catalogue) -> str:
    """What a line of a decision costs, over the states in which it was met."""
    if line.regret is None:
        return words("cohort.cost.unknown")
    if line.always_free:
        return words("cohort.cost.free")
    key = "sometimes" if line.sometimes_free else "always"
    return words(f"cohort.cost.{key}", points=points_text(line.regret))


def criterion_text(bundles: Mapping[str, Bundle], ref: str, words: Catalogue) -> tuple[str, str]:
    """The names of the rubric and of the criterion of a reference; the references themselves where none knows them.

    That of the criterion is empty where the reference is to the rubric alone.
    """
    rubric_id, _, name = ref.partition(".")
    rubric = next((found for b in bundles.values() if (found := b.rubrics.get(rubric_id)) is not None), None)
    if rubric is None:
        return rubric_id, name
    criterion = rubric.criterion(name) if name else None
    return rubric.name.get(words.language), name if criterion is None else criterion.name.get(words.language)


def free_text(spread: DecisionSpread, words: Catalogue) -> str:
    """How many took a line that cost nothing, and how many one that did."""
    if spread.free is None:
        return ""
    took, lost = spread.free
    if took.known is not None and lost.known is not None:
        asked = took.known + lost.known
        return words("cohort.free.known", took=took.known, asked=asked, share=percent_text(took.known / asked))
    return words("cohort.free.told", took=cell_text(took, words), lost=cell_text(lost, words))
