"""The languages a scene can be read in, which may differ from those of the interface."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import LANGUAGES, Catalogue
from roleplay.text.languages import native_name, reading_language


def language_names(codes: Sequence[str], words: Catalogue) -> str:
    """The names of the languages, joined; languages the interface has no word for appear by their own names."""
    return words("library.and").join(language_name(code, words) for code in codes)


def language_name(code: str, words: Catalogue) -> str:
    """The name of one language."""
    return words.words.get(f"app.language_{code}") or native_name(code)


def has_language_choice(languages: Sequence[str]) -> bool:
    """Whether a scene has several languages, including one that the interface lacks."""
    return len(languages) > 1 and not set(languages) <= set(LANGUAGES)


def shown_language(languages: Sequence[str], words: Catalogue) -> str:
    """The language in which a scene's texts are shown: the reader's, else the interface's, else the scene's first."""
    return next((code for code in (words.language, words.interface) if code in languages), languages[0])


def next_language(languages: Sequence[str], words: Catalogue, by: int = 1) -> str:
    """The language setting that shows a scene in the next (``by`` 1) or previous (-1) of its languages."""
    index = list(languages).index(shown_language(languages, words))
    return reading_language(words.interface, languages[(index + by) % len(languages)])


def language_note(languages: Sequence[str], words: Catalogue) -> str:
    """A note that a scene lacks the reader's language; empty if it has it."""
    if words.language in languages:
        return ""
    languages_text = language_names(languages, words)
    if words.language == words.interface:
        return words("library.not_in_language", languages=languages_text)
    return words("library.lacks_language", language=language_name(words.language, words), languages=languages_text)
