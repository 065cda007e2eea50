"""The settings that stay: a small file of the learner's own, one ``key: value`` a line.

It is YAML of the plainest form and is read without a YAML library, for nothing is to be loaded before the first
picture. Whoever writes into it by hand keeps what they wrote: a change replaces one line, and all others stay.
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
#: Every setting with the values that it takes; with none it takes any name, and who uses it knows which there are.
VALUES: Mapping[str, tuple[str, ...]] = {
    "language": INTERFACE,
    "theme": (),
    "mode": ("guided", "practice", "exam"),
    "own-words": _SWITCH,
    "sure": _SWITCH,
    "timed": _SWITCH,
    "hide-meters": _SWITCH,
}
#: Begins the settings that say, a scene each, who was played as another persona last: ``persona-desk: wang=anxious``.
PERSONA = "persona-"
#: What else may be written for on and off.
_ALSO = {"true": ON, "yes": ON, "是": ON, "开": ON, "false": OFF, "no": OFF, "否": OFF, "关": OFF}
#: Bytes that are read, at most.
_LARGEST = 1 << 16
_BEGINNING = "# roleplay settings"
_LINE = re.compile(r"""([\w-]+)[ \t]*:(?:[ \t]+(?:"([^"]*)"|'([^']*)'|([^"'#].*?)))?[ \t]*(?:[ \t]#.*)?""")
_CAST = re.compile(r"[\w-]+=[\w-]+(?: +[\w-]+=[\w-]+)*")
_PASSED_OVER = re.compile(r"\s*(?:#.*)?|---\s*")
#: The value of a key of somebody else's may go on below it.
_GOES_ON = re.compile(r"[ \t]|- |-$")


class SettingsTrouble(StrEnum):
    """What can be wrong with the file."""

    #: the system does not let it be read, or it is no file
    UNREADABLE = "unreadable"
    #: it is no text in UTF-8
    NOT_UTF8 = "not_utf8"
    #: a line is no ``key: value``
    LINE = "line"
    #: it was one of the two, and has made room for a new one under another name
    SET_ASIDE = "set_aside"
    #: a change could not be written down
    UNWRITTEN = "unwritten"


class SettingsProblem(NamedTuple):
    """What is wrong with the file, or what became of it."""

    kind: SettingsTrouble
    path: Path
    #: of the line that is none, from 1
    line: int = 0
    #: what the system says
    error: OSError | None = None


class _NoSettings(Exception):
    """The file is none of ours; the problem is its argument. Never leaves this module."""


class SettingsFile:
    """The settings as they stand in a file, which need not be there. Nothing here raises: see `problem`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines: list[str] | None = None
        self._values: dict[str, str] = {}
        self._problem: SettingsProblem | None = None
        #: changes of this session that the disk has not taken
        self._owed: dict[str, str | None] = {}

    @property
    def problem(self) -> SettingsProblem | None:
        """Why nothing in the file counts, or why the last change is not in it."""
        self._read()
        return self._problem

    @property
    def kept(self) -> Mapping[str, str]:
        """The settings that are set, each with a value that it takes."""
        return {key: value for key, text in self._all.items() if (value := meant_value(key, text)) is not None}

    @property
    def refused(self) -> Mapping[str, str]:
        """The settings that somebody gave a value which they do not take; they count as not set."""
        return {key: text for key, text in self._all.items() if is_setting(key) and meant_value(key, text) is None}

    @property
    def unknown(self) -> Mapping[str, str]:
        """What else stands in the file, of a later version or of somebody else; it stays there."""
        return {key: text for key, text in self._all.items() if not is_setting(key)}

    def put(self, changes: Mapping[str, str | None]) -> bool:
        """Set these, or with ``None`` no longer set them; returns whether it is on the disk.

        What a neighbour has changed meanwhile stays. A file that is none of ours makes room under another name. What
        cannot be written holds for this session all the same.
        """
        self._lines = None
        now, problem, wanted = self._all, self._problem, {**self._owed, **changes}
        if all(now.get(key) == value for key, value in wanted.items()):
            return problem is None
        try:
            if problem is not None and problem.error is not None:
                raise problem.error
            aside = None if problem is None else _set_aside(self.path)
            lines = _changed(self._lines or [_BEGINNING], wanted)
            _write(self.path, "\n".join(lines) + "\n")
        except OSError as error:
            self._owed, self._values = wanted, _with_changes(now, wanted)
            self._problem = SettingsProblem(SettingsTrouble.UNWRITTEN, self.path, error=error)
            return False
        self._owed, self._lines, self._values = {}, lines, _with_changes(now, wanted)
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
            content = read_regular(self.path, _LARGEST)
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
        except _NoSettings as damage:
            self._problem = damage.args[0]


def is_setting(key: str) -> bool:
    """Whether a key of the file is one of ours."""
    return key in VALUES or (key.startswith(PERSONA) and key != PERSONA)


def cast_kept(text: str) -> dict[str, str]:
    """Who is played as which persona, by the value of a setting that begins with `PERSONA`."""
    return dict(pair.split("=") for pair in text.split()) if _CAST.fullmatch(text) else {}


def meant_value(key: str, text: str) -> str | None:
    """The value of a setting that somebody wrote as ``text``; ``None`` where it takes no such value."""
    if key.startswith(PERSONA):
        return text if _CAST.fullmatch(text) else None
    word = text.strip().lower()
    known = VALUES.get(key)
    if known is None or not word:
        return None
    if known == _SWITCH:
        word = _ALSO.get(word, word)
    return word if word in known or not known else None


def carry_over(store: RecordStore, settings: SettingsFile) -> None:
    """Language and theme of a record that kept them itself; what the file has is newer. They leave the record."""
    found = {key: value for key in ("language", "theme") if (value := store.setting(key)) is not None}
    if not found or settings.problem is not None:
        return
    new = {key: value for key, value in found.items() if key not in settings.kept and meant_value(key, value)}
    if settings.put(new):
        for key in found:
            store.set_setting(key, None)


# -- lines -----------------------------------------------------------------------------


def _values(lines: Iterable[str], path: Path) -> dict[str, str]:
    """What the lines say, by key. Raises `_NoSettings`."""
    values: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines, 1):
        if _PASSED_OVER.fullmatch(line):
            continue
        if key and _GOES_ON.match(line):
            values[key] = f"{values[key]} {line.strip()}".strip()
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise _NoSettings(SettingsProblem(SettingsTrouble.LINE, path, number))
        key = _key(found[1])
        values[key] = found[2] or found[3] or found[4] or ""
    return values


def _key(word: str) -> str:
    """A key as it is called here: ``own_words`` and ``Own-Words`` mean ``own-words``."""
    name = word.lower().replace("_", "-")
    return name if name in VALUES else word


def _changed(lines: Iterable[str], changes: Mapping[str, str | None]) -> list[str]:
    """The lines with these changes: each in the place of what stood there, else at the end."""
    kept, rest, gone = list[str](), dict(changes), False
    for line in lines:
        found = None if _PASSED_OVER.fullmatch(line) else _LINE.fullmatch(line)
        if found is None or _GOES_ON.match(line):
            if not (gone and _GOES_ON.match(line)):
                kept.append(line)
            continue
        key = _key(found[1])
        gone = key in changes
        if not gone:
            kept.append(line)
        elif (value := rest.pop(key, None)) is not None:
            kept.append(f"{key}: {value}")
    return kept + [f"{key}: {value}" for key, value in rest.items() if value is not None]


def _with_changes(values: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in {**values, **changes}.items() if value is not None}


# -- the disk --------------------------------------------------------------------------


def _set_aside(path: Path) -> Path:
    """Give the file another name, which is returned. Raises OSError."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")):
        number += 1
    path.rename(aside)
    return aside


def _write(path: Path, text: str) -> None:
    """Write a private file aside and move it into its place; a link stays one. Raises OSError."""
    import tempfile  # late: brings chance along

    place = Path(os.path.realpath(path))
    private_files.make_folder(place.parent)
    descriptor, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".new", dir=place.parent)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, place)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
