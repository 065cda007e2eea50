"""The words of the interface, one catalogue per language.

A catalogue is a flat map of dotted keys to text; ``{name}`` is filled from keyword values. Chinese and English are
complete, which a test keeps so.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.text.languages import INTERFACE, interface_of, read_beside, with_interface

if TYPE_CHECKING:
    from roleplay.reading.cache import Cache

LANGUAGES = INTERFACE

_FOLDER = Path(__file__).parent


class CatalogueWords(NamedTuple):
    """What is kept of a catalogue."""

    #: key -> text
    words: Mapping[str, str]


class Catalogue:
    """The words of one language: ``words("key", name=value)``."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        #: the language that the texts of scenes are read in: that of the words, or one that only a scene has
        self.language = language
        self.words = words

    @property
    def interface(self) -> str:
        """The language of the words, of `LANGUAGES`."""
        return interface_of(self.language)

    def beside(self, language: str) -> Catalogue:
        """The same words, with the texts of scenes in ``language``."""
        return Catalogue(read_beside(self.interface, language), self.words)

    def __call__(self, key: str, **values: object) -> str:
        """The text of ``key``. Raises `KeyError` for an unknown key: the parity test knows every one."""
        text = self.words[key]
        return text.format(**values) if values else text

    def count(self, key: str, count: int, **values: object) -> str:
        """The text of ``key`` with ``{count}``; of one thing that of ``key_one``, where there is such a key."""
        one = f"{key}_one"
        return self(one if count == 1 and one in self.words else key, count=count, **values)

    def get(self, key: str, default: str) -> str:
        """The text of ``key``, or of the key ``default`` where there is none."""
        return self.words.get(key) or self.words[default]


def catalogue(language: str, cache: Cache | None = None) -> Catalogue:
    """The catalogue for who reads in ``language``; of English where the interface does not speak that."""
    code = interface_of(language)
    code = code if code in LANGUAGES else "en"
    paths = catalogue_files(code)
    stats = [path.stat() for path in paths]
    key = f"locale:{code}:" + ":".join(f"{stat.st_mtime_ns}:{stat.st_size}" for stat in stats)
    kept = None if cache is None else cache.get(key, CatalogueWords)
    if kept is None:
        kept = CatalogueWords({key: text for path in paths for key, text in _read(path).items()})
        if cache is not None:
            cache.put(key, kept)
    return Catalogue(with_interface(language, code), kept.words)


def part(name: str, language: str) -> Catalogue:
    """The words of one file only, for who needs no others: ``part("usage", "zh")`` has those of ``usage.zh.yaml``."""
    code = interface_of(language)
    code = code if code in LANGUAGES else "en"
    return Catalogue(code, _read(_FOLDER / f"{name}.{code}.yaml"))


def catalogue_files(code: str) -> list[Path]:
    """The files of one language: ``zh.yaml``, and ``play.zh.yaml`` and the like. Their keys do not overlap."""
    return [_FOLDER / f"{code}.yaml", *sorted(_FOLDER.glob(f"*.{code}.yaml"))]


@functools.cache
def _read(path: Path) -> Mapping[str, str]:
    """The words of a file by their dotted keys; read once in a process, for these files are the program's own."""
    from roleplay.reading.yaml_reader import read

    document, findings = read(path.read_bytes(), str(path))
    if findings:  # our own file: a mistake of ours, seen by the first test that runs
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
    """From the locale of the environment: Chinese where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = environ.get(name, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def other_charset(environ: Mapping[str, str]) -> dict[str, str]:
    """What a locale that asks for another encoding than UTF-8 says, and what would be better; else nothing.

    ``{"setting": "LC_ALL=zh_CN.GB18030", "better": "LC_ALL=zh_CN.UTF-8"}``. A locale that names no encoding asks for
    none.
    """
    name = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    language, _, charset = environ.get(name, "").partition("@")[0].partition(".")
    if not charset or charset.lower().replace("-", "").replace("_", "") == "utf8":
        return {}
    return {"setting": f"{name}={language}.{charset}", "better": f"{name}={language}.UTF-8"}
