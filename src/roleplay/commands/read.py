"""``roleplay read``: every seam of a scene once, for proofreading it before others play it."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.arguments import add_personas, add_scene
from roleplay.commands.environment import language_of, write_page
from roleplay.commands.errors import DONE, unknown
from roleplay.commands.output import print_text
from roleplay.commands.scene_argument import bundle_of, open_with_scene, selected_personas

if TYPE_CHECKING:
    from roleplay.exploration.seams import Seams
    from roleplay.presenting.seams import Selection
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay read angry-customer --since HEAD~1"
#: Width of a line in cells, at most and at least: longer lines are hard to read, shorter ones hold nothing.
_WIDEST, _NARROWEST = 96, 30


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--node", metavar="node")
    parser.add_argument("--since", metavar="revision")
    parser.add_argument("--walks", action="store_true")
    parser.add_argument("--html", type=Path, metavar="file")
    add_personas(parser)


def run(args: Namespace) -> int:
    """Print the seams in the order of the story, or write them to a page."""
    workspace, name = open_with_scene(args)
    language = language_of(args)
    bundle = bundle_of(workspace, name, language)
    personas = selected_personas(args.persona, bundle)
    seams = _seams(bundle, personas)
    selection = _selection(args, seams, bundle, personas, workspace)
    if args.html is not None:
        message = workspace.words(language)("read.written", path=args.html)
        write_page(args.html, _page(args, seams, selection, bundle, workspace), message)
        return DONE
    print_text("\n".join(_text(args, seams, selection, bundle, workspace)))
    return DONE


def _seams(bundle: Bundle, personas: Sequence[tuple[str, str]]) -> Seams:
    """The seams of the given cast, else of every cast whose texts may differ."""
    from roleplay.engine import compile_story
    from roleplay.exploration import explore
    from roleplay.exploration.seams import seams_of
    from roleplay.scene.reactions import distinguishable_casts

    casts = [dict(personas)] if personas else distinguishable_casts(bundle.scenario, bundle.personas)
    return seams_of([explore(compile_story(bundle, cast)) for cast in casts])


def _selection(
    args: Namespace, seams: Seams, bundle: Bundle, personas: Sequence[tuple[str, str]], workspace: Workspace
) -> Selection:
    """The seams that the options select."""
    from roleplay.commands.revision import version_of
    from roleplay.exploration.seams import changed_seams
    from roleplay.presenting.seams import Selection, at_passage

    scenario = bundle.scenario
    indices = list(range(len(seams.seams)))
    if args.since is not None:
        path = Path(workspace.library.entry(scenario.id).path)
        before = _seams(version_of(args.since, path, workspace, language_of(args))[0], personas)
        # a page shows all languages, the terminal one
        languages = scenario.languages if args.html is not None else (language_of(args),)
        indices = changed_seams(seams, before, languages)
    if args.node is not None:
        if args.node not in scenario.nodes and args.node not in scenario.endings:
            raise unknown("node", args.node, (*scenario.nodes, *scenario.endings))
        indices = at_passage(seams, indices, args.node)
    return Selection(tuple(indices), args.node or "", args.since or "")


def _text(args: Namespace, seams: Seams, selection: Selection, bundle: Bundle, workspace: Workspace) -> Iterable[str]:
    from roleplay.exploration.covering import covering_walks
    from roleplay.presenting.rows.row import block
    from roleplay.presenting.rows.seams import seams_rows, walks_rows
    from roleplay.presenting.seams import SeamReader, heading
    from roleplay.text.glyphs import glyphs

    words = workspace.words(language_of(args))
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    reader = SeamReader(seams, words, glyphs())
    lines = heading(bundle.scenario, seams, selection, words)
    if args.walks:
        walks = covering_walks(seams, selection.indices)
        lines.append(words("read.walks", count=len(walks)))
        facts = [reader.walk(walk, number, len(walks)) for number, walk in enumerate(walks, 1)]
        rows = list(walks_rows(facts, width))
    else:
        lines += [words("read.about")] if selection.indices else []
        rows = list(seams_rows([reader.seam(index) for index in selection.indices], words, width))
    yield from (row.text for line in lines for row in block(line, width))
    yield from (row.text.rstrip() for row in rows)


def _page(args: Namespace, seams: Seams, selection: Selection, bundle: Bundle, workspace: Workspace) -> str:
    from roleplay.locales import LANGUAGES
    from roleplay.reports.seams import SeamsPage

    words = workspace.words(language_of(args))
    columns = [
        workspace.words(code) if code in LANGUAGES else words.with_scene_language(code)
        for code in bundle.scenario.languages
    ]
    page = SeamsPage(bundle.scenario, seams, columns, words)
    return page.walks_page(selection) if args.walks else page.seams_page(selection)
