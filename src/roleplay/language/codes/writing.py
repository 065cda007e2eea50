"""RP4xx: item writing; what gives the answer away, and what is still to be written."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.language.codes.code import Code

CODES: Mapping[str, Code] = {}
