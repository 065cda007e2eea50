"""``roleplay settings``: preferences that persist between sessions."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, CommandError, unknown
from roleplay.commands.output import print_error, print_json, print_text

if TYPE_CHECKING:
    from roleplay.presenting.settings import SettingFact
    from roleplay.records.settings import SettingsFile

EXAMPLE = "roleplay settings mode guided"
#: Stands for all settings that store which persona a person was played as.
_PERSONAS = "personas"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("key", nargs="?", metavar="setting")
    parser.add_argument("value", nargs="?", metavar="setting_value")
    parser.add_argument("--unset", action="store_true")
    parser.add_argument("--json", action="store_true")


def run(args: Namespace) -> int:
    """List the settings, or show or change one."""
    from roleplay.presenting.settings import settings_json, settings_lines, settings_notes
    from roleplay.text.json_text import json_text

    if args.unset and (args.key is None or args.value is not None):
        raise CommandError("settings_unset")
    with closing(open_workspace(args)) as workspace:
        if workspace.has_record:
            workspace.open_record()  # the first time, it migrates settings
        settings = workspace.settings
        facts = _facts(settings)
        key = None if args.key is None else _key(args.key, settings, unset=args.unset)
        selected = [fact.key for fact in facts if fact.is_persona] if key == _PERSONAS else [key]
        if key is not None and (args.unset or args.value is not None):
            _change([name for name in selected if name is not None], args.value, settings, facts)
            facts = _facts(settings)
        words = workspace.words(language_of(args))
        shown = [fact for fact in facts if key is None or fact.key in selected]
        for note in settings_notes(settings, words):
            print_error(f"roleplay: {note}")
        if args.json:
            print_json(json_text(settings_json(shown, settings, words)))
        elif shown:
            print_text("\n".join(settings_lines(shown, settings, words)))
        elif key == _PERSONAS:
            print_text(words("settings.no_personas"))
        else:
            print_text(words("settings.gone", name=key))
    return DONE


def _key(word: str, settings: SettingsFile, *, unset: bool) -> str:
    """The setting that ``word`` means. Raises `CommandError`.

    An unknown key in the file can still be unset.
    """
    from roleplay.records.settings import VALUES

    key = word.strip().lower().replace("_", "-")
    if key in VALUES or key == _PERSONAS:
        return key
    written = {**settings.kept, **settings.refused}
    if word in written or (unset and word in settings.unknown):
        return word
    raise unknown("setting", word, dict.fromkeys((*VALUES, _PERSONAS, *written)))


def _change(keys: list[str], value: str | None, settings: SettingsFile, facts: list[SettingFact]) -> None:
    """Change settings. Raises `CommandError` if the value is invalid, or the file cannot be written."""
    from roleplay.records.settings import VALUES, parse_value

    new_value = None
    if value is not None:
        if any(key not in VALUES for key in keys) or not keys:
            raise CommandError("settings_persona")
        values = next(fact.values for fact in facts if fact.key in keys)
        new_value = parse_value(keys[0], value)
        if new_value not in values:
            raise unknown("choice", value, values)
    written = settings.put(dict.fromkeys(keys, new_value))
    if not written and settings.problem is not None and settings.problem.error is not None:
        raise CommandError("settings_unwritten", path=settings.path, problem=settings.problem.error)


def _facts(settings: SettingsFile) -> list[SettingFact]:
    from textual.constants import DEFAULT_THEME

    from roleplay.locales import default_language
    from roleplay.presenting.settings import setting_facts
    from roleplay.tui.themes import theme_names

    themes = theme_names()
    environment = {"language": default_language(os.environ), "theme": os.environ.get("TEXTUAL_THEME", "")}
    return setting_facts(settings, environment, themes, DEFAULT_THEME if DEFAULT_THEME in themes else "textual-dark")
