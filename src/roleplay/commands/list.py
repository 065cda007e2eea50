"""``roleplay list``: the scenes."""

from __future__ import annotations

import argparse

from roleplay.commands import DONE, language, open_workspace


def run(args: argparse.Namespace) -> int:
    """Print the scenes, as a table or as JSON."""
    from roleplay.plain.listing import as_json, as_table

    workspace = open_workspace(args)
    show = as_json if args.json else as_table
    print(show(workspace, language(args)))
    return DONE
