"""Starts the full screen and leaves it again. Imports Textual only after the terminal has been prepared for it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING

from roleplay.locales import non_utf8_locale

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.launch_target import LaunchTarget
    from roleplay.tui.services import Services
    from roleplay.workspace.workspace import Workspace

#: Signals sent by a closing terminal, a system that shuts down, or another program; Windows lacks some of them.
_TERMINATING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
#: Terminals that lose Chinese text if keys are reported one by one.
_TEXT_LOSING_TERMINALS = ("iTerm.app", "vscode")


def keep_typed_text(environ: MutableMapping[str, str]) -> None:
    """Ask Textual for plain key input if the terminal would otherwise drop text from an input method.

    Textual reads this variable on import, so it must be set before that. A value set by the user is kept.
    """
    if environ.get("TERM_PROGRAM") in _TEXT_LOSING_TERMINALS:
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def initial_language(workspace: Workspace, language: str, *, language_given: bool) -> str:
    """The language to start in: ``language`` if it was given, else the remembered one, else ``language``."""
    workspace.open_record()  # the remembered language may be in there
    return language if language_given else workspace.settings.kept.get("language", language)


def run(
    workspace: Workspace,
    language: str,
    target: LaunchTarget,
    services: Services | None = None,
    *,
    language_given: bool = False,
    ascii: bool = False,
    watch: Callable[[RoleplayApp], object] | None = None,
) -> int:
    """Show what ``target`` says; returns the exit code: 0, 2, or 128 plus the number of the signal that ended it.

    ``language_given`` says that ``language`` was requested and not guessed; ``watch`` receives the application before
    it runs. After an internal error one sentence on standard error says so. However it ends, the terminal is restored.
    """
    keep_typed_text(os.environ)
    gc.disable()  # nothing created before the first frame is garbage: looking for it costs a tenth of the start
    from roleplay.tui.app import RoleplayApp

    language = initial_language(workspace, language, language_given=language_given)
    app = RoleplayApp(workspace, language, target, services, ascii=ascii)
    app.on_first_frame = lambda: _on_first_frame(app)
    if watch is not None:
        watch(app)
    signals: list[int] = []
    try:
        asyncio.run(_until_ended(app, signals))
        failure = app.failure
    except Exception as error:
        failure = error
    finally:
        gc.enable()
        workspace.close()
    with contextlib.suppress(OSError):  # the terminal may have gone
        _report_unwritten(workspace, app)
    if signals:
        return 128 + signals[0]
    if failure is not None:
        from roleplay.workspace.crash_report import report_crash

        print(report_crash(failure, app.language), file=sys.stderr)
        return 2
    return 2 if app.return_code else 0


def _report_unwritten(workspace: Workspace, app: RoleplayApp) -> None:
    """Report what could not be written to the disk until the very end."""
    if workspace.record_is_open and workspace.store.unwritten:
        from roleplay.presenting.record_notes import titles, unwritten_note
        from roleplay.text.plain import safe

        title_by_scene = titles(workspace.library.entries, app.language)
        print(
            safe(unwritten_note(workspace.store.unwritten, title_by_scene, app.words), newlines=False), file=sys.stderr
        )


async def _until_ended(app: RoleplayApp, signals: list[int]) -> None:
    """Run ``app``; a terminating signal ends it as `q` does, and its number is added to ``signals``."""

    def end(number: int) -> None:
        signals.append(number)
        app.exit()

    for number in _TERMINATING_SIGNALS:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # Windows; a thread beside the first
            asyncio.get_running_loop().add_signal_handler(number, end, number)
    await app.run_async()


def _on_first_frame(app: RoleplayApp) -> None:
    gc.freeze()
    gc.enable()
    if details := non_utf8_locale(os.environ):
        app.note(app.words("app.other_charset", **details), "warning")
