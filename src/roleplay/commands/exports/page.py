"""``--format page``: a scene as a single page that plays in any browser, from a USB stick or a network share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.exports import Exported
from roleplay.commands.exports.scene import scene_to_export

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.workspace.workspace import Workspace

TAKES = frozenset({"what", "own_words"})


def make(workspace: Workspace, args: Namespace, language: str) -> Exported:
    """The page of the named scene."""
    from roleplay.reports.player.page import scene_page

    scene = scene_to_export(workspace, args, language)
    message = workspace.words(language)("player.written", path=args.output)
    return Exported(scene_page(scene.bundle, language), message, private=scene.private)
