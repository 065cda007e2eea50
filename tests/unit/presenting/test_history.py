"""The list of past attempts: its filter, their ids, and how they are described."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.deletion import attempts_deletion_text, deleted_text, scene_deletion_text
from roleplay.presenting.history import (
    HistoryFilter,
    PassFilter,
    attempt_header_row,
    attempt_line,
    attempt_row,
    count_words,
    matching_ids,
    past_attempts,
    short_ids,
)
from roleplay.records.model import AttemptResult, AttemptSummary
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TITLES = {"desk": "At the desk", "phone": "电话里的王先生，第三次打来了"}


def summary(number: int, scene: str = "desk", mode: str = "practice", *, passed: bool = True) -> AttemptSummary:
    at = NOON + timedelta(days=number)
    result = AttemptResult("end", "success", passed, {"heat": 60.0 + number}, "heat", scoring=99)
    return AttemptSummary(f"{number:08x}", scene, mode, "en", at, at, result)


PAST = [summary(1), summary(2, "phone", passed=False), summary(3, mode="exam"), summary(4, mode="of-tomorrow")]


@pytest.mark.parametrize(
    ("history_filter", "numbers"),
    [
        (HistoryFilter(), [4, 3, 2, 1]),
        (HistoryFilter(scene="phone"), [2]),
        (HistoryFilter(mode="exam"), [3]),
        (HistoryFilter(passing=PassFilter.NOT_PASSED), [2]),
        (HistoryFilter(scene="desk", passing=PassFilter.PASSED), [4, 3, 1]),
        (HistoryFilter(search_text=" DESK "), [4, 3, 1]),
        (HistoryFilter(search_text="2026-03-03"), [2]),
        (HistoryFilter(search_text="第三次"), [2]),
        (HistoryFilter(search_text="not passed"), [2]),
        (HistoryFilter(search_text="nobody"), []),
    ],
)
def test_matching_attempts_are_listed_latest_first(history_filter: HistoryFilter, numbers: list[int]) -> None:
    matching = past_attempts(PAST, TITLES, catalogue("en"), history_filter)
    assert [int(attempt.id, 16) for attempt in matching] == numbers


def test_an_id_is_cut_to_its_shortest_unique_prefix() -> None:
    ids = ["aaaaaaaa1", "aaaaaaaa2", "bbbbbbbb1", "aaaa"]
    assert short_ids(ids) == {
        "aaaaaaaa1": "aaaaaaaa1", "aaaaaaaa2": "aaaaaaaa2", "bbbbbbbb1": "bbbbbb", "aaaa": "aaaa",
    }  # fmt: skip
    assert matching_ids("bb", ids) == ["bbbbbbbb1"]
    assert matching_ids("aaaa", ids) == ["aaaa"], "an exact match takes precedence over prefixes"
    assert matching_ids("AAAAAAAA", ids) == ["aaaaaaaa1", "aaaaaaaa2"]
    assert matching_ids("", ids) == matching_ids("c", ids) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_row_fills_its_width_and_aligns_with_the_header(language: str, width: int) -> None:
    words = catalogue(language)
    attempts = past_attempts(PAST, {**TITLES, "desk": "\x1b[31mred\nend"}, words, HistoryFilter())
    rows = [
        attempt_header_row(words, width),
        *(attempt_row(each, words, glyphs(), width, at_cursor=False) for each in attempts),
    ]
    assert {cell_len(row.text) for row in rows} == {width}
    assert "\x1b" not in "".join(row.text for row in rows)


def test_the_count_mentions_the_filter() -> None:
    words = catalogue("en")
    assert count_words(0, 0, HistoryFilter(), words) == "You have not finished an attempt yet."
    assert count_words(4, 4, HistoryFilter(), words) == "finished attempts: 4"
    history_filter = HistoryFilter(mode="exam", passing=PassFilter.PASSED, search_text="desk")
    assert count_words(1, 4, history_filter, words) == "1 of 4 finished attempts (mode: Exam, passed, with “desk”)"


def test_a_line_begins_with_the_id_that_opens_it() -> None:
    (latest, *_) = past_attempts(PAST, TITLES, catalogue("en"), HistoryFilter())
    line = attempt_line(latest, catalogue("en"), glyphs())
    assert line.startswith("00000004  2026-03-05 ")
    assert line.split(f" {glyphs().separator} ")[1:] == ["At the desk (desk)", "of-tomorrow", "passed, 64%"]


def test_what_is_deleted_is_announced_and_reported() -> None:
    words = catalogue("en")
    desk = past_attempts(PAST, TITLES, words, HistoryFilter(scene="desk"))
    assert "the attempt at “At the desk” that ended 2026-03-05" in attempts_deletion_text(desk[:1], words)
    assert "every attempt at “At the desk”, finished ones: 3" in scene_deletion_text("At the desk", 3, words)
    assert "deletes 3 attempts" in attempts_deletion_text(desk, words)
    assert "deletes 4 attempts" in attempts_deletion_text(past_attempts(PAST, TITLES, words, HistoryFilter()), words)
    assert deleted_text(2, [], words) == "Attempts deleted: 2."
