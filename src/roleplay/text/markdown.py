"""Any text in Markdown: it is made plain, stays on its line, and means nothing there but itself."""

from __future__ import annotations

import re

from roleplay.text.plain import safe

#: What means something wherever it stands, also to GitHub: emphasis, code, links, HTML, entities, headings, cells of a
#: table, formulae.
_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~&@$"})
#: What makes a list, a line under a heading or a number of a list where a line begins.
_START = re.compile(r"(?P<before>\d{1,9})(?P<mark>[.)])|(?P<alone>[-+=:])")
#: What GitHub makes a link of although nothing says so.
_LINK = re.compile(r"(?i)\b(?P<before>https?|ftp|www)(?P<mark>:(?=//)|\.)")


def as_markdown(text: str) -> str:
    """``text`` on one line of a Markdown document, in a cell of a table as well."""
    plain = safe(text, newlines=False).strip().translate(_SPECIAL)
    plain = _LINK.sub(_defused, plain)
    return _START.sub(_defused_start, plain, count=1) if _START.match(plain) else plain


def _defused_start(found: re.Match[str]) -> str:
    return f"\\{found['alone']}" if found["alone"] else _defused(found)


def _defused(found: re.Match[str]) -> str:
    return f"{found['before']}\\{found['mark']}"
