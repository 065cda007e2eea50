"""The figures of an ending: their scales, and their composite."""

from __future__ import annotations

import pytest

from roleplay.reading.shape_lookup import bounds
from roleplay.reading.shapes import KpiShape
from roleplay.scene.kpi import SCALES, Kpi, KpiProfile, KpiTargets, NpsGroup, share
from roleplay.scene.text import Text

PROFILE = KpiProfile("kpi", Text.of("ours", "en"), {"csat": 40, "fcr": 30, "ces": 20, "nps": 10}, KpiTargets())


@pytest.mark.parametrize(
    ("kpi", "composite"),
    [
        (Kpi(csat=5, nps=10, ces=1, fcr=True), 100),
        (Kpi(csat=1, nps=0, ces=5, fcr=False), 0),
        (Kpi(csat=5, nps=9, ces=2, fcr=True), 94),
        (Kpi(csat=3, nps=5, ces=3, fcr=False), 35),
    ],
)
def test_each_figure_counts_by_its_position_on_its_scale(kpi: Kpi, composite: float) -> None:
    assert PROFILE.composite(kpi) == pytest.approx(composite)


def test_without_a_weighted_figure_there_is_no_composite() -> None:
    assert PROFILE.missing(Kpi(csat=5, fcr=False)) == ("ces", "nps")
    assert PROFILE.composite(Kpi(csat=5, fcr=False)) is None
    idle = PROFILE._replace(weights={"csat": 70, "fcr": 30, "ces": 0})
    assert idle.composite(Kpi(csat=5, fcr=False)) == pytest.approx(70)


def test_less_effort_is_better() -> None:
    assert share("ces", 1) == 1 > share("ces", 4) > share("ces", 5) == 0


@pytest.mark.parametrize(("answer", "group"), [(0, "detractor"), (6, "detractor"), (7, "passive"), (8, "passive")])
def test_answers_up_to_eight_are_not_promoters(answer: int, group: str) -> None:
    assert NpsGroup.of(answer).value == group


def test_nine_is_a_promoter() -> None:
    assert NpsGroup.of(9) is NpsGroup.of(10) is NpsGroup.PROMOTER


@pytest.mark.parametrize("name", ["csat", "nps", "ces"])
def test_the_allowed_values_are_the_scale(name: str) -> None:
    assert bounds(KpiShape, (name,)) == tuple(map(str, sorted(SCALES[name])))
