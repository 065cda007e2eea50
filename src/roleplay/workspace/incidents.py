"""Turning a real incident of the learner's into a scene in their own library."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.authoring.template import Template, parse
from roleplay.presenting.incident import IncidentPlan, lacks_parts, remarks, scene_text
from roleplay.workspace import workspace as libraries

if TYPE_CHECKING:
    from roleplay.authoring.incident import Incident
    from roleplay.locales import Catalogue
    from roleplay.workspace.workspace import Workspace

#: The default id of an incident's scene; further ones have a number appended.
_OWN = "my-incident"


class SavedIncident(NamedTuple):
    """The saved scene of an incident."""

    scenario_id: str
    path: Path
    #: sentences about which phrases decided the moves of its lines
    remarks: tuple[str, ...]


def incident_template() -> Template:
    """The template of an incident's scene. Raises OSError."""
    path = libraries.shipped_library() / "templates" / "own" / "incident.yaml"
    return parse("incident", path.read_text(encoding="utf-8"))


def free_id(folder: Path, workspace: Workspace) -> str:
    """An id for the next incident that no scene and no file in ``folder`` has."""
    taken = {entry.id for entry in workspace.library.entries}
    names = (f"{_OWN}-{number}" if number > 1 else _OWN for number in count(1))
    return next(name for name in names if name not in taken and not os.path.lexists(folder / f"{name}.yaml"))


def next_incident_path(workspace: Workspace) -> Path:
    """The path at which the next incident will be saved."""
    folder = workspace.own_scenes
    return folder / f"{free_id(folder, workspace)}.yaml"


def save_incident(workspace: Workspace, incident: Incident, words: Catalogue) -> SavedIncident:
    """Save an incident as a scene in the language of ``words``, as a private file, and drop the cached library.

    Raises LookupError if the library lacks what the template needs, and OSError.
    """
    from roleplay.authoring.watch import create

    contents = workspace.library.contents
    template = incident_template()
    if lacks_parts(template, contents):
        raise LookupError(template.rubric)
    plan = IncidentPlan("", template.family, contents.personas[template.persona])
    path = next_incident_path(workspace)
    text, key = scene_text(path.stem, incident, plan, template, contents, words)
    create(path, text.encode(), force=False, private=True)
    workspace.reload_library()
    return SavedIncident(path.stem, path, tuple(remarks(incident, key, words)))
