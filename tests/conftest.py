"""Fixtures and hooks for all tests: how random examples are drawn, caches, and the summary at the end."""

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

from command_runs import ShipLibrary, spawn
from example_counts import SLOWEST, load_profile
from letter_encoder import LetterEncoder
from roleplay.reading.cache import FolderCache
from roleplay.reading.loader import LoadedFile, load
from roleplay.workspace.encoder import Encoders, LineMatcher

load_profile()


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Own words are compared by shared words unless a test provides an encoder: loading a real one takes a second."""
    monkeypatch.setattr("roleplay.workspace.encoder.MODULE", "roleplay_no_such_encoder")


@pytest.fixture
def letter_encoder(monkeypatch: pytest.MonkeyPatch) -> LetterEncoder:
    """Own words are compared by `Letters`, which need no loading."""
    letters = LetterEncoder()
    monkeypatch.setattr(Encoders, "get", lambda encoders: letters)
    monkeypatch.setattr(LineMatcher, "prepare", LineMatcher._prepare)
    return letters


def pytest_collection_finish() -> None:
    """Exclude everything loaded so far from garbage collection, and collect less often while tests run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Collect once and freeze the rest: pytest collects five more times, which would scan every loaded object."""
    gc.collect()
    gc.freeze()


def pytest_sessionstart() -> None:
    """Load each valid file only once per process: hundreds of tests open the shipped library."""
    for module in ("folders", "shared_reader"):
        mock.patch(f"roleplay.reading.{module}.load", loaded_once).start()


def loaded_once(content: bytes, name: str, *, from_record: bool = False) -> LoadedFile:
    """The result of `load`, cached, with its own copy of the document, since that counts the suggestions made."""
    file = _loaded(content, name, from_record=from_record)
    if file.diagnostics:
        return load(content, name, from_record=from_record)
    return file._replace(document=replace(file.document))


_loaded = lru_cache(maxsize=256)(load)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder shared by all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def default_cache(shared_folder: Path) -> Iterator[None]:
    """Commands run in this process in a home without a cache use one cache that all tests share.

    Reading the shipped library and caching it takes half a second.
    """

    def shared_cache(folder: Path) -> FolderCache:
        return FolderCache(folder if os.path.lexists(folder) else shared_folder / "cache")

    with mock.patch("roleplay.workspace.workspace.FolderCache", shared_cache):
        yield


@pytest.fixture(scope="session")
def warm_home(shared_folder: Path) -> Path:
    """A home whose cache holds the shipped library; only its cache is meant to be used.

    All processes that run tests share it.
    """
    folder = shared_folder
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
def ship_library(monkeypatch: pytest.MonkeyPatch) -> ShipLibrary:
    """A function that makes a folder the shipped library, whatever the environment says; a missing one means none."""

    def ship_library(folder: Path) -> None:
        monkeypatch.delenv("ROLEPLAY_LIBRARY", raising=False)
        monkeypatch.setattr("roleplay.workspace.workspace.shipped_library", lambda: folder)

    return ship_library


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report which tests were skipped and why; after ``make fuzz`` also the slowest file."""
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
    """Why a test or a whole file was skipped."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
