"""The commands. Each imports what it needs when it runs, so that ``--version`` costs nothing.

Exit codes: 0 done, 1 findings, 2 wrong use or could not run. Errors are one sentence on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from roleplay import __version__

if TYPE_CHECKING:
    from roleplay.session import Setup
    from roleplay.workspace import Workspace

DONE, FINDINGS, WRONG = 0, 1, 2

#: What fits into the record.
_SEED_DIGITS = 18


class Stop(Exception):
    """Ends a command with one sentence of the catalogue (``cli.<key>``)."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, language: str) -> str:
        """What is told."""
        from roleplay.locales import catalogue

        return catalogue(language)(f"cli.{self.key}", **self.values)


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

    listing = command("list", "list the scenes", "roleplay list --json")
    listing.add_argument("--json", action="store_true", help="as JSON")

    check = command("check", "say what is wrong with files, by line", "roleplay check my-scene.yaml")
    check.add_argument("paths", nargs="*", metavar="PATH", help="files, folders or ids; else the whole library")
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how findings are printed")

    schema = command("schema", "print the JSON Schema of the files", "roleplay schema scenario > scenario.schema.json")
    schema.add_argument("kind", nargs="?", choices=("scenario", "rubric", "persona", "moves"), help="else all of them")

    command("doctor", "say where things are and what the terminal can do", "roleplay doctor")
    return top


def _whole(text: str) -> int:
    if not (text.isdecimal() and len(text) <= _SEED_DIGITS):
        raise argparse.ArgumentTypeError(f"a seed is a whole number from 0, of at most {_SEED_DIGITS} digits")
    return int(text)


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
    run = {None: _home, "play": _play, "list": _list, "check": _check, "schema": _schema, "doctor": _doctor}
    try:
        return run[args.command](args)
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
        from roleplay.trouble import report

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


def language(args: argparse.Namespace) -> str:
    """The language asked for, else the locale's."""
    from roleplay.locales import default_language

    return getattr(args, "lang", None) or default_language(os.environ)


def has_terminal() -> bool:
    """Whether a full screen can be shown and answered."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")


def _workspace(args: argparse.Namespace, extra: Path | None = None) -> Workspace:
    from roleplay.workspace import Workspace

    libraries = getattr(args, "library", [])
    for folder in libraries:
        if not folder.is_dir():
            raise Stop("no_folder", path=folder)
    return Workspace(libraries, extra)


# -- playing -----------------------------------------------------------------------


def _home(args: argparse.Namespace) -> int:
    workspace = _workspace(args)
    if args.plain or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            return PlainShell(workspace, language(args), sys.stdin, sys.stdout).library()
    from roleplay.tui.start import run

    return run(workspace, language(args), chosen="lang" in args)


def _play(args: argparse.Namespace) -> int:
    name, extra, libraries = _scene(args.scene)
    args.library = [*getattr(args, "library", []), *libraries]
    workspace = _workspace(args, extra)
    setup = _setup(args, workspace, name)
    if args.plain or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language(args), sys.stdin, sys.stdout)
            return shell.play(name, setup, resume=args.resume, new=args.new, briefing=not args.no_briefing)
    from roleplay.tui.start import run

    return run(
        workspace,
        language(args),
        chosen="lang" in args,
        scene=name,
        setup=setup,
        resume=args.resume,
        skip_briefing=args.no_briefing,
        seed_given=args.seed is not None,
    )


def _scene(word: str) -> tuple[str, Path | None, list[Path]]:
    """A scene's id, and where ``word`` is a file, the file and the library it belongs to."""
    path = Path(word)
    if path.suffix not in (".yaml", ".yml") and not path.is_file():
        return word, None, []
    if not path.is_file():
        raise Stop("no_file", path=word)
    from roleplay.checking.check import roots_of

    return path.stem, path, roots_of(path)


def _setup(args: argparse.Namespace, workspace: Workspace, name: str) -> Setup:
    """What the command line says of the attempt; a scene or persona that is not there stops here."""
    import secrets

    from roleplay.language.contents import BrokenScene, UnknownScene
    from roleplay.language.diagnostics import near
    from roleplay.session import Mode, Setup

    try:
        bundle = workspace.library.bundle(name)
    except (UnknownScene, BrokenScene) as error:
        # what was begun goes on with the text that the record has kept, whatever became of the file
        if args.resume and any(left.scenario_id == name for left in workspace.store.unfinished()):
            return Setup()
        if isinstance(error, UnknownScene):
            known = [entry.id for entry in workspace.library.entries]
            raise _unknown("scene", error.name, error.nearest, known) from None
        from roleplay.checking.render import as_text

        raise Stop("broken", finding=as_text(error.diagnostics[0], language(args))) from None
    personas: list[tuple[str, str]] = []
    for word in args.persona:
        who, sign, persona = word.partition("=")
        if not sign:
            raise Stop("persona_form", who=next(iter(bundle.scenario.cast)))
        if who not in bundle.scenario.cast:
            raise _unknown("person", who, near(who, bundle.scenario.cast), bundle.scenario.cast)
        if persona not in bundle.personas:
            raise _unknown("persona", persona, near(persona, bundle.personas), bundle.personas)
        personas.append((who, persona))
    seed = args.seed if args.seed is not None else secrets.randbelow(100_000)
    return Setup(seed, Mode(args.mode or "practice"), tuple(personas))


def _unknown(what: str, name: str, nearest: Sequence[str], known: Iterable[str]) -> Stop:
    """A name that nothing has: with those like it, or else with all there are."""
    if nearest:
        return Stop(f"unknown_{what}_near", name=name, nearest=", ".join(nearest))
    return Stop(f"unknown_{what}", name=name, known=", ".join(known))


# -- telling -----------------------------------------------------------------------


def _list(args: argparse.Namespace) -> int:
    from roleplay.plain.listing import as_json, as_table

    workspace = _workspace(args)
    show = as_json if args.json else as_table
    print(show(workspace, language(args)))
    return DONE


def _check(args: argparse.Namespace) -> int:
    from roleplay.checking.check import check
    from roleplay.checking.render import as_github, as_json, as_text
    from roleplay.language.diagnostics import Severity, near
    from roleplay.workspace import library_folders

    workspace = _workspace(args)
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
            raise _unknown("target", word, near(word, known), known)
        targets.append(Path(entry.path))
    report = check(targets or [folder for folder in folders if folder.is_dir()], folders)
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
    return FINDINGS if report.findings else DONE


def _schema(args: argparse.Namespace) -> int:
    import json

    from roleplay.language.schema import schema

    print(json.dumps(schema(args.kind), ensure_ascii=False, indent=2))
    return DONE


def _doctor(args: argparse.Namespace) -> int:
    from roleplay.plain.listing import doctor

    with closing(_workspace(args)) as workspace:
        print(doctor(workspace, language(args), full_screen=has_terminal()))
    return DONE
