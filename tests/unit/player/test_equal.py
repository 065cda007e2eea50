"""The script shows what the engine shows: every feature of the scene language in a small scene, and some walks.

All shipped scenes, 10,000 walks each, are `tests/campaign/test_player.py`, random scenes
`tests/property/test_player.py`.
"""

from __future__ import annotations

from typing import Any

from builders import bundle, choice, ending, meter, node, scene
from desk_scene import DESK_FILES
from korean_desk import korean_desk
from player_walks import SideBySide, needs_node
from roleplay.reading.library import Library
from roleplay.workspace.workspace import shipped_library

pytestmark = needs_node

BOTH = {"zh": "他的怒气是{anger}（{anger.value}）。", "en": "His anger is {anger} ({anger.value}), says {ann}."}


def a_scene_with_everything() -> Any:
    """Deals, flags, visits, turns, personas, one-time and locked choices, conditional moves, a cycle."""
    return scene(
        cast={"ann": {"name": {"zh": "安", "en": "Ann"}, "persona": "base"}, "bob": {"name": "Bob", "persona": "cold"}},
        personas={"ann": ["hot", "cold"], "bob": ["base"]},
        meters={"anger": meter(60), "trust": meter(20, "high"), "hidden": meter(50, shown=False)},
        flags=["told", "kept"],
        deal={"cause": ["x", "y", "z"], "mood": ["up", "down"]},
        rubrics=["main", "side"],
        pass_={"main": 50, "main.hear": 30, "side.tone": 10, "endings": ["end", "half"]},
        nodes={
            "one": node(
                choice(
                    "round", "one", ["name_it", {"when": {"cause": "x"}, "move": "cut_in"}], set=["told"], once=True
                ),
                choice(
                    "shut",
                    "two",
                    ["act_now"],
                    when={"trust": ">= 60"},
                    locked={"zh": "还不行", "en": "not yet: {anger}"},
                ),
                choice("hidden", "two", ["act_now"], when={"any": [{"told": True}, {"turn": ">= 3"}]}),
                choice("bad", [{"when": {"anger": ">= 80"}, "to": "lost"}, {"to": "one"}], ["cut_in", "dodge"]),
                choice(
                    "good",
                    "two",
                    ["listen"],
                    effects={"trust": 70, "hidden": -5},
                    to="bob",
                    reply=[{"when": {"mood": "up"}, "text": BOTH}, {"text": "So."}],
                    why=[{"when": {"not": {"told": True}}, "text": BOTH}, {"text": "Because."}],
                ),
                speaker="ann",
                scene=[
                    {"when": {"visits.one": ">= 2"}, "text": "(again)"},
                    {"when": {"told": True}, "text": "He waits."},
                ],
                says=[
                    {"when": {"persona.ann": ["hot"]}, "text": "HOT"},
                    {"when": {"anger": "30..70"}, "text": BOTH},
                    {"text": "Well?"},
                ],
            ),
            "two": node(
                choice("clear", "three", ["act_now"], set=["kept"], clear=["told"]),
                choice("shout", "three", ["shout", "listen"]),
                choice("silent", "three", ["dodge"], effects={"anger": 3}),
                speaker="bob",
                assess=["main.act", "side.tone"],
            ),
            "three": node(
                choice("back", [{"when": {"visits.two": "< 3"}, "to": "two"}, {"to": "half"}], ["listen", "dodge"]),
                choice(
                    "on",
                    [{"when": {"kept": True, "trust": ">= 40"}, "to": "end"}, {"to": "lost"}],
                    ["name_it", "dodge", "dodge"],
                ),
            ),
        },
        endings={
            "end": ending(
                text=[{"when": {"anger": "< 50"}, "text": BOTH}, {"text": "It is over, {ann}."}],
                kpi={"csat": 5, "nps": 9},
            ),
            "half": ending("partial", worth=0.3, kpi={"csat": 3, "nps": 7, "fcr": True}),
            "lost": ending("failure"),
        },
        discussion=[
            "Why?",
            {"when": {"chose.one": ["good"]}, "text": "And then?"},
            {"when": {"visits.one": ">= 2"}, "text": "Again?"},
        ],
    )


def test_every_feature_of_the_scene_language(side_by_side: SideBySide) -> None:
    everything = bundle(a_scene_with_everything())
    assert side_by_side.differences(everything, 40, every=2, facts_every=5, most_casts=4) == ""


def test_a_scene_in_a_language_that_the_interface_does_not_speak(side_by_side: SideBySide) -> None:
    korean = bundle(korean_desk("zh"), DESK_FILES)
    assert side_by_side.differences(korean, 8, every=2, facts_every=4) == ""


def test_a_shipped_scene(side_by_side: SideBySide) -> None:
    library = Library([shipped_library()])
    assert side_by_side.differences(library.bundle("silent-customer"), 16, every=5, facts_every=15) == ""
