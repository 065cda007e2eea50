"""Whether two sets of a form have the same demands along their best lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import Data, choice, folder, node, put, scene
from exam_desk import desk_exam, exam_home
from roleplay.checking.check import check
from roleplay.checking.forms import item_profile
from roleplay.checking.scene import Depth
from roleplay.reading.cache import FolderCache
from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.reading.library import Library
from roleplay.scene.forms import FormItem

TURNS = ("listen", "cut_in"), ("act_now", "dodge")


def talk(name: str, turns: int = 4, **changes: object) -> Data:
    """A scene with ``turns`` decisions: alternately something to hear and something to do."""
    nodes = {}
    for number in range(turns):
        good, bad = TURNS[number % 2]
        to = f"n{number + 1}" if number + 1 < turns else "end"
        nodes[f"n{number}"] = node(choice("good", to, [good]), choice("bad", to, [bad]))
    return scene(id=name, nodes=nodes, start="n0", **changes)


def form(a: str, b: str, **changes: str) -> str:
    title = changes.get("title", "{en: Both}")
    return (
        f"roleplay: form/1\nid: both\ntitle: {title}\npurpose: {{en: p}}\nstatus: released\nsource: {{en: s}}\n"
        f"rubric: {changes.get('rubric', 'main')}\nsets:\n  a: [{a}]\n  b: [{b}]\ntimes:\n"
        "  before: {name: {en: before}, day: 0, set: a}\n  after: {name: {en: after}, day: 9, set: b}\n"
    )


def item(name: str, seed: int = 1) -> str:
    return f"{{scene: {name}, seed: {seed}}}"


def findings(root: Path, text: str, *scenes: Data, **depth: object) -> list[Diagnostic]:
    library = folder(root, *scenes, talk("four"))
    path = put(library / "forms" / "both.yaml", text)
    return list(check([path], [], Depth(**depth)).findings)  # type: ignore[arg-type]


def codes(root: Path, text: str, *scenes: Data, **depth: object) -> list[str]:
    return [finding.code for finding in findings(root, text, *scenes, **depth)]


def test_a_profile_counts_the_decisions_of_the_best_line(tmp_path: Path) -> None:
    library = Library([folder(tmp_path, talk("five", 5))])
    bundle = library.bundle("five")
    profile = item_profile(bundle, FormItem("five", 1, {}), bundle.rubrics["main"], 1000)
    assert profile is not None
    assert (profile.decisions, dict(profile.at_stake)) == (5, {"hear": 3, "act": 2})
    assert item_profile(bundle, FormItem("five", 1, {}), bundle.rubrics["main"], 2) is None


def test_sets_with_the_same_demands_have_no_findings(tmp_path: Path) -> None:
    assert codes(tmp_path, form(item("four"), item("five")), talk("five", 5, difficulty=2)) == []


@pytest.mark.parametrize(
    ("expected", "b"),
    [
        ({"RP708", "RP710"}, f"{item('four', 2)}, {item('four', 3)}"),
        ({"RP709"}, item("hard")),
        ({"RP710"}, item("only-hear")),
        ({"RP711"}, item("sketch")),
        ({"RP714"}, item("aside")),
    ],
)
def test_sets_with_different_demands_are_reported(tmp_path: Path, expected: set[str], b: str) -> None:
    heard = node(choice("good", "n1", ["listen"]), choice("bad", "n1", ["cut_in"]))
    only_hear = talk("only-hear")
    only_hear["nodes"] |= {f"n{n}": {**heard, "choices": [{**c, "goto": f"n{n + 1}"} for c in heard["choices"]]}
                           for n in range(3)}  # fmt: skip
    scenes = [
        talk("hard", difficulty=4),
        only_hear,
        talk("sketch", status="draft"),
        talk("aside", rubrics=["side"], pass_={"side": 10, "endings": ["end"]}),
    ]
    assert set(codes(tmp_path, form(item("four"), b), *scenes)) == expected


def test_a_scene_that_cannot_be_explored_is_the_only_finding_about_its_set(tmp_path: Path) -> None:
    assert codes(tmp_path, form(item("four"), item("five")), talk("five", 9), limit=3) == ["RP713", "RP713"]
    assert codes(tmp_path, form(item("four"), item("five")), talk("five", 9), explore=False) == []


def test_a_draft_is_reported_in_a_release_check(tmp_path: Path) -> None:
    text = form(item("four"), item("four", 2)).replace("status: released", "status: draft")
    assert codes(tmp_path, text) == []
    assert codes(tmp_path, text, release=True) == ["RP716"]


def test_a_language_that_a_scene_lacks_is_reported(tmp_path: Path) -> None:
    text = form(item("four"), item("four", 2), title="{en: Both, ko: 둘}")
    assert codes(tmp_path, text) == ["RP712", "RP712"]


def test_the_profile_of_a_scene_is_cached_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path / "cache")
    path = put(
        folder(tmp_path / "library", talk("four"), talk("five", 5)) / "forms" / "both.yaml",
        form(item("four"), item("five")),
    )
    assert check([path], [], cache=cache).findings == ()
    with monkeypatch.context() as patch:
        patch.setattr("roleplay.checking.check.item_profile", None)
        assert check([path], [], cache=cache).findings == ()
    folder(tmp_path / "library", talk("five", 9))
    assert "RP708" in [finding.code for finding in check([path], [], cache=cache).findings]


def test_a_folder_is_checked_with_its_forms_and_a_form_among_scenes_is_an_error(tmp_path: Path) -> None:
    library = folder(tmp_path / "library", talk("four"))
    for room in ("forms", "scenarios"):
        put(library / room / "both.yaml", form(item("four"), item("four", 2)))
    report = check([library], [], Depth(explore=False))
    folders = {Path(finding.file).parent.name for finding in report.findings if finding.severity is Severity.ERROR}
    assert (len(report.files), folders) == (7 + 2, {"scenarios"})


@pytest.mark.parametrize(("asked", "expected"), [(2, []), (9, ["RP715"])])
def test_an_exam_asks_no_more_questions_than_there_are(tmp_path: Path, asked: int, expected: list[str]) -> None:
    exam = desk_exam()
    exam["stages"]["knowledge"]["questions"] = asked
    home = exam_home(tmp_path, **exam)
    path = home / "library" / "forms" / "counter.yaml"
    findings = list(check([path], [], Depth()).findings)
    assert [each.code for each in findings] == expected
    assert all("asks for 9" in each.message() and "can provide only 2" in each.message() for each in findings)
