"""A real terminal for a program under test: a pseudo-terminal with an emulated screen.

Tests wait for what the screen shows, with a limit; they never sleep and hope.
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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

#: Timeout of a wait in seconds; generous, because it is only spent if something is wrong.
TIMEOUT = 20.0

KEYS = {
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F",
    "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "enter": b"\r", "tab": b"\t", "escape": b"\x1b",
    "backspace": b"\x7f", "space": b" ",
}  # fmt: skip

#: Terminal queries of a program, and the answers of a modern terminal.
_ANSWERS = (
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)
#: Sequences that the emulation would print as text, and colours, which no test reads and which are most of the output.
_UNKNOWN = re.compile(rb"\x1b\[[0-9;:]*m|\x1b\[[<>=?][0-9;:]*[a-gi-z]|\x1b\[\?[0-9]+\$p|\x1b[P_^X].*?\x1b\\", re.DOTALL)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[P_^X][^\x1b]*\x1b?|)\Z")


class TimedOut(AssertionError):
    """The expected output did not come."""


class Terminal:
    """A program on its own terminal. As a context manager it kills the program at the end."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        columns: int = 100,
        rows: int = 30,
        cwd: Path | None = None,
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        self._fed = self._answered = 0
        self._leader, follower = pty.openpty()
        self._set_size(columns, rows)
        self.process = subprocess.Popen(
            list(command),
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self._echo = termios.tcgetattr(follower)
        os.close(follower)

    # -- input and output ----------------------------------------------------------

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._leader, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self) -> None:
        """Close the terminal, as closing its window would."""
        os.close(self._leader)
        self._leader = os.open(os.devnull, os.O_RDWR)

    def resize(self, columns: int, rows: int) -> None:
        """Resize the window."""
        self._feed()
        self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def read(self, wait: float) -> bool:
        """Read output for at most ``wait`` seconds; returns False if there was none or the program has closed it."""
        ready, _, _ = select.select([self._leader], [], [], max(wait, 0))
        if not ready:
            return False
        try:
            data = os.read(self._leader, 1 << 16)
        except OSError:  # the program has gone
            return False
        self.raw += data
        for question, answer in _ANSWERS:
            for match in question.finditer(self.raw, max(self._answered - 16, 0)):
                if match.end() > self._answered:
                    self.send(answer)
        self._answered = len(self.raw)
        return bool(data)

    def send(self, data: bytes) -> None:
        """Type raw bytes."""
        with contextlib.suppress(OSError):
            os.write(self._leader, data)

    def press(self, *keys: str) -> None:
        """Press keys: names of `KEYS`, ``ctrl+x``, or text."""
        for key in keys:
            control = key.startswith("ctrl+")
            self.send(KEYS.get(key) or (bytes([ord(key[-1]) & 0x1F]) if control else key.encode()))

    # -- the screen ------------------------------------------------------------------

    def _feed(self) -> None:
        new = bytes(self.raw[self._fed :])
        unfinished = _UNFINISHED.search(new)
        if unfinished is not None:
            new = new[: unfinished.start()]
        self._fed += len(new)
        self._stream.feed(_UNKNOWN.sub(b"", new))

    @property
    def rows(self) -> list[str]:
        """The current rows of the screen, without trailing spaces."""
        self._feed()
        return ["".join(self._cells(row)).rstrip() for row in range(self._screen.lines)]

    def _cells(self, row: int) -> list[str]:
        line = self._screen.buffer[row]
        return [line[column].data for column in range(self._screen.columns)]  # the right half of 王 is ""

    @property
    def text(self) -> str:
        """The text of the whole screen."""
        return "\n".join(self.rows)

    @property
    def packed(self) -> str:
        """The text of the screen without spaces, line ends and frames, so that wrapping makes no difference."""
        return pack(self.text)

    def wait(self, condition: Callable[[], bool], what: str, timeout: float = TIMEOUT) -> None:
        """Read output until ``condition`` holds."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline or not (self.read(0.5) or self.alive or self.read(0)):
                if condition():
                    return
                raise TimedOut(f"{what}; the screen is:\n{self.text}")

    def see(self, *texts: str, timeout: float = TIMEOUT) -> None:
        """Wait until all ``texts`` are on the screen, however they are wrapped."""
        self.wait(lambda: all(pack(text) in self.packed for text in texts), f"waited for {texts}", timeout)

    def gone(self, text: str) -> None:
        """Wait until ``text`` is no longer on the screen."""
        self.wait(lambda: pack(text) not in self.packed, f"waited for {text!r} to go")

    # -- the end -----------------------------------------------------------------------

    @property
    def alive(self) -> bool:
        """Whether the program is running."""
        return self.process.poll() is None

    def ended(self, timeout: float = TIMEOUT) -> int:
        """Wait for the program to end on its own; returns its exit code."""
        self.wait(lambda: not self.alive, "waited for the end", timeout)
        while self.read(0.05):
            pass
        return self.process.wait()

    def kill(self) -> None:
        """Kill the program, as a power cut would."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def restored(self) -> bool:
        """Whether the terminal was restored: normal screen, visible cursor, no mouse, echo on."""
        raw = bytes(self.raw)

        def left_on(mode: bytes) -> bool:
            return raw.rfind(b"\x1b[?" + mode + b"h") > raw.rfind(b"\x1b[?" + mode + b"l")

        hidden = raw.rfind(b"\x1b[?25l") > raw.rfind(b"\x1b[?25h")
        original, now = self._echo[3], termios.tcgetattr(self._leader)[3]
        same_line = (original & (termios.ECHO | termios.ICANON)) == (now & (termios.ECHO | termios.ICANON))
        return not hidden and same_line and not any(map(left_on, (b"1049", b"1000", b"1003", b"1006", b"2004")))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        os.close(self._leader)


#: Spaces of every kind, frames and bars.
_AROUND = re.compile(r"[\s\u2500-\u259f]+")


def pack(text: str) -> str:
    """``text`` without layout characters."""
    return _AROUND.sub("", text)


def read_until_end(descriptor: int, timeout: float) -> bytes:
    """All output of a terminal until it is closed."""
    output, deadline = b"", time.monotonic() + timeout
    while time.monotonic() < deadline:
        ready, _, _ = select.select([descriptor], [], [], 0.5)
        if ready:
            try:
                data = os.read(descriptor, 1 << 16)
            except OSError:
                return output
            if not data:
                return output
            output += data
    raise TimedOut(f"it did not end; it said {output!r}")
