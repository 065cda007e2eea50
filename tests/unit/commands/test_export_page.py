"""``roleplay export SCENE --format page``: what is written, and what is refused."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from builders import Data, folder, put, scene, yaml
from command_runs import run
from roleplay.records.journal import FRAME_WORDS


def valid_scene(**changes: Any) -> Data:
    """A small scene in which the check finds no error."""
    return scene(**{"pass_": {"endings": ["end"]}, **changes})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the two small scenes in the learner's own library."""
    home = tmp_path / "home"
    folder(home / "library", valid_scene(), valid_scene(id="draft", status="draft"))
    return home


def test_the_same_page_is_written_each_time(home: Path) -> None:
    first, second = home / "one.html", home / "two.html"
    ran = run(home, "export", "small", "--format", "page", "-o", str(first))
    ran.says(str(first), "with a double click")
    assert run(home, "--lang", "en", "export", "small", "--format", "page", "-o", str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) & stat.S_IRGRP  # an ordinary scene is not private: colleagues open it
    assert run(home, "export", "small", "--format", "page").out == first.read_text(encoding="utf-8")


def test_a_file_outside_any_library_is_exported_too(home: Path, tmp_path: Path) -> None:
    file = put(tmp_path / "elsewhere" / "my-desk.yaml", yaml(valid_scene(id="my-desk")))
    ran = run(home, "export", str(file), "--format", "page", "-o", str(tmp_path / "page.html"))
    assert ran.code == 0, ran.err


def test_a_draft_and_a_broken_scene_are_refused_with_the_finding(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    draft = run(home, "export", "draft", "--format", "page", "-o", str(out))
    assert draft.code == 2
    assert "RP415" in draft.err
    lost = valid_scene(id="lost", pass_={"main": 50, "endings": ["end"]})
    broken = put(tmp_path / "lost.yaml", yaml(lost))
    refused = run(home, "export", str(broken), "--format", "page", "-o", str(out))
    assert refused.code == 2
    assert "RP305" in refused.err
    assert not out.exists()


@pytest.mark.parametrize("form", ["page", "cmi5", "scorm"])
def test_a_private_scene_is_only_exported_on_explicit_request(home: Path, tmp_path: Path, form: str) -> None:
    file = put(tmp_path / "elsewhere" / "mine.yaml", yaml(valid_scene(id="mine", private=True)))
    out = tmp_path / "out"
    ran = run(home, "export", str(file), "--format", form, "-o", str(out))
    ran.fails("'mine' is made from your own experience", "--own-words")
    assert not out.exists()
    assert run(home, "export", str(file), "--format", form, "--own-words", "-o", str(out)).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    old = put(tmp_path / "elsewhere" / "old.yaml", yaml(valid_scene(id="old", summary=FRAME_WORDS[1])))
    run(home, "export", str(old), "--format", form).fails("'old' is made from your own experience")


def test_exactly_one_scene_is_required_and_record_options_are_refused(home: Path) -> None:
    assert run(home, "export", "--format", "page").code == 2
    assert run(home, "export", "small", "draft", "--format", "page").code == 2
    assert run(home, "export", "small", "--format", "page", "--own-words").code == 2
    assert run(home, "export", "no-such", "--format", "page").code == 2
