"""An exam on the screens: from its rules through its questions to a scene that is left and resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from exam_desk import exam_home, right_answers
from roleplay.exam.sitting import ExamPhase
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.quiz import QuizScreen
from roleplay.workspace.exams import exam_records
from roleplay.workspace.workspace import Workspace

from .app_under_test import Golden, flat, wait_for, wait_screen, wait_text
from .conversation_steps import MakeApp

SEED = 5
RIGHT = right_answers(SEED)


@pytest.fixture(autouse=True)
def counter(workspace: Workspace, tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library with the exam at the desk, in place of the usual one."""
    ship_library(exam_home(tmp_path / "ship") / "library")
    monkeypatch.setattr("roleplay.workspace.exams.fresh_seed", lambda: SEED)


def phase(workspace: Workspace) -> ExamPhase | None:
    (record,) = exam_records(workspace)
    return None if record.sitting is None else record.sitting.phase


def number_of(app: RoleplayApp, text: str) -> str:
    """The number key of the line that contains ``text``."""
    shown = flat(app)
    return shown[shown.index(text) - 1]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_rules_come_first_and_it_begins_only_after_a_question(
    make_app: MakeApp, workspace: Workspace, golden: Golden, language: str
) -> None:
    app = make_app(language, exam="counter")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "ExamScreen")
        golden(app, f"exam-rules-80x24-{language}")
        await pilot.press("enter")
        await wait_screen(pilot, "BackQuestion")
        await pilot.press("enter")  # the safe answer
        await wait_screen(pilot, "ExamScreen")
        assert phase(workspace) is None
        await pilot.press("enter", "2")
        await wait_screen(pilot, "QuizScreen")
        assert phase(workspace) is ExamPhase.KNOWLEDGE
        golden(app, f"exam-quiz-80x24-{language}")


async def test_an_answer_is_selected_and_then_given(make_app: MakeApp, workspace: Workspace) -> None:
    app = make_app("en", exam="counter")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "ExamScreen")
        await pilot.press("enter", "2")
        await wait_screen(pilot, "QuizScreen")
        quiz = app.screen
        assert isinstance(quiz, QuizScreen)
        await pilot.press("enter")
        await wait_text(pilot, "Question 1 of 2")  # nothing is selected
        await pilot.press("1", str(RIGHT[0]), "L")
        await wait_text(pilot, "第 1 题，共 2 题")
        assert quiz.choices.highlighted == RIGHT[0] - 1
        await pilot.press("L", "enter")
        await wait_text(pilot, "Question 2 of 2")
        assert quiz.choices.highlighted == -1
        await pilot.press("escape")
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "Next: question 2 of 2")
        await pilot.press("enter")
        await wait_screen(pilot, "QuizScreen")
        await pilot.press("down")
        for _ in range(RIGHT[1] - 1):
            await pilot.press("down")
        await pilot.press("enter")
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "Every question was answered correctly.")
        assert phase(workspace) is ExamPhase.SCENE


async def test_a_scene_is_begun_left_resumed_and_leads_back(make_app: MakeApp, workspace: Workspace) -> None:
    (record,) = exam_records(workspace)
    record.begin()
    for answer in RIGHT:
        record.answer(answer - 1)
    app = make_app("en", exam="counter")
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "Stage 2 of 3")
        await pilot.press("enter")
        await wait_text(pilot, "It can be begun only once.")
        await wait_text(pilot, "Brief situation.")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        await wait_text(pilot, "Please sit, and go on.")
        (attempt,) = workspace.store.unfinished()
        assert attempt.mode == "exam"
        await pilot.press(number_of(app, "Pleasesit"))
        await wait_for(pilot, lambda: len(workspace.store.unfinished()[0].decisions) == 1)
        app.action_leave()
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "where it stopped")
        await pilot.press("enter")
        await wait_screen(pilot, "ConversationScreen")
        assert [each.id for each in workspace.store.unfinished()] == [attempt.id]
        await wait_text(pilot, "You get it today.")
        await pilot.press(number_of(app, "Yougetit"))
        await wait_for(pilot, lambda: not workspace.store.unfinished())
        await pilot.press("enter")
        await wait_screen(pilot, "SittingDebriefScreen")
        await pilot.press("escape", "l")
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "Stage 3 of 3: Unseen scenes")
        await wait_text(pilot, "100% on Desk")


async def test_the_result_is_shown_when_it_is_over(make_app: MakeApp, workspace: Workspace) -> None:
    (record,) = exam_records(workspace)
    record.begin()
    for answer in RIGHT:
        record.answer(answer % 3)
    app = make_app("en", exam="counter")
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_screen(pilot, "ExamScreen")
        await wait_text(pilot, "Not passed")
        await wait_text(pilot, "Not opened: The known scene, Unseen scenes")
        await wait_text(pilot, "cannot be taken again, whatever comes of it")
        await pilot.press("enter")
        await wait_text(pilot, "That key does nothing here")
        assert type(app.screen).__name__ == "ExamScreen"


async def test_an_exam_that_is_not_there_shows_the_library(make_app: MakeApp) -> None:
    app = make_app("en", exam="other")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
