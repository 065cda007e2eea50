"""A kind of finding: its severity, and its wording in both languages."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.text.languages import interface_of


class Code(NamedTuple):
    """A kind of finding. ``severity`` is ``error``, ``warning`` or ``advice``.

    ``en`` and ``zh`` are (message, help), in which ``{name}`` is replaced by the finding's detail of that name.
    """

    severity: str
    en: tuple[str, str]
    zh: tuple[str, str]

    def message(self, language: str) -> str:
        """What is wrong and why."""
        return (self.zh if interface_of(language) == "zh" else self.en)[0]

    def help(self, language: str) -> str:
        """How to fix it."""
        return (self.zh if interface_of(language) == "zh" else self.en)[1]


def error(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """A code for what must be fixed; errors of RP0xx, RP1xx, RP7xx and RP8xx prevent the file from being used."""
    return Code("error", (en, en_help), (zh, zh_help))


def warning(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """A code for what is likely to disappoint those who play or judge the scene."""
    return Code("warning", (en, en_help), (zh, zh_help))


def advice(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """A code for what a scene may do on purpose but most do by oversight: no fault by itself, worth a second look."""
    return Code("advice", (en, en_help), (zh, zh_help))
