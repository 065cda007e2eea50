"""The desk in Korean, Chinese and English; the interface has no Korean."""

from __future__ import annotations

from typing import Any

from builders import Data
from desk_scene import desk

#: The first reply; it has no Korean translation.
UNTRANSLATED = "Good."


def korean(english: str) -> str:
    """The Korean for an English text; placeholders in braces are kept."""
    return f"한글 {english}"


def korean_desk(*without: str) -> Data:
    """The desk with Korean as its own language, and no texts in the languages ``without``."""

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
