"""What is still to be written: a text or a whole node, and the stub that takes its place."""

from __future__ import annotations

import pytest

from builders import Data, bundle, check, choice, ending, node, story_scene
from roleplay.scene.model import Node
from roleplay.scene.text import Text, is_todo

KEPT: Data = {"id": "kept", "say": "Yes.", "moves": ["listen"], "why": "w", "goto": "end"}


@pytest.mark.parametrize(
    "text",
    [
        "todo",
        "TODO",
        "Todo",
        " todo ",
        "todo: what he answers",
        "Todo: what he answers",
        "todo what he answers",
        "TODO what he answers",
        "todo - what he answers",
        "todo：他怎么回答",
        "TODO他怎么回答",
        "[todo: what he answers]",
        "(todo)",
        "（待写）",
        "【待写：他怎么回答】",
        "待写",
        "待写：他怎么回答",
        "待写: 他怎么回答",
        "待写——他怎么回答",
        "待写 他怎么回答",
        "todo…",
    ],
)
def test_a_todo_note_is_recognised(text: str) -> None:
    assert is_todo(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Todos somos clientes.",
        "Todo está mal.",
        "todo's done",
        "todo-list in hand, she sits down.",
        "What is there to do?",
        "A todo: what he answers",
        "待写的报告还有三份。",
        "还待写",
        "to do",
        "mytodo",
        "todos",
        "todo_1",
    ],
)
def test_other_texts_are_not_todo_notes(text: str) -> None:
    assert not is_todo(text)


def test_a_text_knows_in_which_languages_it_is_still_to_be_written() -> None:
    text = Text((("zh", "您请坐。"), ("en", "todo: the same")))
    assert text.todo == ("en",)
    assert text.bracket_todos().values == (("zh", "您请坐。"), ("en", "[todo: the same]"))
    both = Text((("zh", "待写"), ("en", "(todo)")))
    assert both.todo == ("zh", "en")
    assert both.bracket_todos().values == (("zh", "【待写】"), ("en", "(todo)"))
    assert both.bracket_todos().todo == ("zh", "en")
    done = Text.of("Well?")
    assert done.bracket_todos() is done


def test_a_text_still_to_be_written_is_shown_in_brackets_everywhere() -> None:
    line = {**choice("good", "end"), "say": "todo: a line", "reply": "todo", "why": "todo: why"}
    data = story_scene(
        nodes={"one": node(line, choice("bad", "end", ["cut_in"]), says="todo: what she says", scene="todo")},
        title="todo: a title",
        endings={"end": ending(text="todo: the end")},
    )
    scenario = bundle(data).scenario
    first = scenario.nodes["one"]
    shown = [
        scenario.title,
        first.scene[0].text,
        first.says[0].text,
        first.choices[0].say,
        first.choices[0].reply[0].text,
    ]
    assert [text.get("en") for text in shown] == [
        "[todo: a title]",
        "[todo]",
        "[todo: what she says]",
        "[todo: a line]",
        "[todo]",
    ]
    assert scenario.endings["end"].text[0].text.get("en") == "[todo: the end]"
    assert first.choices[1].say.get("en") == "say bad"
    assert not first.is_sketch


# -- a node that is only sketched --------------------------------------------------------


def sketched(**sketch: object) -> Data:
    """A scene whose second node is this sketch."""
    first = node(choice("good", "two"), choice("bad", "lost", ["cut_in"]))
    data = story_scene(nodes={"one": first, "two": sketch}, endings={"end": ending(), "lost": ending("failure")})
    return {**data, "status": "draft"}


def node_of(**sketch: object) -> Node:
    return bundle(sketched(**sketch)).scenario.nodes["two"]


def test_a_sketch_shows_its_note_and_leads_to_the_first_ending() -> None:
    two = node_of(todo="she asks for the manager")
    assert two.is_sketch
    assert (two.speaker, two.assess, two.silence) == ("ann", (), None)
    assert [(v.when, v.text.get("en")) for v in two.says] == [((), "[todo: she asks for the manager]")]
    (stub,) = two.choices
    assert (stub.id, stub.moves, stub.goto[0].to) == ("to-end", (), "end")
    assert stub.say.get("en") == "(go on: end)"
    assert stub.say.get("zh") == "（往下走：end）"


def test_a_sketch_keeps_what_is_already_written() -> None:
    two = node_of(
        todo={"zh": "三句话", "en": "todo: three lines"},
        scene="It rains.",
        speaker="ann",
        says=[{"when": {"anger": ">= 70"}, "text": "No!"}, {"text": "No."}],
        goto=["lost", "end", "lost"],
    )
    assert [(v.when, v.text.get("en")) for v in two.scene] == [((), "It rains.")]
    assert [v.text.get("en") for v in two.says] == ["No!", "No."]
    assert [stub.id for stub in two.choices] == ["to-lost", "to-end"]
    assert two.choices[0].say.get("en") == "[todo: three lines] (go on: lost)"
    assert two.choices[1].say.get("zh") == "【待写：三句话】（往下走：end）"


@pytest.mark.parametrize(
    ("sketch", "code", "says"),
    [
        ({"goto": "nowhere"}, "RP101", "nowhere"),
        ({"goto": ["end", "nowhere"]}, "RP101", "nowhere"),
        ({"speaker": "bob"}, "RP108", "bob"),
        ({"moves": ["listen"]}, "RP010", "todo, scene, speaker, says, goto"),
        ({"goto": {"to": "end"}}, "RP012", "text or a list"),
        ({"goto": []}, "RP020", "at least 1"),
        ({"todo": ""}, "RP012", "not empty"),
        ({"says": "{bob} comes"}, "RP116", "bob"),
        ({"speaker": "ann", "says": "x", "choices": [KEPT]}, "RP010", "`todo`"),
    ],
)
def test_a_mistake_in_a_sketch_is_reported_at_its_location(sketch: Data, code: str, says: str) -> None:
    findings = check(sketched(**{"todo": "more", **sketch}))
    assert [finding.code for finding in findings] == [code]
    assert says in findings[0].message() + findings[0].help()
    assert findings[0].span.column > 1


def test_a_node_without_choices_or_todo_lacks_its_choices() -> None:
    findings = check(sketched(speaker="ann", says="x"))
    assert [(finding.code, finding.details["key"]) for finding in findings] == [("RP011", "choices")]


def test_nothing_counts_as_unused_while_a_node_is_only_sketched() -> None:
    spare = {"flags": ["kept_word"], "cast": {"ann": {"name": "Ann", "persona": "base"}, "bob": KEPT_BOB}}
    assert check({**sketched(todo="more"), **spare}) == ()
    whole = node(choice("good", "end"), choice("bad", "lost", ["cut_in"]))
    assert [finding.code for finding in check({**sketched(**whole), **spare})] == ["RP119", "RP117"]


KEPT_BOB: Data = {"name": "Bob", "persona": "base"}
