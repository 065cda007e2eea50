"""Any text is shown literally in a page, an SVG picture or a spreadsheet.

The labels of Mermaid and the strings of Graphviz have their own tests in `unit/mapping`.
"""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from roleplay.reports.markup import element
from roleplay.text.escaping import escape_markup
from roleplay.text.plain import safe
from roleplay.text.spreadsheet import escape_formula
from strategies import quick

#: Pieces likely to have a special meaning somewhere; they are mixed with other characters in any order.
PIECES = st.sampled_from(
    ["<", ">", "&", "&lt;", "&#x0;", '"', "'", "</p>", "<!--", "-->", "]]>", "<script>", "\x00", "\x1b[2J", "\ud800",
     "\ufffe", "\n", "\r", "\t", "=", "＝", "+", "-", "@", ",", ";", "‮", "\u2028"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join)
#: The characters that begin a formula in a spreadsheet.
FORMULA = set("=+-@＝＋－＠")


class _Read(HTMLParser):
    """The elements and the text that a browser reads from a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(TEXTS)
@quick
def test_any_text_is_literal_in_a_page(text: str) -> None:
    read = _Read(element("p", text, title=text))
    assert read.tags == [("p", {"title": safe(text)})]
    assert read.text == safe(text)


@given(TEXTS)
@quick
def test_any_text_is_literal_in_a_picture(text: str) -> None:
    read = ElementTree.fromstring(f'<g id="{escape_markup(text, newlines=False)}">{escape_markup(text)}</g>')
    assert (read.text or "") == safe(text)
    assert read.attrib == {"id": safe(text, newlines=False)}
    assert len(read) == 0


@given(st.lists(TEXTS, min_size=1, max_size=3))
@quick
def test_any_text_is_a_cell_and_never_a_formula_in_a_table(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(escape_formula, texts))
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [cell.removeprefix("'") for cell in row] == [safe(text, newlines=False).removeprefix("'") for text in texts]
    assert not any(cell.lstrip()[:1] in FORMULA for cell in row if cell.strip())
