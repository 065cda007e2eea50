"""``roleplay items``: what many learners' answers reveal about the decisions of a scene."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.arguments import parse_whole_number
from roleplay.commands.class_files import add_files, exit_code, files_json, read_files
from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.output import print_json, print_text

EXAMPLE = "roleplay items collected/ --scene angry-customer --top 3"
#: Maximum number of decisions, over all scenes together.
_MOST = 10_000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_files(parser)
    parser.add_argument("--top", type=_top, default=None, metavar="number")
    parser.add_argument("--json", action="store_true")


def _top(text: str) -> int:
    return parse_whole_number(text, 1, _MOST, "top")


def run(args: Namespace) -> int:
    """Print which decisions an author should review, and why; then the figures of all decisions."""
    from roleplay.cohort.items import item_figures
    from roleplay.presenting.cohort.item_lines import ItemPages, items_json
    from roleplay.text.json_text import json_text

    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language_of(args))
        gathered, plays = read_files(args, workspace, words)
        items = item_figures(plays.plays)
        pages = ItemPages(items, plays.bundles, words)
        if args.json:
            print_json(json_text(items_json(items, files_json(gathered, plays, words, names=False), words, pages)))
        else:
            print_text("\n".join(pages.lines(args.top)))
    return exit_code(gathered)
