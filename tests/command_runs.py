"""Running the commands: in this process with test streams, or as a separate process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import roleplay
from roleplay.cli import main

SOURCE = Path(roleplay.__file__).parents[1]
#: The fixture ``ship_library(folder)`` makes the folder the shipped library.
ShipLibrary = Callable[[Path], None]
#: Variables of the test environment that must not leak into a run.
DROPPED_VARIABLES = (
    "ROLEPLAY_LIBRARY",
    "LC_ALL",
    "LC_MESSAGES",
    "LANGUAGE",
    "COLUMNS",
    "LINES",
    "PYTHONUNBUFFERED",
    "NO_COLOR",
)


@dataclass(frozen=True)
class RunResult:
    """The exit code and output of a run."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def says(self, *texts: str) -> None:
        """Assert that the output contains each of the texts."""
        for text in texts:
            assert text in self.out, f"{text!r} is not in:\n{self.out}\n{self.err}"

    def fails(self, *texts: str, code: int = 2) -> None:
        """Assert that it ended with ``code`` and one sentence that contains the texts, without a traceback."""
        assert self.code == code, (self.out, self.err)
        assert "Traceback" not in self.err + self.out
        assert len(self.err.splitlines()) == 1, self.err
        for text in texts:
            assert text in self.err


class Keyboard(io.StringIO):
    """A stream that pretends to be a terminal."""

    def isatty(self) -> bool:
        return True


def environment(home: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of a run: English, with its own record."""
    inherited = {name: value for name, value in os.environ.items() if name not in DROPPED_VARIABLES}
    return {**inherited, "LANG": "C.UTF-8", "ROLEPLAY_HOME": str(home), **more}


def run(
    home: Path,
    *words: str,
    typed: str | Sequence[str] = "",
    tty: bool = False,
    shipped: Path | None = None,
    env: Mapping[str, str] = {},
) -> RunResult:
    """Run one command in this process. The only libraries are ``home/library`` and those that ``words`` name.

    ``typed`` is standard input; with ``tty`` it, and only it, is a terminal.
    """
    given = typed if isinstance(typed, str) else "".join(f"{line}\n" for line in typed)
    read = (Keyboard if tty else io.StringIO)(given)
    out, err = io.StringIO(), io.StringIO()
    nothing = shipped or home / "no-shipped-library"
    with (
        mock.patch.dict(os.environ, environment(home, env), clear=True),
        mock.patch.object(sys, "stdin", read),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        mock.patch("roleplay.workspace.workspace.shipped_library", return_value=nothing),
    ):
        code = main(words)
    return RunResult(code, out.getvalue(), err.getvalue())


def spawn(
    home: Path,
    *words: str,
    typed: str | None = "",
    env: Mapping[str, str] = {},
    cwd: Path | None = None,
    shell: str = "",
    timeout: float = 20,
) -> RunResult:
    """Run one command as a process, with the shipped library; ``shell`` is appended to its shell command line."""
    full = environment(home, {"PYTHONPATH": str(SOURCE), **env})
    command: list[str] = [sys.executable, "-m", "roleplay", *words]
    if shell:
        command = ["/bin/sh", "-c", f'"$@" {shell}', "sh", *command]
    done = subprocess.run(
        command,
        input=None if typed is None else typed.encode(),
        stdin=subprocess.DEVNULL if typed is None else None,
        capture_output=True,
        env=full,
        cwd=cwd or home.parent,
        timeout=timeout,
        check=False,
    )
    return RunResult(done.returncode, done.stdout.decode(), done.stderr.decode())
