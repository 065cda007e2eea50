"""A scene is played in a real terminal while another program writes its file."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from builders import changed
from command_runs import spawn
from e2e.conftest import Start
from e2e.terminal import Terminal
from roleplay.locales import catalogue
from roleplay.workspace.workspace import shipped_library

WORDS = catalogue("zh")
SCENE = "first-steps"


@pytest.fixture
def file(home: Path) -> Path:
    """A copy of a shipped scene outside any library."""
    folder = home / "mine" / "scenarios"
    folder.mkdir(parents=True)
    return Path(shutil.copy(shipped_library() / "scenarios" / f"{SCENE}.yaml", folder))


def save(file: Path, old: str, new: str) -> None:
    """Save as most editors do: to a temporary file, which is moved into place."""
    aside = file.with_suffix(".swp")
    aside.write_text(changed(file.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    os.replace(aside, file)


def shows_any(terminal: Terminal, *texts: str) -> bool:
    return any(text in terminal.text for text in texts)


def test_writing_playing_and_saving(start: Start, home: Path, file: Path) -> None:
    with start("edit", str(file), "--lang", "zh") as terminal:
        terminal.see(WORDS("edit.plays"), WORDS("edit.nothing_found"), "你们到底会不会修？")
        save(file, "它又黑了！你们到底会不会修？", "它又黑了！你们究竟会不会修？")
        terminal.see("你们究竟会不会修？", "~ " + WORDS("edit.changed"), WORDS("edit.what.says", place="counter"))
        save(file, "start: counter\n", "start: conter\n")
        terminal.see(WORDS("edit.broken"), "你们究竟会不会修？")
        terminal.press("n")
        terminal.see("RP101", WORDS("edit.mean", word="counter"))
        terminal.press("m", "m")
        terminal.gone("RP101")  # a key overtaken by a save is ignored
        terminal.see("你们究竟会不会修？")
        save(file, "start: conter\n", "start: counter\n")
        terminal.see(WORDS("edit.plays"), WORDS("play.turn", number=1))
        turn = 1
        while WORDS("edit.ended") not in terminal.text:
            terminal.press("1")
            turn += 1
            next_turn = WORDS("play.turn", number=turn)
            terminal.wait(partial(shows_any, terminal, next_turn, WORDS("edit.ended")), f"turn {turn}")
        before = file.read_bytes()
        terminal.press("k")
        terminal.see(WORDS("keep.title"), "walk-1")
        terminal.press("enter")
        terminal.see(WORDS("edit.kept", file=file.name, name="walk-1"))
        after = file.read_bytes()
        assert b"  walk-1:\n    choices: [" in after
        walk_start = after.index(b"  walk-1:")
        assert before.startswith(after[:walk_start])
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.restored
    assert spawn(home, "check", str(file)).code == 0
    assert not _history(home)


def test_a_power_cut_leaves_the_file_whole(start: Start, home: Path, file: Path) -> None:
    whole = file.read_bytes()
    with start("edit", str(file), "--lang", "zh") as terminal:
        terminal.see(WORDS("edit.plays"))
        terminal.press("1")
        terminal.see(WORDS("play.turn", number=2))
        terminal.kill()
    assert file.read_bytes() == whole
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert not _history(home)


def _history(home: Path) -> list[object]:
    """The contents of the learner's record."""
    from roleplay.records.store import RecordStore

    with RecordStore.open(home, now=lambda: None) as store:  # type: ignore[arg-type, return-value]
        return [*store.unfinished(), *store.history()]
