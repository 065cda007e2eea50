"""The shape of a scene as lines for a terminal.

The main line runs straight down the left edge; what is only on some ways is set one step to the right, under the node
that leads to it. So a long scene stays narrow: the steps count how often ways fork within forks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Chart, Speech
from roleplay.mapping.shape import Way
from roleplay.scene.model import Choice, Outcome
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs, glyphs
from roleplay.text.wrap import wrap

Kind: TypeAlias = Literal["node", "says", "choice", "target", "gap", "heading", "ending"]

#: Below so many cells a line that is said tells nothing.
_LEAST_SAID = 10
#: A column of ids is no wider.
_WIDEST_ID = 20
#: From this step on the longest branch goes straight on, whatever joins later, so that no scene nests without end.
_DEEPEST = 12


class Line(NamedTuple):
    """One line of the drawing."""

    indent: int
    """Steps to the right, 0 for the main line."""
    glyph: str
    """What is drawn before the text."""
    kind: Kind
    place: str | None
    """The node or ending that the line belongs to."""
    choice: str | None
    """The choice that the line belongs to."""
    text: str

    def __str__(self) -> str:
        return self.glyph + self.text


class Drawing(NamedTuple):
    """The characters of the tree; those of one set take the same cells."""

    bar: str
    fork: str
    last: str
    choice: str
    last_choice: str
    blank: str
    on: str
    """Before a place that is drawn further down."""
    seen: str
    """Before a place that is drawn further up."""
    outcomes: dict[Outcome, str]
    glyphs: Glyphs


def drawing(ascii: bool = False) -> Drawing:
    """Box-drawing characters, or plain ASCII for terminals that have no more."""
    table = glyphs(ascii)
    outcomes = {Outcome.SUCCESS: table.yes, Outcome.PARTIAL: table.mark, Outcome.FAILURE: table.no}
    if ascii:
        return Drawing("|  ", "+--", "`--", "|- ", "`- ", "   ", "->", "<-", outcomes, table)
    return Drawing("│  ", "├──", "└──", "├─ ", "└─ ", "   ", table.pointer, "↩", outcomes, table)


def lines(chart: Chart, words: Catalogue, width: int, drawn: Drawing | None = None) -> tuple[Line, ...]:
    """The tree of a scene in lines of at most ``width`` cells: every place once, with what can be said there."""
    return tuple(_Tree(chart, words, max(width, 20), drawn or drawing()).all())


def render(chart: Chart, words: Catalogue, width: int, *, ascii: bool = False) -> str:
    """The whole drawing: title, summary, tree and legend."""
    speech, drawn = Speech(chart, words), drawing(ascii)
    title = f"{speech.title} ({chart.shape.scenario.id})"
    found = [line for text in (title, *speech.summary()) for line in wrap(text, width)]
    found += ["", *map(str, lines(chart, words, width, drawn)), ""]
    found += [line for text in legend(chart, words, drawn) for line in wrap(text, width)]
    return "\n".join(line.rstrip() for line in found)


def legend(chart: Chart, words: Catalogue, drawn: Drawing) -> list[str]:
    """What the signs and figures mean."""
    signs = words("map.signs", on=drawn.on, seen=drawn.seen)
    outcomes = [f"{sign} {words(f'outcome.{outcome.value}')}" for outcome, sign in drawn.outcomes.items()]
    return ["  ".join([signs, *outcomes]), *Speech(chart, words).explained()]


class _Tree:
    def __init__(self, chart: Chart, words: Catalogue, width: int, drawn: Drawing) -> None:
        self.chart = chart
        self.shape = chart.shape
        self.words = words
        self.width = width
        self.drawn = drawn
        self.speech = Speech(chart, words)
        self.done: set[str] = set()
        self.inside, self.weight = _owned(chart)
        ids = [cell_len(choice.id) for _, choice in self.shape.choices]
        self.ids = min(max(ids, default=0), _WIDEST_ID, width // 3)
        self.targets = min(max(map(cell_len, self.shape.spots)), _WIDEST_ID, width // 3)
        rows = [self.speech.figures(node, choice.id) for node, choice in self.shape.choices]
        rows += [self.speech.figures(name) for name in self.shape.scenario.endings]
        self.figures = [max(cell_len(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]

    def all(self) -> Iterator[Line]:
        yield from self.chain(self.shape.scenario.start, 0, "", "")
        lost = [name for name in self.shape.scenario.nodes if not self.shape.spots[name].reached]
        if lost:
            yield Line(0, "", "gap", None, None, "")
            yield Line(0, "", "heading", None, None, self.cut(self.words("map.lost_places"), 0))
            for name in lost:
                yield Line(0, "", "gap", None, None, "")
                yield from self.block(name, 0, "", "", more=False)
        yield Line(0, "", "gap", None, None, "")
        yield Line(0, "", "heading", None, None, self.cut(self.words("map.endings"), 0))
        yield from self.endings()

    def chain(self, place: str, indent: int, head: str, lead: str) -> Iterator[Line]:
        """A place, what is only on some ways from it, and then the heaviest of what follows, on the same level."""
        following: str | None = place
        while following is not None:
            name = following
            inside = self.inside[name]
            following = self.next(name, indent)
            beside = [one for one in inside if one != following]
            more = bool(beside) or following is not None
            yield from self.block(name, indent, head, lead, more=more)
            head = lead
            for one in beside:
                last = following is None and one is beside[-1]
                yield Line(indent, lead + self.drawn.bar, "gap", name, None, "")
                ahead = self.drawn.last if last else self.drawn.fork
                below = self.drawn.blank if last else self.drawn.bar
                if cell_len(lead) > self.width // 3:  # no room for one more step
                    ahead = below = ""
                yield from self.chain(one, indent + 1, lead + ahead, lead + below)
            if following is not None:
                yield Line(indent, lead + self.drawn.bar, "gap", name, None, "")

    def next(self, place: str, indent: int) -> str | None:
        """What goes on straight below a node: what every way from it leads to, else the longest branch."""
        inside = self.inside[place]
        if indent < _DEEPEST:
            ahead = self.shape.spots[place].ahead
            if ahead in inside:
                return ahead
        return max(inside, key=lambda one: (self.weight[one], self.shape.spots[one].rank), default=None)

    def block(self, place: str, indent: int, head: str, lead: str, *, more: bool) -> Iterator[Line]:
        """A node: what it is, what is said there, and what can be answered."""
        self.done.add(place)
        node = self.shape.scenario.nodes[place]
        facts = "  ".join([place, *self.speech.marks(place), *self.speech.figures(place)])
        yield Line(indent, head, "node", place, None, self.cut(facts, cell_len(head)))
        bar = lead + self.drawn.bar
        yield Line(indent, bar, "says", place, None, self.cut(self.speech.says(place), cell_len(bar)))
        for choice in node.choices:
            last = not more and choice is node.choices[-1]
            glyph = lead + (self.drawn.last_choice if last else self.drawn.choice)
            below = lead + (self.drawn.blank if last else self.drawn.bar)
            yield from self.choice(place, choice, indent, glyph, below)

    def choice(self, place: str, choice: Choice, indent: int, glyph: str, below: str) -> Iterator[Line]:
        ways = self.shape.ways[place, choice.id]
        single = len(ways) == 1 and ways[0].sure and not self.chart.mute(place, choice.id)
        figures = self.speech.figures(place, choice.id)
        cells = [
            pad(fit(choice.id, self.ids, self.ellipsis), self.ids),
            pad(self.target(ways[0].to) if single else "", self.targets + cell_len(self.drawn.on) + 1),
            *(pad(figure, width, "right") for figure, width in zip(figures, self.figures, strict=False)),
        ]
        start = "  ".join(cells) + "  "
        room = self.width - cell_len(glyph) - cell_len(start)
        said = fit(self.speech.line(choice), room, self.ellipsis) if room >= _LEAST_SAID else ""
        yield Line(indent, glyph, "choice", place, choice.id, self.cut(start + said, cell_len(glyph)))
        for note in (self.speech.needs(choice), *self.speech.limits(place, choice)):
            if note:
                yield from self.below(note, "choice", indent, below, place, choice)
        if not single:
            for way in ways:
                yield from self.below(self.way(way), "target", indent, below, place, choice)

    def way(self, way: Way) -> str:
        """One of several targets, and when the choice leads there."""
        never = self.words("map.closed") if self.chart.closed(way) else ""
        target = pad(self.target(way.to), self.targets + cell_len(self.drawn.on) + 1)
        return "  ".join(part for part in (target, self.speech.when(way), never) if part)

    def below(self, text: str, kind: Kind, indent: int, lead: str, place: str, choice: Choice) -> Iterator[Line]:
        """A note under a choice, on as many lines as it needs."""
        hanging = " " * min(self.targets + 4, self.width // 3)
        for line in wrap(text, self.width - cell_len(lead) - 2, indent=hanging if kind == "target" else "  "):
            yield Line(indent, lead + "  ", kind, place, choice.id, line)

    def target(self, place: str) -> str:
        outcome = self.shape.spots[place].outcome
        name = fit(place, self.targets, self.ellipsis)
        if outcome is not None:
            sign = pad(self.drawn.outcomes[outcome], cell_len(self.drawn.on))
        else:
            sign = self.drawn.seen if place in self.done else self.drawn.on
        return f"{sign} {name}"

    def endings(self) -> Iterator[Line]:
        outcomes = {name: self.speech.outcome(ending.outcome) for name, ending in self.shape.scenario.endings.items()}
        widest = max(map(cell_len, outcomes.values()))
        for name, ending in self.shape.scenario.endings.items():
            glyph = f"{self.drawn.outcomes[ending.outcome]} "
            figures = self.speech.figures(name)
            figures += [""] * (len(self.figures) - len(figures))
            columns = [pad(one, width, "right") for one, width in zip(figures, self.figures, strict=True)]
            parts = [pad(fit(name, self.targets, self.ellipsis), self.targets), *columns, pad(outcomes[name], widest)]
            facts = "  ".join([*parts, *self.speech.marks(name), self.speech.says(name)])
            yield Line(0, glyph, "ending", name, None, self.cut(facts, cell_len(glyph)))

    @property
    def ellipsis(self) -> str:
        return self.drawn.glyphs.ellipsis

    def cut(self, text: str, used: int) -> str:
        return fit(text, self.width - used, self.ellipsis).rstrip()


def _owned(chart: Chart) -> tuple[dict[str, list[str]], dict[str, int]]:
    """By node, the nodes that it owns directly, in the order in which they come, and how many are behind each."""
    shape = chart.shape
    nodes = [spot for spot in shape.spots.values() if spot.outcome is None and spot.reached]
    order = sorted(nodes, key=lambda spot: spot.rank)
    inside: dict[str, list[str]] = {name: [] for name in shape.scenario.nodes}
    weight = dict.fromkeys(shape.scenario.nodes, 1)
    for spot in order:
        if spot.owner is not None:
            inside[spot.owner].append(spot.id)
    for spot in reversed(order):  # an owner always has a lower rank
        if spot.owner is not None:
            weight[spot.owner] += weight[spot.id]
    return inside, weight
