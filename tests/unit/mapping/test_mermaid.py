"""The Mermaid flowchart: texts are shown literally, whatever they mean to Mermaid, HTML or Markdown."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.mermaid import quoted, render, statement_text
from roleplay.mapping.scene_graph import scene_graph
from roleplay.text.plain import safe
from strategies import World, quick, worlds

from .drawn_scenes import HOSTILE, chart, hostile, leads, parcel, words

LABEL = r'"((?:[^"#&<>`\\%{}\[\]|*_~;^$@=]|#\d+;|<br/>)*)"'
NODE = re.compile(rf"  (n\d+)(?:\(\[{LABEL}\]\)|\[{LABEL}\]|\{{\{{{LABEL}\}}\}}:::(success|partial|failure))")
EDGE = re.compile(rf"  (n\d+) (-->|-\.->)\|{LABEL}\| (n\d+)")
CLASS_DEF = re.compile(r"  classDef [a-z]+ (?:[a-z-]+:[#\w ]+,?)+")
CLASS = re.compile(r"  class (n\d+(?:,n\d+)*) (bottleneck|dead)")


def plain(label: str) -> str:
    """The text that a label shows."""
    return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label.replace("<br/>", "\n"))


def parsed(text: str) -> tuple[dict[str, str], list[tuple[str, str, str, str]]]:
    """Nodes by key with their labels, and the arrows; every line must be valid in the grammar."""
    head, *rest = text.split("\n")
    assert head == "---"
    assert isinstance(json.loads(rest[0].removeprefix("title: ")), str)
    assert rest[1:3] == ["---", "flowchart TD"]
    assert rest[3].startswith("  accTitle: ")
    assert rest[4].startswith("  accDescr: ")
    assert not re.search(r"[#;{}%]", rest[3] + rest[4])
    nodes: dict[str, str] = {}
    edges: list[tuple[str, str, str, str]] = []
    for line in rest[5:]:
        if node := NODE.fullmatch(line):
            assert node[1] not in nodes
            nodes[node[1]] = plain(node[2] or node[3] or node[4])
        elif edge := EDGE.fullmatch(line):
            edges.append((edge[1], edge[2], plain(edge[3]), edge[4]))
        elif match := CLASS.fullmatch(line):
            assert set(match[1].split(",")) <= nodes.keys()
        else:
            assert CLASS_DEF.fullmatch(line), line
    assert all(source in nodes and to in nodes for source, _, _, to in edges)
    return nodes, edges


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_small_scene(language: str) -> None:
    drawn = chart(parcel())
    nodes, edges = parsed(render(drawn, words(language)))
    assert len(nodes) == len(drawn.graph.vertices)
    assert len(edges) == len(drawn.graph.edges)
    arrows = {(source, to): (arrow, label) for source, arrow, label, to in edges}
    assert arrows["n0", "n1"] == ("-->", "hear")
    assert arrows["n2", "n6"][0] == "-.->"
    assert arrows["n2", "n6"][1] == {"zh": "shrug：怒气 ≥\u00a0100", "en": "shrug: Anger ≥\u00a0100"}[language]
    assert {"zh": "林女士：我的包裹呢", "en": "Ms Lin: Where is my parcel?"}[language] in nodes["n0"]
    assert {"zh": "✓ 谈成了\n刚好赶上", "en": "✓ went well\nJust in time"}[language] in nodes["n5"]


def test_hostile_texts_are_shown_literally() -> None:
    nodes, _ = parsed(render(chart(hostile()), words()))
    shown = Captions(chart(hostile()), words()).text(chart(hostile()).graph.scenario.title).replace("\\", "＼")
    assert shown[:40] in nodes["n0"]
    assert shown in nodes["n2"]
    assert json.loads(render(chart(hostile()), words()).split("\n")[1].removeprefix("title: ")) == shown.replace(
        "＼", "\\"
    )


def test_ids_reserved_by_mermaid_are_not_used_as_keys() -> None:
    nodes, _ = parsed(render(chart(hostile()), words()))
    assert all(key[0] == "n" for key in nodes)
    assert {shown.partition(" ")[0] for shown in nodes.values()} == {"class", "graph", "end", "lost"}


def test_choices_that_all_lead_to_one_target_share_a_label() -> None:
    _, edges = parsed(render(chart(leads(one=["two", "two"], two=["end", "lost"])), words()))
    assert Counter(label for _, _, label, _ in edges) == Counter(["any line", "c0", "c1"])


@given(st.text())
@quick
def test_any_text_is_one_label(text: str) -> None:
    label = quoted(text)
    assert re.fullmatch(LABEL, label)
    assert plain(label[1:-1]) == safe(text, newlines=False).replace("\\", "＼")


@given(st.text())
@quick
def test_a_statement_text_is_one_line_without_special_characters(text: str) -> None:
    line = statement_text(text)
    assert line.strip() == line != ""
    assert len(line) == len(" ".join(safe(text, newlines=False).split()) or "-")  # nothing is omitted
    assert not set(line) & set("\n#;{}%\\<>&")
    assert statement_text(line) == line


@pytest.mark.parametrize(
    "text", ["1. one", "- one", "+ one", "2) one", "`**x**`", "http://x", "www.x", "fa:fa-car", "fas:fa-car"]
)
def test_nothing_looks_like_a_list_a_link_or_an_icon(text: str) -> None:
    assert text not in quoted(text)


@given(worlds())
@quick
def test_any_scene(world: World) -> None:
    nodes, _ = parsed(render(Chart(scene_graph(world.bundle.scenario)), words("zh")))
    assert len(nodes) == len(world.bundle.scenario.nodes) + len(world.bundle.scenario.endings)


def test_the_hostile_text_is_hostile() -> None:
    assert not re.fullmatch(LABEL, f'"{HOSTILE}"')
