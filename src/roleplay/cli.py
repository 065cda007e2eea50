"""The entry: runs one command, and sees to the streams, the exit code and what is told of errors.

Exit codes: 0 done, 1 findings, 2 wrong use or could not run. Errors are one sentence on standard error.
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
from roleplay.commands.environment import language_in
from roleplay.commands.errors import DONE, FAILED, CommandError
from roleplay.commands.output import complain
from roleplay.commands.parser import parse
from roleplay.text.plain import safe

#: What writing to a stream ends with: a full disk, a terminal or a reader that is gone.
_OUTPUT_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EPIPE)

#: How many objects are made before cycles among them are looked for. What is made while modules are imported and files
#: are read stays, so looking for garbage every 700 objects, as Python does, finds none and costs time at each start.
_YOUNG = 50_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. ``argv`` are the words after the program's name, else the process's."""
    gc.set_threshold(_YOUNG)
    _prepare_streams()
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(parse(words), words)
    except SystemExit as stop:  # the command line's own: --help, --version, or wrong use that it has told
        code = stop.code if isinstance(stop.code, int) else DONE
    except BrokenPipeError:  # whoever read our output has gone
        _drop(sys.stdout)
        code = DONE
    except OSError as error:
        code = _output_lost(error, words)
    return _flush(code, words)


def _run(args: Namespace, words: Sequence[str]) -> int:
    _tell_charset(words)
    try:
        return load(args.command or DEFAULT).run(args)
    except CommandError as error:
        _tell(f"roleplay: {error.sentence(language_in(words))}")
        return FAILED
    except KeyboardInterrupt:
        _tell("")
        return FAILED
    except Exception as error:
        if isinstance(error, OSError) and (error.errno in _OUTPUT_LOST and error.filename is None):
            raise  # of files that were opened by name it would say which
        from roleplay.workspace.crash_report import report_crash

        _tell(report_crash(error, language_in(words)))
        return FAILED


def _tell_charset(words: Sequence[str]) -> None:
    """Whoever sits at a terminal with another encoding is told that what follows is UTF-8 all the same."""
    from roleplay.locales import catalogue, other_charset

    told = other_charset(os.environ) if sys.stderr.isatty() else {}
    if told:
        _tell(f"roleplay: {safe(catalogue(language_in(words))('app.other_charset', **told))}")


def _prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says; what a stream cannot show is replaced, never an error.

    A stream that is closed (``<&-``) reads as ended and takes whatever is written.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _flush(code: int, words: Sequence[str]) -> int:
    """Write out what waits to be written; returns ``code``, or 2 where it could not be."""
    try:
        sys.stderr.flush()
    except OSError:  # the terminal has gone
        _drop(sys.stderr)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop(sys.stdout)
    except OSError as error:
        return _output_lost(error, words)
    return code


def _output_lost(error: OSError, words: Sequence[str]) -> int:
    _drop(sys.stdout)
    _tell(f"roleplay: {CommandError('output_lost', problem=error).sentence(language_in(words))}")
    return FAILED


def _tell(text: str) -> None:
    """Say something on standard error; where that takes nothing either, the exit code has to do."""
    try:
        complain(text)
    except OSError:
        _drop(sys.stderr)


def _drop(stream: TextIO) -> None:
    """Keep the interpreter from complaining at exit about what nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
