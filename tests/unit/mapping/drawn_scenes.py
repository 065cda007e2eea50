"""Scenes to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders import Data, bundle, choice, ending, meter, node, story_scene
from roleplay.engine import compile_story
from roleplay.exploration import explore
from roleplay.locales import Catalogue, catalogue
from roleplay.mapping.chart import Chart
from roleplay.mapping.coverage import AttemptPath, attempt_path, coverage
from roleplay.mapping.odds import odds_of
from roleplay.mapping.scene_graph import SceneGraph, scene_graph

#: Text with a meaning in terminals, Mermaid, Graphviz, SVG, HTML and Markdown.
HOSTILE = (
    '1. "end" --> [bold]x[/] </text><script>alert(1)</script> & ]]> %% `md` |p| #35; \\n \\" ;'
    " 这是“第三次”了……👨\u200d👩\u200d👧 **x** _y_ &lt; ~~~ ```"
)


def leads(**targets: Sequence[str]) -> Data:
    """Nodes (the first is the start) whose choices always lead to the given targets; endings are ``end``, ``lost``."""
    nodes = {name: node(*(choice(f"c{n}", to) for n, to in enumerate(ones))) for name, ones in targets.items()}
    return story_scene(nodes=nodes)


def graph(**targets: Sequence[str]) -> SceneGraph:
    """The graph of `leads`."""
    return scene_graph(bundle(leads(**targets)).scenario)


def chart(data: Data, attempts: Sequence[AttemptPath] | None = None, *, explored: bool = True) -> Chart:
    """The chart of a scene."""
    scene_bundle = bundle(data)
    seen = None if attempts is None else coverage(scene_bundle.scenario, attempts)
    odds = odds_of(explore(compile_story(scene_bundle))) if explored else None
    return Chart(scene_graph(scene_bundle.scenario), seen, odds)


def path_of_attempt(data: Data, *decisions: tuple[str, str], ending: str | None = None, seed: int = 0) -> AttemptPath:
    """The path of an attempt at a scene."""
    return attempt_path(compile_story(bundle(data)), seed, decisions, ending)


def words(language: str = "en") -> Catalogue:
    return catalogue(language)


def bilingual(en: str, zh: str) -> Mapping[str, str]:
    return {"en": en, "zh": zh}


def parcel(**changes: Any) -> Data:
    """A small scene with everything a map shows: a branch, bottleneck, loop, conditions and an unreachable node."""
    say = {
        "hear": bilingual("Tell me what happened, please.", "您慢慢说，我听着。"),
        "form": bilingual("Fill in the form first.", "先把表填了。"),
        "trace": bilingual("I'll ring the courier now, while you wait.", "我现在就给快递员打电话，您稍等。"),
        "shrug": bilingual("It says delivered.", "系统显示已签收。"),
        "again": bilingual("Let me start over.", "我重新说一遍。"),
        "refund": bilingual("You get your money back today.", "今天就给您退款。"),
        "wait": bilingual("Give us a week, and please understand.", "请您谅解，再等一周。"),
    }
    return story_scene(
        id="parcel",
        language="zh",
        title=bilingual("Late parcel", "迟到的包裹"),
        cast={"ann": {"name": bilingual("Ms Lin", "林女士"), "persona": "base"}},
        meters={
            "anger": meter(60, name=bilingual("Anger", "怒气")),
            "trust": meter(20, "high", name=bilingual("Trust", "信任")),
        },
        nodes={
            "door": node(
                choice("hear", "story", say=say["hear"]),
                choice("form", "cold", ["cut_in"], say=say["form"]),
                says=bilingual("Where is my parcel?", "我的包裹呢？都过了四个钟头了！"),
            ),
            "story": node(
                choice("trace", "offer", ["act_now"], say=say["trace"]),
                choice("shrug", "cold", ["dodge"], say=say["shrug"], once=True),
                says=bilingual("It was for a birthday.", "那是给老人过寿用的。"),
            ),
            "cold": node(
                choice("again", "story", say=say["again"]),
                choice(
                    "shrug", [{"when": {"anger": ">= 100"}, "to": "lost"}, {"to": "offer"}], ["shout"], say=say["shrug"]
                ),
                says=bilingual("You are not listening.", "你根本没在听。"),
                silence={"after": 20, "choice": "shrug"},
            ),
            "offer": node(
                choice("refund", "end", ["act_now"], say=say["refund"], when={"trust": ">= 30"}, locked="no"),
                choice("wait", "lost", ["dodge"], say=say["wait"]),
                says=bilingual("And now?", "那现在呢？"),
            ),
            "attic": node(choice("hear", "attic"), says=bilingual("Nobody comes here.", "没人来这里。")),
        },
        endings={
            "end": ending(title=bilingual("Just in time", "刚好赶上")),
            "lost": ending("failure", title=bilingual("She leaves", "她走了")),
        },
        **changes,
    )


def hostile() -> Data:
    """A scene with only hostile texts."""
    texts = {"says": HOSTILE, "scene": HOSTILE}
    return story_scene(
        title=HOSTILE,
        cast={"ann": {"name": HOSTILE, "persona": "base"}},
        meters={"anger": meter(60, name=HOSTILE), "trust": meter(20, "high")},
        nodes={
            "class": node(choice("a", "graph", say=HOSTILE), choice("b", "class", say=HOSTILE), **texts),
            "graph": node(
                choice("a", [{"when": {"anger": ">= 50", "not": {"trust": "<= 3"}}, "to": "lost"}, {"to": "end"}]),
                choice("b", "lost", say=HOSTILE),
                **texts,
            ),
        },
        endings={"end": ending(title=HOSTILE), "lost": ending("failure", title=HOSTILE)},
    )
