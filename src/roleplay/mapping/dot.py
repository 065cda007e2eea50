"""The structure of a scene in DOT, the language of Graphviz."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.mermaid import edge_labels
from roleplay.scene.model import Outcome
from roleplay.scene.wording import PRINTED
from roleplay.text.plain import safe
from roleplay.text.wrap import wrap

#: The width in cells at which a spoken line is wrapped, and the number of lines after which it is cut.
_WIDTH, _LINES = 36, 3

_FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Helvetica, sans-serif"
_LOOKS: Mapping[Outcome, str] = {
    Outcome.SUCCESS: 'fillcolor="#dff2e1", color="#2e7d32"',
    Outcome.PARTIAL: 'fillcolor="#fdf0d0", color="#a66a00"',
    Outcome.FAILURE: 'fillcolor="#fbe0de", color="#b3261e"',
}
_SIGNS: Mapping[Outcome, str] = {Outcome.SUCCESS: "✓", Outcome.PARTIAL: "◐", Outcome.FAILURE: "✗"}


def quoted(*lines: str) -> str:
    """Lines of arbitrary text as one quoted string, with escapes and entities made literal."""
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    text = safe(text, newlines=False)
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def render(chart: Chart, words: Catalogue) -> str:
    """The directed graph, with all choices and conditions on the arrows."""
    captions = Captions(chart, words, PRINTED)
    graph = chart.graph
    rows = [
        f"digraph {quoted(graph.scenario.id)} {{",
        f'  graph [label={quoted(captions.title, *captions.summary())}, labelloc=t, fontname="{_FONT}", ranksep=0.6];',
        f'  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="{_FONT}", fontsize=11];',
        f'  edge [fontname="{_FONT}", fontsize=9, color="#555555"];',
    ]
    for name, vertex in graph.vertices.items():
        facts = " · ".join([name, *captions.marks(name), *captions.figures(name)])
        looks: list[str] = []
        if vertex.outcome is None:
            label = quoted(facts, *_wrapped(captions.says(name)))
            if vertex.bottleneck or vertex.start:
                looks.append("penwidth=2.5")
        else:
            label = quoted(facts, f"{_SIGNS[vertex.outcome]} {captions.outcome(vertex.outcome)}", captions.says(name))
            looks.append(f"shape=octagon, style=filled, {_LOOKS[vertex.outcome]}")
        if chart.never_reached(name):
            looks.append('style="dashed"')
        rows.append(f"  {quoted(name)} [{', '.join([f'label={label}', *looks])}];")
    for edge in graph.edges:
        style = "" if edge.sure else ", style=dashed"
        label = quoted(*(line for text in edge_labels(captions, edge) for line in wrap(text, _WIDTH)))
        rows.append(f"  {quoted(edge.source)} -> {quoted(edge.target)} [label={label}{style}];")
    return "\n".join([*rows, "}"])


def _wrapped(text: str) -> list[str]:
    lines = wrap(text, _WIDTH)
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], lines[_LINES - 1] + "…"]
