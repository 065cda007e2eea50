"""The full screen, with the services of the other shells."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from roleplay.locales import Catalogue
    from roleplay.presenting.drill.phones import Phones
    from roleplay.presenting.facts.debrief import Foresight
    from roleplay.tui.launch_target import LaunchTarget
    from roleplay.tui.services import Services
    from roleplay.workspace.drills import Drill
    from roleplay.workspace.workspace import Workspace


def show(args: Namespace, workspace: Workspace, target: LaunchTarget, language: str | None = None) -> int:
    """Show ``target`` in ``language``, or else in the requested one; returns the exit code, 0 or 2."""
    from roleplay.commands.browser_page import is_browser_page, watch
    from roleplay.tui.launch import run

    return run(
        workspace,
        language or language_of(args),
        target,
        services(),
        language_given=language is not None or "lang" in args,
        watch=watch if is_browser_page(os.environ) else None,
    )


def services() -> Services:
    """The services for phones and reports; each is imported when it is first used."""
    from roleplay.commands.exporting import CommandExporter
    from roleplay.tui.services import Services

    return Services(_open_phones, _write_reports, CommandExporter())


def _open_phones(drill: Drill, words: Callable[[str], Catalogue], language: str) -> Phones | None:
    from roleplay.web.phones.opening import open_phones

    return open_phones(drill, words, language)


def _write_reports(drill: Drill, folder: Path, words: Catalogue, known: Foresight, own_words: bool) -> Sequence[Path]:
    from roleplay.reports.classroom import write

    return write(drill, folder, words, known, own_words=own_words)
