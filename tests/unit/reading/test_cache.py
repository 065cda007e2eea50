"""What was read once is kept; a cache is never more than a saving of time."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from builders import bundle, check, scene
from roleplay.reading import cache as room
from roleplay.reading.cache import FolderCache, NoCache, format_of
from roleplay.reading.contents import Contents, LoadedShared
from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.scene import model
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import Choice, MoveKind, Outcome, Scenario


class Runs:
    """A pickle that runs a command of the system."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"echo ran > {self.marker}",)


class Calls:
    """A pickle that calls something."""

    def __init__(self, what: Any, *args: Any) -> None:
        self.what, self.args = what, args

    def __reduce__(self) -> tuple[Any, ...]:
        return self.what, self.args


def planted(folder: Path, content: bytes) -> FolderCache:
    """A cache in which this content is kept under ``key``."""
    cache = FolderCache(folder)
    cache.put("key", 1)
    (file,) = folder.glob("*.cache")
    file.write_bytes(content)
    return cache


def test_a_hit_gives_an_equal_scene(tmp_path: Path) -> None:
    original = bundle(scene(flags=["told"], deal={"cause": ["a", "b"]}))
    cache = FolderCache(tmp_path)
    for key, value in (
        ("s", original.scenario),
        ("r", dict(original.rubrics)),
        ("p", dict(original.personas)),
        ("m", original.moves),
    ):
        cache.put(key, value)
        assert FolderCache(tmp_path).get(key) == value
    again = cache.get("s")
    assert type(again.nodes) is FrozenDict
    assert again.endings["end"].outcome is Outcome.SUCCESS


def test_findings_are_kept_with_their_words(tmp_path: Path) -> None:
    (finding,) = check(scene(title="{bob}"))
    cache = FolderCache(tmp_path)
    cache.put("d", finding)
    again = cache.get("d")
    assert isinstance(again, Diagnostic)
    assert again == finding
    assert again.severity is Severity.ERROR
    assert again.message("zh") == finding.message("zh")


def test_what_was_never_kept_is_a_miss(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "not" / "there")
    assert cache.get("key") is None
    cache.put("key", 3)
    assert (cache.get("key"), cache.get("other")) == (3, None)


@pytest.mark.parametrize("content", [b"", b"not a pickle", b"\x80\x05", b"\x00" * 100, pickle.dumps([1, 2])[:-2]])
def test_a_corrupt_file_is_a_miss(tmp_path: Path, content: bytes) -> None:
    cache = planted(tmp_path, content)
    assert cache.get("key") is None
    cache.put("key", 2)
    assert cache.get("key") == 2


def test_a_pickle_that_runs_a_command_is_a_miss_and_runs_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    content = pickle.dumps(Runs(marker))
    assert b"system" in content
    assert planted(tmp_path / "c", content).get("key") is None
    assert not marker.exists()
    pickle.loads(content)  # the pickle itself is a good one
    assert marker.exists()


@pytest.mark.parametrize(
    "value",
    [
        Calls(eval, "1"),
        Calls(Path, "x"),
        Calls(getattr, "x", "upper"),
        Calls(dict, ()),
        Path("x"),
        ValueError("x"),
        room,
    ],
    ids=lambda v: type(v).__name__,
)
def test_a_class_or_function_of_elsewhere_is_a_miss(tmp_path: Path, value: Any) -> None:
    if value is room:
        # what a module of the room has only imported is not the room's own
        content = b"croleplay.reading.cache\nPath\n(S'x'\ntR."
        assert pickle.loads(content) == Path("x")
    else:
        content = pickle.dumps(value)
    assert planted(tmp_path, content).get("key") is None


@pytest.mark.parametrize(
    "name", ["roleplay.reading.library\ndigest", "roleplay.reading\nlibrary", "roleplay.reading.cache\nos.system"]
)
def test_a_function_or_module_of_the_room_is_a_miss(tmp_path: Path, name: str) -> None:
    assert planted(tmp_path, f"c{name}\n.".encode()).get("key") is None


def test_a_later_version_does_not_read_what_an_earlier_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FolderCache(tmp_path).put("key", 1)
    monkeypatch.setattr(room, "__version__", "99.0")
    assert FolderCache(tmp_path).get("key") is None


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    cache = FolderCache(blocked)
    cache.put("key", 1)
    assert cache.get("key") is None


def test_a_failed_write_leaves_nothing_behind_and_keeps_what_was_there(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("key", 1)
    with pytest.raises(TypeError):
        cache.put("key", (number for number in range(3)))
    assert cache.get("key") == 1
    assert [file.suffix for file in tmp_path.iterdir()] == [".cache"]


def test_the_oldest_files_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KEEP", 8)
    cache = FolderCache(tmp_path)
    for n in range(8):
        cache.put(str(n), n + 1)
        os.utime(cache._path(str(n)), (n, n))
    cache.put("new", 99)
    assert len(list(tmp_path.glob("*.cache"))) <= 8
    assert cache.get("new") == 99
    assert cache.get("0") is None
    assert cache.get("7") == 8


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_the_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    FolderCache(tmp_path / "c").put("key", 1)
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700


def test_no_cache_keeps_nothing() -> None:
    cache = NoCache()
    cache.put("key", 1)
    assert cache.get("key") is None


class Inner(NamedTuple):
    """Stands within another."""

    line: str


class Outer(NamedTuple):
    """Holds one kind of value by another."""

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
    before = format_of(Outer)
    assert format_of(Outer) == before
    monkeypatch.setitem(globals(), "Inner", CHANGED[change]())
    assert format_of(Outer) != before


@pytest.mark.parametrize("part", [Choice, Diagnostic])
def test_the_format_follows_from_every_field_of_what_is_kept(monkeypatch: pytest.MonkeyPatch, part: type) -> None:
    before = format_of(Scenario, Contents, LoadedShared)
    monkeypatch.setitem(part.__annotations__, "mood", "Text | None")
    assert format_of(Scenario, Contents, LoadedShared) != before


def test_a_changed_enum_changes_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    before = format_of(Contents)
    monkeypatch.setattr(model, "MoveKind", StrEnum("MoveKind", {"GOOD": "good", "POOR": "poor", "ODD": "odd"}))
    assert MoveKind is not model.MoveKind
    assert format_of(Contents) != before


def test_what_was_kept_in_another_format_is_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = FolderCache(tmp_path)
    cache.put("key", 1)
    monkeypatch.setattr(room, "_format", lambda: "another")
    assert cache.get("key") is None
