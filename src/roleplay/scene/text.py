"""``Text``: the same sentence in one or more languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from roleplay.text.invisible import is_invisible
from roleplay.text.languages import ReadingLanguage

#: Placeholders: ``{lin}``, a member of the cast, ``{anger}`` and ``{anger.value}``, a meter; nothing else.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Suffix of a meter's id in a placeholder for its value rather than its step.
VALUE = ".value"

#: Start of a text still to be written, perhaps in a bracket. "Todo bien" is Spanish and 待写的信 is a letter: no match.
_TODO = (
    r"\s*[\[(（【]?\s*"
    r"(?:(?:todo|TODO)(?![A-Za-z0-9_'’]|-\w)|(?i:todo)(?=\s*(?:[:：\])）】]|$))|待写(?![\u4e00-\u9fff]))"
)
_BRACKETS = ("[", "(", "（", "【")


def is_todo(text: str) -> bool:
    """Whether a text is still to be written: ``todo``, ``todo: what he answers``, ``待写：……``."""
    return re.match(_TODO, text) is not None


class Text(NamedTuple):
    """Plain text by language code, in the order of the file. Never empty."""

    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: str | Mapping[str, str], language: str = "en") -> Text:
        """Make a Text from a string in ``language``, or from a map of languages."""
        if isinstance(value, str):
            return cls(((language, value),))
        return cls(tuple(value.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this text exists in."""
        return tuple(language for language, _ in self.values)

    @property
    def todo(self) -> tuple[str, ...]:
        """The languages in which this text is still to be written."""
        return tuple(language for language, text in self.values if is_todo(text))

    def bracket_todos(self) -> Text:
        """The same text with brackets around what is still to be written, so that it is not mistaken for dialogue."""
        if not self.todo:
            return self
        return Text(tuple((language, _bracketed(language, text)) for language, text in self.values))

    def with_first(self, language: str) -> Text:
        """The same text with ``language`` (if it exists) first, which makes it the fallback for missing languages."""
        if self.values[0][0] == language:
            return self
        return Text(tuple(sorted(self.values, key=lambda value: value[0] != language)))  # stable

    def bracketed(self) -> Text:
        """The same text in brackets, for use as a stand-in for something unknown."""
        return Text(tuple((code, f"[{text}]") for code, text in self.values))

    def get(self, language: str) -> str:
        """The text in ``language``, else in its substitute (see `ReadingLanguage`), else in the first language."""
        return self._shown(language)[1]

    def fill(self, language: str, names: Mapping[str, Text]) -> str:
        """The text as by `get`, with placeholders replaced from ``names`` in the same language as the text."""
        code, text = self._shown(language)
        if "{" not in text:
            return text
        return PLACEHOLDER.sub(lambda m: names[m[1]].get(code) if m[1] in names else m[0], text)

    def _shown(self, language: str) -> tuple[str, str]:
        for value in self.values:
            if value[0] == language:
                return value
        return self._shown(language.interface) if isinstance(language, ReadingLanguage) else self.values[0]

    def placeholders(self) -> tuple[tuple[str, str], ...]:
        """The placeholders in the text, as ``(language, name)``."""
        return tuple((code, m[1]) for code, text in self.values for m in PLACEHOLDER.finditer(text))


def _bracketed(language: str, text: str) -> str:
    if not is_todo(text) or text.lstrip().startswith(_BRACKETS):
        return text
    return f"【{text}】" if language == "zh" else f"[{text}]"


#: Format characters that are allowed where a script or an emoji needs them.
_JOINERS = "\u200c\u200d"
_STEERING = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def forbidden_character(text: str) -> tuple[int, str] | None:
    """The first character that is not allowed in a text, with its index; ``None`` if all are allowed.

    Control characters (except the newline), bidirectional and other format characters, lone surrogates, private-use
    characters, noncharacters and anything invisible can hide or rearrange what a reader sees, or control the terminal,
    so texts must not contain them. Joiners and variation selectors are allowed where a script or an emoji needs them.
    """
    if text.isascii() and text.isprintable():
        return None
    for index, character in enumerate(text):
        if character == "\n":
            continue
        steers = character not in _JOINERS and unicodedata.category(character) in _STEERING
        if steers or is_invisible(text, index):
            return index, character
    return None
