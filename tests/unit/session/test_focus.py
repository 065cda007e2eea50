"""A try of a focus drill: where its card is at stake, when it is over, and its result."""

from __future__ import annotations

import pytest

from builders import bundle, choice, node, story_scene
from roleplay.scene.model import Bundle
from roleplay.session import Decision, Options, Step
from roleplay.session.focus import (
    FocusFlow,
    FocusOutcome,
    FocusState,
    FocusTry,
    at_stake,
    avoidable,
    card_of_move,
    expected_loss,
    lost,
    move_of,
    should_repeat,
)

HEAR, CUT_IN = "main.hear", card_of_move("cut_in")

#: Hearing is at stake at ``h``, ``k`` and ``m``; acting at ``a``.
NODES = {
    "h": node(choice("listen", "a", ["listen"]), choice("cut", "a", ["cut_in"])),
    "a": node(choice("act", "k", ["act_now"]), choice("dodge", "k", ["dodge"])),
    "k": node(choice("listen", "m", ["listen"]), choice("name", "m", ["name_it"]), choice("cut", "m", ["cut_in"])),
    "m": node(choice("listen", "a2", ["listen"]), choice("cut", "a2", ["cut_in"])),
    "a2": node(choice("act", "end", ["act_now"]), choice("dodge", "lost", ["dodge"])),
}


def scene() -> Bundle:
    return bundle(story_scene(nodes=NODES))


def tried(node: str, *walk: str, card: str = HEAR, again: bool = False) -> FocusTry:
    state = FocusState("small", node, (), (), walk)
    return FocusTry(card, state, scene(), again=again, order=0, options=Options(), language="en")


def say(play: FocusTry, *choices: str, sure: int | None = None) -> FocusTry:
    for each in choices:
        play.attempt.say(Decision(each, "en", sure=sure))
    return play


def test_a_card_is_at_stake_where_the_line_makes_a_difference() -> None:
    play = say(tried("h"), "listen")
    first, acting = play.attempt.states
    judge = play.attempt.judge
    assert at_stake(HEAR, judge, first)
    assert at_stake(CUT_IN, judge, first)
    assert not at_stake(HEAR, judge, acting)
    assert not at_stake(CUT_IN, judge, acting)
    assert not at_stake("gone.by", judge, first)
    assert (lost(HEAR, judge, first, "cut"), lost(HEAR, judge, first, "listen")) == (4, 0)
    assert (lost(CUT_IN, judge, first, "cut"), lost(CUT_IN, judge, first, "listen")) == (1, 0)
    assert expected_loss(HEAR, judge, first) == 2
    assert avoidable(judge.judge(first)) == {"listen", "cut_in"}
    assert (move_of(CUT_IN), move_of(HEAR)) == ("cut_in", None)


def test_a_try_lasts_two_lines_and_a_third_if_the_card_is_at_stake_again() -> None:
    play = say(tried("a", "listen"), "act")
    assert not play.over, "one line is too few"
    assert not say(play, "cut").over, "it is at stake at the third line"
    assert say(play, "listen").over
    play = say(tried("k", "listen", "act"), "name", "listen")
    assert play.over, "the third line is about something else"
    assert say(tried("a2", "listen", "act", "listen", "listen", card="main.act"), "act").over, "the story is over"


def test_the_result_is_counted_from_the_start_of_the_try() -> None:
    play = say(tried("k", "cut", "dodge"), "name", "cut")
    assert play.outcome.totals == (-1, 4, 0, 0, 2)
    assert (play.outcome.score, play.outcome.level(HEAR), play.outcome.clean) == (0, 0, False)
    play = say(tried("k", "cut", "dodge"), "listen", "listen")
    assert (play.outcome.score, play.outcome.level(HEAR), play.outcome.clean) == (1, 3, True)


def test_a_move_is_made_or_avoided_only_where_it_is_on_offer() -> None:
    made_move = say(tried("k", "cut", "dodge", card=CUT_IN), "name", "cut").outcome
    assert (made_move.totals.kept, made_move.totals.tempted, made_move.level(CUT_IN)) == (1, 2, 0)
    avoided_move = say(tried("k", "cut", "dodge", card=CUT_IN), "name", "listen").outcome
    assert (avoided_move.score, avoided_move.level(CUT_IN)) == (1, 2), "good, as nobody knows how easy it was"
    both = made_move.plus(avoided_move)
    assert (both.totals.kept, both.totals.tempted) == (3, 4)


def test_being_sure_and_wrong_is_recorded() -> None:
    assert say(tried("h"), "cut", sure=3).outcome.sure_wrong
    assert not say(tried("h"), "cut", sure=2).outcome.sure_wrong
    right: FocusOutcome = say(tried("h"), "listen", sure=3).outcome
    assert not right.sure_wrong


@pytest.mark.parametrize(
    ("choice_id", "again", "expected"), [("cut", False, True), ("cut", True, False), ("listen", False, False)]
)
def test_a_lost_moment_is_repeated_once(choice_id: str, again: bool, expected: bool) -> None:
    assert should_repeat([say(tried("h", again=again), choice_id, "act")]) is expected
    assert not should_repeat([])


def test_a_turn_asks_nothing_after_enough_lines() -> None:
    play = tried("k", "listen", "act")
    flow = FocusFlow(play)
    for each in ("name", "listen"):
        assert flow.step is Step.CHOOSE
        flow.choose(each)
        flow.say("en")
    assert flow.step is Step.ENDING
    assert not play.attempt.over
