"""The desk in Korean, Chinese and English: a language that the interface does not speak."""

from __future__ import annotations

from typing import Any

from builders import Data
from desk_scene import desk

#: The first answer; it has no Korean.
UNTRANSLATED = "Good."


def korean(english: str) -> str:
    """What stands in Korean for an English text; braces stay."""
    return f"한글 {english}"


def korean_desk(*without: str) -> Data:
    """The desk, its own language Korean, with no text in the languages ``without``."""

    def add(value: Any) -> Any:
        if isinstance(value, dict) and {"en", "zh"} <= value.keys():
            more = {} if value["en"] == UNTRANSLATED else {"ko": korean(value["en"])}
            left = {code: text for code, text in {**value, **more}.items() if code not in without}
            return left or {"ko": korean(value["en"])}
        if isinstance(value, dict):
            return {key: add(inner) for key, inner in value.items()}
        return [add(inner) for inner in value] if isinstance(value, list) else value

    data: Data = add(desk(language="ko"))
    return data
