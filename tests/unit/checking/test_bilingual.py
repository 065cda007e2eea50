"""RP5xx: each finding at its location, and similar cases that are fine."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data
from roleplay.checking.bilingual import check_languages
from roleplay.checking.texts import texts

from .line_scenes import BOTH, moment, path_of, story, subject, words


def text(zh: str = "好", en: str = "Fine") -> dict[str, str]:
    return {"zh": zh, "en": en}


def in_both(*moments: Data, **changes: Any) -> Data:
    """A story with every text in both languages."""
    data: Data = _in_both(story(*moments, title=BOTH, **changes), "")
    return data


PLAIN = ("say", "says", "why", "name", "text", "title", "summary", "role", "situation", "authority", "channel", "goal")


def _in_both(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _in_both(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_in_both(part, "") for part in value]
    return text() if key in PLAIN and isinstance(value, str) else value


def paths_of(data: Data, code: str) -> list[str]:
    checked = subject(data)
    findings = check_languages(checked)
    assert all(words(finding) for finding in findings)
    return [path_of(finding, checked) for finding in findings if finding.code == code]


def with_line(zh: str, en: str) -> Data:
    return in_both(moment(text(zh, en), text(), text()))


def test_a_scene_in_both_languages_gives_nothing() -> None:
    data = in_both(moment(text(), text()))
    assert check_languages(subject(data)) == []
    assert all(set(text.text.languages) == {"zh", "en"} for text in texts(subject(data)))


def test_a_scene_in_one_language_is_not_compared() -> None:
    assert check_languages(subject(story(moment("好吗？", "x")))) == []


# -- RP501 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "at"),
    [
        (("summary",), "summary"),
        (("brief", "goal"), "brief.goal"),
        (("cast", "ann", "name"), "cast.ann.name"),
        (("meters", "anger", "name"), "meters.anger.name"),
        (("nodes", "n0", "says"), "nodes.n0.says"),
        (("nodes", "n0", "choices", 1, "say"), "nodes.n0.choices.1.say"),
        (("nodes", "n0", "choices", 0, "why"), "nodes.n0.choices.0.why"),
        (("endings", "end", "text"), "endings.end.text"),
    ],
)
@pytest.mark.parametrize("left", [{"zh": "好"}, {"en": "Fine"}, "Fine"], ids=str)
def test_a_text_that_lacks_a_language_is_reported_at_its_location(path: tuple[Any, ...], at: str, left: Any) -> None:
    data = in_both(moment(text(), text()))
    into: Any = data
    for step in path[:-1]:
        into = into[step]
    into[path[-1]] = left
    assert paths_of(data, "RP501") == [at]


def test_every_kind_of_text_is_reported_at_its_location() -> None:
    variants = [{"when": {"anger": "> 90"}, "text": {"zh": "坐"}}, {"text": text()}]
    data = in_both(moment(text(), text(), scene={"zh": "站着"}, says=variants), discussion=[text(), {"zh": "谈"}])
    line = data["nodes"]["n0"]["choices"][1]
    line |= {"when": {"anger": "> 90"}, "locked": {"zh": "锁"}, "reply": [{"text": {"zh": "答"}}]}
    assert paths_of(data, "RP501") == [
        "nodes.n0.scene",
        "nodes.n0.says.0.text",
        "nodes.n0.choices.1.locked",
        "nodes.n0.choices.1.reply.0.text",
        "discussion.1",
    ]


def test_a_scene_with_only_its_title_translated_is_reported_once() -> None:
    data = story(*[moment("x", "y", "z") for _ in range(5)], title=BOTH)
    checked = subject(data)
    (finding,) = check_languages(checked)
    assert (finding.code, path_of(finding, checked)) == ("RP501", "title.zh")
    assert "texts have no Chinese" in finding.message("en")
    assert words(finding)


def test_a_text_without_words_needs_no_translation() -> None:
    data = in_both(moment(text(), text()))
    data["nodes"]["n0"]["says"] = "……"
    data["nodes"]["n0"]["choices"][0]["say"] = "8,699?"
    assert paths_of(data, "RP501") == []


def test_a_text_still_to_be_written_does_not_count_as_missing() -> None:
    data = in_both(moment(text(), text()), status="draft")
    data["nodes"]["n0"]["says"] = "todo: she objects?"
    data["nodes"]["later"] = {"todo": "she leaves", "says": {"zh": "我走了。"}, "goto": "end"}
    data["nodes"]["n0"]["choices"][0]["goto"] = "later"
    assert check_languages(subject(data)) == []


# -- RP502 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en", "at"),
    [
        ((22, 20, 20), (40, 44, 46), ["nodes.n0.choices.0.say.en"]),
        ((20, 22, 24), (50, 40, 40), ["nodes.n0.choices.0.say.zh"]),
        ((21, 20, 20), (40, 44, 46), []),  # not clearly the longest
        ((22, 20, 20), (40, 42, 46), []),  # not clearly the shortest
        ((22, 20, 20), (44, 40, 46), []),  # in the middle
        ((20, 20, 20), (40, 40, 40), []),
    ],
)
def test_the_longest_line_of_one_language_is_not_the_shortest_of_the_other(
    zh: tuple[int, ...], en: tuple[int, ...], at: list[str]
) -> None:
    says = [text("好" * characters, "x" * letters) for characters, letters in zip(zh, en, strict=True)]
    assert paths_of(in_both(moment(*says)), "RP502") == at


def test_of_two_lines_one_is_always_the_longest() -> None:
    assert paths_of(in_both(moment(text("好" * 40, "x"), text("好", "x" * 40))), "RP502") == []


# -- RP503 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en", "lacks"),
    [
        ("您哪天有空？", "I'll ring you.", "en"),
        ("我给您打电话。", "When may I ring you?", "zh"),
        ("行?", "Fine.", None),  # one word thrown back
        ("签字？我没签。", "I signed nothing.", None),
        ("没签。", "Signed? Nothing.", None),
        ("我没签，您见过我签？", "I signed nothing.", "en"),
        ("给句痛快话，退不退。", "Will you refund it or not?", None),  # a question without its mark
        ("今天上，还是不上。", "Are we live or not?", None),
        ("您好？请讲！好吗？", "May I ask you something?", None),
    ],
)
def test_both_languages_ask_or_neither(zh: str, en: str, lacks: str | None) -> None:
    assert paths_of(with_line(zh, en), "RP503") == ([f"nodes.n0.choices.0.say.{lacks}"] if lacks else [])


def test_the_other_persons_words_are_compared_but_not_what_surrounds_the_talk() -> None:
    data = in_both(moment(text(), text()))
    data["nodes"]["n0"]["says"] = text("您要怎么办呢？", "I want to know.")
    data["nodes"]["n0"]["scene"] = text("拿不准，按 h。", "Not quite sure? Press h.")
    data["nodes"]["n0"]["choices"][0]["why"] = text("为什么不先问一句？", "Ask first.")
    data["nodes"]["n0"]["choices"][1]["reply"] = text("行。", "Who told you that?")
    assert paths_of(data, "RP503") == ["nodes.n0.says.en", "nodes.n0.choices.1.reply.zh"]


# -- RP504 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zh", "en", "lacks"),
    [
        ("我理解，但是不行。", "I understand, and it can't be done.", "en"),
        ("我理解。不过得等周总监批。", "I understand. The director signs it.", "en"),
        ("我理解，可我做不了主。", "I understand, I have no say.", "en"),
        ("我理解，按规定办。", "I understand, but rules are rules.", "zh"),
        ("我理解。按规定办。", "I understand. However, rules are rules.", "zh"),
        ("您急，按规定办。", "You're in a hurry, yet rules are rules.", "zh"),
        # another word does the same
        ("我理解，但是不行。", "I understand, though it can't be done.", None),
        ("我理解，可是不行。", "I understand, only it can't be done.", None),
        ("话是这么说，规矩却改不了。", "True, but rules are rules.", None),
        ("虽然您急，规矩改不了。", "You're in a hurry, but rules are rules.", None),
        ("不是您的错，是我们的。", "Not your fault but ours.", None),
        ("尽管如此，我来办。", "I'll do it, however.", None),
        # no "but" at all
        ("不但退，还赔。", "A refund and more.", None),
        ("但愿如此，您请讲。", "I hope so. Go on.", None),
        ("不过三分钟，您稍坐。", "Three minutes. Have a seat.", None),
        ("可以，我来办。", "Yes, I'll do it.", None),
        ("只是想问问您。", "I wanted to ask you.", None),
        ("都给您。", "All but two are yours.", None),
        ("亏得有您。", "But for you it would be lost.", None),
        ("还没到。", "It has not come yet.", None),
        ("多难都行。", "However hard it is.", None),
        ("像没事一样。", "As though nothing had happened.", None),
    ],
)
def test_both_languages_have_a_contrast_or_neither(zh: str, en: str, lacks: str | None) -> None:
    assert paths_of(with_line(zh, en), "RP504") == ([f"nodes.n0.choices.0.say.{lacks}"] if lacks else [])


def test_contrasts_in_the_other_persons_words_are_not_compared() -> None:
    data = in_both(moment(text(), text()))
    data["nodes"]["n0"]["says"] = text("你进去吧。别想把我支开。", "Inside, then. But don't think you can hide me.")
    assert paths_of(data, "RP504") == []
