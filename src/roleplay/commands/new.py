"""``roleplay new``: create a playable scene from a few questions or from options."""

from __future__ import annotations

import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.arguments import parse_languages
from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, CommandError

if TYPE_CHECKING:
    from roleplay.authoring.answers import Answers
    from roleplay.checking.subject import Subject
    from roleplay.locales import Catalogue
    from roleplay.plain.printer import Printer
    from roleplay.reading.contents import Contents
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay new late-parcel --from complaint"
#: The options that describe an incident, apart from the other person's name.
_INCIDENT_OPTIONS = ("happened", "said", "felt", "answered", "then", "better")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="id", nargs="?")
    parser.add_argument("--from-incident", action="store_true")
    parser.add_argument("--title", action="append", metavar="text")
    parser.add_argument("--languages", type=parse_languages, metavar="languages")
    parser.add_argument("--family", metavar="family")
    parser.add_argument("--from", dest="template", metavar="template")
    parser.add_argument("--name", action="append", metavar="text")
    parser.add_argument("--persona", metavar="persona")
    parser.add_argument("--rubric", metavar="rubric")
    parser.add_argument("--folder", type=Path, metavar="path")
    parser.add_argument("--force", action="store_true")
    for question in _INCIDENT_OPTIONS:
        parser.add_argument(f"--{question}", metavar="text")


def run(args: Namespace) -> int:
    """Write the new file, and report where it is and what is still to do."""
    from roleplay.plain.printer import Printer
    from roleplay.workspace.incidents import free_id

    _check_options(args)
    if args.folder is not None:
        from roleplay.checking.check import roots_of

        roots = [args.folder] if _is_library(args.folder) else roots_of(args.folder / "x.yaml")
        args.library = [*getattr(args, "library", []), *filter(os.path.isdir, roots)]
    with closing(open_workspace(args)) as workspace:
        folder = _folder(args.folder, workspace)
        name = args.id or free_id(folder, workspace)
        path = folder / f"{name}.yaml"
        if not args.force:
            _check_free(name, path, workspace)
        words = workspace.words(language_of(args))
        printer = Printer(sys.stdin, sys.stdout)
        write = _write_incident if args.from_incident else _write_new
        write(args, path, workspace, words, printer)
        _print_next_commands(path if args.folder is not None else name, words, printer)
    return DONE


def _write_new(args: Namespace, path: Path, workspace: Workspace, words: Catalogue, printer: Printer) -> None:
    from roleplay.authoring.new_scene import new_scene
    from roleplay.commands.new_questions import Questions

    template, answers = Questions(args, workspace, words, printer).answers()
    contents = workspace.library.contents
    text = new_scene(template, answers, contents.moves, contents.personas)
    _write(path, text.encode(), force=args.force)
    printer.line(words("new.written", path=path))
    scene = _read_back(path, contents, words, printer)
    if scene is not None:
        _print_unwritten(scene, answers, words, printer)


def _write_incident(args: Namespace, path: Path, workspace: Workspace, words: Catalogue, printer: Printer) -> None:
    from roleplay.commands.new_incident import IncidentQuestions, IncidentScene

    questions, scene = IncidentQuestions(args, words, printer), IncidentScene(args, workspace, words)
    incident = questions.incident(path)
    text, key = scene.text(path.stem, incident)
    _write(path, text.encode(), force=args.force, private=True)
    printer.line()
    printer.line(words("new.written", path=path))
    _read_back(path, workspace.library.contents, words, printer)
    printer.line(words("incident.ready"))
    for remark in scene.remarks(incident, key):
        printer.line(remark)


def _folder(given: Path | None, workspace: Workspace) -> Path:
    """The folder of the new file; for a library, its folder of scenes."""
    if given is None:
        return workspace.own_scenes
    return given / "scenarios" if _is_library(given) else given


def _is_library(folder: Path) -> bool:
    return os.path.isdir(folder / "scenarios")


def _check_options(args: Namespace) -> None:
    """Raises `CommandError` for an id that no scene can have, and for options of an incident without one."""
    from roleplay.authoring.answers import MAX_ID, is_scene_id, suggested_id

    if args.id is not None and not is_scene_id(args.id):
        raise CommandError("new_id", name=args.id, like=suggested_id(args.id) or "late-parcel", most=MAX_ID)
    if args.from_incident:
        return
    stray = next((name for name in _INCIDENT_OPTIONS if getattr(args, name) is not None), None)
    if stray is not None:
        raise CommandError("incident_only", option=f"--{stray}")
    if args.id is None:
        raise CommandError("new_no_id")


def _check_free(name: str, path: Path, workspace: Workspace) -> None:
    if os.path.lexists(path):
        raise CommandError("new_exists", path=path)
    for entry in workspace.library.entries:
        if entry.id == name:
            raise CommandError("new_taken", name=name, path=entry.path)


def _write(path: Path, content: bytes, *, force: bool, private: bool = False) -> None:
    from roleplay.authoring.watch import create

    try:
        create(path, content, force=force, private=private)
    except FileExistsError:
        raise CommandError("new_exists", path=path) from None
    except OSError as error:
        raise CommandError("new_unwritable", path=path, problem=error) from None


def _read_back(path: Path, contents: Contents, words: Catalogue, printer: Printer) -> Subject | None:
    """The new file as it is read, after printing its findings."""
    from roleplay.checking.render import as_text
    from roleplay.checking.subject import Subject
    from roleplay.reading.files import read_regular
    from roleplay.reading.folders import check_scene
    from roleplay.scene.model import Bundle, Scenario

    checked = check_scene(read_regular(path), str(path), contents.shared)
    for finding in checked.diagnostics:  # the author's own persona or rubric may not fit the template
        printer.line(as_text(finding, words.language))
    if not isinstance(checked.value, Scenario):
        return None
    return Subject(Bundle(checked.value, *contents.shared), checked.document)


def _print_unwritten(scene: Subject, answers: Answers, words: Catalogue, printer: Printer) -> None:
    """Print how much is still to be written."""
    from roleplay.checking.todo import todo_places

    stubs = todo_places(scene)
    counts = Counter(str(stub.path[0]) for stub in stubs)
    parts = {part: counts.pop(part, 0) for part in ("brief", "nodes", "endings", "discussion")}
    parts = {"head": sum(counts.values()), **parts}
    listed = words("new.separator").join(words(f"new.part.{part}", count=n) for part, n in parts.items() if n)
    word = " / ".join("待写" if code == "zh" else "todo" for code in answers.languages)
    printer.line(words("new.still", count=len(stubs), word=word, parts=listed))


def _print_next_commands(scene: Path | str, words: Catalogue, printer: Printer) -> None:
    """Print the next commands, valid in any folder: a scene in the author's own library is named by its id."""
    printer.line(words("new.next"))
    for command in ("play", "edit", "check"):
        printer.line(f"  roleplay {command} {shlex.quote(str(scene))}")
