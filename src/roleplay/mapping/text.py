"""The structure of a scene as lines for a terminal.

The main line runs straight down the left edge; nodes that only some paths pass are indented by one step below the node
that leads to them. So a long scene stays narrow: the indent is the nesting depth of branches.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.scene_graph import Transition
from roleplay.scene.model import Choice, Outcome
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs, glyphs
from roleplay.text.wrap import wrap

LineKind: TypeAlias = Literal["node", "says", "choice", "target", "gap", "heading", "ending"]

#: A spoken line is omitted if it has less room than this, in cells.
_LEAST_SAID = 10
#: The greatest width of a column of ids, in cells.
_WIDEST_ID = 20
#: From this indent on the longest branch continues on the same level, so that nesting stays bounded.
_DEEPEST = 12


class MapLine(NamedTuple):
    """One line of the drawing."""

    #: number of steps, 0 for the main line
    indent: int
    #: what is drawn before the text
    glyph: str
    kind: LineKind
    text: str
    #: the node or ending that the line belongs to
    passage: str | None = None
    #: the choice that the line belongs to
    choice: str | None = None

    def __str__(self) -> str:
        return self.glyph + self.text


class TreeGlyphs(NamedTuple):
    """The characters of the tree; alternatives for the same column are equally wide."""

    bar: str
    fork: str
    last: str
    choice: str
    last_choice: str
    blank: str
    #: before a node that is drawn further down
    ahead: str
    #: before a node that is drawn further up
    behind: str
    outcomes: dict[Outcome, str]
    glyphs: Glyphs


def tree_glyphs(ascii: bool = False) -> TreeGlyphs:
    """Box-drawing characters, or plain ASCII for terminals that have no others."""
    table = glyphs(ascii)
    outcomes = {Outcome.SUCCESS: table.yes, Outcome.PARTIAL: table.mark, Outcome.FAILURE: table.no}
    if ascii:
        return TreeGlyphs(
            bar="|  ",
            fork="+--",
            last="`--",
            choice="|- ",
            last_choice="`- ",
            blank="   ",
            ahead="->",
            behind="<-",
            outcomes=outcomes,
            glyphs=table,
        )
    return TreeGlyphs(
        bar="│  ",
        fork="├──",
        last="└──",
        choice="├─ ",
        last_choice="└─ ",
        blank="   ",
        ahead=table.pointer,
        behind="↩",
        outcomes=outcomes,
        glyphs=table,
    )


def lines(chart: Chart, words: Catalogue, width: int, tree: TreeGlyphs | None = None) -> tuple[MapLine, ...]:
    """The tree of a scene in lines of at most ``width`` cells: every passage once, nodes with their choices."""
    return tuple(_Tree(chart, words, max(width, 20), tree or tree_glyphs()).all())


def render(chart: Chart, words: Catalogue, width: int, *, ascii: bool = False) -> str:
    """The whole drawing: title, summary, tree and legend."""
    captions, tree = Captions(chart, words), tree_glyphs(ascii)
    title = f"{captions.title} ({chart.graph.scenario.id})"
    rows = [line for text in (title, *captions.summary()) for line in wrap(text, width)]
    rows += ["", *map(str, lines(chart, words, width, tree)), ""]
    rows += [line for text in legend(chart, words, tree) for line in wrap(text, width)]
    return "\n".join(line.rstrip() for line in rows)


def legend(chart: Chart, words: Catalogue, tree: TreeGlyphs) -> list[str]:
    """What the signs and figures mean."""
    signs = words("map.signs", on=tree.ahead, seen=tree.behind)
    outcomes = [f"{sign} {words(f'outcome.{outcome.value}')}" for outcome, sign in tree.outcomes.items()]
    return ["  ".join([signs, *outcomes]), *Captions(chart, words).explanations()]


class _Tree:
    def __init__(self, chart: Chart, words: Catalogue, width: int, tree: TreeGlyphs) -> None:
        self.chart = chart
        self.graph = chart.graph
        self.words = words
        self.width = width
        self.tree = tree
        self.captions = Captions(chart, words)
        self.done: set[str] = set()
        self.dominated, self.weight = _dominated(chart)
        id_widths = [cell_len(choice.id) for _, choice in self.graph.choices]
        self.id_width = min(max(id_widths, default=0), _WIDEST_ID, width // 3)
        self.target_width = min(max(map(cell_len, self.graph.vertices)), _WIDEST_ID, width // 3)
        rows = [self.captions.figures(node, choice.id) for node, choice in self.graph.choices]
        rows += [self.captions.figures(name) for name in self.graph.scenario.endings]
        self.figures = [max(cell_len(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]

    def all(self) -> Iterator[MapLine]:
        yield from self.chain(self.graph.scenario.start, 0, "", "")
        lost = [name for name in self.graph.scenario.nodes if not self.graph.vertices[name].reachable]
        if lost:
            yield MapLine(indent=0, glyph="", kind="gap", text="")
            yield MapLine(indent=0, glyph="", kind="heading", text=self.cut(self.words("map.lost_places"), 0))
            for name in lost:
                yield MapLine(indent=0, glyph="", kind="gap", text="")
                yield from self.block(name, 0, "", "", more=False)
        yield MapLine(indent=0, glyph="", kind="gap", text="")
        yield MapLine(indent=0, glyph="", kind="heading", text=self.cut(self.words("map.endings"), 0))
        yield from self.endings()

    def chain(self, passage: str, indent: int, head: str, lead: str) -> Iterator[MapLine]:
        """A node, the branches that only some paths from it take, and then its continuation, on the same level."""
        following: str | None = passage
        while following is not None:
            name = following
            dominated = self.dominated[name]
            following = self.next(name, indent)
            branches = [branch for branch in dominated if branch != following]
            more = bool(branches) or following is not None
            yield from self.block(name, indent, head, lead, more=more)
            head = lead
            for branch in branches:
                is_last = following is None and branch is branches[-1]
                yield MapLine(indent=indent, glyph=lead + self.tree.bar, kind="gap", passage=name, text="")
                branch_head = self.tree.last if is_last else self.tree.fork
                below = self.tree.blank if is_last else self.tree.bar
                if cell_len(lead) > self.width // 3:  # no room for one more step
                    branch_head = below = ""
                yield from self.chain(branch, indent + 1, lead + branch_head, lead + below)
            if following is not None:
                yield MapLine(indent=indent, glyph=lead + self.tree.bar, kind="gap", passage=name, text="")

    def next(self, passage: str, indent: int) -> str | None:
        """The node that continues below on the same level: the one every path leads to, else the longest branch."""
        dominated = self.dominated[passage]
        if indent < _DEEPEST:
            straight = self.graph.vertices[passage].post_dominator
            if straight in dominated:
                return straight
        return max(dominated, key=lambda node: (self.weight[node], self.graph.vertices[node].rank), default=None)

    def block(self, passage: str, indent: int, head: str, lead: str, *, more: bool) -> Iterator[MapLine]:
        """A node: its id and marks, what is said there, and its choices."""
        self.done.add(passage)
        node = self.graph.scenario.nodes[passage]
        facts = "  ".join([passage, *self.captions.marks(passage), *self.captions.figures(passage)])
        yield MapLine(indent=indent, glyph=head, kind="node", passage=passage, text=self.cut(facts, cell_len(head)))
        bar = lead + self.tree.bar
        yield MapLine(
            indent=indent,
            glyph=bar,
            kind="says",
            passage=passage,
            text=self.cut(self.captions.says(passage), cell_len(bar)),
        )
        for choice in node.choices:
            last = not more and choice is node.choices[-1]
            glyph = lead + (self.tree.last_choice if last else self.tree.choice)
            below = lead + (self.tree.blank if last else self.tree.bar)
            yield from self.choice(passage, choice, indent, glyph, below)

    def choice(self, passage: str, choice: Choice, indent: int, glyph: str, below: str) -> Iterator[MapLine]:
        transitions = self.graph.transitions[passage, choice.id]
        single = len(transitions) == 1 and transitions[0].sure and not self.chart.never_made(passage, choice.id)
        figures = self.captions.figures(passage, choice.id)
        columns = [
            pad(fit(choice.id, self.id_width, self.ellipsis), self.id_width),
            pad(
                self.target(transitions[0].target) if single else "", self.target_width + cell_len(self.tree.ahead) + 1
            ),
            *(pad(figure, width, "right") for figure, width in zip(figures, self.figures, strict=False)),
        ]
        start = "  ".join(columns) + "  "
        room = self.width - cell_len(glyph) - cell_len(start)
        said = fit(self.captions.line(choice), room, self.ellipsis) if room >= _LEAST_SAID else ""
        yield MapLine(
            indent=indent,
            glyph=glyph,
            kind="choice",
            passage=passage,
            choice=choice.id,
            text=self.cut(start + said, cell_len(glyph)),
        )
        for note in (self.captions.needs(choice), *self.captions.limits(passage, choice)):
            if note:
                yield from self.below(note, "choice", indent, below, passage, choice)
        if not single:
            for transition in transitions:
                yield from self.below(self.transition(transition), "target", indent, below, passage, choice)

    def transition(self, transition: Transition) -> str:
        """One of several targets, with the condition under which the choice leads there."""
        never = self.words("map.closed") if self.chart.never_leads(transition) else ""
        target = pad(self.target(transition.target), self.target_width + cell_len(self.tree.ahead) + 1)
        return "  ".join(part for part in (target, self.captions.when(transition), never) if part)

    def below(
        self, text: str, kind: LineKind, indent: int, lead: str, passage: str, choice: Choice
    ) -> Iterator[MapLine]:
        """A note under a choice, wrapped."""
        hanging = " " * min(self.target_width + 4, self.width // 3)
        for line in wrap(text, self.width - cell_len(lead) - 2, indent=hanging if kind == "target" else "  "):
            yield MapLine(indent=indent, glyph=lead + "  ", kind=kind, passage=passage, choice=choice.id, text=line)

    def target(self, passage: str) -> str:
        outcome = self.graph.vertices[passage].outcome
        name = fit(passage, self.target_width, self.ellipsis)
        if outcome is not None:
            sign = pad(self.tree.outcomes[outcome], cell_len(self.tree.ahead))
        else:
            sign = self.tree.behind if passage in self.done else self.tree.ahead
        return f"{sign} {name}"

    def endings(self) -> Iterator[MapLine]:
        outcomes = {name: self.captions.outcome(ending.outcome) for name, ending in self.graph.scenario.endings.items()}
        widest = max(map(cell_len, outcomes.values()))
        for name, ending in self.graph.scenario.endings.items():
            glyph = f"{self.tree.outcomes[ending.outcome]} "
            figures = self.captions.figures(name)
            figures += [""] * (len(self.figures) - len(figures))
            columns = [pad(figure, width, "right") for figure, width in zip(figures, self.figures, strict=True)]
            parts = [
                pad(fit(name, self.target_width, self.ellipsis), self.target_width),
                *columns,
                pad(outcomes[name], widest),
            ]
            facts = "  ".join([*parts, *self.captions.marks(name), self.captions.says(name)])
            yield MapLine(indent=0, glyph=glyph, kind="ending", passage=name, text=self.cut(facts, cell_len(glyph)))

    @property
    def ellipsis(self) -> str:
        return self.tree.glyphs.ellipsis

    def cut(self, text: str, used: int) -> str:
        return fit(text, self.width - used, self.ellipsis).rstrip()


def _dominated(chart: Chart) -> tuple[dict[str, list[str]], dict[str, int]]:
    """For every node, the nodes that it immediately dominates, in rank order, and the size of its dominator subtree."""
    graph = chart.graph
    reachable = [vertex for vertex in graph.vertices.values() if vertex.outcome is None and vertex.reachable]
    order = sorted(reachable, key=lambda vertex: vertex.rank)
    dominated: dict[str, list[str]] = {name: [] for name in graph.scenario.nodes}
    weight = dict.fromkeys(graph.scenario.nodes, 1)
    for vertex in order:
        if vertex.dominator is not None:
            dominated[vertex.dominator].append(vertex.id)
    for vertex in reversed(order):  # an owner always has a lower rank
        if vertex.dominator is not None:
            weight[vertex.dominator] += weight[vertex.id]
    return dominated, weight
