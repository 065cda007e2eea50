"""The structure of a scene as a printable picture: a self-contained SVG with a light and a dark theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.mapping.cards import SIGNS, Badge, Card, Divider, Label, cells, ending_card, fit_pixels, node_card, pixels
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.layers import Box, Layout, Link, lay_out, ports
from roleplay.mapping.scene_graph import Edge
from roleplay.mapping.style import STYLE
from roleplay.scene.model import Outcome
from roleplay.scene.wording import PRINTED
from roleplay.text.escaping import escape_markup
from roleplay.text.wrap import wrap

_MARGIN = 36.0
_SPACING, _RANK_SPACING, _LANE = 34.0, 66.0, 22.0
_PORTS = 44.0
_LEAST_WIDTH = 760.0


def render(chart: Chart, words: Catalogue) -> str:
    """The content of the SVG file."""
    return "\n".join(_Picture(chart, words).parts())


class _Port(NamedTuple):
    x: float
    y: float


class _Picture:
    def __init__(self, chart: Chart, words: Catalogue) -> None:
        self.chart = chart
        self.graph = chart.graph
        self.words = words
        self.captions = Captions(chart, words, PRINTED)
        vertices = self.graph.vertices.values()
        self.cards: dict[str, Card] = {
            vertex.id: (node_card if vertex.outcome is None else ending_card)(self.captions, vertex.id)
            for vertex in vertices
        }
        self.reachable = [vertex.id for vertex in vertices if vertex.reachable]
        self.unreachable = [vertex.id for vertex in vertices if not vertex.reachable]
        self.edges = [edge for edge in self.graph.edges if self.graph.vertices[edge.source].reachable]
        self.down = [edge for edge in self.edges if not edge.back]
        self.back = [edge for edge in self.edges if edge.back]
        cards, ranks = self.cards, self.graph.vertices
        self.layout: Layout = lay_out(
            [Box(name, ranks[name].rank, cards[name].width, cards[name].height) for name in self.reachable],
            [Link(edge.source, edge.target) for edge in self.down],
            spacing=_SPACING,
            rank_spacing=_RANK_SPACING,
            lane=_LANE,
        )
        self.back_lanes = 16.0 * len(self.back)
        self.width = max(self.layout.width + self.back_lanes, _LEAST_WIDTH) + 2 * _MARGIN
        self.left = (self.width - self.layout.width - self.back_lanes) / 2
        self.summary_lines = [
            line for text in self.captions.summary() for line in wrap(text, cells(self.width - 2 * _MARGIN, 14.5))
        ]
        self.title = fit_pixels(self.captions.title, self.width - 2 * _MARGIN, 30)
        self.top = _MARGIN + 52 + 20 * len(self.summary_lines) + 20 + (16 if self.back else 0)

    def parts(self) -> Iterator[str]:
        body = [*self.arrows(), *(line for name in self.reachable for line in self.card(name, *self.corner(name)))]
        y = self.top + self.layout.height + 40
        if self.unreachable:
            body.append(_text(Label(_MARGIN, y + 6, self.words("map.lost_places"), "section")))
            y += 22
            x = row = 0.0
            for name in self.unreachable:
                card = self.cards[name]
                if x and x + card.width > self.width - 2 * _MARGIN:
                    x, y, row = 0.0, y + row + 20, 0.0
                body += self.card(name, _MARGIN + x, y)
                x, row = x + card.width + _SPACING, max(row, card.height)
            y += row + 40
        legend, y = self.legend(y)
        body += legend
        height = y + _MARGIN
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {height:.0f}" '
            f'width="{self.width:.0f}" height="{height:.0f}" role="img" aria-labelledby="title desc" '
            f'lang="{self.words.language}">'
        )
        yield f'<title id="title">{escape_markup(self.captions.title)}</title>'
        yield f'<desc id="desc">{escape_markup(" ".join(self.captions.summary()))}</desc>'
        yield f"<style>{STYLE}</style>"
        yield from _MARKERS
        yield f'<rect class="page" width="{self.width:.0f}" height="{height:.0f}"/>'
        yield _text(Label(_MARGIN, _MARGIN + 26, self.title, "title"))
        for n, line in enumerate(self.summary_lines):
            yield _text(Label(_MARGIN, _MARGIN + 54 + 20 * n, line, "summary"))
        yield from body
        yield "</svg>"

    # -- cards -----------------------------------------------------------------------------------------------

    def corner(self, name: str) -> tuple[float, float]:
        """The position of the upper left corner of a card."""
        x = self.left + self.layout.centres[name] - self.cards[name].width / 2
        return x, self.top + self.layout.tops[self.graph.vertices[name].rank]

    def card(self, name: str, x: float, y: float) -> Iterator[str]:
        card = self.cards[name]
        yield f'<g class="{" ".join(("card", *card.looks))}" transform="translate({x:.1f} {y:.1f})">'
        yield f"<title>{escape_markup(f'{name}: {self.captions.says(name)}')}</title>"
        yield f'<rect width="{card.width:.0f}" height="{card.height:.0f}" rx="9"/>'
        for part in card.parts:
            match part:
                case Label():
                    if part.text:
                        yield _text(part)
                case Badge():
                    yield _badge(part)
                case Divider():
                    yield f'<path class="rule" d="M0 {part.y:.1f}H{card.width:.0f}"/>'
        yield "</g>"

    # -- arrows ----------------------------------------------------------------------------------------------

    def arrows(self) -> Iterator[str]:
        leave, arrive = self.ports()
        labels: list[str] = []
        for edge in self.down:
            yield self.arrow(edge, self.path_down(edge, leave[edge], arrive[edge]))
            labels += self.label(edge, leave[edge])
        for n, edge in enumerate(self.back):
            yield self.arrow(edge, self.path_back(edge, leave[edge], arrive[edge], n))
            labels += self.label(edge, leave[edge])
        yield from labels

    def arrow(self, edge: Edge, path: str) -> str:
        chart, coverage = self.chart, self.chart.coverage
        looks = ["way"]
        if all(chart.never_taken(transition) for transition in edge.transitions):
            looks.append("closed")
        elif not edge.sure:
            looks.append("maybe")
        if edge.back:
            looks.append("back")
        attempt_path = coverage is not None and any(
            (transition.source, transition.choice, transition.target) in coverage.transitions
            for transition in edge.transitions
        )
        if attempt_path:
            looks.append("walked")
        end = "walked" if attempt_path else "arrow"
        return f'<path class="{" ".join(looks)}" marker-end="url(#{end})" d="{path}"/>'

    def ports(self) -> tuple[dict[Edge, _Port], dict[Edge, _Port]]:
        """For every arrow, where it leaves its source and where it arrives at its target."""
        leave: dict[Edge, _Port] = {}
        arrive: dict[Edge, _Port] = {}
        for name in self.reachable:
            x, y = self.corner(name)
            card, centre = self.cards[name], x + self.cards[name].width / 2
            outgoing = [edge for edge in self.edges if edge.source == name]
            incoming = [edge for edge in self.edges if edge.target == name]
            apart = max((2 * self.tag(edge)[1] for edge in outgoing), default=0.0)
            apart = max(apart + 8, _PORTS)
            for edge, at in zip(
                outgoing, ports(centre, card.width, [self.first_x(r) for r in outgoing], apart), strict=True
            ):
                leave[edge] = _Port(at, y + card.height)
            for edge, at in zip(
                incoming, ports(centre, card.width, [self.last_x(r) for r in incoming], 18.0), strict=True
            ):
                arrive[edge] = _Port(at, y)
        return leave, arrive

    def first_x(self, edge: Edge) -> float:
        """The x coordinate that an arrow goes to first; back edges go to the right margin."""
        lanes = self.lanes(edge)
        if edge.back:
            return self.width
        return lanes[0] if lanes else self.left + self.layout.centres[edge.target]

    def last_x(self, edge: Edge) -> float:
        """The x coordinate that an arrow comes from last; back edges come from the right margin."""
        lanes = self.lanes(edge)
        if edge.back:
            return self.width
        return lanes[-1] if lanes else self.left + self.layout.centres[edge.source]

    def lanes(self, edge: Edge) -> tuple[float, ...]:
        return tuple(self.left + lane for lane in self.layout.lanes.get(Link(edge.source, edge.target), ()))

    def path_down(self, edge: Edge, leave: _Port, arrive: _Port) -> str:
        """The path of an arrow: straight beside cards, curved between the ranks."""
        first = self.graph.vertices[edge.source].rank
        x, y = leave.x, self.top + self.layout.bottoms[first]
        path = [f"M{leave.x:.1f} {leave.y:.1f}V{y:.1f}"]
        for n, lane in enumerate(self.lanes(edge), first + 1):
            path.append(_curve(x, y, lane, self.top + self.layout.tops[n]))
            x, y = lane, self.top + self.layout.bottoms[n]
            path.append(f"V{y:.1f}")
        path.append(_curve(x, y, arrive.x, arrive.y - 6))
        return "".join(path)

    def path_back(self, edge: Edge, leave: _Port, arrive: _Port, n: int) -> str:
        """The path of back edge number ``n``: below its source to the right margin, up, and in above its target."""
        lane = self.left + self.layout.width + 16.0 * (n + 1)
        low = self.top + self.layout.bottoms[self.graph.vertices[edge.source].rank] + 14 + 5 * (n % 4)
        high = arrive.y - 16 - 5 * (n % 4)
        return (
            f"M{leave.x:.1f} {leave.y:.1f}V{low - 6:.1f}q0 6 6 6H{lane - 8:.1f}q8 0 8 -8V{high + 8:.1f}q0 -8 -8 -8"
            f"H{arrive.x + 6:.1f}q-6 0 -6 6V{arrive.y - 6:.1f}"
        )

    def label(self, edge: Edge, port: _Port) -> Iterator[str]:
        """The numbers of the choices that take an arrow, at its start; nothing if all choices lead to one target."""
        text, half = self.tag(edge)
        if not text:
            return
        yield from _tag(port.x, port.y + 3, text, half)

    def tag(self, edge: Edge) -> tuple[str, float]:
        """The text of an arrow's label, and half its width."""
        if self.graph.vertices[edge.source].branches == 1:
            return "", 0.0
        choices = [choice.id for choice in self.captions.scenario.nodes[edge.source].choices]
        text = _ranges(sorted({choices.index(transition.choice) + 1 for transition in edge.transitions}))
        return text, max(pixels(text, 11) / 2 + 6, 9)

    # -- the legend ------------------------------------------------------------------------------------------

    def legend(self, y: float) -> tuple[list[str], float]:
        """The legend of lines, numbers, colours and marks, starting at ``y``; also returns the y at which it ends."""
        parts: list[str] = []
        x = _MARGIN
        for sample, width, text in self.samples():
            room = width + 10 + pixels(text, 11) + 26
            if x > _MARGIN and x + room > self.width - _MARGIN:
                x, y = _MARGIN, y + 24
            parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{sample}</g>')
            parts.append(_text(Label(x + width + 10, y + 4, text, "note")))
            x += room
        y += 10
        for text in self.captions.explanations():
            for line in wrap(text, cells(self.width - 2 * _MARGIN, 12)):
                y += 18
                parts.append(_text(Label(_MARGIN, y, line, "note")))
        return parts, y

    def samples(self) -> Iterator[tuple[str, float, str]]:
        """The samples of the legend, as (SVG, width, meaning)."""
        lines = {"way": "line_sure", "way maybe": "line_maybe"}
        if self.back:
            lines["way back"] = "line_back"
        if self.chart.coverage is not None and self.chart.coverage.attempts:
            lines["way walked"] = "line_walked"
        for look, key in lines.items():
            end = "walked" if "walked" in look else "arrow"
            yield f'<path class="{look}" marker-end="url(#{end})" d="M0 0H28"/>', 34, self.words(f"map.{key}")
        yield "".join(_tag(14, -8, "1 3", 14)), 28, self.words("map.line_tag")
        for outcome in Outcome:
            box = f'<g class="card {outcome.value}"><rect y="-7" width="20" height="14" rx="4"/></g>'
            yield box, 20, f"{SIGNS[outcome]} {self.captions.outcome(outcome)}"


_MARKERS = (
    "<defs>",
    *(
        f'<marker id="{name}" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path class="{name}" d="M0 0L8 4L0 8Z"/></marker>'
        for name in ("arrow", "walked")
    ),
    "</defs>",
)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    if abs(x - to_x) < 0.5:
        return f"V{to_y:.1f}"
    middle = (y + to_y) / 2
    return f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in a row; three or more consecutive ones are written as a range: ``1 2``, ``1–3``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else " ".join(map(str, run)) for run in runs)


def _tag(x: float, y: float, text: str, half: float) -> Iterator[str]:
    yield f'<rect class="tag" x="{x - half:.1f}" y="{y:.1f}" width="{2 * half:.1f}" height="16" rx="8"/>'
    yield _text(Label(x, y + 12, text, "number", "middle"))


def _badge(badge: Badge) -> str:
    look = "badge mute" if badge.mute else "badge"
    number = _text(Label(badge.x, badge.y + 4, badge.text, "number", "middle"))
    return f'<circle class="{look}" cx="{badge.x:.1f}" cy="{badge.y:.1f}" r="8"/>{number}'


def _text(words: Label) -> str:
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    return f'<text class="{words.look}" x="{words.x:.1f}" y="{words.y:.1f}"{anchor}>{escape_markup(words.text)}</text>'
