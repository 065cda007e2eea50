"""RP5xx: the languages of a text say the same."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.language.codes.code import Code

CODES: Mapping[str, Code] = {}
