"""A question with a few answers, as a value: the shell that asks shows it in the current language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from roleplay.locales import Catalogue

T = TypeVar("T")
#: A catalogue key or a function that makes the text: the language may change while the question is shown.
Wording: TypeAlias = str | Callable[[Catalogue], str]


def in_words(text: Wording, words: Catalogue) -> str:
    """The text in the current language; empty for an empty key."""
    if not isinstance(text, str):
        return text(words)
    return words(text) if text else ""


class Reply(NamedTuple, Generic[T]):
    """An answer that can be given to a question."""

    #: what the caller gets when it is chosen
    value: T
    text: Wording
    #: letter keys that choose it, besides its number
    keys: str = ""


class ShortQuestion(NamedTuple, Generic[T]):
    """A question. The first reply is the safe one."""

    title: Wording
    #: the text under the title
    about: Wording
    replies: Sequence[Reply[T]]
    #: the catalogue key of its help
    help_key: str
    #: the style role of ``about``
    role: str = ""
