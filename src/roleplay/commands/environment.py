"""What a command runs in: a language, a terminal or none, the libraries and the record."""

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
from roleplay.commands.output import complain, tell

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

#: What stands for standard output where a file is wanted.
PRINTED = Path("-")
#: What keeps a record from being written, as far as a sentence tells it apart.
_UNWRITABLE = ("read_only", "full", "newer_version")


def language_of(args: Namespace) -> str:
    """The language asked for, else the usual one."""
    return getattr(args, "lang", None) or usual_language()


def usual_language() -> str:
    """The language of who does not say it: the one of the settings, else the locale's."""
    from roleplay.locales import default_language
    from roleplay.records.home import config_folder
    from roleplay.records.settings import FILE_NAME, SettingsFile

    return SettingsFile(config_folder() / FILE_NAME).kept.get("language") or default_language(os.environ)


def language_kept(code: str, otherwise: str) -> str:
    """The language that something was begun in; one that only scenes have stands beside the interface of now."""
    from roleplay.text.languages import interface_of, read_beside

    return read_beside(interface_of(otherwise), code)


def language_in(words: Sequence[str]) -> str:
    """The language that the words of a command line ask for, wherever they do, else the usual one.

    For what is said before the command line is understood, or where it cannot be.
    """
    from roleplay.locales import LANGUAGES

    asked = usual_language()
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word == "--":
            break
        option, sign, value = word.partition("=")
        given = (value if sign else following).rpartition(",")[2]  # `ko,zh` reads in Korean and is spoken to in Chinese
        if len(option) > len("--l") and "--lang".startswith(option) and given in LANGUAGES:
            asked = given
    return asked


def has_terminal() -> bool:
    """Whether a full screen can be shown and answered: on a terminal, or on a page of a browser."""
    from roleplay.commands.browser_page import is_browser_page

    if is_browser_page(os.environ):
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")


def open_workspace(args: Namespace, extra: Path | None = None) -> Workspace:
    """The libraries and the record that the command line names; ``extra`` is a single scenario file.

    Raises `CommandError` where a library is no folder.
    """
    from roleplay.reading.files import is_folder
    from roleplay.workspace.workspace import Workspace

    libraries = getattr(args, "library", [])
    for folder in libraries:
        if not is_folder(folder):
            raise CommandError("no_folder", path=folder)
    return Workspace(libraries, extra)


def tell_record(workspace: Workspace, language: str) -> None:
    """Say on standard error what is wrong with record and settings, where a command needed the record.

    The output stays clean.
    """
    if not workspace.has_opened_record:
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
        complain(f"roleplay: {safe(note, newlines=False)}")


def require_kept(workspace: Workspace) -> None:
    """Make sure that what a command has just changed is in the record, before it says so.

    Raises `CommandError` where it is not: this process ends now, so that nothing can write it later.
    """
    store = workspace.store
    if not store.saving:
        kind = "" if store.problem is None else store.problem.kind
        raise CommandError(f"not_kept_{kind}" if kind in _UNWRITABLE else "not_kept", path=store.path)


def write_page(path: Path, text: str, told: str, *, private: bool = False) -> None:
    """Write a page into a file and say so; for ``-`` print it, and nothing else beside it.

    Raises `CommandError` where it cannot be written; see `write_file` for ``private``.
    """
    if path == PRINTED:
        tell(text.rstrip("\n"))
    else:
        write_file(path, text, newline="\n", private=private)  # a check code counts every byte
        tell(told)


def write_file(
    path: Path, text: str, *, encoding: str = "utf-8", newline: str | None = None, private: bool = False
) -> None:
    """Write what a command was told to put into a file. Raises `CommandError` where that cannot be.

    A ``private`` one can be read by its owner alone.
    """
    from roleplay.records import private_files

    was_there = os.path.lexists(path)
    try:
        if private:
            private_files.make(path)
        path.write_text(text, encoding=encoding, newline=newline)
    except OSError as error:
        if not was_there:  # half of it is worse than nothing
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise CommandError("not_written", path=path, problem=error) from None


def put_file(path: Path, content: str | bytes, *, private: bool = True) -> None:
    """Write a file whole or not at all. Raises `CommandError` where that cannot be.

    A ``private`` one can be read by its owner alone.
    """
    from roleplay.records.whole_files import write_whole

    try:
        write_whole(path, content.encode() if isinstance(content, str) else content, private=private)
    except OSError as error:
        raise CommandError("not_written", path=path, problem=error) from None
