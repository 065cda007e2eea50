"""A question with a few answers, as a value: the shell that asks shows it in the current language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from roleplay.locales import Catalogue

T = TypeVar("T")
#: A catalogue key or a function that makes the text: the language may change while the question is shown.
Worded: TypeAlias = str | Callable[[Catalogue], str]


def in_words(text: Worded, words: Catalogue) -> str:
    """The text in the current language; empty for an empty key."""
    if not isinstance(text, str):
        return text(words)
    return words(text) if text else ""


class Reply(NamedTuple, Generic[T]):
    """An answer that can be given to a question."""

    #: what the caller gets when it is chosen
    value: T
    text: Worded
    #: letter keys that choose it, besides its number
    keys: str = ""


class ShortQuestion(NamedTuple, Generic[T]):
    """A question. The first reply is the safe one."""

    title: Worded
    #: the text under the title
    about: Worded
    replies: Sequence[Reply[T]]
    #: the catalogue key of its help
    help_key: str
    #: the style role of ``about``
    role: str = ""
