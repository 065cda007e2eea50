"""The picture: well-formed, self-contained, without overlaps."""

from __future__ import annotations

import re
from itertools import combinations
from unicodedata import east_asian_width
from xml.etree import ElementTree

import pytest
from hypothesis import given

from builders import choice, node, story_scene
from roleplay.mapping.cards import CELL, MONO
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.scene_graph import scene_graph
from roleplay.mapping.svg import render
from roleplay.text.cells import cell_len
from strategies import World, quick, worlds

from .drawn_scenes import HOSTILE, chart, hostile, leads, parcel, path_of_attempt, words

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"title": 28, "summary": 14, "section": 15, "id": 15, "ending": 15, "mark": 12}
SMALL = ("figure", "note", "number", "choice")


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def cards(root: ElementTree.Element) -> list[tuple[float, float, float, float, ElementTree.Element]]:
    """Every card: left, top, right, bottom."""
    cards_drawn = []
    for group in root.iter(f"{SVG}g"):
        place = re.fullmatch(r"translate\(([\d.-]+) ([\d.-]+)\)", group.get("transform", ""))
        if place is None or not (group.get("class") or "").startswith("card"):
            continue
        x, y = float(place[1]), float(place[2])
        rect = group.find(f"{SVG}rect")
        assert rect is not None
        cards_drawn.append((x, y, x + float(rect.get("width", "")), y + float(rect.get("height", "")), group))
    return cards_drawn


def checked_picture(text: str, count: int) -> ElementTree.Element:
    """Check what must hold for every picture."""
    root = read(text)
    width, height = (float(root.get(side, "")) for side in ("width", "height"))
    assert re.sub(r'xmlns="http://www.w3.org/2000/svg"', "", text).count("xmlns") == 0
    assert not any(name.rpartition("}")[2] in ("href", "src") for element in root.iter() for name in element.attrib)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text", "circle",
    }  # fmt: skip
    style = root.find(f"{SVG}style")
    assert style is not None
    assert not re.search(r"url\(|@import|@font-face", style.text or "")
    assert [element.tag.removeprefix(SVG) for element in root][:2] == ["title", "desc"]
    markers = {f"url(#{element.get('id')})" for element in root.iter(f"{SVG}marker")}
    assert all(element.get("marker-end") in markers for element in root.iter() if element.get("marker-end"))
    boxes = cards(root)
    assert len(boxes) == count
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    assert all(left >= 0 and right <= width and top >= 0 and bottom <= height for left, top, right, bottom, _ in boxes)
    for left, _, right, _, group in boxes:
        for words_ in group.iter(f"{SVG}text"):
            look = words_.get("class", "")
            size = 11 if look in SMALL else SIZES.get(look, 13)
            long = cell_len(words_.text or "") * size * (MONO if look == "choice" else CELL)
            x = float(words_.get("x", ""))
            assert words_.get("text-anchor") or x + long <= right - left + 1, words_.text
    return root


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_small_scene(language: str) -> None:
    root = checked_picture(render(chart(parcel(), []), words(language)), 7)
    assert root.get("lang") == language
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert title.text == {"zh": "迟到的包裹", "en": "Late parcel"}[language]
    assert {"zh": "5 个节点，9 个选项", "en": "Nodes: 5; choices: 9"}[language] in (desc.text or "")
    shown = {element.text for element in root.iter(f"{SVG}text")}
    assert {"door", "hear", "✓ 谈成了" if language == "zh" else "✓ went well"} <= shown


def test_it_is_dark_on_dark_screens_and_light_in_print() -> None:
    text = render(chart(parcel()), words())
    assert "@media screen and (prefers-color-scheme:dark)" in text


def test_every_arrow_is_drawn_except_those_from_unreachable_nodes() -> None:
    drawn = chart(parcel())
    root = read(render(drawn, words()))
    arrows = [
        element for element in root if element.tag == f"{SVG}path" and (element.get("class") or "").startswith("way")
    ]
    assert len(arrows) == sum(drawn.graph.vertices[edge.source].reachable for edge in drawn.graph.edges)
    assert sum("back" in arrow.get("class", "") for arrow in arrows) == 1


def test_arrows_begin_and_end_at_cards() -> None:
    root = read(render(chart(leads(one=["two", "three"], two=["three"], three=["end", "lost"])), words()))
    boxes = cards(root)
    for arrow in (element for element in root if element.tag == f"{SVG}path"):
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", arrow.get("d", ""))]
        x, y = numbers[:2]
        assert any(left < x < right and abs(y - bottom) < 1 for left, _, right, bottom, _ in boxes)
        assert any(abs(numbers[-1] - top) < 8 for _, top, _, _, _ in boxes)


def test_walked_arrows_are_highlighted() -> None:
    attempts = [path_of_attempt(parcel(), ("door", "hear"), ("story", "trace"))]
    text = render(chart(parcel(), attempts), words())
    assert len(re.findall(r'<path class="way[^"]* walked" marker-end="url\(#walked\)" d="M\d+\.', text)) == 2 + 0
    assert 'class="card failure unseen"' in text
    assert "unseen" not in render(chart(parcel(), []), words()).partition("</style>")[2]


def test_arrows_have_choice_numbers_at_branches() -> None:
    root = read(render(chart(leads(one=["two", "lost", "two", "two", "two"], two=["end", "end"])), words()))
    tags = [element.text for element in root if element.tag == f"{SVG}text" and element.get("class") == "number"]
    assert sorted(map(str, tags)) == ["1 3–5", "2"]


def test_hostile_texts_are_escaped() -> None:
    text = render(chart(hostile(), []), words())
    root = checked_picture(text, 4)
    shown = " ".join(element.text or "" for element in root.iter())
    assert "<script>alert(1)</script>" in shown
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == Captions(chart(hostile()), words()).title
    assert HOSTILE[:30] in (title.text or "")


def test_chinese_quotes_are_as_wide_as_characters() -> None:
    long_title = "“再修”“再修”“再修”——" * 12
    scene = story_scene(nodes={"one": node(choice("a", "end", say=long_title), says=long_title)})
    ((left, _, right, _, group), *_) = cards(read(render(chart(scene), words("zh"))))
    for line in group.iter(f"{SVG}text"):
        if line.get("class") in ("says", "line"):
            wide = sum(2 if east_asian_width(character) in "WFA" else 1 for character in line.text or "")
            assert float(line.get("x", "")) + wide * CELL * 13 <= right - left


@given(worlds())
@quick
def test_any_scene(world: World) -> None:
    scenario = world.bundle.scenario
    checked_picture(render(Chart(scene_graph(scenario)), words("zh")), len(scenario.nodes) + len(scenario.endings))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_scene_gives_the_same_bytes(language: str) -> None:
    assert render(chart(parcel()), words(language)) == render(chart(parcel()), words(language))
