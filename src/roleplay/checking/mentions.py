"""What a text mentions: members of the cast whom it names, and words that it quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from roleplay.scene.model import CastMember
from roleplay.scene.patterns import tokens
from roleplay.scene.text import Text
from roleplay.text.cells import cell_len

_QUOTATION = re.compile(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"")
#: The minimum width of a quotation in cells: shorter ones occur in other texts by chance.
MIN_CELLS = 6


def names_person(text: Text, member: CastMember) -> bool:
    """Whether the text names the person, by a placeholder in braces or by their name."""
    braced = any(name == member.id for _, name in text.placeholders())
    return braced or any(member.name.get(code) in words for code, words in text.values)


def quotations(text: Text) -> Iterator[tuple[str, Callable[[Text | None], bool]]]:
    """The quotations in the first language of the text that has any, each with a test whether a text contains it."""
    for code, words in text.values:
        found = [next(filter(None, groups)) for groups in _QUOTATION.findall(words)]
        for quotation in found:
            if cell_len(quotation) >= MIN_CELLS:
                yield quotation, _finder(quotation, code)
        if found:
            return


@lru_cache(4_000)
def _plain(text: str) -> str:
    """The words of a text without punctuation, each followed by a space; cached: needed for every quotation."""
    return "".join(f"{token.text} " for token in tokens(text) if token.text != ".")


def _finder(quotation: str, language: str) -> Callable[[Text | None], bool]:
    """A test whether a text contains these words in ``language``, ignoring punctuation and case."""
    wanted = f" {_plain(quotation)}"

    @cache
    def contains(text: Text | None) -> bool:
        return text is not None and wanted in f" {_plain(text.get(language))}"

    return contains
