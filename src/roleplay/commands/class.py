# ruff: noqa: N999
"""``roleplay class``: many learners' journals as one page of their class."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.class_files import add_files, exit_code, file_notes, files_json, read_files
from roleplay.commands.environment import PRINTED, language_of, open_workspace, write_page
from roleplay.text.json_text import json_text

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.workspace.cohort import GatheredFiles

EXAMPLE = "roleplay class collected/ --format html --output class.html"
FORMATS = ("text", "html", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_files(parser)
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("-o", "--output", type=Path, default=PRINTED, metavar="file")
    parser.add_argument("--names", action="store_true")


def run(args: Namespace) -> int:
    """Combine the files, and print the class as text, as a page or as JSON."""
    from roleplay.cohort.tables import class_spread
    from roleplay.presenting.cohort.class_facts import class_facts
    from roleplay.presenting.cohort.class_forms import form_outcomes
    from roleplay.presenting.cohort.class_json import class_json
    from roleplay.presenting.cohort.class_lines import class_lines
    from roleplay.presenting.cohort.practice_between import practice_between
    from roleplay.reports.cohort import cohort_page
    from roleplay.workspace.exams import KIND

    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language_of(args))
        gathered, plays = read_files(args, workspace, words)
        spread = class_spread(plays.plays)
        sittings = {
            learner: [event for event in events if event.kind == KIND] for learner, events in gathered.practice.items()
        }
        forms = form_outcomes(sittings, plays.plays, workspace.library.contents, words)
        if args.format == "json":
            names = _names(gathered, words) if args.names else None
            files = files_json(gathered, plays, words, names=args.names)
            text = json_text(class_json(spread, files, [each.data for each in forms], names)) + "\n"
        else:
            facts = class_facts(
                spread,
                plays.bundles,
                words,
                forms=[each.change for each in forms],
                practice=practice_between(plays.plays, gathered.practice, words, gathered.by_days),
                notes=file_notes(gathered, plays, words, names=args.names),
                names=_names(gathered, words) if args.names else (),
            )
            html = args.format == "html"
            text = cohort_page(facts, workspace.today, words) if html else "\n".join(class_lines(facts, words)) + "\n"
        write_page(args.output, text, words("cohort.written", path=args.output))
    return exit_code(gathered)


def _names(gathered: GatheredFiles, words: Catalogue) -> list[str]:
    from roleplay.presenting.cohort.practice_between import name_line

    lines = (name_line(mate.names, mate.id, len(mate.attempts), words) for mate in gathered.classmates)
    return sorted(lines)
