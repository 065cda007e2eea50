"""Breaking mixed Chinese and Latin text into lines, by the rules Chinese readers expect (行首禁则, 行尾禁则).

A line may end after any Chinese character; a Latin word is kept whole; no line begins with ，。！？ and similar marks
or ends with （《“; the number of a list item ("16.") stays with the item.
"""

from __future__ import annotations

import re

from roleplay.text.cells import WIDTHS, cell_len, clusters, fit

#: Marks that must not begin a line
NO_START = frozenset(
    "，。、；：！？）》」』】〕〉〗〙〛］｝｠”’…—–～〜·‧・･，．｡､／％‰℃°々ゝゞヽヾーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
    ",.;:!?)]}%/~′″¢"
)

#: Marks that must not end a line
NO_END = frozenset("（《「『【〔〈〖〘〚［｛｟“‘￥￡＄([{$£¥€")

_SPACE, _WORD, _WIDE, _CLOSER, _OPENER = range(5)
_SPACES = frozenset(" \u3000\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f")

# "16. ", "a) ", "（3） ", "- " before a list item; at the start of a paragraph also in the Chinese style, "16、".
_MARKER = re.compile(
    r"(?:^|(?<=\s))(?:\d{1,3}|[A-Za-z])[.)．）]\s*(?=\S)|^\s*(?:[（(]?\d{1,3}[、）)]|[-*•‣▸·])\s*(?=\S)"
)
_needs_clusters = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff]").search


class _BreakClasses(dict[str, int]):
    """The line-break class of a character (or a whole cluster), computed on first use."""

    def __missing__(self, unit: str) -> int:
        first = unit[0]
        if unit in _SPACES:
            kind = _SPACE
        elif first in NO_START:
            kind = _CLOSER
        elif first in NO_END:
            kind = _OPENER
        else:
            kind = _WIDE if WIDTHS[first] == 2 or (len(unit) > 1 and cell_len(unit) == 2) else _WORD
        if len(unit) == 1:  # clusters are rare and unlimited in number: not worth caching
            self[unit] = kind
        return kind


_KINDS = _BreakClasses()


def wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    """``text`` as lines of at most ``width`` cells.

    Line ends in ``text`` and empty lines are kept; only spaces at line ends are dropped. ``indent`` is put before every
    line except the first (a hanging indent, counted in ``width``); it is omitted if it would leave less than two cells.
    A ``width`` below two counts as two, the least a Chinese character needs. A word longer than a line is cut.
    """
    width = max(width, 2)
    below = width - cell_len(indent)
    if below < 2:
        indent, below = "", width
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\t", " ").split("\n"):
        _wrap_paragraph(paragraph, width if not lines else below, below, lines)
    if indent:
        lines[1:] = [indent + line if line else line for line in lines[1:]]
    return lines


def fit_words(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` (one line) cut at a possible line break to at most ``width`` cells, including the ``ellipsis``.

    If that would leave less than half of the room, as with one long word, it is cut anywhere (see `fit`).
    """
    room = width - cell_len(ellipsis)
    if cell_len(text) <= width or room < 2:
        return fit(text, width, ellipsis)
    kept = wrap(text, room)[0]
    return kept + ellipsis if 2 * cell_len(kept) >= room else fit(text, width, ellipsis)


def _wrap_paragraph(text: str, limit: int, below: int, lines: list[str]) -> None:
    text = text.rstrip()
    widths = [WIDTHS[character] for character in text]
    if sum(widths) <= limit and _needs_clusters(text) is None:
        lines.append(text)
        return
    units: list[str] = list(text)
    glued = {index for match in _MARKER.finditer(text) for index in range(match.start() + 1, match.end() + 1)}
    if 0 in widths or _needs_clusters(text) is not None:
        pieces = clusters(text)
        units, widths = [piece for piece, _ in pieces], [cells for _, cells in pieces]
        glued = _by_unit(units, glued)
    kinds = [_KINDS[unit] for unit in units]
    if '"' in text:
        _quote_kinds(units, kinds)
    _ParagraphLayout(units, widths, kinds, glued).lay_out(limit, below, lines)


def _by_unit(units: list[str], offsets: set[int]) -> set[int]:
    glued: set[int] = set()
    offset = 0
    for index, unit in enumerate(units):
        if offset in offsets:
            glued.add(index)
        offset += len(unit)
    return glued


def _quote_kinds(units: list[str], kinds: list[int]) -> None:
    """Treat straight quotes as opening and closing alternately."""
    opening = True
    for index, unit in enumerate(units):
        if unit == '"':
            kinds[index] = _OPENER if opening else _CLOSER
            opening = not opening


class _ParagraphLayout:
    """The layout of one paragraph."""

    __slots__ = ("glued", "kinds", "units", "widths")

    def __init__(self, units: list[str], widths: list[int], kinds: list[int], glued: set[int]) -> None:
        self.units = units
        self.widths = widths
        self.kinds = kinds
        self.glued = glued

    def lay_out(self, limit: int, below: int, lines: list[str]) -> None:
        units, widths, kinds, glued = self.units, self.widths, self.kinds, self.glued
        count = len(units)
        start = self._first_index(limit)
        index, used, best = start, 0, -1
        previous = _SPACE  # no break is possible before the first unit
        seen = False
        while index < count:
            kind = kinds[index]
            if kind != _SPACE:
                if seen and index not in glued and self._may_break(index, previous, kind):
                    best = index
                if used + widths[index] > limit:
                    cut = best if best > start else self._forced_break(start, index)
                    lines.append("".join(units[start:cut]).rstrip())
                    while kinds[cut] == _SPACE:
                        cut += 1
                    start = index = cut
                    used, best, limit, seen = 0, -1, below, False
                    continue
                previous = kind
                seen = True
            used += widths[index]
            index += 1
        lines.append("".join(units[start:]).rstrip())

    def _first_index(self, limit: int) -> int:
        """The index at which the first line starts: leading spaces are kept unless they take half of the line."""
        lead = 0
        while self.kinds[lead] == _SPACE:
            lead += 1
        return 0 if sum(self.widths[:lead]) * 2 <= limit - 2 else lead

    def _may_break(self, index: int, previous: int, kind: int) -> bool:
        """Whether a line may end before ``index``; ``previous`` is the kind of the last unit that is not a space."""
        if kind == _CLOSER or previous == _OPENER:
            return False
        if self.kinds[index - 1] == _SPACE or kind == _WIDE or previous == _WIDE:
            return True
        if previous == _CLOSER and self.widths[index - 1] == 2:
            return True  # after ，。 and similar marks, even before a Latin word
        if kind == _OPENER:  # （ after a Latin word; “ after ”
            return self.widths[index] == 2 or (self.units[index] in "“‘" and previous == _CLOSER)
        return False

    def _forced_break(self, start: int, end: int) -> int:
        """Where to cut a run too long for a line: the last of the least harmful positions."""
        least_harm, best = 99, end
        for cut in range(end, start, -1):
            harm = self._break_harm(cut, start)
            if harm == 0:
                return cut
            if harm < least_harm:
                least_harm, best = harm, cut
        return best

    def _break_harm(self, cut: int, start: int) -> int:
        kinds = self.kinds
        after = cut
        while kinds[after] == _SPACE:
            after += 1
        before = cut - 1
        while before > start and kinds[before] == _SPACE:
            before -= 1
        if kinds[before] == _SPACE:
            return 4  # would leave an empty line
        if kinds[after] == _CLOSER:
            return 3
        if kinds[before] == _OPENER:
            return 2
        return 0 if self._may_break(after, kinds[before], kinds[after]) else 1
