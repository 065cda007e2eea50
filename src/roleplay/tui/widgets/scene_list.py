"""The list of scenes."""

from __future__ import annotations

from roleplay.presenting.library_rows import LibraryRow
from roleplay.tui.widgets.pointed_list import PointedList


class SceneList(PointedList[LibraryRow]):
    """Scenes under headings; headings cannot be chosen."""
