"""The language that somebody reads scenes in, which need not be one that the interface speaks."""

from __future__ import annotations

from collections.abc import Mapping

#: The languages of the interface, the default last.
INTERFACE = ("zh", "en")
#: What languages call themselves, as far as scenes are likely to be in them; terminals draw these from left to right.
_OWN_NAMES: Mapping[str, str] = {
    "zh": "中文", "en": "English", "ko": "한국어", "ja": "日本語", "de": "Deutsch", "fr": "Français",
    "es": "Español", "pt": "Português", "it": "Italiano", "nl": "Nederlands", "ru": "Русский", "uk": "Українська",
    "pl": "Polski", "cs": "Čeština", "sv": "Svenska", "da": "Dansk", "no": "Norsk", "fi": "Suomi", "tr": "Türkçe",
    "el": "Ελληνικά", "hu": "Magyar", "ro": "Română", "vi": "Tiếng Việt", "id": "Bahasa Indonesia",
    "ms": "Bahasa Melayu",
}  # fmt: skip


class ReadingLanguage(str):
    """The code of the language that somebody reads scenes in, beside an interface that speaks another one.

    It is a code like any other: it is compared, looked up and kept as one. Only where a text lacks the language
    (the names of moves, say, in Korean) it matters what is read in its place.
    """

    __slots__ = ("instead",)

    #: the language of the interface, ``zh`` or ``en``
    instead: str

    def __new__(cls, code: str, instead: str) -> ReadingLanguage:
        language = super().__new__(cls, code)
        language.instead = instead
        return language


def interface_of(language: str) -> str:
    """The language in which the interface speaks to somebody who reads in ``language``."""
    return language.instead if isinstance(language, ReadingLanguage) else language


def read_beside(interface: str, language: str) -> str:
    """Who reads in ``language`` beside an interface that speaks ``interface``; whatever it can speak, it then does."""
    return language if language in INTERFACE else ReadingLanguage(language, interface)


def with_interface(language: str, interface: str) -> str:
    """The same reader with an interface in another language; who reads what it speaks goes on doing so."""
    return read_beside(interface, str(language)) if isinstance(language, ReadingLanguage) else interface


def with_next_interface(language: str) -> str:
    """The same reader with the next language of the interface."""
    index = INTERFACE.index(interface_of(language)) + 1
    return with_interface(language, INTERFACE[index % len(INTERFACE)])


def own_name(code: str) -> str:
    """What a language calls itself; its code where that is not known here."""
    return _OWN_NAMES.get(code, code)
