"""The timer of a turn or of a vote: counts down, and can be extended. It is never scored."""

from __future__ import annotations

from roleplay.locales import Catalogue


class Countdown:
    """Seconds left. ``total`` is the initial time and the size of an extension; 0 for no timer."""

    def __init__(self) -> None:
        self.total = 0
        #: ``None`` while no time is being counted
        self.left: int | None = None

    def begin(self, total: int, left: int | None = None) -> None:
        """Count down ``total`` seconds, of which ``left`` remain (default: all); 0 for no timer."""
        self.total = total
        self.left = (total if left is None else left) if total else None

    def stop(self) -> None:
        """Stop counting."""
        self.left = None

    def tick(self) -> bool:
        """Count one second down; return whether it was the last."""
        if not self.left:
            return False
        self.left -= 1
        return self.left == 0

    def extend(self) -> bool:
        """Add as many seconds again; return whether the timer is running."""
        if self.left is None:
            return False
        self.left += self.total
        return True

    def text(self, words: Catalogue) -> str:
        """The text for the header of a drill; empty while no time is being counted."""
        if self.left is None:
            return ""
        if self.left == 0:
            return words("drill.timer.up")
        return words("drill.timer.left", time=f"{self.left // 60}:{self.left % 60:02d}")
