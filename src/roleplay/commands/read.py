"""``roleplay read``: every seam of a scene once, for whoever reads it before others play it."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace

from roleplay.commands.arguments import add_personas, add_scene
from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE
from roleplay.commands.scene_argument import bundle_of, open_with_scene, personas_given

EXAMPLE = "roleplay read angry-customer"
#: Cells of a line: longer ones are hard to read, in shorter ones nothing can be.
_WIDEST, _NARROWEST = 96, 30


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    add_personas(parser)


def run(args: Namespace) -> int:
    """Print the seams in the order in which the story goes."""
    from roleplay.engine import compile_story
    from roleplay.exploration import explore
    from roleplay.exploration.seams import seams_of
    from roleplay.presenting.seams import seam_fact, seam_rows
    from roleplay.text.glyphs import glyphs

    workspace, name = open_with_scene(args)
    language = language_of(args)
    bundle = bundle_of(workspace, name, language)
    words = workspace.words(language)
    seams = seams_of(explore(compile_story(bundle, dict(personas_given(args.persona, bundle)))))
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    for index in range(len(seams.seams)):
        rows = seam_rows(seam_fact(seams, index, words, glyphs()), words, width)
        print("\n".join(["", *(row.text.rstrip() for row in rows)]))
    return DONE
