"""``roleplay edit``: play a scene while its file is being written."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import has_terminal, open_workspace
from roleplay.commands.errors import CommandError
from roleplay.commands.scene_argument import file_of, open_with_file

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay edit my-library/scenarios/my-scene.yaml"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("scene", metavar="file_or_id")


def run(args: Namespace) -> int:
    """Play a file on the screen, and follow its changes."""
    workspace, path = _file(args)
    if not has_terminal():
        raise CommandError("edit_terminal")
    from roleplay.authoring.scene_file import SceneFile
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget

    return show(args, workspace, LaunchTarget(scene_file=SceneFile(path, workspace.folders)))


def _file(args: Namespace) -> tuple[Workspace, Path]:
    """The file that ``args.scene`` names, by path or scene id, and a workspace with the library around that file."""
    from roleplay.reading.files import is_folder, is_regular, true_path
    from roleplay.workspace.workspace import shipped_library

    workspace = open_workspace(args)
    try:
        path = file_of(args.scene, workspace)
    except CommandError:
        path = Path(args.scene)
        if path.suffix not in (".yaml", ".yml"):
            raise
    if is_folder(path):
        raise CommandError("edit_folder", path=path)
    if not os.path.lexists(path):
        raise CommandError("edit_no_file", path=path, id=path.stem)
    if not is_regular(path):
        raise _no_file(path)
    shipped = shipped_library()
    if shipped.name == "data" and true_path(path).is_relative_to(true_path(shipped)):
        raise CommandError("edit_shipped", path=path, target=workspace.own_scenes / path.name)
    return open_with_file(args, path), path


def _no_file(path: Path) -> CommandError:
    from roleplay.reading.files import open_regular

    try:
        open_regular(path).close()
    except OSError as error:
        return CommandError("since_unreadable", path=path, problem=error)
    return CommandError("edit_no_file", path=path, id=path.stem)
