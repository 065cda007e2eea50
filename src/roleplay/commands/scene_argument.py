"""The scene that the command line names, by id or file, and the personas that it assigns to the cast."""

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

    That is an id, a file (which adds the library around it), or the file name of a scene in the library. Raises
    `CommandError` if there is no such file, or it is of another kind; an id is not looked up yet.
    """
    if not is_scene_file(args.scene):
        return open_workspace(args), args.scene
    path = Path(args.scene)
    if os.path.lexists(path):  # a file that can't be opened is reported like any file of a library
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
    """The kind of a file given instead of a scene (form, rubric and so on); empty if it is unknown."""
    from roleplay.reading.shapes import FORMATS

    kinds = {form.partition("/")[0] for form in FORMATS}
    found = problem.details["found"] if problem is not None and problem.code == "RP009" else ""
    return found if found in kinds else ""


def file_of(word: str, workspace: Workspace) -> Path:
    """The file that ``word`` names: by its path, or by the id or file name of a scene in the library.

    So ``my-scene`` and ``my-scene.yaml`` name a scene that ``roleplay new`` put into the author's own library, from
    any folder. What is at the path is not checked. Raises `CommandError` with the nearest names.
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
    """The workspace with one more scenario file, and the library that contains it."""
    from roleplay.checking.check import roots_of

    args.library = [*getattr(args, "library", []), *roots_of(path)]
    return open_workspace(args, path)


def bundle_of(workspace: Workspace, name: str, language: str) -> Bundle:
    """The scene ``name``. Raises `CommandError` with the nearest names if it is unknown, or with its first finding."""
    from roleplay.reading.contents import BrokenScene, UnknownScene

    try:
        return workspace.library.bundle(name)
    except UnknownScene:
        raise unknown_scene(name, workspace) from None
    except BrokenScene as error:
        from roleplay.checking.render import as_text

        raise CommandError("broken", finding=as_text(error.diagnostics[0], language)) from None


def unknown_scene(name: str, workspace: Workspace) -> CommandError:
    """The error for an unknown scene id."""
    return unknown("scene", name, [entry.id for entry in workspace.library.entries])


def selected_personas(pairs: Sequence[str], bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """The pairs (cast id, persona id) of the arguments ``WHO=PERSONA``.

    Raises `CommandError` if either is unknown, or if the scene does not offer that persona.
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


def selected_rubric(name: str, bundle: Bundle) -> str:
    """The id of the rubric ``name``; empty if none is named.

    Raises `CommandError` if there is no such rubric, or if nothing in the scene can earn points on it.
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
