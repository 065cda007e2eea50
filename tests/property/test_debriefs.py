"""Everything a debrief says about a play is true, whatever was played."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.engine import legal, step
from roleplay.locales import catalogue
from roleplay.presenting.facts.best_line import best_line_fact
from roleplay.presenting.facts.debrief import DebriefFacts, debrief_facts
from roleplay.scene.model import Outcome
from roleplay.scoring.scorecard import GateKind
from roleplay.scoring.value import Values
from roleplay.session import Attempt, Setup
from roleplay.session.review import debrief, foresee
from talk_scene import bundle

#: The texts for an ending that is not named.
UNNAMED = ("end_unseen", "end_alike")
WORDS = {code: catalogue(code) for code in ("zh", "en")}


@cache
def begun() -> Attempt:
    return Attempt(bundle(), Setup(1))


@cache
def values() -> Values:
    foresight = foresee(begun())
    assert foresight is not None
    return foresight


@st.composite
def attempts(draw: st.DrawFn) -> Attempt:
    """Any play of the small scene, finished or not."""
    choices: list[str] = []
    attempt = begun()
    for _ in range(draw(st.integers(1, 6))):
        if attempt.over:
            break
        choices.append(draw(st.sampled_from(legal(attempt.state))))
        attempt = begun().after(choices)
    return attempt


def facts_of(attempt: Attempt, code: str) -> DebriefFacts:
    return debrief_facts(attempt, WORDS[code], values())


@settings(max_examples=30, deadline=None)
@given(attempts(), st.sampled_from(("zh", "en")))
def test_a_debrief_is_true_of_the_play(attempt: Attempt, code: str) -> None:
    result, facts = debrief(attempt, values()), facts_of(attempt, code)
    card = attempt.scorecard()
    words = WORDS[code]
    # every crossed red line is listed with its turn, and named in the first part
    moves = attempt.bundle.moves
    for crossing in card.critical:
        assert moves[crossing.move].name.get(code) in facts.headline[0]
        assert any(str(crossing.turn) in gate.text for gate in facts.ending.gates if gate.is_red_line)
    # what was not assessed is listed separately, never as missed
    unassessed = sum(gate.kind is GateKind.THRESHOLD and gate.found is None for gate in card.gates)
    assert len(facts.ending.unassessed) == unassessed
    assert all(gate.held is False for gate in facts.ending.missed)
    # the target is the highest level; a criterion that reached it has none
    for rubric, shown in zip(card.rubrics, facts.rubrics, strict=True):
        assessed = [criterion for criterion in rubric.criteria if criterion.score is not None]
        for criterion, fact in zip(assessed, shown.criteria, strict=True):
            anchor = words("debrief.target", anchor=criterion.criterion.levels[-1].get(code))
            assert fact.target in ("", anchor)
            assert not (fact.target and criterion.level == 3)
            if criterion.only_tempted:
                assert "%" not in fact.score
                assert not fact.level_word
    # a quiet turn lost nothing on any criterion; a line's cost is its own loss plus the loss it led to
    for turn, fact_turn in zip(result.turns, facts.turns, strict=True):
        if fact_turn.quiet:
            assert not turn.cost
            assert all(item.points == item.best for _, item in turn.evidence)
        before, after = attempt.states[turn.number - 1 : turn.number + 1]
        best = min(legal(before), key=lambda name: attempt.judge.cost(before, name))
        onward = values().value(step(before, best))
        assert onward is not None
        later = values().regret(before, best) + onward - (values().value(after) or 0)
        assert turn.cost == pytest.approx(turn.local_cost + later)
        assert fact_turn.costliest is (turn.cost == max(other.cost for other in result.turns) > 0)
    # up to the turn of no return the best outcome was reachable, afterwards it was not
    reach = [values().best_outcome(state) for state in attempt.states]
    if result.no_return is None:
        assert len(set(reach)) == 1
    else:
        assert set(reach[: result.no_return]) == {Outcome.SUCCESS}
        assert Outcome.SUCCESS not in reach[result.no_return :]
        assert result.saving_line is not None
        saved = step(attempt.states[result.no_return - 1], result.saving_line.id)
        assert values().best_outcome(saved) is Outcome.SUCCESS


@settings(max_examples=20, deadline=None)
@given(attempts(), st.data())
def test_the_turns_of_the_best_line_are_consecutive(attempt: Attempt, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, attempt.turn))
    words = WORDS["en"]
    whole = data.draw(st.booleans())
    fact = best_line_fact(attempt, values(), first, words, whole=whole)
    turns: list[int] = []
    for best_step in fact.steps:
        numbers = [int(number) for number in re.findall(r"\d+", best_step.turn)]
        assert best_step.seen or best_step.text == words("best_line.not_seen")
        turns += range(numbers[0], numbers[-1] + 1)
    assert turns == list(range(first, first + len(turns)))
    unnamed = fact.end in [words(f"best_line.{key}.{outcome.value}") for key in UNNAMED for outcome in Outcome]
    assert bool(fact.unseen) is (any(not best_step.seen for best_step in fact.steps) or unnamed)
    assert not (whole and fact.unseen)
    assert not fact.steps or fact.end
