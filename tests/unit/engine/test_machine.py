"""The parts of a step, in the order given in language.md."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import roleplay
from builders import bundle, choice, meter, node, scene, story_scene
from case_loops import check_each
from roleplay.engine import IllegalChoice, chance, compile_story, legal, moves, replay, start, step
from roleplay.engine.view import reply, says
from roleplay.exploration import explore

from .stories import FILES, after, story_of, text, with_anger

# -- the beginning -----------------------------------------------------------------


def test_a_story_begins_at_its_start_with_its_initial_meters_and_no_decisions() -> None:
    state = start(story_of(choice("a"), flags=["told"]), 0)
    assert (state.passage.id, state.meter("anger"), state.meter("trust")) == ("one", 60, 20)
    assert (state.flag("told"), state.turn, state.over) == (False, 0, False)


# -- (1) meters ----------------------------------------------------------------------


def test_reactions_are_summed_over_the_moves_and_effects_are_added() -> None:
    state = after(choice("a", "two", ["listen", "name_it"], effects={"anger": 3, "trust": -1}))
    assert (state.meter("anger"), state.meter("trust")) == (60 - 10 - 30 + 3, 20 + 5 - 1)


def test_meters_are_clamped_once_at_the_end_and_not_in_between() -> None:
    # 20 - 10 - 30 + 25: clamping after the reactions would give 25
    assert after(choice("a", "two", ["listen", "name_it"], effects={"anger": 25}), **with_anger(20)).meter("anger") == 5
    # 95 + 20 - 30: clamping after each move would give 70
    assert after(choice("a", "two", ["cut_in", "name_it"]), **with_anger(95)).meter("anger") == 85


@pytest.mark.parametrize(
    ("start_at", "effect", "expected"), [(20, -100, 0), (95, 100, 100), (50, 50, 100), (50, -50, 0)]
)
def test_a_meter_stays_between_0_and_100(start_at: int, effect: int, expected: int) -> None:
    assert (
        after(choice("a", "two", ["dodge"], effects={"anger": effect}), **with_anger(start_at)).meter("anger")
        == expected
    )


def test_a_repeated_move_counts_twice_and_one_without_a_reaction_does_not_count() -> None:
    assert after(choice("a", "two", ["listen", "listen", "dodge"])).meter("anger") == 40


def test_a_reaction_to_a_meter_the_scene_lacks_is_ignored() -> None:
    state = after(choice("a", "two", ["listen"]), meters={"trust": meter(20)})
    assert dict(zip(state.story.meters, state.meters, strict=True)) == {"trust": 25}


def test_moves_address_the_speaker_unless_the_choice_says_whom() -> None:
    assert after(choice("a", "two", ["listen"])).meter("anger") == 50
    to_bob = after(choice("a", "two", ["listen", "cut_in"], to="bob"))
    assert (to_bob.meter("anger"), to_bob.meter("trust")) == (60 - 1 + 20, 25), "his own reaction, and what he inherits"


def test_an_override_of_the_persona_affects_only_that_member_of_the_cast() -> None:
    line = choice("a", "two", ["listen"])
    assert after(line, personas={"ann": "calm"}).meter("anger") == 59
    assert after(line, personas={"bob": "base"}).meter("anger") == 50
    assert story_of(line, personas={"ann": "calm"}).personas == {"ann": "calm", "bob": "calm"}


def test_a_conditional_move_counts_only_if_its_condition_holds() -> None:
    line = choice("a", "one", ["cut_in", {"when": {"anger": ">= 80"}, "move": "name_it"}])
    first = start(story_of(line), 0)
    second = step(first, "a")
    assert (moves(first, first.passage.line("a")), second.meter("anger")) == (("cut_in",), 80)
    assert moves(second, second.passage.line("a")) == ("cut_in", "name_it")
    assert step(second, "a").meter("anger") == 80 + 20 - 30


@pytest.mark.parametrize("number", range(6))
def test_a_story_may_have_any_number_of_meters(number: int) -> None:
    meters = {f"m{n}": meter(10 * n) for n in range(number)}
    lines = choice("a", "two", effects={name: 95 - 30 * n for n, name in enumerate(meters)})
    state = after(lines, meters=meters)
    assert state.meters == tuple(min(100, max(0, 10 * n + 95 - 30 * n)) for n in range(number))


@pytest.mark.parametrize("made", [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)])
def test_each_conditional_move_reacts_independently(made: tuple[int, ...]) -> None:
    names = ("listen", "name_it", "cut_in")
    uses = [{"when": {f"f{n}": True}, "move": name} for n, name in enumerate(names)]
    ready = choice("ready", "one", ["dodge"], set=[f"f{n}" for n in made])
    story = story_of(choice("a", "two", uses), ready, flags=["f0", "f1", "f2"])
    state = step(step(start(story, 0), "ready"), "a")
    assert state.meter("anger") == 60 + sum((-10, -30, 20)[n] for n in made)


def test_a_choice_with_very_many_conditional_moves_is_cheap() -> None:
    uses = [{"when": {"turn": "= 0"}, "move": "listen"} for _ in range(40)]
    before = time.perf_counter()
    assert after(choice("a", "two", uses)).meter("anger") == 0
    assert time.perf_counter() - before < 1


# -- (2) flags -----------------------------------------------------------------------


def test_flags_are_set_and_then_cleared() -> None:
    both = choice("a", "two", set=["told", "kept"], clear=["told", "seen"])
    state = after(both, flags=["told", "kept", "seen"])
    assert [name for name in ("told", "kept", "seen") if state.flag(name)] == ["kept"]


def test_a_flag_stays_until_it_is_cleared() -> None:
    story = story_of(
        choice("a", "one", set=["told"]), choice("b", "one"), choice("c", "one", clear=["told"]), flags=["told"]
    )
    states = replay(start(story, 0), ["a", "b", "c", "c"])
    assert [state.flag("told") for state in states] == [False, True, True, False, False]


# -- (3) where it leads ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "there"),
    [
        ({"anger": "= 50"}, True),  # the meters after the reactions
        ({"anger": "= 60"}, False),
        ({"told": True}, True),  # the flags after set
        ({"kept": True}, False),  # and after clear
        ({"turn": "= 1"}, True),  # this decision is counted
        ({"visits.one": "= 1"}, True),
        ({"visits.two": "= 0"}, True),  # the target is not entered yet
    ],
)
def test_the_target_is_chosen_on_the_new_state(when: dict[str, Any], there: bool) -> None:
    line = choice("a", [{"when": when, "to": "two"}, {"to": "end"}], set=["told", "kept"], clear=["kept"])
    assert after(line, flags=["told", "kept"]).passage.id == ("two" if there else "end")


def test_the_first_matching_target_is_taken() -> None:
    targets = [{"when": {"anger": ">= 90"}, "to": "lost"}, {"when": {"anger": ">= 10"}, "to": "two"}, {"to": "end"}]
    assert after(choice("a", targets)).passage.id == "two"


def test_the_turn_is_counted_once_for_each_decision() -> None:
    states = replay(start(story_of(choice("a", "one")), 0), ["a"] * 5)
    assert [state.turn for state in states] == [0, 1, 2, 3, 4, 5]


def test_a_visit_is_counted_when_a_node_is_entered_including_the_start() -> None:
    story = story_of(choice("a", "one"), choice("b", "two", when={"visits.one": "= 3"}))
    states = replay(start(story, 0), ["a", "a", "b"])
    assert [legal(state) for state in states] == [("a",), ("a",), ("a", "b"), ("on",)]


@pytest.mark.parametrize("where", ["when", "goto", "reply", "says", "moves"])
def test_visits_are_counted_wherever_a_condition_tests_them(where: str) -> None:
    asked = {"visits.two": "= 2"}
    line: dict[str, Any] = choice("a", "end", ["dodge"])
    variants: Any = "Well?"
    match where:
        case "when":
            line["when"] = asked
        case "goto":
            line["goto"] = [{"when": asked, "to": "lost"}, {"to": "end"}]
        case "reply":
            line["reply"] = [{"when": asked, "text": "twice"}, {"text": "not twice"}]
        case "says":
            variants = [{"when": asked, "text": "twice"}, {"text": "not twice"}]
        case "moves":
            line["moves"] = [{"when": asked, "move": "listen"}]
    on = choice("b", "two", ["dodge"])
    nodes = {"one": node(on), "two": node(on, line, says=variants)}
    second_time = []
    for often in (1, 2, 3):
        state = replay(start(compile_story(bundle(story_scene(nodes=nodes), FILES)), 0), ["b"] * often)[-1]
        last = step(state, "a") if "a" in legal(state) else None
        second_time.append(
            {
                "when": last is not None,
                "goto": last is not None and last.passage.id == "lost",
                "reply": last is not None and text(reply(state.choice("a"), last)) == "twice",
                "says": text(says(state)) == "twice",
                "moves": last is not None and last.meter("anger") == 50,
            }[where]
        )
    assert second_time == [False, True, False]


def test_an_ending_ends_the_story() -> None:
    state = after(choice("a", "end"))
    assert state.over
    assert legal(state) == ()
    with pytest.raises(IllegalChoice) as caught:
        step(state, "a")
    assert (caught.value.choice, caught.value.at, caught.value.legal) == ("a", "end", ())


# -- available choices ---------------------------------------------------------------------


#: conditions, and whether they hold
CONDITIONS: list[tuple[dict[str, Any], bool]] = [
    ({"anger": ">= 60"}, True), ({"anger": "> 60"}, False), ({"anger": "<= 60"}, True), ({"anger": "< 60"}, False),
    ({"anger": "= 60"}, True), ({"anger": "59..60"}, True), ({"anger": "61..70"}, False), ({"anger": ">= 0"}, True),
    ({"anger": "> 60", "trust": "= 20"}, False), ({"anger": "= 60", "trust": "= 20"}, True),
    ({"anger": "= 60", "trust": "= 20", "turn": "= 0"}, True),
    ({"anger": "= 60", "trust": "= 20", "turn": "= 1"}, False),
    ({"told": False}, True), ({"told": True}, False),
    ({"cause": "x"}, True), ({"cause": "y"}, False), ({"cause": ["y", "x"]}, True), ({"cause": ["y"]}, False),
    ({"turn": "= 0"}, True), ({"turn": ">= 1"}, False), ({"visits.one": "= 1"}, True),
    ({"visits.two": ">= 1"}, False),
    ({"any": [{"anger": "> 90"}, {"trust": "< 30"}]}, True), ({"any": [{"anger": "> 90"}, {"told": True}]}, False),
    ({"any": [{"anger": "= 60", "told": True}]}, False),
    ({"not": {"anger": "> 90"}}, True), ({"not": {"anger": "= 60"}}, False),
    ({"not": {"anger": "= 60", "told": True}}, True), ({"not": {"not": {"told": True}}}, False),
    ({"not": {"any": [{"told": True}, {"anger": "= 60"}]}}, False),
    ({"any": [{"told": True}, {"not": {"cause": "y"}}]}, True),
]  # fmt: skip


@pytest.mark.parametrize("form", ["plain", "any", "not", "and", "said"])
def test_a_condition_holds_or_does_not(form: str) -> None:
    check_each(lambda condition: holds_or_does_not(*condition, form), CONDITIONS)


def holds_or_does_not(when: dict[str, Any], there: bool, form: str) -> None:
    written: dict[str, dict[str, Any]] = {
        "plain": when,
        "any": {"any": [{"anger": "= 1"}, when]},
        "not": {"not": {"not": when}},
        "and": {"not": {"any": [{"not": when}]}, "turn": "= 0", "visits.two": "= 0"},
    }
    guard = written.get(form, {"turn": "= 0"})
    variants = [{"when": when, "text": "there"}, {"text": "not there"}]
    nodes = {"one": node(choice("always"), choice("maybe", when=guard), says=variants), "two": node(choice("on"))}
    data = story_scene(nodes=nodes, flags=["told"], deal={"cause": ["x", "y"]})
    state = start(compile_story(bundle(data, FILES)), 0, {"cause": "x"})
    if form == "said":
        assert text(says(state)) == ("there" if there else "not there")
    else:
        assert legal(state) == (("always", "maybe") if there else ("always",))
        if not there:
            with pytest.raises(IllegalChoice):
                step(state, "maybe")


def test_turns_and_visits_are_bounded_on_both_sides() -> None:
    turns, visits = choice("a", "one", when={"turn": "1..2"}), choice("b", "one", when={"visits.one": "2..3"})
    states = replay(start(story_of(choice("on", "one"), turns, visits), 0), ["on"] * 4)
    assert [legal(state) for state in states] == [("on",), ("on", "a", "b"), ("on", "a", "b"), ("on",), ("on",)]


def test_a_once_choice_is_gone_after_use_and_the_hub_continues() -> None:
    hub = {
        "hub": node(
            choice("ask-one", "hub", once=True), choice("ask-two", "aside", once=True), choice("ask-more", "hub"),
            choice("done", "end"),
        ),
        "aside": node(choice("back", "hub")),
    }  # fmt: skip
    states = replay(
        start(compile_story(bundle(story_scene(nodes=hub), FILES)), 0), ["ask-two", "back", "ask-more", "ask-one"]
    )
    assert [legal(state) for state in states] == [
        ("ask-one", "ask-two", "ask-more", "done"),
        ("back",),
        ("ask-one", "ask-more", "done"),
        ("ask-one", "ask-more", "done"),
        ("ask-more", "done"),
    ]
    with pytest.raises(IllegalChoice):
        step(states[-1], "ask-two")


def test_once_is_tracked_per_node_for_choices_with_the_same_id() -> None:
    nodes = {
        "one": node(choice("ask", "two", once=True), choice("go", "two")),
        "two": node(choice("ask", "one", once=True), choice("go", "end")),
    }
    states = replay(start(compile_story(bundle(story_scene(nodes=nodes), FILES)), 0), ["ask", "ask"])
    assert [legal(state) for state in states] == [("ask", "go"), ("ask", "go"), ("go",)]


def test_an_illegal_choice_names_what_is_legal_and_changes_nothing() -> None:
    state = start(story_of(choice("a"), choice("b", when={"anger": "> 90"}), choice("c")), 0)
    before = state.to_bytes()
    for name in ("b", "x", "", "A"):
        with pytest.raises(IllegalChoice) as caught:
            step(state, name)
        assert (caught.value.choice, caught.value.at, caught.value.legal) == (name, "one", ("a", "c"))
        assert "a, c" in str(caught.value)
    assert state.to_bytes() == before


def test_legal_choices_keep_the_order_of_the_file() -> None:
    guarded = [choice("z"), choice("m", when={"anger": "> 1"}), choice("a", once=True), choice("b")]
    assert legal(start(story_of(*guarded), 0)) == ("z", "m", "a", "b")


# -- chance ------------------------------------------------------------------------------------


def test_facts_are_dealt_by_the_seed_and_every_value_occurs() -> None:
    story = story_of(choice("a"), deal={"cause": ["x", "y", "z"], "mood": ["up", "down"]})
    dealt = [(start(story, seed).fact("cause"), start(story, seed).fact("mood")) for seed in range(300)]
    assert dealt == [(start(story, seed).fact("cause"), start(story, seed).fact("mood")) for seed in range(300)]
    assert len(set(dealt)) == 6, "and one fact does not decide another"
    assert all(70 <= [cause for cause, _ in dealt].count(value) <= 130 for value in "xyz")


def test_a_value_listed_twice_is_dealt_twice_as_often() -> None:
    story = story_of(choice("a"), choice("b", when={"cause": "y"}), deal={"cause": ["x", "x", "y"]})
    dealt = [start(story, seed).fact("cause") for seed in range(300)]
    assert 170 <= dealt.count("x") <= 230
    graph = explore(story)
    assert {graph.states[n].fact("cause"): share for n, share in graph.starts.items()} == pytest.approx(
        {"x": 2 / 3, "y": 1 / 3}
    )


def test_a_fact_can_be_fixed_and_the_others_are_dealt_as_before() -> None:
    story = story_of(choice("a"), deal={"cause": ["x", "y", "z"], "mood": ["up", "down"]})
    for seed in range(20):
        state = start(story, seed, {"cause": "z"})
        assert (state.fact("cause"), state.fact("mood")) == ("z", start(story, seed).fact("mood"))


def test_chance_never_changes() -> None:
    # old attempts are replayed with these numbers: they must never change
    assert chance(0, "small", "cause") == 7383767438926863933
    assert chance(7) == 16667848380713045890


# -- the state as bytes ---------------------------------------------------------------------------


def test_the_bytes_of_a_state_are_readable_and_complete() -> None:
    story = story_of(
        choice("a", "two", ["listen"], once=True, set=["told"]),
        choice("b", when={"visits.two": "= 0"}),
        flags=["kept", "told"],
        deal={"cause": ["x"]},
    )
    assert json.loads(step(start(story, 0), "a").to_bytes()) == {
        "at": "two", "facts": {"cause": "x"}, "flags": ["told"], "meters": {"anger": 50, "trust": 25},
        "taken": 1, "turn": 1, "visits": {"two": 1},
    }  # fmt: skip


PROGRAM = """
import sys
sys.path[:0] = sys.argv[1:3]
from builders import bundle, scene
from roleplay.engine import compile_story, replay, start
story = compile_story(bundle(scene(flags=["a", "b", "c"], deal={"cause": ["x", "y"], "mood": ["u", "v"]})))
sys.stdout.buffer.write(replay(start(story, 5), ["good", "bad"])[-1].to_bytes())
"""


def test_the_bytes_of_a_state_are_the_same_in_every_process() -> None:
    paths = [str(Path(roleplay.__file__).parents[1]), str(Path(__file__).parents[2])]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *paths], capture_output=True, check=True, env={"PYTHONHASHSEED": str(seed)}
        ).stdout
        for seed in (1, 2)
    }
    story = compile_story(bundle(scene(flags=["a", "b", "c"], deal={"cause": ["x", "y"], "mood": ["u", "v"]})))
    assert outputs == {replay(start(story, 5), ["good", "bad"])[-1].to_bytes()}
