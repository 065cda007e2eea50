"""Five scenes practised on five days: what improved, what is overdone and what is due is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import bilingual, desk, desk_home
from roleplay.locales import catalogue
from roleplay.presenting.due import due, due_lines
from roleplay.presenting.plan import PlanDays, TaskKind
from roleplay.presenting.plan_words import item_text, plan_markdown
from roleplay.presenting.progress import progress, progress_lines
from roleplay.presenting.smart import smart
from roleplay.reports.plan import plan_page
from roleplay.session import Decision, Mode, Options, Setup
from roleplay.workspace.focus import FocusDrill, tries_of
from roleplay.workspace.plans import PlanDesk, check_in_day
from roleplay.workspace.workspace import Workspace

#: The lines said each day, and how sure the learner was of the last one.
DAYS = (("wait", "later", 1), ("wait", "later", 2), ("wait", "today", 2), ("sit", "later", 3), ("sit", "today", 3))
FIRST_DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    scenes = [desk(id=f"desk{n}", title=bilingual(f"Counter {n}", f"柜台{n}")) for n in range(len(DAYS))]
    home = desk_home(tmp_path, *scenes)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    ship_library(tmp_path / "none")
    return home


def day_of(number: int) -> Workspace:
    return Workspace(now=lambda: FIRST_DAY + timedelta(days=number))


def played(number: int) -> None:
    workspace = day_of(number)
    setup = Setup(number, Mode.PRACTICE, options=Options(ask_sure=True))
    attempt = workspace.begin(f"desk{number}", setup, "en")
    first, second, sure = DAYS[number]
    attempt.say(Decision(first, "en", sure=1))
    attempt.say(Decision(second, "en", sure=sure))
    workspace.close()


def texts_on(number: int) -> tuple[str, list[str]]:
    """The progress page and the list of due cards on a day."""
    workspace, words = day_of(number), catalogue("en")
    finished, contents = workspace.store.history(), workspace.library.contents
    facts = due(finished, contents, workspace.now, words, tries_of(workspace))
    lines = due_lines(facts, workspace.now, words)
    workspace.close()
    return "\n".join(progress_lines(progress(finished, contents, words), words)), lines


def test_a_learner_sees_progress_after_five_days(home: Path) -> None:
    for number in range(3):
        played(number)
    page, _ = texts_on(3)
    assert "Hearing: 0% at first, 0% lately" in page
    assert "it practises “Hearing”, which averaged 0%" in page
    assert "Counter 3" in page.splitlines()[1], "a scene not played yet"
    assert "cuts in: in 3 lines of 3 attempts; those lines were 12 points below the best" in page
    played(3)
    played(4)
    page, _ = texts_on(4)
    assert "Hearing: 0% at first, 100% lately, 66% on average" in page, "what improved"
    assert "Acting: 0% at first, 100% lately" in page
    assert "puts off: in 3 lines of 3 attempts" in page, "what is overdone"
    _, lines = texts_on(4)
    assert lines == ["Nothing is due."], "both were practised today"
    _, lines = texts_on(60)
    criteria = [line for line in lines[1:] if "(Desk)" in line]
    assert {line.partition("”")[0] for line in lines[1:]} == {"“Hearing", "“Acting", "“cuts in", "“puts off"}
    assert {line.partition("”")[0] for line in criteria} == {"“Hearing", "“Acting"}
    assert all("Practises it: “Counter " in line and "Counter 4" not in line for line in criteria), "another scene"


def test_a_confident_error_is_due_the_next_day(home: Path) -> None:
    for number in range(4):
        played(number)
    _, lines = texts_on(4)
    assert lines[1].startswith("“Acting” (Desk): due today")
    assert "very sure of a line that was not the best on it" in lines[1]


def drilled(number: int, card: str) -> list[str]:
    """Play a focus drill on a day with the best lines; returns the nodes at which its tries began."""
    workspace = day_of(number)
    drill, begun = FocusDrill(workspace, card, "en"), list[str]()
    while not drill.over:
        tried = drill.next_try()
        assert tried is not None
        begun.append(tried.state.node)
        while not tried.over:
            tried.attempt.say(Decision(tried.attempt.judge.best(tried.attempt.state).choice, "en"))
        drill.keep(tried)
    workspace.close()
    return begun


def test_a_focus_drill_moves_the_due_date(home: Path) -> None:
    for number in range(len(DAYS)):
        played(number)
    _, lines = texts_on(60)
    assert len(lines) == 5
    assert drilled(60, "desk-rubric.act") == ["two"] * 3, "where points for acting were lost, in three scenes"
    assert drilled(60, "move:cut_in") == ["one"] * 3
    _, lines = texts_on(60)
    assert {line.partition("”")[0] for line in lines[1:]} == {"“Hearing", "“puts off"}, "the others have another date"
    _, lines = texts_on(400)
    (acting,) = (line for line in lines if line.startswith("“Acting"))
    assert "100% in focus drills on 2026-05-01" in acting
    workspace = day_of(61)
    assert len(workspace.store.history()) == len(DAYS), "tries are not attempts"
    workspace.close()


def test_the_printed_plan_names_dates_and_measures(home: Path) -> None:
    for number in range(len(DAYS)):
        played(number)
    workspace, words = day_of(5), catalogue("en")
    desk = PlanDesk(workspace)
    desk.make(PlanDays.MONTH)
    plan = desk.plan
    assert plan is not None
    assert [(ref, int(recent), count) for ref, recent, count in plan.basis.weak] == [
        ("desk-rubric.act", 66, 5),
        ("desk-rubric.hear", 66, 5),
    ]
    fact = desk.fact(words)
    assert fact is not None
    for text in (plan_page(fact, desk.weak_courses(words), words), plan_markdown(fact, words)):
        for item in fact.items:
            assert item.measure in text
            assert "2026-03-07" < item.day <= "2026-04-06"
            assert item.day in text
        assert "Hearing" in text
    assert "<svg" in plan_page(fact, desk.weak_courses(words), words), "and shows how they went"
    assert all(smart(item_text(item, workspace.library.contents, words), desk.today).complete for item in plan.items)
    workspace.close()
    focus = next(item.task for item in plan.items if item.task is not None and item.task.kind is TaskKind.FOCUS)
    drilled(7, focus.ref)
    workspace = day_of(7)
    by_kind = {each.item.task.kind: each for each in PlanDesk(workspace).standings if each.item.task is not None}
    assert by_kind[TaskKind.FOCUS].done == "2026-03-09", "the record ticks it"
    assert by_kind[TaskKind.DAYS].so_far == 1, "the day of a focus drill counts as practice"
    assert PlanDesk(workspace).days.days == tuple(f"2026-03-0{day}" for day in (2, 3, 4, 5, 6, 9))
    assert check_in_day(workspace) == ""
    workspace.close()
    workspace = day_of(13)
    assert check_in_day(workspace) == "2026-03-14"
    workspace.close()
