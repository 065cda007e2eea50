"""RP411, RP415: what is still to be written. In a draft that is open work, not a mistake."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.checking.texts import texts
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath

#: The maximum number of characters shown of a note.
_SHOWN = 60


class TodoPlace(NamedTuple):
    """A place in the file that is still to be written, and its todo note."""

    path: KeyPath
    note: str


def todo_places(subject: Subject) -> list[TodoPlace]:
    """Every place still to be written, in the order of the file: texts, once per language, and whole nodes."""
    document = subject.document
    sketches = [node.id for node in subject.scenario.nodes.values() if node.is_sketch]
    paths: dict[KeyPath, None] = {("nodes", name, "todo"): None for name in sketches}
    for placed in texts(subject):
        for language in placed.text.todo:
            path = (*placed.path, language)
            paths[path if path in document.values else placed.path] = None
    ordered = sorted(paths, key=lambda path: document.span(path)[:2])
    return [TodoPlace(path, _note(subject, path)) for path in ordered]


def _note(subject: Subject, path: KeyPath) -> str:
    value = subject.document.data
    for step in path:
        value = value[step]
    words = " ".join(str(next(iter(value.values())) if isinstance(value, dict) else value).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def check_todo(subject: Subject, release: bool) -> list[Diagnostic]:
    """For a released scene, or with ``release``: one finding per place, and one if the scene is a draft."""
    released = subject.scenario.released
    if not (released or release):
        return []
    findings = [subject.finding("RP411", stub.path, text=stub.note) for stub in todo_places(subject)]
    if not released:
        findings.append(subject.finding("RP415", ("status",)))
    return findings
