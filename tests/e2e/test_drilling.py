"""A drill in a real terminal: killed in every phase and resumed, followed on a second terminal, and its errors."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from campaign_size import short_or_long
from command_runs import spawn
from drill_rooms import snapshot
from e2e.conftest import Start
from e2e.terminal import Terminal
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.records.drill_file import journals
from roleplay.workspace import drills

WORDS = catalogue("zh")
SCENE = "angry-customer"


def phase_name(phase: Phase) -> str:
    return WORDS(f"drill.phase.{phase}")


def room_on_disk(home: Path) -> drills.FollowedDrill:
    return drills.read(journals(home / "drills")[0])


def is_in(home: Path, phase: Phase) -> bool:
    return room_on_disk(home).room.phase is phase


def drill(start: Start, *words: str, **more: object) -> Terminal:
    return start("drill", *words, "--lang", "zh", columns=80, rows=24, **more)


#: The keys that lead to each phase from the previous one.
WAY = (
    (Phase.LOBBY, ()),
    (Phase.PRESENT, ("enter",)),
    (Phase.OWN_WORDS, ("enter",)),
    (Phase.VOTE, ("enter", *"9 14 4 3", "enter")),
    (Phase.DISCUSS, ("enter",)),
    (Phase.REVOTE, ("enter", *"18 7 3 2", "enter")),
    (Phase.REVEAL, ("enter",)),
    (Phase.REACTION, ("enter",)),
    (Phase.COACHING, ("enter",)),
    (Phase.PATH, ("enter",)),
    (Phase.CONTRAST, ("c",)),
    (Phase.DEBRIEF, ("e", "y")),
)


#: Phases with different saved state: one vote, revealed and answered; nothing yet, two votes, everything.
KILLED_IN = (Phase.VOTE, Phase.REACTION, Phase.LOBBY, Phase.REVOTE, Phase.DEBRIEF)[: short_or_long(2, 5)]


def test_killed_in_any_phase_it_resumes_at_the_same_step_with_the_same_votes(
    start: Start, home: Path, tmp_path: Path
) -> None:
    """A copy of the journal is resumed from each phase; in some the program itself is killed and resumed."""
    terminal = drill(start, SCENE, "--seed", "3", "--own-words")
    for phase, keys in WAY:
        if keys == ("e", "y"):  # a box only accepts keys pressed after it is shown
            terminal.press("e")
            terminal.see(WORDS("drill.end.title"))
            keys = ("y",)
        terminal.press(*keys)
        terminal.see(phase_name(phase))
        if phase in (Phase.VOTE, Phase.REVOTE):
            terminal.see("30 票")
        terminal.wait(partial(is_in, home, phase), f"{phase} on disk")
        before = room_on_disk(home)
        copy = shutil.copy(before.path, tmp_path)
        again = drills.resume(Path(copy), None, lambda: datetime.now(UTC))
        assert snapshot(again.room) == snapshot(before.room)
        again.close()
        if phase in KILLED_IN:
            terminal.kill()
            terminal = drill(start, "--resume", before.id)
            terminal.see(phase_name(phase))
            assert snapshot(room_on_disk(home).room) == snapshot(before.room)
    terminal.kill()


def test_a_paused_drill_resumes_paused(start: Start, home: Path) -> None:
    terminal = drill(start, SCENE)
    terminal.see(phase_name(Phase.LOBBY))
    terminal.press("enter", "p")
    terminal.see(WORDS("drill.pause.title"))
    terminal.kill()
    terminal = drill(start, "--resume")
    terminal.see(WORDS("drill.pause.title"))
    terminal.press("p")
    terminal.see(phase_name(Phase.PRESENT))
    terminal.kill()


def test_a_second_terminal_follows_with_what_the_class_does_not_see(start: Start, home: Path) -> None:
    shared = drill(start, SCENE, "--seed", "3")
    shared.see(phase_name(Phase.LOBBY))
    speaker = drill(start, "--speaker")
    speaker.see(WORDS("speaker.title"), phase_name(Phase.LOBBY))
    shared.press("enter", "enter", *"9 14 4 3", "enter")
    shared.see("30 票")
    speaker.see(phase_name(Phase.VOTE), WORDS.count("drill.turnout.votes", 30), WORDS("speaker.split", share="30"))
    assert WORDS("speaker.best") in speaker.text
    shared.kill()
    speaker.press("q")
    assert speaker.ended() == 0


def test_quitting_says_how_to_resume(start: Start, home: Path) -> None:
    terminal = drill(start, SCENE)
    terminal.see(phase_name(Phase.LOBBY))
    terminal.press("enter")
    terminal.see(phase_name(Phase.PRESENT))
    terminal.press("q")
    terminal.see(WORDS("drill.leave.title"))
    terminal.press("3")
    assert terminal.ended() == 0
    assert terminal.restored
    room = room_on_disk(home)
    assert f"roleplay drill --resume {room.id}" in terminal.raw.decode()


def test_a_drill_is_run_by_one_program_at_a_time(start: Start, home: Path) -> None:
    terminal = drill(start, SCENE)
    terminal.see(phase_name(Phase.LOBBY))
    second = drill(start, "--resume")
    assert second.ended() == 2
    assert WORDS("cli.drill_in_use", id=room_on_disk(home).id) in second.text.replace("\n", "")
    terminal.kill()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["drill", SCENE], "drill_terminal"),
        (["drill", "--resume"], "drill_terminal"),
        (["drill", "--report"], "drill_none"),
        (["drill", "--sheets"], "drill_scene"),
    ],
)
def test_without_a_terminal_or_a_drill_one_sentence_says_so(home: Path, words: list[str], key: str) -> None:
    done = spawn(home, *words, "--lang", "zh")
    assert done.code == 2
    assert done.err.strip() == f"roleplay: {WORDS(f'cli.{key}')}"
    assert done.out == ""
