"""What `?` shows: how to use a screen, and all its keys."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.locales import Catalogue
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.presenting.rows.keys import Shortcut
from roleplay.presenting.rows.legend import legend
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs


def help_paragraphs(key: str, shortcuts: Sequence[Shortcut], words: Catalogue, glyphs: Glyphs) -> list[Paragraph]:
    """The catalogue's text for ``key``, the signs, and every key with its function, the palette's last."""
    keys = [(shortcut.shown, shortcut.description) for shortcut in shortcuts]
    keys.append((words("app.palette_key"), words("key.palette")))
    column = max(cell_len(name) for name, _ in keys) + 3
    text = [Paragraph(line) if line else BLANK_LINE for line in words(key).strip().split("\n")]
    shown = [heading(words("help.title")), BLANK_LINE, *text]
    for name, listed in (("signs", legend(key.removeprefix("help."), words, glyphs)), ("keys", keys)):
        shown += [BLANK_LINE, heading(words(f"help.{name}")), BLANK_LINE] if listed else []
        shown += [
            Paragraph(meaning, label=pad(sign, column), label_style="bold $text-accent", indent=2, hang=column)
            for sign, meaning in listed
        ]
    return shown
