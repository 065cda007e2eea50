"""A sitting of an exam: what each stage accepts, where it leads, and that nothing happens twice."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from exam_sittings import QUESTIONS, STAGES, answers, begun_event, item, play_events, sitting_after
from roleplay.exam.codec import event_from_json, event_to_json
from roleplay.exam.drawing import draw_scenes
from roleplay.exam.events import Answered, ExamEvent, PlayEnd, SceneBegun, ScenePlayed, Step
from roleplay.exam.phases import TABLE, fold_sittings
from roleplay.exam.sitting import STAGES as PHASES
from roleplay.exam.sitting import ExamPhase
from roleplay.scene.forms import UnseenStage

ALL_RIGHT = answers(QUESTIONS)


def test_three_stages_in_order_lead_to_a_pass() -> None:
    first = sitting_after()
    assert first.phase is ExamPhase.KNOWLEDGE
    assert first.question == first.begun.questions[0]
    second = sitting_after(ALL_RIGHT)
    assert (second.phase, second.question) == (ExamPhase.SCENE, None)
    assert second.task == second.begun.tasks[0]
    third = sitting_after(ALL_RIGHT, play_events(0))
    assert (third.phase, third.task) == (ExamPhase.UNSEEN, third.begun.tasks[1])
    passed = sitting_after(ALL_RIGHT, play_events(0), play_events(1), play_events(2, 60.0))
    assert (passed.phase, passed.over, passed.task) == (ExamPhase.PASSED, True, None)
    assert [(result.stage, result.score, result.reached) for result in passed.results] == [
        (ExamPhase.KNOWLEDGE, 100, True),
        (ExamPhase.SCENE, 80, True),
        (ExamPhase.UNSEEN, 70, True),
    ]


@pytest.mark.parametrize(
    ("done", "stage"),
    [
        ([answers(2, 2)], ExamPhase.KNOWLEDGE),
        ([ALL_RIGHT, play_events(0, 59.0)], ExamPhase.SCENE),
        ([ALL_RIGHT, play_events(0, 90.0, "shout")], ExamPhase.SCENE),
        ([ALL_RIGHT, play_events(0, None)], ExamPhase.SCENE),
        ([ALL_RIGHT, play_events(0, None, end=PlayEnd.DISCARDED)], ExamPhase.SCENE),
        ([ALL_RIGHT, play_events(0), play_events(1, 69.0), play_events(2, 50.0)], ExamPhase.UNSEEN),
        ([ALL_RIGHT, play_events(0), play_events(1, 90.0), play_events(2, 49.0)], ExamPhase.UNSEEN),
        ([ALL_RIGHT, play_events(0), play_events(1, 90.0, "shout"), play_events(2, 90.0)], ExamPhase.UNSEEN),
        ([ALL_RIGHT, play_events(0), play_events(1, None), play_events(2, 90.0)], ExamPhase.UNSEEN),
    ],
)
def test_a_failed_stage_ends_the_sitting(done: list[list[ExamEvent]], stage: ExamPhase) -> None:
    failed = sitting_after(*done)
    assert failed.phase is ExamPhase.FAILED
    assert [result.stage for result in failed.results if not result.reached] == [stage]
    assert failed.results[-1].stage is stage


def test_exactly_the_threshold_is_enough() -> None:
    assert sitting_after(answers(3, 1)).phase is ExamPhase.SCENE
    thirds = [ALL_RIGHT, play_events(0, 60 - 1e-9), play_events(1, 60.0), play_events(2, 60.0)]
    assert sitting_after(*thirds).phase is ExamPhase.PASSED


def test_a_question_is_answered_only_once() -> None:
    again = [Answered(0, 1), Answered(2, 0), Answered(1, 3), Answered(1, -1)]
    assert sitting_after([Answered(0, 0)], again).answers == (0,)
    assert sitting_after([Answered(0, 0)], again, [Answered(1, 2)]).answers == (0, 2)
    assert sitting_after(ALL_RIGHT, [Answered(4, 0)]).answers == (0,) * QUESTIONS


def test_a_scene_begun_is_continued_and_not_begun_again() -> None:
    playing = sitting_after(ALL_RIGHT, [SceneBegun(0, "one"), SceneBegun(0, "two")])
    assert playing.under_way == SceneBegun(0, "one")
    another = [ScenePlayed(0, "two", PlayEnd.FINISHED, 99.0), ScenePlayed(1, "one", PlayEnd.FINISHED, 99.0)]
    assert sitting_after(ALL_RIGHT, [SceneBegun(0, "one")], another) == playing._replace(last=playing.last)
    assert sitting_after(ALL_RIGHT, play_events(0), [SceneBegun(0, "more")]).under_way is None


def test_nothing_is_played_before_its_stage_is_open() -> None:
    early = sitting_after(play_events(0), ALL_RIGHT, [SceneBegun(1, "early")])
    assert (early.phase, early.plays, early.under_way) == (ExamPhase.SCENE, (), None)


def test_an_exam_that_is_not_over_is_not_begun_again() -> None:
    assert len(fold_sittings([begun_event(), *answers(1), begun_event()])) == 1
    twice = fold_sittings([begun_event(), *answers(0, QUESTIONS), begun_event(), *answers(1)])
    assert [sitting.phase for sitting in twice] == [ExamPhase.FAILED, ExamPhase.KNOWLEDGE]
    assert [(sitting.first, sitting.last) for sitting in twice] == [(0, QUESTIONS), (QUESTIONS + 1, QUESTIONS + 2)]


def test_unreadable_events_change_nothing() -> None:
    assert sitting_after([None], ALL_RIGHT, [None]).phase is ExamPhase.SCENE
    assert fold_sittings([None, *ALL_RIGHT]) == []


def test_there_is_a_rule_for_every_phase_and_something_to_do_in_every_stage() -> None:
    assert set(TABLE) == set(ExamPhase)
    assert [phase for phase in ExamPhase if TABLE[phase]] == list(PHASES)
    assert {kind for rules in TABLE.values() for kind in rules} == set(get_args(Step))


def test_every_event_comes_back_from_the_journal_as_it_was() -> None:
    for event in (begun_event(), *ALL_RIGHT, *play_events(0, None, "shout", end=PlayEnd.GONE), *play_events(1)):
        assert event_from_json(json.loads(json.dumps(event_to_json(event)))) == event


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"event": "later"},
        {"event": "answered", "question": "x", "choice": 0},
        {"event": "scene_played", "task": 0},
        {**event_to_json(begun_event()), "tasks": []},
        {**event_to_json(begun_event()), "questions": [{}]},
        {**event_to_json(begun_event()), "versions": {"more": 1}},
    ],
)
def test_invalid_events_are_read_as_none(damaged: dict[str, object]) -> None:
    assert event_from_json(damaged) is None


# -- what is drawn ---------------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_scenes_and_other_seeds_others() -> None:
    stage = STAGES.unseen
    assert draw_scenes(stage, 5, ()) == draw_scenes(stage, 5, ())
    assert len({tuple(each.scene for each in draw_scenes(stage, seed, ())) for seed in range(60)}) == 6


def test_scenes_met_before_are_drawn_only_if_the_others_are_too_few() -> None:
    for seed in range(20):
        assert {each.scene for each in draw_scenes(STAGES.unseen, seed, {"second"})} == {"first", "third"}
        assert "third" in {each.scene for each in draw_scenes(STAGES.unseen, seed, {"first", "second"})}


def test_of_several_items_of_one_scene_one_is_drawn() -> None:
    stage = UnseenStage((item("first", 1), item("first", 2), item("second")), 2, 60, 0)
    assert all({each.scene for each in draw_scenes(stage, seed, ())} == {"first", "second"} for seed in range(20))
    assert len({(each.scene, each.seed) for seed in range(20) for each in draw_scenes(stage, seed, ())}) == 3
