"""``roleplay drill``: a class at one shared screen, the facilitator's own view of it, and the reports afterwards."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.arguments import add_personas, parse_port, parse_seed, parse_whole_number
from roleplay.commands.environment import has_terminal, language_of, open_workspace, resume_language, write_file
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_error, print_text
from roleplay.commands.scene_argument import bundle_of, open_with_scene, selected_personas

if TYPE_CHECKING:
    from roleplay.drill.plan import Plan
    from roleplay.scene.model import Bundle
    from roleplay.workspace.drills import Drill, FollowedDrill
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay drill angry-customer --phones"
#: Maximum of a timer in seconds.
_MAX_SECONDS = 3600
#: Maximum length of a drill in minutes.
_MAX_MINUTES = 240


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("scene", nargs="?", metavar="scene")
    voting = parser.add_mutually_exclusive_group()
    voting.add_argument("--hands", action="store_true")
    voting.add_argument("--phones", action="store_true")
    voting.add_argument("--clickers", action="store_true")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--contest", action="store_true")
    form.add_argument("--hot-seat", action="store_true")
    parser.add_argument("--teams", metavar="teams")
    parser.add_argument("--own-words", action="store_true")
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--group", metavar="name")
    parser.add_argument("--timer", type=_seconds, default=0, metavar="seconds")
    parser.add_argument("--talk", type=_seconds, default=None, metavar="seconds")
    parser.add_argument("--bell", action="store_true")
    parser.add_argument("--minutes", type=_minutes, default=0, metavar="number")
    parser.add_argument("--seed", type=parse_seed, metavar="number")
    add_personas(parser)
    parser.add_argument("--address", metavar="address")
    parser.add_argument("--port", type=parse_port, default=None, metavar="port")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--resume", action="store_true")
    action.add_argument("--speaker", action="store_true")
    action.add_argument("--list", action="store_true")
    action.add_argument("--report", action="store_true")
    action.add_argument("--sheets", action="store_true")
    parser.add_argument("--format", choices=("html", "csv", "jsonl"))
    parser.add_argument("--output", type=Path, metavar="path")


def _seconds(text: str) -> int:
    return parse_whole_number(text, 0, _MAX_SECONDS, "timer")


def _minutes(text: str) -> int:
    return parse_whole_number(text, 1, _MAX_MINUTES, "minutes")


def run(args: Namespace) -> int:
    """Start a drill, resume or follow one, or write its reports."""
    if args.format is not None and not args.report:
        raise CommandError("drill_format")
    if args.list:
        return _list(args)
    if args.report:
        return _report(args)
    if args.sheets:
        return _sheets(args)
    if not has_terminal():
        raise CommandError("drill_terminal")
    if args.speaker:
        return _follow(args)
    return _conduct(args)


# -- running a drill -----------------------------------------------------------------


def _conduct(args: Namespace) -> int:
    from roleplay.commands.full_screen import show
    from roleplay.drill.events.facilitator import Group
    from roleplay.tui.launch_target import LaunchTarget
    from roleplay.web.phones.opening import is_installed, open_phones

    if args.phones and not is_installed():
        raise CommandError("drill_missing")
    if args.address is not None and is_installed():
        _check_address(args.address)
    workspace, drill = _resume(args) if args.resume else _start(args)
    language = language_of(args)
    if args.resume and "lang" not in args:
        language = resume_language(drill.language, language)
    if args.group is not None:
        drill.do(Group(args.group))
    phones = open_phones(drill, workspace.words, language, args.address, args.port)
    try:
        return show(args, workspace, LaunchTarget(drill=drill, phones=phones), language)
    finally:
        drill.close()
        if drill.path is not None and not drill.over:
            print_error(workspace.words(language)("cli.drill_goes_on", id=drill.id))


def _check_address(address: str) -> None:
    """Raises `CommandError` if this machine lacks the address. The phones need one address: not ``0.0.0.0``."""
    from roleplay.web.net.addresses import addresses

    known = addresses()
    if address not in known:
        raise CommandError("drill_address", address=address, known=", ".join(known))


def _start(args: Namespace) -> tuple[Workspace, Drill]:
    if args.scene is None:
        raise CommandError("drill_scene")
    workspace, name = open_with_scene(args)
    plan = _plan(args, bundle_of(workspace, name, language_of(args)))
    return workspace, workspace.begin_drill(name, plan, language_of(args))


def _resume(args: Namespace) -> tuple[Workspace, Drill]:
    from roleplay.records.drill_file import InUse
    from roleplay.workspace.drills import DamagedDrill

    workspace = open_workspace(args)
    path = _journal(args, workspace, unfinished=True)
    try:
        return workspace, workspace.resume_drill(path)
    except InUse:
        raise CommandError("drill_in_use", id=path.stem) from None
    except (DamagedDrill, OSError) as error:
        raise _unreadable(path, error) from None


def _plan(args: Namespace, bundle: Bundle) -> Plan:
    """The plan that the command line describes. Raises `CommandError` if it is invalid."""
    from roleplay.drill.names import MAX_NAME, first_long_name, read_names
    from roleplay.drill.plan import MAX_TABLES, Form, Plan, Voting, duplicate_table, too_many_tables
    from roleplay.workspace.seeds import fresh_seed

    plan = Plan(
        form=Form.HOT_SEAT if args.hot_seat else Form.CONTEST if args.contest else Form.CLASS,
        voting=Voting.PHONES if args.phones else Voting.CLICKERS if args.clickers else Voting.HANDS,
        seed=args.seed if args.seed is not None else fresh_seed(),
        personas=selected_personas(args.persona, bundle),
        own_words=args.own_words,
        names=args.names,
        teams=read_names(args.teams or ""),
        timer=args.timer,
        talk=Plan().talk if args.talk is None else args.talk,
        bell=args.bell,
        minutes=args.minutes,
    )
    long_team = first_long_name(args.teams or "")
    if long_team is not None:
        raise CommandError("drill_team_long", name=long_team, most=MAX_NAME)
    duplicate = duplicate_table(plan.teams)
    if duplicate is not None:
        raise CommandError("drill_team_twice", name=duplicate)
    if too_many_tables(plan.teams):
        raise CommandError("drill_teams", most=MAX_TABLES)
    if not plan.enough_tables:
        raise CommandError("drill_contest")
    return plan


# -- following a drill -----------------------------------------------------------------


def _follow(args: Namespace) -> int:
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget

    workspace, following = _read(args)
    language = language_of(args)
    if "lang" not in args:
        language = resume_language(str(following.header.get("language", language)), language)
    return show(args, workspace, LaunchTarget(following=following), language)


def _read(args: Namespace) -> tuple[Workspace, FollowedDrill]:
    from roleplay.workspace import drills

    workspace = open_workspace(args)
    path = _journal(args, workspace, unfinished=False)
    try:
        return workspace, drills.read(path, workspace.library)
    except (drills.DamagedDrill, OSError) as error:
        raise _unreadable(path, error) from None


def _journal(args: Namespace, workspace: Workspace, *, unfinished: bool) -> Path:
    """The journal that ``args.scene`` names, as a path or an id; if it names none, the newest."""
    from roleplay.reading.files import is_regular
    from roleplay.workspace import drills

    if args.scene is None:
        path = drills.newest_journal(workspace.drills, workspace.library, unfinished=unfinished)
        if path is None:
            raise CommandError("drill_none_open" if unfinished else "drill_none")
        return path
    if is_regular(Path(args.scene)):
        return Path(args.scene)
    try:
        return drills.find_journal(args.scene, workspace.drills)
    except drills.UnknownDrill as error:
        key = "drill_unknown_near" if error.nearest else "drill_unknown"
        raise CommandError(key, name=args.scene, nearest=", ".join(error.nearest)) from None


def _unreadable(path: Path, error: Exception) -> CommandError:
    from roleplay.workspace.drills import DamagedDrill

    if isinstance(error, DamagedDrill):
        return CommandError("drill_damaged", path=path, line=error.line)
    return CommandError("drill_unreadable", path=path, problem=error)


def _list(args: Namespace) -> int:
    """Print the drills in the data folder, the newest first."""
    from roleplay.records.drill_file import journals
    from roleplay.workspace import drills

    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language_of(args))
        paths = journals(workspace.drills)
        for path in paths:
            try:
                room = drills.read(path, workspace.library).room
            except (drills.DamagedDrill, OSError):
                print_text(f"{path.stem}  {words('cli.drill_listed_damaged')}")
                continue
            title = room.bundle.scenario.title.get(words.language)
            title = f"{title} · {room.group}" if room.group else title
            decisions = words("cli.drill_listed", count=len(room.stage.road))
            print_text(f"{path.stem}  {title}  {words(f'drill.phase.{room.phase}')}  {decisions}")
        if not paths:
            print_error(words("cli.drill_none"))
    return DONE


# -- reports -----------------------------------------------------------------------------


def _report(args: Namespace) -> int:
    """Write the report of a drill: in one format, or in all three into a folder."""
    from roleplay.drill.events.facilitator import Group
    from roleplay.drill.machine import apply
    from roleplay.reports import classroom

    workspace, drill = _read(args)
    if args.group is not None:  # only in these reports; the journal is not changed
        apply(drill.room, Group(args.group))
    with closing(workspace):
        words = workspace.words(language_of(args))
        if args.format is not None:
            render: Callable[..., str] = getattr(classroom, f"as_{args.format}")
            # without a byte order mark, Excel reads a table in the code page of the machine
            text = render(drill, words, own_words=args.own_words)
            return _write(args.output, text, "utf-8-sig" if args.format == "csv" else "utf-8")
        folder = args.output or Path()
        try:
            for path in classroom.write(drill, folder, words, own_words=args.own_words):
                print_text(path)
        except OSError as error:
            raise CommandError("not_written", path=error.filename or folder, problem=error) from None
    return DONE


def _sheets(args: Namespace) -> int:
    """Write printable observers' sheets."""
    from roleplay.reports import sheets

    if args.scene is None:
        raise CommandError("drill_scene")
    workspace, name = open_with_scene(args)
    with closing(workspace):
        bundle = bundle_of(workspace, name, language_of(args))
        return _write(args.output, sheets.as_html(bundle, workspace.words(language_of(args))))


def _write(path: Path | None, text: str, encoding: str = "utf-8") -> int:
    """Write ``text`` to a file and print the file's name, or write it to standard output."""
    if path is None:
        sys.stdout.write(text)
    else:
        write_file(path, text, encoding=encoding, newline="", private=True)
        print_text(path)
    return DONE
