"""``roleplay play``: one scene."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands.arguments import add_personas, add_scene, parse_seed
from roleplay.commands.environment import has_terminal, language_of
from roleplay.commands.errors import CommandError, unknown
from roleplay.commands.scene_argument import bundle_of, open_with_scene, personas_given, rubric_given

if TYPE_CHECKING:
    from roleplay.scene.model import Bundle
    from roleplay.session import Setup
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay play angry-customer --mode guided --seed 7"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--mode", choices=("guided", "practice", "exam"), help="how much help there is")
    parser.add_argument("--seed", type=parse_seed, metavar="N", help="deals hidden facts and shuffles the choices")
    add_personas(parser)
    parser.add_argument("--rubric", default="", metavar="ID", help="look back on it through this rubric first")
    parser.add_argument("--own-words", action="store_true", help="type every line before the choices are shown")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS, help="line by line")
    parser.add_argument("--no-briefing", action="store_true", help="go straight to the first word")
    beginning = parser.add_mutually_exclusive_group()
    beginning.add_argument("--resume", action="store_true", help="go on where this scene was left")
    beginning.add_argument("--new", action="store_true", help="begin anew without asking")
    beginning.add_argument(
        "--from", dest="begin_at", metavar="WALK:TURN", help="begin at a turn of one of the scene's walks, e.g. ideal:4"
    )


def run(args: Namespace) -> int:
    """Play a scene on the screens, or line by line where there is no terminal."""
    workspace, name = open_with_scene(args)
    setup = _setup(args, workspace, name)
    if args.plain or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language_of(args), sys.stdin, sys.stdout)
            new = args.new or bool(setup.opening)
            return shell.play(name, setup, resume=args.resume, new=new, briefing=not args.no_briefing)
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget

    seed_given = args.seed is not None or args.begin_at is not None
    target = LaunchTarget(
        scene=name, setup=setup, resume=args.resume, skip_briefing=args.no_briefing, seed_given=seed_given
    )
    return show(args, workspace, target)


def _setup(args: Namespace, workspace: Workspace, name: str) -> Setup:
    """What the command line says of the attempt; a scene or persona that is not there stops here."""
    from roleplay.session import Mode, Options, Setup
    from roleplay.workspace.seeds import fresh_seed

    try:
        bundle = bundle_of(workspace, name, language_of(args))
    except CommandError:
        # what was begun goes on with the text that the record has kept, whatever became of the file
        if args.resume and any(attempt.scenario_id == name for attempt in workspace.store.unfinished()):
            return Setup(rubric=args.rubric)
        raise
    personas = personas_given(args.persona, bundle)
    seed = args.seed if args.seed is not None else fresh_seed()
    setup = Setup(seed, Mode(args.mode or "practice"), personas, Options(own_words=args.own_words))
    setup = setup._replace(rubric=rubric_given(args.rubric, bundle))
    return setup if args.begin_at is None else _begin_at(args.begin_at, setup, bundle, seed_given=args.seed is not None)


def _begin_at(word: str, setup: Setup, bundle: Bundle, *, seed_given: bool) -> Setup:
    from roleplay.session.walk_start import NoStart, WhyNoStart, start_in_walk

    start = start_in_walk(setup, bundle, word, seed_given=seed_given)
    if not isinstance(start, NoStart):
        return start
    if start.why is WhyNoStart.UNKNOWN:
        raise unknown("walk", start.values["walk"], bundle.scenario.walks)
    raise CommandError(f"from_{start.why}", **start.values)
