"""Explaining why a scene cannot be played."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.reading.contents import BrokenScene, UnknownScene


def scene_problem(error: UnknownScene | BrokenScene | OSError | UnicodeDecodeError, words: Catalogue) -> str:
    """The reason: no such scene, the first mistake in its file and where it is, or the operating system's error."""
    if isinstance(error, UnknownScene):
        return words("error.unknown_scene", name=error.name)
    if isinstance(error, BrokenScene):
        first = error.diagnostics[0]
        message = first.message(words.language)
        return words("error.broken_scene", place=f"{first.file}:{first.span.line}", message=message)
    return words("error.unreadable", problem=str(error))
