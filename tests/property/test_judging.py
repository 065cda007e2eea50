"""The definitions of scoring.md, on random stories and walks."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from roleplay.engine import State, legal, replay, start, step
from roleplay.scoring.judge import Judge, JudgedLine
from roleplay.scoring.percent import level, percent
from roleplay.scoring.scorecard import GateKind, Scorecard, scorecard
from strategies import Run, World, quick, runs, thorough, worlds

from .reference import Reference, ReferenceState

ALL = ("lead", "side", "laid-over")


def judge_of(world: World, *ids: str) -> Judge:
    return Judge(world.story, [world.bundle.rubrics[name] for name in ids or ALL])


def reference_run(run: Run) -> tuple[Reference, list[ReferenceState]]:
    """The same attempt in the reference implementation."""
    reference = Reference(run.world)
    first = reference.start({name: run.states[0].fact(name) for name in run.states[0].story.facts})
    return reference, list(accumulate(run.decisions, reference.step, initial=first))


def judged(run: Run, judge: Judge) -> list[JudgedLine]:
    return [judge.judge(state)[name] for state, name in zip(run.states, run.decisions, strict=False)]


def card_of(run: Run, *ids: str) -> Scorecard:
    return scorecard(judge_of(run.world, *ids), run.states, run.decisions)


@given(runs())
@thorough
def test_scores_equal_those_of_the_reference_implementation(run: Run) -> None:
    reference, path = reference_run(run)
    card = card_of(run)
    for rubric in card.rubrics:
        parts: list[tuple[float, float]] = []
        for criterion in rubric.criteria:
            expected = reference.score(rubric.rubric.id, criterion.criterion.id, path, run.decisions)
            assert criterion.score == expected
            assert (criterion.score is None) is (criterion.totals.decisions < rubric.rubric.minimum)
            if expected is not None:
                assert 0 <= expected <= 1
                parts.append((criterion.criterion.weight, expected))
        # criteria not assessed never enter the mean
        if not parts:
            assert rubric.score is None
        else:
            assert rubric.score is not None
            mean = sum(weight * score for weight, score in parts) / sum(weight for weight, _ in parts)
            assert abs(rubric.score - mean) < 1e-12


@given(runs())
@thorough
def test_evidence_covers_what_was_available_and_due(run: Run) -> None:
    judge = judge_of(run.world)
    reference, path = reference_run(run)
    for state, stand in zip(run.states, path, strict=True):
        if state.over:
            continue
        table = judge.judge(state)
        assert list(table) == reference.legal(stand), "locked and hidden choices do not count"
        for name, judgement in table.items():
            choice = reference.choices(stand)[name]
            assert list(judgement.moves) == reference.moves(choice, stand)
            evidence_at = {judge.measures[e.criterion].ref: e for e in judgement.evidence}
            for measure in judge.measures:
                rubric, criterion = measure.rubric.id, measure.criterion.id
                stake = reference.stake(rubric, criterion, stand)
                assert (measure.ref in evidence_at) is (stake is not None)
                if stake is not None:
                    evidence = evidence_at[measure.ref]
                    assert evidence.points == reference.points(rubric, criterion, choice, stand)
                    assert (evidence.worst, evidence.best) == stake
                    assert -3 <= evidence.worst <= evidence.points <= evidence.best <= 3
                    assert evidence.lost >= 0


@given(runs())
@quick
def test_packed_sums_are_the_sums_of_the_evidence(run: Run) -> None:
    judge = judge_of(run.world)
    lines = judged(run, judge) * 50  # many more decisions than any attempt has
    totals = judge.totals(sum(line.packed for line in lines))
    for number, total in enumerate(totals):
        evidence = [e for line in lines for e in line.evidence if e.criterion == number]
        chances = [e for e in evidence if e.best > 0]
        temptations = [e for e in evidence if e.best <= 0]
        harm = sum(e.points - e.best for e in temptations)
        assert total.earned == sum(e.points for e in chances) + harm
        assert total.due == sum(e.best for e in chances)
        assert total.kept == sum(e.points - e.worst for e in temptations)
        assert total.tempted == sum(e.best - e.worst for e in temptations)
        assert total.decisions == len(evidence)


def taking(world: World, seed: int, ref: int, *, best: bool) -> tuple[list[State], list[str]]:
    """An attempt that always takes the best (or the worst) line on one criterion."""
    judge = judge_of(world)
    states, decisions = [start(world.story, seed)], list[str]()
    while not states[-1].over and len(decisions) < 30:

        def gain(name: str) -> int:
            points = judge.points(ref, judge.judge(states[-1])[name].moves)
            return points if best else -points

        decisions.append(max(legal(states[-1]), key=gain))
        states.append(step(states[-1], decisions[-1]))
    return states, decisions


@given(worlds(), st.integers(0, 5))
@thorough
def test_only_best_lines_give_a_score_of_1(world: World, ref: int) -> None:
    judge = judge_of(world)
    ref %= len(judge.measures)
    states, decisions = taking(world, 0, ref, best=True)
    assert scorecard(judge, states, decisions).score(judge.measures[ref].ref) in (None, 1.0)


@given(worlds(), st.integers(0, 5))
@thorough
def test_doing_nothing_earns_nothing_however_bad_the_worst_line_was(world: World, ref: int) -> None:
    judge = judge_of(world)
    ref %= len(judge.measures)
    states, decisions = taking(world, 0, ref, best=False)
    evidence = [
        item
        for state, name in zip(states, decisions, strict=False)
        for item in judge.judge(state)[name].evidence
        if item.criterion == ref
    ]
    score = scorecard(judge, states, decisions).score(judge.measures[ref].ref)
    if score is not None and all(item.points <= 0 for item in evidence):
        assert score == 0.0


@given(runs())
@quick
def test_a_worse_line_never_scores_more(run: Run) -> None:
    # replacing one decision by one with more points on a criterion, in the same state, never lowers its score
    judge = judge_of(run.world)
    if not run.decisions:
        return
    at = len(run.decisions) - 1
    table = judge.judge(run.states[at])
    for number, measure in enumerate(judge.measures):
        by_points = sorted(table.values(), key=lambda line: judge.points(number, line.moves))
        scores = [
            scorecard(judge, (*run.states[:-1], step(run.states[at], line.choice)), (*run.decisions[:-1], line.choice))
            .score(measure.ref) for line in by_points
        ]  # fmt: skip
        assert scores == [None] * len(scores) or scores == sorted(scores)  # type: ignore[type-var]


@given(runs(), st.integers(1, 14))
@quick
def test_taking_back_leaves_no_points_behind(run: Run, dropped: int) -> None:
    judge = judge_of(run.world)
    scorecard(judge, run.states, run.decisions)  # a judge keeps no state between judgements
    remaining = run.decisions[: max(0, len(run.decisions) - dropped)]
    states = replay(start(run.world.story, run.seed), remaining)
    assert scorecard(judge, states, remaining) == scorecard(judge_of(run.world), states, remaining)


@given(runs())
@quick
def test_the_same_decisions_always_get_the_same_card(run: Run) -> None:
    assert card_of(run) == card_of(run)


@given(runs())
@quick
def test_an_additional_rubric_changes_no_score_of_the_others(run: Run) -> None:
    alone, together = card_of(run, "lead"), card_of(run)
    assert alone.rubrics[0] == together.rubrics[0]
    assert card_of(run, "side", "laid-over", "lead").score("lead") == alone.score("lead")


@given(runs())
@thorough
def test_an_attempt_passes_exactly_if_every_requirement_holds(run: Run) -> None:
    card = card_of(run, "lead", "side")
    mark = run.world.bundle.scenario.pass_mark
    end = run.states[-1].passage
    criticals = {
        (move, data["id"])
        for data in run.world.rubrics[:2]
        for line in judged(run, judge_of(run.world))
        for move in line.moves
        if move in data["critical"]
    }
    demands = [not criticals, end.ending is not None and end.id in mark.endings]
    for ref, threshold in mark.thresholds.items():
        score = card.score(ref)
        demands.append(score is not None and percent(score) >= threshold)
    assert card.passed is all(demands)
    assert {(critical.move, critical.rubric) for critical in card.critical} == criticals
    assert [gate.kind for gate in card.gates][-1] is GateKind.ENDING
    if not run.states[-1].over:
        assert not card.passed, "an unfinished attempt never passes"


@given(runs())
@quick
def test_the_order_is_where_each_step_was_first_met(run: Run) -> None:
    judge = judge_of(run.world)
    for rubric in scorecard(judge, run.states, run.decisions).rubrics:
        assert [step.criterion for step in rubric.order] == list(rubric.rubric.order)
        for step_ in rubric.order:
            met = [
                turn
                for turn, line in enumerate(judged(run, judge), 1)
                for e in line.evidence
                if judge.measures[e.criterion].ref == f"{rubric.rubric.id}.{step_.criterion}" and e.points > 0
            ]
            assert step_.turn == (met[0] if met else None)


@given(runs())
@quick
def test_the_cost_of_a_line_is_its_distance_from_the_best_on_the_leading_rubric(run: Run) -> None:
    judge = judge_of(run.world)
    for state in run.states[: len(run.decisions)]:
        best = judge.best(state)
        table = judge.judge(state)
        assert judge.quality(best) == max(judge.quality(judgement) for judgement in table.values())
        for name, judgement in table.items():
            lead = [e for e in judgement.evidence if judge.measures[e.criterion].rubric is judge.rubrics[0]]
            lost = sum(judge.measures[e.criterion].criterion.weight * e.lost for e in lead)
            assert 0 <= judge.cost(state, name) <= lost
            assert judge.cost(state, name) == judge.quality(best)[0] - judge.quality(judgement)[0]


@given(st.floats(0, 1))
@quick
def test_levels_increase_with_the_score_and_change_only_at_their_bounds(score: float) -> None:
    assert level(score) in range(4)
    assert level(score) <= level(min(1.0, score + 1e-6))
    if min(abs(score - bound) for bound in (0.25, 0.55, 0.8)) > 1e-8:
        assert level(score) == sum(score > bound for bound in (0.25, 0.55, 0.8))
