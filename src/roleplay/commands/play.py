"""``roleplay play``: play a scene."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands.arguments import add_personas, add_scene, parse_seed
from roleplay.commands.environment import has_terminal, language_of
from roleplay.commands.errors import CommandError, unknown
from roleplay.commands.scene_argument import bundle_of, open_with_scene, selected_personas, selected_rubric

if TYPE_CHECKING:
    from roleplay.scene.model import Bundle
    from roleplay.session import Options, Setup
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay play angry-customer --mode guided --seed 7"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--mode", choices=("guided", "practice", "exam"))
    parser.add_argument("--seed", type=parse_seed, metavar="number")
    add_personas(parser)
    parser.add_argument("--rubric", default="", metavar="id")
    parser.add_argument("--own-words", action="store_true")
    parser.add_argument("--sure", dest="ask_sure", action="store_true")
    parser.add_argument("--timed", action="store_true")
    parser.add_argument("--hide-meters", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)
    parser.add_argument("--no-briefing", action="store_true")
    beginning = parser.add_mutually_exclusive_group()
    beginning.add_argument("--resume", action="store_true")
    beginning.add_argument("--new", action="store_true")
    beginning.add_argument("--from", dest="begin_at", metavar="walk")


def run(args: Namespace) -> int:
    """Play a scene on the full screen, or line by line if there is no terminal."""
    workspace, name = open_with_scene(args)
    setup = _setup(args, workspace, name)
    if args.plain or not has_terminal():
        from roleplay.commands.exporting import CommandExporter
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language_of(args), sys.stdin, sys.stdout, CommandExporter())
            new = args.new or bool(setup.opening)
            briefing, ask_mode = not args.no_briefing, args.mode is None
            return shell.play(name, setup, resume=args.resume, new=new, briefing=briefing, ask_mode=ask_mode)
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget

    target = LaunchTarget(
        scene=name,
        setup=setup,
        resume=args.resume,
        skip_briefing=args.no_briefing,
        seed_given=args.seed is not None or args.begin_at is not None,
        mode_given=args.mode is not None,
    )
    return show(args, workspace, target)


def _setup(args: Namespace, workspace: Workspace, name: str) -> Setup:
    """The setup that the command line describes. Raises `CommandError` for an unknown scene or persona."""
    from roleplay.session import Mode, Setup
    from roleplay.workspace.seeds import fresh_seed

    try:
        bundle = bundle_of(workspace, name, language_of(args))
    except CommandError:
        # an unfinished attempt resumes on the text saved in the record, whatever happened to the file
        if args.resume and any(attempt.scenario_id == name for attempt in workspace.store.unfinished()):
            return Setup(rubric=args.rubric)
        raise
    personas = selected_personas(args.persona, bundle)
    seed = args.seed if args.seed is not None else fresh_seed()
    setup = Setup(seed, Mode(args.mode or "practice"), personas, _options(args, bundle))
    setup = setup._replace(rubric=selected_rubric(args.rubric, bundle))
    return setup if args.begin_at is None else _begin_at(args.begin_at, setup, bundle, seed_given=args.seed is not None)


def _options(args: Namespace, bundle: Bundle) -> Options:
    """The options of the command line. Raises `CommandError` for one that has no effect in the scene."""
    from roleplay.session import Options

    options = Options(args.own_words, args.ask_sure, args.timed, args.hide_meters)
    if options.timed and not bundle.scenario.has_silence:
        raise CommandError("option_timed", scene=bundle.scenario.id)
    if options.hide_meters and not bundle.scenario.shows_meters:
        raise CommandError("option_hide_meters", scene=bundle.scenario.id)
    return options


def _begin_at(word: str, setup: Setup, bundle: Bundle, *, seed_given: bool) -> Setup:
    from roleplay.session.walk_start import NoStart, NoStartReason, start_in_walk

    start = start_in_walk(setup, bundle, word, seed_given=seed_given)
    if not isinstance(start, NoStart):
        return start
    if start.reason is NoStartReason.UNKNOWN:
        raise unknown("walk", start.values["walk"], bundle.scenario.walks)
    raise CommandError(f"from_{start.reason}", **start.values)
