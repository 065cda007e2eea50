"""``roleplay drill``: a class at one shared screen; the facilitator's own view of it; what is kept of it afterwards."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands import DONE, Stop, bundle_of, has_terminal, language, open_workspace, overlay, with_scene

if TYPE_CHECKING:
    from roleplay.drill.plan import Plan
    from roleplay.workspace.drills import Drill, Following
    from roleplay.workspace.workspace import Workspace


def run(args: argparse.Namespace) -> int:
    """Begin a drill, go on with one, follow one, or write down what one came to."""
    if args.format is not None and not args.report:
        raise Stop("drill_format")
    if args.list:
        return _list(args)
    if args.report:
        return _report(args)
    if args.sheets:
        return _sheets(args)
    if not has_terminal():
        raise Stop("drill_terminal")
    if args.speaker:
        return _follow(args)
    return _conduct(args)


# -- running one ---------------------------------------------------------------------


def _conduct(args: argparse.Namespace) -> int:
    from roleplay.commands.full_screen import show
    from roleplay.tui.opening import Opening
    from roleplay.web.phones.opening import installed, way_in

    if args.phones and not installed():
        raise Stop("drill_missing")
    if args.address is not None and installed():
        _check_address(args.address)
    workspace, drill = _resumed(args) if args.resume else _begun(args)
    said = drill.language if args.resume else language(args)
    phones = way_in(drill, workspace.words, said, args.address, args.port)
    try:
        return show(args, workspace, Opening(drill=drill, phones=phones), said)
    finally:
        drill.close()
        if drill.path is not None and not drill.over:
            print(workspace.words(said)("cli.drill_goes_on", id=drill.id), file=sys.stderr)


def _check_address(address: str) -> None:
    """Stop where this machine has no such address; the room has just one, so ``0.0.0.0`` is none."""
    from roleplay.web.net.addresses import addresses

    known = addresses()
    if address not in known:
        raise Stop("drill_address", address=address, known=", ".join(known))


def _begun(args: argparse.Namespace) -> tuple[Workspace, Drill]:
    if args.scene is None:
        raise Stop("drill_scene")
    workspace, name = with_scene(args)
    return workspace, workspace.begin_drill(name, _plan(args, workspace, name), language(args))


def _resumed(args: argparse.Namespace) -> tuple[Workspace, Drill]:
    from roleplay.records.drill_file import InUse
    from roleplay.workspace import drills

    workspace = open_workspace(args)
    path = _journal(args, workspace, unfinished=True)
    try:
        return workspace, workspace.resume_drill(path)
    except InUse:
        raise Stop("drill_in_use", id=path.stem) from None
    except (drills.Damaged, OSError) as error:
        raise _unreadable(path, error) from None


def _plan(args: argparse.Namespace, workspace: Workspace, name: str) -> Plan:
    """The plan that the command line names; what is wrong with it stops here."""
    from roleplay.drill.names import clean
    from roleplay.drill.plan import MOST_TEAMS, Form, Plan, Voting
    from roleplay.workspace.seeds import fresh_seed

    bundle = bundle_of(workspace, name, language(args))
    teams = tuple(clean(team) for team in (args.teams or "").replace("，", ",").replace("、", ",").split(","))
    teams = tuple(team for team in teams if team)
    twice = next((team for team in teams if teams.count(team) > 1), None)
    if twice is not None:
        raise Stop("drill_team_twice", name=twice)
    if len(teams) > MOST_TEAMS:
        raise Stop("drill_teams", most=MOST_TEAMS)
    form = Form.HOT_SEAT if args.hot_seat else Form.CONTEST if args.contest else Form.CLASS
    if form is Form.CONTEST and len(teams) < 2:
        raise Stop("drill_contest")
    return Plan(
        form,
        Voting.PHONES if args.phones else Voting.CLICKERS if args.clickers else Voting.HANDS,
        args.seed if args.seed is not None else fresh_seed(),
        overlay(args.persona, bundle),
        args.own_words,
        args.names,
        teams,
        args.timer,
    )


# -- looking at one --------------------------------------------------------------------


def _follow(args: argparse.Namespace) -> int:
    from roleplay.commands.full_screen import show
    from roleplay.tui.opening import Opening

    workspace, following = _read(args)
    chosen = "lang" in args
    said = language(args) if chosen else str(following.header.get("language", language(args)))
    return show(args, workspace, Opening(following=following), said)


def _read(args: argparse.Namespace) -> tuple[Workspace, Following]:
    from roleplay.workspace import drills

    workspace = open_workspace(args)
    path = _journal(args, workspace, unfinished=False)
    try:
        return workspace, drills.read(path, workspace.library)
    except (drills.Damaged, OSError) as error:
        raise _unreadable(path, error) from None


def _journal(args: argparse.Namespace, workspace: Workspace, *, unfinished: bool) -> Path:
    """The journal that ``args.scene`` names, as a path or an id; without a name the newest."""
    from roleplay.reading.diagnostics import near
    from roleplay.records.drill_file import SUFFIX, journals
    from roleplay.workspace import drills

    folder = workspace.drills
    if args.scene is None:
        found = drills.newest(folder, workspace.library, unfinished=unfinished)
        if found is None:
            raise Stop("drill_none_open" if unfinished else "drill_none")
        return found
    path = Path(args.scene)
    if path.is_file():
        return path
    path = folder / f"{args.scene}{SUFFIX}"
    if not path.is_file():
        known = [one.stem for one in journals(folder)]
        named = near(args.scene, known) or [one for one in known if args.scene in one][:3]
        raise Stop("drill_unknown_near" if named else "drill_unknown", name=args.scene, nearest=", ".join(named))
    return path


def _unreadable(path: Path, error: Exception) -> Stop:
    from roleplay.workspace.drills import Damaged

    if isinstance(error, Damaged):
        return Stop("drill_damaged", path=path, line=error.line)
    return Stop("drill_unreadable", path=path, problem=error)


def _list(args: argparse.Namespace) -> int:
    """The drills that were run, the newest first."""
    from roleplay.records.drill_file import journals
    from roleplay.workspace import drills

    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language(args))
        paths = journals(workspace.drills)
        for path in paths:
            try:
                found = drills.read(path, workspace.library)
            except (drills.Damaged, OSError):
                print(f"{path.stem}  {words('cli.drill_listed_damaged')}")
                continue
            phase = words(f"drill.phase.{found.room.phase}")
            title = found.room.bundle.scenario.title.get(words.language)
            print(f"{path.stem}  {title}  {phase}  {words('cli.drill_listed', count=len(found.room.stage.road))}")
        if not paths:
            print(words("cli.drill_none"), file=sys.stderr)
    return DONE


# -- what is kept ------------------------------------------------------------------------


def _report(args: argparse.Namespace) -> int:
    """Write what a drill came to: one form of it, or all three into a folder."""
    from roleplay.reports import classroom

    workspace, found = _read(args)
    with closing(workspace):
        words = workspace.words(language(args))
        if args.format is not None:
            one: Callable[..., str] = getattr(classroom, f"as_{args.format}")
            return _put(args.output, lambda: one(found, words), bom=args.format == "csv")
        folder = args.output or Path()
        try:
            for path in classroom.write(found, folder, words):
                print(path)
        except OSError as error:
            raise Stop("not_written", path=error.filename or folder, problem=error.strerror) from None
    return DONE


def _sheets(args: argparse.Namespace) -> int:
    """Observers' sheets to print."""
    from roleplay.reports import sheets

    if args.scene is None:
        raise Stop("drill_scene")
    workspace, name = with_scene(args)
    with closing(workspace):
        bundle = bundle_of(workspace, name, language(args))
        return _put(args.output, lambda: sheets.as_html(bundle, workspace.words(language(args))))


def _put(path: Path | None, make: Callable[[], str], *, bom: bool = False) -> int:
    """Into a file, or to standard output."""
    text = make()
    if path is None:
        sys.stdout.write(text)
        return DONE
    try:
        path.write_text(text, encoding="utf-8-sig" if bom else "utf-8", newline="")
    except OSError as error:
        raise Stop("not_written", path=path, problem=error.strerror) from None
    print(path)
    return DONE
