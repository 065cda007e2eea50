"""The entry point: runs one command, prepares the streams, and turns outcomes into exit codes and error messages.

Exit codes: 0 success, 1 findings, 2 wrong usage or could not run. Errors are one sentence on standard error.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TextIO

from roleplay.commands import DEFAULT, load
from roleplay.commands.environment import language_from_words
from roleplay.commands.errors import DONE, FAILED, CommandError
from roleplay.commands.output import print_error
from roleplay.commands.parser import parse
from roleplay.text.plain import safe

#: The errno values of a write whose output is lost: a full disk, or a terminal or reader that has gone.
_OUTPUT_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE)

#: Objects allocated before Python looks for cycles among them. What is created while modules are imported and files are
#: read stays alive, so the default, a collection every 700 objects, finds no garbage and slows every start.
_GC_THRESHOLD = 50_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. ``argv`` is the command line without the program's name."""
    gc.set_threshold(_GC_THRESHOLD)
    _prepare_streams()
    arguments = sys.argv[1:] if argv is None else argv
    try:
        code = _run(parse(arguments), arguments)
    except SystemExit as stop:  # from the argument parser: --help, --version, or a usage error it has reported
        code = stop.code if isinstance(stop.code, int) else DONE
    except BrokenPipeError:  # the reader of our output has gone
        _discard(sys.stdout)
        code = DONE
    except OSError as error:
        code = _output_lost(error, arguments)
    return _flush(code, arguments)


def _run(args: Namespace, arguments: Sequence[str]) -> int:
    _warn_about_charset(arguments)
    try:
        return load(args.command or DEFAULT).run(args)
    except CommandError as error:
        _report(f"roleplay: {error.sentence(language_from_words(arguments))}")
        return FAILED
    except KeyboardInterrupt:
        _report("")
        return FAILED
    except Exception as error:
        if isinstance(error, OSError) and (error.errno in _OUTPUT_LOST and error.filename is None):
            raise  # a lost output; an error of a file opened by name would carry the name
        from roleplay.workspace.crash_report import report_crash

        _report(report_crash(error, language_from_words(arguments)))
        return FAILED


def _warn_about_charset(arguments: Sequence[str]) -> None:
    """At a terminal with another encoding, warn that the output is UTF-8 nevertheless."""
    from roleplay.locales import catalogue, non_utf8_locale

    charset = non_utf8_locale(os.environ) if sys.stderr.isatty() else {}
    if charset:
        _report(f"roleplay: {safe(catalogue(language_from_words(arguments))('app.other_charset', **charset))}")


def _prepare_streams() -> None:
    """Use UTF-8 whatever the locale says; characters a stream cannot show are replaced instead of raising an error.

    A closed stream (``<&-``) reads as ended and swallows whatever is written.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _flush(code: int, arguments: Sequence[str]) -> int:
    """Flush both streams; returns ``code``, or 2 if the output could not be written."""
    try:
        sys.stderr.flush()
    except OSError:  # the terminal has gone
        _discard(sys.stderr)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
    except OSError as error:
        return _output_lost(error, arguments)
    return code


def _output_lost(error: OSError, arguments: Sequence[str]) -> int:
    _discard(sys.stdout)
    _report(f"roleplay: {CommandError('output_lost', problem=error).sentence(language_from_words(arguments))}")
    return FAILED


def _report(text: str) -> None:
    """Write ``text`` to standard error; if that is lost too, only the exit code remains."""
    try:
        print_error(text)
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Redirect ``stream`` to the null device, so that the interpreter does not complain at exit about lost output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
