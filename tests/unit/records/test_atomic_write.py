"""Files are written completely or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from unittest import mock

import pytest

from roleplay.reading.files import NotAFile
from roleplay.records.atomic_write import atomic_write

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")


def test_a_file_is_written_whole_and_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    atomic_write(path, b"one")
    atomic_write(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["r.html"]


def test_a_full_disk_leaves_the_existing_file(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    atomic_write(path, b"one")
    with (
        mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")),
        pytest.raises(OSError, match="No space"),
    ):
        atomic_write(path, b"two")
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["r.html"]


@pytest.mark.parametrize("links", [True, False])
def test_an_existing_file_is_kept_without_overwrite(tmp_path: Path, links: bool) -> None:
    path = tmp_path / "r.html"
    refused = mock.patch(
        "os.link", side_effect=None if links else OSError(1, "not here"), wraps=os.link if links else None
    )
    with refused:
        atomic_write(path, b"one", overwrite=False)
        with pytest.raises(FileExistsError):
            atomic_write(path, b"two", overwrite=False)
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["r.html"]


@POSIX
def test_it_is_private_and_links_are_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    atomic_write(link, b"one")
    assert link.is_symlink()
    assert target.read_bytes() == b"one"
    assert target.stat().st_mode & 0o077 == 0


@POSIX
def test_devices_and_pipes_are_written_to_directly(tmp_path: Path) -> None:
    atomic_write(Path(os.devnull), b"one")
    assert not Path(os.devnull).is_file()
    read, write = os.pipe()
    atomic_write(Path(f"/dev/fd/{write}"), b"through a pipe")  # such as /dev/stdout
    os.close(write)
    with open(read, "rb") as piped:
        assert piped.read() == b"through a pipe"
    with pytest.raises(IsADirectoryError):
        atomic_write(tmp_path, b"one")


@POSIX
def test_without_devices_a_pipe_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotAFile, match="it is a pipe"):
        atomic_write(pipe, b"one", devices=False)
