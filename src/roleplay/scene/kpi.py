"""What a business would have measured after an ending: figures, their scales, targets and a composite of them.

The figures are the story's outcome as its author estimates it. No rubric reads them, and they read no rubric.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from roleplay.scene.text import Text


class KpiScale(NamedTuple):
    """The ends of a scale. ``worst`` is the greater number where less is better; yes and no count as 1 and 0."""

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
    """Where one answer from 0 to 10 belongs. An NPS is per cent of promoters less per cent of detractors."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"

    @classmethod
    def of(cls, answer: int) -> NpsGroup:
        """The group of an answer: 9 and 10 promoters, 7 and 8 passives, the rest detractors."""
        return cls.PROMOTER if answer >= 9 else cls.PASSIVE if answer >= 7 else cls.DETRACTOR


class Kpi(NamedTuple):
    """The figures of an ending; ``None`` where the scene says nothing. For their ranges see `SCALES`."""

    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    fcr: bool | None = None

    @property
    def given(self) -> Mapping[str, int]:
        """The figures that the scene gives, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}


class KpiTargets(NamedTuple):
    """What is aimed for with many customers; ``None`` where nothing is.

    ``csat`` at least and ``ces`` at most, each a mean on its scale; ``nps`` more than, -100 to 100; ``fcr`` at least,
    in per cent of cases.
    """

    csat: float | None = None
    nps: float | None = None
    ces: float | None = None
    fcr: float | None = None


class KpiProfile(NamedTuple):
    """How figures are read: per cent of each in the composite (100 together), and the targets they stand beside."""

    id: str
    source: Text
    weights: Mapping[str, int]
    targets: KpiTargets

    def missing(self, kpi: Kpi) -> tuple[str, ...]:
        """The figures that weigh something and are not given."""
        return tuple(name for name, weight in self.weights.items() if weight and name not in kpi.given)

    def composite(self, kpi: Kpi) -> float | None:
        """The weighted mean, 0 to 100, of the figures: each from 0 at the worst end of its scale to 100 at the best.

        ``None`` where a figure that weighs something is not given: of the others alone it would be another composite.
        """
        if self.missing(kpi):
            return None
        return sum(weight * share(name, kpi.given[name]) for name, weight in self.weights.items() if weight)


def share(name: str, value: int) -> float:
    """How far a figure stands up its scale: 0 at the worst end, 1 at the best."""
    worst, best = SCALES[name]
    return (value - worst) / (best - worst)
