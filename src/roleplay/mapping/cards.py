"""The cards of a drawn map: a node with its choices, or an ending. Sizes are in pixels, text widths in cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from roleplay.mapping.chart import Captions
from roleplay.scene.model import Choice, Outcome
from roleplay.text.cells import cell_len, fit
from roleplay.text.wrap import wrap

#: The width of a cell relative to the font size: half a Chinese character, a little more than most Latin letters.
CELL = 0.52
#: The same for a monospaced font.
MONO = 0.61
NODE, ENDING = 500.0, 240.0
_EDGE = 14.0
_SAID_LINES = 2
_HANGING = 14.0

#: Signs for outcomes; they always appear together with the outcome in words.
SIGNS = {Outcome.SUCCESS: "✓", Outcome.PARTIAL: "◐", Outcome.FAILURE: "✗"}


class Label(NamedTuple):
    """A text on a card, positioned by the start (or end, or middle: ``anchor``) of its baseline."""

    x: float
    y: float
    text: str
    look: str
    anchor: str = "start"


class Badge(NamedTuple):
    """The number of a choice, positioned by its centre; ``mute`` if the choice can never be made."""

    x: float
    y: float
    text: str
    mute: bool


class Divider(NamedTuple):
    """A thin horizontal line across a card."""

    y: float


class Card(NamedTuple):
    """A card; the positions of its parts are relative to its upper left corner."""

    width: float
    height: float
    parts: tuple[Label | Badge | Divider, ...]
    looks: tuple[str, ...]


def pixels(text: str, size: float, cell: float = CELL) -> float:
    """The approximate width of a text in a font of ``size`` pixels."""
    return cell_len(text) * cell * size


def cells(width: float, size: float) -> int:
    """The number of cells of a font of ``size`` pixels that fit into ``width`` pixels."""
    return int(width / (CELL * size))


def fit_pixels(text: str, width: float, size: float) -> str:
    """A text cut to ``width`` pixels."""
    room = cells(width, size)
    return fit(text, room - _wide_marks(fit(text, room)))


def wrap_pixels(text: str, width: float, size: float, count: int) -> list[str]:
    """A text wrapped to at most ``count`` lines of ``width`` pixels."""
    room = cells(width, size)
    room -= -(-_wide_marks(fit(text, room * count)) // count)
    wrapped = wrap(text, room)
    if len(wrapped) <= count:
        return wrapped
    return [*wrapped[: count - 1], fit(wrapped[count - 1] + "…", room - 1).removesuffix("…") + "…"]


def _wide_marks(text: str) -> int:
    """The number of marks that Chinese fonts draw in two cells: “ ” … — and similar ones."""
    return sum(east_asian_width(character) == "A" for character in text)


def node_card(captions: Captions, passage: str) -> Card:
    """The card of a node."""
    chart, vertex = captions.chart, captions.graph.vertices[passage]
    node = captions.scenario.nodes[passage]
    y = 24.0
    parts: list[Label | Badge | Divider] = [Label(_EDGE, y, passage, "id")]
    marks = " · ".join(captions.marks(passage))
    parts.append(Label(_EDGE + pixels(passage, 15) + 14, y, marks, "mark"))
    parts.append(Label(NODE - _EDGE, y, " · ".join(captions.figures(passage)), "figure", "end"))
    for line in wrap_pixels(captions.says(passage), NODE - 2 * _EDGE, 13, _SAID_LINES):
        y += 19
        parts.append(Label(_EDGE, y, line, "says"))
    y += 10
    parts.append(Divider(y))
    ids = max(pixels(choice.id, 11, MONO) for choice in node.choices) + 10
    for number, choice in enumerate(node.choices, 1):
        y += 21
        mute = chart.never_made(passage, choice.id)
        figures = " · ".join(captions.figures(passage, choice.id))
        start, end = _EDGE + 24, NODE - _EDGE - pixels(figures, 11) - 8
        parts.append(Badge(_EDGE + 8, y - 4, str(number), mute))
        said = fit_pixels(captions.line(choice), end - start - ids, 13)
        parts.append(Label(start, y, choice.id, "choice"))
        parts.append(Label(start + ids, y, said, "mute" if mute else "line"))
        parts.append(Label(NODE - _EDGE, y, figures, "figure", "end"))
        for note in _notes(captions, passage, choice):
            for index, line in enumerate(wrap(note, cells(NODE - _EDGE - start - _HANGING, 11))):
                y += 16
                parts.append(Label(start + (_HANGING if index else 0), y, line, "note"))
    looks = [
        name
        for name, applies in (("start", vertex.start), ("bottleneck", vertex.bottleneck), ("loop", vertex.in_cycle))
        if applies
    ]
    if chart.never_reached(passage):
        looks.append("dead")
    elif chart.times(passage) == 0:
        looks.append("unseen")
    return Card(NODE, y + 14, tuple(parts), ("node", *looks))


def ending_card(captions: Captions, passage: str) -> Card:
    """The card of an ending."""
    chart, ending = captions.chart, captions.scenario.endings[passage]
    sign = f"{SIGNS[ending.outcome]} {captions.outcome(ending.outcome)}"
    y = 23.0
    parts: list[Label | Badge | Divider] = [Label(_EDGE, y, sign, "outcome")]
    parts.append(Label(ENDING - _EDGE, y, " · ".join(captions.figures(passage)), "figure", "end"))
    for line in wrap_pixels(captions.says(passage), ENDING - 2 * _EDGE, 16, _SAID_LINES):
        y += 22
        parts.append(Label(_EDGE, y, line, "ending"))
    y += 19
    parts.append(Label(_EDGE, y, " · ".join([passage, *captions.marks(passage)]), "choice"))
    looks = ["dead"] if chart.never_reached(passage) else ["unseen"] if chart.times(passage) == 0 else []
    return Card(ENDING, y + 13, tuple(parts), (ending.outcome.value, *looks))


def _notes(captions: Captions, passage: str, choice: Choice) -> Iterator[str]:
    limits = [note for note in (captions.needs(choice), *captions.limits(passage, choice)) if note]
    if limits:
        yield " · ".join(limits)
    transitions = captions.graph.transitions[passage, choice.id]
    if len(transitions) > 1 or not transitions[0].sure:
        for transition in transitions:
            outcome = captions.graph.vertices[transition.target].outcome
            sign = "→" if outcome is None else SIGNS[outcome]
            never = f" ({captions.words('map.closed')})" if captions.chart.never_leads(transition) else ""
            yield f"{sign} {transition.target}{captions.words('library.colon')}{captions.when(transition)}{never}"
