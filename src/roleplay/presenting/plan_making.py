"""Making a plan from the record: weakest criteria, overdone moves, due criteria, the goal in force, fitting scenes.

The target for a criterion is the next level of its rubric, held in two of three attempts in a row, rather than a
percentage chosen by us. With too few attempts to know what is weakest, the plan says so and asks for attempts first.

The phases and their contents follow the training courses: week 1, weeks 2 and 3, week 4 for a month; 30, 90 and 180
days with tasks for the team and a list of check-in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.presenting.dates import local_date
from roleplay.presenting.due_cards import cards
from roleplay.presenting.focus_tries import PastTry
from roleplay.presenting.ladder import RUNGS, LadderFact, ladder
from roleplay.presenting.overdone import overdone
from roleplay.presenting.plan import PlanBasis, PlanDays, PlanItem, PlanPhase, Task, TaskKind
from roleplay.presenting.progress import ENOUGH, Course, playing_order
from roleplay.presenting.scene_index import in_order, newcomers_path
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import A_DAY, AttemptSummary, GoalRecord, When
from roleplay.scene.model import Criterion, Move, MoveKind
from roleplay.scoring.percent import LEVELS
from roleplay.session import Mode

#: Maximum numbers of weak criteria, overdone moves and due criteria in a plan.
_WEAK, _MOVES, _DUE = 3, 2, 3
#: Percentage from which a criterion is at the highest level.
_TOP = round(100 * LEVELS[-1])


class PlanInputs(NamedTuple):
    """Everything a plan is made from."""

    basis: PlanBasis
    contents: Contents
    #: scene -> its latest attempt
    played: dict[str, AttemptSummary]
    ladder: LadderFact


def plan_inputs(
    finished: Sequence[AttemptSummary],
    goal: GoalRecord | None,
    contents: Contents,
    now: When,
    tries: Iterable[PastTry] = (),
) -> PlanInputs:
    """What a plan should be made from, given finished attempts and focus-drill tries, oldest first."""
    percents: dict[str, list[float]] = {}
    for summary in finished:
        for ref, score in summary.result.scores.items():
            if _criterion(ref, contents) is not None:
                percents.setdefault(ref, []).append(score)
    courses = [Course(ref, "", tuple(scores)) for ref, scores in percents.items() if len(scores) >= ENOUGH]
    weak = sorted((c for c in courses if c.recent < _TOP), key=lambda c: (c.recent, c.ref))
    with_scenes = [c for c in weak if _scenes_for(c.ref, contents)] or weak
    moves = [each.move for each in overdone(finished) if each.move in contents.moves]
    due = [
        card.ref for card in cards(finished, tries) if card.due <= now and _criterion(card.ref, contents) is not None
    ]
    return PlanInputs(
        PlanBasis(
            attempts=len(finished),
            assessed=len(courses),
            weak=tuple((c.ref, c.recent, len(c.percents)) for c in with_scenes[:_WEAK]),
            moves=tuple(moves[:_MOVES]),
            due=tuple(due[:_DUE]),
            goal="" if goal is None else goal.text,
        ),
        contents,
        {summary.scenario_id: summary for summary in finished},
        ladder(finished, contents, now),
    )


def plan_items(inputs: PlanInputs, days: PlanDays, now: When) -> tuple[PlanItem, ...]:
    """The items of a plan that starts ``now``."""
    maker = _PlanMaker(inputs, now)
    if days is PlanDays.HALF_YEAR:
        maker.half_year()
    elif inputs.basis.weak:
        maker.month()
    else:
        maker.first_month()
    return tuple(maker.items)


def target_percent(recent: float) -> int:
    """The percentage at which the next level above ``recent`` starts; at the highest level, where that level starts."""
    return next((round(100 * bound) for bound in LEVELS if recent < 100 * bound), _TOP)


class _PlanMaker:
    def __init__(self, inputs: PlanInputs, now: When) -> None:
        self.inputs = inputs
        self.now = now
        self.items: list[PlanItem] = []
        self.weak = [ref for ref, _, _ in inputs.basis.weak]
        self.recent = {ref: recent for ref, recent, _ in inputs.basis.weak}
        self.scenes = self._scenes()

    def add(self, phase: PlanPhase, day: int, *tasks: Task | None) -> None:
        for task in tasks:
            if task is not None:
                self.items.append(
                    PlanItem(f"item{len(self.items) + 1}", phase, local_date(self.now + day * A_DAY), task)
                )

    # -- plans ---------------------------------------------------------------------------

    def month(self) -> None:
        """A month's plan for the weakest criteria."""
        first, *others = self.weak
        second = others[0] if others else first
        self.add(PlanPhase.WEEK_1, 4, Task(TaskKind.FOCUS, ref=first, amount=3))
        self.add(PlanPhase.WEEK_1, 6, self.play(first, Mode.PRACTICE))
        self.add(PlanPhase.WEEK_1, 7, Task(TaskKind.TALK, amount=15), self.goal(1))
        self.add(PlanPhase.WEEKS_2_3, 14, self.in_real_conversations(0, first), self.due())
        self.add(PlanPhase.WEEKS_2_3, 16, self.play_another(second, Mode.PRACTICE))
        self.add(PlanPhase.WEEKS_2_3, 18, Task(TaskKind.COLLEAGUE, ref=first))
        self.add(PlanPhase.WEEKS_2_3, 21, self.reach(first), self.reduce_move(0), Task(TaskKind.SHARE, amount=5))
        self.add(PlanPhase.WEEK_4, 26, self.pass_exam(first))
        if second != first:
            self.add(PlanPhase.WEEK_4, 28, self.reach(second))
        self.add(PlanPhase.WEEK_4, 28, Task(TaskKind.DAYS, amount=10))
        self.add(PlanPhase.WEEK_4, 30, Task(TaskKind.REVIEW))
        self.check_ins(7, 14, 21, 28)

    def first_month(self) -> None:
        """A month's plan for a learner with too few attempts to know what is weakest: attempts first."""
        scenes = self.scenes
        modes = (Mode.GUIDED, Mode.PRACTICE, Mode.PRACTICE, Mode.PRACTICE)
        when = ((PlanPhase.WEEK_1, 3), (PlanPhase.WEEK_1, 6), (PlanPhase.WEEKS_2_3, 12), (PlanPhase.WEEKS_2_3, 18))
        for entry, mode, (phase, day) in zip(scenes, modes, when, strict=False):
            self.add(phase, day, Task(TaskKind.PLAY, scene=entry.id, mode=mode))
        self.add(PlanPhase.WEEK_1, 7, Task(TaskKind.TALK, amount=15), self.goal(1))
        self.add(PlanPhase.WEEKS_2_3, 14, self.in_real_conversations(0, "") or Task(TaskKind.LOG, amount=3))
        self.add(PlanPhase.WEEKS_2_3, 21, self.reduce_move(0), Task(TaskKind.SHARE, amount=5))
        if scenes:
            self.add(PlanPhase.WEEK_4, 26, Task(TaskKind.PASS, scene=scenes[0].id, mode=Mode.EXAM))
        self.add(PlanPhase.WEEK_4, 28, Task(TaskKind.DAYS, amount=8))
        self.add(PlanPhase.WEEK_4, 30, Task(TaskKind.REVIEW))
        self.check_ins(7, 14, 21, 28)

    def half_year(self) -> None:
        """A plan with milestones at 30, 90 and 180 days; tasks with the team towards the end."""
        weak = self.weak
        first = weak[0] if weak else ""
        second = weak[1] if len(weak) > 1 else ""
        if first:
            self.add(PlanPhase.DAYS_30, 14, Task(TaskKind.FOCUS, ref=first, amount=6))
            self.add(PlanPhase.DAYS_30, 21, self.play(first, Mode.PRACTICE))
        else:
            for day, entry in zip((7, 14, 21), self.scenes, strict=False):
                self.add(PlanPhase.DAYS_30, day, Task(TaskKind.PLAY, scene=entry.id, mode=Mode.PRACTICE))
        self.add(PlanPhase.DAYS_30, 7, Task(TaskKind.TALK, amount=15))
        self.add(
            PlanPhase.DAYS_30, 30, self.in_real_conversations(0, first) or Task(TaskKind.LOG, amount=3), self.goal(1)
        )
        self.add(PlanPhase.DAYS_30, 30, self.reach(first))
        self.add(PlanPhase.DAYS_90, 60, self.play_another(second, Mode.PRACTICE), self.reduce_move(0))
        self.add(PlanPhase.DAYS_90, 75, Task(TaskKind.COLLEAGUE, ref=first))
        self.add(PlanPhase.DAYS_90, 90, self.pass_exam(first), self.reach(second), Task(TaskKind.DAYS, amount=24))
        self.add(PlanPhase.DAYS_90, 90, self.team_drill())
        self.add(PlanPhase.DAYS_180, 150, self.reduce_move(1), Task(TaskKind.TEAM_CASE, amount=3))
        self.add(PlanPhase.DAYS_180, 180, *(self.reach(ref, _TOP) for ref in weak[:2]), self.climb())
        self.add(PlanPhase.DAYS_180, 180, Task(TaskKind.REVIEW))
        self.check_ins(30, 60, 90, 120, 150, 180)

    def check_ins(self, *days: int) -> None:
        for day in days:
            self.add(PlanPhase.CHECK_INS, day, Task(TaskKind.CHECK_IN, amount=10))

    # -- tasks ---------------------------------------------------------------------------

    def _scenes(self) -> list[Entry]:
        """Scenes for a beginner: what is left of the newcomers' path, then the others in playing order."""
        played, contents = self.inputs.played, self.inputs.contents
        path = [entry for entry in newcomers_path(contents.entries) if entry.id not in played]
        others = [entry for entry in in_order(contents.entries) if entry.released and entry not in path]
        return [*path, *sorted(others, key=lambda entry: playing_order(entry, played))]

    def scene_for(self, ref: str) -> Entry | None:
        """A scene that practises ``ref``, first in `playing_order`; a beginner's next scene if ``ref`` is empty."""
        if not ref:
            return next(iter(self.scenes), None)
        fitting = _scenes_for(ref, self.inputs.contents)
        return min(fitting, key=lambda entry: playing_order(entry, self.inputs.played), default=None)

    def play(self, ref: str, mode: Mode) -> Task | None:
        entry = self.scene_for(ref)
        return None if entry is None else Task(TaskKind.PLAY, scene=entry.id, mode=mode, ref=ref)

    def play_another(self, ref: str, mode: Mode) -> Task | None:
        """Play a scene that no item asks for yet, for ``ref`` or another weak criterion."""
        used_scenes = {item.task.scene for item in self.items if item.task is not None}
        for weak in (ref, *self.weak):
            fitting = [entry for entry in _scenes_for(weak, self.inputs.contents) if entry.id not in used_scenes]
            if fitting:
                entry = min(fitting, key=lambda entry: playing_order(entry, self.inputs.played))
                return Task(TaskKind.PLAY, scene=entry.id, mode=mode, ref=weak)
        new = next((entry for entry in self.scenes if entry.id not in used_scenes), None)
        return None if new is None else Task(TaskKind.PLAY, scene=new.id, mode=mode)

    def pass_exam(self, ref: str) -> Task | None:
        entry = self.scene_for(ref)
        return None if entry is None else Task(TaskKind.PASS, scene=entry.id, mode=Mode.EXAM)

    def reach(self, ref: str, percent: int | None = None) -> Task | None:
        if not ref:
            return None
        return Task(TaskKind.REACH, ref=ref, amount=target_percent(self.recent[ref]) if percent is None else percent)

    def goal(self, times: int) -> Task | None:
        return Task(TaskKind.GOAL, goal=self.inputs.basis.goal, amount=times) if self.inputs.basis.goal else None

    def due(self) -> Task | None:
        return Task(TaskKind.DUE, cards=self.inputs.basis.due) if self.inputs.basis.due else None

    def reduce_move(self, number: int) -> Task | None:
        moves = self.inputs.basis.moves
        if number >= len(moves):
            return None
        return Task(
            TaskKind.FEWER, move=moves[number], act=_replacement(self.inputs.contents.moves[moves[number]], self.inputs)
        )

    def in_real_conversations(self, number: int, ref: str) -> Task | None:
        """A good move for real conversations: one that replaces an overdone move, else what earns most on ``ref``."""
        task = self.reduce_move(number)
        if task is not None and task.act:
            return task._replace(kind=TaskKind.REAL, amount=3)
        criterion = _criterion(ref, self.inputs.contents)
        act = "" if criterion is None else _earns_most(criterion, self.inputs.contents)
        return Task(TaskKind.REAL, act=act, amount=3) if act else None

    def team_drill(self) -> Task | None:
        entry = self.scene_for(self.weak[0] if self.weak else "")
        return None if entry is None else Task(TaskKind.TEAM_DRILL, scene=entry.id)

    def climb(self) -> Task | None:
        """Two more rungs of the ladder, or as many as are left."""
        climbed = self.inputs.ladder.climbed
        return Task(TaskKind.LADDER, amount=min(climbed + 2, len(RUNGS))) if climbed < len(RUNGS) else None


def _criterion(ref: str, contents: Contents) -> Criterion | None:
    rubric, _, name = ref.partition(".")
    return contents.rubrics[rubric].criterion(name) if name and rubric in contents.rubrics else None


def _scenes_for(ref: str, contents: Contents) -> list[Entry]:
    return [entry for entry in in_order(contents.entries) if entry.released and ref in entry.practised]


def _replacement(move: Move, inputs: PlanInputs) -> str:
    """The best good move to make instead of a poor one; empty if none is known."""
    return next((name for name in move.instead if name in inputs.contents.moves), "")


def _earns_most(criterion: Criterion, contents: Contents) -> str:
    good: Iterable[str] = (
        name
        for name, points in criterion.points.items()
        if points > 0 and name in contents.moves and contents.moves[name].kind is MoveKind.GOOD
    )
    return max(good, key=lambda name: criterion.points[name], default="")
