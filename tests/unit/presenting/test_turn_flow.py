"""What is asked in one turn, in which order."""

from __future__ import annotations

from roleplay.presenting.turn_flow import Step, TurnFlow
from roleplay.session import Decision, Mode
from unit.presenting.facts.talk import KEPT, attempt


def test_everything_asked_for_in_its_order() -> None:
    playing = attempt(mode=Mode.GUIDED, hide_meters=True, own_words=True, ask_sure=True)
    flow = TurnFlow(playing)
    assert flow.step is Step.GUESS
    flow.guessed(3)
    assert flow.step is Step.OWN_WORDS
    flow.wrote("  hello ")
    assert flow.step is Step.CHOOSE
    assert not flow.chose("calm")
    assert flow.step is Step.SURE
    flow.back()
    assert (flow.step, flow.choice) == (Step.CHOOSE, None)
    flow.chose("listen")
    decision = flow.decision("en", 2)
    assert decision == Decision("listen", "en", "hello", 2, 3)
    playing.say(decision)
    flow.said()
    assert flow.step is Step.COACH
    flow.begin()
    assert (flow.step, flow.guess, flow.own_words) == (Step.GUESS, None, None)


def test_nothing_more_than_asked_for() -> None:
    flow = TurnFlow(attempt())
    assert flow.step is Step.CHOOSE
    assert flow.chose("listen")
    assert flow.decision("zh") == Decision("listen", "zh")


def test_passing_leaves_no_words() -> None:
    flow = TurnFlow(attempt(own_words=True))
    flow.wrote("   ")
    assert (flow.step, flow.own_words) == (Step.CHOOSE, None)


def test_an_ending_is_the_end() -> None:
    assert TurnFlow(attempt(*KEPT)).step is Step.ENDING
