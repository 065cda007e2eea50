"""Plans: changes are stored, and the status comes from the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk_home
from roleplay.locales import catalogue
from roleplay.presenting.plan import PlanDays, PlanItem, PlanPhase, Task, TaskKind
from roleplay.presenting.plan_steps import PlanDestination, PlanOutcome, PlanPlace, destination_of
from roleplay.presenting.plan_words import ItemFact, PlanFact
from roleplay.presenting.progress import Course
from roleplay.reports.plan import plan_page
from roleplay.workspace.plans import PlanDesk, check_in_day
from roleplay.workspace.workspace import Workspace

START = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path)))
    ship_library(tmp_path / "none")
    return Workspace(now=lambda: START)


def facts(workspace: Workspace) -> list[ItemFact]:
    fact = PlanDesk(workspace).fact(catalogue("en"))
    return [] if fact is None else list(fact.items)


def test_changes_are_stored(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    desk.add("Nothing to add it to")
    assert facts(workspace) == []
    desk.make(PlanDays.MONTH)
    count = len(facts(workspace))
    desk.add("  By 10 December: two calls\nwith an open question ")
    own = next(fact for fact in facts(workspace) if fact.standing.item.phase is PlanPhase.OWN)
    assert (own.what, own.day, own.measure) == ("By 10 December: two calls with an open question", "2026-12-10", "")
    desk.change(own.standing.item, "Two calls each week")
    (own,) = (fact for fact in facts(workspace) if fact.standing.item.phase is PlanPhase.OWN)
    assert (own.what, own.day) == ("Two calls each week", "2026-12-10"), "the date is kept if the words name none"
    desk.tick(own.standing.item, done=True)
    assert [fact.standing.done for fact in facts(workspace) if fact.done] == ["2026-11-29"]
    desk.remove(own.standing.item)
    assert len(facts(workspace)) == count
    desk.make(PlanDays.HALF_YEAR)
    plan = PlanDesk(workspace).plan
    assert plan is not None
    assert plan.days is PlanDays.HALF_YEAR, "only one plan is in force"
    desk.end()
    assert PlanDesk(workspace).plan is None
    assert workspace.store.practice.events("plan"), "the old plan stays in the record"
    workspace.store.delete_everything()
    assert workspace.store.practice.events("plan") == []


def test_only_opening_an_example_is_not_a_day_of_practice(workspace: Workspace) -> None:
    workspace.store.practice.add("example", "watch", {"done": False}, "desk")
    assert PlanDesk(workspace).days.days == ()
    workspace.store.practice.add("example", "watch", {"done": True}, "desk")
    assert PlanDesk(workspace).days.days == ("2026-11-29",)


def test_a_check_in_is_due_from_its_date(workspace: Workspace) -> None:
    assert check_in_day(workspace) == ""
    desk = PlanDesk(workspace)
    desk.make(PlanDays.MONTH)
    later = Workspace(now=lambda: START + timedelta(days=7))
    assert check_in_day(later) == "2026-12-06"
    item = PlanDesk(later).check_in
    assert item is not None
    PlanDesk(later).tick(item, done=True)
    assert check_in_day(later) == ""


def test_the_page_draws_at_most_three_courses_with_enough_attempts() -> None:
    plan, words = PlanFact("A plan", "", (), (), "2026-11-29"), catalogue("en")
    courses = [Course(f"heat.{n}", f"Course {n}", (10.0, 20.0, 30.0)) for n in range(5)]
    assert plan_page(plan, courses, words).count("<svg") == 3
    assert "<svg" not in plan_page(plan, [courses[0]._replace(percents=(10.0, 20.0))], words)
    hostile = courses[0]._replace(name="</text><script>alert(1)</script>")
    assert "<script>" not in plan_page(plan, [hostile], words)


def test_a_plan_ended_in_another_window_is_detected(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    assert desk.revalidate()
    desk.make(PlanDays.MONTH)
    plan = desk.plan
    assert plan is not None
    assert desk.revalidate(plan.items[0])
    PlanDesk(workspace).remove(plan.items[0])
    assert desk.revalidate()
    assert not desk.revalidate(plan.items[0])
    later = Workspace(now=lambda: START + timedelta(hours=1))
    PlanDesk(later).make(PlanDays.HALF_YEAR)
    assert not desk.revalidate()
    assert desk.revalidate(), "the change is known by now"
    PlanDesk(later).end()
    assert not desk.revalidate()


def test_actions_on_a_plan_ended_in_another_window_are_refused(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    assert desk.add("Nothing to add it to") is PlanOutcome.WAITING
    asks: list[tuple[Callable[[PlanItem], PlanOutcome], PlanOutcome]] = [
        (desk.remove, PlanOutcome.CHANGED),
        (lambda item: desk.tick(item, done=True), PlanOutcome.CHANGED),
        (lambda _: desk.make(PlanDays.HALF_YEAR), PlanOutcome.CHANGED),
        (lambda item: desk.change(item, "Talk to Ana"), PlanOutcome.WAITING),
        (lambda _: desk.add("Talk to Ben"), PlanOutcome.WAITING),
    ]
    for ask, answer in asks:
        assert desk.make(PlanDays.MONTH) is PlanOutcome.DONE
        item = next(each.item for each in desk.standings if not each.verifiable)
        PlanDesk(workspace).end()
        before = workspace.store.practice.events("plan")
        assert ask(item) is answer
        assert workspace.store.practice.events("plan") == before
    assert desk.waiting == "Talk to Ben", "the last text entered"


def test_pending_text_is_available_at_every_desk_until_it_is_added(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    desk.make(PlanDays.MONTH)
    PlanDesk(workspace).end()
    desk.add("Talk to Ana")
    other = PlanDesk(workspace)
    other.make(PlanDays.MONTH)
    assert other.waiting == "Talk to Ana"
    assert other.add(other.waiting) is PlanOutcome.DONE
    assert PlanDesk(workspace).waiting == ""


def test_items_ticked_by_the_record_cannot_be_ticked_manually(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    desk.make(PlanDays.MONTH)
    seen = next(each.item for each in desk.standings if each.verifiable)
    assert desk.tick(seen, done=True) is PlanOutcome.SEEN
    assert [fact.standing.done for fact in facts(workspace) if fact.done] == []


def test_an_item_links_to_its_exercise(workspace: Workspace) -> None:
    desk = PlanDesk(workspace)
    desk.make(PlanDays.MONTH)
    entries = workspace.library.entries
    assert desk.plan is not None
    destinations = {item.task.kind: destination_of(item, entries) for item in desk.plan.items if item.task is not None}
    assert destinations[TaskKind.PLAY].place is PlanPlace.SCENE
    assert destinations[TaskKind.PLAY].name in {entry.id for entry in entries}
    assert destinations[TaskKind.SHARE].place is PlanPlace.ELSEWHERE
    item = desk.plan.items[0]
    for task, way in (
        (Task(TaskKind.PLAY, scene="none_such", mode="guided"), PlanDestination(PlanPlace.ELSEWHERE)),
        (Task(TaskKind.FOCUS, ref="heat.hear"), PlanDestination(PlanPlace.FOCUS, "heat.hear")),
        (Task(TaskKind.DUE), PlanDestination(PlanPlace.DUE)),
        (Task(TaskKind.GOAL), PlanDestination(PlanPlace.GOALS)),
        (None, PlanDestination(PlanPlace.ELSEWHERE)),
    ):
        assert destination_of(item._replace(task=task), entries) == way
