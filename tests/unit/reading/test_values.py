"""The small parts of scenes: texts, frozen maps, comparisons, personas, suggestions."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from builders import MARK, bundle, changed, check, marked, move, persona, scene, shared
from roleplay.reading.diagnostics import Diagnostic, Span, close_matches, nearest, sort
from roleplay.reading.loader import load
from roleplay.reading.shared_reader import SharedReader
from roleplay.scene.conditions import AnyOf, MeterTest, Not, TurnTest, parse_comparison, walk
from roleplay.scene.frozen import FrozenDict, freeze
from roleplay.scene.model import Outcome, Scenario
from roleplay.scene.reactions import reactions_of
from roleplay.scene.text import Text, forbidden_character

from .file_texts import SCENE

# -- Text ------------------------------------------------------------------------


def test_a_text_is_read_in_the_requested_language_or_in_its_first() -> None:
    text = Text.of({"zh": "你好", "en": "hello"})
    assert (text.get("en"), text.get("zh"), text.get("fr")) == ("hello", "你好", "你好")
    assert text.languages == ("zh", "en")
    assert Text.of("hi", "en").languages == ("en",)


def test_names_of_the_cast_are_filled_in_their_language_and_once_only() -> None:
    names = {"wang": Text.of({"zh": "王先生", "en": "Mr {li}"}), "li": Text.of("Li")}
    text = Text.of({"zh": "{wang}，您好，{wang}", "en": "{wang} and {chen} {"})
    assert text.fill("zh", names) == "王先生，您好，王先生"
    assert text.fill("en", names) == "Mr {li} and {chen} {"
    assert text.placeholders() == (("zh", "wang"), ("zh", "wang"), ("en", "wang"), ("en", "chen"))


@pytest.mark.parametrize(
    "text",
    ["a‹\x1b[31m", "‹\x9b31m", "你‹\u202e好", "a‹\u2066b", "‹\u200b", "a‹\ufeff", "‹\ue000", "a‹\ud83d", "a‹\r", "a‹\t",
     "a‹\x00", "a\n‹\u2028", "a‹\u2029", "a‹\U000e0041", "a‹\xad",
     "a‹\u034f", "‹\u115fa", "a‹\u1160", "a‹\u17b4", "a‹\u3164b", "a‹\uffa0", "a‹\u2065", "a‹\u2800b", "a‹\U000e0fff",
     "a‹\ufdd0", "a‹\ufffe", "a‹\U0001ffff", "a‹\U0010fffe", "a‹\U0001d159",
     # joiners and selectors out of their places
     "a‹\u200db", "a‹\u200cb", "你‹\u200d好", "你‹\u200c好", "‹\u200d👩", "👩‹\u200d", "👩‹\u200da", "a‹\ufe0f",
     "‹\ufe0f", "❤\ufe0f‹\ufe0f", "a‹\ufe01", "a‹\U000e0100", "a‹\u180b", "می\u200c‹\u200cخواهم"],
)  # fmt: skip
def test_an_invisible_or_control_character_is_found_at_its_position(text: str) -> None:
    clean, (line, column) = marked(text)
    at = sum(len(before) + 1 for before in clean.split("\n")[: line - 1]) + column - 1
    assert forbidden_character(clean) == (at, clean[at])


@pytest.mark.parametrize(
    "text",
    ["", "plain", "两行\n第二行", "👨\u200d👩\u200d👧", "می\u200cخواهم", "é“”…", "[/b]",
     "👩🏽\u200d💻", "❤\ufe0f", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "☎\ufe0e", "क्\u200dष", "क्\u200cष", "ශ්\u200dරී",
     "葛\U000e0100", "葛\ufe00", "ᠠ\u180b", "🫨", "ㄱ가", "é\u0301"],
)  # fmt: skip
def test_ordinary_text_of_any_script_is_allowed(text: str) -> None:
    assert forbidden_character(text) is None


@pytest.mark.parametrize("bomb", ["[/b]", "[@click=app.quit]x[/]", "[red", "[link=http://x]y[/link]", "\\[b]", "$x {"])
def test_markup_is_loaded_as_the_plain_text_it_is(bomb: str) -> None:
    data = scene(title=bomb)
    data["nodes"]["one"]["choices"][0]["say"] = bomb
    scenario = bundle(data).scenario
    assert scenario.title.get("en") == bomb
    assert scenario.nodes["one"].choices[0].say.get("en") == bomb


@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\u2067", "\u200b"])
@pytest.mark.parametrize("key", ["title", "say", "reply", "persona"])
def test_escape_and_bidi_characters_are_refused_in_every_text(key: str, character: str) -> None:
    data = scene()
    first = data["nodes"]["one"]["choices"][0]
    match key:
        case "title":
            data["title"] = {"en": f"x{character}y"}
        case "persona":
            data["cast"]["ann"]["name"] = f"x{character}y"
        case _:
            first[key] = [{"text": f"x{character}y"}] if key == "reply" else f"x{character}y"
    assert [d.code for d in check(data)] == ["RP014"]


# -- FrozenDict ------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.__setitem__("a", 2),
        lambda d: d.__delitem__("a"),
        lambda d: d.clear(),
        lambda d: d.pop("a"),
        lambda d: d.popitem(),
        lambda d: d.setdefault("b", 1),
        lambda d: d.update(a=2),
        lambda d: d.__ior__({"a": 2}),
    ],
)
def test_a_frozen_map_refuses_every_change(change: Callable[[Any], object]) -> None:
    frozen = freeze({"a": 1})
    with pytest.raises(TypeError):
        change(frozen)
    assert frozen == {"a": 1}


def test_a_frozen_map_is_a_copy_and_survives_pickling_and_copying_in_its_order() -> None:
    source = {"b": 1, "a": [2]}
    frozen = freeze(source)
    source["c"] = 3
    for again in (pickle.loads(pickle.dumps(frozen)), copy.deepcopy(frozen), copy.copy(frozen)):
        assert type(again) is FrozenDict
        assert again == frozen == {"b": 1, "a": [2]}
        assert list(again) == ["b", "a"]


def test_a_loaded_scene_cannot_be_changed() -> None:
    scenario = bundle(scene(flags=["told"], deal={"cause": ["a"]})).scenario
    maps = (scenario.nodes, scenario.endings, scenario.cast, scenario.meters, scenario.deal)
    frozen: tuple[Any, ...] = (*maps, scenario.pass_mark.thresholds)
    for mapping in frozen:
        with pytest.raises(TypeError):
            mapping.clear()
    with pytest.raises(AttributeError):
        scenario.start = "two"  # type: ignore[misc]


# -- conditions ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        (">= 40", (40, 100)), ("> 40", (41, 100)), ("<= 40", (0, 40)), ("< 40", (0, 39)), ("= 40", (40, 40)),
        ("30..60", (30, 60)), (" 30 .. 60 ", (30, 60)), (">=40", (40, 100)), ("60..30", (60, 30)), ("< 0", (0, -1)),
        ("> 100", (101, 100)),
        ("40", None), ("== 40", None), ("=> 40", None), ("!= 4", None), (">= 40%", None), ("30-60", None), ("", None),
        ("> 1.5", None), (">= x", None), ("30...60", None), (">= 40 and < 60", None), (f"> {'9' * 50}", None),
    ],
)  # fmt: skip
def test_a_comparison_is_an_interval_of_whole_numbers(text: str, interval: tuple[int, int] | None) -> None:
    assert parse_comparison(text, 100) == interval


def test_walking_a_condition_meets_the_nested_tests_too() -> None:
    deep = MeterTest("a", 1, 2)
    turn = TurnTest(0, 1)
    either = AnyOf(((deep,), (Not((turn,)),)))
    assert walk((either,)) == [either, deep, Not((turn,)), turn]


# -- personas --------------------------------------------------------------------


def test_a_persona_inherits_and_its_own_reactions_win_meter_by_meter() -> None:
    personas = bundle(scene()).personas
    hot = reactions_of("hot", personas)
    assert hot["cut_in"] == {"anger": 40, "trust": -5}
    assert hot["dodge"] == {"anger": 9}
    assert hot["listen"] == reactions_of("base", personas)["listen"]
    assert reactions_of("base", personas)["cut_in"] == {"anger": 20, "trust": -5}, "the parent is not changed"


def test_a_grandparent_is_inherited_from_and_a_ring_is_cut() -> None:
    files = shared(
        personas=[
            persona("a", {"listen": {"anger": 1}}, "b"),
            persona("b", {"listen": {"trust": 2}}, "c"),
            persona("c", {"dodge": {"x": 3}, "listen": {"anger": 9, "trust": 9}}),
            persona("base", {}),
        ]
    )
    personas = dict(bundle(scene(), files).personas)
    assert reactions_of("a", personas) == {"listen": {"anger": 1, "trust": 2}, "dodge": {"x": 3}}
    personas["c"] = personas["c"]._replace(extends="a")
    assert reactions_of("a", personas)["dodge"] == {"x": 3}
    assert reactions_of("nobody", personas) == {}


# -- defaults --------------------------------------------------------------------


def test_what_an_author_may_leave_out_has_its_default() -> None:
    data = scene(meters={"anger": {"start": 3, "name": "x", "better": "low"}})
    data["endings"]["half"] = {**data["endings"]["end"], "outcome": "partial"}
    data["endings"]["odd"] = {**data["endings"]["end"], "worth": 0.25}
    data["endings"]["zero"] = {**data["endings"]["end"], "worth": 0}
    data["nodes"]["one"]["choices"][0].pop("why")
    scenario = bundle(data).scenario
    first = scenario.nodes["one"].choices[0]
    assert scenario.meters["anger"].shown
    assert scenario.meters["anger"].better_low
    assert (first.when, first.locked, first.once, first.to, first.reply, first.why) == ((), None, False, None, (), ())
    assert scenario.nodes["one"].assess is None
    worth = {name: ending.worth for name, ending in scenario.endings.items()}
    assert worth == {"end": 1.0, "lost": 0.0, "half": 0.5, "odd": 0.25, "zero": 0.0}
    assert scenario.endings["half"].outcome is Outcome.PARTIAL
    assert bundle(data).rubrics["main"].minimum == 2
    assert bundle(data).rubrics["main"].criteria[0].weight == 1.0


def test_an_empty_assess_differs_from_none() -> None:
    data = scene()
    data["nodes"]["one"]["assess"] = []
    assert bundle(data).scenario.nodes["one"].assess == ()


def test_plain_text_is_in_the_language_of_its_file() -> None:
    scenario = bundle(scene(language="zh", title={"en": "T", "zh": "题"})).scenario
    assert scenario.summary.languages == ("zh",)
    assert scenario.languages == ("zh", "en")  # its own first


def test_phrases_that_betray_a_move_are_kept_by_language() -> None:
    moves = {"roleplay": "moves/1", "moves": {"hush": move("poor", phrases={"zh": ["冷静"], "en": ["calm", "down"]})}}
    reading = SharedReader()
    reading.add("moves.yaml", str(moves).replace("'", '"').encode())
    assert reading.moves["hush"].phrases == {"zh": ("冷静",), "en": ("calm", "down")}


# -- suggestions and order ---------------------------------------------------------


def test_the_nearest_word_is_found_whatever_separator_it_has() -> None:
    assert nearest("name-feelings", ["let_finish", "name_feeling"]) == "name_feeling"
    assert nearest("Anger", ["anger"]) == "anger"
    assert nearest("xyz", ["anger", "trust"]) is None
    assert nearest("x", []) is None
    assert close_matches("angre", ["anger", "angry", "danger", "trust"], 2) == ["angry", "anger"]


def test_findings_are_sorted_by_location_and_errors_come_first() -> None:
    here = Span(2, 1, 2, 2)
    findings = [
        Diagnostic(code="RP117", file="a", span=here),
        Diagnostic(code="RP101", file="a", span=here),
        Diagnostic(code="RP101", file="a", span=Span(1, 9, 1, 10)),
        Diagnostic(code="RP101", file="A", span=Span(5, 1, 5, 2)),
    ]
    assert [(d.file, d.span.line, d.code) for d in sort(findings)] == [
        ("A", 5, "RP101"), ("a", 1, "RP101"), ("a", 2, "RP101"), ("a", 2, "RP117"),
    ]  # fmt: skip


def test_a_byte_order_mark_is_not_part_of_a_file() -> None:
    assert marked(f"a\nb{MARK}c") == ("a\nbc", (2, 2))


@pytest.mark.parametrize(
    ("comparison", "fits", "fails"),
    [
        ("< 90", (0, 89.5, 89.9999999), (90, 90.1)),
        ("<= 90", (90,), (90.1,)),
        ("> 25", (25.1, 100), (25, 24.9)),
        (">= 25", (25, 100), (24.9,)),
        ("30..60", (30, 60, 45.5), (29.9, 60.1)),
    ],
)
def test_a_walk_compares_fractional_scores(comparison: str, fits: tuple[float, ...], fails: tuple[float, ...]) -> None:
    text = changed(SCENE, 'main: ">= 60"', f'main: "{comparison}"')
    scenario = load(text.encode(), "small.yaml").value
    assert isinstance(scenario, Scenario)
    low, high = scenario.walks["ideal"].expect["main"]
    assert all(low <= score <= high for score in fits)
    assert not any(low <= score <= high for score in fails)


def test_papers_keep_their_lines_and_belong_to_the_briefing() -> None:
    brief = bundle(scene()).scenario.brief
    assert (brief.papers, len(brief.texts)) == ((), 5)
    slip = {"title": "Slip", "text": "9:40 {ann}\n9:41"}
    scenario = bundle(scene(brief={**scene()["brief"], "papers": [slip]})).scenario
    ((title, text),) = scenario.brief.papers
    assert (title.get("en"), text.fill("en", scenario.names())) == ("Slip", "9:40 Ann\n9:41")
    assert scenario.brief.texts[5:] == (title, text)
