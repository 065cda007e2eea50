"""The registry of diagnostics: every code with its severity and its wording in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes import files, forms, graph, judgement, languages, names, observations, ratings, writing
from roleplay.reading.codes.code import Code

#: code -> its definition, in numerical order
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
