"""Finding a scene: order, search in both languages, filters, the path for newcomers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import Data, library, scene
from desk_scene import bilingual
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.index_card import classification, path_line, path_step, provenance
from roleplay.presenting.scene_index import (
    Requirement,
    UnknownName,
    at_most_minutes,
    at_touchpoint,
    containing_words,
    in_family,
    matches,
    matching_scenes,
    newcomers_path,
    no_match_lines,
    not_reviewed_since,
    of_difficulty,
    practising,
    shelves,
    tagged,
)
from roleplay.reading.contents import Contents

BOTH = [catalogue(language) for language in LANGUAGES]
EN, ZH = catalogue("en"), catalogue("zh")


def with_id(id: str, **changes: Any) -> Data:
    return scene(id=id, **changes)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    opened = library(
        tmp_path_factory.mktemp("index"),
        with_id("parcel", title=bilingual("The parcel", "包裹"), summary=bilingual("Six days late.", "晚了六天。"),
             tags=[bilingual("refund", "退款"), "phone"], touchpoint="delivery", newcomers=2, minutes=4,
             reviewed="2026-05-04"),
        with_id("crisis", family="crisis", difficulty=4, minutes=12, touchpoint="public-voice", reviewed="2025-05-04",
             rubrics=["main", "side"]),
        with_id("first", difficulty=1, newcomers=1, minutes=2, reviewed="2025-05-03", source="Told in a course."),
        with_id("third", difficulty=3, newcomers=3, status="draft", touchpoint="handoff"),
        with_id("broken", start="nowhere"),
    )  # fmt: skip
    return opened.contents


def ids(contents: Contents, *conditions: Requirement) -> list[str]:
    return [entry.id for entry in matching_scenes(contents.entries, conditions)]


# -- order and headings ------------------------------------------------------------------


def test_scenes_are_ordered_by_family_easiest_first(contents: Contents) -> None:
    assert [(shelf.title, [entry.id for entry in shelf.entries]) for shelf in shelves(contents, EN)] == [
        ("Complaints", ["first", "parcel", "third"]), ("Crisis", ["crisis"]),
    ]  # fmt: skip


def test_a_newcomer_gets_the_path_first_and_no_scene_twice(contents: Contents) -> None:
    listed = shelves(contents, ZH, newcomer=True)
    assert listed[0].title.startswith("新手")
    assert [[entry.id for entry in shelf.entries] for shelf in listed] == [["first", "parcel"], ["third"], ["crisis"]]
    search_text = shelves(contents, ZH, "parcel", newcomer=True)
    assert [shelf.key for shelf in search_text] == ["family:complaint"]


def test_drafts_are_not_part_of_the_path(contents: Contents) -> None:
    assert [entry.id for entry in newcomers_path(contents.entries)] == ["first", "parcel"]
    by_id = {entry.id: entry for entry in contents.entries}
    assert path_step(by_id["parcel"], contents.entries, EN) == "Step 2 of 2 for newcomers"
    assert path_step(by_id["third"], contents.entries, EN) == ""
    assert path_line(contents.entries, EN) == "New here? Start with first, then parcel."
    assert path_line([by_id["first"]], ZH) == "第一次来？先演 first。"
    assert path_line([by_id["crisis"]], ZH) == ""


# -- searching ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "search_text",
    ["parcel", "包裹", "六天", "SIX days", "退款", "refund phone", "投诉", "complaints", "交付", "go-live", "接触中",
     "main", "晚了 refund"],
)  # fmt: skip
def test_a_scene_is_found_in_any_language(contents: Contents, search_text: str) -> None:
    found_ids = [entry.id for entry in contents.entries if matches(entry, search_text, contents.rubrics, BOTH)]
    assert "parcel" in found_ids
    assert set(ids(contents, containing_words(search_text, contents, BOTH))) == {*found_ids} - {"broken"}


def test_every_search_word_must_occur(contents: Contents) -> None:
    assert ids(contents, containing_words("parcel crisis", contents, BOTH)) == []
    assert ids(contents, containing_words("舆情", contents, BOTH)) == ["crisis"]
    assert len(ids(contents, containing_words("  ", contents, BOTH))) == 4


# -- filters --------------------------------------------------------------------------------


def test_each_filter_keeps_the_scenes_that_meet_it(contents: Contents) -> None:
    assert ids(contents, in_family("crisis")) == ["crisis"]
    assert ids(contents, practising("side", contents)) == ["crisis"]
    assert ids(contents, practising("side.tone", contents)) == [], "no two moments look at it"
    assert ids(contents, of_difficulty(1, 1)) == ["first", "parcel"]
    assert ids(contents, of_difficulty(3, 4)) == ["third", "crisis"]
    assert ids(contents, at_most_minutes(3)) == ["first", "third"]
    assert ids(contents, tagged("退款", contents)) == ids(contents, tagged("Refund", contents)) == ["parcel"]
    assert ids(contents, at_touchpoint("delivery")) == ids(contents, at_touchpoint("during")) == ["parcel"]
    assert ids(contents, at_touchpoint("after")) == ["crisis"]


def test_filters_combine(contents: Contents) -> None:
    conditions = (in_family("complaint"), at_most_minutes(4), tagged("phone", contents))
    assert ids(contents, *conditions) == ["parcel"]
    assert ids(contents, *conditions, of_difficulty(5, 5)) == []


@pytest.mark.parametrize(
    ("today", "stale"),
    [
        ("2026-05-03", []), ("2026-05-04", ["first"]), ("2026-05-05", ["first", "crisis"]),
        ("2027-05-05", ["first", "parcel", "crisis"]), ("2024-02-29", []),
    ],
)  # fmt: skip
def test_reviews_older_than_a_year_are_stale_except_for_drafts(
    contents: Contents, today: str, stale: list[str]
) -> None:
    assert ids(contents, not_reviewed_since(today)) == stale


def test_a_scene_never_reviewed_is_stale(tmp_path: Path) -> None:
    entries = library(tmp_path, with_id("never")).entries
    assert [entry.id for entry in matching_scenes(entries, [not_reviewed_since("2026-05-04")])] == ["never"]


@pytest.mark.parametrize(
    ("ask", "what", "listed"),
    [
        (lambda contents: in_family("complain"), "family", "complaint"),
        (lambda contents: practising("mian", contents), "rubric", "main"),
        (lambda contents: practising("main.here", contents), "criterion", "main.hear"),
        (lambda contents: tagged("退 款", contents), "tag", "退款"),
        (lambda contents: at_touchpoint("devilery"), "touchpoint", "delivery"),
    ],
)
def test_an_unknown_name_lists_the_known_ones(contents: Contents, ask: Any, what: str, listed: str) -> None:
    with pytest.raises(UnknownName) as error:
        ask(contents)
    assert error.value.what == what
    assert listed in error.value.known


def test_without_matches_it_says_which_filter_to_drop(contents: Contents) -> None:
    asked = (in_family("crisis"), at_most_minutes(3))
    assert no_match_lines(contents.entries, asked, EN) == [
        "No scene fits --family crisis --max-minutes 3.",
        "Without --family crisis, 2 would.",
        "Without --max-minutes 3, 1 would.",
    ]
    assert no_match_lines(contents.entries, [at_most_minutes(1)], ZH) == ["没有符合 --max-minutes 1 的场景。"]
    assert "last year" in no_match_lines(contents.entries, [not_reviewed_since("2000-01-01")], EN)[0]


# -- the index card ------------------------------------------------------------------------------


def test_a_scene_says_where_it_belongs_and_where_it_comes_from(contents: Contents) -> None:
    by_id = {entry.id: entry for entry in contents.entries}
    assert classification(by_id["parcel"], ZH) == [("客户旅程", "接触中，交付与上线"), ("标签", "退款、phone")]
    assert classification(by_id["first"], ZH) == []
    assert provenance(by_id["first"], EN) == [
        ("Where it comes from", "Told in a course."), ("Last reviewed", "2025-05-03"),
    ]  # fmt: skip
    assert provenance(by_id["third"], EN) == []
