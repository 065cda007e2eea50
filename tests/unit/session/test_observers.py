"""Observers' sheets compared with the rubric, counted by hand."""

from __future__ import annotations

from roleplay.scene.observation import ObserverSheet, SheetEntry
from roleplay.scoring.agreement import NoKappa
from roleplay.session.observers import agreements, watched_criteria
from roleplay.session.review import coaching
from talk_scene import POOR_WALK, attempt, bundle

RUBRIC = bundle().rubrics[bundle().scenario.rubrics[0]]
ONE, TWO = (criterion.id for criterion in RUBRIC.criteria[:2])


def sheet(**criteria: SheetEntry) -> ObserverSheet:
    return ObserverSheet("parcel", None, None, RUBRIC.id, criteria, None)


def test_observed_marks_are_paired_with_the_rubrics_judgement() -> None:
    played = attempt(*POOR_WALK)
    li = sheet(**{ONE: SheetEntry(2, (1,), (2,), (3,), None), TWO: SheetEntry(None, (), (), (), None)})
    wang = sheet(**{ONE: SheetEntry(1, (1,), (), (2,), None)})
    (only,) = watched_criteria(played, [li, wang])
    assert only.ref == f"{RUBRIC.id}.{ONE}", "criteria without notes are left out"
    assert [line.marks for line in only.lines] == [(1, 1), (0, -1), (-1, None)]
    for line in only.lines:
        at_stake = dict(coaching(played, line.number).evidence)
        evidence = at_stake.get(only.ref)
        assert line.rubric == (None if evidence is None else (evidence.points > 0) - (evidence.points < 0))
    score = next(c for c in played.scorecard().rubrics[0].criteria if c.ref == only.ref)
    assert only.level == score.level


def test_agreement_is_computed_for_every_pair_and_with_the_rubric() -> None:
    played = attempt(*POOR_WALK)
    li = sheet(**{ONE: SheetEntry(2, (1,), (2,), (3,), None)})
    wang = sheet(**{ONE: SheetEntry(1, (1,), (), (2,), None)})
    criteria = watched_criteria(played, [li, wang])
    pairs = agreements(criteria, 2)
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 1), (0, None), (1, None)]
    both = pairs[0]
    assert (both.marks.n, both.marks.agreed, both.marks.no_kappa) == (2, 1, NoKappa.FEW)
    assert (both.levels.n, both.levels.agreed) == (1, 0)
    (only,) = criteria
    compared = [line for line in only.lines if line.rubric is not None]
    assert pairs[1].marks.n == len(compared)
    assert pairs[1].marks.agreed == sum(line.marks[0] == line.rubric for line in compared)
