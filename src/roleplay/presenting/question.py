"""A question with a few answers, as a value: whoever asks it shows it, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from roleplay.locales import Catalogue

T = TypeVar("T")
#: A key of the catalogue, or what makes the words: the language may change while it is asked.
Worded: TypeAlias = str | Callable[[Catalogue], str]


def in_words(text: Worded, words: Catalogue) -> str:
    """What stands there now; empty where nothing does."""
    if not isinstance(text, str):
        return text(words)
    return words(text) if text else ""


class Reply(NamedTuple, Generic[T]):
    """An answer that can be given to a question."""

    #: what it means to whoever asks
    value: T
    text: Worded
    #: letters that give it, beside its number
    keys: str = ""


class ShortQuestion(NamedTuple, Generic[T]):
    """What is asked. The first reply is the careful one."""

    title: Worded
    #: what stands under the title
    about: Worded
    replies: Sequence[Reply[T]]
    #: the catalogue's key of the help for it
    help_key: str
    #: the role of ``about``
    role: str = ""
