"""The graph for Graphviz: parsed by a small parser here, and by Graphviz itself if it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.dot import quoted, render
from roleplay.mapping.scene_graph import scene_graph
from roleplay.text.plain import safe
from strategies import World, quick, worlds

from .drawn_scenes import chart, hostile, parcel, words

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|->|[{}\[\];,=]|\s+|(.)', re.S)


def tokens(text: str) -> list[str]:
    tokens_read: list[str] = []
    for token in TOKEN.finditer(text):
        assert token[1] is None, f"{token[1]!r} is no token, at {token.start()}"
        if not token[0].isspace():
            tokens_read.append(token[0])
    return tokens_read


def shown(token: str) -> str:
    """The text that a quoted label shows."""
    text = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], token[1:-1])
    assert not re.search(r"&(?!amp;)", text)
    return text.replace("&amp;", "&")


def parsed(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """Nodes and arrows with their attributes, for the part of the grammar that we use."""
    words_of_it = tokens(text)
    assert words_of_it[0] == "digraph"
    assert words_of_it[2] == "{"
    assert words_of_it[-1] == "}"
    nodes: dict[str, dict[str, str]] = {}
    edges: list[tuple[str, str, dict[str, str]]] = []
    at = 3
    while at < len(words_of_it) - 1:
        subject = words_of_it[at]
        to = None
        at += 1
        if words_of_it[at] == "->":
            to, at = words_of_it[at + 1], at + 2
        assert words_of_it[at] == "["
        looks: dict[str, str] = {}
        at += 1
        while words_of_it[at] != "]":
            assert words_of_it[at + 1] == "="
            looks[words_of_it[at]] = words_of_it[at + 2]
            at += 3
            if words_of_it[at] == ",":
                at += 1
        assert words_of_it[at + 1] == ";"
        at += 2
        if to is not None:
            edges.append((subject[1:-1], to[1:-1], looks))
        elif subject not in ("graph", "node", "edge"):
            nodes[subject[1:-1]] = looks
    return nodes, edges


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_small_scene(language: str) -> None:
    drawn = chart(parcel())
    nodes, edges = parsed(render(drawn, words(language)))
    assert nodes.keys() == drawn.graph.vertices.keys()
    assert {(source, to) for source, to, _ in edges} == {(edge.source, edge.target) for edge in drawn.graph.edges}
    assert {"zh": "林女士：我的包裹呢", "en": "Ms Lin: Where is my parcel?"}[language] in shown(nodes["door"]["label"])
    dashed = {(source, to) for source, to, looks in edges if looks.get("style") == "dashed"}
    assert dashed == {("cold", "lost"), ("cold", "offer")}
    assert nodes["attic"]["style"] == '"dashed"'


def test_hostile_texts_are_shown_literally() -> None:
    nodes, _ = parsed(render(chart(hostile()), words()))
    title = Captions(chart(hostile()), words()).title
    assert title in shown(nodes["end"]["label"])


@given(st.text())
@quick
def test_any_text_is_one_quoted_string(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted(text), re.S)
    assert shown(quoted(text)) == safe(text, newlines=False)


@given(worlds())
@quick
def test_any_scene(world: World) -> None:
    nodes, _ = parsed(render(Chart(scene_graph(world.bundle.scenario)), words("zh")))
    assert nodes.keys() == {*world.bundle.scenario.nodes, *world.bundle.scenario.endings}


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("make", [parcel, hostile])
def test_graphviz_reads_it(make: object) -> None:
    text = render(chart(make()), words("zh"))  # type: ignore[operator]
    done = subprocess.run(["dot", "-Tplain"], input=text.encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
