"""Writing attempts into files from within the program: what shells offer, and what makes it for them.

The makers are shells themselves; `roleplay.commands` hands them in, because no shell knows another.
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


class ExportForm(NamedTuple):
    """A form in which attempts can be written down; ``export.form.NAME`` says what it is for."""

    #: ``html``, ``md``, ``jsonl`` and the like
    name: str
    #: of the file, without the dot
    suffix: str


class NotExported(Exception):
    """It could not be written, and nothing was; `sentence` says why, in the language asked for."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Exporter(Protocol):
    """Writes attempts into files."""

    @property
    def forms(self) -> Sequence[ExportForm]:
        """What can be made."""

    def write(
        self, workspace: Workspace, ids: Sequence[str], form: ExportForm, path: Path, language: str, *, over: bool
    ) -> str:
        """Write attempts into a file, whole or not at all, without own words; the sentence that tells it.

        What is no file is never opened. Raises FileExistsError where there is one and it is not to be written ``over``,
        `NotExported`.
        """


def suggested_path(attempts: Sequence[PastAttempt], form: ExportForm, today: str) -> Path:
    """Where attempts are offered to be written: where one is, if that can be written to, else at home."""
    here = Path.cwd()
    folder = here if os.access(here, os.W_OK) and here != Path(here.anchor) else Path.home()
    if len(attempts) == 1:
        name = f"{attempts[0].scene}-{attempts[0].ended[:10]}-{attempts[0].short_id}"
    else:
        name = f"attempts-{today}"
    return folder / f"roleplay-{re.sub(r'[^A-Za-z0-9-]', '_', name)}.{form.suffix}"


def meant_path(text: str, offered: Path) -> Path:
    """The file that a typed text means, ``~`` being home; for a folder, the one in it with the name ``offered``."""
    path = Path(os.path.abspath(os.path.expanduser(text.strip())))
    return path / offered.name if os.path.isdir(path) else path


def path_problem(path: Path) -> str:
    """The catalogue's key of why no file can be written at ``path``; empty where one can, in the place of another."""
    if not os.path.isdir(path.parent):
        return "export.no_folder"
    if os.path.exists(path) and not os.path.isfile(path):
        return "export.no_file"  # to open a pipe would wait for whoever reads it
    return ""
