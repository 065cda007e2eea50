"""A text that is quoted."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def inner(text: str) -> str:
    """``text`` as it stands between quotation marks: its own become the inner ones."""
    return text.translate(_INNER)
