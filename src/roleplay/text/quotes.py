"""Text for use as a quotation."""

from __future__ import annotations

from roleplay.text.cells import fit

_INNER = str.maketrans("“”", "‘’")


def excerpt(text: str, cells: int) -> str:
    """``text`` on one line, cut to ``cells`` if it is longer; in languages with spaces, not within a word."""
    line = " ".join(text.split())
    cut = fit(line, cells)
    kept = cut.removesuffix("…")
    if cut == line or not (kept[-1:].isascii() and line[len(kept) : len(kept) + 1].isalnum() and kept[-1:].isalnum()):
        return cut
    return f"{kept.rpartition(' ')[0] or kept}…"


def inline_quote(text: str) -> str:
    """``text`` for use in quotation marks within a sentence: without its own full stop."""
    bare = text.rstrip()
    if not bare.endswith(("..", "……")):
        bare = bare.removesuffix("。").removesuffix(".")
    return nest_quotes(bare)


def nest_quotes(text: str) -> str:
    """``text`` for use in quotation marks: its own double quotation marks become single ones."""
    return text.translate(_INNER)
