"""Files and folders only their owner can access, whatever the umask: 0600 in 0700. On Windows modes are left alone."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_FILE, _FOLDER, _OTHERS = 0o600, 0o700, 0o077
_HAS_MODES = os.name != "nt"
#: What the program puts into the learner's folder. A folder that holds anything else is shared, and stays open.
_OUR_FILES = ("records.", "settings.", "error-", "anonymous.")
_OUR_FOLDERS = ("drills", "learners", "cache", "library", "pushed")


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, all private; existing ones are left as they are. Raises OSError."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for new in reversed(missing):
        try:
            os.mkdir(new, _FOLDER)
        except FileExistsError:  # another process was first, or it is a file
            if not new.is_dir():
                raise
            continue
        if _HAS_MODES:
            os.chmod(new, _FOLDER)  # the umask may have removed permissions of the owner, too


def create(path: Path) -> None:
    """Create an empty private file, or tighten an existing one. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
    except FileExistsError:
        if path.is_file():
            tighten(path)
        return
    try:
        make_private(descriptor)
    finally:
        os.close(descriptor)


def make_private(descriptor: int) -> None:
    """Make a newly created file private."""
    if _HAS_MODES:
        os.fchmod(descriptor, _FILE)


def tighten(path: Path) -> None:
    """Remove others' permissions from a file or folder that this user owns. Anything else stays as it is."""
    if not _HAS_MODES:
        return
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        mode = stat.S_IMODE(status.st_mode)
        ours = stat.S_ISREG(status.st_mode) or (stat.S_ISDIR(status.st_mode) and not mode & stat.S_ISVTX)
        if ours and mode & _OTHERS and status.st_uid == os.geteuid():
            os.chmod(path, mode & ~_OTHERS)


def tighten_home(folder: Path) -> None:
    """Tighten the learner's folder and what earlier versions, or a careless copy, left open in it.

    If it also holds other things, as when ``ROLEPLAY_HOME`` names a home folder, the folder itself is left as it is.
    """
    if not _HAS_MODES:
        return
    with contextlib.suppress(OSError):
        entries = list(folder.iterdir())
        ours = [entry for entry in entries if entry.name.startswith(_OUR_FILES) or entry.name in _OUR_FOLDERS]
        for entry in ours:
            if entry.name != "library":
                tighten(entry)
        for entry in (*_inside(folder / "drills"), *_inside(folder / "learners"), *_inside(folder / "pushed")):
            tighten(entry)
        if len(ours) == len(entries):
            tighten(folder)


def _inside(folder: Path) -> list[Path]:
    try:
        return [] if folder.is_symlink() else list(folder.iterdir())
    except OSError:
        return []
