"""``--format scorm``: a scene as a SCORM 1.2 package, for systems that support nothing newer."""

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
    from roleplay.reports.player.scorm import scorm_package

    scene = scene_to_export(workspace, args, language)
    message = workspace.words(language)("player.written_scorm", path=args.output)
    return Exported(scorm_package(scene.bundle, language), message, private=scene.private)
