"""The language in which somebody reads scenes, which need not be a language of the interface."""

from __future__ import annotations

from collections.abc import Mapping

#: The languages of the interface, the default last.
INTERFACE = ("zh", "en")
#: The languages' own names, for languages that scenes are likely to use; all are written from left to right.
_OWN_NAMES: Mapping[str, str] = {
    "zh": "中文", "en": "English", "ko": "한국어", "ja": "日本語", "de": "Deutsch", "fr": "Français",
    "es": "Español", "pt": "Português", "it": "Italiano", "nl": "Nederlands", "ru": "Русский", "uk": "Українська",
    "pl": "Polski", "cs": "Čeština", "sv": "Svenska", "da": "Dansk", "no": "Norsk", "fi": "Suomi", "tr": "Türkçe",
    "el": "Ελληνικά", "hu": "Magyar", "ro": "Română", "vi": "Tiếng Việt", "id": "Bahasa Indonesia",
    "ms": "Bahasa Melayu",
}  # fmt: skip


class ReadingLanguage(str):
    """The code of a language in which somebody reads scenes while the interface is in another one.

    It is compared, looked up and stored like any language code. ``interface`` is the fallback for texts that lack the
    language, such as the names of moves in Korean.
    """

    __slots__ = ("interface",)

    #: the language of the interface, ``zh`` or ``en``
    interface: str

    def __new__(cls, code: str, interface: str) -> ReadingLanguage:
        language = super().__new__(cls, code)
        language.interface = interface
        return language


def interface_of(language: str) -> str:
    """The language of the interface for somebody who reads scenes in ``language``."""
    return language.interface if isinstance(language, ReadingLanguage) else language


def reading_language(interface: str, language: str) -> str:
    """The code for reading scenes in ``language`` with an interface in ``interface``.

    If ``language`` is a language of the interface, the interface uses it too.
    """
    return language if language in INTERFACE else ReadingLanguage(language, interface)


def with_interface(language: str, interface: str) -> str:
    """Return ``language`` with the interface switched to ``interface``.

    A reader whose scenes follow the interface goes on reading them in the language of the interface.
    """
    return reading_language(interface, str(language)) if isinstance(language, ReadingLanguage) else interface


def with_next_interface(language: str) -> str:
    """Return ``language`` with the interface switched to its next language."""
    index = INTERFACE.index(interface_of(language)) + 1
    return with_interface(language, INTERFACE[index % len(INTERFACE)])


def native_name(code: str) -> str:
    """The language's own name, or its code if the name is not known."""
    return _OWN_NAMES.get(code, code)
