"""``roleplay edit``: a scene is played while its file is written."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands import Stop, has_terminal, open_workspace, unknown

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace


def run(args: argparse.Namespace) -> int:
    """Play a file on the screen, and follow what is written into it."""
    workspace, path = _file(args)
    if not has_terminal():
        raise Stop("edit_terminal")
    from roleplay.authoring.desk import Desk
    from roleplay.commands.full_screen import show
    from roleplay.tui.opening import Opening
    from roleplay.workspace.workspace import library_folders

    folders = library_folders(getattr(args, "library", []), os.environ, workspace.data)
    return show(args, workspace, Opening(desk=Desk(path, folders)))


def _file(args: argparse.Namespace) -> tuple[Workspace, Path]:
    """The file that ``args.scene`` names, as a path or as the id of a scene, and a workspace with its own library."""
    from roleplay.checking.check import roots_of
    from roleplay.workspace.workspace import shipped_library

    path = Path(args.scene)
    workspace = open_workspace(args)
    if path.suffix not in (".yaml", ".yml") and not path.exists():
        path = _of_scene(workspace, args.scene)
    if path.is_dir():
        raise Stop("edit_folder", path=path)
    if not path.is_file():
        raise Stop("edit_no_file", path=path, id=path.stem)
    shipped = shipped_library()
    if shipped.name == "data" and path.resolve().is_relative_to(shipped.resolve()):
        raise Stop("edit_shipped", path=path, target=workspace.data / "library" / "scenarios" / path.name)
    args.library = [*getattr(args, "library", []), *roots_of(path)]
    return open_workspace(args, path), path


def _of_scene(workspace: Workspace, name: str) -> Path:
    from roleplay.reading.contents import UnknownScene

    try:
        return Path(workspace.library.entry(name).path)
    except UnknownScene as error:
        raise unknown("scene", error.name, error.nearest, [entry.id for entry in workspace.library.entries]) from None
