"""The words of the interface, one catalogue per language.

A catalogue is a flat map of dotted keys to text; ``{name}`` is filled from keyword values. A test ensures that Chinese
and English are both complete.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.text.languages import INTERFACE, interface_of, reading_language, with_interface

if TYPE_CHECKING:
    from roleplay.reading.cache import Cache

LANGUAGES = INTERFACE

_FOLDER = Path(__file__).parent


class CatalogueWords(NamedTuple):
    """The cached part of a catalogue."""

    #: key -> text
    words: Mapping[str, str]


class Catalogue:
    """The words of one language: ``words("key", name=value)``."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        #: the language for texts of scenes: that of the words, or another one (`ReadingLanguage`)
        self.language = language
        self.words = words

    @property
    def interface(self) -> str:
        """The language of the words, one of `LANGUAGES`."""
        return interface_of(self.language)

    def with_scene_language(self, language: str) -> Catalogue:
        """The same words, with the texts of scenes in ``language``."""
        return Catalogue(reading_language(self.interface, language), self.words)

    def __call__(self, key: str, **values: object) -> str:
        """The text for ``key`` with ``values`` filled in. Raises `KeyError` for an unknown key."""
        text = self.words[key]
        return text.format(**values) if values else text

    def count(self, key: str, count: int, **values: object) -> str:
        """The text for ``key`` with ``{count}`` filled in; for a count of 1 that for ``key_one``, if there is one."""
        singular = f"{key}_one"
        return self(singular if count == 1 and singular in self.words else key, count=count, **values)

    def get(self, key: str, default: str) -> str:
        """The text for ``key``, or if there is none (or it is empty) that for the key ``default``."""
        return self.words.get(key) or self.words[default]


def catalogue(language: str, cache: Cache | None = None) -> Catalogue:
    """The catalogue for readers of ``language``; English if the interface does not exist in that language."""
    code = interface_of(language)
    code = code if code in LANGUAGES else "en"
    paths = catalogue_files(code)
    stats = [path.stat() for path in paths]
    key = f"locale:{code}:" + ":".join(f"{stat.st_mtime_ns}:{stat.st_size}" for stat in stats)
    cached = None if cache is None else cache.get(key, CatalogueWords)
    if cached is None:
        cached = CatalogueWords({key: text for path in paths for key, text in _read(path).items()})
        if cache is not None:
            cache.put(key, cached)
    return Catalogue(with_interface(language, code), cached.words)


def catalogue_part(name: str, language: str) -> Catalogue:
    """The words of a single file: ``part("usage", "zh")`` has those of ``usage.zh.yaml``."""
    code = interface_of(language)
    code = code if code in LANGUAGES else "en"
    return Catalogue(code, _read(_FOLDER / f"{name}.{code}.yaml"))


def catalogue_files(code: str) -> list[Path]:
    """The files of one language: ``zh.yaml``, and ``play.zh.yaml`` and the like. Their keys do not overlap."""
    return [_FOLDER / f"{code}.yaml", *sorted(_FOLDER.glob(f"*.{code}.yaml"))]


@functools.cache
def _read(path: Path) -> Mapping[str, str]:
    """The words of a file by dotted key; read once per process, as these files ship with the program."""
    from roleplay.reading.yaml_reader import read

    document, findings = read(path.read_bytes(), str(path))
    if findings:  # a bug in a shipped file, which any test would reveal
        raise ValueError(f"{path.name}:{findings[0].span.line}: {findings[0].message()}")
    flat: dict[str, str] = {}

    def flatten(prefix: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                flatten(f"{prefix}.{key}" if prefix else str(key), inner)
        else:
            flat[prefix] = str(value)

    flatten("", document.data)
    return flat


def default_language(environ: Mapping[str, str]) -> str:
    """The interface language for the locale in ``environ``: Chinese if it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = environ.get(name, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def non_utf8_locale(environ: Mapping[str, str]) -> dict[str, str]:
    """The locale setting that requests an encoding other than UTF-8, and a better one; empty if there is none.

    For example ``{"setting": "LC_ALL=zh_CN.GB18030", "better": "LC_ALL=zh_CN.UTF-8"}``. A locale without an encoding
    is fine.
    """
    name = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    language, _, charset = environ.get(name, "").partition("@")[0].partition(".")
    if not charset or charset.lower().replace("-", "").replace("_", "") == "utf8":
        return {}
    return {"setting": f"{name}={language}.{charset}", "better": f"{name}={language}.UTF-8"}
