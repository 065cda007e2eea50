"""``roleplay check``: what is wrong with files, by line."""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path

from roleplay.commands import DONE, FINDINGS, language, open_workspace, unknown


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; exit code 1 where anything is."""
    from roleplay.checking.check import check
    from roleplay.checking.render import as_github, as_json, as_text
    from roleplay.checking.scene import Depth
    from roleplay.reading.diagnostics import Severity, near
    from roleplay.workspace.workspace import library_folders

    workspace = open_workspace(args)
    folders = library_folders(getattr(args, "library", []), os.environ, workspace.data)
    targets: list[Path] = []
    for word in args.paths:
        path = Path(word)
        if path.exists():
            targets.append(path)
            continue
        entry = next((e for e in workspace.library.entries if e.id == word), None)
        if entry is None:
            known = [e.id for e in workspace.library.entries]
            raise unknown("target", word, near(word, known), known)
        targets.append(Path(entry.path))
    depth = Depth(args.release, not args.quick, args.limit)
    gc.disable()  # hundreds of thousands of states, none of which is garbage: looking through them takes a fifth longer
    try:
        report = check(targets or [folder for folder in folders if folder.is_dir()], folders, depth, workspace.cache)
    finally:
        gc.enable()
    said = language(args)
    if args.format == "json":
        print(as_json(report.findings, report.files, said))
    elif args.format == "github":
        for finding in report.findings:
            print(as_github(finding, said))
    else:
        for finding in report.findings:
            print(as_text(finding, said), end="\n\n")
        errors = sum(finding.severity is Severity.ERROR for finding in report.findings)
        counts = {"files": len(report.files), "errors": errors, "warnings": len(report.findings) - errors}
        print(workspace.words(said)("check.summary", **counts))
        if report.todo:
            print(workspace.words(said)("check.todo", count=report.todo))
        if report.findings:
            print(workspace.words(said)("check.more", code=report.findings[0].code))
    return FINDINGS if report.findings else DONE
