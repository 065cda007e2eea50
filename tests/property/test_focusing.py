"""A focus drill begins where points were lost, by a real walk, and its record equals what was played."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import assume, given

from roleplay.engine import legal, replay, start
from roleplay.exploration.graph import Graph
from roleplay.presenting.focus_tries import past_tries, try_data
from roleplay.records.practice import PracticeEvent
from roleplay.scene.model import MoveKind
from roleplay.session import Decision, Options
from roleplay.session.focus import MAX_LINES, FocusTry, at_stake, card_of_move
from roleplay.session.focus_states import ExploredStory, losses, lost_moments, moments_by_expected_loss
from strategies import Run, World, quick, runs, worlds

LIMIT = 3_000


def explored(world: World) -> ExploredStory:
    story = ExploredStory(world.bundle)
    story._graph = Graph(story.story)
    story._graph.explore(LIMIT)
    assume(not story.graph.cut)
    return story


def cards(story: ExploredStory) -> list[str]:
    moves = story.bundle.moves.values()
    poor = [card_of_move(move.id) for move in moves if move.kind is MoveKind.POOR]
    return [*(measure.ref for measure in story.judge.measures), *poor]


def decisions_of(run: Run) -> list[Decision]:
    nodes = [state.passage.id for state in run.states]
    return [Decision(choice, "en", node=node) for choice, node in zip(run.decisions, nodes, strict=False)]


@given(runs())
@quick
def test_a_try_begins_where_the_card_was_lost(run: Run) -> None:
    story = explored(run.world)
    for card in cards(story):
        lost_here = list(losses(card, story, run.seed, decisions_of(run)))
        moments = lost_moments((story, loss) for loss in lost_here)
        assert {moment.place[1] for moment in moments} == {loss.state.passage.id for loss in lost_here}
        for moment in moments:
            there = [loss for loss in lost_here if loss.state.passage.id == moment.place[1]]
            assert (moment.times, moment.points) == (len(there), sum(loss.points for loss in there))
            end = replay(start(story.story, 0, dict(moment.state.deal)), moment.state.walk)[-1]
            assert at_stake(card, story.judge, end)
            assert story.graph.number(end) in {story.graph.number(loss.state) for loss in there}
            assert len(moment.state.walk) <= max(len(loss.walked) for loss in there)


@given(worlds())
@quick
def test_a_try_ends_and_is_recorded_as_played(world: World) -> None:
    story = explored(world)
    for card in cards(story):
        for moment in moments_by_expected_loss(card, story):
            play = FocusTry(card, moment.state, world.bundle, again=False, order=3, options=Options(), language="en")
            assert at_stake(card, play.attempt.judge, play.attempt.state)
            while not play.over:
                play.attempt.say(Decision(legal(play.attempt.state)[-1], "en"))
            assert 1 <= play.said <= MAX_LINES
            assert 0 <= play.outcome.score <= 1
            assert play.outcome.level(card) in range(4)
            event = PracticeEvent("id", "focus", card, "scene", datetime(2026, 3, 2, tzinfo=UTC), try_data(play))
            (past,) = past_tries([event])
            assert past.state._replace(scene=moment.state.scene) == moment.state
            assert (past.outcome, past.again) == (play.outcome, False)
