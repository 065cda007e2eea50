"""One attempt: what each mode allows, what is journaled and when, and its state."""

from __future__ import annotations

from typing import Any

import pytest

import talk_scene
from builders import Data, bundle, choice, ending, meter, node, rubric, scene, shared, story_scene
from roleplay.engine import IllegalChoice, compile_story, replay, start
from roleplay.scene.model import Bundle, Outcome
from roleplay.scoring.scorecard import Scorecard
from roleplay.session import Attempt, Decision, Mode, NotAllowed, Setup, thermometer_step
from roleplay.session.attempt import NoJournal
from roleplay.session.review import debrief, foresee


def loop() -> Bundle:
    """A node that repeats for ever unless the learner leaves."""
    return bundle(
        story_scene(
            nodes={
                "talk": node(
                    choice("listen", "talk", ["listen"]),
                    choice("rush", "talk", ["cut_in"]),
                    choice("leave", "lost", ["dodge"]),
                    choice("shut", "talk", when={"anger": "> 99"}, locked="Not yet"),
                )
            }
        )
    )


def decision(choice_id: str, language: str = "en") -> Decision:
    return Decision(choice_id, language)


class Notes(NoJournal):
    """A journal that records its calls, and the turn of the attempt at the time."""

    def __init__(self) -> None:
        self.attempt: Attempt | None = None
        self.calls: list[tuple[Any, ...]] = []

    def turn(self) -> int:
        assert self.attempt is not None
        assert len(self.attempt.decisions) == len(self.attempt.states) - 1
        return self.attempt.turn

    def decide(self, decision: Decision) -> None:
        self.calls.append(("decide", decision.node, decision.choice, self.turn()))
        self.decision = decision

    def take_back(self) -> None:
        self.calls.append(("take back", self.turn()))

    def hint(self) -> None:
        self.calls.append(("hint", self.turn()))

    def finish(self, ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> None:
        self.calls.append(("finish", ending, outcome, card.passed, self.turn()))


def attempt_of(mode: Mode = Mode.PRACTICE, data: Bundle | None = None, **setup: Any) -> tuple[Attempt, Notes]:
    notes = Notes()
    notes.attempt = Attempt(data or loop(), Setup(mode=mode, **setup), notes)
    return notes.attempt, notes


# -- saying a line -------------------------------------------------------------------


def test_an_attempt_begins_where_its_story_begins() -> None:
    attempt, notes = attempt_of(seed=5)
    assert (attempt.turn, attempt.over, attempt.state.passage.id, notes.calls) == (0, False, "talk", [])
    assert attempt.state == start(attempt.story, 5)
    assert not attempt.may_take_back


def test_a_decision_is_journaled_before_the_attempt_continues() -> None:
    attempt, notes = attempt_of()
    attempt.say(decision("listen"))
    after = attempt.say(decision("rush"))
    assert after is attempt.state
    assert notes.calls == [("decide", "talk", "listen", 0), ("decide", "talk", "rush", 1)]
    assert [d.choice for d in attempt.decisions] == ["listen", "rush"]


def test_the_journal_gets_the_whole_decision_and_the_display_order() -> None:
    attempt, notes = attempt_of(seed=3)
    shown = tuple(offer.id for offer in attempt.offers())
    decision = Decision("rush", "zh", own_words="我说", sure=2, guess=4)
    attempt.say(decision)
    assert notes.decision == decision._replace(node="talk", shown=shown)
    assert attempt.decisions == [notes.decision]
    assert set(shown) == {"listen", "rush", "leave", "shut"}, "locked choices were shown too"


def test_an_illegal_choice_is_not_journaled_and_changes_nothing() -> None:
    attempt, notes = attempt_of()
    for name in ("shut", "nothing"):
        with pytest.raises(IllegalChoice):
            attempt.say(decision(name))
    assert (notes.calls, attempt.turn, len(attempt.states)) == ([], 0, 1)


def test_a_journal_that_fails_leaves_the_attempt_where_it_was() -> None:
    class Full(Notes):
        def decide(self, decision: Decision) -> None:
            raise OSError("no space left")

        def take_back(self) -> None:
            raise OSError("no space left")

    full = Full()
    attempt = Attempt(loop(), Setup(), full, [decision("listen")])
    with pytest.raises(OSError, match="no space"):
        attempt.say(decision("rush"))
    with pytest.raises(OSError, match="no space"):
        attempt.take_back()
    assert (attempt.turn, len(attempt.states), attempt.taken_back) == (1, 2, 0)


def test_an_ending_is_journaled_with_outcome_and_card_after_the_decision() -> None:
    attempt, notes = attempt_of()
    attempt.say(decision("listen"))
    assert attempt.say(decision("leave")).over
    assert attempt.over
    assert notes.calls[1:] == [("decide", "talk", "leave", 1), ("finish", "lost", Outcome.FAILURE, False, 2)]
    with pytest.raises(IllegalChoice):
        attempt.say(decision("listen"))
    assert len(notes.calls) == 3


def test_a_resumed_attempt_continues_after_its_decisions_and_journals_nothing_again() -> None:
    first, _ = attempt_of(seed=9)
    for name in ("listen", "rush"):
        first.say(decision(name))
    notes = Notes()
    notes.attempt = again = Attempt(first.bundle, first.setup, notes, first.decisions, taken_back=1)
    assert [s.to_bytes() for s in again.states] == [s.to_bytes() for s in first.states]
    assert again.scorecard() == first.scorecard()
    assert [offer.id for offer in again.offers()] == [offer.id for offer in first.offers()]
    assert not again.may_take_back, "practice's single take-back was used before"
    again.say(decision("listen"))
    assert notes.calls == [("decide", "talk", "listen", 2)]
    assert len(first.decisions) == 2, "the attempt copies the list passed in"


def test_a_record_that_does_not_fit_its_scene_is_refused() -> None:
    with pytest.raises(IllegalChoice):
        Attempt(loop(), Setup(), None, [decision("shut")])


def test_the_same_scene_with_another_persona_is_another_exercise() -> None:
    ordinary, hot = (
        Attempt(loop(), Setup(personas=overlay), None, [decision("rush")]) for overlay in ((), (("ann", "hot"),))
    )
    assert (ordinary.state.meter("anger"), hot.state.meter("anger")) == (80, 100)
    assert ordinary.scorecard() == hot.scorecard(), "the scores do not depend on the story"


# -- taking back -----------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "times"), [(Mode.GUIDED, 3), (Mode.PRACTICE, 1), (Mode.EXAM, 0)])
def test_the_mode_limits_how_many_lines_can_be_taken_back(mode: Mode, times: int) -> None:
    attempt, notes = attempt_of(mode)
    for _ in range(3):
        attempt.say(decision("rush"))
    taken = 0
    while attempt.may_take_back:
        attempt.take_back()
        taken += 1
    assert (taken, attempt.taken_back, attempt.turn) == (times, times, 3 - times)
    with pytest.raises(NotAllowed):
        attempt.take_back()
    assert sum(note[0] == "take back" for note in notes.calls) == times


def test_practice_allows_one_take_back_in_the_whole_attempt() -> None:
    attempt, _ = attempt_of(Mode.PRACTICE)
    attempt.say(decision("rush"))
    attempt.take_back()
    attempt.say(decision("listen"))
    assert not attempt.may_take_back


def test_taking_back_returns_the_line_and_drops_its_points_and_effects() -> None:
    attempt, notes = attempt_of(Mode.GUIDED)
    attempt.say(decision("listen"))
    before, card = attempt.state, attempt.scorecard()
    attempt.say(Decision("rush", "en", own_words="mine"))
    assert attempt.scorecard() != card
    assert attempt.take_back().own_words == "mine"
    assert attempt.state is before
    assert attempt.scorecard() == card
    assert notes.calls[-1] == ("take back", 2), "journaled before the line is dropped"
    assert [d.choice for d in attempt.decisions] == ["listen"]
    attempt.say(decision("rush"))
    assert notes.calls[-1:] == [("decide", "talk", "rush", 1)]


@pytest.mark.parametrize("mode", Mode)
def test_nothing_can_be_taken_back_before_the_first_line_or_after_the_ending(mode: Mode) -> None:
    attempt, _ = attempt_of(mode)
    with pytest.raises(NotAllowed):
        attempt.take_back()
    attempt.say(decision("leave"))
    assert not attempt.may_take_back
    with pytest.raises(NotAllowed):
        attempt.take_back()


# -- hints -------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "there"), [(Mode.GUIDED, True), (Mode.PRACTICE, True), (Mode.EXAM, False)])
def test_hints_are_available_except_in_an_exam(mode: Mode, there: bool) -> None:
    attempt, _ = attempt_of(mode)
    assert attempt.may_hint is there
    if there:
        assert (attempt.hint(), attempt.hint(), attempt.hints) == ("listen", "listen", 2)
    else:
        with pytest.raises(NotAllowed):
            attempt.hint()
        assert attempt.hints == 0


def test_a_hint_is_journaled_and_the_count_continues_in_a_resumed_attempt() -> None:
    attempt, notes = attempt_of(Mode.GUIDED)
    attempt.say(decision("listen"))
    attempt.hint()
    assert notes.calls[-1] == ("hint", 1)
    again = Attempt(attempt.bundle, attempt.setup, None, attempt.decisions, hints=attempt.hints)
    again.hint()
    assert again.hints == 2


def test_there_is_no_hint_at_an_ending() -> None:
    attempt, _ = attempt_of(Mode.GUIDED)
    attempt.say(decision("leave"))
    assert not attempt.may_hint
    with pytest.raises(NotAllowed):
        attempt.hint()


def hinting(*choices: Data) -> str:
    main_rubric = rubric(
        "main", {"hear": {"listen": 1, "name_it": 2, "cut_in": -2}, "act": {"name_it": 1, "dodge": -1}}
    )
    hinted = bundle(story_scene(nodes={"one": node(*choices)}), shared(rubrics=[main_rubric]))
    return Attempt(hinted, Setup()).hint()


def test_a_hint_is_the_move_that_earns_most_for_the_best_line() -> None:
    assert hinting(choice("a", moves=["listen", "name_it"]), choice("b", moves=["cut_in"])) == "name_it"
    assert hinting(choice("a", moves=["shout", "cut_in"]), choice("b", moves=["dodge", "listen"])) == "listen"


def test_a_hint_where_the_best_line_makes_no_move_is_still_a_move() -> None:
    silent = choice("a", moves=[{"when": {"turn": "> 5"}, "move": "listen"}])
    assert hinting(silent, choice("b", moves=["cut_in"])) == "listen"
    assert hinting(silent) == "listen"


# -- readings -------------------------------------------------------------------------------


def test_the_thermometer_has_five_steps() -> None:
    bounds = [0, 20, 21, 40, 41, 60, 61, 80, 81, 100]
    assert [thermometer_step(value) for value in bounds] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_meter_readings_include_the_change_by_the_last_decision() -> None:
    attempt, _ = attempt_of()

    def read() -> list[tuple[str, int, int, int, bool]]:
        return [(r.meter.id, r.value, r.step, r.change, r.better) for r in attempt.readings()]

    assert read() == [("anger", 60, 2, 0, False), ("trust", 20, 0, 0, False)]
    attempt.say(decision("listen"))
    assert read() == [("anger", 50, 2, -10, True), ("trust", 25, 1, 5, True)]
    attempt.say(decision("rush"))
    assert read() == [("anger", 70, 3, 20, False), ("trust", 20, 0, -5, False)]
    attempt.take_back()
    assert read() == [("anger", 50, 2, -10, True), ("trust", 25, 1, 5, True)]


def test_a_hidden_meter_has_no_reading() -> None:
    meters = {"anger": meter(60, shown=False), "trust": meter(20, "high")}
    attempt = Attempt(bundle(scene(meters=meters)), Setup(), None, [decision("good")])
    assert [(r.meter.id, r.value) for r in attempt.readings()] == [("trust", 25)]


# -- the whole ------------------------------------------------------------------------------


def test_an_attempt_is_the_fold_of_its_decisions() -> None:
    attempt, _ = attempt_of(Mode.GUIDED, seed=4)
    for name in ("listen", "rush", "rush", None, None, "listen", "leave"):
        if name is None:
            attempt.take_back()
        else:
            attempt.say(decision(name))
    decisions = [d.choice for d in attempt.decisions]
    assert decisions == ["listen", "listen", "leave"]
    states = replay(start(compile_story(attempt.bundle), 4), decisions)
    assert [s.to_bytes() for s in attempt.states] == [s.to_bytes() for s in states]


def test_the_journaled_ending_is_the_one_reached() -> None:
    data = scene(endings={"end": ending("partial"), "lost": ending("failure")})
    attempt, notes = attempt_of(data=bundle(data))
    attempt.say(decision("good"))
    attempt.say(decision("good"))
    assert notes.calls[-1][:3] == ("finish", "end", Outcome.PARTIAL)


def test_an_attempt_moved_to_the_story_of_another_is_unchanged() -> None:
    """What was explored for one serves the other; without the move its states would not even be known."""
    first, second = talk_scene.attempt(*talk_scene.GOOD_WALK), talk_scene.attempt(*talk_scene.POOR_WALK)
    first_values = foresee(first)
    moved = second.on_story_of(first)
    assert first_values is not None
    assert [state.meters for state in moved.states] == [state.meters for state in second.states]
    assert moved.scorecard() == second.scorecard()
    assert moved.story is first.story
    second_values = foresee(second)
    moved_debrief, own = debrief(moved, first_values), debrief(second, second_values)
    assert [turn.cost for turn in moved_debrief.turns] == [turn.cost for turn in own.turns]
    assert sum(turn.cost for turn in moved_debrief.turns) > 0
