"""The persistent settings: a small file the learner may edit, with one ``key: value`` per line.

It is a minimal subset of YAML, read without a YAML library because importing one would delay the first screen. Manual
edits are preserved: changing a setting replaces its line and leaves all others alone.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.reading.files import read_regular
from roleplay.records import private_files
from roleplay.text.languages import INTERFACE

if TYPE_CHECKING:
    from roleplay.records.store import RecordStore

FILE_NAME = "settings.yaml"
ON, OFF = "on", "off"
_SWITCH = (ON, OFF)
#: Every setting with its allowed values; an empty tuple allows any name, to be validated by the code that uses it.
VALUES: Mapping[str, tuple[str, ...]] = {
    "language": INTERFACE,
    "theme": (),
    "mode": ("guided", "practice", "exam"),
    "own-words": _SWITCH,
    "sure": _SWITCH,
    "timed": _SWITCH,
    "hide-meters": _SWITCH,
}
#: Prefix of the settings that keep, for each scene, the personas last chosen: ``persona-desk: wang=anxious``.
PERSONA = "persona-"
#: Other accepted spellings of on and off.
_SYNONYMS = {"true": ON, "yes": ON, "是": ON, "开": ON, "false": OFF, "no": OFF, "否": OFF, "关": OFF}
#: Maximum size of the file in bytes.
_MAX_BYTES = 1 << 16
_BEGINNING = "# roleplay settings"
_LINE = re.compile(r"""([\w-]+)[ \t]*:(?:[ \t]+(?:"([^"]*)"|'([^']*)'|([^"'#].*?)))?[ \t]*(?:[ \t]#.*)?""")
_CAST = re.compile(r"[\w-]+=[\w-]+(?: +[\w-]+=[\w-]+)*")
_IGNORED_LINE = re.compile(r"\s*(?:#.*)?|---\s*")
#: A continuation line: values of keys that are not ours may span lines.
_CONTINUATION = re.compile(r"[ \t]|- |-$")


class SettingsTrouble(StrEnum):
    """What can be wrong with the file."""

    #: the system does not allow it to be read, or it is not a regular file
    UNREADABLE = "unreadable"
    #: it is not text in UTF-8
    NOT_UTF8 = "not_utf8"
    #: a line is not ``key: value``
    LINE = "line"
    #: it was one of the previous two, and was renamed to make way for a new file
    SET_ASIDE = "set_aside"
    #: a change could not be written
    UNWRITTEN = "unwritten"


class SettingsProblem(NamedTuple):
    """What is wrong with the file, or what happened to it."""

    kind: SettingsTrouble
    path: Path
    #: number of the invalid line, from 1; 0 if it is not about a line
    line: int = 0
    #: the system's error, if any
    error: OSError | None = None


class _InvalidFile(Exception):
    """The file is not a settings file; the problem is the argument. Never leaves this module."""


class SettingsFile:
    """The settings in a file, which need not exist. Nothing here raises: see `problem`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines: list[str] | None = None
        self._values: dict[str, str] = {}
        self._problem: SettingsProblem | None = None
        #: changes of this session that could not be written
        self._unsaved: dict[str, str | None] = {}

    @property
    def problem(self) -> SettingsProblem | None:
        """Why the whole file is ignored, or why the last change is not in it; ``None`` if all is well."""
        self._read()
        return self._problem

    @property
    def kept(self) -> Mapping[str, str]:
        """The settings with an allowed value."""
        return {key: value for key, text in self._all.items() if (value := parse_value(key, text)) is not None}

    @property
    def refused(self) -> Mapping[str, str]:
        """The settings with a value that is not allowed; they count as not set."""
        return {key: text for key, text in self._all.items() if is_setting(key) and parse_value(key, text) is None}

    @property
    def unknown(self) -> Mapping[str, str]:
        """Other keys in the file, from a later version or added by hand; they are preserved."""
        return {key: text for key, text in self._all.items() if not is_setting(key)}

    def put(self, changes: Mapping[str, str | None]) -> bool:
        """Set these settings, or unset them with ``None``; returns whether the change is on the disk.

        Changes made by other processes meanwhile are preserved. An invalid file is renamed to make way for a new one.
        A change that cannot be written still applies to this session.
        """
        self._lines = None
        current, problem, wanted = self._all, self._problem, {**self._unsaved, **changes}
        if all(current.get(key) == value for key, value in wanted.items()):
            return problem is None
        try:
            if problem is not None and problem.error is not None:
                raise problem.error
            aside = None if problem is None else _set_aside(self.path)
            lines = _changed_lines(self._lines or [_BEGINNING], wanted)
            _write(self.path, "\n".join(lines) + "\n")
        except OSError as error:
            self._unsaved, self._values = wanted, _with_changes(current, wanted)
            self._problem = SettingsProblem(SettingsTrouble.UNWRITTEN, self.path, error=error)
            return False
        self._unsaved, self._lines, self._values = {}, lines, _with_changes(current, wanted)
        self._problem = None if aside is None else SettingsProblem(SettingsTrouble.SET_ASIDE, aside)
        return True

    @property
    def _all(self) -> dict[str, str]:
        self._read()
        return self._values

    def _read(self) -> None:
        if self._lines is not None:
            return
        self._lines, self._values, self._problem = [], {}, None
        try:
            content = read_regular(self.path, _MAX_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            self._problem = SettingsProblem(SettingsTrouble.UNREADABLE, self.path, error=error)
            return
        try:
            lines = content.decode("utf-8-sig").splitlines()
            self._values = _values(lines, self.path)
            self._lines = lines
        except UnicodeDecodeError:
            self._problem = SettingsProblem(SettingsTrouble.NOT_UTF8, self.path)
        except _InvalidFile as damage:
            self._problem = damage.args[0]


def is_setting(key: str) -> bool:
    """Whether a key of the file is a setting of this program."""
    return key in VALUES or (key.startswith(PERSONA) and key != PERSONA)


def parse_cast(text: str) -> dict[str, str]:
    """Cast id -> persona, from the value of a setting that begins with `PERSONA`; empty if the value is invalid."""
    return dict(pair.split("=") for pair in text.split()) if _CAST.fullmatch(text) else {}


def parse_value(key: str, text: str) -> str | None:
    """The normalised value of a setting written as ``text``; ``None`` if it is not allowed."""
    if key.startswith(PERSONA):
        return text if _CAST.fullmatch(text) else None
    word = text.strip().lower()
    known = VALUES.get(key)
    if known is None or not word:
        return None
    if known == _SWITCH:
        word = _SYNONYMS.get(word, word)
    return word if word in known or not known else None


def migrate_settings(store: RecordStore, settings: SettingsFile) -> None:
    """Move language and theme from an old record to the settings file, whose own values take precedence."""
    found = {key: value for key in ("language", "theme") if (value := store.setting(key)) is not None}
    if not found or settings.problem is not None:
        return
    new = {key: value for key, value in found.items() if key not in settings.kept and parse_value(key, value)}
    if settings.put(new):
        for key in found:
            store.set_setting(key, None)


# -- lines -----------------------------------------------------------------------------


def _values(lines: Iterable[str], path: Path) -> dict[str, str]:
    """The values in the lines, by key. Raises `_InvalidFile`."""
    values: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines, 1):
        if _IGNORED_LINE.fullmatch(line):
            continue
        if key and _CONTINUATION.match(line):
            values[key] = f"{values[key]} {line.strip()}".strip()
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise _InvalidFile(SettingsProblem(SettingsTrouble.LINE, path, number))
        key = _key(match[1])
        values[key] = match[2] or match[3] or match[4] or ""
    return values


def _key(word: str) -> str:
    """The canonical form of a key: ``own_words`` and ``Own-Words`` mean ``own-words``."""
    name = word.lower().replace("_", "-")
    return name if name in VALUES else word


def _changed_lines(lines: Iterable[str], changes: Mapping[str, str | None]) -> list[str]:
    """The lines with these changes: each replaces the existing line of its key, or is added at the end."""
    kept, rest, replaced = list[str](), dict(changes), False
    for line in lines:
        match = None if _IGNORED_LINE.fullmatch(line) else _LINE.fullmatch(line)
        if match is None or _CONTINUATION.match(line):
            if not (replaced and _CONTINUATION.match(line)):
                kept.append(line)
            continue
        key = _key(match[1])
        replaced = key in changes
        if not replaced:
            kept.append(line)
        elif (value := rest.pop(key, None)) is not None:
            kept.append(f"{key}: {value}")
    return kept + [f"{key}: {value}" for key, value in rest.items() if value is not None]


def _with_changes(values: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in {**values, **changes}.items() if value is not None}


# -- the disk --------------------------------------------------------------------------


def _set_aside(path: Path) -> Path:
    """Rename the file; returns the new path. Raises OSError."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")):
        number += 1
    path.rename(aside)
    return aside


def _write(path: Path, text: str) -> None:
    """Write a private temporary file and move it into place; a link remains a link. Raises OSError."""
    import tempfile  # late: imports random

    target = Path(os.path.realpath(path))
    private_files.make_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".new", dir=target.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
