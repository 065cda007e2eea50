"""Plays a scene in real terminals and kills it, again and again; in its own process, since it forks.

``python -m campaign.killed_plays HOME KILLS SEED`` imports the program once and forks a play for each kill, on its own
terminal: lines are said by keys, some without waiting for the screen, and at some instant everything is ended by
SIGKILL. What was seen on the screen and what the record then holds is printed, one line of JSON per kill.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import sqlite3
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

from e2e.terminal import Terminal, TimedOut

SCENE = "long"
#: Number of turns in the scene.
TURNS = 12


class ForkedProcess:
    """The part of `subprocess.Popen` that a `Terminal` needs, for a fork of this process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode


class ForkedTerminal(Terminal):
    """A terminal in which a fork of this process runs a command."""

    def __init__(self, command: Sequence[str]) -> None:
        with mock.patch("e2e.terminal.subprocess.Popen", self._fork):
            super().__init__(command, {})

    def _fork(self, command: Sequence[str], *, stdin: int, **_: object) -> ForkedProcess:
        pid = os.fork()
        if pid:
            return ForkedProcess(pid)
        code = 70
        try:
            os.setsid()
            fcntl.ioctl(stdin, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(stdin, descriptor)
            os.close(self._leader)
            from roleplay.cli import main

            code = main(command)
        finally:
            os._exit(code)


def record(home: Path) -> list[tuple[bool, list[int]]]:
    """For each attempt: whether it is over, and the numbers picked."""
    with closing(sqlite3.connect(home / "records.db")) as db:
        attempts = db.execute("SELECT id, ended_at IS NOT NULL FROM attempts ORDER BY rowid").fetchall()
        live = "SELECT choice, shown FROM decisions WHERE attempt_id = ? AND undone_at IS NULL ORDER BY seq"
        return [
            (bool(over), [json.loads(shown).index(choice) + 1 for choice, shown in db.execute(live, (id_,))])
            for id_, over in attempts
        ]


def prompt_at(turn: int) -> str:
    """What is said at a turn (from 0), or at the end."""
    return f"Q{turn:02}?" if turn < TURNS else "Over-now."


def killed_play(home: Path, chance: random.Random, pressed: list[int]) -> dict[str, Any]:
    """Resume the attempt in which ``pressed`` was said, and kill it; keys pressed here are appended to ``pressed``."""
    plain = chance.random() < 0.3
    words = ["--lang", "en", "play", SCENE, "--resume", "--no-briefing", *(["--plain"] if plain else [])]
    with ForkedTerminal(words) as terminal:
        began = seen = len(pressed)
        terminal.see(prompt_at(seen), *([">"] if plain else []))
        for _ in range(chance.randrange(4)):
            if seen >= TURNS - 1:
                break
            press(terminal, chance, pressed, plain)
            terminal.see(prompt_at(len(pressed)))
            seen = len(pressed)
        if began < TURNS and chance.random() < 0.9:
            press(terminal, chance, pressed, plain)
            until = time.monotonic() + chance.choice((0, 0.005, 0.02, 0.08))
            while time.monotonic() < until:
                terminal.read(until - time.monotonic())
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.process.wait()
        while terminal.read(0.02):
            pass
        if seen < len(pressed) and prompt_at(len(pressed)) in terminal.packed:
            seen = len(pressed)
    return {"plain": plain, "began": began, "seen": seen, "pressed": list(pressed)}


def press(terminal: Terminal, chance: random.Random, pressed: list[int], plain: bool) -> None:
    """Say one of the three lines."""
    number = chance.randrange(1, 4)
    pressed.append(number)
    terminal.press(str(number), *(["enter"] if plain else []))


def main(home: Path, kills: int, seed: int) -> None:
    """Kill this many plays."""
    os.environ["ROLEPLAY_HOME"] = str(home)
    mock.patch("roleplay.workspace.workspace.shipped_library", return_value=home / "none").start()
    import roleplay.plain.shell
    import roleplay.tui.app
    import roleplay.tui.screens.conversation  # imported once, before forking

    assert roleplay
    chance = random.Random(seed)
    pressed: list[int] = []
    for _ in range(kills):
        try:
            outcome = killed_play(home, chance, pressed)
        except TimedOut as error:
            print(json.dumps({"gave_up": str(error)}), flush=True)
            return
        attempts = record(home)
        over, saved = attempts[-1]
        print(json.dumps({**outcome, "kept": saved, "over": over, "attempts": len(attempts)}), flush=True)
        pressed = [] if over else saved


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
