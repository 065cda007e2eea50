"""JSON that can be printed: what acts on a terminal or hides in it stands there as an escape, and means the same."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

#: Whatever may have to be escaped: most text has none of it.
_DOUBTFUL = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]"
)
_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def json_text(data: Any, *, sort_keys: bool = False) -> str:
    """``data`` as indented JSON, with text as it is read.

    Controls, invisible characters and what a file name has in the place of bytes that are no text become ``\\u001b``:
    whoever reads the JSON gets them back, and a terminal shows them.
    """
    return _DOUBTFUL.sub(_escape, json.dumps(data, ensure_ascii=False, indent=2, sort_keys=sort_keys))


def json_line(data: Any) -> str:
    """``data`` as JSON on one line, keys sorted, without spaces; whatever `json_text` escapes is escaped here too."""
    return _DOUBTFUL.sub(_escape, _ON_ONE_LINE.encode(data))


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) not in _ESCAPED:
        return character
    return json.dumps(character)[1:-1] if ord(character) != 0x7F else "\\u007f"
