"""The settings as they are listed, and what is told of their file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.reading.files import trouble_in_words
from roleplay.records.settings import OFF, ON, PERSONA, VALUES, SettingsFile
from roleplay.text.cells import cell_len, pad


class SettingOrigin(StrEnum):
    """Where the value that holds comes from."""

    SETTINGS = "settings"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


class SettingFact(NamedTuple):
    """One setting: the value that holds where the command line says nothing."""

    key: str
    value: str
    origin: SettingOrigin
    #: the values that it takes; none of a persona's, of which the scene knows
    values: tuple[str, ...]

    @property
    def is_persona(self) -> bool:
        """Whether it says who is played as which persona in one scene."""
        return self.key.startswith(PERSONA)

    @property
    def about(self) -> str:
        """The catalogue's key of what it is for."""
        return f"settings.about.{'persona' if self.is_persona else self.key.replace('-', '_')}"


def setting_facts(
    settings: SettingsFile, environment: Mapping[str, str], themes: Sequence[str], theme: str
) -> list[SettingFact]:
    """All settings, in their order; then the personas of last time, a scene each.

    ``environment`` are those that it has a say in, by key; ``themes`` the names of those that there are, ``theme`` the
    one of who chose none.
    """
    default = {"theme": theme, "mode": "practice"}
    facts = []
    for key, known in VALUES.items():
        values = known or tuple(themes)
        value, origin = settings.kept.get(key), SettingOrigin.SETTINGS
        if value not in values:
            value, origin = environment.get(key), SettingOrigin.ENVIRONMENT
        if value not in values:
            value, origin = default.get(key, OFF), SettingOrigin.DEFAULT
        facts.append(SettingFact(key, value, origin, values))
    personas = ((key, value) for key, value in sorted(settings.kept.items()) if key not in VALUES)
    return facts + [SettingFact(key, value, SettingOrigin.SETTINGS, ()) for key, value in personas]


def settings_lines(facts: Sequence[SettingFact], settings: SettingsFile, words: Catalogue) -> list[str]:
    """A line for each setting, what is to be told of the file, and where it is."""
    names = max(cell_len(fact.key) for fact in facts)
    values = max(cell_len(fact.value) for fact in facts)
    origins = {origin: words(f"settings.from.{origin}") for origin in SettingOrigin}
    widest = max(map(cell_len, origins.values()))
    lines = [
        "  ".join(
            (
                pad(fact.key, names),
                pad(fact.value, values),
                pad(origins[fact.origin], widest),
                words(fact.about),
            )
        )
        for fact in facts
    ]
    return [*lines, *unknown_notes(settings, words), words("settings.file", path=settings.path)]


def settings_json(facts: Sequence[SettingFact], settings: SettingsFile, words: Catalogue) -> dict[str, object]:
    """The same for a machine: switches are true or false."""
    notes = settings_notes(settings, words)
    return {
        "file": str(settings.path),
        "settings": {
            fact.key: {
                "value": fact.value == ON if fact.values == (ON, OFF) else fact.value,
                "from": fact.origin.value,
                "values": [True, False] if fact.values == (ON, OFF) else list(fact.values),
            }
            for fact in facts
        },
        "unknown": dict(settings.unknown),
        "problems": notes,
    }


def settings_notes(settings: SettingsFile, words: Catalogue) -> list[str]:
    """What is wrong with the file, or what became of it: a sentence each, and none where all is well."""
    problem, notes = settings.problem, list[str]()
    if problem is not None:
        trouble = "" if problem.error is None else trouble_in_words(problem.error, words.language)
        notes.append(words(f"settings.{problem.kind}", path=problem.path, line=problem.line, problem=trouble))
    for key, value in settings.refused.items():
        known = words("settings.or").join(VALUES.get(key, (words("settings.cast"),)))
        notes.append(words("settings.refused", name=key, value=value, values=known, path=settings.path))
    return notes


def unknown_notes(settings: SettingsFile, words: Catalogue) -> list[str]:
    """What stands in the file and is no setting, named."""
    names = words("settings.and").join(settings.unknown)
    return [words("settings.unknown", names=names)] if names else []
