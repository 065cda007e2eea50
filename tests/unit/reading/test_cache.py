"""The cache of what was read: it saves time and never changes a result."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from builders import bundle, check, scene
from damage import damaged, flipped
from roleplay.reading import cache as room
from roleplay.reading import tables
from roleplay.reading.cache import FolderCache, NoCache, format_digest
from roleplay.reading.contents import Contents
from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.scene import model
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Choice, MoveKind, Outcome, Scenario


class Count(NamedTuple):
    """The smallest value that can be cached."""

    number: int


class Same(NamedTuple):
    """Like `Count`, but another class."""

    number: int


def cache_with(folder: Path, content: bytes) -> FolderCache:
    """A cache with this file content for a `Count` under ``key``."""
    cache = FolderCache(folder)
    cache.put("key", Count(1))
    (file,) = folder.glob("*.cache")
    file.write_bytes(content)
    return cache


def cache_with_checksum(folder: Path, body: bytes) -> FolderCache:
    """A cache with this body for a `Count` under ``key``, with a valid checksum."""
    name = FolderCache(folder)._path("key", Count).name
    return cache_with(folder, room._checksum(name, body) + b"\n" + body)


def test_a_hit_gives_an_equal_scene(tmp_path: Path) -> None:
    original = bundle(scene(flags=["told"], deal={"cause": ["a", "b"]}))
    cache = FolderCache(tmp_path)
    for value in (original, original.scenario, *original.moves.values(), *original.rubrics.values()):
        cache.put("one", value)
        assert FolderCache(tmp_path).get("one", type(value)) == value
    again = cache.get("one", Scenario)
    assert again is not None
    assert type(again.nodes) is FrozenDict
    assert again.endings["end"].outcome is Outcome.SUCCESS


def test_findings_are_cached_with_their_details(tmp_path: Path) -> None:
    (finding,) = check(scene(title="{bob}"))
    cache = FolderCache(tmp_path)
    cache.put("d", finding)
    again = cache.get("d", Diagnostic)
    assert again == finding
    assert again is not None
    assert again.severity is Severity.ERROR
    assert again.message("zh") == finding.message("zh")


def test_a_key_that_was_never_put_is_a_miss(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "not" / "there")
    assert cache.get("key", Count) is None
    cache.put("key", Count(3))
    assert (cache.get("key", Count), cache.get("other", Count), cache.get("key", Same)) == (Count(3), None, None)


def test_a_key_need_not_be_utf_8(tmp_path: Path) -> None:
    """Keys contain paths."""
    cache = FolderCache(tmp_path)
    cache.put("scene:\udcff.yaml", Count(3))
    assert cache.get("scene:\udcff.yaml", Count) == Count(3)


NESTED = 200_000

DAMAGE: Mapping[str, bytes] = {
    "nothing": b"",
    "no line": b"not what was kept",
    "zeros": b"\x00" * 100,
    "a pickle": pickle.dumps(Count(1)),
    "deep": b"[" * NESTED + b"]" * NESTED,
}


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_a_miss(tmp_path: Path, content: bytes) -> None:
    cache = cache_with(tmp_path, content)
    assert cache.get("key", Count) is None
    cache.put("key", Count(2))
    assert cache.get("key", Count) == Count(2)


NUMBER, COUNT = 1, 0  # the kinds of `Count`, itself first

MADE_UP: Mapping[str, bytes] = {
    "deep": b"[" * NESTED + b"]" * NESTED,
    "deep columns": b"[[],[[0," + b"[" * NESTED + b"]" * NESTED + b"]]]",
    "no json": b"{",
    "a word": b'"word"',
    "a number": b"7",
    "a map": b"{}",
    "one list": b"[[]]",
    "nothing in it": b"[[],[]]",
    "another type": b'[[[1,["a word"]]],[[0,1]]]\n\0\0\0\0',
    "yes for a number": b"[[[1,[true]]],[[0,1]]]\n\0\0\0\0",
    "a list for a number": b"[[[1,[[1]]]],[[0,1]]]\n\0\0\0\0",
    "a kind that is not there": b"[[[9,[1]]],[[0,1]]]\n\0\0\0\0",
    "a kind that is none": b'[[["x",[1]]],[[0,1]]]\n\0\0\0\0',
    "a place that is not there": b"[[[1,[1]]],[[0,1]]]\n\1\0\0\0",
    "too many columns": b"[[[1,[1]]],[[0,1,1]]]\n\0\0\0\0\0\0\0\0",
    "no column": b"[[[1,[1]]],[[0]]]\n\0\0\0\0",
    "a length that is none": b'[[[1,[1]]],[[0,"x"]]]\n\0\0\0\0',
    "numbers cut": b"[[[1,[1]]],[[0,1]]]\n\0\0\0",
    "not a number": b"[[[1,[NaN]]],[[0,1]]]\n\0\0\0\0",
    "five thousand digits": b"[[[1,[" + b"9" * 5000 + b"]]],[[0,1]]]\n\0\0\0\0",
    "not UTF-8": b'[[[1,["\xff"]]],[[0,1]]]\n\0\0\0\0',
}


def test_the_smallest_valid_entry_is_read(tmp_path: Path) -> None:
    """The entry that all forged ones vary."""
    body = b"[[[1,[7]]],[[0,1]]]\n\0\0\0\0"
    assert cache_with_checksum(tmp_path, body).get("key", Count) == Count(7)


@pytest.mark.parametrize("body", MADE_UP.values(), ids=MADE_UP)
def test_a_forged_entry_is_a_miss_even_with_a_valid_checksum(tmp_path: Path, body: bytes) -> None:
    assert cache_with_checksum(tmp_path, body).get("key", Count) is None


def test_an_entry_under_another_name_is_a_miss(tmp_path: Path) -> None:
    """An entry of one scene is never taken for that of another."""
    cache = FolderCache(tmp_path)
    cache.put("one", Count(1))
    cache._path("one", Count).rename(cache._path("two", Count))
    assert cache.get("two", Count) is None


def test_no_flipped_bit_and_no_truncation_changes_a_value(tmp_path: Path) -> None:
    scenario = bundle(scene()).scenario
    cache = FolderCache(tmp_path)
    cache.put("key", scenario)
    (file,) = tmp_path.glob("*.cache")
    content, random = file.read_bytes(), Random(13)
    for _ in range(150):
        file.write_bytes(random.choice((flipped, damaged))(content, random))
        assert cache.get("key", Scenario) in (None, scenario)
    file.write_bytes(content)
    assert cache.get("key", Scenario) == scenario


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_or_a_folder_in_place_of_the_file_is_a_miss(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    path = cache._path("key", Count)
    os.mkfifo(path)
    assert cache.get("key", Count) is None
    path.unlink()
    path.mkdir()
    assert cache.get("key", Count) is None
    cache.put("key", Count(1))
    assert cache.get("key", Count) is None


def test_an_entry_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    cache = cache_with(tmp_path, b"")
    with cache._path("key", Count).open("r+b") as file:
        file.truncate(room.MAX_ENTRY_BYTES * 64)
    assert cache.get("key", Count) is None


def test_a_later_version_does_not_read_entries_of_an_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FolderCache(tmp_path).put("key", Count(1))
    monkeypatch.setattr(room, "__version__", "99.0")
    format_digest.cache_clear()
    try:
        assert FolderCache(tmp_path).get("key", Count) is None
    finally:
        format_digest.cache_clear()


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    cache = FolderCache(blocked)
    cache.put("key", Count(1))
    assert cache.get("key", Count) is None


MISFITS: Mapping[str, Any] = {
    "a word": "1",
    "nothing": None,
    "yes": True,
    "a float": 1.0,
    "a generator": (number for number in range(3)),
}


@pytest.mark.parametrize("value", MISFITS.values(), ids=MISFITS)
def test_a_value_that_does_not_fit_is_not_stored_and_keeps_the_old_entry(tmp_path: Path, value: Any) -> None:
    cache = FolderCache(tmp_path)
    cache.put("key", Count(1))
    cache.put("key", Count(value))
    assert cache.get("key", Count) == Count(1)
    assert [file.suffix for file in tmp_path.iterdir()] == [".cache"]


def test_a_failed_write_leaves_no_file_behind_and_keeps_the_old_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = FolderCache(tmp_path)
    cache.put("key", Count(1))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        cache.put("key", Count(2))
    assert cache.get("key", Count) == Count(1)
    assert [file.suffix for file in tmp_path.iterdir()] == [".cache"]


def test_the_oldest_files_are_deleted_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_ENTRIES", 8)
    cache = FolderCache(tmp_path)
    for n in range(8):
        cache.put(str(n), Count(n + 1))
        os.utime(cache._path(str(n), Count), (n, n))
    cache.put("new", Count(99))
    assert len(list(tmp_path.glob("*.cache"))) <= 8
    assert cache.get("new", Count) == Count(99)
    assert cache.get("0", Count) is None
    assert cache.get("7", Count) == Count(8)


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_only_the_owner_can_access_the_folder(tmp_path: Path) -> None:
    FolderCache(tmp_path / "c").put("key", Count(1))
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700


def test_no_cache_keeps_nothing() -> None:
    cache = NoCache()
    cache.put("key", Count(1))
    assert cache.get("key", Count) is None


# -- the format follows from the classes -------------------------------------------------


@pytest.fixture(autouse=True)
def _forget_formats() -> Any:
    """Clear the cached formats of classes, which tests change."""
    yield
    for cached in (format_digest, tables._kinds, tables._kind_and_parts, tables._resolved):
        cached.cache_clear()


def fresh_format(*roots: type) -> str:
    """The format as computed by a new process."""
    for cached in (format_digest, tables._kinds, tables._kind_and_parts, tables._resolved):
        cached.cache_clear()
    return "".join(map(format_digest, roots))


class Inner(NamedTuple):
    """A class inside another."""

    line: str


class Outer(NamedTuple):
    """A class that contains another one, nested."""

    inner: Mapping[str, tuple[Inner, ...]]


CHANGED: Mapping[str, Callable[[], Any]] = {
    "another field": lambda: NamedTuple("Inner", [("line", "str"), ("mood", "str")]),
    "another name": lambda: NamedTuple("Inner", [("text", "str")]),
    "another type": lambda: NamedTuple("Inner", [("line", int)]),
    "another class": lambda: NamedTuple("Within", [("line", "str")]),
    "an enum": lambda: StrEnum("Inner", {"LINE": "line"}),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_class_changes_the_format(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    before = fresh_format(Outer)
    assert fresh_format(Outer) == before
    monkeypatch.setitem(globals(), "Inner", CHANGED[change]())
    assert fresh_format(Outer) != before


@pytest.mark.parametrize("part", [Choice, Diagnostic])
def test_the_format_depends_on_every_field_of_a_cached_type(monkeypatch: pytest.MonkeyPatch, part: type) -> None:
    before = fresh_format(Scenario, Contents)
    monkeypatch.setitem(part.__annotations__, "mood", "str | None")
    assert fresh_format(Scenario, Contents) != before


def test_a_changed_enum_changes_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fresh_format(Contents)
    monkeypatch.setattr(model, "MoveKind", StrEnum("MoveKind", {"GOOD": "good", "POOR": "poor", "ODD": "odd"}))
    assert MoveKind is not model.MoveKind
    assert fresh_format(Contents) != before


def test_an_entry_in_another_format_is_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path)
    cache.put("key", Count(1))
    monkeypatch.setitem(Count.__annotations__, "number", "int | None")
    fresh_format(Count)
    assert cache.get("key", Count) is None


@pytest.mark.parametrize("annotation", ["list[int]", "Path", "bytes", "Any", "object"])
def test_an_unsupported_type_is_never_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, annotation: str) -> None:
    monkeypatch.setitem(Count.__annotations__, "number", annotation)
    with pytest.raises(tables.Misfit):
        fresh_format(Count)
    cache = FolderCache(tmp_path)
    cache.put("key", Count(1))
    assert cache.get("key", Count) is None
    assert not list(tmp_path.iterdir())
