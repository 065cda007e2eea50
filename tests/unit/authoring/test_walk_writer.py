"""Walks written into files, checked by example: the resulting diffs. That nothing else changes is a property test."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.authoring.walk_writer import (
    CannotWrite,
    KeptWalk,
    expected_range,
    is_walk_name,
    next_walk_name,
    with_walk,
)
from roleplay.checking.subject import Subject
from roleplay.checking.walks import check_walks
from roleplay.reading.files import shared_files
from roleplay.reading.folders import check_scene
from roleplay.reading.shared_reader import read_shared
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Bundle, Scenario
from roleplay.workspace.workspace import shipped_library

WALK = KeptWalk(
    name="mine", choices=("say-back", "ours"), ending="in-time", deal={}, personas={}, expect={"heat": ">= 95"}
)


def text_with_walk(text: str, walk: KeptWalk = WALK) -> str:
    content = text.encode()
    document, problems = read(content, "late-parcel.yaml")
    assert not problems
    return with_walk(content, document, walk).decode()


def test_a_walk_is_added_after_the_others() -> None:
    assert (
        text_with_walk(
            "start: a\nwalks:\n  ideal:\n    choices: [a, b]\n    ending: e\n    # heat is for later\n\n# the end\n"
        )
        == """\
start: a
walks:
  ideal:
    choices: [a, b]
    ending: e
    # heat is for later
  mine:
    choices: [say-back, ours]
    ending: in-time
    heat: ">= 95"

# the end
"""
    )


def test_the_first_walk_in_a_file_without_a_final_line_break() -> None:
    assert text_with_walk("nodes:\n    a: 1", WALK._replace(deal={"cause": "yes"})) == (
        "nodes:\n    a: 1\n\n"
        "walks:\n    mine:\n        choices: [say-back, ours]\n        ending: in-time\n"
        '        deal: {cause: "yes"}\n        heat: ">= 95"'
    )


def test_a_walk_replaces_one_of_the_same_name() -> None:
    mine = "  mine:  # by hand\n    ending: e\n    choices:\n    - a\n    - b  # why\n"
    assert text_with_walk(f"walks:\n{mine}  worst: {{choices: [c], ending: f}}\n") == (
        "walks:\n  mine:  # by hand\n    choices:\n    - say-back\n    - ours\n    ending: in-time\n"
        '    heat: ">= 95"  # why\n  worst: {choices: [c], ending: f}\n'
    )


def test_a_walk_is_in_flow_style_like_the_others() -> None:
    walk = WALK._replace(expect={})
    short = "mine: {choices: [say-back, ours], ending: in-time}"
    assert text_with_walk("walks: {a: {choices: [b], ending: e}, }\n", walk) == (
        f"walks: {{a: {{choices: [b], ending: e}}, {short}, }}\n"
    )
    assert text_with_walk("walks:\n  a: {choices: [b], ending: e}\nz: 1\n", walk) == (
        f"walks:\n  a: {{choices: [b], ending: e}}\n  {short}\nz: 1\n"
    )
    assert text_with_walk('{"a": 1}', walk) == (
        '{"a": 1, "walks": {"mine": {"choices": ["say-back", "ours"], "ending": "in-time"}}}'
    )
    assert text_with_walk("walks: { a: {choices: [b], ending: e} }", walk._replace(name="a")) == (
        "walks: { a: {choices: [say-back, ours], ending: in-time} }"
    )


@pytest.mark.parametrize("braces", ["{}", "{ }", "{}  # none yet"])
def test_an_empty_map_of_walks_is_filled(braces: str) -> None:
    remark = braces.partition("  ")[2]
    assert text_with_walk(f"walks: {braces}\nz: 1\n") == (
        f"walks:{'   ' + remark if remark else ''}\n"
        '  mine:\n    choices: [say-back, ours]\n    ending: in-time\n    heat: ">= 95"\nz: 1\n'
    )


def test_a_walk_that_would_change_something_else_is_refused() -> None:
    shared = "a: &w\n  old: {choices: [a], ending: e}\nwalks: *w\n"
    with pytest.raises(CannotWrite):
        text_with_walk(shared)
    with pytest.raises(CannotWrite):
        text_with_walk("walks: &w\n  old: {choices: [a], ending: e}\nz: *w\n")  # z would get the walk, too
    with pytest.raises(CannotWrite):
        text_with_walk(
            "other: &one {choices: [a], ending: e}\nwalks:\n  mine: &two {choices: [b], ending: e}\nz: *two\n"
        )


def test_an_alias_is_replaced_by_the_walk() -> None:
    text = text_with_walk("z: &one {choices: [a], ending: e}\nwalks:\n  mine: *one\n", WALK._replace(expect={}))
    assert text.endswith("walks:\n  mine: {choices: [say-back, ours], ending: in-time}\n")


SHIPPED = [shipped_library() / "scenarios" / f"{name}.yaml" for name in ("first-steps", "cross-culture")]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_scenes_accept_their_own_walks(file: Path) -> None:
    shared = read_shared(shared_files(shipped_library())).shared
    content = file.read_bytes()
    findings = check_scene(content, str(file), shared)
    assert isinstance(findings.value, Scenario)
    walks = list(findings.value.walks.values())
    for walk in [*walks[:2], *[walk for walk in walks if walk.personas][:1]]:
        new_walk = KeptWalk(
            name="one-more",
            choices=walk.choices,
            ending=walk.ending,
            deal=walk.deal,
            personas=walk.personas,
            expect={},
        )
        after = with_walk(content, findings.document, new_walk)
        again = check_scene(after, str(file), shared)
        assert isinstance(again.value, Scenario)
        subject = Subject(Bundle(again.value, *shared), again.document)
        assert check_walks(subject) == []
        lines = [line for line in after.split(b"\n") if line not in content.split(b"\n")]
        assert 1 <= len(lines) <= 3 + bool(walk.personas), lines
        replaced = with_walk(content, findings.document, new_walk._replace(name=walk.id))
        assert len(replaced.split(b"\n")) <= len(content.split(b"\n"))


# -- names and ranges ----------------------------------------------------------------


def test_names_of_walks() -> None:
    assert next_walk_name({}) == "walk-1"
    assert next_walk_name({"walk-1": 0, "walk-3": 0}) == "walk-2"
    assert [is_walk_name(name) for name in ("a", "slip-2", "x" * 60)] == [True] * 3
    assert not any(map(is_walk_name, ("", "A", "a b", "走法", "a_b", "-a", "2nd", "x" * 61, "a\n")))


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (100, ">= 95"), (95, ">= 95"), (94.9, "85..100"), (72.2, "65..80"), (50, "45..55"), (25.1, "20..35"),
        (25, "<= 25"), (0, "<= 25"), (None, None),
    ],
)  # fmt: skip
def test_the_expected_range_has_some_margin(score: float | None, expected: str | None) -> None:
    assert expected_range(score) == expected
