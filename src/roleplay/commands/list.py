"""``roleplay list``: the scenes, all or those that match the filters."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from roleplay.commands.arguments import InvalidValue, parse_whole_number
from roleplay.commands.environment import language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE, unknown
from roleplay.commands.output import print_json, print_text

if TYPE_CHECKING:
    from roleplay.presenting.scene_index import Requirement
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay list --rubric spin --max-minutes 10"

_HARDEST, _LONGEST = 5, 120


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--family", metavar="family")
    parser.add_argument("--rubric", action="append", default=[], metavar="rubric")
    parser.add_argument("--difficulty", type=_difficulty, metavar="number")
    parser.add_argument("--max-minutes", type=_minutes, metavar="number")
    parser.add_argument("--tag", action="append", default=[], metavar="tag")
    parser.add_argument("--touchpoint", metavar="name")
    parser.add_argument("--search", metavar="words")
    parser.add_argument("--stale", action="store_true")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true")
    output.add_argument("--ids", action="store_true")


def _difficulty(text: str) -> tuple[int, int]:
    least, dash, most = text.partition("-")
    low = parse_whole_number(least, 1, _HARDEST, "difficulty")
    high = parse_whole_number(most, 1, _HARDEST, "difficulty") if dash else low
    if low > high:
        raise InvalidValue("difficulty")
    return low, high


def _minutes(text: str) -> int:
    return parse_whole_number(text, 1, _LONGEST, "minutes")


def run(args: Namespace) -> int:
    """Print the scenes, as a table or as JSON. Raises `CommandError` if nothing in the library has a given name."""
    from roleplay.plain import scene_list
    from roleplay.presenting.scene_index import UnknownName

    workspace = open_workspace(args)
    try:
        conditions = _conditions(args, workspace)
    except UnknownName as error:
        raise unknown(error.what, error.name, error.known) from None
    if args.json:
        print_json(scene_list.as_json(workspace, language_of(args), conditions))
    else:
        show = scene_list.as_ids if args.ids else scene_list.as_table
        print_text(show(workspace, language_of(args), conditions))
    if workspace.has_record:  # so that attempts that can't be resumed any more are reported, listed or not
        workspace.store.unfinished()
    report_record_problems(workspace, language_of(args))
    return DONE


def _conditions(args: Namespace, workspace: Workspace) -> list[Requirement]:
    """The filters for the scenes, in the order of the help. Raises `UnknownName`."""
    from roleplay.presenting import scene_index

    contents = workspace.library.contents
    conditions = [scene_index.in_family(args.family)] if args.family is not None else []
    conditions += [scene_index.practising(ref, contents) for ref in args.rubric]
    if args.difficulty is not None:
        conditions.append(scene_index.of_difficulty(*args.difficulty))
    if args.max_minutes is not None:
        conditions.append(scene_index.at_most_minutes(args.max_minutes))
    conditions += [scene_index.tagged(tag, contents) for tag in args.tag]
    if args.touchpoint is not None:
        conditions.append(scene_index.at_touchpoint(args.touchpoint))
    if args.search is not None:
        conditions.append(scene_index.containing_words(args.search, contents, workspace.catalogues))
    if args.stale:
        conditions.append(scene_index.not_reviewed_since(workspace.today))
    return conditions
