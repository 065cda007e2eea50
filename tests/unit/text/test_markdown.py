"""Escaped text is shown literally by Markdown renderers."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from roleplay.text.markdown import escape_markdown
from roleplay.text.plain import safe

RENDERER = MarkdownIt("gfm-like")


def shown(text: str) -> str:
    """What a renderer shows for a line of Markdown; fails unless it is one paragraph of plain text."""
    tokens = RENDERER.parse(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], (text, tokens)
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}, (text, children)
    return "".join(child.content for child in children)


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "- no list",
        "1. no list",
        "12) no list",
        "> no quotation",
        "*no* _emphasis_ **at** ~~all~~",
        "`no code`",
        "[no](link) ![no](picture) <https://no.example> https://no.example www.no.example",
        "<script>alert(1)</script> &amp; &lt;",
        "a | b",
        "---",
        "===",
        "    no code either",
        "a\\b",
        "$no$ formula",
        "[^1]: no footnote",
        "2026-11-29, 5% − 3",
    ],
)
def test_special_characters_are_shown_literally(text: str) -> None:
    assert shown(escape_markdown(text)) == text.strip()


@given(st.text(min_size=1))
@example("a\n# b")
@example("+\u00a0x")
def test_any_text_is_shown_literally_on_one_line(text: str) -> None:
    plain = safe(text, newlines=False).strip()
    if plain:
        assert "\n" not in escape_markdown(text)
        assert " ".join(shown(escape_markdown(text)).split()) == " ".join(plain.split())


def test_a_table_cell_stays_one_cell() -> None:
    html = RENDERER.render(f"| a | b |\n| --- | --- |\n| {escape_markdown('x | y `|` z')} | 2 |\n")
    assert html.count("<td>") == 2
    assert "x | y `|` z" in html
