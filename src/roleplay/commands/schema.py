"""``roleplay schema``: the JSON Schema of the files."""

from __future__ import annotations

import argparse

from roleplay.commands import DONE


def run(args: argparse.Namespace) -> int:
    """Print the schema of one kind of file, or of all."""
    import json

    from roleplay.reading.schema import schema

    print(json.dumps(schema(args.kind), ensure_ascii=False, indent=2))
    return DONE
