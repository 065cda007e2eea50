"""What `?` shows: how a screen is meant, and all its keys."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.presenting.rows.keys import Shortcut
from roleplay.text.cells import cell_len, pad


def help_paragraphs(key: str, shortcuts: Sequence[Shortcut], words: Catalogue) -> list[Paragraph]:
    """The text that the catalogue has under ``key``, then each key with what it does, the palette's last."""
    keys = [(shortcut.shown, shortcut.description) for shortcut in shortcuts]
    keys.append((words("app.palette_key"), words("key.palette")))
    column = max(cell_len(name) for name, _ in keys) + 3
    text = [Paragraph(line) if line else BLANK_LINE for line in words(key).strip().split("\n")]
    rows = [
        Paragraph(description, label=pad(name, column), label_style="bold $text-accent", indent=2, hang=column)
        for name, description in keys
    ]
    keys_heading = [BLANK_LINE, heading(words("help.keys")), BLANK_LINE]
    return [heading(words("help.title")), BLANK_LINE, *text, *keys_heading, *rows]
