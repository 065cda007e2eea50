"""The environment of a command: its language, its terminal (if any), the libraries and the record."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.errors import CommandError
from roleplay.commands.output import print_error, print_text

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

#: Means standard output where a file name is expected.
PRINTED = Path("-")
#: The reasons for an unwritable record that have a message of their own.
_UNWRITABLE = ("read_only", "full", "newer_version")


def language_of(args: Namespace) -> str:
    """The language of ``--lang``, else the usual one."""
    return getattr(args, "lang", None) or preferred_language()


def preferred_language() -> str:
    """The language if the command line names none: that of the settings, else the locale's."""
    from roleplay.locales import default_language
    from roleplay.records.home import config_folder
    from roleplay.records.settings import FILE_NAME, SettingsFile

    return SettingsFile(config_folder() / FILE_NAME).kept.get("language") or default_language(os.environ)


def resume_language(code: str, otherwise: str) -> str:
    """The language ``code`` in which something was started; if only scenes have it, with the current interface."""
    from roleplay.text.languages import interface_of, reading_language

    return reading_language(interface_of(otherwise), code)


def language_from_words(words: Sequence[str]) -> str:
    """The language that a command line names with ``--lang``, wherever it stands, else the usual one.

    For messages before the command line has been parsed, or if it cannot be.
    """
    from roleplay.locales import LANGUAGES

    language = preferred_language()
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == "--":
            break
        option, sign, value = word.partition("=")
        given = (value if sign else following).rpartition(",")[2]  # `ko,zh` means Korean scenes, Chinese interface
        if len(option) > len("--l") and "--lang".startswith(option) and given in LANGUAGES:
            language = given
    return language


def has_terminal() -> bool:
    """Whether the full screen can be shown and used: in a terminal, or on a page in a browser."""
    from roleplay.commands.browser_page import is_browser_page

    if is_browser_page(os.environ):
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")


def open_workspace(args: Namespace, extra: Path | None = None) -> Workspace:
    """The libraries and the record that the command line names; ``extra`` is a single scenario file.

    Raises `CommandError` if a library is not a folder.
    """
    from roleplay.reading.files import is_folder
    from roleplay.workspace.workspace import Workspace

    libraries = getattr(args, "library", [])
    for folder in libraries:
        if not is_folder(folder):
            raise CommandError("no_folder", path=folder)
    return Workspace(libraries, extra)


def report_record_problems(workspace: Workspace, language: str) -> None:
    """Report problems of the record and the settings on standard error, if the command used the record.

    Standard output stays clean.
    """
    if not workspace.record_is_open:
        return
    from roleplay.presenting.record_notes import problem_note, set_aside_note, titles
    from roleplay.presenting.settings import settings_notes
    from roleplay.text.plain import safe

    words, store = workspace.words(language), workspace.store
    notes = [] if store.problem is None else [problem_note(store.problem, words)]
    if store.set_aside:
        notes.append(set_aside_note(store.set_aside, titles(workspace.library.entries, language), words))
    notes += settings_notes(workspace.settings, words)
    for note in notes:
        print_error(f"roleplay: {safe(note, newlines=False)}")


def require_saved(workspace: Workspace) -> None:
    """Check that the record has saved what a command changed, before the command reports success.

    Raises `CommandError` if it has not: this process ends now, so nothing can save it later.
    """
    store = workspace.store
    if not store.saving:
        kind = "" if store.problem is None else store.problem.kind
        raise CommandError(f"not_kept_{kind}" if kind in _UNWRITABLE else "not_kept", path=store.path)


def write_page(path: Path, text: str, message: str, *, private: bool = False) -> None:
    """Write a page to a file and print ``message``; for ``-``, print only the page.

    Raises `CommandError` if it cannot be written; see `write_file` for ``private``.
    """
    if path == PRINTED:
        print_text(text.rstrip("\n"))
    else:
        write_file(path, text, newline="\n", private=private)  # a certificate's check code covers every byte
        print_text(message)


def write_file(
    path: Path, text: str, *, encoding: str = "utf-8", newline: str | None = None, private: bool = False
) -> None:
    """Write the file a command was asked for. Raises `CommandError` if it cannot be written.

    A ``private`` file can be read by its owner only.
    """
    from roleplay.records import private_files

    was_there = os.path.lexists(path)
    try:
        if private:
            private_files.create(path)
        path.write_text(text, encoding=encoding, newline=newline)
    except OSError as error:
        if not was_there:  # half a file is worse than none
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise CommandError("not_written", path=path, problem=error) from None


def write_atomically(path: Path, content: str | bytes, *, private: bool = True) -> None:
    """Write a file atomically. Raises `CommandError` if it cannot be written.

    A ``private`` file can be read by its owner only.
    """
    from roleplay.records.atomic_write import atomic_write

    try:
        atomic_write(path, content.encode() if isinstance(content, str) else content, private=private)
    except OSError as error:
        raise CommandError("not_written", path=path, problem=error) from None
