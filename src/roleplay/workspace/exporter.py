"""Exporting attempts to files from within the program: the interface through which shells offer it.

The exporters are part of shells themselves; `roleplay.commands` passes them in, because no shell may import another.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from roleplay.presenting.history import PastAttempt
    from roleplay.workspace.workspace import Workspace


class FileFormat(NamedTuple):
    """A file format for attempts; the text ``export.form.NAME`` says what it is for."""

    #: ``html``, ``md``, ``jsonl`` and the like
    name: str
    #: file suffix, without the dot
    suffix: str


class ExportFailed(Exception):
    """Nothing could be written; `sentence` says why, in the requested language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Exporter(Protocol):
    """Writes attempts to files."""

    @property
    def formats(self) -> Sequence[FileFormat]:
        """The available formats."""

    def write(
        self,
        workspace: Workspace,
        ids: Sequence[str],
        format: FileFormat,
        path: Path,
        language: str,
        *,
        overwrite: bool,
    ) -> str:
        """Write attempts to a file atomically, without own words; returns the sentence that reports it.

        Anything but a regular file is never opened. Raises FileExistsError if the file exists and ``overwrite`` is not
        set, and `ExportFailed`.
        """


def suggested_path(attempts: Sequence[PastAttempt], format: FileFormat, today: str) -> Path:
    """The default path of an export: in the current folder if it is writable and not the root, else the home folder."""
    cwd = Path.cwd()
    folder = cwd if os.access(cwd, os.W_OK) and cwd != Path(cwd.anchor) else Path.home()
    if len(attempts) == 1:
        name = f"{attempts[0].scene}-{attempts[0].ended[:10]}-{attempts[0].short_id}"
    else:
        name = f"attempts-{today}"
    return folder / f"roleplay-{re.sub(r'[^A-Za-z0-9-]', '_', name)}.{format.suffix}"


def resolve_path(text: str, offered: Path) -> Path:
    """The path for a typed text, with ``~`` expanded; for a folder, the file in it with the name of ``offered``."""
    path = Path(os.path.abspath(os.path.expanduser(text.strip())))
    return path / offered.name if os.path.isdir(path) else path


def path_problem(path: Path) -> str:
    """The catalogue key of the reason, if it is plain that no file can be written at ``path``; else empty.

    That is so if its folder does not exist, or if it exists and is not a regular file. Permissions are not checked.
    """
    if not os.path.isdir(path.parent):
        return "export.no_folder"
    if os.path.exists(path) and not os.path.isfile(path):
        return "export.no_file"  # opening a pipe would block until someone reads it
    return ""
