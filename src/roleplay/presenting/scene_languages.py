"""The languages that a scene can be read in, which may be others than those that the interface speaks."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.text.languages import own_name, read_beside


def languages_of(codes: Sequence[str], words: Catalogue) -> str:
    """The names of the languages in a row; the interface has a word for its own, the others are called as they do."""
    return words("library.and").join(language_name(code, words) for code in codes)


def language_name(code: str, words: Catalogue) -> str:
    """The name of one language."""
    return words.words.get(f"app.language_{code}") or own_name(code)


def can_be_chosen(languages: Sequence[str]) -> bool:
    """Whether a scene has a language that the interface does not speak, and another one beside it."""
    return len(languages) > 1 and not set(languages) <= set(LANGUAGES)


def shown_language(languages: Sequence[str], words: Catalogue) -> str:
    """The language in which the texts of a scene are shown, of those that it has; its own stands first."""
    return next((code for code in (words.language, words.interface) if code in languages), languages[0])


def next_language(languages: Sequence[str], words: Catalogue, by: int = 1) -> str:
    """Who reads a scene in the next of its languages (``by`` 1) or the one before (-1)."""
    index = list(languages).index(shown_language(languages, words))
    return read_beside(words.interface, languages[(index + by) % len(languages)])


def language_note(languages: Sequence[str], words: Catalogue) -> str:
    """That a scene lacks the language one reads in; empty where it has it."""
    if words.language in languages:
        return ""
    known = languages_of(languages, words)
    if words.language == words.interface:
        return words("library.not_in_language", languages=known)
    return words("library.lacks_language", language=language_name(words.language, words), languages=known)
