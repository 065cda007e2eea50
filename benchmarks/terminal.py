"""A program on a pseudo-terminal, timed: from its start to a frame, from a key to the last byte of the answer.

Times are what a user waits for: they include process start and the terminal. POSIX only.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[()*+][0-9A-B]"
    rb"|\x1b[=>78cDEHMNOZ]",
    re.DOTALL,
)
#: Terminal queries of a program, and the answers of a modern terminal.
_ANSWERS = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)


class NoOutput(RuntimeError):
    """The expected output did not come."""


class Terminal:
    """A program on a pseudo-terminal, started at once. As a context manager it kills the program at the end."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 120, rows: int = 40, timeout: float = 30.0
    ) -> None:
        self.timeout = timeout
        self.raw = bytearray()
        self._answered = 0
        self._peak = 0.0
        self._leader, follower = pty.openpty()
        fcntl.ioctl(self._leader, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = self.last_byte = time.perf_counter()
        self.process = subprocess.Popen(
            list(command),
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(follower)

    def read(self, wait: float) -> bool:
        """Read output for at most ``wait`` seconds and answer the program's queries; returns whether there was any."""
        ready, _, _ = select.select([self._leader], [], [], max(wait, 0.0))
        if not ready:
            return False
        try:
            data = os.read(self._leader, 1 << 16)
        except OSError:  # the program has gone
            return False
        self.last_byte = time.perf_counter()
        self.raw += data
        for question, answer in _ANSWERS:
            for match in question.finditer(self.raw, max(self._answered - 16, 0)):
                if match.end() > self._answered:
                    os.write(self._leader, answer)
        self._answered = len(self.raw)
        return bool(data)

    def text(self, since: int = 0) -> str:
        """The output since byte ``since``, without escape sequences."""
        return _ESCAPES.sub(b"", bytes(self.raw[since:])).decode(errors="replace")

    def frame(self, *markers: str) -> float:
        """Wait until every marker was written; returns the seconds since the start."""
        deadline = time.perf_counter() + self.timeout
        while not all(marker in self.text() for marker in markers):
            if time.perf_counter() > deadline or not (self.read(0.5) or self.process.poll() is None):
                raise NoOutput(f"{markers} not seen; the end of what was: {self.text()[-500:]!r}")
        return self.last_byte - self.started

    def settled(self, quiet: float = 0.15) -> float:
        """Wait for ``quiet`` seconds without output; returns the seconds from the start to the last byte."""
        while self.read(quiet):
            pass
        return self.last_byte - self.started

    def send(self, key: str) -> None:
        """Press a key without waiting."""
        os.write(self._leader, key.encode())

    def press(self, key: str, quiet: float = 0.15) -> float:
        """Press a key; returns the seconds to the last byte of the output."""
        while self.read(0.0):
            pass
        began = time.perf_counter()
        self.send(key)
        if not self.read(self.timeout):
            raise NoOutput(f"no answer to {key!r}")
        while self.read(quiet):
            pass
        return self.last_byte - began

    def shows(self, marker: str, since: int) -> float:
        """Wait until ``marker`` was written after byte ``since``; returns the time of its last byte."""
        deadline = time.perf_counter() + self.timeout
        while marker not in self.text(since):
            if time.perf_counter() > deadline or not (self.read(0.5) or self.process.poll() is None):
                raise NoOutput(f"{marker!r} not seen; the end of what was: {self.text()[-500:]!r}")
        return self.last_byte

    def peak(self) -> float:
        """The program's peak memory so far in MiB; 0 if the system does not report it."""
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    self._peak = int(line.split()[1]) / 1024
        return self._peak

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._leader)
