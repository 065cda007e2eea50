"""``roleplay list``: the scenes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE

EXAMPLE = "roleplay list --json"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: Namespace) -> int:
    """Print the scenes, as a table or as JSON."""
    from roleplay.plain.scene_list import as_json, as_table

    workspace = open_workspace(args)
    show = as_json if args.json else as_table
    print(show(workspace, language_of(args)))
    return DONE
