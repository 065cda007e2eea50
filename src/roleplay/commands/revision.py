"""Another version of a scene's file that the command line names: another file, or a git revision of it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.errors import CommandError
from roleplay.commands.scene_argument import other_kind

if TYPE_CHECKING:
    from roleplay.reading.document import Document
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace


def version_of(word: str, path: Path, workspace: Workspace, language: str) -> tuple[Bundle, Document]:
    """The scene in a file, or in a git revision of ``path``, with the shared content as it is now.

    Its id need not be the name of the file. Raises `CommandError` if there is no such version or it does not play.
    """
    from roleplay.checking.render import as_text
    from roleplay.reading.files import is_regular
    from roleplay.reading.folders import check_scene
    from roleplay.reading.loader import is_error
    from roleplay.scene.model import Bundle, Scenario

    shared = workspace.library.contents.shared
    name = Path(word).name if is_regular(Path(word)) else path.name
    file = check_scene(content_of(word, path), name, shared)
    errors = [finding for finding in file.diagnostics if is_error(finding)]
    other_name = all(finding.code == "RP017" for finding in errors)
    scenario = file.draft if other_name else file.value
    if not isinstance(scenario, Scenario):
        kind = other_kind(errors[0]) or file.kind
        if kind not in ("scenario", ""):
            raise CommandError("since_other_kind", name=word, kind=kind)
        raise CommandError("since_broken", name=word, finding=as_text(errors[0], language))
    return Bundle(scenario, *shared), file.document


def content_of(word: str, path: Path) -> bytes:
    """The content of the file ``word``, or of ``path`` in the git revision ``word``.

    Raises `CommandError` if there is neither: no git, no repository, no such revision, or no such file in it.
    """
    from roleplay.reading.files import is_regular, read_regular, true_path

    if is_regular(Path(word)):
        try:
            return read_regular(Path(word))
        except OSError as error:
            raise CommandError("since_unreadable", path=word, problem=error) from None
    path = true_path(path)
    if _git(path.parent, "rev-parse", "--is-inside-work-tree") is None:
        raise CommandError("since_no_repository", name=word, path=path)
    commit = _git(path.parent, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{word}^{{commit}}")
    if commit is None:
        raise CommandError("since_unknown", name=word)
    content = _git(path.parent, "show", f"{commit.decode().strip()}:./{path.name}")
    if content is None:
        raise CommandError("since_not_there", name=word, path=path)
    return content


def _git(folder: Path, *words: str) -> bytes | None:
    """The output of git in a folder; ``None`` if it fails or is not installed."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
