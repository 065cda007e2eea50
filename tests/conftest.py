"""What holds for all tests: how random examples are drawn, and what is told at the end."""

from __future__ import annotations

import fcntl
import gc
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from command_runs import Ship, spawn
from example_counts import SLOWEST, load_profile
from letter_encoder import Letters
from roleplay.reading.cache import FolderCache
from roleplay.reading.loader import LoadedFile, load
from roleplay.workspace.encoder import Encoders, LineMatcher

load_profile()


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Own words are compared by the words they share, unless a test hands in an encoder: loading one takes a second."""
    monkeypatch.setattr("roleplay.workspace.encoder.MODULE", "roleplay_no_such_encoder")


@pytest.fixture
def letter_encoder(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """Own words are compared by `Letters`, which are ready at once."""
    letters = Letters()
    monkeypatch.setattr(Encoders, "get", lambda encoders: letters)
    monkeypatch.setattr(LineMatcher, "prepare", LineMatcher._prepare)
    return letters


def pytest_collection_finish() -> None:
    """What is loaded by now stays and need not be gone through again; what tests leave is looked for less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What tests left is looked for once; pytest does it five times more, each time through all that is loaded."""
    gc.collect()
    gc.freeze()


def pytest_sessionstart() -> None:
    """Sound files are read once a process: the library that ships is opened by hundreds of tests."""
    for module in ("folders", "shared_reader"):
        mock.patch(f"roleplay.reading.{module}.load", loaded_once).start()


def loaded_once(content: bytes, name: str, *, from_record: bool = False) -> LoadedFile:
    """What `load` says, with a document of its own, which counts what has been suggested."""
    file = _loaded(content, name, from_record=from_record)
    if file.diagnostics:
        return load(content, name, from_record=from_record)
    return file._replace(document=replace(file.document))


_loaded = lru_cache(maxsize=256)(load)


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all the processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def common_cache(common_folder: Path) -> Iterator[None]:
    """In a home without a cache, what commands of this process read is kept for all tests.

    To read the library that ships, and to write down what was read, takes half a second.
    """

    def of(folder: Path) -> FolderCache:
        return FolderCache(folder if os.path.lexists(folder) else common_folder / "cache")

    with mock.patch("roleplay.workspace.workspace.FolderCache", of):
        yield


@pytest.fixture(scope="session")
def warm(common_folder: Path) -> Path:
    """A home whose cache has seen the library that ships; only the cache is taken from it.

    One for all the processes that run tests.
    """
    folder = common_folder
    home = folder / "warm" / "home"
    with (folder / "warm.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            home.parent.mkdir()
            for scene in ("first-steps", "angry-customer"):
                assert spawn(home, "play", scene).code == 0
            for language in ("zh", "en"):
                assert spawn(home, "list", "--lang", language).code == 0
    return home


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Makes a folder the library that ships, whatever the environment says; one that is not there: none does."""

    def ship(folder: Path) -> None:
        monkeypatch.delenv("ROLEPLAY_LIBRARY", raising=False)
        monkeypatch.setattr("roleplay.workspace.workspace.shipped_library", lambda: folder)

    return ship


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which tests were skipped and why; after ``make fuzz`` also what took longest."""
    reasons = Counter(map(reason_of, terminalreporter.stats.get("skipped", [])))
    if reasons:
        terminalreporter.section("skipped")
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count:4} {reason}")
    finished: list[pytest.TestReport] = terminalreporter.stats.get("", [])
    properties: list[tuple[str, Any]] = [pair for report in finished for pair in report.user_properties]
    slowest: list[tuple[float, str]] = [value for name, value in properties if name == SLOWEST]
    if slowest:
        seconds, path = max(slowest)
        terminalreporter.section("slowest")
        terminalreporter.line(f"{seconds:.2f} s: {path}")


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, or a whole file."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
