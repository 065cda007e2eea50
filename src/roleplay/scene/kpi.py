"""What a business would have measured after an ending: figures, their scales, targets, and their composite.

The figures are the author's estimate of the outcome. They are independent of all rubrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from roleplay.scene.text import Text


class KpiScale(NamedTuple):
    """The ends of a scale. ``worst`` is the greater number if less is better; yes and no count as 1 and 0."""

    worst: int
    best: int


#: figure -> its scale: satisfaction, would recommend, effort (less is better), settled in one contact
SCALES: Mapping[str, KpiScale] = {
    "csat": KpiScale(1, 5),
    "nps": KpiScale(0, 10),
    "ces": KpiScale(5, 1),
    "fcr": KpiScale(0, 1),
}


class NpsGroup(Enum):
    """The group of an answer from 0 to 10. The NPS is the percentage of promoters less that of detractors."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"

    @classmethod
    def of(cls, answer: int) -> NpsGroup:
        """The group of an answer: 9 and 10 promoters, 7 and 8 passives, the rest detractors."""
        return cls.PROMOTER if answer >= 9 else cls.PASSIVE if answer >= 7 else cls.DETRACTOR


class Kpi(NamedTuple):
    """The figures of an ending; ``None`` for those that the scene does not give. For their ranges see `SCALES`."""

    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    fcr: bool | None = None

    @property
    def given(self) -> Mapping[str, int]:
        """The figures that the scene gives, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class KpiTargets(NamedTuple):
    """Targets over many customers; ``None`` for figures without one.

    ``csat`` (at least) and ``ces`` (at most) are means on their scales; ``nps`` (more than) is from -100 to 100;
    ``fcr`` (at least) is a percentage of cases.
    """

    csat: float | None = None
    nps: float | None = None
    ces: float | None = None
    fcr: float | None = None


class KpiProfile(NamedTuple):
    """How figures are read: the weight of each in the composite (percentages, 100 in total), and the targets."""

    id: str
    source: Text
    weights: Mapping[str, int]
    targets: KpiTargets

    def missing(self, kpi: Kpi) -> tuple[str, ...]:
        """The figures with a weight that are not given."""
        return tuple(name for name, weight in self.weights.items() if weight and name not in kpi.given)

    def composite(self, kpi: Kpi) -> float | None:
        """The weighted mean, 0 to 100, of the figures: each from 0 at the worst end of its scale to 100 at the best.

        ``None`` if a figure with a weight is missing: a composite of the others would not be comparable.
        """
        if self.missing(kpi):
            return None
        return sum(weight * share(name, kpi.given[name]) for name, weight in self.weights.items() if weight)


def share(name: str, value: int) -> float:
    """The position of a figure on its scale: 0 at the worst end, 1 at the best."""
    worst, best = SCALES[name]
    return (value - worst) / (best - worst)
