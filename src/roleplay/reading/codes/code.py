"""A kind of finding: its severity, and its words in both languages."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.text.languages import interface_of


class Code(NamedTuple):
    """A kind of finding: ``error``, ``warning`` or ``advice``.

    ``{name}`` in the words is filled from a finding's details.
    """

    severity: str
    en: tuple[str, str]
    zh: tuple[str, str]

    def message(self, language: str) -> str:
        """What is wrong and why."""
        return (self.zh if interface_of(language) == "zh" else self.en)[0]

    def help(self, language: str) -> str:
        """How to mend it."""
        return (self.zh if interface_of(language) == "zh" else self.en)[1]


def error(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """What must be mended; in RP0xx, RP1xx and RP7xx the file cannot be used before."""
    return Code("error", (en, en_help), (zh, zh_help))


def warning(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """What is likely to disappoint whoever plays or judges the scene."""
    return Code("warning", (en, en_help), (zh, zh_help))


def advice(en: str, en_help: str, zh: str, zh_help: str) -> Code:
    """What a good scene may do on purpose, and most do by oversight: worth a second look, and no fault by itself."""
    return Code("advice", (en, en_help), (zh, zh_help))
