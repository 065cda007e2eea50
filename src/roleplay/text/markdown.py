"""Escaping untrusted text for Markdown, so that it stays on one line and is shown literally."""

from __future__ import annotations

import re

from roleplay.text.plain import safe

#: Characters with a meaning anywhere in a line, GitHub's extensions included: emphasis, code, links, HTML, entities,
#: headings, table cells, formulae.
_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~&@$"})
#: What makes a list item, a heading underline or a list number at the start of a line.
_START = re.compile(r"(?P<before>\d{1,9})(?P<mark>[.)])|(?P<alone>[-+=:])")
#: What GitHub turns into a link without any markup.
_LINK = re.compile(r"(?i)\b(?P<before>https?|ftp|www)(?P<mark>:(?=//)|\.)")


def escape_markdown(text: str) -> str:
    """``text`` escaped for one line of a Markdown document or a table cell."""
    plain = safe(text, newlines=False).strip().translate(_SPECIAL)
    plain = _LINK.sub(_defused, plain)
    return _START.sub(_defused_start, plain, count=1) if _START.match(plain) else plain


def _defused_start(found: re.Match[str]) -> str:
    return f"\\{found['alone']}" if found["alone"] else _defused(found)


def _defused(found: re.Match[str]) -> str:
    return f"{found['before']}\\{found['mark']}"
