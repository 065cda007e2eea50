"""A file on disk that others write to: changes are noticed, and nothing of theirs is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders import folder, scene, yaml
from roleplay.authoring.scene_file import SceneFile
from roleplay.authoring.walk_writer import CannotWrite
from roleplay.authoring.watch import ChangedMeanwhile, FileWatcher, replace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scene.yaml"
    path.write_bytes(b"one")
    return path


def reported(watcher: FileWatcher, polls: int = 3) -> list[bytes | None]:
    """The contents reported by successive polls; ``None`` for a file that cannot be read."""
    looks_at = [watcher.poll() for _ in range(polls)]
    return [news.content for news in looks_at if news is not None]


def test_a_file_is_reported_once_and_again_when_it_changes(file: Path) -> None:
    watcher = FileWatcher(file)
    assert reported(watcher) == [b"one"]
    assert reported(watcher) == []
    file.write_bytes(b"two")
    assert reported(watcher) == [b"two"]


def test_a_change_with_the_same_time_and_size_is_seen_at_the_next_poll(file: Path) -> None:
    watcher = FileWatcher(file)
    file.write_bytes(b"two")
    stat = file.stat()
    assert reported(watcher, 1) == [b"two"]
    file.write_bytes(b"owt")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert reported(watcher) == [b"owt"]


def test_a_file_replaced_by_another_is_reported(file: Path) -> None:
    watcher = FileWatcher(file)
    reported(watcher)
    other = file.with_suffix(".swp")
    other.write_bytes(b"new")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)
    assert reported(watcher) == [b"new"]


def test_the_same_content_is_not_reported_again(file: Path) -> None:
    watcher = FileWatcher(file)
    reported(watcher)
    os.utime(file, ns=(1, 1))
    assert reported(watcher) == []


def test_a_briefly_empty_file_is_not_reported(file: Path) -> None:
    watcher = FileWatcher(file)
    reported(watcher)
    file.write_bytes(b"")
    assert reported(watcher, 1) == []
    file.write_bytes(b"two")
    assert reported(watcher) == [b"two"]
    file.write_bytes(b"")
    assert reported(watcher) == [b""]  # it stays empty


def test_a_briefly_missing_file_is_not_reported(file: Path) -> None:
    watcher = FileWatcher(file)
    reported(watcher)
    file.unlink()
    assert reported(watcher, 1) == []
    file.write_bytes(b"one")
    assert reported(watcher) == []
    file.unlink()
    news = [watcher.poll() for _ in range(4)]
    assert [new is None for new in news] == [True, False, True, True]
    assert news[1] is not None
    assert isinstance(news[1].problem, FileNotFoundError)
    file.write_bytes(b"one")
    assert reported(watcher) == [b"one"]  # back again, with the same content


def test_writing_keeps_permissions_and_links(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    replace(link, b"one", b"two")
    assert file.read_bytes() == b"two"
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.yaml", "scene.yaml"]


def test_somebody_elses_changes_are_not_overwritten(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ChangedMeanwhile):
        replace(file, b"another", b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_unwritable_folder_is_an_error(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        with pytest.raises(OSError, match="denied"):
            replace(file, b"one", b"two")
    finally:
        file.parent.chmod(0o700)
    assert file.read_bytes() == b"one"


def test_a_write_that_fails_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        replace(file, b"one", b"two")
    assert [path.name for path in file.parent.iterdir()] == ["scene.yaml"]
    assert file.read_bytes() == b"one"


# -- the scene file ------------------------------------------------------------------


@pytest.fixture
def scene_file(tmp_path: Path) -> SceneFile:
    folder(tmp_path / "library", scene())
    opened = SceneFile(tmp_path / "library" / "scenarios" / "small.yaml", [tmp_path / "library"])
    assert opened.poll()
    return opened


def play(scene_file: SceneFile, *choices: str) -> None:
    for choice in choices:
        scene_file.playtest.say(choice)


def test_a_saved_walk_is_seen_at_once(scene_file: SceneFile) -> None:
    play(scene_file, "good", "bad")
    scene_file.save_walk("walk-1")
    assert not scene_file.playtest.broken
    assert scene_file.playtest.playable is not None
    assert scene_file.playtest.playable.bundle is not None
    assert list(scene_file.playtest.playable.bundle.scenario.walks) == ["walk-1"]
    assert scene_file.playtest.route.choices == ("good", "bad")  # and one is still open
    assert scene_file.playtest.change is None
    scene_file.save_walk("walk-1")
    assert scene_file.path.read_text().count("walk-1") == 1


def test_nothing_is_saved_before_an_ending(scene_file: SceneFile) -> None:
    play(scene_file, "good")
    before = scene_file.path.read_bytes()
    with pytest.raises(CannotWrite):
        scene_file.save_walk("walk-1")
    assert scene_file.path.read_bytes() == before


def test_changes_saved_meanwhile_must_be_polled_first(scene_file: SceneFile) -> None:
    play(scene_file, "good", "bad")
    scene_file.path.write_text(yaml(scene(title="Other")))
    with pytest.raises(ChangedMeanwhile):
        scene_file.save_walk("walk-1")
    assert scene_file.poll()
    scene_file.save_walk("walk-1")
    assert "Other" in scene_file.path.read_text()


def test_a_missing_file_is_reported_and_stays_playable(scene_file: SceneFile) -> None:
    content = scene_file.path.read_bytes()
    scene_file.path.unlink()
    scene_file.poll()
    assert scene_file.poll()
    assert isinstance(scene_file.problem, FileNotFoundError)
    play(scene_file, "good", "good")
    scene_file.path.write_bytes(content)
    assert scene_file.poll()
    assert scene_file.problem is None
    assert scene_file.playtest.route.choices == ("good", "good")


def test_a_changed_persona_is_used(scene_file: SceneFile, tmp_path: Path) -> None:
    play(scene_file, "bad")
    assert not scene_file.poll_shared()
    persona = tmp_path / "library" / "rubrics" / "personas" / "base.yaml"
    text = persona.read_text()
    persona.write_text(text.replace('"cut_in": {"anger": 20', '"cut_in": {"anger": 25'))
    assert persona.read_text() != text
    assert scene_file.poll_shared()
    assert scene_file.playtest.attempt is not None
    assert scene_file.playtest.attempt.state.meter("anger") == 85
    assert scene_file.playtest.change is not None
    assert not scene_file.poll_shared()


def test_a_broken_vocabulary_shows_in_the_findings(scene_file: SceneFile, tmp_path: Path) -> None:
    (tmp_path / "library" / "rubrics" / "moves.yaml").write_text("roleplay: moves/1\n")
    assert scene_file.poll_shared()
    assert scene_file.playtest.broken
    assert scene_file.playtest.attempt is not None
