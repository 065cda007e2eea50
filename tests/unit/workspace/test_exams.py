"""Exams in the record: every step is stored before the next is shown, and nothing is done twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from command_runs import ShipLibrary
from exam_desk import GOOD_WALK, POOR_WALK, exam_home
from roleplay.exam.events import PlayEnd
from roleplay.exam.sitting import ExamPhase, Sitting, SittingRefusal
from roleplay.presenting.exam.steps import ExamStep, step_of, step_page
from roleplay.session import Attempt, Decision, Mode, Setup
from roleplay.workspace.exams import KIND, ExamRecord, exam_records
from roleplay.workspace.workspace import Workspace


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = exam_home(tmp_path)
    ship_library(tmp_path / "none")
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    return home


def open_exam(clock: Clock) -> ExamRecord:
    """The exam as a newly started program finds it."""
    (record,) = exam_records(Workspace(now=clock))
    return record


def killed(record: ExamRecord, clock: Clock) -> ExamRecord:
    """Kill the program and start another one."""
    record.workspace.close()
    return open_exam(clock)


def sitting(record: ExamRecord) -> Sitting:
    assert record.sitting is not None
    return record.sitting


def answer_all(record: ExamRecord, *, wrong: int = 0) -> None:
    while (question := sitting(record).question) is not None:
        right = len(sitting(record).answers) >= wrong
        record.answer(question.right if right else (question.right + 1) % len(question.choices))


def scene(record: ExamRecord) -> Attempt:
    attempt = record.play("en")
    assert attempt is not None
    return attempt


def play(record: ExamRecord, walk: tuple[str, ...] = GOOD_WALK) -> None:
    attempt = scene(record)
    for choice in walk[len(attempt.decisions) :]:
        attempt.say(Decision(choice, "en"))
    record.refresh()


def test_it_is_passed_with_a_kill_between_any_two_steps(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    original = sitting(record)
    while (question := sitting(record).question) is not None:
        record.answer(question.right)
        record = killed(record, clock)
        assert sitting(record).begun == original.begun, "questions and scenes are unchanged"
    while not sitting(record).over:
        attempt = scene(record)
        assert attempt.setup.mode is Mode.EXAM
        assert not attempt.may_take_back
        assert dict(attempt.setup.personas) == ({} if sitting(record).phase is ExamPhase.SCENE else {"wang": "touchy"})
        played = attempt.journal.attempt_id
        for number, choice in enumerate(GOOD_WALK, 1):
            attempt.say(Decision(choice, "en"))
            record = killed(record, clock)
            if number < len(GOOD_WALK):
                attempt = scene(record)
                assert (attempt.journal.attempt_id, len(attempt.decisions)) == (played, number)
    assert sitting(record).phase is ExamPhase.PASSED
    assert len(record.workspace.store.history()) == 3, "its scenes are ordinary attempts"
    assert [play.score for play in sitting(record).plays] == [100, 100, 100]
    assert {str(play.cast[0].persona.get("en")) for play in sitting(record).plays[1:]} == {"touchy"}


def test_a_kill_between_beginning_a_scene_and_its_event_begins_no_second_attempt(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    answer_all(record)
    kill = mock.patch.object(record.workspace.store.practice, "add", side_effect=KeyboardInterrupt)
    with kill, pytest.raises(KeyboardInterrupt):
        record.play("en")
    (original,) = record.workspace.store.unfinished()
    record = killed(record, clock)
    assert sitting(record).under_way is None
    assert scene(record).journal.attempt_id == original.id
    assert len(record.workspace.store.unfinished()) == 1


def test_answers_and_attempts_are_not_replaced(home: Path, clock: Clock) -> None:
    record, other = open_exam(clock), open_exam(clock)
    record.begin(5)
    other.begin(6)
    other.refresh()
    assert len(other.sittings) == 1, "two windows, one sitting"
    assert sitting(other).begun.seed == 5
    record.answer(1)
    other.answer(0)
    other.refresh()
    record.refresh()
    assert record.sitting == other.sitting
    assert sitting(other).answers == (1,)


def test_of_two_windows_at_a_scene_the_named_attempt_counts(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    answer_all(record)
    other = open_exam(clock)
    first, second = scene(record), scene(other)
    first.say(Decision("wait", "en"))
    for choice in GOOD_WALK:  # diverges from the first
        second.say(Decision(choice, "en"))
    other.refresh()
    assert sitting(other).plays == (), "no score of one attempt under the id of another"
    assert (other.plays.pop_divergence(), other.plays.pop_divergence(), record.plays.pop_divergence()) == (
        True,
        False,
        False,
    )
    gone_on = scene(other)
    assert [decision.choice for decision in gone_on.decisions] == ["wait"]
    for choice in POOR_WALK[1:]:
        gone_on.say(Decision(choice, "en"))
    other.refresh()
    (played,) = sitting(other).plays
    past = {each.id: each for each in other.workspace.store.history()}
    assert played.attempt == first.journal.attempt_id
    assert played.score == past[played.attempt].score
    assert len(past) == 2


def test_a_discarded_or_deleted_scene_is_not_played_again(home: Path, clock: Clock) -> None:
    for end in (PlayEnd.DISCARDED, PlayEnd.GONE):
        record = open_exam(clock)
        store = record.workspace.store
        record.begin(5)
        answer_all(record)
        attempt = scene(record).journal.attempt_id or ""
        if end is PlayEnd.GONE:
            store.delete([attempt])
        else:
            store.abandon(attempt)
        assert record.play("en") is None
        assert (sitting(record).phase, sitting(record).plays[0].end) == (ExamPhase.FAILED, end)
        store.delete_everything()
        record.workspace.close()


def test_deleting_the_attempts_of_a_scene_does_not_reopen_the_exam(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    answer_all(record)
    play(record)
    store = record.workspace.store
    store.delete(store.attempts_at("desk"))
    store.practice.forget("desk")
    record.refresh()
    assert sitting(record).plays[0].score == 100
    assert sitting(record).phase is ExamPhase.UNSEEN


def test_poor_play_fails_and_is_reported_by_stage(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    answer_all(record, wrong=1)
    play(record, POOR_WALK)
    assert sitting(record).phase is ExamPhase.FAILED
    assert [(each.stage, each.reached) for each in sitting(record).results] == [
        (ExamPhase.KNOWLEDGE, True),
        (ExamPhase.SCENE, False),
    ]


def test_crossing_a_red_line_fails_whatever_the_score(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    answer_all(record)
    play(record, ("lie",))
    assert sitting(record).plays[0].crossed == ("shout",)
    assert sitting(record).phase is ExamPhase.FAILED


def test_known_scenes_are_drawn_last_and_reported(home: Path, clock: Clock) -> None:
    workspace = Workspace(now=clock)
    for name in ("desk", "desk-b"):
        workspace.begin(name, Setup(), "en")
    workspace.store.practice.add("focus", "card", {}, "desk-c")
    workspace.close()
    record = open_exam(clock)
    record.begin(5)
    tasks = {task.item.scene: task.met_before for task in sitting(record).begun.tasks}
    assert tasks.pop("desk") is True
    assert tasks.pop("desk-a") is False
    assert list(tasks.values()) == [True], "there were too few others"


@pytest.mark.parametrize(("again", "why"), [(None, SittingRefusal.ONCE), (10, SittingRefusal.NOT_YET)])
def test_it_can_be_repeated_when_its_file_allows_it(
    tmp_path: Path,
    ship_library: ShipLibrary,
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    again: int | None,
    why: SittingRefusal,
) -> None:
    home = exam_home(tmp_path, **({} if again is None else {"again": again}))
    ship_library(tmp_path / "none")
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    record = open_exam(clock)
    assert record.refusal() is None
    record.begin(5)
    assert record.refusal() is SittingRefusal.UNDER_WAY
    answer_all(record, wrong=2)
    assert sitting(record).phase is ExamPhase.FAILED
    assert record.refusal() is why
    record.begin(6)
    assert len(record.sittings) == 1
    clock.now += timedelta(days=9, hours=23)
    assert record.refusal() is why
    clock.now += timedelta(hours=2)
    record = killed(record, clock)
    record.begin(6)
    assert len(record.sittings) == (1 if again is None else 2)


def test_changing_the_file_does_not_affect_a_sitting(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    before = sitting(record).begun
    path = home / "library" / "forms" / "counter.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"pass": 50', '"pass": 100'), encoding="utf-8")
    record = killed(record, clock)
    assert record.exam.stages.knowledge.pass_mark == 100
    answer_all(record, wrong=1)
    assert sitting(record).begun == before
    assert sitting(record).phase is ExamPhase.SCENE


def test_setting_the_clock_back_loses_nothing(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin(5)
    clock.now -= timedelta(days=2)
    answer_all(record)
    record = killed(record, clock)
    assert sitting(record).phase is ExamPhase.SCENE


def test_it_cannot_begin_without_a_playable_scene_or_questions(home: Path, clock: Clock) -> None:
    (home / "library" / "scenarios" / "desk-c.yaml").unlink()
    # this also breaks the exam, unless it was read before
    assert exam_records(Workspace(now=clock)) == []


def test_damaged_events_are_ignored(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.workspace.store.practice.add(KIND, "counter", {"event": "answered"})
    record.begin(5)
    record.workspace.store.practice.add(KIND, "counter", {"place": "x"})
    answer_all(record)
    record = killed(record, clock)
    assert sitting(record).phase is ExamPhase.SCENE


def page(record: ExamRecord, briefed: int | None = None) -> tuple[ExamStep, str]:
    """The next step, and the text of its page."""
    fact, library, words = record.fact, record.workspace.library, record.workspace.words("en")
    step = step_of(fact, briefed)
    return step, "\n".join(text.text for text in step_page(step, fact, library.contents, library.bundle, words))


def test_the_next_step_is_shown_with_the_action_of_enter(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    words = record.workspace.words("en")

    def assert_page(step: ExamStep, *texts: str, briefed: int | None = None) -> None:
        step_shown, text = page(record, briefed)
        assert step_shown is step
        for each in texts:
            assert each in text

    assert_page(ExamStep.RULES, words("exam.begin.enter"), "Whether one can do it.")
    record.begin()
    assert_page(ExamStep.QUESTION, words("exam.begin.enter_on"), "Stage 1 of 3")
    answer_all(record)
    assert_page(ExamStep.STAGE, words("exam.begin.enter_on"), "Stage 2 of 3")
    assert_page(ExamStep.BRIEFING, words("exam.begin.enter_scene"), "Brief situation.", briefed=0)
    assert_page(ExamStep.STAGE, briefed=1)
    scene(record)
    record.refresh()
    assert_page(ExamStep.UNDER_WAY, words("exam.begin.enter_scene_on"), briefed=0)
    play(record, POOR_WALK)
    step, text = page(record)
    assert step is ExamStep.CLOSED
    assert words("exam.begin.enter") not in text
    assert "Not passed" in text


def test_the_page_shows_why_a_scene_cannot_be_read(home: Path, clock: Clock) -> None:
    record = open_exam(clock)
    record.begin()
    answer_all(record)
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    record.workspace.reload_library()
    step, text = page(record, 0)
    assert step is ExamStep.BRIEFING
    assert "desk" in text
    assert "Brief situation." not in text
