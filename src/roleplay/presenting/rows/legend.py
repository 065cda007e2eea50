"""What the signs mean: a muted row under a page explains those that it uses; help lists all of them."""

from __future__ import annotations

from collections.abc import Container, Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.rows.row import NEAR, Row, flow
from roleplay.text.glyphs import Glyphs

#: The signs of a debrief and those of a conversation, by their names in `Glyphs`; "near" stands for `NEAR`.
_SIGNS = {
    "debrief": ("yes", "no", "same", "bar_full", "best", "mark", "pointer"),
    "conversation": ("bar_full", "up", "down", "pointer", "locked", "near", "yes", "no"),
}


def legend(kind: str, words: Catalogue, glyphs: Glyphs, only: Container[str] | None = None) -> list[tuple[str, str]]:
    """The signs of a ``kind`` of screen, or ``only`` those named, each with its meaning."""
    return [
        (NEAR if name == "near" else getattr(glyphs, name), words(f"signs.{kind}.{name}"))
        for name in _SIGNS.get(kind, ())
        if only is None or name in only
    ]


def legend_rows(rows: Sequence[Row], words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    """The meaning of the debrief's signs that occur in ``rows``: alone, or before a space."""
    begins = {text.strip().partition(" ")[0] for row in rows for text, _ in row.spans}
    drawn = any(
        set(text) <= {glyphs.bar_full, glyphs.bar_empty} for row in rows for text, role in row.spans if role == "accent"
    )
    shown = {name for name in _SIGNS["debrief"] if getattr(glyphs, name) in begins or (drawn and name == "bar_full")}
    return flow([[(f"{sign} {text}", "muted")] for sign, text in legend("debrief", words, glyphs, shown)], width)
