"""The scene that the command line names, as an id or as a file, and the personas that it gives to the cast."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import open_workspace
from roleplay.commands.errors import CommandError, unknown

if TYPE_CHECKING:
    from roleplay.reading.diagnostics import Diagnostic
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace


def is_scene_file(word: str) -> bool:
    """Whether ``args.scene`` means a file rather than an id."""
    from roleplay.reading.files import is_regular

    return Path(word).suffix in (".yaml", ".yml") or is_regular(Path(word))


def open_with_scene(args: Namespace) -> tuple[Workspace, str]:
    """The workspace and the id of the scene that ``args.scene`` names.

    That is an id, a file with the library around it, or the file of a scene of the library, by its name. Raises
    `CommandError` where there is no such file, or it is of another kind; an id is not looked up yet.
    """
    if not is_scene_file(args.scene):
        return open_workspace(args), args.scene
    path = Path(args.scene)
    if os.path.lexists(path):  # what cannot be opened is told like any file of a library
        workspace = open_with_file(args, path)
        entry = workspace.library.entry_of(path)
        kind = other_kind(entry.problem)
        if kind:
            workspace.close()
            raise CommandError(f"no_scene_{kind}", path=args.scene, id=path.stem)
        return workspace, entry.id
    workspace = open_workspace(args)
    return workspace, file_of(args.scene, workspace).stem


def other_kind(problem: Diagnostic | None) -> str:
    """What a file is that stands where a scene is wanted: form, rubric and so on; empty where that is not known."""
    from roleplay.reading.shapes import FORMATS

    kinds = {form.partition("/")[0] for form in FORMATS}
    found = problem.details["found"] if problem is not None and problem.code == "RP009" else ""
    return found if found in kinds else ""


def file_of(word: str, workspace: Workspace) -> Path:
    """The file that ``word`` names: as a path, or as the id or the file's name of a scene in the library.

    So a scene that ``roleplay new`` put into one's own library is meant by ``my-scene`` and ``my-scene.yaml`` from
    every folder. What is at the path is not looked at. Raises `CommandError` with the nearest names.
    """
    path = Path(word)
    if os.path.lexists(path):
        return path
    entries = workspace.library.entries
    found = next((entry.path for entry in entries if word in (entry.id, Path(entry.path).name)), None)
    if found is not None:
        return Path(found)
    if path.parent != Path():
        raise CommandError("no_file", path=word)
    raise unknown("target", word, [entry.id + path.suffix for entry in entries])


def open_with_file(args: Namespace, path: Path) -> Workspace:
    """The workspace with one more scenario file, and the library in which that lies."""
    from roleplay.checking.check import roots_of

    args.library = [*getattr(args, "library", []), *roots_of(path)]
    return open_workspace(args, path)


def bundle_of(workspace: Workspace, name: str, language: str) -> Bundle:
    """The scene ``name``. Raises `CommandError` with the nearest names where it is unknown, or its first finding."""
    from roleplay.reading.contents import BrokenScene, UnknownScene

    try:
        return workspace.library.bundle(name)
    except UnknownScene:
        raise unknown_scene(name, workspace) from None
    except BrokenScene as error:
        from roleplay.checking.render import as_text

        raise CommandError("broken", finding=as_text(error.diagnostics[0], language)) from None


def unknown_scene(name: str, workspace: Workspace) -> CommandError:
    """The error for an id that no scene has."""
    return unknown("scene", name, [entry.id for entry in workspace.library.entries])


def personas_given(pairs: Sequence[str], bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """(cast id, persona id) of each ``WHO=PERSONA``.

    Raises `CommandError` where one of them is not there, or where the scene does not offer it.
    """
    from roleplay.scene.reactions import personas_offered

    personas: list[tuple[str, str]] = []
    for pair in pairs:
        member, sign, persona = pair.partition("=")
        if not sign:
            raise CommandError("persona_form", who=next(iter(bundle.scenario.cast)))
        if member not in bundle.scenario.cast:
            raise unknown("person", member, bundle.scenario.cast)
        if persona not in bundle.personas:
            raise unknown("persona", persona, bundle.personas)
        offered = personas_offered(bundle.scenario, member, bundle.personas)
        if persona not in offered:
            raise CommandError("persona_not_offered", who=member, name=persona, known=", ".join(offered))
        personas.append((member, persona))
    return tuple(personas)


def rubric_given(name: str, bundle: Bundle) -> str:
    """The id of the rubric ``name``, or nothing where none is named.

    Raises `CommandError` where there is no such rubric, or where nothing in the scene could be worth points on it.
    """
    if not name or name in bundle.scenario.rubrics:
        return name
    from roleplay.engine import compile_story
    from roleplay.session.lens import may_be_at_stake

    rubric = bundle.rubrics.get(name)
    if rubric is None:
        raise unknown("rubric", name, bundle.rubrics)
    story = compile_story(bundle, {})
    if not may_be_at_stake(story, rubric):
        known = [other.id for other in bundle.rubrics.values() if may_be_at_stake(story, other)]
        raise CommandError("rubric_nothing", name=name, scene=bundle.scenario.id, known=", ".join(known))
    return name
