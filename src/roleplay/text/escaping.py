"""Any text in a language of brackets: it is made plain, and means nothing there but itself."""

from __future__ import annotations

from html import escape

from roleplay.text.plain import safe


def marked_up(text: str, *, newlines: bool = True) -> str:
    """A text between two tags, or as a value in quotes, of HTML and of XML (SVG) alike."""
    return escape(safe(text, newlines=newlines), quote=True)
