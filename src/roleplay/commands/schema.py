"""``roleplay schema``: the JSON Schema of the files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from roleplay.commands.errors import DONE

EXAMPLE = "roleplay schema scenario > scenario.schema.json"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("kind", nargs="?", choices=("scenario", "rubric", "persona", "moves", "kpi"))


def run(args: Namespace) -> int:
    """Print the schema of one kind of file, or of all."""
    import json

    from roleplay.reading.schema import schema

    print(json.dumps(schema(args.kind), ensure_ascii=False, indent=2))
    return DONE
