"""The command line. A command is imported when it runs, so that ``--version`` costs nothing.

Exit codes: 0 done, 1 findings, 2 wrong use or could not run. Errors are one sentence on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from roleplay import __version__
from roleplay.commands import DONE, WRONG, Stop, language

#: What fits into the record.
_SEED_DIGITS = 18
#: Plays of a simulation, at most.
_RUNS = 1_000_000
_PORTS = 65_535
#: Seconds of a timer, at most.
_SECONDS = 3600
#: Pages of a server at once, at most: each is a process.
_TABS = 500


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(WRONG)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="language, else your locale's")
    common.add_argument(
        "--library",
        action="append",
        type=Path,
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="one more folder with scenarios/ and rubrics/ (repeatable)",
    )
    top = _Parser(
        prog="roleplay",
        description="Practise the service conversations you dread.",
        epilog="Without a command: the library of scenes. Example: roleplay play angry-customer",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"roleplay {__version__}")
    top.add_argument("--plain", action="store_true", help="line by line instead of a full screen")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, summary: str, example: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=summary, description=summary, epilog=f"Example: {example}", parents=[common]
        )

    play = command("play", "play a scene", "roleplay play angry-customer --mode guided --seed 7")
    play.add_argument("scene", metavar="ID-or-FILE", help="a scene of the library, or a file")
    play.add_argument("--mode", choices=("guided", "practice", "exam"), help="how much help there is")
    play.add_argument("--seed", type=_whole, metavar="N", help="deals hidden facts and shuffles the choices")
    play.add_argument(
        "--persona", action="append", default=[], metavar="WHO=PERSONA", help="another person, e.g. wang=controlling"
    )
    play.add_argument("--plain", action="store_true", default=argparse.SUPPRESS, help="line by line")
    play.add_argument("--no-briefing", action="store_true", help="go straight to the first word")
    which = play.add_mutually_exclusive_group()
    which.add_argument("--resume", action="store_true", help="go on where this scene was left")
    which.add_argument("--new", action="store_true", help="begin anew without asking")
    which.add_argument(
        "--from", dest="begin_at", metavar="WALK:TURN", help="begin at a turn of one of the scene's walks, e.g. ideal:4"
    )

    edit = command("edit", "play a file while you write it", "roleplay edit my-library/scenarios/my-scene.yaml")
    edit.add_argument("scene", metavar="FILE-or-ID", help="a file, or a scene of your own library")

    listing = command("list", "list the scenes", "roleplay list --json")
    listing.add_argument("--json", action="store_true", help="as JSON")

    check = command("check", "say what is wrong with files, by line", "roleplay check my-scene.yaml")
    check.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or ids; else the whole library")
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how findings are printed")
    check.add_argument(
        "--limit", type=_whole, default=500_000, metavar="N", help="states at which an exploration stops (500000)"
    )
    how_deep = check.add_mutually_exclusive_group()
    how_deep.add_argument("--release", action="store_true", help="also what a published scene needs, and fairness")
    how_deep.add_argument("--quick", action="store_true", help="without exploring what can really happen")

    explain = command("explain", "say what a finding means and how to mend it", "roleplay explain RP101")
    explain.add_argument("code", nargs="?", metavar="CODE", help="such as RP101 or 101; else all of them")

    new = command("new", "begin a scene that plays at once", "roleplay new late-parcel --from complaint")
    new.add_argument("id", metavar="ID", help="its id: small letters and digits joined by -")
    new.add_argument("--title", action="append", metavar="TEXT", help="what it is called (once for each language)")
    new.add_argument("--languages", type=_languages, metavar="zh,en", help="its languages; the first one leads")
    new.add_argument("--family", metavar="FAMILY", help="the kind of conversation, such as complaint")
    new.add_argument("--from", dest="template", metavar="TEMPLATE", help="micro (small), complaint, promise, team")
    new.add_argument("--name", action="append", metavar="TEXT", help="the other person (once for each language)")
    new.add_argument("--persona", metavar="PERSONA", help="how the other person reacts, such as emotional")
    new.add_argument("--rubric", metavar="RUBRIC", help="what it is judged by, such as heat")
    new.add_argument("--folder", type=Path, metavar="PATH", help="where to put the file, else your own library")
    new.add_argument("--force", action="store_true", help="write over a file, or take the place of a scene")

    schema = command("schema", "print the JSON Schema of the files", "roleplay schema scenario > scenario.schema.json")
    schema.add_argument("kind", nargs="?", choices=("scenario", "rubric", "persona", "moves"), help="else all of them")

    simulate = command(
        "simulate", "play a scene by chance and by bots that never read", "roleplay simulate angry-customer --json"
    )
    simulate.add_argument("scene", metavar="ID-or-FILE", help="a scene of the library, or a file")
    simulate.add_argument("--runs", type=_runs, default=10_000, metavar="N", help="plays of each player (10000)")
    simulate.add_argument("--seed", type=_whole, default=0, metavar="N", help="same seed, same figures (0)")
    simulate.add_argument("--text-lang", metavar="LANG", help="the lines as they stand in one language, else in each")
    simulate.add_argument(
        "--persona", action="append", default=[], metavar="WHO=PERSONA", help="another person, e.g. wang=controlling"
    )
    simulate.add_argument("--json", action="store_true", help="as JSON")

    mapping = command("map", "draw the shape of a scene", "roleplay map angry-customer --format svg --output map.svg")
    mapping.add_argument("scene", metavar="ID-or-FILE", help="a scene of the library, or a file")
    drawn = ("text", "mermaid", "dot", "svg", "ways", "json")
    mapping.add_argument(
        "--format", choices=drawn, default="text", help="how it is drawn; ways, json: chances and shortest walks"
    )
    mapping.add_argument("--output", type=Path, metavar="FILE", help="into a file instead of standard output")
    mapping.add_argument("--ascii", action="store_true", help="a tree without box-drawing characters")

    serve = command("serve", "show the full screen in browsers, for machines without a terminal", "roleplay serve")
    serve.add_argument("--address", default="127.0.0.1", metavar="A", help="where to listen (only this machine)")
    serve.add_argument("--port", type=_port, default=8000, metavar="P", help="which port (8000)")
    serve.add_argument("--tabs", type=_tabs, default=30, metavar="N", help="pages at once, of some 50 MB each (30)")

    drill = command("drill", "run a scene with a class at one shared screen", "roleplay drill angry-customer --phones")
    drill.add_argument("scene", nargs="?", metavar="ID-or-FILE", help="a scene; with --resume and the like, a drill")
    votes = drill.add_mutually_exclusive_group()
    votes.add_argument("--hands", action="store_true", help="raised hands, counted by you (this is the usual way)")
    votes.add_argument("--phones", action="store_true", help="learners vote on their phones, over the same network")
    votes.add_argument("--clickers", action="store_true", help="number keys of keypads, one vote a press")
    form = drill.add_mutually_exclusive_group()
    form.add_argument("--contest", action="store_true", help="tables against each other; points from the rubric")
    form.add_argument("--hot-seat", action="store_true", help="two people on stage, the others observe")
    drill.add_argument("--teams", metavar="A,B,C", help="named tables with one vote each")
    drill.add_argument("--own-words", action="store_true", help="the room finds its own line before it sees the lines")
    drill.add_argument("--names", action="store_true", help="learners may give a name when they join")
    drill.add_argument("--timer", type=_seconds, default=0, metavar="SECONDS", help="shown beside a vote, never scored")
    drill.add_argument("--seed", type=_whole, metavar="N", help="the same seed gives another class the same drill")
    drill.add_argument(
        "--persona", action="append", default=[], metavar="WHO=PERSONA", help="another person, e.g. wang=controlling"
    )
    drill.add_argument("--address", metavar="A", help="which address of this machine phones are to use")
    drill.add_argument("--port", type=_port, default=None, metavar="P", help="which port (8765)")
    what = drill.add_mutually_exclusive_group()
    what.add_argument("--resume", action="store_true", help="go on with the last drill not over, or the one named")
    what.add_argument(
        "--speaker", action="store_true", help="follow a drill in another terminal, with notes and counts"
    )
    what.add_argument("--list", action="store_true", help="the drills that were run")
    what.add_argument("--report", action="store_true", help="write what the last drill came to, or the one named")
    what.add_argument("--sheets", action="store_true", help="observers' sheets of a scene, to print")
    drill.add_argument("--format", choices=("html", "csv", "jsonl"), help="one form of the report, else all of them")
    drill.add_argument("--output", type=Path, metavar="PATH", help="a file, or a folder where all forms are written")

    command("doctor", "say where things are and what the terminal can do", "roleplay doctor")
    return top


def _runs(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text[:_SEED_DIGITS]) <= _RUNS):
        raise argparse.ArgumentTypeError(f"a number of plays is a whole number from 1 to {_RUNS:,}")
    return int(text)


def _whole(text: str) -> int:
    if not (text.isdecimal() and len(text) <= _SEED_DIGITS):
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0, of at most {_SEED_DIGITS} digits")
    return int(text)


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text[:_SEED_DIGITS]) <= _PORTS):
        raise argparse.ArgumentTypeError(f"a port is a whole number up to {_PORTS}")
    return int(text)


def _seconds(text: str) -> int:
    if not (text.isdecimal() and int(text[:_SEED_DIGITS]) <= _SECONDS):
        raise argparse.ArgumentTypeError(f"a timer is a whole number of seconds up to {_SECONDS}")
    return int(text)


def _tabs(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text[:_SEED_DIGITS]) <= _TABS):
        raise argparse.ArgumentTypeError(f"a number of tabs is a whole number from 1 to {_TABS}")
    return int(text)


def _languages(text: str) -> tuple[str, ...]:
    found = tuple(text.replace("，", ",").replace("+", ",").split(","))
    if not set(found) <= {"zh", "en"} or len(set(found)) < len(found):
        raise argparse.ArgumentTypeError("the languages are zh, en, or both as zh,en")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _streams()
    try:
        code = _run(argv)
    except SystemExit as stop:  # the command line's own: --help, --version, or wrong use that it has told
        code = stop.code if isinstance(stop.code, int) else DONE
    return _flushed(code)


def _run(argv: Sequence[str] | None) -> int:
    args = parser().parse_args(argv)
    try:
        code: int = import_module(f"roleplay.commands.{args.command or 'home'}").run(args)
        return code
    except Stop as stop:
        print(f"roleplay: {stop.sentence(language(args))}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # whoever read our output has gone
        _drop_output()
        return DONE
    except Exception as error:
        from roleplay.workspace.trouble import report

        print(report(error, language(args)), file=sys.stderr)
        return WRONG


def _streams() -> None:
    """Speak UTF-8 whatever the locale says; what a stream cannot show is replaced, never an error.

    A stream that is closed (``<&-``) reads as ended and takes whatever is written.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _flushed(code: int) -> int:
    """``code``, or 2 where the end of the output could not be written."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        print(f"roleplay: the output cannot be written: {error.strerror}", file=sys.stderr)
        return WRONG
    return code


def _drop_output() -> None:
    """Keep the interpreter from complaining at exit about output that nobody takes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
