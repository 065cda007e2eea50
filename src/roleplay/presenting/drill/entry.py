"""Counts typed by the facilitator: which ones are asked for, what they mean, and what is wrong with them.

`1 7 3 2` are the hands raised for each line; a single number is the line that most hands were raised for. Tables call
a line each, an observers' sheet has four counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.drill.conduct import MOST_HANDS
from roleplay.drill.events.facilitator import Call, DropWords, FacilitatorEvent, Hands, Sheet, Tables
from roleplay.locales import Catalogue
from roleplay.text.cells import cell_len, fit

#: What stands between two numbers, whichever of these was typed.
_GAPS = str.maketrans(dict.fromkeys(",，、;；/.。．:：", " "))
#: A table that has not decided yet.
_NOT_YET = ("0", "-")
#: Characters of an entry, at most.
MOST = 60
#: Cells of a name in what an entry means, at most.
_NAME = 10


class Asks(StrEnum):
    """What numbers are typed for."""

    #: the hands raised for each line, or the line with most of them
    HANDS = "hands"
    #: the line that each table calls
    TABLES = "tables"
    #: how many observers gave each level
    SHEET = "sheet"
    #: which of the room's own lines is taken away
    DROP = "drop"


class Ask(NamedTuple):
    """What is asked for: a number for each of ``names``; where a number is a line, one of ``choices``."""

    kind: Asks
    names: tuple[str, ...]
    choices: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    #: whether votes are in already: then the majority is known
    counted: bool = False
    criterion: str = ""


class Wrong(NamedTuple):
    """What is wrong with an entry: a key under ``drill.entry.wrong`` and its values."""

    key: str
    values: Mapping[str, object] = {}

    def text(self, words: Catalogue) -> str:
        """In a kind sentence."""
        return words(f"drill.entry.wrong.{self.key}", **self.values)


class Entry:
    """The numbers typed so far."""

    def __init__(self) -> None:
        self.text = ""

    def type(self, character: str) -> None:
        """A character more; what is no digit, dash or gap is passed over, full width is as good as half."""
        plain = unicodedata.normalize("NFKC", character).translate(_GAPS)
        if plain == " " and (not self.text or self.text.endswith(" ")):
            return
        if len(plain) == 1 and plain in "0123456789- " and len(self.text) < MOST:
            self.text += plain

    def erase(self) -> None:
        """The last character was none."""
        self.text = self.text[:-1]

    def clear(self) -> None:
        """Nothing was typed."""
        self.text = ""


def tokens(text: str, ask: Ask) -> list[str]:
    """The numbers of an entry. What tables call are single digits, which may stand without gaps."""
    found = text.split()
    if ask.kind is Asks.TABLES and len(found) == 1 and len(found[0]) == len(ask.names):
        return list(found[0])
    return found


def event_of(text: str, ask: Ask) -> FacilitatorEvent | Wrong:
    """What an entry does, or what is wrong with it."""
    found = tokens(text, ask)
    numbers = [int(one) if one.isdecimal() else -1 for one in found]
    match ask.kind:
        case Asks.DROP:
            fits = len(numbers) == 1 and 1 <= numbers[0] <= len(ask.names)
            return DropWords(numbers[0] - 1) if fits else Wrong("drop", {"count": len(ask.names)})
        case Asks.HANDS if len(numbers) == 1:
            if not 1 <= numbers[0] <= len(ask.choices):
                return Wrong("line", {"number": found[0], "count": len(ask.choices)})
            return Wrong("counted", {"count": len(ask.choices)}) if ask.counted else Call(ask.choices[numbers[0] - 1])
    if len(numbers) != len(ask.names):
        return _length(len(numbers), ask)
    if ask.kind is Asks.TABLES:
        return _tables(found, ask)
    for one, number in zip(found, numbers, strict=True):
        if not 0 <= number <= MOST_HANDS:
            return Wrong("number", {"number": one, "most": MOST_HANDS})
    if ask.kind is Asks.SHEET:
        none, some, most, all = numbers
        return Sheet(ask.criterion, (none, some, most, all))
    return Hands(tuple(numbers))


def _length(given: int, ask: Ask) -> Wrong:
    key = "few" if given < len(ask.names) else "many"
    return Wrong(f"{key}_{ask.kind}", {"by": abs(len(ask.names) - given), "count": len(ask.names)})


def _tables(found: list[str], ask: Ask) -> Tables | Wrong:
    called: list[str | None] = []
    for one in found:
        number = int(one) if one.isdecimal() else 0
        if one not in _NOT_YET and not 1 <= number <= len(ask.choices):
            return Wrong("line", {"number": one, "count": len(ask.choices)})
        called.append(None if one in _NOT_YET else ask.choices[number - 1])
    return Tables(tuple(called))


def meaning(text: str, ask: Ask, words: Catalogue) -> str:
    """What an entry comes to so far, in a few words; empty while nothing is typed."""
    found = tokens(text, ask)
    if not found:
        return ""
    single = event_of(text, ask) if len(found) == 1 else None
    if isinstance(single, Call):
        letter = ask.letters[ask.choices.index(single.choice)]
        return words("drill.entry.call", letter=letter, count=len(ask.names))
    if isinstance(single, DropWords):
        return words("drill.entry.drop", number=single.place + 1)
    shown = [*found, *["?"] * (len(ask.names) - len(found))]
    if ask.kind is Asks.TABLES:
        shown = [_letter(one, ask) for one in shown]
    names = [fit(name, _NAME) for name in ask.names]
    parts = [f"{name} {one}" for name, one in zip(names, shown, strict=False)]
    if isinstance(event_of(text, ask), Hands | Sheet):
        parts.append(words(f"drill.entry.sum_{ask.kind}", count=sum(map(int, found))))
    if len(found) > len(ask.names):
        parts.append("?")
    return "  ".join(parts)


def _letter(one: str, ask: Ask) -> str:
    if one in _NOT_YET:
        return "-"
    number = int(one) if one.isdecimal() else 0
    return ask.letters[number - 1] if 1 <= number <= len(ask.letters) else "?"


def hint(ask: Ask, words: Catalogue, width: int) -> str:
    """What can be typed, while nothing is; the shorter of two ways of saying it where there is little room."""
    numbers = (1, 7, 3, 2, 0, 4, 1, 2, 5)[: len(ask.names)]
    if ask.kind is Asks.TABLES:
        numbers = tuple(number % len(ask.choices) + 1 for number in numbers)
    example = " ".join(map(str, numbers))
    for size in ("", "_short"):
        text = words(f"drill.entry.hint.{ask.kind}{size}", example=example, count=len(ask.names))
        if cell_len(text) <= width:
            break
    return text
