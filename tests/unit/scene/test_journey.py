"""The service journey: its stages hold every touchpoint once, and every one has its words."""

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


def test_the_four_stages_that_customers_see_have_the_22_touchpoints_the_courses_speak_of() -> None:
    assert sum(len(inside) for stage, inside in STAGES.items() if stage != "backstage") == 22


def test_stages_and_touchpoints_have_words_and_no_other_words_stand_there() -> None:
    for language in LANGUAGES:
        words = catalogue(language).words
        assert {key for key in words if key.startswith("stage.")} == {f"stage.{stage}" for stage in STAGES}
        assert {key for key in words if key.startswith("touchpoint.")} == {
            f"touchpoint.{touchpoint}" for touchpoint in get_args(Touchpoint)
        }
