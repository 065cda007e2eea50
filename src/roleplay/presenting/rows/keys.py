"""The keys that do something now, as they stand at the bottom of a screen."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.text.cells import cell_len

#: What stands between two keys.
KEY_GAP = "  "
_MOST_ROWS = 2


class Shortcut(NamedTuple):
    """A key as it is shown."""

    key: str
    shown: str
    description: str
    enabled: bool

    @property
    def cells(self) -> int:
        """Cells it takes."""
        return cell_len(f"{self.shown} {self.description}")


def key_rows(keys: list[Shortcut], width: int) -> list[list[Shortcut]]:
    """The keys on one row, or on two where one is too short; what does not fit there is left out (help has it)."""
    rows: list[list[Shortcut]] = [[]]
    used = 0
    for shortcut in keys:
        needed = shortcut.cells + (len(KEY_GAP) if rows[-1] else 0)
        if used + needed > width and rows[-1]:
            if len(rows) == _MOST_ROWS:
                break
            rows.append([])
            used, needed = 0, shortcut.cells
        rows[-1].append(shortcut)
        used += needed
    return rows
