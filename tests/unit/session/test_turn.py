"""What is asked in one turn, and in which order."""

from __future__ import annotations

import pytest

from roleplay.session import Attempt, Decision, Mode, Step, TurnFlow
from roleplay.session.nearest import Basis, Nearest, Verdict
from talk_scene import GOOD_WALK, attempt


def answers(playing: Attempt) -> Decision:
    """The last decision without the fields filled in by `Attempt.say`."""
    return playing.decisions[-1]._replace(node="", shown=())


def step_of(flow: TurnFlow) -> Step:
    return flow.step


def test_everything_requested_is_asked_in_order() -> None:
    playing = attempt(mode=Mode.GUIDED, hide_meters=True, own_words=True, ask_sure=True)
    flow = TurnFlow(playing)
    assert step_of(flow) is Step.GUESS
    flow.answer_guess(3)
    assert step_of(flow) is Step.OWN_WORDS
    flow.answer_own_words("  hello ")
    assert step_of(flow) is Step.CHOOSE
    flow.choose("calm")
    assert step_of(flow) is Step.SURE
    flow.back()
    assert (flow.step, flow.choice) == (Step.CHOOSE, None)
    flow.choose("listen")
    flow.answer_sure(2)
    assert (flow.step, playing.turn) == (Step.SAY, 0)
    flow.say("en")
    assert answers(playing) == Decision("listen", "en", own_words="hello", sure=2, guess=3)
    assert step_of(flow) is Step.COACH
    flow.begin()
    assert (flow.step, flow.guess, flow.own_words, flow.sure) == (Step.GUESS, None, None, None)


def test_nothing_more_is_asked_than_requested() -> None:
    playing = attempt()
    flow = TurnFlow(playing)
    assert step_of(flow) is Step.CHOOSE
    flow.choose("listen")
    assert step_of(flow) is Step.SAY
    flow.say("zh")
    assert answers(playing) == Decision("listen", "zh")
    assert step_of(flow) is Step.CHOOSE


def test_skipped_questions_leave_no_answer() -> None:
    playing = attempt(own_words=True, hide_meters=True, ask_sure=True)
    flow = TurnFlow(playing)
    flow.answer_guess(None)
    flow.answer_own_words("   ")
    flow.choose("listen")
    flow.answer_sure(None)
    flow.say("en")
    assert answers(playing) == Decision("listen", "en")


def test_a_hint_or_another_choice_keeps_earlier_answers() -> None:
    playing = attempt(own_words=True, hide_meters=True, ask_sure=True)
    flow = TurnFlow(playing)
    flow.answer_guess(4)
    flow.answer_own_words("mine")
    playing.hint()
    flow.choose("calm")
    flow.back()
    assert (flow.step, flow.guess, flow.own_words) == (Step.CHOOSE, 4, "mine")


def test_after_taking_back_the_turn_starts_again() -> None:
    playing = attempt("calm", own_words=True)
    flow = TurnFlow(playing)
    flow.answer_own_words("mine")
    playing.take_back()
    flow.begin()
    assert (flow.step, flow.own_words) == (Step.OWN_WORDS, None)


def test_silence_counts_only_while_choosing_and_skips_how_sure() -> None:
    playing = attempt("listen", timed=True, own_words=True, ask_sure=True)
    flow = TurnFlow(playing)
    assert flow.silence is None
    flow.answer_own_words("mine")
    assert flow.silence is not None
    assert flow.silence.choice == "excuse"
    flow.stay_silent()
    assert step_of(flow) is Step.SAY
    flow.say("en")
    assert answers(playing) == Decision("excuse", "en", own_words="mine")


@pytest.mark.parametrize(("choices", "timed"), [((), True), (("listen",), False), (GOOD_WALK, True)])
def test_silence_counts_only_where_the_scene_says_so_and_in_timed_play(choices: tuple[str, ...], timed: bool) -> None:
    assert TurnFlow(attempt(*choices, timed=timed)).silence is None


@pytest.mark.parametrize("mode", Mode)
def test_no_step_follows_an_ending(mode: Mode) -> None:
    playing = attempt(*GOOD_WALK[:-1], mode=mode)
    flow = TurnFlow(playing)
    flow.choose(GOOD_WALK[-1])
    flow.say("en")
    if mode is Mode.GUIDED:
        assert step_of(flow) is Step.COACH
        flow.begin()
    assert step_of(flow) is Step.ENDING


def test_the_nearest_line_belongs_to_the_typed_one() -> None:
    playing = attempt(own_words=True)
    flow = TurnFlow(playing)
    nearest = Nearest(Basis.MEANING, Verdict.AHEAD, ("listen",))
    flow.answer_own_words("  ", nearest)
    assert (flow.own_words, flow.nearest) == (None, None)
    flow.begin()
    flow.answer_own_words("I hear you", nearest)
    assert flow.nearest == nearest
    flow.choose("listen")
    flow.say("en")
    assert flow.nearest is None


def test_a_basis_of_comparison_is_new_once_per_attempt() -> None:
    flow = TurnFlow(attempt(own_words=True))
    seen = []
    for basis in (Basis.MEANWHILE, Basis.MEANWHILE, Basis.WORDS, None, Basis.WORDS):
        flow.answer_own_words("hello", None if basis is None else Nearest(basis, Verdict.NONE))
        seen.append(flow.new_basis)
        flow.begin()
    assert seen == [True, False, True, False, False]
