"""The shipped library: every scene loads without a finding about its names, and its own walks succeed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import roleplay
from roleplay.engine import State, compile_story, replay, start
from roleplay.engine.machine import moves
from roleplay.engine.view import reply, says
from roleplay.presenting.scene_index import newcomers_path
from roleplay.reading.folders import check_scene
from roleplay.reading.library import Library
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Outcome, Rubric, Scenario
from roleplay.scoring.judge import Judge
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard

ROOT = Path(roleplay.__file__).parents[2]
SCENES = sorted((ROOT / "scenarios").glob("*.yaml"))
WALKS = ("ideal", "slip", "worst")


@cache
def shipped() -> Library:
    return Library([ROOT])


def test_shared_files_load_without_a_finding() -> None:
    loaded = read_shared(shipped().shared_files)
    assert [(d.file, d.span.line, d.code, d.message()) for d in loaded.findings] == []


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_shipped_scene_loads_without_a_finding(path: Path) -> None:
    commons = read_shared(shipped().shared_files).shared
    loaded = check_scene(path.read_bytes(), str(path), commons)
    assert [(d.span.line, d.code, d.message()) for d in loaded.diagnostics] == []


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_shipped_scene_says_where_it_comes_from_where_it_happens_and_when_it_was_read(path: Path) -> None:
    scenario = shipped().bundle(path.stem).scenario
    assert scenario.source is not None
    assert set(scenario.source.languages) == set(scenario.languages)
    assert scenario.touchpoint
    assert scenario.reviewed


def test_newcomers_begin_with_the_tutorial_and_difficulty_never_decreases() -> None:
    path = newcomers_path(shipped().entries)
    assert [entry.newcomers for entry in path] == [1, 2, 3, 4]
    assert shipped().bundle(path[0].id).scenario.tutorial
    assert [entry.difficulty for entry in path] == sorted(entry.difficulty for entry in path)
    for page in ("README.md", "README.zh.md"):
        assert f"`{path[0].id}`" in (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_the_walks_of_a_shipped_scene_succeed(path: Path) -> None:
    entry = shipped().entry(path.stem)
    if entry.problem is not None:
        pytest.fail(f"{entry.problem.code} in line {entry.problem.span.line}: {entry.problem.message()}")
    bundle = shipped().bundle(path.stem)
    scenario: Scenario = bundle.scenario
    if scenario.released:
        assert set(WALKS) <= set(scenario.walks)
    rubrics = [bundle.rubrics[name] for name in scenario.rubrics]
    for walk in scenario.walks.values():
        judge = Judge(compile_story(bundle, walk.personas), rubrics)
        states = replay(start(judge.story, walk.seed, walk.deal), walk.choices)
        assert states[-1].passage.id == walk.ending, walk.id
        card = scorecard(judge, states, walk.choices)
        for ref, (low, high) in walk.expect.items():
            score = card.score(ref)
            assert score is not None, (walk.id, ref)
            assert low <= percent(score) <= high, (walk.id, ref)
        if walk.id == "ideal":
            assert card.passed, [gate for gate in card.gates if not gate.held]
        if walk.id == "worst":
            assert not card.passed


def earned_in(scene: str, rubric: Rubric) -> set[str]:
    """The criteria of a rubric assessed, with points to earn, on a walk of the scene to a success."""
    bundle = shipped().bundle(scene)
    endings = {ending.id for ending in bundle.scenario.endings.values() if ending.outcome is Outcome.SUCCESS}
    earned: set[str] = set()
    for walk in bundle.scenario.walks.values():
        if walk.ending in endings:
            judge = Judge(compile_story(bundle, walk.personas), [rubric])
            scores = scorecard(judge, replay(start(judge.story, walk.seed, walk.deal), walk.choices), walk.choices)
            earned |= {c.criterion.id for c in scores.rubrics[0].criteria if c.score is not None and not c.only_tempted}
    return earned


def test_every_rubric_has_a_scene_that_practises_all_of_it() -> None:
    for name, rubric in read_shared(shipped().shared_files).shared.rubrics.items():
        every = {criterion.id for criterion in rubric.criteria}
        homes = [e.id for e in shipped().entries if {f"{name}.{criterion}" for criterion in every} <= {*e.practised}]
        assert homes, name
        assert any(earned_in(scene, rubric) == every for scene in homes), (name, homes)


#: the persona of Mr Wang -> the walk that wins him over
TYPES = {"emotional": "ideal", "controlling": "controlling", "hesitant": "hesitant", "anxious": "anxious"}


def wang(persona: str, choices: tuple[str, ...]) -> tuple[State, ...]:
    """The states of `angry-customer` with Mr Wang of that type."""
    return replay(start(compile_story(shipped().bundle("angry-customer"), {"wang": persona}), 0), choices)


def test_the_four_types_of_an_angry_customer_can_be_distinguished_by_their_words_alone() -> None:
    talk = ("file-open", "go-on", "eight-jobs", "your-call", "in-may-you-said", "no-projector", "what-friday")
    walk = (*talk, "two-ways", "four-hours", "call-me")
    heard = [[str(said) for state in wang(persona, walk) if (said := says(state))] for persona in TYPES]
    for turn in ("counter", "floor", "morning", "post", "friday", "options", "close", "call"):
        at = [state.passage.id for state in wang("emotional", walk)].index(turn)
        assert len({words[at] for words in heard}) == len(TYPES), turn


def test_the_same_line_moves_and_is_answered_differently_by_type() -> None:
    walk = ("file-open", "go-on", "eight-jobs", "your-call", "in-may-you-said", "no-projector", "besides-money")
    anger: dict[str, int] = {}
    answers: dict[str, str] = {}
    for persona in ("controlling", "hesitant"):
        *_, before, after = wang(persona, (*walk, "one-step"))
        anger[persona] = after.meter("anger") - before.meter("anger")
        answer = reply(before.choice("one-step"), after)
        assert answer is not None
        answers[persona] = answer.get("zh")
    assert anger["hesitant"] < 0 < anger["controlling"]
    assert "今天不用定？那行" in answers["hesitant"]
    assert "你替我定了不用定" in answers["controlling"]


def test_what_wins_one_type_is_not_the_best_for_another() -> None:
    bundle = shipped().bundle("angry-customer")
    walks_by_persona = {persona: bundle.scenario.walks[walk].choices for persona, walk in TYPES.items()}
    assert len(set(walks_by_persona.values())) == len(TYPES)
    for persona, best in walks_by_persona.items():
        judge = Judge(compile_story(bundle, {"wang": persona}), [bundle.rubrics["customer-type"]])
        scores: dict[tuple[str, ...], float] = {}
        for walk in set(walks_by_persona.values()):
            scores[walk] = scorecard(judge, replay(start(judge.story, 0), walk), walk).score("customer-type") or 0.0
        assert scores[best] == max(scores.values()) == 1, persona
        assert min(scores.values()) < 1 or persona == "emotional"  # all four walks begin by hearing him out


def test_a_persona_is_judged_only_by_its_own_type() -> None:
    bundle = shipped().bundle("angry-customer")
    criteria = bundle.rubrics["customer-type"].criteria
    for persona, walk in TYPES.items():
        others = {move for criterion in criteria if criterion.id != persona for move in criterion.points}
        for state in wang(persona, bundle.scenario.walks[walk].choices)[:-1]:
            for line in state.passage.lines:
                assert not others & {*moves(state, line)}, (persona, state.passage.id, line.choice.id)
