"""The commands, one module each, imported when it runs; here is what several of them share.

``run(args)`` of a command returns its exit code: 0 done, 1 findings, 2 wrong use or could not run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace

DONE, FINDINGS, WRONG = 0, 1, 2


class Stop(Exception):
    """Ends a command with one sentence of the catalogue (``cli.<key>``)."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        """What is told."""
        from roleplay.locales import catalogue

        return catalogue(language)(f"cli.{self.key}", **self.values)


def language(args: argparse.Namespace) -> str:
    """The language asked for, else the locale's."""
    from roleplay.locales import default_language

    return getattr(args, "lang", None) or default_language(os.environ)


def has_terminal() -> bool:
    """Whether a full screen can be shown and answered: on a terminal, or on a page of a browser."""
    from roleplay.tui.served import served

    if served(os.environ):
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")


def open_workspace(args: argparse.Namespace, extra: Path | None = None) -> Workspace:
    """The libraries and the record that the command line names."""
    from roleplay.workspace.workspace import Workspace

    libraries = getattr(args, "library", [])
    for folder in libraries:
        if not folder.is_dir():
            raise Stop("no_folder", path=folder)
    return Workspace(libraries, extra)


def with_scene(args: argparse.Namespace) -> tuple[Workspace, str]:
    """The workspace and the id of the scene that ``args.scene`` names: an id, or a file with the library around it."""
    path = Path(args.scene)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        return open_workspace(args), args.scene
    if not path.is_file():
        raise Stop("no_file", path=args.scene)
    from roleplay.checking.check import roots_of

    args.library = [*getattr(args, "library", []), *roots_of(path)]
    return open_workspace(args, path), path.stem


def bundle_of(workspace: Workspace, name: str, said: str) -> Bundle:
    """The scene ``name``; one that is unknown or broken stops here, with the nearest names or the first finding."""
    from roleplay.reading.contents import BrokenScene, UnknownScene

    try:
        return workspace.library.bundle(name)
    except UnknownScene as error:
        raise unknown("scene", error.name, error.nearest, [entry.id for entry in workspace.library.entries]) from None
    except BrokenScene as error:
        from roleplay.checking.render import as_text

        raise Stop("broken", finding=as_text(error.diagnostics[0], said)) from None


def overlay(said: Sequence[str], bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """The pairs of ``--persona WHO=PERSONA``; a person or persona that is not there stops here."""
    from roleplay.reading.diagnostics import near

    found: list[tuple[str, str]] = []
    for word in said:
        who, sign, persona = word.partition("=")
        if not sign:
            raise Stop("persona_form", who=next(iter(bundle.scenario.cast)))
        if who not in bundle.scenario.cast:
            raise unknown("person", who, near(who, bundle.scenario.cast), bundle.scenario.cast)
        if persona not in bundle.personas:
            raise unknown("persona", persona, near(persona, bundle.personas), bundle.personas)
        found.append((who, persona))
    return tuple(found)


def unknown(what: str, name: str, nearest: Sequence[str], known: Iterable[str]) -> Stop:
    """A name that nothing has: with those like it, or else with all there are."""
    if nearest:
        return Stop(f"unknown_{what}_near", name=name, nearest=", ".join(nearest))
    return Stop(f"unknown_{what}", name=name, known=", ".join(known))
