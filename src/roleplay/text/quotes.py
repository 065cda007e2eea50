"""A text that is quoted."""

from __future__ import annotations

from roleplay.text.cells import fit

_INNER = str.maketrans("“”", "‘’")


def excerpt(text: str, cells: int) -> str:
    """``text`` on one line, cut to ``cells`` where it is longer; where words stand apart, not inside one of them."""
    line = " ".join(text.split())
    cut = fit(line, cells)
    kept = cut.removesuffix("…")
    if cut == line or not (kept[-1:].isascii() and line[len(kept) : len(kept) + 1].isalnum() and kept[-1:].isalnum()):
        return cut
    return f"{kept.rpartition(' ')[0] or kept}…"


def within(text: str) -> str:
    """``text`` as it stands between quotation marks inside a sentence: without a full stop of its own."""
    bare = text.rstrip()
    if not bare.endswith(("..", "……")):
        bare = bare.removesuffix("。").removesuffix(".")
    return inner(bare)


def inner(text: str) -> str:
    """``text`` as it stands between quotation marks: its own become the inner ones."""
    return text.translate(_INNER)
