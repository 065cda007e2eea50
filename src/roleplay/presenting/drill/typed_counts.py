"""Counts typed by the facilitator: which ones are expected, what they mean, and what is wrong with them.

`1 7 3 2` are the hands raised for each line; a single number is the line with most hands. Each table calls one line;
an observation sheet has four counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.drill.conduct import MAX_HANDS
from roleplay.drill.events.facilitator import Call, DropWords, FacilitatorEvent, Hands, Sheet, Tables
from roleplay.locales import Catalogue
from roleplay.text.cells import cell_len, fit
from roleplay.text.numbers import parse_bounded_int

#: Characters accepted as separators between numbers.
_SEPARATORS = str.maketrans(dict.fromkeys(",，、;；/.。．:：", " "))
#: Entries for a table that has not decided yet.
_NOT_YET = ("0", "-")
#: Maximum number of characters in an entry.
MOST_CHARACTERS = 60
#: Maximum cells of a name in the meaning of an entry.
_NAME = 10


class CountKind(StrEnum):
    """What the numbers are."""

    #: the hands raised for each line, or the line with most of them
    HANDS = "hands"
    #: the line called by each table
    TABLES = "tables"
    #: how many observers gave each level
    SHEET = "sheet"
    #: which of the room's own lines to remove
    DROP = "drop"


class CountPrompt(NamedTuple):
    """The counts that are expected."""

    kind: CountKind
    #: one number is typed for each of these
    names: tuple[str, ...]
    #: if the numbers stand for lines: the lines, and their letters
    choices: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    #: whether votes are in already, so that the majority is known
    counted: bool = False
    #: the criterion that a sheet is about
    criterion: str = ""


class InvalidCount(NamedTuple):
    """What is wrong with an entry."""

    #: catalogue key under ``drill.entry.wrong``
    key: str
    #: values for its message
    values: Mapping[str, object] = {}

    def text(self, words: Catalogue) -> str:
        """The problem as a friendly sentence."""
        return words(f"drill.entry.wrong.{self.key}", **self.values)


class TypedCounts:
    """The numbers typed so far."""

    def __init__(self) -> None:
        self.text = ""

    def type(self, character: str) -> None:
        """Type a character. Anything but digits, dashes and gaps is ignored; full-width forms are accepted."""
        plain = unicodedata.normalize("NFKC", character).translate(_SEPARATORS)
        if plain == " " and (not self.text or self.text.endswith(" ")):
            return
        if len(plain) == 1 and plain in "0123456789- " and len(self.text) < MOST_CHARACTERS:
            self.text += plain

    def erase(self) -> None:
        """Take back the last character."""
        self.text = self.text[:-1]

    def clear(self) -> None:
        """Take back everything typed."""
        self.text = ""


def tokens(text: str, prompt: CountPrompt) -> list[str]:
    """The numbers of an entry. Lines called by tables are single digits and may be typed without gaps."""
    numbers = text.split()
    if prompt.kind is CountKind.TABLES and len(numbers) == 1 and len(numbers[0]) == len(prompt.names):
        return list(numbers[0])
    return numbers


def event_of(text: str, prompt: CountPrompt) -> FacilitatorEvent | InvalidCount:
    """The event of an entry, or what is wrong with it."""
    typed = tokens(text, prompt)
    numbers = [_number(token) for token in typed]
    match prompt.kind:
        case CountKind.DROP:
            fits = len(numbers) == 1 and 1 <= numbers[0] <= len(prompt.names)
            return DropWords(numbers[0] - 1) if fits else InvalidCount("drop", {"count": len(prompt.names)})
        case CountKind.HANDS if len(numbers) == 1:
            if not 1 <= numbers[0] <= len(prompt.choices):
                return InvalidCount("line", {"number": typed[0], "count": len(prompt.choices)})
            if prompt.counted:
                return InvalidCount("counted", {"count": len(prompt.choices)})
            return Call(prompt.choices[numbers[0] - 1])
    if len(numbers) != len(prompt.names):
        return _wrong_length(len(numbers), prompt)
    if prompt.kind is CountKind.TABLES:
        return _tables(typed, prompt)
    for token, number in zip(typed, numbers, strict=True):
        if not 0 <= number <= MAX_HANDS:
            return InvalidCount("number", {"number": token, "most": MAX_HANDS})
    if prompt.kind is CountKind.SHEET:
        none, some, most, all = numbers
        return Sheet(prompt.criterion, (none, some, most, all))
    return Hands(tuple(numbers))


def _number(token: str) -> int:
    """The value of a token; -1 if it cannot be a count."""
    number = parse_bounded_int(token, 0, MAX_HANDS)
    return -1 if number is None else number


def _wrong_length(count: int, prompt: CountPrompt) -> InvalidCount:
    key = "few" if count < len(prompt.names) else "many"
    values = {"by": abs(len(prompt.names) - count), "count": len(prompt.names)}
    return InvalidCount(f"{key}_{prompt.kind}", values)


def _tables(typed: list[str], prompt: CountPrompt) -> Tables | InvalidCount:
    called: list[str | None] = []
    for token in typed:
        number = _number(token)
        if token not in _NOT_YET and not 1 <= number <= len(prompt.choices):
            return InvalidCount("line", {"number": token, "count": len(prompt.choices)})
        called.append(None if token in _NOT_YET else prompt.choices[number - 1])
    return Tables(tuple(called))


def meaning(text: str, prompt: CountPrompt, words: Catalogue) -> str:
    """The meaning of an entry so far, in a few words; empty while nothing is typed."""
    typed = tokens(text, prompt)
    if not typed:
        return ""
    single = event_of(text, prompt) if len(typed) == 1 else None
    if isinstance(single, Call):
        letter = prompt.letters[prompt.choices.index(single.choice)]
        return words("drill.entry.call", letter=letter, count=len(prompt.names))
    if isinstance(single, DropWords):
        return words("drill.entry.drop", number=single.place + 1)
    shown = [*typed, *["?"] * (len(prompt.names) - len(typed))]
    if prompt.kind is CountKind.TABLES:
        shown = [_letter(token, prompt) for token in shown]
    names = [fit(name, _NAME) for name in prompt.names]
    parts = [f"{name} {value}" for name, value in zip(names, shown, strict=False)]
    if isinstance(event_of(text, prompt), Hands | Sheet):
        parts.append(words.count(f"drill.entry.sum_{prompt.kind}", sum(map(_number, typed))))
    if len(typed) > len(prompt.names):
        parts.append("?")
    return "  ".join(parts)


def _letter(token: str, prompt: CountPrompt) -> str:
    if token in _NOT_YET:
        return "-"
    number = _number(token)
    return prompt.letters[number - 1] if 1 <= number <= len(prompt.letters) else "?"


def hint(prompt: CountPrompt, words: Catalogue, width: int) -> str:
    """What can be typed, shown while the entry is empty; in a shorter form if ``width`` is too small."""
    numbers = (1, 7, 3, 2, 0, 4, 1, 2, 5)[: len(prompt.names)]
    if prompt.kind is CountKind.TABLES:
        numbers = tuple(number % len(prompt.choices) + 1 for number in numbers)
    example = " ".join(map(str, numbers))
    for size in ("", "_short"):
        text = words(f"drill.entry.hint.{prompt.kind}{size}", example=example, count=len(prompt.names))
        if cell_len(text) <= width:
            break
    return text
