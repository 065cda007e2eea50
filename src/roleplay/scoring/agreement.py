"""Agreement of two judges: the share of equal judgements, and Cohen's kappa if there are enough of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class NoKappa(StrEnum):
    """Why there is no kappa."""

    #: fewer things were judged by both than `minimum_pairs` requires
    FEW = "few"
    #: both gave one and the same judgement throughout, so chance alone would make them agree: kappa is 0/0
    ALIKE = "alike"


class Agreement(NamedTuple):
    """The agreement of two judges about the things that both of them judged."""

    #: number of things judged by both
    n: int
    #: number of equal judgements
    agreed: int
    #: -1 to 1; ``None`` if there is none, and then `no_kappa` says why
    kappa: float | None
    no_kappa: NoKappa | None

    @property
    def share(self) -> float | None:
        """The share of equal judgements, 0 to 1; ``None`` if there is nothing to compare."""
        return self.agreed / self.n if self.n else None


def minimum_pairs(categories: int) -> int:
    """How many things both must have judged before kappa is reported: 2 k² for k categories, a rule of thumb.

    Cicchetti, D. V., & Fleiss, J. L. (1977) for 3 to 7 categories; Cicchetti, D. V. (1981), Testing the normal
    approximation and minimal sample size requirements of weighted kappa when the number of categories is large, Applied
    Psychological Measurement 5, 101-104.
    """
    return 2 * categories**2


def agreement(pairs: Sequence[tuple[T, T]], categories: int) -> Agreement:
    """The agreement of two judges; each pair holds their two judgements of one thing, from ``categories`` categories.

    Kappa is (p_o - p_e) / (1 - p_e): p_o is the share of pairs that are alike, p_e the share that would be alike by
    chance, which is the sum over the categories of the products of how often each judge used it. Cohen, J. (1960), A
    coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46.
    """
    n, agreed = len(pairs), sum(first == second for first, second in pairs)
    if n < minimum_pairs(categories):
        return Agreement(n, agreed, None, NoKappa.FEW)
    kappa = cohens_kappa(pairs)
    return Agreement(n, agreed, kappa, NoKappa.ALIKE if kappa is None else None)


def cohens_kappa(pairs: Sequence[tuple[T, T]]) -> float | None:
    """Cohen's kappa as in `agreement`, for any number of pairs; ``None`` if it is 0/0 or there are no pairs."""
    n = len(pairs)
    first_counts, second_counts = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(count * second_counts[category] for category, count in first_counts.items())  # p_e, times n²
    if by_chance == n * n:
        return None
    agreed = n * sum(first == second for first, second in pairs)  # p_o, times n²
    return (agreed - by_chance) / (n * n - by_chance)
