"""JSON that is safe to print: characters that control a terminal or are invisible are written as escapes."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: Characters that may have to be escaped; most text has none.
_DOUBTFUL = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]"
)
_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def json_text(data: Any, *, sort_keys: bool = False) -> str:
    """``data`` as indented JSON, with text left readable.

    Controls, invisible characters and the surrogates that stand for undecodable bytes of a file name are escaped
    (``\\u001b``): a terminal shows the escapes, and a JSON parser restores the characters.
    """
    return _DOUBTFUL.sub(_escape, json.dumps(data, ensure_ascii=False, indent=2, sort_keys=sort_keys))


def json_line(data: Any) -> str:
    """``data`` as JSON on one line, with sorted keys and no spaces, escaped as by `json_text`."""
    return _DOUBTFUL.sub(_escape, _ON_ONE_LINE.encode(data))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) not in _ESCAPED:
        return character
    return json.dumps(character)[1:-1] if ord(character) != 0x7F else "\\u007f"
