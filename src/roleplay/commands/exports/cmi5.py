"""``--format cmi5``: a scene as a course that a learning management system imports and launches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.exports import Exported
from roleplay.commands.exports.scene import scene_to_export

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.workspace.workspace import Workspace

TAKES = frozenset({"what", "own_words"})


def make(workspace: Workspace, args: Namespace, language: str) -> Exported:
    """The package of the named scene."""
    from roleplay.reports.player.cmi5 import cmi5_package

    scene = scene_to_export(workspace, args, language)
    message = workspace.words(language)("player.written_cmi5", path=args.output)
    return Exported(cmi5_package(scene.bundle, scene.digest, language), message, private=scene.private)
