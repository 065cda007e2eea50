"""``roleplay schema``: the JSON Schema of the files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json

EXAMPLE = "roleplay schema scenario > scenario.schema.json"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "kind",
        nargs="?",
        metavar="kind",
        choices=("scenario", "rubric", "persona", "moves", "kpi", "form", "exam", "observation"),
    )


def run(args: Namespace) -> int:
    """Print the schema of one kind of file, or of all, with the names defined in the libraries."""
    from roleplay.reading.schema import schema
    from roleplay.text.json_text import json_text

    workspace = open_workspace(args)
    print_json(json_text(schema(args.kind, workspace.library.contents.shared, language_of(args))))
    return DONE
