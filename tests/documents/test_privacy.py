"""docs/privacy.md lists everything that is stored, and what it says about the commands is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.commands import COMMANDS
from roleplay.records.private_files import _OUR_FILES, _OUR_FOLDERS
from unit.commands.test_history_command import ids

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("privacy.md", "privacy.zh.md")
SECRET = "what nobody is to read"


@pytest.mark.parametrize("page", PAGES)
def test_everything_in_the_learners_folder_is_documented(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for name in (*_OUR_FILES, *(folder for folder in _OUR_FOLDERS if folder != "cache")):
        assert f"`{name}" in text, name


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_outputs_record_data_is_documented(page: str) -> None:
    documented = set(re.findall(r"`roleplay (\w+)", (DOCS / page).read_text(encoding="utf-8")))
    assert documented <= set(COMMANDS)
    assert {
        "export",
        "push",
        "report",
        "class",
        "items",
        "plan",
        "progress",
        "exam",
        "doctor",
        "delete",
        "serve",
    } <= documented


def test_own_words_are_only_output_on_request(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice", "--own-words")
    result = run(home, *words, typed=(SECRET, "sit", SECRET, "today", SECRET, "", SECRET))
    assert result.code == 0
    assert run(home, "export", "--own-words").out.count(SECRET) == 4
    for command in (
        ("export",),
        ("export", "--format", "csv"),
        ("export", "--format", "csv", "--rows", "criteria"),
        ("export", "--format", "xapi"),
        ("export", "--anonymous"),
        ("report",),
        ("report", "--format", "html"),
        ("rescore", "--json"),
        ("history", "--json"),
        ("progress", "--json"),
    ):
        result = run(home, *command)
        assert result.code == 0, result.err
        assert SECRET not in result.out, command
    scene = home / "library" / "scenarios" / "desk.yaml"
    scene.write_text(
        scene.read_text(encoding="utf-8").replace('"id": "desk"', '"id": "desk", "private": true', 1), "utf-8"
    )
    assert run(home, "play", "desk", "--seed", "1", "--no-briefing", "--new", typed=("sit", "today", "")).code == 0
    for command in (("export",), ("export", "--format", "csv"), ("export", "--format", "xapi"), ("report",)):
        result = run(home, *command)
        assert "your own experience" in result.err, command
        assert len({*re.findall(r"[0-9a-f]{32}", result.out)} & {*ids(home)}) <= 1
    run(home, "delete", "--everything", "--yes")
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
