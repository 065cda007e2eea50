"""The graph for Graphviz: read back by a reader of our own, and by Graphviz itself where it is installed."""

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
from strategies import World, quick, worlds

from .drawn_scenes import chart, hostile, parcel, words

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|->|[{}\[\];,=]|\s+|(.)', re.S)


def tokens(text: str) -> list[str]:
    found: list[str] = []
    for token in TOKEN.finditer(text):
        assert token[1] is None, f"{token[1]!r} is no token, at {token.start()}"
        if not token[0].isspace():
            found.append(token[0])
    return found


def shown(token: str) -> str:
    """What a quoted label shows."""
    text = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], token[1:-1])
    assert not re.search(r"&(?!amp;)", text)
    return text.replace("&amp;", "&")


def parsed(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """Nodes and arrows with their attributes; statements are those of the grammar that we use."""
    found = tokens(text)
    assert found[0] == "digraph"
    assert found[2] == "{"
    assert found[-1] == "}"
    nodes: dict[str, dict[str, str]] = {}
    edges: list[tuple[str, str, dict[str, str]]] = []
    at = 3
    while at < len(found) - 1:
        subject = found[at]
        to = None
        at += 1
        if found[at] == "->":
            to, at = found[at + 1], at + 2
        assert found[at] == "["
        looks: dict[str, str] = {}
        at += 1
        while found[at] != "]":
            assert found[at + 1] == "="
            looks[found[at]] = found[at + 2]
            at += 3
            if found[at] == ",":
                at += 1
        assert found[at + 1] == ";"
        at += 2
        if to is not None:
            edges.append((subject[1:-1], to[1:-1], looks))
        elif subject not in ("graph", "node", "edge"):
            nodes[subject[1:-1]] = looks
    return nodes, edges


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_small_scene(language: str) -> None:
    found = chart(parcel())
    nodes, edges = parsed(render(found, words(language)))
    assert nodes.keys() == found.graph.vertices.keys()
    assert {(source, to) for source, to, _ in edges} == {(edge.source, edge.target) for edge in found.graph.edges}
    assert {"zh": "林女士：我的包裹呢", "en": "Ms Lin: Where is my parcel?"}[language] in shown(nodes["door"]["label"])
    dashed = {(source, to) for source, to, looks in edges if looks.get("style") == "dashed"}
    assert dashed == {("cold", "lost"), ("cold", "offer")}
    assert nodes["attic"]["style"] == '"dashed"'


def test_hostile_texts_come_out_as_they_are() -> None:
    nodes, _ = parsed(render(chart(hostile()), words()))
    title = Captions(chart(hostile()), words()).title
    assert title in shown(nodes["end"]["label"])


@given(st.text())
@quick
def test_a_string_is_one_string_whatever_it_says(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted(text), re.S)
    assert shown(quoted(text)) == text


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
