"""RP8xx: observers' sheets."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, error

CODES: Mapping[str, Code] = {
    "RP801": error(
        "the rubric `{rubric}` has no criterion `{name}`",
        "use one of {known}, or leave it out",
        "量规 `{rubric}` 里没有评分项 `{name}`",
        "可用：{known}；也可以删掉这一项",
    ),
    "RP802": error(
        "this sheet does not match the attempt it is about: {problem}",
        "`roleplay report ATTEMPT --sheet` writes an empty one that matches",
        "这张观察表对不上它说的那次练习：{problem}",
        "`roleplay report 那一次 --sheet` 会写一张对得上的空表",
    ),
}
