"""The timer of a turn or of a vote: counts down, and may be given more. It is never scored."""

from __future__ import annotations

from roleplay.locales import Catalogue


class Countdown:
    """Seconds left. ``whole`` is what there was to begin with, and what more is given by; 0 for no timer."""

    def __init__(self) -> None:
        self.whole = 0
        #: ``None`` where no time is being counted
        self.left: int | None = None

    def begin(self, whole: int, left: int | None = None) -> None:
        """Count from ``whole`` seconds, of which so many are ``left`` already; 0: do not count."""
        self.whole = whole
        self.left = (whole if left is None else left) if whole else None

    def stop(self) -> None:
        """No time is being counted."""
        self.left = None

    def tick(self) -> bool:
        """A second has passed; whether that was the last one."""
        if not self.left:
            return False
        self.left -= 1
        return self.left == 0

    def more(self) -> bool:
        """As many seconds again; whether any time is being counted."""
        if self.left is None:
            return False
        self.left += self.whole
        return True

    def text(self, words: Catalogue) -> str:
        """What stands in the header of a drill; empty where no time is being counted."""
        if self.left is None:
            return ""
        if self.left == 0:
            return words("drill.timer.up")
        return words("drill.timer.left", time=f"{self.left // 60}:{self.left % 60:02d}")
