"""The explored graph agrees with actual play: compared with a plain search through random stories."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given

from roleplay.engine import State, legal, moves, replay, start, step
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.exploration import Chances, Graph, explore
from roleplay.exploration.chance import flow
from roleplay.scoring.judge import Judge
from roleplay.scoring.value import ENDING, Values
from strategies import Run, World, quick, runs, thorough, worlds

LIMIT = 3_000
#: The depth of the plain search, and the number of states at which it stops.
DEPTH, MANY = 6, 1_500


def graph_of(world: World) -> Graph:
    graph = explore(world.story, LIMIT)
    assume(not graph.cut)
    return graph


def judge_of(world: World) -> Judge:
    return Judge(world.story, [world.bundle.rubrics[name] for name in world.bundle.scenario.rubrics])


def layers(graph: Graph) -> list[set[State]]:
    """All states by number of decisions, found by a plain search without merging."""
    story = graph.story
    seen = {start(story, 0, graph.route(number).deal) for number in graph.starts}
    seen |= {start(story, seed) for seed in range(8)}
    layers = [seen]
    while len(layers) <= DEPTH and sum(map(len, layers)) < MANY:
        layers.append({step(state, choice) for state in layers[-1] for choice in legal(state)})
    return layers


@given(worlds())
@thorough
def test_every_state_behaves_like_the_one_that_represents_it(world: World) -> None:
    graph = graph_of(world)
    for layer in layers(graph):
        for state in layer:
            number = graph.number(state)
            assert number is not None
            other = graph.states[number]
            assert state.passage is other.passage
            assert legal(state) == legal(other) == graph.available[number]
            assert (direction(state), says(state), ending_text(state)) == (
                direction(other),
                says(other),
                ending_text(other),
            )
            for choice, after in zip(legal(state), graph.after[number], strict=True):
                line = state.passage.line(choice)
                assert moves(state, line) == moves(other, line)
                then = step(state, choice)
                assert graph.number(then) == after
                assert reply(line.choice, then) == reply(line.choice, step(other, choice))


@given(worlds())
@thorough
def test_a_route_is_a_shortest_real_walk(world: World) -> None:
    graph = graph_of(world)
    nearest: dict[int, int] = {}
    reached = layers(graph)
    for depth, layer in enumerate(reached):
        for state in layer:
            nearest.setdefault(graph.number(state) or 0, depth)
    for number, state in enumerate(graph.states):
        route = graph.route(number)
        assert replay(start(graph.story, 0, route.deal), route.choices)[-1] == state
        if len(route.choices) < len(reached):
            assert nearest[number] == len(route.choices)


@given(worlds())
@quick
def test_random_play_is_propagated_exactly(world: World) -> None:
    """Compared with exact fractions, for plays of at most six decisions."""
    graph = graph_of(world)
    assume(all(later > before for before, row in enumerate(graph.after) for later in row))  # no loops
    share = {number: Fraction(0) for number in range(len(graph))}
    for number, chance in graph.starts.items():
        share[number] = Fraction(chance).limit_denominator(36)
    assert sum(share.values()) == 1
    for number, row in enumerate(graph.after):
        for then in row:
            share[then] += share[number] / len(row)
    chances = Chances(graph)
    for number, expected in share.items():
        assert abs(chances.flow.times[number] - float(expected)) < 1e-9


@given(worlds())
@quick
def test_every_play_ends_or_is_counted_as_endless(world: World) -> None:
    graph = graph_of(world)
    spread = flow(graph)
    ended = sum(spread.times[n] for n, state in enumerate(graph.states) if state.over)
    assert abs(ended + spread.endless - 1) < 1e-6
    assert (spread.endless < 1e-6) or not all(graph.can_end)
    chances = Chances(graph)
    for passage in graph.story.passages:
        assert 0 <= chances.of(passage) <= 1 + 1e-9
        assert (chances.of(passage) > 0) == bool(graph.at[passage])


@given(worlds())
@thorough
def test_the_value_of_a_state_is_the_best_over_its_choices(world: World) -> None:
    graph = graph_of(world)
    assume(all(graph.can_end))
    judge = judge_of(world)
    values = Values(graph, judge)
    for number, state in enumerate(graph.states):
        value = values.value(state)
        assert value is not None
        if state.passage.ending is not None:
            assert abs(value + ENDING * (1 - state.passage.ending.worth)) < 1e-9
            continue
        costs = [values.regret(state, choice) for choice in graph.available[number]]
        assert min(costs) == 0
        assert values.regret(state, values.best(state)) == 0
        # the best line really attains the value
        line = replay(state, values.best_line(state))
        gained = sum(-_smallest_loss(judge, before, after) for before, after in pairwise(line))
        assert abs(gained + (values.value(line[-1]) or 0) - value) < 1e-9


def _smallest_loss(judge: Judge, before: State, after: State) -> float:
    """The smallest loss among the choices that lead from one state to the other."""
    lead = judge.rubrics[0]
    return min(
        sum(judge.measures[e.criterion].criterion.weight * e.lost for e in judged.evidence
            if judge.measures[e.criterion].rubric is lead)
        for choice, judged in judge.judge(before).items()
        if step(before, choice) == after
    )  # fmt: skip


@given(runs())
@thorough
def test_total_regret_is_the_shortfall_from_the_best_walk(run: Run) -> None:
    graph = graph_of(run.world)
    assume(all(graph.can_end) and run.states[-1].over)
    judge = judge_of(run.world)
    values = Values(graph, judge)
    lead = judge.rubrics[0]
    got = sum(
        -judge.measures[e.criterion].criterion.weight * e.lost
        for state, choice in zip(run.states, run.decisions, strict=False)
        for e in judge.judge(state)[choice].evidence
        if judge.measures[e.criterion].rubric is lead
    )
    ending = run.states[-1].passage.ending
    assert ending is not None
    total = sum(values.regret(state, choice) for state, choice in zip(run.states, run.decisions, strict=False))
    first = values.value(run.states[0])
    assert first is not None
    assert abs(total - (first - got + ENDING * (1 - ending.worth))) < 1e-9
    assert total >= 0
