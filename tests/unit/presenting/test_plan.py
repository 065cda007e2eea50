"""A plan: made from the weakest criteria, stored as events, ticked by the record, shown with measures and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.ladder import ladder
from roleplay.presenting.plan import (
    ActionPlan,
    PlanDays,
    PlanEventKind,
    PlanItem,
    PlanPhase,
    Task,
    TaskKind,
    added_data,
    changed_data,
    event_data,
    made_data,
    next_id,
    plan_in_force,
)
from roleplay.presenting.plan_making import plan_inputs, plan_items, target_percent
from roleplay.presenting.plan_standing import ItemStanding, PracticeRecord, check_in_due, standings
from roleplay.presenting.plan_words import item_text, plan_fact, plan_json, plan_lines, plan_markdown
from roleplay.presenting.practice_days import practice_days
from roleplay.presenting.smart import smart
from roleplay.reading.contents import Contents
from roleplay.records.model import (
    AttemptResult,
    AttemptSummary,
    GoalAnswer,
    GoalCheck,
    GoalRecord,
    PracticeTally,
    When,
)
from talk_scene import bundle

from .test_ladder import START
from .test_progress import FIRST, REF, RUBRIC, contents, entry

OTHER = f"{RUBRIC.id}.{RUBRIC.criteria[1].id}"
MOVES = bundle().moves
POOR = next(move for move in MOVES.values() if move.kind == "poor" and move.instead)
LIBRARY = contents(
    entry("one", 1, newcomers=1),
    entry("two", 2, newcomers=2),
    entry("a", 3, practised=(REF,)),
    entry("b", 3, practised=(REF, OTHER)),
)._replace(moves=MOVES)
GOAL = GoalRecord("When I am about to explain, I first listen.", START, "x", "a", in_force=True)


class Event(NamedTuple):
    """A journal event."""

    about: str
    at: When
    data: Mapping[str, Any]


def attempt_on(
    day: float, scene: str = "a", mode: str = "practice", *, passed: bool = True, poor: int = 0, **scores: float
) -> AttemptSummary:
    at = START + timedelta(days=day)
    refs = {REF: scores["first"]} if "first" in scores else {}
    refs |= {OTHER: scores["other"]} if "other" in scores else {}
    counted = PracticeTally({POOR.id: (poor, 2 * poor)} if poor else {}, offered={POOR.id: 3})
    result = AttemptResult("end", "success", passed, refs, RUBRIC.id, scoring=99, counted=counted)
    return AttemptSummary(f"{day}", scene, mode, "en", at, at, result)


LOW = tuple(attempt_on(day, first=20, other=60, poor=1) for day in (-3, -2, -1))


def started_plan(
    *finished: AttemptSummary,
    days: PlanDays = PlanDays.MONTH,
    library: Contents = LIBRARY,
    goal: GoalRecord | None = GOAL,
) -> ActionPlan:
    on_it = plan_inputs(finished, goal, library, START)
    plan = plan_in_force([Event("p", START, made_data(days, on_it.basis, plan_items(on_it, days, START)))])
    assert plan is not None
    return plan


def practice_record(
    *finished: AttemptSummary, goals: tuple[GoalRecord, ...] = (), focused: tuple[tuple[str, When], ...] = ()
) -> PracticeRecord:
    days = practice_days(finished, (at for _, at in focused))
    return PracticeRecord(finished, goals, focused, days, ladder(finished, LIBRARY, START))


def of_kind(plan: ActionPlan, kind: TaskKind, what: PracticeRecord) -> ItemStanding:
    matching = [each for each in standings(plan, what) if each.item.task is not None and each.item.task.kind is kind]
    return matching[0]


# -- made ------------------------------------------------------------------------------------


def test_a_plan_is_made_from_the_weakest_criteria() -> None:
    plan = started_plan(*LOW)
    assert plan.basis.weak[0] == (REF, 20, 3)
    assert plan.basis.weak[1][0] == OTHER
    assert plan.basis.moves == (POOR.id,)
    tasks = {item.task.kind: item.task for item in reversed(plan.items) if item.task is not None}
    assert tasks[TaskKind.FOCUS].ref == REF
    assert (tasks[TaskKind.REACH].ref, tasks[TaskKind.REACH].amount) == (REF, 25), "the next level"
    assert tasks[TaskKind.REAL].move == POOR.id
    assert tasks[TaskKind.GOAL].goal == GOAL.text
    scenes = [item.task.scene for item in plan.items if item.task is not None and item.task.kind is TaskKind.PLAY]
    assert scenes == ["b", "a"], "one that was not played yet, then another"
    assert {item.phase for item in plan.items} >= {
        PlanPhase.WEEK_1,
        PlanPhase.WEEKS_2_3,
        PlanPhase.WEEK_4,
        PlanPhase.CHECK_INS,
    }


def test_the_target_is_the_next_level() -> None:
    assert [target_percent(recent) for recent in (0, 24.9, 25, 54, 60, 79.9, 80, 100)] == [
        25,
        25,
        55,
        55,
        80,
        80,
        80,
        80,
    ]


def test_nothing_is_called_weak_with_too_few_attempts() -> None:
    plan = started_plan(attempt_on(-1, first=0), goal=None)
    assert plan.basis.weak == ()
    scenes = [item.task.scene for item in plan.items if item.task is not None and item.task.kind is TaskKind.PLAY]
    assert scenes[:2] == ["one", "two"], "the path for who begins"
    words = catalogue("en")
    fact = plan_fact(plan, standings(plan, practice_record()), LIBRARY, "2026-03-02", words)
    assert fact.basis[0] == words("plan.rests_on.few", count=1)
    strong = started_plan(*(attempt_on(day, first=90) for day in (-3, -2, -1)))
    fact = plan_fact(strong, standings(strong, practice_record()), LIBRARY, "2026-03-02", words)
    assert words("plan.rests_on.strong") in fact.basis


@pytest.mark.parametrize("library", [LIBRARY, contents()])
@pytest.mark.parametrize("finished", [(), LOW])
@pytest.mark.parametrize("days", PlanDays)
def test_every_item_says_what_how_much_and_by_when(
    library: Contents, finished: tuple[AttemptSummary, ...], days: PlanDays
) -> None:
    plan = started_plan(*finished, days=days, library=library)
    last = "2026-04-01" if days is PlanDays.MONTH else "2026-08-29"
    for language in ("zh", "en"):
        for item in plan.items:
            text = item_text(item, library, catalogue(language))
            assert smart(text, "2026-03-02").complete, text
            assert item.day in text
            assert "2026-03-02" < item.day <= last
    assert 6 <= len([item for item in plan.items if item.phase is not PlanPhase.CHECK_INS]) <= 18
    assert len({item.id for item in plan.items}) == len(plan.items)


# -- stored ------------------------------------------------------------------------------------


def test_a_plan_is_a_fold_over_its_events() -> None:
    inputs = plan_inputs(LOW, None, LIBRARY, START)
    events = [Event("p", START, made_data(PlanDays.MONTH, inputs.basis, plan_items(inputs, PlanDays.MONTH, START)))]
    first = plan_in_force(events)
    assert first is not None
    own = PlanItem(next_id(first, events), PlanPhase.OWN, "", None, "Ask one question in each call this week")
    events.append(Event("p", START, added_data(own)))
    talk = next(item for item in first.items if item.task is not None and item.task.kind is TaskKind.TALK)
    events.append(Event("p", START, changed_data(talk._replace(task=None, words="Talk to Ana on Friday, 10 minutes"))))
    events.append(Event("p", START + timedelta(days=3), event_data(PlanEventKind.TICKED, talk.id)))
    plan = plan_in_force(events)
    assert plan is not None
    assert next_id(plan, events) == "own2"
    assert plan.item(own.id) == own
    item = plan.item(talk.id)
    assert item is not None
    assert (item.words, item.ticked) == ("Talk to Ana on Friday, 10 minutes", START + timedelta(days=3))
    assert plan.in_order.index(own) < len(plan.items) - 4, "the check-ins come last"
    events += [
        Event("p", START, event_data(PlanEventKind.UNTICKED, talk.id)),
        Event("p", START, event_data(PlanEventKind.REMOVED, own.id)),
    ]
    plan = plan_in_force(events)
    assert plan is not None
    assert plan.item(own.id) is None
    opened = plan.item(talk.id)
    assert opened is not None
    assert opened.ticked is None
    assert next_id(plan, events) == "own2", "an id is not used again"
    again = Event("q", START, made_data(PlanDays.HALF_YEAR, inputs.basis, ()))
    assert plan_in_force([*events, again]) == ActionPlan("q", START, PlanDays.HALF_YEAR, inputs.basis, ())
    assert plan_in_force([*events, again, Event("p", START, event_data(PlanEventKind.ENDED))]) is not None, (
        "of another plan"
    )
    assert plan_in_force([*events, Event("p", START, event_data(PlanEventKind.ENDED))]) is None


@pytest.mark.parametrize(
    "data", [{}, {"what": "sung"}, {"what": "made"}, {"what": "added", "item": 3}, {"what": "ticked"}]
)
def test_an_unreadable_event_is_skipped(data: Mapping[str, Any]) -> None:
    first = Event("p", START, made_data(PlanDays.MONTH, plan_inputs((), None, LIBRARY, START).basis, ()))
    assert plan_in_force([Event("p", START, data)]) is None
    assert plan_in_force([first, Event("p", START, data)]) == plan_in_force([first])


# -- ticked by the record ----------------------------------------------------------------------


def test_attempts_since_the_plan_was_made_tick_an_item() -> None:
    plan = started_plan(*LOW)
    assert of_kind(plan, TaskKind.PLAY, practice_record(*LOW)).done is None, "what was played before does not count"
    assert of_kind(plan, TaskKind.PLAY, practice_record(attempt_on(2, "b", "exam"))).done is None, "another mode"
    assert of_kind(plan, TaskKind.PLAY, practice_record(attempt_on(2, "b"))).done == "2026-03-04"
    assert of_kind(plan, TaskKind.PASS, practice_record(attempt_on(2, "b", "exam", passed=False))).done is None
    assert of_kind(plan, TaskKind.PASS, practice_record(attempt_on(3, "b", "exam"))).done == "2026-03-05"


def test_a_percentage_must_be_reached_twice_in_three_attempts() -> None:
    plan = started_plan(*LOW)

    def reached(*percents: float) -> ItemStanding:
        return of_kind(
            plan,
            TaskKind.REACH,
            practice_record(*LOW, *(attempt_on(n, first=percent) for n, percent in enumerate(percents))),
        )

    assert (reached(24.9999).so_far, reached(24.9999).figures) == (0, (24,)), "shown rounded down, and judged so"
    assert (reached(30, 10, 10, 30).done, reached(30, 10, 10, 30).so_far) == (None, 1)
    assert reached(30, 10, 30).done == "2026-03-04"


def test_focus_goals_days_and_a_reduced_move_are_verified() -> None:
    plan = started_plan(*LOW)
    tries = tuple((REF, START + timedelta(days=day)) for day in (-1, 1, 2, 2))
    assert of_kind(plan, TaskKind.FOCUS, practice_record(focused=tries[:3])).so_far == 2
    assert of_kind(plan, TaskKind.FOCUS, practice_record(focused=tries)).done == "2026-03-04"
    yes = GoalCheck(GoalAnswer.YES, START + timedelta(days=4), "y", "a")
    assert of_kind(plan, TaskKind.GOAL, practice_record(goals=(GOAL._replace(checks=(yes,)),))).done == "2026-03-06"
    partly = yes._replace(answer=GoalAnswer.PARTLY)
    assert of_kind(plan, TaskKind.GOAL, practice_record(goals=(GOAL._replace(checks=(partly,)),))).done is None
    fewer = of_kind(
        plan, TaskKind.FEWER, practice_record(*(attempt_on(n, poor=poor) for n, poor in enumerate((2, 0, 0, 1))))
    )
    assert (fewer.done, fewer.figures) == ("2026-03-05", (2, 0, 0, 1))
    assert (
        of_kind(plan, TaskKind.FEWER, practice_record(attempt_on(1, poor=1), attempt_on(2, poor=1), attempt_on(3))).done
        is None
    )
    not_offered = [
        each._replace(result=each.result._replace(counted=PracticeTally()))
        for each in (attempt_on(1), attempt_on(2), attempt_on(3))
    ]
    assert of_kind(plan, TaskKind.FEWER, practice_record(*not_offered)).figures == (), (
        "where it could not be made it was not left out"
    )
    assert of_kind(plan, TaskKind.DAYS, practice_record(attempt_on(1), attempt_on(1.1), attempt_on(2))).so_far == 2


def test_only_the_latest_check_in_is_asked_for() -> None:
    plan = started_plan(*LOW)

    def asked(day: str) -> str | None:
        item = check_in_due(plan, day)
        return None if item is None else item.day

    assert asked("2026-03-08") is None
    assert asked("2026-03-09") == "2026-03-09"
    assert asked("2026-03-20") == "2026-03-16", "the one before is let go"
    (ticked,) = [item for item in plan.items if item.phase is PlanPhase.CHECK_INS and item.day == "2026-03-16"]
    plan = plan._replace(items=tuple(i._replace(ticked=START) if i == ticked else i for i in plan.items))
    assert asked("2026-03-20") is None


# -- shown -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("days", PlanDays)
def test_a_plan_in_words_has_measures_and_dates(language: str, days: PlanDays) -> None:
    words = catalogue(language)
    plan = started_plan(*LOW, days=days)
    fact = plan_fact(plan, standings(plan, practice_record(*LOW, attempt_on(1, "b"))), LIBRARY, "2026-03-30", words)
    text = "\n".join(plan_lines(fact, words))
    for item in fact.items:
        assert item.what in text
        assert item.measure in text
        assert item.day in text
    assert FIRST.name.get(language) in text
    assert words("plan.done", day="2026-03-03") in text
    assert words("plan.overdue") in text
    assert [row["number"] for row in plan_json(plan, fact)["items"]] == list(range(1, len(fact.items) + 1))
    page = plan_markdown(fact, words)
    assert page.count("- [x]") == fact.done == 1
    assert page.count("- [ ]") == len(fact.items) - 1


def test_the_learners_words_are_text_not_markup() -> None:
    words = catalogue("en")
    plan = started_plan()
    own = PlanItem("own1", PlanPhase.OWN, "", None, "# *Ask*\x1b[2J <b>one</b> question today")
    plan = plan._replace(items=(own,))
    fact = plan_fact(plan, standings(plan, practice_record()), LIBRARY, "2026-03-30", words)
    page = plan_markdown(fact, words)
    assert "\x1b" not in page
    assert "\\# \\*Ask\\*" in page
    assert "\\<b\\>" in page
    assert not any("\x1b" in line for line in plan_lines(fact, words))


def test_things_missing_from_the_library_are_shown_by_id() -> None:
    words = catalogue("en")
    plan = started_plan(*LOW)
    fact = plan_fact(plan, standings(plan, practice_record()), contents(), "2026-03-30", words)
    text = "\n".join(plan_lines(fact, words))
    assert "no longer in the library (b)" in text
    assert POOR.id in text
    assert Task(TaskKind.TALK).scene == ""
