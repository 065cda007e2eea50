"""The entry: runs one command, and sees to the streams, the exit code and what is told of errors.

Exit codes: 0 done, 1 findings, 2 wrong use or could not run. Errors are one sentence on standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from roleplay.commands import DEFAULT, load
from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE, FAILED, CommandError
from roleplay.commands.parser import build_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. ``argv`` are the words after the program's name, else the process's."""
    _prepare_streams()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
    except SystemExit as stop:  # the command line's own: --help, --version, or wrong use that it has told
        code = stop.code if isinstance(stop.code, int) else DONE
    return _flush(code)


def _run(words: Sequence[str]) -> int:
    args = build_parser(words).parse_args(words)
    try:
        return load(args.command or DEFAULT).run(args)
    except CommandError as error:
        print(f"roleplay: {error.sentence(language_of(args))}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return FAILED
    except BrokenPipeError:  # whoever read our output has gone
        _drop_output()
        return DONE
    except Exception as error:
        from roleplay.workspace.crash_report import report_crash

        print(report_crash(error, language_of(args)), file=sys.stderr)
        return FAILED


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


def _flush(code: int) -> int:
    """Write out what waits to be written; returns ``code``, or 2 where it could not be."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        print(f"roleplay: the output cannot be written: {error.strerror}", file=sys.stderr)
        return FAILED
    return code


def _drop_output() -> None:
    """Keep the interpreter from complaining at exit about output that nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
