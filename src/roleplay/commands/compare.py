"""``roleplay compare``: the exact effect of an edit on a scene."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_json, print_text
from roleplay.commands.scene_argument import file_of, open_with_file

if TYPE_CHECKING:
    from roleplay.authoring.comparison import Comparison, SceneVersion
    from roleplay.records.model import ReplayedResult
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay compare HEAD~1 my-scene.yaml"
#: Width of a line in cells, at most and at least.
_WIDEST, _NARROWEST = 96, 30


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", metavar="old")
    parser.add_argument("new", metavar="new")
    parser.add_argument("--json", action="store_true")


def run(args: Namespace) -> int:
    """Print the differences between OLD and NEW."""
    from roleplay.authoring.comparison import SceneVersion, compare
    from roleplay.commands.revision import version_of
    from roleplay.reading.files import is_regular
    from roleplay.workspace.replays import changed_replays

    old, new = (_named(word, args) for word in (args.old, args.new))
    path = next((Path(word) for word in (new, old) if is_regular(Path(word))), None)
    if path is None:
        with closing(open_workspace(args)) as workspace:
            raise CommandError("no_file", path=file_of(args.new, workspace))
    with closing(open_with_file(args, path)) as workspace:
        language = language_of(args)
        before, after = (SceneVersion(*version_of(word, path, workspace, language)) for word in (old, new))
        comparison = compare(before, after)
        replayed = list(changed_replays(workspace.store, after.bundle))
        report_record_problems(workspace, language_of(args))
        if args.json:
            print_json(_json(comparison, replayed))
        else:
            print_text("\n".join(_text(args, comparison, replayed, (before, after), workspace)))
    return DONE


def _named(word: str, args: Namespace) -> str:
    """The path of a library scene's file; anything else (another file, a git revision) unchanged."""
    with closing(open_workspace(args)) as workspace:
        try:
            return str(file_of(word, workspace))
        except CommandError:
            return word


def _text(
    args: Namespace,
    comparison: Comparison,
    replayed: list[ReplayedResult],
    versions: tuple[SceneVersion, SceneVersion],
    workspace: Workspace,
) -> Iterable[str]:
    from roleplay.presenting.comparison import sections
    from roleplay.text.plain import safe
    from roleplay.text.wrap import wrap

    words = workspace.words(language_of(args))
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    before, after = (version.bundle for version in versions)
    title = safe(after.scenario.title.get(words.language), newlines=False)
    old, new = (safe(word, newlines=False) for word in (args.old, args.new))
    yield from wrap(words("compare.head", title=title, before=old, after=new), width)
    if comparison.cut:
        yield from wrap(words("compare.cut"), width)
    changes = list(sections(comparison, replayed, before, after, words))
    if not changes:
        yield words("compare.same")
    for section in changes:
        yield ""
        yield from wrap(section.title, width)
        for item in section.items:
            yield from wrap(f"- {item}", width, indent="  ")


def _json(comparison: Comparison, replayed: list[ReplayedResult]) -> str:
    from roleplay.authoring.comparison import as_data
    from roleplay.text.json_text import json_text

    attempts = [{**item._asdict(), "ended_at": item.ended_at.isoformat()} for item in replayed]
    return json_text({**as_data(comparison), "attempts": attempts})
