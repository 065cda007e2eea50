"""``roleplay progress``: the course of every criterion over the attempts, and what to play next."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from roleplay.commands.environment import has_terminal, language_of, open_workspace, report_record_problems, write_page
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json, print_text

EXAMPLE = "roleplay progress"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true")
    shown.add_argument("--html", type=Path, metavar="file")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """Show it on the screen, or print it as text or as JSON."""
    workspace, language = open_workspace(args), language_of(args)
    if not args.json and args.html is None and not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(progress=True))
    from roleplay.presenting.ladder import ladder_json
    from roleplay.presenting.overdone import overdone
    from roleplay.presenting.practice_days import practice_json
    from roleplay.presenting.progress import progress, progress_json, progress_lines
    from roleplay.reports.progress import progress_page
    from roleplay.text.json_text import json_text
    from roleplay.workspace.plans import PlanDesk
    from roleplay.workspace.sittings import before_and_after

    with closing(workspace):
        words = workspace.words(language)
        list(workspace.rescore_outdated())
        finished = workspace.store.history()
        facts = progress(finished, workspace.library.contents, words)
        desk = PlanDesk(workspace, finished)
        sections = [*desk.sections(words), *before_and_after(workspace, words)]
        if args.json:
            more = {"ladder": ladder_json(desk.ladder), "practice": practice_json(desk.days)}
            print_json(json_text({**progress_json(facts, finished), **more}))
        elif args.html is not None:
            moves, vocabulary = overdone(finished), workspace.library.contents.moves
            page = progress_page(facts, sections, moves, vocabulary, desk.today, words)
            write_page(args.html, page, words("pictures.written", path=args.html))
        else:
            print_text("\n".join(progress_lines(facts, words, sections)))
        report_record_problems(workspace, language)
    return DONE
