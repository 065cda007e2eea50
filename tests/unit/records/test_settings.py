"""The settings file: what is read from it, what a change preserves, and what happens to an invalid one."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from roleplay.records.settings import (
    FILE_NAME,
    VALUES,
    SettingsFile,
    SettingsProblem,
    SettingsTrouble,
    migrate_settings,
    parse_value,
)
from roleplay.records.store import RecordStore
from roleplay.session import Mode


def file(folder: Path, text: str | bytes | None = None) -> SettingsFile:
    path = folder / "config" / FILE_NAME
    if text is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return SettingsFile(path)


def trouble(settings: SettingsFile) -> str:
    return "" if settings.problem is None else settings.problem.kind.value


def test_settings_persist_in_a_private_file(tmp_path: Path) -> None:
    settings = file(tmp_path)
    assert (settings.kept, settings.problem) == ({}, None)
    assert settings.put({"mode": "guided", "sure": "on"})
    assert settings.kept == {"mode": "guided", "sure": "on"} == file(tmp_path).kept
    assert settings.path.read_text() == "# roleplay settings\nmode: guided\nsure: on\n"
    if os.name == "posix":
        assert stat.S_IMODE(settings.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(settings.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in settings.path.parent.iterdir()] == [FILE_NAME], "no temporary file is left"


def test_manual_edits_are_preserved(tmp_path: Path) -> None:
    text = '# mine\nOwn_Words: yes   # always\n\ndogs:\n  - rex\n\ntheme: "nord"\ndogs-too: [a, b]\nmode: loud\n'
    settings = file(tmp_path, text)
    assert settings.kept == {"own-words": "on", "theme": "nord"}
    assert settings.unknown == {"dogs": "- rex", "dogs-too": "[a, b]"}
    assert settings.refused == {"mode": "loud"}
    settings.put({"own-words": "off", "timed": "on", "mode": None})
    expected = text.replace("Own_Words: yes   # always", "own-words: off").replace("mode: loud", "timed: on")
    assert settings.path.read_text() == expected
    settings.put({"dogs": None})
    assert settings.path.read_text() == expected.replace("dogs:\n  - rex\n", "")


def test_nothing_is_written_if_nothing_changes(tmp_path: Path) -> None:
    settings = file(tmp_path)
    assert settings.put({"mode": None})
    assert settings.put({})
    assert not settings.path.exists()


def test_changes_by_another_process_are_preserved(tmp_path: Path) -> None:
    one, other = file(tmp_path), file(tmp_path)
    assert one.kept == other.kept == {}
    one.put({"theme": "nord"})
    other.put({"mode": "exam"})
    assert file(tmp_path).kept == {"theme": "nord", "mode": "exam"}


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        (b"mode: guided\n{\n", SettingsTrouble.LINE, 2),
        (b'{"mode": "guided"}', SettingsTrouble.LINE, 1),
        (b"  mode: guided", SettingsTrouble.LINE, 1),
        (b'theme: "nord', SettingsTrouble.LINE, 1),
        (b"mode: \xff", SettingsTrouble.NOT_UTF8, 0),
        (b"\x00\x01", SettingsTrouble.LINE, 1),
    ],
)
def test_an_invalid_file_is_ignored_and_kept(tmp_path: Path, content: bytes, kind: SettingsTrouble, line: int) -> None:
    settings = file(tmp_path, content)
    assert settings.kept == {}
    assert settings.problem == SettingsProblem(kind, settings.path, line)
    assert settings.put({"sure": "on"})
    assert settings.put({"theme": "dracula"})
    aside = settings.path.with_name("settings.damaged-1.yaml")
    assert aside.read_bytes() == content
    assert file(tmp_path).kept == {"theme": "dracula", "sure": "on"}
    settings.path.write_bytes(content)
    assert settings.put({"sure": "on"})
    again = settings.path.with_name("settings.damaged-2.yaml")
    assert (settings.problem, again.read_bytes()) == (SettingsProblem(SettingsTrouble.SET_ASIDE, again), content)


def test_an_unreadable_file_is_left_alone_and_changes_apply_to_the_session(tmp_path: Path) -> None:
    settings = file(tmp_path)
    settings.path.mkdir(parents=True)
    assert trouble(settings) == "unreadable"
    assert not settings.put({"mode": "exam"})
    assert not settings.put({"theme": "nord"})
    assert settings.kept == {"mode": "exam", "theme": "nord"}
    assert trouble(settings) == "unwritten"
    settings.path.rmdir()
    assert settings.put({"sure": "on"})
    assert file(tmp_path).kept == {"mode": "exam", "theme": "nord", "sure": "on"}
    assert trouble(settings) == ""


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("no folder")
    settings = file(tmp_path)
    assert (settings.kept, settings.problem) == ({}, None)
    assert not settings.put({"mode": "exam"})
    assert settings.kept == {"mode": "exam"}


def test_a_disk_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = file(tmp_path, "mode: exam\n")

    def full(descriptor: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert not settings.put({"mode": "guided"})
    assert [path.name for path in settings.path.parent.iterdir()] == [FILE_NAME]
    assert (file(tmp_path).kept, settings.kept) == ({"mode": "exam"}, {"mode": "guided"})


@pytest.mark.skipif(os.name == "nt", reason="needs the links of POSIX")
def test_a_link_remains_a_link(tmp_path: Path) -> None:
    settings = file(tmp_path, "mode: exam\n")
    settings.path.rename(tmp_path / "dotfile")
    settings.path.symlink_to(tmp_path / "dotfile")
    assert settings.put({"mode": "guided"})
    assert settings.path.is_symlink()
    assert (tmp_path / "dotfile").read_text() == "mode: guided\n"


@pytest.mark.parametrize(
    ("key", "text", "meant"),
    [
        ("sure", "是", "on"),
        ("sure", "FALSE", "off"),
        ("sure", "maybe", None),
        ("mode", " Guided ", "guided"),
        ("language", "ko", None),
        ("theme", "nord", "nord"),
        ("theme", "", None),
        ("dogs", "rex", None),
    ],
)
def test_values_are_normalised(key: str, text: str, meant: str | None) -> None:
    assert parse_value(key, text) == meant


def test_the_modes_are_those_of_a_session() -> None:
    assert VALUES["mode"] == tuple(mode.value for mode in Mode)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, {"language": "zh", "theme": "nord"}),
        ("theme: dracula\n", {"language": "zh", "theme": "dracula"}),
    ],
)
def test_settings_in_the_record_are_migrated_once(
    store: RecordStore, tmp_path: Path, before: str | None, after: Mapping[str, str]
) -> None:
    store.set_setting("language", "zh")
    store.set_setting("theme", "nord")
    store.set_setting("typed", "a 1 half a li")
    settings = file(tmp_path, before)
    migrate_settings(store, settings)
    assert file(tmp_path).kept == after
    assert (store.setting("language"), store.setting("theme"), store.setting("typed")) == (None, None, "a 1 half a li")
    settings.put({"language": None})
    migrate_settings(store, settings)
    assert "language" not in settings.kept


def test_settings_are_not_migrated_if_they_would_be_lost(store: RecordStore, tmp_path: Path) -> None:
    store.set_setting("language", "zh")
    settings = file(tmp_path, "{")
    migrate_settings(store, settings)
    assert (settings.path.read_text(), store.setting("language")) == ("{", "zh")
