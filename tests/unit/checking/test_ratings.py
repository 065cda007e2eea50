"""Blind ratings compared with the key: how often the best line is named, and where raters prefer another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from builders import Data
from roleplay.checking.ratings import RatedScene, check_ratings, rated_scene
from roleplay.checking.subject import Subject
from roleplay.reading.document import Document
from roleplay.reading.ratings import COLUMNS, RatingsFile, read_ratings, words_digest
from unit.checking.line_scenes import moment, story, subject, words

DATA = story(*(moment("Go on.", "What?", "Well.", best=0) for _ in range(5)))
ONE_MISSED = {("n4", rater): "b" for rater in (1, 2, 3)}


def sheet(
    scene: Subject,
    raters: Sequence[int],
    values: Mapping[tuple[str, str], int] = {},
    names: Mapping[tuple[str, int], str] = {},
    obvious: Sequence[str] = (),
    leave_out: Sequence[str] = (),
) -> str:
    """``values``: (node, choice) -> rating, else 3 for "a" and 1 for the others; ``names``: (node, rater) -> the line
    that is named best, else "a".
    """
    rows = [",".join(COLUMNS)]
    for name, node in scene.scenario.nodes.items():
        for rater in () if name in leave_out else raters:
            for line in node.choices:
                value = values.get((name, line.id), 3 if line.id == "a" else 1)
                best = names.get((name, rater), "a") == line.id
                marks = ("yes" if best else "", "yes" if best and name in obvious else "")
                row = (name, line.id, value, *marks, rater, f"2026-05-0{rater}", words_digest(node, "en"))
                rows.append(",".join(map(str, row)))
    return "\n".join(rows)


def ratings(scene: Subject, text: str) -> RatingsFile:
    file, findings = read_ratings(text.encode(), "small.en.csv", scene.scenario, "en")
    assert findings == ()
    return file


def rated_from(text: str, data: Data = DATA) -> RatedScene:
    scene = subject(data)
    return rated_scene(scene, ratings(scene, text))


def codes(folder: Path, text: str, data: Data = DATA) -> list[str]:
    loaded = subject(data)
    scene = Subject(loaded.bundle, Document(str(folder / "small.yaml"), loaded.document.lines))
    scene.document.values, scene.document.keys = loaded.document.values, loaded.document.keys
    (folder / "ratings").mkdir(exist_ok=True)
    (folder / "ratings" / "small.en.csv").write_text(text)
    findings = [finding for finding in check_ratings(scene) if finding.details.get("language") != "Chinese"]
    assert all(words(finding) for finding in findings)
    return [finding.code for finding in findings]


def test_ratings_are_counted() -> None:
    others = {(f"n{number}", 2): "b" for number in range(1, 5)}
    file = rated_from(sheet(subject(DATA), [1, 2], names=others))
    assert (float(file.named), float(file.obvious), file.raters, file.unrated) == (0.6, 0, 2, ())
    assert file.dates == ("2026-05-01", "2026-05-02")
    rated = [
        (decision.named, decision.raters, sorted(decision.best_lines), decision.misjudged)
        for decision in file.decisions
    ]
    assert rated[:2] == [(2, 2, ["a"], None), (1, 2, ["a"], None)]


def test_a_best_line_that_everybody_names_is_reported(tmp_path: Path) -> None:
    scene = subject(DATA)
    assert codes(tmp_path, sheet(scene, [1])) == ["RP603"]
    assert codes(tmp_path, sheet(scene, [1], names=ONE_MISSED)) == []
    assert codes(tmp_path, sheet(scene, [1]), {**DATA, "tutorial": True}) == []


def test_a_best_line_that_raters_find_obvious_is_reported(tmp_path: Path) -> None:
    scene = subject(DATA)
    assert codes(tmp_path, sheet(scene, [1], names=ONE_MISSED, obvious=("n0", "n1"))) == ["RP604"]
    assert codes(tmp_path, sheet(scene, [1], names=ONE_MISSED, obvious=("n0",))) == []


def test_a_line_that_raters_prefer_to_the_best_one_is_reported(tmp_path: Path) -> None:
    scene = subject(DATA)
    prefer = {("n4", "a"): 2, ("n4", "b"): 3}
    assert codes(tmp_path, sheet(scene, [1, 2, 3], prefer, ONE_MISSED)) == ["RP602"]
    assert codes(tmp_path, sheet(scene, [1, 2], prefer, ONE_MISSED)) == [], "two are too few"
    assert codes(tmp_path, sheet(scene, [1, 2, 3], {("n4", "b"): 3}, ONE_MISSED)) == [], "a tie"


def test_nodes_not_rated_in_their_present_wording_are_reported(tmp_path: Path) -> None:
    scene = subject(DATA)
    assert codes(tmp_path, sheet(scene, [1], names=ONE_MISSED, leave_out=("n0",))) == ["RP605"]
    old = sheet(scene, [1]).replace(words_digest(scene.scenario.nodes["n0"], "en"), "00000000")
    assert rated_from(old).unrated == ("n0", "n1", "n2", "n3", "n4"), "all five have the same words here"


def test_if_two_lines_are_best_naming_one_does_not_count() -> None:
    both = moment("Go on.", "And then?", "Well.")
    both["choices"][1]["moves"] = ["listen"]
    data = story(both)
    (decision,) = rated_from(sheet(subject(data), [1]), data).decisions
    assert (sorted(decision.best_lines), decision.named) == (["a", "b"], 0)


def test_if_a_dealt_fact_decides_the_rated_deal_determines_the_best_line() -> None:
    both = moment("Go on.", "And then?", "Well.")
    for number, cause in enumerate(("cable", "heat")):
        both["choices"][number]["moves"] = ["cut_in", {"when": {"cause": cause}, "move": "listen"}]
    data = story(both, deal={"cause": ["cable", "heat"]})
    head, *rows = sheet(subject(data), [1], names={("n0", 1): "b"}).splitlines()
    with_deal = "\n".join([f"{head},dealt", *(f"{row},cause=heat" for row in rows)])
    (decision,) = rated_from(with_deal, data).decisions
    assert (sorted(decision.best_lines), decision.named) == (["b"], 1)
    (decision,) = rated_from("\n".join([head, *rows]), data).decisions
    assert (sorted(decision.best_lines), decision.named) == (["a", "b"], 0), "without the deal either may be best"
