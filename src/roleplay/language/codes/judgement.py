"""RP3xx: what the rubrics can and cannot see, what it takes to pass, and whether guessing does."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.language.codes.code import Code, error

CODES: Mapping[str, Code] = {
    "RP309": error(
        "the walk `{name}` does not hold: {problem}",
        "mend the walk, or what it shows",
        "走法 `{name}` 不成立：{problem}",
        "请修正走法，或修正它暴露的问题",
    ),
}
