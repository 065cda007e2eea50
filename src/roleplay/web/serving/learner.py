"""A learner's name, and the name of the folder in which their record lies."""

from __future__ import annotations

import hashlib
import unicodedata

from roleplay.text.cells import clusters
from roleplay.text.plain import safe

#: Graphemes of a name.
LONGEST = 40
#: Of what was sent, no more is looked at.
_LOOKED_AT = 1000
#: Characters of a name that can be read in its folder's name.
_READABLE = 24
_DIGEST = 12


def learner_name(sent: str) -> str:
    """``sent`` as a name: no more than 40 graphemes on one line, nothing that controls or hides; ``""`` is no name."""
    text, cleaned = sent, _cleaned(sent[:_LOOKED_AT])
    while cleaned != text:  # what has lost a hidden character may join with what now stands beside it
        text, cleaned = cleaned, _cleaned(cleaned)
    return "".join(cluster for cluster, _ in clusters(text)[:LONGEST]).strip()


def _cleaned(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = "".join(character for character in text if character.isprintable() or character.isspace())
    return safe(" ".join(text.split()), newlines=False)


def slug(name: str) -> str:
    """The folder of ``name``: what can be read of it, and a digest that tells it from every other name.

    Large and small letters are one name, as on many disks they are one folder.
    """
    same = unicodedata.normalize("NFKC", name.casefold())
    readable = "".join(character if character.isalnum() else "-" for character in same)[:_READABLE]
    digest = hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    return "-".join(part for part in (*readable.split("-"), digest) if part)
