"""The registry of diagnostics: every code, its severity, and its words in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes import files, forms, graph, judgement, languages, names, observations, ratings, writing
from roleplay.reading.codes.code import Code

#: code -> what it means, in the order of their numbers
CODES: Mapping[str, Code] = {
    **files.CODES,
    **names.CODES,
    **graph.CODES,
    **judgement.CODES,
    **writing.CODES,
    **languages.CODES,
    **ratings.CODES,
    **forms.CODES,
    **observations.CODES,
}

__all__ = ["CODES", "Code"]
