"""Agreement of two judges, checked against published examples."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scoring.agreement import NoKappa, agreement, cohens_kappa, minimum_pairs


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    """Every pair of a table: rows are the first judge's judgements, columns the second's."""
    return [(row, column) for row, counts in enumerate(table) for column, n in enumerate(counts) for _ in range(n)]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # Cohen (1960), table 1: 200 patients, three diagnoses
        ([[88, 10, 2], [14, 40, 6], [18, 10, 12]], 0.492),
        # the three from Wikipedia's article "Cohen's kappa": fifty grant proposals, then two with equal agreement
        ([[20, 5], [10, 15]], 0.4),
        ([[45, 15], [25, 15]], 0.1304),
        ([[25, 35], [5, 35]], 0.2593),
    ],
)
def test_published_examples(table: list[list[int]], kappa: float) -> None:
    assert cohens_kappa(pairs(table)) == pytest.approx(kappa, abs=0.0006)


def test_kappa_is_one_for_full_agreement_and_negative_for_none() -> None:
    assert cohens_kappa(pairs([[5, 0], [0, 5]])) == 1
    assert cohens_kappa(pairs([[0, 5], [5, 0]])) == -1
    assert cohens_kappa(pairs([[5, 5], [5, 5]])) == 0


def test_a_missing_kappa_has_a_reason() -> None:
    assert minimum_pairs(3) == 18
    few = agreement([(1, 1)] * 17, 3)
    assert (few.n, few.agreed, few.kappa, few.no_kappa) == (17, 17, None, NoKappa.FEW)
    alike = agreement([(1, 1)] * 18, 3)
    assert (alike.share, alike.kappa, alike.no_kappa) == (1, None, NoKappa.ALIKE)
    result = agreement([(1, 1)] * 17 + [(0, 1)], 3)
    assert (result.agreed, result.kappa, result.no_kappa) == (17, 0, None)
    assert agreement([], 3).share is None


@given(st.lists(st.sampled_from(list(product((-1, 0, 1), repeat=2))), min_size=1))
def test_kappa_is_symmetric_and_bounded(marks: list[tuple[int, int]]) -> None:
    kappa = cohens_kappa(marks)
    assert kappa == cohens_kappa([(other, one) for one, other in marks])
    assert kappa is None or -1 <= kappa <= 1
    assert (kappa == 1) == (len(set(marks)) > 1 and all(one == other for one, other in marks))
