"""``roleplay doctor``: where files are and what the terminal supports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import has_terminal, language_of, open_workspace, write_file
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_text

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay doctor"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--export", type=Path, metavar="file")


def run(args: Namespace) -> int:
    """Print what a support request needs; or export what is left of damaged attempts."""
    with closing(open_workspace(args)) as workspace:
        if args.export is not None:
            return _export(args.export, workspace, language_of(args))
        from roleplay.plain.doctor import doctor

        print_text(doctor(workspace, language_of(args), full_screen=has_terminal()))
    return DONE


def _export(path: Path, workspace: Workspace, language: str) -> int:
    from roleplay.text.json_text import json_text

    remains, words = workspace.store.remains(), workspace.words(language)
    if not (remains["attempts"] or remains["strays"]):
        print_text(words("doctor.nothing_damaged"))
        return DONE
    write_file(path, json_text(remains) + "\n", private=True)
    print_text(words("doctor.exported", count=len(remains["attempts"]), path=path))
    return DONE
