"""Reference entries of moves, rubrics, criteria and personas; the meaning of a word; the layout on a screen."""

from __future__ import annotations

import pytest

from builders import (
    MOVES,
    PERSONAS,
    RUBRICS,
    Data,
    bundle,
    choice,
    move,
    node,
    persona,
    read_shared,
    rubric,
    shared,
    story_scene,
)
from roleplay.locales import Catalogue, catalogue
from roleplay.presenting.explanation import NothingFound, explain, topic_list
from roleplay.presenting.lookup import LibraryItem, Lookup, Topic, topic_named
from roleplay.presenting.paragraphs import wrapped
from roleplay.presenting.reference import LineExample, MoveReaction, PersonaReaction, Reference, Titled
from roleplay.scene.model import Bundle, MoveKind
from roleplay.text.cells import cell_len

EN, ZH = catalogue("en"), catalogue("zh")


def both(zh: str, en: str) -> Data:
    return {"zh": zh, "en": en}


FILES = shared(
    moves={
        **MOVES,
        "moves": {
            **MOVES["moves"],
            "listen": move(
                name=both("倾听", "listens"), about=both("听完。", "Hears it out."), act=both("听完", "listen")
            ),
            "cut_in": move(
                "poor",
                name=both("打断", "cuts in"),
                about=both("没听完就说。", "Speaks too soon."),
                moment=both("想插话", "want to speak"),
                instead=["listen"],
                phrases={"en": ["let me stop you"], "zh": ["您先听我说"]},
            ),
        },
    },
    personas=[*PERSONAS, {**persona("soft", {"listen": {"anger": 0}}), "name": both("软", "Soft"), "extends": "base"}],
    rubrics=RUBRICS,
)
SHARED = read_shared(FILES)


def scene(name: str = "small", **lines: list[object]) -> Bundle:
    choices = [choice(id, "end", moves) for id, moves in lines.items()]
    nodes = {"one": node(*choices, says="Well, {ann}?"), "two": node(choice("x", "end", ["act_now"]))}
    return bundle(story_scene(nodes=nodes, id=name, title=name.title()), FILES)


def reference(language: str = "en", *bundles: Bundle) -> Reference:
    return Reference(SHARED, language, bundles)


def shown(word: str, width: int = 78, language: str = "en", *bundles: Bundle) -> str:
    text, _ = wrapped(explain(word, SHARED, bundles, catalogue(language)), width)
    return text


# -- the facts ------------------------------------------------------------------------


def test_a_poor_move_has_its_points_replacements_and_reactions() -> None:
    entry = reference().move("cut_in")
    assert (entry.move, entry.kind, entry.about) == (Titled("cut_in", "cuts in"), MoveKind.POOR, "Speaks too soon.")
    assert (entry.in_short, entry.phrases) == ("want to speak", ("let me stop you",))
    assert (entry.instead, entry.replaces) == ((Titled("listen", "listens"),), ())
    assert [(p.criterion.id, p.rubric, p.points) for p in entry.points] == [("main.hear", "main", -2)]
    taken = {tuple(p.id for p in reaction.personas): reaction.changes for reaction in entry.reactions}
    assert taken == {("base", "soft"): {"anger": 20, "trust": -5}, ("hot",): {"anger": 40, "trust": -5}}


def test_a_good_move_has_what_it_replaces_in_the_requested_language() -> None:
    entry = reference("zh").move("listen")
    assert (entry.move.name, entry.in_short, entry.instead) == ("倾听", "听完", ())
    assert [replaced.id for replaced in entry.replaces] == ["cut_in", "dodge", "shout"]
    assert [reaction for reaction in entry.reactions if "soft" in [p.id for p in reaction.personas]] == [
        MoveReaction((Titled("soft", "软"),), {"trust": 5})
    ]  # nothing changes anger


def test_a_red_line_names_its_rubrics() -> None:
    assert [rubric.id for rubric in reference().move("shout").fails] == ["main"]
    assert [fails.id for fails in reference().rubric("main").fails] == ["shout"]
    assert reference().move("listen").fails == ()


def test_a_criterion_has_its_points_best_first_and_its_anchors() -> None:
    entry = reference().criterion("main.hear")
    assert [(p.move.id, p.points) for p in entry.points] == [("listen", 2), ("name_it", 1), ("cut_in", -2)]
    assert entry.levels == ("a", "b", "c", "d")
    for missing in ("main.nothing", "nothing.hear", "main"):
        with pytest.raises(KeyError):
            reference().criterion(missing)


def test_a_criterion_names_only_scenes_that_practise_it() -> None:
    entry = reference("en", scene(a=["listen"], b=["cut_in"])).rubric("main")
    assert entry.scenes == (Titled("small", "Small"),)
    assert {c.criterion.id: c.scenes for c in entry.criteria} == {"main.hear": (), "main.act": ()}  # once is too seldom
    twice = story_scene(nodes={"one": node(choice("a", "two")), "two": node(choice("a"))})
    (hear, _) = reference("en", bundle(twice, FILES)).rubric("main").criteria
    assert hear.scenes == (Titled("small", "Small"),)


def test_a_personas_own_and_inherited_reactions_are_distinguished() -> None:
    entry = reference("en", scene(a=["listen"])).persona("hot")
    assert entry.extends == Titled("base", "base")
    assert entry.meters == ("anger", "trust")
    reactions = {reaction.move.id: reaction for reaction in entry.reactions}
    assert reactions["cut_in"] == PersonaReaction(
        Titled("cut_in", "cuts in"), MoveKind.POOR, {"anger": 40, "trust": -5}, ""
    )
    assert reactions["listen"].inherited_from == "base"
    assert entry.scenes == ()
    assert reference("en", scene(a=["listen"])).persona("base").scenes == (Titled("small", "Small"),)


def test_the_example_has_the_fewest_other_moves_and_no_conditions() -> None:
    first = scene("first", a=["listen", "name_it"], b=[{"move": "listen", "when": {"anger": "> 3"}}])
    second = scene("second", a=["listen"])
    assert reference("en", first).example(["listen"]) == LineExample(
        Titled("first", "First"), "one", "say a", (Titled("name_it", "a move"),)
    )
    example = reference("en", first, second).example(["shout", "listen"])
    assert example is not None
    assert (example.scene.id, example.others) == ("second", ())
    assert reference("en", first).example(["shout"]) is None


def test_a_todo_line_is_not_an_example() -> None:
    nodes = {"one": node({**choice("a"), "say": "todo: a kind word"}, says="todo")}
    draft = bundle(story_scene(nodes=nodes, status="draft"), FILES)
    assert reference("en", draft).example(["listen"]) is None
    assert reference("en", draft).spoken("base") is None


def test_a_line_in_another_language_is_used_if_there_is_no_other() -> None:
    english = scene("english", a=["listen"])
    nodes = {"one": node({**choice("a"), "say": "请讲。"})}
    chinese = bundle(story_scene(nodes=nodes, id="chinese", language="zh"), FILES)
    examples = reference("zh", english).example(["listen"]), reference("zh", english, chinese).example(["listen"])
    assert [example and example.line for example in examples] == ["say a", "请讲。"]


def test_a_persona_is_quoted_with_names_filled_in() -> None:
    assert reference("en", scene(a=["listen"])).spoken("base") == LineExample(
        Titled("small", "Small"), "one", "Well, Ann?", None
    )
    assert reference("en", scene(a=["listen"])).spoken("hot") is None


# -- what a word means ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("cut_in", [LibraryItem(Topic.MOVES, "cut_in")]),
        ("Cut-In", [LibraryItem(Topic.MOVES, "cut_in")]),
        ("main.hear", [LibraryItem(Topic.CRITERIA, "main.hear")]),
        ("hot", [LibraryItem(Topic.PERSONAS, "hot")]),
        ("hear", []),
        ("打断", []),
        ("", []),
    ],
)
def test_an_id_is_found_with_any_separator(word: str, meant: list[LibraryItem]) -> None:
    assert Lookup(SHARED).by_id(word) == meant


def test_a_name_is_found_in_any_language_and_a_criterion_without_its_rubric() -> None:
    lookup = Lookup(SHARED)
    assert lookup.by_name("打断") == lookup.by_name("cuts in") == [LibraryItem(Topic.MOVES, "cut_in")]
    assert lookup.by_name("hear") == [LibraryItem(Topic.CRITERIA, "main.hear")]
    assert lookup.by_name("") == []


def test_all_of_a_kind_can_be_requested_in_either_language() -> None:
    assert [topic_named(word, (EN, ZH)) for word in ("moves", "Rubrics", "人物类型", "评分项", "move_it")] == [
        Topic.MOVES,
        Topic.RUBRICS,
        Topic.PERSONAS,
        Topic.CRITERIA,
        None,
    ]


def test_an_unknown_word_suggests_similar_ones_if_any() -> None:
    for word, near in (("cut_inn", ("cut_in (cuts in)",)), ("without listening", ("cut_in (cuts in)",)), ("xyzzy", ())):
        with pytest.raises(NothingFound) as caught:
            shown(word)
        assert caught.value.near[:1] == near


# -- how it looks -------------------------------------------------------------------------


def test_a_move_on_a_screen() -> None:
    assert (
        shown("cut_in", 60, "en", scene(a=["listen"], b=["cut_in", "dodge"]))
        == """\
cut_in  cuts in  [a move that harms]

Speaks too soon.

What you notice in yourself: I want to speak

What to do instead
  listen (listens)

Points
  -2  main.hear (main, hear)

How people react
  anger +20, trust -5: base, soft
  anger +40, trust -5: hot

Phrases that give it away
  “let me stop you”

An example, from small (Small), at the node one
  “say b”
  It also makes: dodge (a move)"""
    )


def test_a_move_without_points_or_reactions_says_so() -> None:
    files = shared(moves={**MOVES, "moves": {**MOVES["moves"], "hum": move()}})
    text, _ = wrapped(explain("hum", read_shared(files), (), EN), 78)
    assert "No rubric gives points for it." in text
    assert "Nobody reacts to it." in text


def test_several_meanings_are_shown_in_turn_followed_by_things_of_that_name() -> None:
    files = shared(personas=[*PERSONAS, persona("hear", {}), persona("main", {})])
    both_of_id = wrapped(explain("main", read_shared(files), (), EN), 78)[0]
    assert "main  main  [a rubric]" in both_of_id
    assert "main  main  [a persona]" in both_of_id
    text = wrapped(explain("hear", read_shared(files), (), EN), 78)[0]
    assert text.startswith("hear  hear  [a persona]")
    assert text.endswith("Also known as\n  main.hear  hear\n\nMore about one of them: roleplay explain main.hear")


def test_a_shared_name_gives_a_list() -> None:
    files = shared(rubrics=[rubric(id, {"one": {"listen": 1}}) for id in ("first", "second")])
    text = wrapped(explain("one", read_shared(files), (), EN), 78)[0]
    assert text.startswith("Known as\n  first.one   one\n  second.one  one")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("word", ["listen", "cut_in", "main", "main.hear", "hot", "base"])
def test_entries_fit_any_width(word: str, language: str) -> None:
    for width in (20, 40, 80):
        lines = shown(word, width, language, scene(a=["listen"], b=["cut_in"])).split("\n")
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_a_list_is_complete(words: Catalogue) -> None:
    for topic, ids in (
        (Topic.MOVES, SHARED.moves),
        (Topic.RUBRICS, ["main", "main.hear", "main.act", "side", "side.tone"]),
        (Topic.CRITERIA, ["main", "main.hear", "main.act", "side", "side.tone"]),
        (Topic.PERSONAS, SHARED.personas),
    ):
        text, _ = wrapped(topic_list(topic, SHARED, words), 78)
        assert set(ids) <= set(text.split())
