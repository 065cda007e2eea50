"""The structure of a scene as a Mermaid flowchart."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.scene_graph import Edge
from roleplay.scene.model import Outcome
from roleplay.scene.wording import PRINTED
from roleplay.text.cells import fit
from roleplay.text.plain import safe

#: The width in cells to which a spoken line is cut.
_SAID = 60

_SIGNS: Mapping[Outcome, str] = {Outcome.SUCCESS: "✓", Outcome.PARTIAL: "◐", Outcome.FAILURE: "✗"}
_CLASSES = (
    "classDef success fill:#dff2e1,stroke:#2e7d32,color:#12361a",
    "classDef partial fill:#fdf0d0,stroke:#a66a00,color:#3d2800",
    "classDef failure fill:#fbe0de,stroke:#b3261e,color:#410e0b",
    "classDef bottleneck stroke-width:3px",
    "classDef dead stroke-dasharray:4 4",
)

# Characters with a meaning in a quoted Mermaid label, in HTML or in Markdown, and the beginnings of lists, links and
# icons (``fa:fa-car``).
_SPECIAL = re.compile(r"""["#&<>`\\%{}\[\]|*_~;^$@=]|(?<=\d)[.)]|^[-+]|(?<=[A-Za-z])://|(?<=www)\.|:(?=fa-)""")
#: Characters that end a statement or have a meaning in one -> their full-width forms, which have none.
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "#;{}%\\<>&"}


def quoted(*lines: str) -> str:
    """Lines of arbitrary text as one quoted label."""
    plain = (safe(line, newlines=False) for line in lines)
    return '"' + "<br/>".join(_SPECIAL.sub(lambda match: _character_codes(match[0]), line) for line in plain) + '"'


def _character_codes(text: str) -> str:
    if text == "\\":  # Mermaid treats \n as a line end even if the backslash is written as a character code
        return "\N{FULLWIDTH REVERSE SOLIDUS}"
    return "".join(f"#{ord(character)};" for character in text)


def render(chart: Chart, words: Catalogue) -> str:
    """The flowchart with its title, and all choices and conditions on the arrows."""
    captions = Captions(chart, words, PRINTED)
    graph = chart.graph
    ids = {name: f"n{number}" for number, name in enumerate(graph.vertices)}
    rows = ["---", f"title: {json.dumps(captions.title, ensure_ascii=False)}", "---", "flowchart TD"]
    rows += [
        f"  accTitle: {statement_text(captions.title)}",
        f"  accDescr: {statement_text(' '.join(captions.summary()))}",
    ]
    for name, vertex in graph.vertices.items():
        facts = " · ".join([name, *captions.marks(name), *captions.figures(name)])
        if vertex.outcome is None:
            label = quoted(facts, fit(captions.says(name), _SAID))
            rows.append(f"  {ids[name]}([{label}])" if vertex.start else f"  {ids[name]}[{label}]")
        else:
            sign = f"{_SIGNS[vertex.outcome]} {captions.outcome(vertex.outcome)}"
            rows.append(f"  {ids[name]}{{{{{quoted(facts, sign, captions.says(name))}}}}}:::{vertex.outcome.value}")
    for edge in graph.edges:
        arrow = "-->" if edge.sure else "-.->"
        rows.append(f"  {ids[edge.source]} {arrow}|{quoted(*edge_labels(captions, edge))}| {ids[edge.target]}")
    rows += [f"  {line}" for line in _CLASSES]
    for mark, names in {
        "bottleneck": [name for name, vertex in graph.vertices.items() if vertex.bottleneck],
        "dead": [name for name in graph.vertices if chart.never_reached(name)],
    }.items():
        if names:
            rows.append(f"  class {','.join(ids[name] for name in names)} {mark}")
    return "\n".join(rows)


def edge_labels(captions: Captions, edge: Edge) -> list[str]:
    """The text of an arrow: the choices that take it, with their conditions; "any line" if all do, always."""
    choices = captions.scenario.nodes[edge.source].choices
    always = all(transition.sure for transition in edge.transitions) and not any(choice.when for choice in choices)
    if always and len(edge.transitions) == len(choices) > 1:
        return [captions.words("map.any_line")]
    texts: list[str] = []
    for transition in edge.transitions:
        choice = next(choice for choice in choices if choice.id == transition.choice)
        notes = [note for note in (captions.needs(choice), captions.when(transition)) if note]
        if captions.chart.never_leads(transition):
            notes.append(captions.words("map.closed"))
        texts.append(
            transition.choice
            + (captions.words("library.colon") + captions.words("map.and").join(notes) if notes else "")
        )
    return texts


def statement_text(text: str) -> str:
    """A text for a statement that ends with its line and knows no escapes; "-" if it would be empty.

    In such statements Mermaid shows `<`, `>` and `&` as entities, and drops anything that looks like a tag.
    """
    return " ".join(safe(text, newlines=False).translate(_WIDE).split()) or "-"
