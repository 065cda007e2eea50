"""``roleplay play``: one scene."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands import Stop, bundle_of, has_terminal, language, unknown, with_scene

if TYPE_CHECKING:
    from roleplay.session import Setup
    from roleplay.workspace import Workspace


def run(args: argparse.Namespace) -> int:
    """Play a scene on the screens, or line by line where there is no terminal."""
    workspace, name = with_scene(args)
    setup = _setup(args, workspace, name)
    if args.plain or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language(args), sys.stdin, sys.stdout)
            return shell.play(name, setup, resume=args.resume, new=args.new, briefing=not args.no_briefing)
    from roleplay.tui.start import run as show

    return show(
        workspace,
        language(args),
        chosen="lang" in args,
        scene=name,
        setup=setup,
        resume=args.resume,
        skip_briefing=args.no_briefing,
        seed_given=args.seed is not None,
    )


def _setup(args: argparse.Namespace, workspace: Workspace, name: str) -> Setup:
    """What the command line says of the attempt; a scene or persona that is not there stops here."""
    import secrets

    from roleplay.language.diagnostics import near
    from roleplay.session import Mode, Setup

    try:
        bundle = bundle_of(workspace, name, language(args))
    except Stop:
        # what was begun goes on with the text that the record has kept, whatever became of the file
        if args.resume and any(left.scenario_id == name for left in workspace.store.unfinished()):
            return Setup()
        raise
    personas: list[tuple[str, str]] = []
    for word in args.persona:
        who, sign, persona = word.partition("=")
        if not sign:
            raise Stop("persona_form", who=next(iter(bundle.scenario.cast)))
        if who not in bundle.scenario.cast:
            raise unknown("person", who, near(who, bundle.scenario.cast), bundle.scenario.cast)
        if persona not in bundle.personas:
            raise unknown("persona", persona, near(persona, bundle.personas), bundle.personas)
        personas.append((who, persona))
    seed = args.seed if args.seed is not None else secrets.randbelow(100_000)
    return Setup(seed, Mode(args.mode or "practice"), tuple(personas))
