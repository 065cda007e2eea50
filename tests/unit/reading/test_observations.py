"""Observers' sheets: read with the location of every mistake, and accepted only for the attempt they are about."""

from __future__ import annotations

import pytest

from roleplay.reading.loader import LoadedFile, load
from roleplay.reading.observations import ObservedTalk, read_attempt_sheet
from roleplay.scene.model import Shared
from roleplay.scene.observation import ObserverSheet
from talk_scene import bundle

SHEET = """\
roleplay: observation/1
scene: parcel
attempt: "abcd12"
observer: Li
rubric: RUBRIC
criteria:
  ONE:
    level: 2
    for: [1]
    unseen: [2]
    against: [3]
    note: Said it twice.
  TWO:
    level:
    note:
note:
"""


def sheet() -> str:
    rubric = bundle().rubrics[bundle().scenario.rubrics[0]]
    first, second = (criterion.id for criterion in rubric.criteria[:2])
    return SHEET.replace("RUBRIC", rubric.id).replace("ONE", first).replace("TWO", second)


def shared() -> Shared:
    loaded = bundle()
    return Shared(loaded.moves, loaded.personas, loaded.rubrics, loaded.cliches, loaded.kpi)


def read(text: str) -> LoadedFile:
    about = ObservedTalk("abcd1234", bundle().scenario, bundle().rubrics, 3)
    return read_attempt_sheet(text.encode(), "li.yaml", shared(), about)


def test_a_sheet_is_read_as_written() -> None:
    file = read(sheet())
    assert file.diagnostics == ()
    value = file.value
    assert isinstance(value, ObserverSheet)
    first, second = value.criteria.values()
    assert (first.level, first.marks, first.note) == (2, {1: 1, 2: 0, 3: -1}, "Said it twice.")
    assert second.empty
    assert not first.empty
    assert (value.observer, value.note) == ("Li", None)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("level: 2", "level: 4", "RP012", 8),
        ("level: 2", "level: two", "RP012", 8),
        ("for: [1]", "for: [1, 4]", "RP802", 9),
        ("unseen: [2]", "unseen: [2, 1]", "RP802", 10),
        ("    against", "    agianst", "RP010", 11),
        ("scene: parcel", "scene: other", "RP802", 2),
        ('"abcd12"', '"abcd99"', "RP802", 3),
        ('"abcd12"', '"zz"', "RP016", 3),
        ("observation/1", "form/1", "", 1),
        ("observation/1", "observation/2", "RP009", 1),
        ("note: Said it twice.", "note: [", "", 12),
    ],
)
def test_each_mistake_is_reported_at_its_line(old: str, new: str, code: str, line: int) -> None:
    file = read(sheet().replace(old, new, 1))
    assert file.value is None
    finding = file.diagnostics[0]
    assert code in ("", finding.code), finding
    if code:
        assert finding.span.line == line
    for language in ("en", "zh"):
        assert finding.message(language)
        assert finding.help(language)


def test_an_unknown_criterion_and_a_rubric_that_the_scene_does_not_use_are_refused() -> None:
    first = next(iter(load(sheet().encode(), "li.yaml").draft.criteria))  # type: ignore[union-attr]
    file = read(sheet().replace(f"  {first}:", f"  {first}x:"))
    assert [(finding.code, finding.did_you_mean) for finding in file.diagnostics] == [("RP801", first)]
    rubric = bundle().scenario.rubrics[0]
    file = read(sheet().replace(f"rubric: {rubric}", "rubric: nobody"))
    assert [finding.code for finding in file.diagnostics] == ["RP802"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"PK\x03\x04", b"roleplay: observation/1\n", b"[1, 2]", b"a" * 9000]
)
def test_a_file_that_is_not_a_sheet_is_refused(content: bytes) -> None:
    talk = ObservedTalk("abcd1234", bundle().scenario, bundle().rubrics, 3)
    file = read_attempt_sheet(content, "li.yaml", shared(), talk)
    assert file.value is None
    assert file.diagnostics
