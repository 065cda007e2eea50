"""What was read once is kept, so that playing needs neither YAML nor pydantic. Safe to delete at any time.

Entries are pickles that can only hold this room's own classes: reading one never runs foreign code. A cache that
cannot be read or written is the same as an empty one.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import re
import sys
import tempfile
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Protocol, get_args, get_origin

from roleplay import __version__
from roleplay.reading.contents import Contents, LoadedShared
from roleplay.scene.model import Scenario

#: Files kept; the oldest go first.
KEEP = 400

_WORD = re.compile(r"\w+")

_ALLOWED = ("roleplay.scene.", "roleplay.reading.")


class Cache(Protocol):
    """Keeps values by key."""

    def get(self, key: str) -> Any:
        """The value kept under ``key``, or ``None``."""

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``; a failure is silent, it costs only time."""


class NoCache:
    """A cache that keeps nothing."""

    def get(self, key: str) -> Any:
        """Always ``None``."""
        return None

    def put(self, key: str, value: Any) -> None:
        """Forget ``value``."""


def format_of(*roots: type) -> str:
    """A digest of the classes that values of ``roots`` are made of: named tuples with their fields, enums, aliases.

    What was kept under another format is never looked at again. Annotations are followed as they are written, by the
    names in them: to evaluate them would take a start of the program several milliseconds.
    """
    parts: dict[Any, str] = {}
    waiting: list[Any] = list(roots)
    while waiting:
        part = waiting.pop()
        if part in parts:
            continue
        if get_origin(part) is not None:
            parts[part] = repr(part)
            waiting += get_args(part)
        elif isinstance(part, type) and issubclass(part, Enum):
            parts[part] = repr([part.__qualname__, *((member.name, member.value) for member in part)])
        elif isinstance(part, type) and issubclass(part, tuple) and part is not tuple:
            fields = {name: getattr(wanted, "__forward_arg__", wanted) for name, wanted in part.__annotations__.items()}
            parts[part] = repr([part.__qualname__, *fields.items()])
            known = vars(sys.modules[part.__module__])
            waiting += [known[word] for word in _WORD.findall(" ".join(map(str, fields.values()))) if word in known]
    return hashlib.sha256("\n".join(sorted(parts.values())).encode()).hexdigest()


@cache
def _format() -> str:
    return format_of(Scenario, Contents, LoadedShared)


class _Unpickler(pickle.Unpickler):
    """Knows the classes of this room, and no other."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(_ALLOWED) and "." not in name:
            value = getattr(sys.modules.get(module) or __import__(module, fromlist=[name]), name)
            if isinstance(value, type) and value.__module__ == module:  # not what the module itself imports
                return value
        raise pickle.UnpicklingError(f"{module}.{name} may not stand in a cache")


class FolderCache:
    """Keeps values as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        version = f"{__version__}-{_format()}-{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / (hashlib.sha256(f"{version}:{key}".encode()).hexdigest()[:40] + ".cache")

    def get(self, key: str) -> Any:
        """The value kept under ``key``, or ``None``."""
        try:
            return _Unpickler(io.BytesIO(self._path(key).read_bytes())).load()
        except Exception:  # whatever is wrong with a cache, it is no more than a miss
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``; written aside and moved into place, so that two processes cannot mix."""
        with contextlib.suppress(OSError, pickle.PicklingError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._prune()
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    pickle.dump(value, file, protocol=5)
                Path(name).replace(self._path(key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _prune(self) -> None:
        files = list(self.folder.glob("*.cache"))
        if len(files) >= KEEP:
            oldest = sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) - KEEP + KEEP // 4]
            for file in oldest:
                file.unlink(missing_ok=True)
