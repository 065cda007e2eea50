"""``roleplay check``: the problems in files, by line."""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.arguments import parse_whole_number
from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, FINDINGS
from roleplay.commands.output import print_json, print_text
from roleplay.commands.scene_argument import file_of
from roleplay.commands.waiting import notice_while_waiting

if TYPE_CHECKING:
    from roleplay.checking.check import CheckReport, FileResult
    from roleplay.locales import Catalogue
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay check my-scene.yaml"

_MAX_STATES = 1_000_000_000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="path")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--limit", type=_limit, default=500_000, metavar="number")
    parser.add_argument("--ratings", action="store_true")
    depth = parser.add_mutually_exclusive_group()
    depth.add_argument("--release", action="store_true")
    depth.add_argument("--quick", action="store_true")


def _limit(text: str) -> int:
    return parse_whole_number(text, 0, _MAX_STATES, "limit")


def run(args: Namespace) -> int:
    """Print the findings; exit code 1 if there are any other than advice."""
    from roleplay.checking.check import check
    from roleplay.checking.scene import Depth
    from roleplay.reading.diagnostics import Severity
    from roleplay.reading.files import is_folder

    workspace = open_workspace(args)
    targets = _targets(args.paths, workspace) or [folder for folder in workspace.folders if is_folder(folder)]
    depth = Depth(args.release, not args.quick, args.limit, args.ratings)
    words = workspace.words(language_of(args))
    started: list[Path] = []  # the last one is being checked by this process

    def each(work: Callable[[Path], FileResult], files: Sequence[Path]) -> list[FileResult]:
        def work_noted(file: Path) -> FileResult:
            started.append(file)
            return work(file)

        return _each_scene(work_noted, files)

    def still() -> str:
        return words("check.still", file=started[-1].name if started else "…", limit=args.limit)

    gc.disable()  # hundreds of thousands of states, none of them garbage: collecting would take a fifth longer
    try:
        with notice_while_waiting(still):
            report = check(targets, workspace.folders, depth, workspace.cache, workspace.today, each)
    finally:
        gc.enable()
    _print(report, args.format, words)
    return FINDINGS if any(finding.severity is not Severity.ADVICE for finding in report.findings) else DONE


def _each_scene(work: Callable[[Path], FileResult], files: Sequence[Path]) -> list[FileResult]:
    """Check the scenes in parallel, the longest first."""
    from roleplay.commands.parallel import parallel_map
    from roleplay.reading.files import size_of

    return parallel_map(work, files, size_of)


def _targets(words: Sequence[str], workspace: Workspace) -> list[Path]:
    """The files and folders that ``words`` name: by path, or scenes of the library by id or file name."""
    return [file_of(word, workspace) for word in words]


def _print(report: CheckReport, form: str, words: Catalogue) -> None:
    from roleplay.checking.render import as_github, as_json, as_text
    from roleplay.reading.diagnostics import Severity

    if form == "json":
        print_json(as_json(report.findings, report.files, words.language))
        return
    if form == "github":
        for finding in report.findings:
            print_text(as_github(finding, words.language))
        return
    for finding in report.findings:
        print_text(as_text(finding, words.language) + "\n")
    count = Counter(finding.severity for finding in report.findings)
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    print_text(words("check.summary", files=len(report.files), errors=errors, warnings=warnings))
    if count[Severity.ADVICE]:
        print_text(words("check.advice", count=count[Severity.ADVICE]))
    if report.todo:
        print_text(words("check.todo", count=report.todo))
    if report.findings:
        print_text(words("check.more", code=report.findings[0].code))
