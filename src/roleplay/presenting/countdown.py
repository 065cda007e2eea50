"""The timer of a turn or of a vote: counts down, and can be extended. It is never scored."""

from __future__ import annotations

from roleplay.locales import Catalogue


class Countdown:
    """Seconds left. ``whole`` is the initial time and the size of an extension; 0 for no timer."""

    def __init__(self) -> None:
        self.whole = 0
        #: ``None`` while no time is being counted
        self.left: int | None = None

    def begin(self, whole: int, left: int | None = None) -> None:
        """Count down ``whole`` seconds, of which ``left`` remain (default: all); 0 for no timer."""
        self.whole = whole
        self.left = (whole if left is None else left) if whole else None

    def stop(self) -> None:
        """Stop counting."""
        self.left = None

    def tick(self) -> bool:
        """Count one second down; return whether it was the last."""
        if not self.left:
            return False
        self.left -= 1
        return self.left == 0

    def more(self) -> bool:
        """Add as many seconds again; return whether the timer is running."""
        if self.left is None:
            return False
        self.left += self.whole
        return True

    def text(self, words: Catalogue) -> str:
        """The text for the header of a drill; empty while no time is being counted."""
        if self.left is None:
            return ""
        if self.left == 0:
            return words("drill.timer.up")
        return words("drill.timer.left", time=f"{self.left // 60}:{self.left % 60:02d}")
