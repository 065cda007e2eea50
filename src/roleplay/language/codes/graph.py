"""RP2xx: the graph of states that can really be reached."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.language.codes.code import Code

CODES: Mapping[str, Code] = {}
