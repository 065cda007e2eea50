"""The texts of a state, and its choices as they are shown."""

from __future__ import annotations

import pytest

from builders import bundle, choice, node, story_scene
from roleplay.engine import IllegalChoice, compile_story, legal, start, step
from roleplay.engine.view import offers, reply, says

from .stories import FILES, after, story_of, text, with_anger

# -- (4) what is said --------------------------------------------------------------------


def test_the_reply_and_the_next_line_are_picked_on_the_resulting_state() -> None:
    answers = [
        {"when": {"anger": "= 60"}, "text": "before"},
        {"when": {"anger": "= 50", "told": True}, "text": "after"},
        {"text": "else"},
    ]
    line = choice("a", "two", ["listen"], set=["told"], clear=["kept"], reply=answers)
    two = node(choice("on"), says=[{"when": {"visits.two": "= 0"}, "text": "early"}, {"text": "here"}])
    state = after(line, nodes={"two": two}, flags=["told", "kept"])
    assert text(reply(state.story.passages["one"].choice("a"), state)) == "after"
    assert text(says(state)) == "here", "the visit of the node itself is counted"


def test_the_first_matching_variant_is_said() -> None:
    variants = [
        {"when": {"anger": ">= 90"}, "text": "a"},
        {"when": {"anger": ">= 50"}, "text": "b"},
        {"when": {"anger": ">= 10"}, "text": "c"},
        {"text": "d"},
    ]
    for anger, expected in ((95, "a"), (60, "b"), (49, "c"), (9, "d")):
        nodes = {"one": node(choice("a"), says=variants)}
        assert (
            text(says(start(compile_story(bundle(story_scene(nodes=nodes, **with_anger(anger)), FILES)), 0)))
            == expected
        )


def test_nothing_is_said_at_an_ending_and_a_choice_may_have_no_reply() -> None:
    state = after(choice("a", "end"))
    assert says(state) is None
    assert reply(state.story.passages["one"].choice("a"), state) is None


# -- locked choices, and the order on screen --------------------------------------------------


def test_a_choice_whose_condition_fails_is_absent_or_locked_with_its_reason() -> None:
    state = start(
        story_of(
            choice("open"),
            choice("hidden", when={"anger": "> 90"}),
            choice("shut", when={"anger": "> 90"}, locked="Not yet"),
            choice("free", when={"anger": "> 9"}, locked="Not yet"),
        ),
        0,
    )
    shown = offers(state, 0)
    assert {offer.id: text(offer.locked) for offer in shown} == {"open": None, "free": None, "shut": "Not yet"}
    assert shown[-1].id == "shut", "locked ones come last"
    with pytest.raises(IllegalChoice):
        step(state, "shut")


def test_a_used_once_choice_is_not_shown_as_locked() -> None:
    line = choice("a", "one", ["name_it"], once=True, when={"anger": ">= 60"}, locked="Not yet")
    state = after(line, choice("b"))
    assert [offer.id for offer in offers(state, 0)] == ["b"]


NINE = [choice(f"c{n}", "one") for n in range(9)]


def test_the_order_on_screen_depends_on_the_seed_and_the_turn() -> None:
    state = start(story_of(*NINE), 0)
    orders = {seed: tuple(offer.id for offer in offers(state, seed)) for seed in range(20)}
    assert orders == {seed: tuple(offer.id for offer in offers(state, seed)) for seed in range(20)}
    assert len(set(orders.values())) == 20
    assert all(sorted(order) == sorted(legal(state)) for order in orders.values())
    assert tuple(offer.id for offer in offers(step(state, "c0"), 3)) != orders[3]


def test_every_choice_comes_first_about_equally_often() -> None:
    state = start(story_of(*NINE[:4]), 0)
    first = [offers(state, seed)[0].id for seed in range(400)]
    assert all(70 <= first.count(name) <= 130 for name in legal(state))
