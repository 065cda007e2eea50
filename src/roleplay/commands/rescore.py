"""``roleplay rescore``: how another rubric, or the current one, scores finished attempts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE, FINDINGS, CommandError
from roleplay.commands.output import print_json, print_text
from roleplay.commands.waiting import notice_while_waiting

if TYPE_CHECKING:
    from roleplay.scene.model import Rubric
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay rescore --rubric rubrics/heat.yaml"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("attempts", nargs="*", default=[], metavar="attempt")
    parser.add_argument("--scene", default="", metavar="id")
    parser.add_argument("--rubric", type=Path, metavar="file")
    parser.add_argument("--json", action="store_true")


def run(args: Namespace) -> int:
    """Print the difference for each attempt; exit code 1 if one cannot be replayed. The record is not changed."""
    from roleplay.commands.attempt_argument import chosen_attempts
    from roleplay.presenting.rescoring import rescoring_json, rescoring_lines
    from roleplay.text.json_text import json_text
    from roleplay.workspace.rescoring import rescore

    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        rubric = None if args.rubric is None else _rubric(args.rubric, workspace, language)
        words = workspace.words(language)
        if not (args.attempts or args.scene or args.json or workspace.store.history()):
            print_text(words("history.none"))
            report_record_problems(workspace, language)
            return DONE
        with notice_while_waiting(lambda: words("journal.waiting")):
            attempts = list(rescore(workspace, chosen_attempts(workspace, args.attempts, args.scene), rubric))
        if args.json:
            print_json(json_text(rescoring_json(attempts, None if rubric is None else rubric.id)))
        else:
            for line in rescoring_lines(attempts, words):
                print_text(line)
        report_record_problems(workspace, language)
    return FINDINGS if any(each.now is None for each in attempts) else DONE


def _rubric(path: Path, workspace: Workspace, language: str) -> Rubric:
    from roleplay.checking.render import as_text
    from roleplay.reading.contents import BrokenScene
    from roleplay.workspace.rescoring import rubric_of

    try:
        rubric = rubric_of(path, workspace.library.contents)
    except BrokenScene as error:
        raise CommandError("rescore_broken", finding=as_text(error.diagnostics[0], language)) from None
    if rubric is None:
        raise CommandError("rescore_no_rubric", path=path)
    return rubric
