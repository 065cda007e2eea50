"""Plays over the graph give the same bytes as the same plays through `step`, for every feature of scenes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders import RUBRICS, Data, bundle, choice, node, shared, story_scene
from roleplay.engine import compile_story, legal, start, step
from roleplay.engine.view import reply, says
from roleplay.exploration import explore
from roleplay.reading.library import Library
from roleplay.scene.model import Bundle
from roleplay.scoring.judge import Judge
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard
from roleplay.scoring.value import IncompleteExploration
from roleplay.simulation.graph_plays import GraphPlays
from roleplay.simulation.moments import Moment, Policy, every_line
from roleplay.simulation.plays import MAX_DECISIONS, Plays, Stream
from roleplay.simulation.report import as_data
from roleplay.simulation.simulate import simulate

ROOT = Path(__file__).parents[3]
AT_ONCE = shared(rubrics=({**RUBRICS[0], "minimum": 1}, *RUBRICS[1:]))


def busy(**changes: Any) -> Data:
    """A scene with every feature: deals, flags, visits, a loop, and conditional moves and replies."""
    fits = {"cause": "x"}
    return story_scene(
        nodes={
            "one": node(
                choice("open", "two", ["listen"], set=["told"], say="The album, please, sorry."),
                choice("shut", "two", ["dodge"], say="Always the album that was lost, at ten."),
                choice(
                    "late",
                    "one",
                    [{"move": "listen", "when": fits}, "cut_in"],
                    once=True,
                    reply=[{"when": fits, "text": "No parcel today!"}, {"text": "An album, then."}],
                    say="One moment.",
                ),
                says=[{"when": fits, "text": "My album!"}, {"text": "My parcel!"}],
            ),
            "two": node(
                choice("back", "one", ["dodge"], when={"visits.one": "<= 2"}, say="Never mind the parcel."),
                choice("act", [{"when": {"told": True}, "to": "end"}, {"to": "lost"}], ["act_now"], say="I do it."),
                choice("rude", "lost", ["shout"], when={"trust": "<= 60"}, say="Your album!"),
            ),
        },
        flags=["told"],
        deal={"cause": ["x", "y"]},
        pass_={"main": 40, "endings": ["end"]},
        **changes,
    )


def judge_of(scene: Bundle, personas: dict[str, str] | None = None) -> Judge:
    return Judge(compile_story(scene, personas), [scene.rubrics[name] for name in scene.scenario.rubrics])


def printed(judge: Judge, runs: int, limit: int) -> str:
    """A simulation with the graph explored up to ``limit``; with 0 it is cut, and the engine plays."""
    return json.dumps(as_data(simulate(judge, runs, 3, graph=explore(judge.story, limit))))


def test_the_plays_equal_those_through_the_engine() -> None:
    judge = judge_of(bundle(busy(), AT_ONCE))
    assert printed(judge, 300, 100_000) == printed(judge, 300, 0)


def test_the_plays_of_another_persona_equal_those_through_the_engine() -> None:
    scene = bundle(busy(), AT_ONCE)
    judge = judge_of(scene, {"ann": "hot"})
    assert printed(judge, 200, 100_000) == printed(judge, 200, 0)


def test_the_plays_of_a_shipped_scene_equal_those_through_the_engine() -> None:
    judge = judge_of(Library([ROOT]).bundle("first-steps"))
    assert printed(judge, 40, 100_000) == printed(judge, 40, 0)


@pytest.mark.parametrize("hears", [False, True])
def test_every_play_can_be_replayed_by_the_engine(hears: bool) -> None:
    """Replayed by ``step`` and judged by the scorecard, without any cache."""
    judge = judge_of(bundle(busy(), AT_ONCE))
    seen: set[str] = set()

    def pair(moment: Moment) -> tuple[int, ...]:
        heard = moment.reply or moment.says
        seen.add(heard.get("en") if heard else "")
        return every_line(moment)[1:] if heard and "parcel" in heard.get("en") else every_line(moment)[::2]

    policy = Policy(pair, ("test",), hears)
    tally = GraphPlays(judge, explore(judge.story)).tally(policy, range(100), with_encounters=True)
    outcomes, lengths = list[tuple[object, ...]](), list[int]()
    for seed in range(100):
        state, decisions, stream = start(judge.story, seed), list[str](), Stream(seed, policy.words)
        states, answer = [state], None
        while (available := legal(state)) and len(decisions) < MAX_DECISIONS:
            options = pair(Moment(state.passage, available, says(state), answer if hears else None))
            line = available[options[stream.pick(len(options)) if len(options) > 1 else 0]]
            state = step(states[-1], line)
            answer = reply(states[-1].choice(line), state)
            states.append(state)
            decisions.append(line)
        card = scorecard(judge, states, decisions)
        score = card.score("main")
        outcomes.append((None if score is None else percent(score), card.passed, state.passage.id))
        lengths.append(len(decisions))
    tallied = [(o.score, o.passed, o.ending) for o, plays in tally.outcomes.items() for _ in range(plays)]
    assert sorted(tallied, key=repr) == sorted(outcomes, key=repr)
    assert sorted(tally.lengths.elements()) == sorted(lengths)
    assert ("No parcel today!" in seen) is hears
    assert len(set(outcomes)) > 3


def test_a_graph_that_was_cut_is_refused() -> None:
    judge = judge_of(bundle(busy(), AT_ONCE))
    with pytest.raises(IncompleteExploration):
        GraphPlays(judge, explore(judge.story, 1))
    assert Plays(judge).tally(Policy(every_line, ("test",)), range(5)).figures().plays == 5
