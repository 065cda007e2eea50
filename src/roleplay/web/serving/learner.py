"""A learner's name, and the name of the folder with their record."""

from __future__ import annotations

import hashlib
import unicodedata

from roleplay.text.cells import clusters
from roleplay.text.plain import safe

#: Maximum graphemes of a name.
MAX_GRAPHEMES = 40
#: Maximum characters of the input that are processed.
_MAX_INPUT = 1000
#: Maximum characters of a name that appear in its folder's name.
_MAX_READABLE = 24
_DIGEST = 12


def learner_name(sent: str) -> str:
    """``sent`` as a name: at most 40 graphemes on one line, no control or hidden characters; ``""`` is no name."""
    text, cleaned = sent, _cleaned(sent[:_MAX_INPUT])
    while cleaned != text:  # removing a hidden character may let its neighbours combine
        text, cleaned = cleaned, _cleaned(cleaned)
    return "".join(cluster for cluster, _ in clusters(text)[:MAX_GRAPHEMES]).strip()


def _cleaned(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if character.isprintable() or character.isspace())
    return safe(" ".join(text.split()), newlines=False)


def slug(name: str) -> str:
    """The folder name for ``name``: its readable characters, and a digest that makes it unique.

    Names are case-insensitive, as many file systems are.
    """
    same = unicodedata.normalize("NFKC", name.casefold())
    readable = "".join(character if character.isalnum() else "-" for character in same)[:_MAX_READABLE]
    digest = hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return "-".join(part for part in (*readable.split("-"), digest) if part)
