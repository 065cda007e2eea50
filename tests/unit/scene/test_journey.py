"""The service journey: its stages contain every touchpoint once, and all have names in the catalogues."""

from __future__ import annotations

from typing import get_args

import pytest

from roleplay.locales import LANGUAGES, catalogue
from roleplay.scene.journey import STAGES, Touchpoint, stage_of


def test_every_touchpoint_belongs_to_one_stage() -> None:
    listed = [touchpoint for stage in STAGES.values() for touchpoint in stage]
    assert tuple(listed) == get_args(Touchpoint)
    assert all(stage_of(touchpoint) == stage for stage, inside in STAGES.items() for touchpoint in inside)
    with pytest.raises(KeyError):
        stage_of("shop-window")


def test_the_four_customer_stages_have_the_22_touchpoints_of_the_courses() -> None:
    assert sum(len(inside) for stage, inside in STAGES.items() if stage != "backstage") == 22


def test_the_catalogues_name_exactly_the_stages_and_touchpoints() -> None:
    for language in LANGUAGES:
        words = catalogue(language).words
        assert {key for key in words if key.startswith("stage.")} == {f"stage.{stage}" for stage in STAGES}
        assert {key for key in words if key.startswith("touchpoint.")} == {
            f"touchpoint.{touchpoint}" for touchpoint in get_args(Touchpoint)
        }
