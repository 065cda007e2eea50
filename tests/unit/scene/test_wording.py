"""Conditions in short words."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, meter, node, story_scene
from roleplay.scene.wording import PRINTED, QUOTED, TYPED, Notation, in_words
from unit.mapping.drawn_scenes import bilingual, words


def worded(when: dict[str, Any], language: str = "en", notation: Notation = TYPED) -> str:
    data = story_scene(
        nodes={"one": node(choice("a", "end", when=when), choice("b", "end"))},
        meters={"anger": meter(60), "trust": meter(20, "high", name=bilingual("Trust", "信任"))},
        flags=["told"],
        deal={"cause": ["x", "y", "z"]},
    )
    small = bundle(data)
    return in_words(small.scenario.nodes["one"].choices[0].when, small.scenario, words(language), notation)


@pytest.mark.parametrize(
    ("when", "en", "zh"),
    [
        ({"trust": ">= 40"}, "Trust >= 40", "信任 >= 40"),
        ({"trust": "> 40"}, "Trust >= 41", "信任 >= 41"),
        ({"trust": "< 40"}, "Trust <= 39", "信任 <= 39"),
        ({"trust": "= 7"}, "Trust = 7", "信任 = 7"),
        ({"trust": ">= 100"}, "Trust >= 100", "信任 >= 100"),
        ({"trust": "<= 0"}, "Trust <= 0", "信任 <= 0"),
        ({"trust": "30..60"}, "Trust 30..60", "信任 30..60"),
        ({"told": True}, "told", "told"),
        ({"told": False}, "not told", "没有 told"),
        ({"cause": ["x", "y"]}, "cause = x or y", "cause = x 或 y"),
        ({"persona.ann": "hot"}, "Ann = hot", "Ann = hot"),
        ({"persona.ann": ["hot", "base"]}, "Ann = hot or base", "Ann = hot 或 base"),
        ({"visits.one": ">= 2"}, "visits to one >= 2", "到过 one 的次数 >= 2"),
        ({"turn": "<= 3"}, "turn <= 3", "轮数 <= 3"),
        ({"trust": ">= 40", "told": True}, "Trust >= 40, told", "信任 >= 40，told"),
        ({"any": [{"told": True}, {"cause": "x"}]}, "told or cause = x", "told 或 cause = x"),
        ({"any": [{"told": True, "turn": "= 1"}, {"cause": "x"}]}, "(told, turn = 1) or cause = x", None),
        ({"turn": "= 1", "any": [{"told": True}, {"cause": "x"}]}, "turn = 1, (told or cause = x)", None),
        ({"not": {"trust": ">= 40", "told": True}}, "not (Trust >= 40, told)", "并非（信任 >= 40，told）"),
        ({"not": {"any": [{"told": True}, {"cause": "x"}]}}, "not (told or cause = x)", None),
    ],
)
def test_conditions_in_short_words(when: dict[str, Any], en: str, zh: str | None) -> None:
    assert worded(when) == en
    if zh is not None:
        assert worded(when, "zh") == zh


def test_in_print_no_line_breaks_before_the_number() -> None:
    assert worded({"trust": ">= 40"}, notation=PRINTED) == "Trust ≥\u00a040"
    assert worded({"trust": "30..60"}, notation=PRINTED) == "Trust 30–60"


def test_quoted_conditions_use_the_ids_of_meters_and_people() -> None:
    assert worded({"persona.ann": "hot"}, "zh", notation=QUOTED) == "persona.ann = hot"
    assert worded({"trust": ">= 40"}, "zh", notation=QUOTED) == "trust >= 40"


def test_a_choice_made_is_named_with_its_node() -> None:
    nodes = {"one": node(choice("a", "end"), choice("b", "end"))}
    small = bundle(story_scene(nodes=nodes, discussion=[{"when": {"chose.one": ["a", "b"]}, "text": "Why?"}]))
    assert in_words(small.scenario.discussion[0].when, small.scenario, words("en")) == "one: a or b"
