"""The options of a briefing as lines of a name and a value."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph
from roleplay.presenting.preparation import OptionLine
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe


def option_texts(lines: Sequence[OptionLine], cursor: int, glyphs: Glyphs, width: int) -> list[str]:
    """A text of ``width`` cells for each line; the one at ``cursor`` has a pointer, and brackets around its value."""
    label, room = _label_width(lines, width), _value_room(lines, width)
    texts: list[str] = []
    for index, line in enumerate(lines):
        name = pad(fit(safe(line.label, newlines=False), label, glyphs.ellipsis), label)
        value = fit(safe(line.value, newlines=False), room, glyphs.ellipsis)
        at_cursor = index == cursor
        text = f"{glyphs.pointer} {name} < {value} >" if at_cursor else f"  {name}   {value}"
        texts.append(pad(text, width))
    return texts


def explanation(lines: Sequence[OptionLine], cursor: int, width: int) -> list[Paragraph]:
    """What the line at ``cursor`` means; also its full value if that had to be cut."""
    line = lines[cursor]
    cut = cell_len(safe(line.value)) > _value_room(lines, width)
    names = [Paragraph(line.value, "bold")] if cut else []
    return [BLANK_LINE, *names, Paragraph(line.about, "$foreground-muted")]


def _label_width(lines: Sequence[OptionLine], width: int) -> int:
    longest = max(cell_len(safe(line.label, newlines=False)) for line in lines)
    return min(longest, max(width // 2, 8))


def _value_room(lines: Sequence[OptionLine], width: int) -> int:
    """Cells for a value, after the pointer and between its brackets."""
    return max(width - 2 - _label_width(lines, width) - 1 - 4, 0)
