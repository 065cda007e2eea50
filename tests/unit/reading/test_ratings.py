"""Files of blind ratings: what is read from them, and one finding for each invalid row."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import bundle, choice, node, story_scene
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.ratings import RatingsFile, ratings_digest, ratings_files, read_ratings, words_digest

HEAD = "node,choice,rating,best,obvious,rater,date,words"
SCENE = bundle(story_scene(nodes={"h": node(choice("kind", say="Go on."), choice("rude", say="What now?"))})).scenario


def read(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> tuple[RatingsFile, tuple[Diagnostic, ...]]:
    return read_ratings("\n".join([head, *rows]).encode(encoding), "small.en.csv", SCENE, "en")


def test_a_row_is_one_raters_judgement_of_one_line() -> None:
    file, findings = read("h,kind,3,yes,,1,2026-05-04,abcd1234", "", "h,rude,0,,no,1,2026-05-04,abcd1234")
    assert findings == ()
    kind, rude = file.rows
    assert (kind.node, kind.choice, kind.value, kind.best, kind.obvious, kind.rater) == (
        "h",
        "kind",
        3,
        True,
        False,
        "1",
    )
    assert (kind.date, kind.words, kind.line, rude.line, rude.best) == ("2026-05-04", "abcd1234", 2, 4, False)


def test_other_columns_in_any_order_are_ignored() -> None:
    file, findings = read("why not,是,h,kind,2,,2,,w", head="remark,best,node,choice,rating,obvious,rater,date,words")
    assert (findings, len(file.rows), file.rows[0].best) == ((), 1, True)
    assert read_ratings(b"\xef\xbb\xbf" + HEAD.encode(), "x.en.csv", SCENE, "en")[1] == (), "as spreadsheets save it"


@pytest.mark.parametrize(
    ("row", "cause", "like"),
    [
        ("hh,kind,3,,,1,,", "no node `hh`", "h"),
        ("h,kin,3,,,1,,", "no choice `kin`", "kind"),
        ("h,kind,4,,,1,,", "from 0 to 3, not `4`", None),
        ("h,kind,,,,1,,", "not ``", None),
        ("h,kind,3,maybe,,1,,", "`best` must be yes or empty", None),
        ("h,kind,3,,,,,", "no rater", None),
    ],
)
def test_an_invalid_row_is_reported_and_the_others_count(row: str, cause: str, like: str | None) -> None:
    file, (finding,) = read(row, "h,rude,1,,,1,,")
    assert (finding.code, finding.span.line, finding.did_you_mean, finding.source_line) == ("RP601", 2, like, row)
    assert cause in finding.message("en")
    assert finding.message("zh") != finding.message("en")
    assert [rating.choice for rating in file.rows] == ["rude"]


def test_dealt_facts_may_be_given() -> None:
    nodes = {"h": node(choice("kind"), choice("rude"))}
    scene = bundle(story_scene(nodes=nodes, deal={"cause": ["cable", "heat"]})).scenario
    rows = f"{HEAD},dealt\nh,kind,3,,,1,,,cause=heat\nh,rude,1,,,1,,,caus=heat\n".encode()
    file, (finding,) = read_ratings(rows, "small.en.csv", scene, "en")
    assert (file.rows[0].dealt, finding.span.line, finding.did_you_mean) == ((("cause", "heat"),), 3, "cause")


def test_a_rater_rates_each_line_once() -> None:
    file, (finding,) = read("h,kind,3,,,1,,", "h,kind,2,,,1,,", "h,kind,2,,,2,,")
    assert (finding.span.line, len(file.rows)) == (3, 2)
    assert "already rated `kind` in line 2" in finding.message("en")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (HEAD.replace("rater,", "").encode(), "missing from the first row: rater"),
        (b"", "missing from the first row: node"),
        (f"{HEAD}\nh,kind,3,ja\xdf,,1,,".encode("latin-1"), "not saved as UTF-8"),
        (f'{HEAD}\n"{"x" * 200_000}"'.encode(), "not CSV"),
        (b"x" * 5_000_000, "too long"),
    ],
    ids=["a column", "nothing", "gbk", "a field without end", "huge"],
)
def test_a_file_without_valid_ratings_is_refused(content: bytes, cause: str) -> None:
    file, (finding,) = read_ratings(content, "small.en.csv", SCENE, "en")
    assert (file.rows, finding.code) == ((), "RP601")
    assert cause in finding.message("en")


def test_the_digest_identifies_the_rated_wording() -> None:
    (spoken,) = SCENE.nodes.values()
    other = bundle(story_scene(nodes={"h": node(choice("kind", say="Go on!"), choice("rude", say="What now?"))}))
    assert words_digest(spoken, "en") == words_digest(spoken, "en") != words_digest(other.scenario.nodes["h"], "en")


def test_ratings_belong_in_the_library_or_next_to_the_file(tmp_path: Path) -> None:
    assert ratings_files(Path("lib/scenarios/a.yaml"), ["zh"]) == {"zh": Path("lib/ratings/a.zh.csv")}
    scene = tmp_path / "a.yaml"
    assert ratings_files(scene, ["en"]) == {"en": tmp_path / "ratings" / "a.en.csv"}
    nothing = ratings_digest(scene)
    (tmp_path / "ratings").mkdir()
    (tmp_path / "ratings" / "a.en.csv").write_text(HEAD)
    assert ratings_digest(scene) != nothing
