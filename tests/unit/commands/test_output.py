"""Output that cannot be written: one sentence on standard error, or silence if nobody reads it."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from unittest import mock

import pytest

from command_runs import environment
from desk_scene import desk_home
from roleplay.cli import main

COMMANDS = [("list",), ("goals",), ("doctor",), ("--help",), ("--version",), ("play", "desk")]


class BrokenStream(io.StringIO):
    """A stream that fails when it is written to, or only when it is flushed."""

    def __init__(self, error: OSError, *, at_once: bool) -> None:
        super().__init__()
        self._error, self._at_once, self._waits = error, at_once, False
        self._descriptor = os.open(os.devnull, os.O_WRONLY)

    def fileno(self) -> int:
        self._waits = False  # a caller may have replaced it
        return self._descriptor

    def write(self, text: str) -> int:
        if self._at_once:
            raise self._error
        self._waits = True
        return len(text)

    def flush(self) -> None:
        if self._waits:
            raise self._error

    def close(self) -> None:
        os.close(self._descriptor)


def exit_code_of(home: Path, words: tuple[str, ...], out: io.StringIO, err: io.StringIO) -> int:
    with (
        mock.patch.dict(os.environ, environment(home), clear=True),
        mock.patch.object(sys, "stdin", io.StringIO()),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        mock.patch("roleplay.workspace.workspace.shipped_library", return_value=home / "none"),
    ):
        return main(words)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_home(tmp_path_factory.mktemp("output"))


@pytest.mark.parametrize("at_once", [True, False], ids=["unbuffered", "buffered"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_full_disk_is_one_sentence(home: Path, words: tuple[str, ...], at_once: bool) -> None:
    err, full = io.StringIO(), OSError(errno.ENOSPC, "No space left on device")
    assert exit_code_of(home, words, BrokenStream(full, at_once=at_once), err) == 2
    assert err.getvalue() == "roleplay: the output cannot be written: No space left on device\n"
    assert exit_code_of(home, (*words, "--lang", "zh"), BrokenStream(full, at_once=at_once), err := io.StringIO()) == 2
    assert words[0].startswith("--") or err.getvalue() == "roleplay: 输出写不出去：磁盘满了\n"
    assert list(home.glob("error-*")) == []


@pytest.mark.parametrize("at_once", [True, False], ids=["unbuffered", "buffered"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_reader_that_has_gone_is_not_an_error(home: Path, words: tuple[str, ...], at_once: bool) -> None:
    err, broken_pipe = io.StringIO(), BrokenPipeError(errno.EPIPE, "Broken pipe")
    assert exit_code_of(home, words, BrokenStream(broken_pipe, at_once=at_once), err) == 0
    assert err.getvalue() == ""


@pytest.mark.parametrize("words", [("list",), ("nosuch",), ("play", "nosuch"), ("--help",)], ids=" ".join)
def test_if_nothing_can_be_written_the_exit_code_tells(home: Path, words: tuple[str, ...]) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert exit_code_of(home, words, BrokenStream(full, at_once=True), BrokenStream(full, at_once=True)) == 2


def test_a_file_error_is_not_mistaken_for_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raise_error(_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(home / "somewhere"))

    monkeypatch.setattr("roleplay.commands.goals.run", raise_error)
    assert exit_code_of(home, ("goals",), io.StringIO(), err := io.StringIO()) == 2
    assert "an internal error" in err.getvalue()
