"""Which files are checked, with which libraries, and what is reported about them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import builders
from builders import RUBRICS, Data, choice, folder, node, persona, put, shared, yaml
from roleplay.checking.check import CheckReport, check, files_in, roots_of


def scene(**changes: Any) -> Data:
    """A scene with one decision; a draft, because a released one needs more."""
    return builders.scene(**{"status": "draft", **changes})


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return folder(tmp_path / "lib", scene(), scene(id="other"))


def codes(report: CheckReport) -> list[str]:
    return [finding.code for finding in report.findings]


def names(report: CheckReport) -> list[str]:
    return [Path(file).name for file in report.files]


# -- which files -------------------------------------------------------------------


def test_a_library_consists_of_its_rubrics_and_scenes(library: Path) -> None:
    put(library / "notes.yaml", "a: 1")
    put(library / "scenarios" / ".draft.yaml", "a: 1")
    put(library / "scenarios" / ".git" / "hidden.yaml", "a: 1")
    put(library / "scenarios" / "read.me", "a: 1")
    put(library / "scenarios" / "more.yml", yaml(scene(id="more")))
    names = [str(path.relative_to(library)) for path in files_in(library)[0]]
    assert sorted(names) == sorted(
        ["rubrics/main.yaml", "rubrics/moves.yaml", "rubrics/side.yaml"]
        + [f"rubrics/personas/{name}.yaml" for name in ("base", "cold", "hot")]
        + [f"scenarios/{name}" for name in ("more.yml", "other.yaml", "small.yaml")]
    )


def test_any_other_folder_is_searched_recursively(tmp_path: Path) -> None:
    for name in ("a.yaml", "b/c.yml", "b/.d/e.yaml", "b/f.txt"):
        put(tmp_path / name, "x")
    assert [path.name for path in files_in(tmp_path)[0]] == ["a.yaml", "c.yml"]


def test_the_library_of_a_file_is_the_folder_above_its_own(library: Path, tmp_path: Path) -> None:
    assert roots_of(library / "scenarios" / "small.yaml") == [library]
    assert roots_of(library / "rubrics" / "personas" / "base.yaml") == [library]
    assert roots_of(put(tmp_path / "alone.yaml", "x")) == []


def test_a_library_without_mistakes_has_no_findings(library: Path) -> None:
    report = check([library], [])
    assert report.findings == ()
    assert len(report.files) == 8


def test_a_file_named_twice_is_checked_once(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library)
    path = library / "scenarios" / "small.yaml"
    assert names(check([path, Path("scenarios/small.yaml"), Path("scenarios")], [library])) == [
        "small.yaml",
        "other.yaml",
    ]


def test_a_folder_without_files_has_no_findings(tmp_path: Path) -> None:
    assert check([tmp_path], []) == CheckReport((), ())


# -- with what ----------------------------------------------------------------------


def test_a_scene_is_checked_with_the_library_that_contains_it(library: Path) -> None:
    assert codes(check([library / "scenarios" / "small.yaml"], [])) == []


def test_a_scene_outside_any_library_is_checked_with_the_given_ones(library: Path, tmp_path: Path) -> None:
    alone = put(tmp_path / "small.yaml", yaml(scene()))
    assert codes(check([alone], [library])) == []
    assert codes(check([alone], [])) != []


def test_a_rubric_outside_any_library_serves_the_scene_checked_with_it(library: Path, tmp_path: Path) -> None:
    rubric: Data = {**RUBRICS[0], "id": "mine"}
    put(tmp_path / "mine.yaml", "\n".join(f"{key}: {json.dumps(value)}" for key, value in rubric.items()))
    alone = put(tmp_path / "small.yaml", yaml(scene(rubrics=["mine"], pass_={"mine": 50, "endings": ["end"]})))
    assert codes(check([alone], [library])) != []
    assert codes(check([alone, tmp_path / "mine.yaml"], [library])) == []


def test_only_findings_in_the_given_files_are_reported(library: Path) -> None:
    put(library / "rubrics" / "broken.yaml", "roleplay: rubric/1\nid: broken\n")
    put(library / "scenarios" / "other.yaml", "roleplay: scenario/1\nid: other\n")
    assert codes(check([library / "scenarios" / "small.yaml"], [library])) == []
    files = {Path(finding.file).name for finding in check([library], []).findings}
    assert files == {"broken.yaml", "other.yaml"}


def test_findings_name_the_file_as_it_was_given(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(library / "rubrics" / "broken.yaml", "roleplay: rubric/1\nid: broken\n")
    monkeypatch.chdir(library.parent)
    given = Path("lib/rubrics/broken.yaml")
    assert {finding.file for finding in check([given], [library]).findings} == {str(given)}
    link = library.parent / "link"
    link.symlink_to(library, target_is_directory=True)
    report = check([link], [library])
    assert {finding.file for finding in report.findings} == {str(link / "rubrics" / "broken.yaml")}
    assert set(report.files) >= {finding.file for finding in report.findings}


def test_findings_are_sorted_by_file_and_location(library: Path) -> None:
    put(library / "scenarios" / "a.yaml", "roleplay: scenario/1\nid: a\nbogus: 1\nbogus2: 2\n")
    put(library / "scenarios" / "b.yaml", "roleplay: scenario/1\nid: b\nbogus: 1\n")
    spots = [(finding.file, finding.span.line, finding.span.column) for finding in check([library], []).findings]
    assert spots == sorted(spots)
    assert len({file for file, *_ in spots}) == 2


def test_files_that_cannot_be_read_are_findings(library: Path) -> None:
    unreadable = library / "scenarios" / "gone.yaml"
    unreadable.symlink_to(library / "nowhere.yaml")
    assert codes(check([unreadable], [])) == ["RP018"]
    unreadable.unlink()
    put(unreadable, b"\xff\xfe\x00not text")
    (finding, *_) = check([unreadable], []).findings
    assert finding.code.startswith("RP0")
    unreadable.unlink()
    put(unreadable, "")
    assert codes(check([unreadable], [])) != []


def test_a_file_of_no_known_kind_is_a_finding(library: Path) -> None:
    path = put(library / "scenarios" / "what.yaml", "roleplay: recipe/1\nid: what\n")
    assert codes(check([path], [])) != []


def test_a_folder_named_like_a_file(library: Path) -> None:
    (library / "scenarios" / "folder.yaml").mkdir()
    assert "RP018" in codes(check([library], [])) + codes(check([library / "scenarios"], []))


def test_a_later_library_may_extend_an_earlier_one(library: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    put(mine / "rubrics" / "personas" / "mild.yaml", yaml(persona("mild", {"listen": {"anger": -1}}, extends="base")))
    put(mine / "scenarios" / "small.yaml", yaml(scene(cast={"ann": {"name": "Ann", "persona": "mild"}})))
    assert codes(check([mine], [library])) == []
    assert codes(check([mine], [])) != []


def test_the_same_library_given_twice_counts_once(library: Path) -> None:
    copy = library.parent / "lib" / ".." / "lib"
    assert codes(check([library], [library, copy])) == []


def test_a_copied_scene_is_only_shadowed(library: Path, tmp_path: Path) -> None:
    shutil.copytree(library / "scenarios", tmp_path / "mine" / "scenarios")
    assert codes(check([tmp_path / "mine"], [library])) == []


# -- RP309: the walks -----------------------------------------------------------------


def walk_findings(tmp_path: Path, **walk: object) -> list[str]:
    data = scene(walks={"ideal": {"choices": ["good", "good"], "ending": "end", **walk}})
    at_once = shared(rubrics=({**RUBRICS[0], "minimum": 1},))  # one line is enough to be assessed
    library = folder(tmp_path / "lib", data, files=at_once)
    return [f"{d.code} {d.message('en')} {d.message('zh')}" for d in check([library], []).findings]


@pytest.mark.parametrize("expected", [">= 90", "<= 100", "50..100"])
def test_a_walk_that_succeeds(tmp_path: Path, expected: str) -> None:
    assert walk_findings(tmp_path, main=expected) == []


@pytest.mark.parametrize(
    ("walk", "message", "message_zh"),
    [
        ({"choices": ["bad", "good"], "main": ">= 90"}, "main is ", "main 是 "),
        ({"main": "<= 10"}, "main is 100.0, not <= 10", "不是 <= 10"),
        ({"main": "10..20"}, "not 10..20", "不是 10..20"),
        ({"ending": "lost"}, "it leads to `end`", "它走到了 `end`"),
        ({"choices": ["good"]}, "it leads to `two`", "它走到了 `two`"),
        ({"choices": ["good", "good", "good"]}, "cannot be said at `end` then; possible choices: -", "不能说 `good`"),
    ],
)
def test_a_walk_that_fails(tmp_path: Path, walk: Data, message: str, message_zh: str) -> None:
    (finding,) = walk_findings(tmp_path, **walk)
    assert finding.startswith("RP309 ")
    assert message in finding
    assert message_zh in finding


def test_a_walk_that_says_a_locked_line(tmp_path: Path) -> None:
    locked = {**choice("later", "end"), "when": {"trust": ">= 90"}}
    data = scene(
        nodes={"one": node(choice("good", "two"), choice("bad", "lost", ["cut_in"]), locked), **_second()},
        walks={"short": {"choices": ["later"], "ending": "end"}},
    )
    (finding,) = [d for d in check([folder(tmp_path / "lib", data)], []).findings if d.code == "RP309"]
    assert "`later` cannot be said at `one` then; possible choices: good, bad" in finding.message("en")


def _second() -> Data:
    return {"two": node(choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"]))}


def test_the_finding_is_located_at_the_choice_or_at_the_score(tmp_path: Path) -> None:
    text = yaml(scene())[:-1]
    walks = '\n  {"ideal":\n    {"choices": ["good",\n      "nowhere"], "ending": "end"}}'
    library = folder(tmp_path / "lib", scene())
    path = put(library / "scenarios" / "small.yaml", f'{text}, "walks":{walks}}}')
    (finding,) = check([path], []).findings
    assert "nowhere" in finding.message()
    assert (finding.span.line, finding.span.column) == (4, 7)


def test_walks_of_a_broken_scene_are_not_played(tmp_path: Path) -> None:
    data = scene(start="nowhere", walks={"ideal": {"choices": ["good"], "ending": "lost"}})
    assert "RP309" not in codes(check([folder(tmp_path / "lib", data)], []))


def test_a_criterion_that_is_not_assessed_on_a_walk(tmp_path: Path) -> None:
    data = scene(walks={"ideal": {"choices": ["good", "good"], "ending": "end", "main.hear": ">= 0"}})
    (finding,) = check([folder(tmp_path / "lib", data)], []).findings  # its rubric requires at least two lines
    assert "main.hear is not assessed on it" in finding.message()
