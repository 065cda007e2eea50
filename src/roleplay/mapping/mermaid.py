"""The shape of a scene as a Mermaid flowchart."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Chart, Speech
from roleplay.mapping.shape import Road
from roleplay.scene.model import Outcome
from roleplay.scene.wording import PRINTED
from roleplay.text.cells import fit

#: Cells of a line that is said, before it is cut.
_SAID = 60

_SIGNS: Mapping[Outcome, str] = {Outcome.SUCCESS: "✓", Outcome.PARTIAL: "◐", Outcome.FAILURE: "✗"}
_CLASSES = (
    "classDef success fill:#dff2e1,stroke:#2e7d32,color:#12361a",
    "classDef partial fill:#fdf0d0,stroke:#a66a00,color:#3d2800",
    "classDef failure fill:#fbe0de,stroke:#b3261e,color:#410e0b",
    "classDef bottleneck stroke-width:3px",
    "classDef dead stroke-dasharray:4 4",
)

# What means something in a quoted label of Mermaid, in HTML or in Markdown, and what looks like the start of a list.
_SPECIAL = re.compile(r"""["#&<>`\\%{}\[\]|*_~;^$@=]|(?<=\d)[.)]|^[-+]|(?<=[A-Za-z])://|(?<=www)\.""")


def quoted(*lines: str) -> str:
    """Lines of any text as one label in quotes."""
    return '"' + "<br/>".join(_SPECIAL.sub(lambda found: _coded(found[0]), line) for line in lines) + '"'


def _coded(text: str) -> str:
    if text == "\\":  # Mermaid takes a backslash with an n for a line end even where it is written as a code
        return "\N{FULLWIDTH REVERSE SOLIDUS}"
    return "".join(f"#{ord(character)};" for character in text)


def render(chart: Chart, words: Catalogue) -> str:
    """The flowchart, with its title; every choice and condition stands on the arrows."""
    speech = Speech(chart, words, PRINTED)
    shape = chart.shape
    keys = {name: f"n{number}" for number, name in enumerate(shape.spots)}
    found = ["---", f"title: {json.dumps(speech.title, ensure_ascii=False)}", "---", "flowchart TD"]
    found += [f"  accTitle: {_plain(speech.title)}", f"  accDescr: {_plain(' '.join(speech.summary()))}"]
    for name, spot in shape.spots.items():
        facts = " · ".join([name, *speech.marks(name), *speech.figures(name)])
        if spot.outcome is None:
            label = quoted(facts, fit(speech.says(name), _SAID))
            found.append(f"  {keys[name]}([{label}])" if spot.start else f"  {keys[name]}[{label}]")
        else:
            sign = f"{_SIGNS[spot.outcome]} {speech.outcome(spot.outcome)}"
            found.append(f"  {keys[name]}{{{{{quoted(facts, sign, speech.says(name))}}}}}:::{spot.outcome.value}")
    for road in shape.roads:
        arrow = "-->" if road.sure else "-.->"
        found.append(f"  {keys[road.source]} {arrow}|{quoted(*labels(speech, road))}| {keys[road.to]}")
    found += [f"  {line}" for line in _CLASSES]
    for mark, names in {
        "bottleneck": [name for name, spot in shape.spots.items() if spot.bottleneck],
        "dead": [name for name in shape.spots if chart.dead(name)],
    }.items():
        if names:
            found.append(f"  class {','.join(keys[name] for name in names)} {mark}")
    return "\n".join(found)


def labels(speech: Speech, road: Road) -> list[str]:
    """What stands on an arrow: the choices that take it, with their conditions; "any line" where all do."""
    choices = speech.scenario.nodes[road.source].choices
    always = all(way.sure for way in road.ways) and not any(choice.when for choice in choices)
    if always and len(road.ways) == len(choices) > 1:
        return [speech.words("map.any_line")]
    found: list[str] = []
    for way in road.ways:
        choice = next(one for one in choices if one.id == way.choice)
        notes = [note for note in (speech.needs(choice), speech.when(way)) if note]
        if speech.chart.closed(way):
            notes.append(speech.words("map.closed"))
        found.append(
            way.choice + (speech.words("library.colon") + speech.words("map.and").join(notes) if notes else "")
        )
    return found


def _plain(text: str) -> str:
    """A text for a statement that ends with the line, where nothing can be escaped."""
    return re.sub(r"[#;{}%]", " ", text)
