"""The seams of random stories: every step of a walk is a seam, and the covering walks pass all of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given

from roleplay.engine import State, replay, start
from roleplay.engine.view import direction, ending_text, reply, says
from roleplay.exploration import explore
from roleplay.exploration.covering import covering_walks
from roleplay.exploration.seams import seams_of
from roleplay.scene.text import Text
from strategies import Run, World, quick, runs, worlds

LIMIT = 2_000


def texts_shown(state: State) -> tuple[Text | None, ...]:
    """The texts shown in a state."""
    return direction(state), says(state), ending_text(state)


def step_texts(before: State, choice: str, after: State) -> tuple[object, ...]:
    """The texts of a step, from the engine."""
    return before.passage.id, choice, reply(before.choice(choice), after), after.passage.id, *texts_shown(after)


@given(runs())
@quick
def test_every_step_of_a_walk_is_a_seam_shown_with_the_texts_it_answers(run: Run) -> None:
    graph = explore(run.world.story, LIMIT)
    assume(not graph.cut)
    shown_seams: set[tuple[object, ...]] = set()
    answers: set[tuple[object, ...]] = set()
    seams = seams_of([graph]).seams
    assert len({seam.key for seam in seams}) == len(seams)
    for seam in seams:
        if seam.before is not None and seam.key.choice is not None:
            step = step_texts(seam.before, seam.key.choice, seam.after)
            shown_seams.add(step)
            answers |= {(*step[:2], *texts_shown(state)) for state in (seam.before, *seam.elsewhere)}
    for (before, after), choice in zip(pairwise(run.states), run.decisions, strict=True):
        assert step_texts(before, choice, after) in shown_seams
        assert (before.passage.id, choice, *texts_shown(before)) in answers


@given(worlds())
@quick
def test_few_walks_pass_every_seam_and_stop_at_an_end_if_there_is_one(world: World) -> None:
    graph = explore(world.story, LIMIT)
    assume(not graph.cut)
    seams = seams_of([graph])
    walks = covering_walks(seams)
    assert sorted(n for walk in walks for n in walk.new) == list(range(len(seams.seams)))
    for walk in walks:
        assert walk.new
        assert walk.states == replay(start(world.story, 0, walk.route.deal), walk.route.choices)
        number = graph.number(walk.states[-1])
        assert number is not None
        assert walk.states[-1].over or not graph.can_end[number]
