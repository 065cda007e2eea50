"""Forms and exams: from the file to its meaning, checked against a library; and their entries in its contents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import Data, changed, folder, marked, put, scene, yaml
from roleplay.reading.cache import FolderCache
from roleplay.reading.contents import UnknownForm
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.library import Library
from roleplay.scene.forms import FormItem

FORM = """
roleplay: form/1
id: both
title: {en: Both}
purpose: {en: To compare.}
status: released
source: {en: ours}
rubric: main
sets:
  a:
    - {scene: small, seed: 1}
  b:
    - {scene: other, seed: 2, personas: {ann: hot}}
times:
  before: {name: {en: before}, day: 0, set: a}
  after: {name: {en: after}, day: 30, set: b}
""".lstrip()
EXAM = """
roleplay: exam/1
id: final
title: {en: Final}
purpose: {en: To end.}
status: released
source: {en: ours}
stages:
  knowledge: {rubrics: [main], questions: 3, pass: 80}
  scene:
    item: {scene: small, seed: 1}
    pass: 60
  unseen:
    from:
      - {scene: other, seed: 2}
      - {scene: third, seed: 3}
    draw: 2
    pass: 50
""".lstrip()


def a_library(root: Path, name: str, text: str, *more: Data, **options: Any) -> Library:
    scenes = [scene(id=name, personas={"ann": ["hot"]}) for name in ("small", "other", "third")]
    broken = scene(id="broken", start="nowhere")
    library = folder(root, *scenes, broken, scene(id="sketch", status="draft"), *more)
    put(library / "forms" / f"{name}.yaml", text)
    return Library([library], **options)


def problem(root: Path, text: str, name: str = "both") -> Diagnostic:
    (entry,) = a_library(root, name, text).contents.forms
    assert entry.problem is not None
    return entry.problem


def test_a_form_is_read_as_written(tmp_path: Path) -> None:
    entry = a_library(tmp_path, "both", FORM).form("both")
    form = entry.form
    assert form is not None
    assert (entry.exam, entry.problem) == (None, None)
    assert (form.rubric, form.version, form.released) == ("main", 1, True)
    assert form.sets["b"] == (FormItem("other", 2, {"ann": "hot"}),)
    assert [(time.id, time.day, time.set) for time in form.times] == [("before", 0, "a"), ("after", 30, "b")]
    assert [item.scene for item in form.items] == ["small", "other"]


def test_an_exam_is_read_as_written(tmp_path: Path) -> None:
    exam = a_library(tmp_path, "final", EXAM).form("final").exam
    assert exam is not None
    assert exam.stages.knowledge == (("main",), 3, 80)
    assert (exam.stages.scene.item.scene, exam.stages.scene.pass_mark) == ("small", 60)
    assert (exam.stages.unseen.draw, exam.stages.unseen.pass_mark, exam.stages.unseen.each) == (2, 50, 0)
    assert [item.scene for item in exam.items] == ["small", "other", "third"]
    assert exam.again is None


def test_forms_are_cached_and_read_again_when_one_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path / "cache")
    first = a_library(tmp_path / "library", "both", FORM, cache=cache).contents
    with monkeypatch.context() as patch:
        patch.setattr("roleplay.reading.folders.read_contents", None)
        assert Library([tmp_path / "library"], cache).contents == first
    put(tmp_path / "library" / "forms" / "both.yaml", FORM.replace("day: 30", "day: 300"))
    form = Library([tmp_path / "library"], cache).form("both").form
    assert form is not None
    assert form.times[-1].day == 300


def test_a_later_library_shadows_a_form_of_the_same_id(tmp_path: Path) -> None:
    own = put(tmp_path / "own" / "forms" / "both.yaml", FORM.replace("seed: 1", "seed: 9"))
    first = a_library(tmp_path / "first", "both", FORM).folders[0]
    (entry,) = Library([first, own.parents[1]]).contents.forms
    assert entry.form is not None
    assert entry.form.items[0].seed == 9


def test_an_unknown_form_comes_with_similar_ids(tmp_path: Path) -> None:
    with pytest.raises(UnknownForm) as caught:
        a_library(tmp_path, "both", FORM).form("boht")
    assert caught.value.nearest == ["both"]


@pytest.mark.parametrize(
    ("code", "old", "new", "says"),
    [
        ("RP131", "scene: small", "scene: ‹smal", "there is no scene `smal`"),
        ("RP132", "scene: small", "scene: ‹broken", "there is no node or ending `nowhere`"),
        ("RP133", "{ann: hot}", "{‹bob: hot}", "in the cast of `other`"),
        ("RP103", "{ann: hot}", "{ann: ‹hott}", "there is no persona `hott`"),
        ("RP104", "rubric: main", "rubric: ‹mian", "there is no rubric `mian` in the library"),
        ("RP701", "day: 30", "day: ‹0", "`after` is on day 0, and `before` before it on day 0"),
        ("RP701", "day: 0", "day: ‹5", "the first time is day 0"),
        ("RP702", "set: b", "set: ‹c", "there is no set `c`"),
        ("RP703", "scene: other, seed: 2, personas: {ann: hot}", "scene: ‹small, seed: 1", "at `sets.a.1`"),
        ("RP012", "seed: 1", "seed: ‹-1", "a number from 0"),
        ("RP020", "  after: {name: {en: after}, day: 30, set: b}\n", "", "at least 2"),
    ],
)
def test_a_mistake_in_a_form_is_reported_at_its_location(
    tmp_path: Path, code: str, old: str, new: str, says: str
) -> None:
    text = changed(FORM, old, new)
    place = None
    if "‹" in new:
        text, place = marked(text)
    finding = problem(tmp_path, text)
    assert finding.code == code
    assert place in (None, (finding.span.line, finding.span.column))
    assert says in finding.message("en")
    assert finding.message("zh")


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("RP704", "scene: third", "scene: ‹small"),
        ("RP705", "draw: 2", "draw: ‹3"),
        ("RP104", "rubrics: [main]", "rubrics: [‹mian]"),
        ("RP125", "rubrics: [main]", "rubrics: [main, ‹main]"),
        ("RP012", "pass: 80", "pass: ‹101"),
        ("RP012", "pass: 60", "pass: ‹0"),
        ("RP703", "scene: third, seed: 3", "scene: ‹other, seed: 2"),
    ],
)
def test_a_mistake_in_an_exam_is_reported_at_its_location(tmp_path: Path, code: str, old: str, new: str) -> None:
    text, place = marked(changed(EXAM, old, new))
    finding = problem(tmp_path, text, "final")
    assert (finding.code, (finding.span.line, finding.span.column)) == (code, place)


def test_a_file_in_the_wrong_folder_for_its_kind_is_refused(tmp_path: Path) -> None:
    library = folder(tmp_path, scene())
    put(library / "forms" / "small.yaml", yaml(scene()))
    put(library / "scenarios" / "both.yaml", FORM)
    put(library / "rubrics" / "both.yaml", FORM)
    contents = Library([library]).contents
    (entry,) = contents.forms
    assert entry.problem is not None
    assert (entry.problem.code, entry.problem.details["found"]) == ("RP009", "scenario/1")
    assert [(finding.code, finding.details["found"]) for finding in contents.problems] == [("RP009", "form/1")]
    assert [entry.problem.code for entry in contents.entries if entry.problem] == ["RP009"]


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    library = folder(tmp_path, scene())
    (library / "forms" / "odd.yaml").mkdir(parents=True)
    (entry,) = Library([library]).contents.forms
    assert (entry.id, entry.problem and entry.problem.code) == ("odd", "RP018")


def test_a_number_with_too_many_digits_is_reported_with_its_range(tmp_path: Path) -> None:
    for old, new, expected in (
        ("seed: 1}", f"seed: {'9' * 22}}}", "a number from 0 to"),
        ("day: 30", f"day: {'9' * 20}", "a number from 0 to 3650"),
    ):
        finding = problem(tmp_path, changed(FORM, old, new), "both")
        assert finding.code == "RP012"
        assert f"but should be {expected}" in finding.message()
