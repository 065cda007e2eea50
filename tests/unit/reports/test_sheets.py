"""Printable observers' sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import bundle, scene
from drill_rooms import classroom_bundle
from roleplay.locales import LANGUAGES, catalogue
from roleplay.reading.cache import NoCache
from roleplay.reading.library import Library
from roleplay.reports import sheets

from .played_drills import Page

ROOT = Path(__file__).parents[3]
BOX = "□"


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_sheet_for_each_criterion_with_its_description_and_levels(language: str) -> None:
    scene_bundle = Library([ROOT], NoCache()).bundle("angry-customer")
    words = catalogue(language)
    page = Page(sheets.as_html(scene_bundle, words))
    assert [attributes.get("class") for tag, attributes in page.tags if tag == "section"] == ["sheet"] * 4
    lead = scene_bundle.rubrics["heat"]
    for criterion in lead.criteria:
        assert criterion.about.get(language) in page.text
        for level in criterion.levels:
            assert level.get(language) in page.text
        for number in (1, 2):
            assert words(f"sheet.question{number}", criterion=criterion.name.get(language)) in page.text
    assert scene_bundle.scenario.title.get(language) in page.text
    # the longest walk has 12 decisions: three boxes each, and four for the level
    assert page.text.count(BOX) == 4 * (12 * 3 + 4)
    assert dict(page.tags)["html"] == {"lang": "zh-CN" if language == "zh" else "en"}
    assert not any({"src", "href"} & set(attributes) for _, attributes in page.tags)


def test_a_sheet_has_as_many_lines_as_the_longest_walk_within_what_a_page_holds() -> None:
    def lines(*lengths: int) -> int:
        walks = {f"w{n}": {"choices": ["good"] * length, "ending": "end"} for n, length in enumerate(lengths)}
        return sheets.line_count(bundle(scene(walks=walks, status="draft")).scenario)

    assert lines(7, 9, 8) == 9
    assert lines(1) == 6
    assert lines(50) == 20
    assert sheets.line_count(classroom_bundle().scenario) == 6  # it has no walk, but three nodes
