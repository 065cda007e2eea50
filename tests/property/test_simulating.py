"""A simulation gives the same plays and outcomes as the engine and the scorecard, on any scene."""

from __future__ import annotations

from hypothesis import given

from roleplay.engine import legal, replay, start
from roleplay.engine.view import says
from roleplay.exploration import explore
from roleplay.scoring.judge import Judge
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard
from roleplay.simulation.bots import BOTS
from roleplay.simulation.moments import Policy, every_line
from roleplay.simulation.plays import MAX_DECISIONS, Plays, Stream
from roleplay.simulation.simulate import players, simulate
from strategies import World, quick, worlds

CHANCE = Policy(every_line, ("property",))


def judge_of(world: World) -> Judge:
    return Judge(world.story, [world.bundle.rubrics[name] for name in world.bundle.scenario.rubrics])


@quick
@given(worlds())
def test_a_play_follows_the_engine_and_its_outcome_the_scorecard(world: World) -> None:
    judge = judge_of(world)
    plays = Plays(judge)
    for seed in range(6):
        play = plays.play(plays.first(seed), CHANCE, Stream(seed, CHANCE.words))
        decisions = [position.moment.available[pick] for position, pick in play.steps]
        states = replay(start(world.story, seed), decisions)
        for state, (position, _) in zip(states, play.steps, strict=False):
            assert (state.passage, legal(state), says(state)) == (
                position.passage,
                position.moment.available,
                position.moment.says,
            )
            assert tuple(judge.judge(state).values()) == position.judged
        assert states[-1].over or len(decisions) == MAX_DECISIONS or not legal(states[-1])
        card = scorecard(judge, states, decisions)
        outcome = plays.outcome(play)
        score = card.score(judge.rubrics[0].id)
        assert outcome.score == (None if score is None else percent(score))
        assert outcome.passed is card.passed
        assert outcome.ending == (states[-1].passage.id if states[-1].over else None)
        accepted = outcome.ending in world.bundle.scenario.pass_mark.endings
        assert outcome.ended_well is (accepted and not card.critical)


@quick
@given(worlds())
def test_plays_over_the_graph_equal_plays_through_the_engine(world: World) -> None:
    judge, graph = judge_of(world), explore(world.story)
    assert not graph.cut
    through_engine = simulate(judge, 20, 1, graph=explore(world.story, 0))
    assert simulate(judge, 20, 1, graph=graph) == through_engine


@quick
@given(worlds())
def test_a_report_adds_up(world: World) -> None:
    runs = 30
    report = simulate(judge_of(world), runs, 1)
    assert report == simulate(judge_of(world), runs, 1)
    for figures in (report.chance, *(bot.figures for bot in report.bots)):
        assert figures.plays == runs
        assert 0 <= figures.passed <= runs - figures.cut
        assert figures.score is None or 0 <= figures.score <= 100
        assert (figures.score is None) is (figures.unassessed == runs)
    assert len(report.bots) == len(players(world.bundle, report.languages)) >= len(BOTS) - 2
    assert sum(report.encounters.endings.values()) + report.chance.cut == runs
    assert sum(report.distribution) + report.chance.unassessed == runs
    assert all(0 <= plays <= runs for plays in (*report.encounters.nodes.values(), *report.encounters.choices.values()))
    for bot in report.bots:
        assert bot.gains == tuple(sorted(bot.gains, key=lambda gain: (-round(gain.points, 6), gain.node)))
