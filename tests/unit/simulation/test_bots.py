"""The cue of each bot: the line it takes, ties, and near misses."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from builders import MOVES, bundle, choice, node, scene, shared, story_scene
from roleplay.engine import compile_story, start
from roleplay.engine.view import offers
from roleplay.exploration import explore
from roleplay.scoring.judge import Judge
from roleplay.simulation.bots import BOTS, bot_options, knowledge_of
from roleplay.simulation.graph_plays import GraphPlays
from roleplay.simulation.moments import Moment, every_line
from roleplay.simulation.plays import Plays
from roleplay.simulation.simulate import policy

BY_ID = {bot.id: bot for bot in BOTS}
WITH_CLICHES = shared(moves={**MOVES, "cliches": {"en": ["rest assured", "our policy"], "zh": ["尽快", "放心"]}})


def taken(bot: str, lines: list[str], heard: str = "Well?", language: str = "en", authority: str = "-") -> str:
    """The lines that a bot would take, by their letters: ``"a"``, or ``"ac"`` for a tie."""
    choices = [choice("abcdefghi"[index], say={language: line}) for index, line in enumerate(lines)]
    data = story_scene(
        nodes={"n": node(*choices, says={language: heard})},
        language=language,
        endings={"end": {"title": {language: "e"}, "text": {language: "e"}, "outcome": "success"}},
        title={language: "t"},
        brief={key: {language: authority} for key in ("role", "situation", "authority", "channel", "goal")},
        pass_={"endings": ["end"]},
    )
    scene_bundle = bundle(data, WITH_CLICHES)
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    options = bot_options(BY_ID[bot], scene_bundle, language)(moment)
    return "".join(moment.available[index] for index in options)


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
        ("echo", ["What is it?", "I know it is the bundle that you have."], "ab"),
        ("echo", ["Grandmotherly.", "Albums for her."], "ab"),  # long words count no more than short ones
        ("no-cliches", ["Rest assured!", "It rests.", "Rest  ASSURED, it’s our policy."], "b"),
        ("no-cliches", ["Our policies.", "Rested, assured."], "ab"),
        ("specific", ["On Friday at 10, Ann.", "On Friday at ten.", "One of them."], "a"),
        ("specific", ["Soon, Ben.", "At once."], "ab"),
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
        ("polite", ["我帮忙申请退款。", "退款要审批。"], "ab"),  # 申请 does not count as 请
        ("sorry", ["抱歉，对不起。", "对不起。", "请您稍等，谢谢。"], "a"),
        ("no-absolutes", ["绝对没问题。", "不一定行。", "肯定能修好。"], "b"),
        ("echo", ["主板是五月换的。", "您说您的，我说我的。", "我明白了。"], "a"),
        ("echo", ["这是怎么了？", "那是我找的。"], "ab"),  # function words are no echo
        ("no-cliches", ["我尽快办，您放心。", "我现在办。", "我尽快办。"], "b"),
        ("specific", ["周五上午十点，Ann来。", "周五来。", "等一下，一点也不急。"], "a"),
    ],
)
def test_the_line_that_a_bot_takes_in_chinese(bot: str, lines: list[str], line: str) -> None:
    assert taken(bot, lines, heard="换了主板，这是怎么了？我不知道找谁。", language="zh") == line


def test_what_is_heard_decides_an_echo() -> None:
    lines = ["The mainboard again.", "The album again."]
    assert taken("echo", lines, heard="My album!") == "b"
    assert taken("echo", lines, heard="My mainboard!") == "a"


#: Both say what the learner may decide and what not.
AUTHORITY = {
    "en": "Yours to decide: a loan laptop. A full refund needs Director Zhou. Nothing is given for silence.",
    "zh": "你能定的：借备用机，换客户的电池。你定不了的：全额退款要周总监批；任何好处都不能拿来换客户不发声。",
}


@pytest.mark.parametrize(
    ("language", "lines", "line"),
    [
        ("en", ["A refund, at once.", "The laptop, on loan.", "Your silence, and a refund."], "b"),
        ("en", ["A laptop.", "Nothing."], "ab"),  # what may be decided, and words without content
        ("zh", ["退款今天就退。", "备用机您先拿着。", "您别发声，全额退款。"], "b"),
        ("zh", ["客户的电池换好了。", "备用机。"], "ab"),
    ],
)
def test_the_line_within_the_limits_of_the_briefing(language: str, lines: list[str], line: str) -> None:
    assert taken("within-limits", lines, language=language, authority=AUTHORITY[language]) == line


def test_without_limits_in_the_briefing_the_bot_does_not_play() -> None:
    assert not BY_ID["within-limits"].can_play(knowledge_of(bundle(scene()), "en"))


def test_an_echo_also_counts_words_of_the_reply() -> None:
    """The reply to the last line and the next line have both just been said."""
    answered = choice("a", "m", reply="My grandmother had one.", say="x")
    data = story_scene(
        nodes={
            "n": node(answered),
            "m": node(choice("own", say="I see."), choice("echo", say="Your grandmother."), says="Well?"),
        }
    )
    scene_bundle = bundle(data)
    judge = Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])
    plays = GraphPlays(judge, explore(judge.story))
    for listens, certain in ((True, {("m", "echo"): 30}), (False, None)):
        bot = BY_ID["echo"]._replace(hears_replies=listens)
        choices = plays.tally(policy(bot, "en", scene_bundle), range(30), with_encounters=True).choices
        assert ({name: n for name, n in choices.items() if name[0] == "m"} == certain) is listens


def test_every_bot_has_a_name_and_a_cure_in_both_languages() -> None:
    assert len(BY_ID) == len(BOTS) == 12
    for bot in BOTS:
        assert set(bot.name.languages) == set(bot.fix.languages) == {"zh", "en"}


def test_the_cure_for_bots_that_go_by_position_is_the_order() -> None:
    fixes = {bot.fix for bot in BOTS if not bot.reads}
    assert len(fixes) == 1
    assert "another order" in fixes.pop().get("en")
    assert len({bot.fix for bot in BOTS}) == len(BOTS) - 2


@pytest.mark.parametrize("bot", BOTS, ids=lambda bot: bot.id)
def test_a_bot_plays_only_in_languages_with_its_cue(bot: Any) -> None:
    brief = {"role": "r", "situation": "s", "authority": "不能退款。Nothing.", "channel": "c", "goal": "g"}
    limited = scene(brief=brief)
    scene_bundle = bundle(limited, WITH_CLICHES)
    assert bot.can_play(knowledge_of(scene_bundle, "zh"))
    assert bot.can_play(knowledge_of(scene_bundle, "en"))
    assert bot.can_play(knowledge_of(scene_bundle, "zh-hant"))
    wordless = ("polite", "sorry", "no-absolutes", "no-cliches", "specific", "within-limits")
    assert bot.can_play(knowledge_of(scene_bundle, "fr")) is (bot.id not in wordless)
    assert bot.can_play(knowledge_of(bundle(limited), "en")) is (bot.id != "no-cliches")


def test_names_of_the_cast_are_read_as_they_are_shown() -> None:
    name = "A very long name indeed"
    data = story_scene(
        nodes={"n": node(choice("a", say="Hello, {ann}"), choice("b", say="Hello, my friend"))},
        cast={"ann": {"name": name, "persona": "base"}},
    )
    scene_bundle = bundle(data)
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    assert bot_options(BY_ID["longest"], scene_bundle, "en")(moment) == (0,)


def test_only_available_lines_are_considered() -> None:
    locked = choice("longest-by-far", say="a very long line", when={"trust": ">= 90"}, locked="not yet")
    scene_bundle = bundle(story_scene(nodes={"n": node(locked, choice("a", say="xx"), choice("b", say="x"))}))
    moment = Plays(Judge(compile_story(scene_bundle), [scene_bundle.rubrics["main"]])).first(0).moment
    for bot, line in (("longest", 0), ("first", 0), ("last", 1)):
        assert bot_options(BY_ID[bot], scene_bundle, "en")(moment) == (line,)
    assert moment.available == ("a", "b")


def test_chance_takes_any_line() -> None:
    scene_bundle = bundle(scene())
    passage = compile_story(scene_bundle).first
    assert every_line(Moment(passage, ("a", "b", "c"), None)) == (0, 1, 2)
    assert every_line(Moment(passage, (), None)) == ()


def test_the_first_on_screen_is_each_line_equally_often() -> None:
    """Why no bot goes by the order on screen: it is shuffled, so taking the first is random."""
    state = start(compile_story(bundle(story_scene(nodes={"n": node(*(choice(name) for name in "abc"))}))), 0)
    for index in range(3):
        counts = Counter(offers(state, seed)[index].id for seed in range(3000))
        assert set(counts) == {"a", "b", "c"}
        assert all(900 < count < 1100 for count in counts.values())
