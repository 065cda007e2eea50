"""Escaping untrusted text for markup languages, so that it is shown literally."""

from __future__ import annotations

from html import escape

from roleplay.text.plain import safe


def escape_markup(text: str, *, newlines: bool = True) -> str:
    """``text`` made safe for HTML and XML (SVG), between tags or as a quoted attribute value."""
    return escape(safe(text, newlines=newlines), quote=True)
