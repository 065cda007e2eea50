"""What each bot goes by: the line it takes, the ties it does not break, and near misses."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from builders import bundle, choice, node, scene, story_scene
from roleplay.engine import compile_story, start
from roleplay.engine.view import offers
from roleplay.scoring.judge import Judge
from roleplay.simulation.bots import BOTS, options, words_of
from roleplay.simulation.moments import Moment, anything
from roleplay.simulation.plays import Plays

BY_ID = {bot.id: bot for bot in BOTS}


def taken(bot: str, lines: list[str], heard: str = "Well?", language: str = "en") -> str:
    """The lines that a bot would take, by their letters: ``"a"``, or ``"ac"`` where it cannot tell two apart."""
    choices = [choice("abcdefghi"[index], say={language: line}) for index, line in enumerate(lines)]
    data = story_scene(
        nodes={"n": node(*choices, says={language: heard})},
        language=language,
        endings={"end": {"title": {language: "e"}, "text": {language: "e"}, "outcome": "success"}},
        title={language: "t"},
        pass_={"endings": ["end"]},
    )
    scene_bundle = bundle(data)
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    wanted = options(BY_ID[bot], language, scene_bundle.scenario.names())(moment)
    return "".join(moment.able[index] for index in wanted)


@pytest.mark.parametrize(
    ("bot", "lines", "line"),
    [
        ("longest", ["a line", "a long line", "line"], "b"),
        ("longest", ["four", "five!", "fine!"], "bc"),
        ("shortest", ["a line", "a long line", "line"], "c"),
        ("first", ["x", "y", "z"], "a"),
        ("last", ["x", "y", "z"], "c"),
        ("middle", ["x", "y", "z"], "b"),
        ("middle", ["w", "x", "y", "z"], "bc"),
        ("polite", ["Give me that.", "Would you please wait?", "Please wait."], "b"),
        ("polite", ["I am pleased.", "Go.", "A thankless task."], "abc"),
        ("sorry", ["I apologise, and I'm sorry.", "I'm sorry.", "Thank you, please wait."], "a"),
        ("sorry", ["Please.", "Thank you."], "ab"),
        ("no-absolutes", ["It never fails.", "It rarely fails.", "It always works, absolutely."], "b"),
        ("no-absolutes", ["Never mind.", "It never fails."], "a"),
        ("echo", ["Which parcel?", "Your grandmother's album, then.", "I see."], "b"),
        ("echo", ["What is it?", "I know it is the scene_bundle that you have."], "ab"),
    ],
)
def test_the_line_that_a_bot_takes(bot: str, lines: list[str], line: str) -> None:
    assert taken(bot, lines, heard="It's the album that my grandmother was to have.") == line


@pytest.mark.parametrize(
    ("bot", "lines", "line"),
    [
        ("longest", ["abcdefg", "四个汉字", "三个字"], "b"),  # eight cells are more than seven letters
        ("shortest", ["abcdefg", "四个汉字", "三个字"], "c"),
        ("polite", ["请您稍等，麻烦您了。", "等一下。", "您稍等。"], "a"),
        ("polite", ["我帮忙申请退款。", "退款要审批。"], "ab"),  # 申请 is no 请
        ("sorry", ["抱歉，对不起。", "对不起。", "请您稍等，谢谢。"], "a"),
        ("no-absolutes", ["绝对没问题。", "不一定行。", "肯定能修好。"], "b"),
        ("echo", ["主板是五月换的。", "您说您的，我说我的。", "我明白了。"], "a"),
        ("echo", ["这是怎么了？", "那是我找的。"], "ab"),  # what stands in any sentence is no echo
    ],
)
def test_the_line_that_a_bot_takes_in_chinese(bot: str, lines: list[str], line: str) -> None:
    assert taken(bot, lines, heard="换了主板，这是怎么了？我不知道找谁。", language="zh") == line


def test_what_is_heard_decides_an_echo() -> None:
    lines = ["The mainboard again.", "The album again."]
    assert taken("echo", lines, heard="My album!") == "b"
    assert taken("echo", lines, heard="My mainboard!") == "a"


def test_every_bot_has_a_name_in_both_languages() -> None:
    assert len(BY_ID) == len(BOTS) == 9
    for bot in BOTS:
        assert set(bot.name.languages) == {"zh", "en"}


@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.id)
def test_a_bot_plays_only_where_it_has_words(bot: Any) -> None:
    assert bot.can_play("zh")
    assert bot.can_play("en")
    assert bot.can_play("zh-hant")
    assert bot.can_play("fr") is (bot.id not in ("polite", "sorry", "no-absolutes"))


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("换了主板，又黑屏了", "zh", {"主板", "黑屏"}),
        ("黑屏幕", "zh", {"黑屏", "屏幕"}),
        ("我的8,699元和ThinkPad", "zh", {"8,699", "thinkpad"}),
        ("You don't know THE album, it's new.", "en", {"know", "album", "new"}),
        ("It’s 8,699 yuan at 19.06.", "en", {"8,699", "yuan", "19.06"}),
        ("Où est l'album ?", "fr", {"où", "est", "l", "album"}),
    ],
)
def test_words(text: str, language: str, words: set[str]) -> None:
    assert words_of(text, language) == words


def test_names_of_the_cast_are_read_as_they_are_shown() -> None:
    name = "A very long name indeed"
    data = story_scene(
        nodes={"n": node(choice("a", say="Hello, {ann}"), choice("b", say="Hello, my friend"))},
        cast={"ann": {"name": name, "persona": "base"}},
    )
    scene_bundle = bundle(data)
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    assert options(BY_ID["longest"], "en", scene_bundle.scenario.names())(moment) == (0,)


def test_only_lines_that_can_be_said_are_looked_at() -> None:
    locked = choice("longest-by-far", say="a very long line", when={"trust": ">= 90"}, locked="not yet")
    scene_bundle = bundle(story_scene(nodes={"n": node(locked, choice("a", say="xx"), choice("b", say="x"))}))
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    names = scene_bundle.scenario.names()
    assert [options(BY_ID[bot], "en", names)(moment) for bot in ("longest", "first", "last")] == [(0,), (0,), (1,)]
    assert moment.able == ("a", "b")


def test_chance_takes_anything() -> None:
    scene_bundle = bundle(scene())
    passage = compile_story(scene_bundle).first
    assert anything(Moment(passage, ("a", "b", "c"), None)) == (0, 1, 2)
    assert anything(Moment(passage, (), None)) == ()


def test_the_first_on_screen_is_each_line_alike() -> None:
    """Why no bot goes by the order shown: it is a shuffle, so the first of it is a choice by chance."""
    state = start(compile_story(bundle(story_scene(nodes={"n": node(*(choice(name) for name in "abc"))}))), 0)
    for index in range(3):
        counts = Counter(offers(state, seed)[index].id for seed in range(3000))
        assert set(counts) == {"a", "b", "c"}
        assert all(900 < count < 1100 for count in counts.values())
