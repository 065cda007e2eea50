"""The title row of a narrow screen: a cut is visible, and the state of the attempt is kept."""

from __future__ import annotations

import pytest

from roleplay.presenting.rows.title import conversation_title, debrief_title, example_title
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs
from talk_scene import GOOD_WALK, attempt, bundle, words

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SIGNS = glyphs()


@LANGUAGES
def test_the_rubrics_are_on_the_right_if_there_is_room(language: str) -> None:
    row = conversation_title(attempt(), words(language), SIGNS, 120, saved=True)
    assert cell_len(row.text) == 120
    assert row.text.endswith(bundle().rubrics["listen"].name.get(language))


@LANGUAGES
def test_the_scene_name_is_cut_before_the_turn(language: str) -> None:
    interface, played = words(language), attempt(*GOOD_WALK[:1])
    whole = conversation_title(played, interface, SIGNS, 200, saved=False, branch=True).text.split("   ")[0]
    row = conversation_title(played, interface, SIGNS, cell_len(whole) - 1, saved=False, branch=True)
    name, others = whole.split(" | ", 1)
    assert cell_len(row.text) <= cell_len(whole) - 1
    assert name not in row.text
    assert row.text.endswith(f"{SIGNS.ellipsis} | {others}"), "everything more important is visible"


@LANGUAGES
def test_no_title_is_longer_than_its_line(language: str) -> None:
    interface, played = words(language), attempt(*GOOD_WALK)
    lens = bundle().rubrics["listen"]
    for width in range(57, 100):
        for row in (
            debrief_title(played, interface, SIGNS, width, saved=True, lens=lens),
            example_title(played, "turn 3 of 8", interface, SIGNS, width),
        ):
            assert cell_len(row.text) <= width
