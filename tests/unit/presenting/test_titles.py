"""The first line of a screen, in little room: what is cut shows it, and what tells where one stands stays."""

from __future__ import annotations

import pytest

from roleplay.presenting.rows.title import conversation_title, debrief_title, example_title
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs
from talk_scene import KEPT, attempt, bundle, words

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SIGNS = glyphs()


@LANGUAGES
def test_where_there_is_room_the_rubrics_stand_on_the_right(language: str) -> None:
    row = conversation_title(attempt(), words(language), SIGNS, 120, saved=True)
    assert cell_len(row.text) == 120
    assert row.text.endswith(bundle().rubrics["listen"].name.get(language))


@LANGUAGES
def test_the_name_makes_room_for_where_one_stands(language: str) -> None:
    said, played = words(language), attempt(*KEPT[:1])
    whole = conversation_title(played, said, SIGNS, 200, saved=False, branch=True).text.split("   ")[0]
    row = conversation_title(played, said, SIGNS, cell_len(whole) - 1, saved=False, branch=True)
    name, others = whole.split(" | ", 1)
    assert cell_len(row.text) <= cell_len(whole) - 1
    assert name not in row.text
    assert row.text.endswith(f"{SIGNS.ellipsis} | {others}"), "all that matters more is seen"


@LANGUAGES
def test_no_title_is_longer_than_its_line(language: str) -> None:
    said, played = words(language), attempt(*KEPT)
    lens = bundle().rubrics["listen"]
    for width in range(57, 100):
        for row in (
            debrief_title(played, said, SIGNS, width, saved=True, lens=lens),
            example_title(played, "turn 3 of 8", said, SIGNS, width),
        ):
            assert cell_len(row.text) <= width
