"""What the observers of a hot seat noted, sheets merged per criterion and compared with the rubric."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.plan import Form
from roleplay.drill.road import road
from roleplay.drill.room import Room
from roleplay.drill.sheets import MarkCounts


class MarkedLine(NamedTuple):
    """A line of the road on the sheets of a criterion."""

    #: number of the decision on the road, from 1
    number: int
    marks: MarkCounts
    #: the rubric's verdict on the criterion: 1 for, -1 against, 0 neither; ``None`` if it was not at stake
    sign: int | None

    @property
    def mark_count(self) -> int:
        """The number of marks observers gave this line."""
        return sum(self.marks)

    @property
    def agreed(self) -> int:
        """The number of marks that agree with the rubric."""
        return 0 if self.sign is None else self.marks[self.sign + 1]


class ObservedCriterion(NamedTuple):
    """A criterion that was watched."""

    #: ``heat.hear``
    ref: str
    #: number of observers
    observers: int
    lines: tuple[MarkedLine, ...]
    #: how many gave each level, 0 to 3
    grades: tuple[int, ...]
    #: the rubric's level; ``None`` if it was not assessed
    level: int | None

    @property
    def compared(self) -> int:
        """The number of marks for lines at which the criterion was at stake."""
        return sum(line.mark_count for line in self.lines if line.sign is not None)

    @property
    def agreed(self) -> int:
        """The number of those marks that agree with the rubric."""
        return sum(line.agreed for line in self.lines)


def observed_criteria(room: Room) -> tuple[ObservedCriterion, ...]:
    """The observed criteria, in rubric order; empty if nobody observes."""
    if room.plan.form is not Form.HOT_SEAT:
        return ()
    sheets, judge = room.sheets, room.origin.judge
    levels = {
        criterion.ref: criterion.level for rubric in room.attempt.scorecard().rubrics for criterion in rubric.criteria
    }

    def has_notes(voter: str) -> bool:
        return voter in sheets.grades or any(voter in marks for marks in sheets.marks.values())

    people = [(voter, person) for voter, person in room.people.by_voter.items() if not person.away or has_notes(voter)]
    criteria: list[ObservedCriterion] = []
    for ref in sheets.criteria:
        watching = [voter for voter, person in people if sheets.watched_by(person.number) == ref]
        lines: list[MarkedLine] = []
        for taken in road(room):
            points = {
                judge.measures[evidence.criterion].ref: evidence.points
                for evidence in judge.judge(taken.state)[taken.step.choice].evidence
            }
            sign = (points[ref] > 0) - (points[ref] < 0) if ref in points else None
            lines.append(MarkedLine(taken.number, sheets.marks_of(taken.step.round, watching), sign))
        criteria.append(
            ObservedCriterion(ref, len(watching), tuple(lines), sheets.grades_of(ref, watching), levels[ref])
        )
    return tuple(criterion for criterion in criteria if criterion.observers or any(criterion.grades))
