"""``roleplay map``: the graph of a scene."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.arguments import add_personas, add_scene
from roleplay.commands.environment import language_of, report_record_problems, write_file
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json, print_text
from roleplay.commands.scene_argument import bundle_of, open_with_scene, selected_personas

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.mapping.chart import Chart
    from roleplay.mapping.coverage import AttemptPath
    from roleplay.records.model import AttemptRecord
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay map angry-customer --format svg --output map.svg"
_FORMATS = ("text", "mermaid", "dot", "svg", "ways", "json")
#: Maximum number of states for which the odds are computed: about two seconds.
_LIMIT = 150_000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--format", choices=_FORMATS, default="text")
    add_personas(parser)
    parser.add_argument("--output", type=Path, metavar="file")
    parser.add_argument("--ascii", action="store_true")


def run(args: Namespace) -> int:
    """Draw a scene as text, as Mermaid, for Graphviz or as an SVG image, to standard output or a file."""
    workspace, name = open_with_scene(args)
    with closing(workspace):
        bundle = bundle_of(workspace, name, language_of(args))
        words = workspace.words(language_of(args))
        as_figures = args.format in ("ways", "json")
        drawing = _figures(args, bundle, words) if as_figures else _drawing(args, workspace, bundle)
        report_record_problems(workspace, language_of(args))
    if args.output is None:
        (print_json if args.format == "json" else print_text)(drawing)
        return DONE
    write_file(args.output, drawing + "\n", private=True)  # it shows the learner's own attempts
    print_text(words("map.written", path=args.output))
    return DONE


def _figures(args: Namespace, bundle: Bundle, words: Catalogue) -> str:
    from roleplay.engine import compile_story
    from roleplay.exploration import explore
    from roleplay.mapping import ways

    all_ways = ways.ways_of(explore(compile_story(bundle, dict(selected_personas(args.persona, bundle)))))
    if args.format == "json":
        return ways.as_json(all_ways)
    return ways.as_text(all_ways, words, shutil.get_terminal_size().columns)


def _drawing(args: Namespace, workspace: Workspace, bundle: Bundle) -> str:
    words = workspace.words(language_of(args))
    chart = _chart(workspace, bundle, dict(selected_personas(args.persona, bundle)))
    match args.format:
        case "mermaid":
            from roleplay.mapping import mermaid

            return mermaid.render(chart, words)
        case "dot":
            from roleplay.mapping import dot

            return dot.render(chart, words)
        case "svg":
            from roleplay.mapping import svg

            return svg.render(chart, words)
        case _:
            from roleplay.mapping import text

            return text.render(chart, words, shutil.get_terminal_size().columns, ascii=args.ascii)


def _chart(workspace: Workspace, bundle: Bundle, personas: Mapping[str, str]) -> Chart:
    """The graph of a scene, with the learner's own attempts at it and the odds of random play.

    With ``personas``, for that cast only; else for the scene's own cast, and a node is dead only if no cast reaches it.
    """
    from roleplay.engine import compile_story
    from roleplay.exploration import explore
    from roleplay.mapping.chart import Chart
    from roleplay.mapping.coverage import coverage
    from roleplay.mapping.odds import odds_of
    from roleplay.mapping.scene_graph import scene_graph
    from roleplay.scene.reactions import distinguishable_casts

    graph = explore(compile_story(bundle, personas), _LIMIT)
    seen = coverage(bundle.scenario, _attempt_paths(workspace, bundle))
    odds = odds_of(graph)
    casts = [] if personas else distinguishable_casts(bundle.scenario, bundle.personas)[1:]
    others = [odds_of(explore(compile_story(bundle, cast), _LIMIT)) for cast in casts]
    known = tuple(other for other in others if other is not None)
    if len(known) < len(others):  # what another cast can reach is unknown, so nothing can be called dead
        odds = None
    return Chart(scene_graph(bundle.scenario), seen, odds, odds is None, known)


def _attempt_paths(workspace: Workspace, bundle: Bundle) -> Iterator[AttemptPath]:
    """The paths of all attempts at the scene, finished or not."""
    from roleplay.engine import Story, compile_story
    from roleplay.mapping.coverage import attempt_path

    stories: dict[tuple[tuple[str, str], ...], Story] = {}
    cast, personas = bundle.scenario.cast, bundle.personas
    for attempt in _attempts(workspace, bundle.scenario.id):
        played_by = tuple(
            (member, persona)
            for member, persona in attempt.personas.items()
            if member in cast and persona in personas  # the scene may have changed since
        )
        if played_by not in stories:
            stories[played_by] = compile_story(bundle, dict(played_by))
        decisions = [(decision.node, decision.choice) for decision in attempt.decisions]
        ending = None if attempt.result is None else attempt.result.ending
        yield attempt_path(stories[played_by], attempt.seed, decisions, ending)


def _attempts(workspace: Workspace, scene: str) -> Iterator[AttemptRecord]:
    store = workspace.store
    for summary in store.history(scene):
        attempt = store.attempt(summary.id)
        if attempt is not None:
            yield attempt
    yield from (attempt for attempt in store.unfinished() if attempt.scenario_id == scene)
