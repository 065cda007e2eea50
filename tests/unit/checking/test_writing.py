"""RP406-RP412: how a line, a choice or a node is written, and similar cases that are fine."""

from __future__ import annotations

import pytest

from builders import MOVES, RUBRICS, Data, choice, move, node, shared, story_scene
from roleplay.checking.writing import check_writing

from .line_scenes import BOTH, findings, moment, paths, story, subject, with_even_moments

# -- RP406: all of the above ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("say", "language", "reported"),
    [
        ("All of the above.", "en", True),
        ("I'd say none of the above, sir.", "en", True),
        ("以上都是。", "zh", True),
        ("好，上述几种都办。", "zh", True),
        ("前面三项全做。", "zh", True),
        ("三十度以上都要报备。", "zh", False),
        ("在此以上。", "zh", False),
        ("It stands above all of them.", "en", False),
        ("All of the people above him agree.", "en", False),
    ],
)
def test_an_all_of_the_above_line_is_reported(say: str, language: str, reported: bool) -> None:
    data = story(moment("x", say), language=language)
    assert paths(data, "RP406") == (["nodes.n0.choices.1.say"] if reported else [])


def test_an_all_of_the_above_line_is_reported_once_for_both_languages() -> None:
    data = story(moment({"zh": "行", "en": "x"}, {"zh": "以上都对", "en": "All of the above"}), title=BOTH)
    assert paths(data, "RP406") == ["nodes.n0.choices.1.say.en"]


# -- RP407, RP408: moves and phrases -----------------------------------------------------

PHRASES: dict[str, dict[str, list[str]]] = {
    "shout": {"en": ["shut up", "be quiet now"], "zh": ["闭嘴"]},
    "dodge": {"en": ["as soon as possible", "as soon as"], "zh": ["尽快", "尽快给您"]},
    "cut_in": {"en": ["soon"], "zh": ["快"]},
}
WITH_PHRASES = shared(
    moves={
        "roleplay": "moves/1",
        "moves": {
            **MOVES["moves"],
            **{name: {**MOVES["moves"][name], "phrases": phrases} for name, phrases in PHRASES.items()},
            "hush": move("poor", instead=["listen"]),
        },
    },
    rubrics=({**RUBRICS[0], "critical": ["shout", "hush"]}, *RUBRICS[1:]),
)


@pytest.mark.parametrize(
    ("say", "moves", "reported"),
    [
        ("Shut up, will you, there are others here.", ["shout"], True),
        ("Shut up, will you.", ["shout", "cut_in"], True),
        ("Well then, as you like it.", ["shout", "hush"], True),  # two of them
        ("Will you shut up, or do I...", ["shout"], True),
        ("You have a right to be angry; will you shut up for a moment?", ["shout"], False),  # it leads up to it
        ("Well then, as you like it.", ["shout"], False),
        ("Well then, as you like it.", ["shout", "cut_in"], False),
        ("Shut up, and I'll see to it.", ["shout", "act_now"], False),  # something good is in it
        ("Shut up, will you.", ["cut_in"], False),  # not critical: covered by another code
    ],
)
def test_a_straw_man_is_reported(say: str, moves: list[str], reported: bool) -> None:
    data = story(moment("I see that it hurts.", say, moves=moves))
    assert paths(data, "RP407", WITH_PHRASES) == (["nodes.n0.choices.1.moves"] if reported else [])


@pytest.mark.parametrize(
    ("say", "move_told"),
    [
        ("You'll have it as soon as possible.", "dodge"),
        ("AS SOON AS possible!", "dodge"),
        ("Sooner or later.", None),  # within a word
        ("I won't say as soon as possible.", None),
        ("Nobody says “as soon as possible” here.", None),
        ("They told you 'as soon as possible', I know.", None),
        ("Not today, but as soon as possible.", "dodge"),  # something else is denied
        ("It's soon done.", "cut_in"),
    ],
)
def test_a_phrase_without_its_move_is_reported_by_the_longest_phrase(say: str, move_told: str | None) -> None:
    reported = findings(story(moment(say, "x")), "RP408", WITH_PHRASES)
    assert [(path, finding.details["move"]) for path, finding in reported] == (
        [("nodes.n0.choices.0.say", move_told)] if move_told else []
    )


@pytest.mark.parametrize(
    ("say", "reported"),
    [("我尽快给您办。", True), ("我不会说“尽快给您”。", False), ("这次不再尽快给您，今天就给。", False)],
)
def test_phrases_are_found_in_chinese(say: str, reported: bool) -> None:
    assert len(paths(story(moment(say, "x"), language="zh"), "RP408", WITH_PHRASES)) == reported


def test_a_line_that_makes_the_move_even_conditionally_may_use_its_phrase() -> None:
    data = story(moment("Fine.", "As soon as possible.", moves=["dodge"]))
    assert paths(data, "RP408", WITH_PHRASES) == []
    data["nodes"]["n0"]["choices"][1]["moves"] = ["cut_in", {"when": {"turn": "> 1"}, "move": "dodge"}]
    assert paths(data, "RP408", WITH_PHRASES) == []
    data["nodes"]["n0"]["choices"][1]["moves"] = ["act_now"]
    assert paths(data, "RP408", WITH_PHRASES) == ["nodes.n0.choices.1.say"]


def test_a_move_is_reported_once_per_line_in_any_number_of_languages() -> None:
    data = story(moment({"zh": "尽快给您办", "en": "As soon as possible"}, {"zh": "好", "en": "x"}), title=BOTH)
    assert paths(data, "RP408", WITH_PHRASES) == ["nodes.n0.choices.0.say.en"]


# -- RP409: why ----------------------------------------------------------------------------


def without_why(data: Data, *names: str) -> Data:
    for node_data in data["nodes"].values():
        for line in node_data["choices"]:
            if not names or line["id"] in names:
                del line["why"]
    return data


def test_choices_without_a_why_are_reported_once_per_node() -> None:
    reported = findings(without_why(with_even_moments(even=2), "b", "c"), "RP409")
    assert [path for path, _ in reported] == ["nodes.n0.choices.1.id", "nodes.n1.choices.1.id"]
    assert "`b`, `c`" in reported[0][1].message("en")


def test_a_scene_without_any_why_is_reported_once() -> None:
    ((path, finding),) = findings(without_why(with_even_moments(even=4)), "RP409")
    assert path == "nodes.n0.choices.0.id"
    assert "every choice of the scene" in finding.message("en")


def test_a_draft_may_still_lack_its_reasons() -> None:
    data = without_why(with_even_moments(even=2, status="draft"))
    assert paths(data, "RP409") == []
    assert paths(data, "RP409", release=True) == ["nodes.n0.choices.0.id"]


# -- RP410: room -----------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "reported"), [(146, False), (147, True)])
def test_a_choice_has_two_rows_of_73_cells(length: int, reported: bool) -> None:
    # words of one letter and a space, so that no cell is lost at the end of a row
    say = ("x " * 80)[: 73 - 1] + "x" + ("x " * 80)[: length - 73]
    data = story(moment(say.replace(" ", "-"), "x"))
    assert paths(data, "RP410") == (["nodes.n0.choices.0.say"] if reported else [])


def test_a_choice_is_wrapped_as_on_the_screens() -> None:
    full_row = "好" * 72  # 36 to a row
    assert paths(story(moment(full_row, "x"), language="zh"), "RP410") == []
    assert paths(story(moment(full_row + "好", "x"), language="zh"), "RP410") == ["nodes.n0.choices.0.say"]


def test_what_is_said_and_the_choices_fit_into_eighteen_rows() -> None:
    row = "x" * 63  # 80 minus margins, the empty eighth and the name
    four = [f"{letter} " * 50 for letter in "abcd"]  # two rows each
    fits, over = " ".join([row] * 10), " ".join([row] * 11)
    assert paths(story(moment(*four, says=fits)), "RP410") == []
    ((path, finding),) = findings(story(moment(*four, says=over)), "RP410")
    assert path == "nodes.n0.says"
    assert "what is said (11 rows) and the choices (8) need 19 rows" in finding.message("en")
    assert paths(story(moment(*four[:3], says=over)), "RP410") == []
    variants = [{"when": {"anger": "> 90"}, "text": over}, {"text": "x"}]
    assert paths(story(moment(*four, says=variants)), "RP410") == ["nodes.n0.says.0.text"]


def test_a_locked_choice_takes_rows_as_well() -> None:
    four = [f"{letter} " * 50 for letter in "abcd"]
    data = story(moment(*four, says=" ".join(["x" * 63] * 11)), flags=["on"])
    line = data["nodes"]["n0"]["choices"][3]
    line["when"] = {"on": True}  # and nothing ever sets it
    assert paths(data, "RP410") == []
    line["locked"] = "Not yet."
    assert paths(data, "RP410") == ["nodes.n0.says"]


# -- RP412: nothing to decide -----------------------------------------------------------------


def test_a_node_with_a_single_choice_is_not_a_decision() -> None:
    single = story_scene(nodes={"one": node(choice("a", "two")), "two": node(choice("a"), choice("b", "lost"))})
    assert paths(single, "RP412") == ["nodes.one"]
    single["nodes"]["one"]["silence"] = {"after": 9, "choice": "a"}
    assert paths(single, "RP412") == ["nodes.one"]


def test_conditional_choices_count_as_choices() -> None:
    nodes = {"one": node(choice("a"), choice("b", "lost", when={"anger": "> 90"}))}
    assert paths(story_scene(nodes=nodes), "RP412") == []


def test_a_draft_may_still_lack_its_other_lines() -> None:
    nodes = {"one": node(choice("a", "two")), "two": node(choice("a"), choice("b", "lost"))}
    assert paths(story_scene(nodes=nodes, status="draft"), "RP412") == []
    assert paths(story_scene(nodes=nodes, status="draft"), "RP412", release=True) == ["nodes.one"]


def test_texts_still_to_be_written_are_not_judged() -> None:
    long_line = "All of the above. He calms down as soon as possible. " * 20
    sketch: Data = {"todo": long_line, "goto": ["n0", "end", "another-moment-that-is-still-to-be-written"]}
    data = with_even_moments(even=2, status="draft")
    data["nodes"]["another-moment-that-is-still-to-be-written"] = {"todo": long_line, "goto": "end"}
    data["nodes"]["later"] = sketch
    data["nodes"]["n1"]["choices"][0]["say"] = "todo: all of the above, as soon as possible, " + "and more " * 30
    data["nodes"]["n1"]["choices"][1]["goto"] = "later"
    assert check_writing(subject(data, WITH_PHRASES), True) == []
