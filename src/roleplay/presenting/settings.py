"""The list of settings, and notes on the settings file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.reading.files import os_error_text
from roleplay.records.settings import OFF, ON, PERSONA, VALUES, SettingsFile
from roleplay.text.cells import cell_len, pad


class SettingOrigin(StrEnum):
    """Where the effective value comes from."""

    SETTINGS = "settings"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


class SettingFact(NamedTuple):
    """One setting and its effective value, which the command line may override."""

    key: str
    value: str
    origin: SettingOrigin
    #: the allowed values; empty for personas, which depend on the scene
    values: tuple[str, ...]

    @property
    def is_persona(self) -> bool:
        """Whether it stores the personas chosen for one scene."""
        return self.key.startswith(PERSONA)

    @property
    def about(self) -> str:
        """The catalogue key of its description."""
        return f"settings.about.{'persona' if self.is_persona else self.key.replace('-', '_')}"


def setting_facts(
    settings: SettingsFile, environment: Mapping[str, str], themes: Sequence[str], theme: str
) -> list[SettingFact]:
    """All settings in their usual order, then the personas last chosen, one setting per scene.

    ``environment`` has the values set by environment variables, by key; ``themes`` are the names of the available
    themes, ``theme`` is the default one.
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
    """A line for each setting, notes on unknown entries, and the path of the file."""
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
    """The same as JSON: switches are true or false."""
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
    """What is wrong with the file or was done about it, one sentence each; empty if all is well."""
    problem, notes = settings.problem, list[str]()
    if problem is not None:
        trouble = "" if problem.error is None else os_error_text(problem.error, words.language)
        notes.append(words(f"settings.{problem.kind}", path=problem.path, line=problem.line, problem=trouble))
    for key, value in settings.refused.items():
        known = words("settings.or").join(VALUES.get(key, (words("settings.cast"),)))
        notes.append(words("settings.refused", name=key, value=value, values=known, path=settings.path))
    return notes


def unknown_notes(settings: SettingsFile, words: Catalogue) -> list[str]:
    """A note naming the entries of the file that are not settings; empty if there are none."""
    names = words("settings.and").join(settings.unknown)
    return [words("settings.unknown", names=names)] if names else []
