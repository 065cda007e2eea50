"""HTML that its content cannot break: every text is cleaned and escaped when it is inserted."""

from __future__ import annotations

from roleplay.text.escaping import escape_markup

#: Interface language -> value of ``lang``, so that Chinese is drawn with simplified glyphs.
TAGS = {"zh": "zh-CN", "en": "en"}
_EMPTY = frozenset(("meta", "br", "hr"))
#: The Content-Security-Policy: no script runs, and nothing is loaded.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Markup(str):
    """A piece of HTML. Any other string is text to be escaped."""

    __slots__ = ()


def element(name: str, *parts: str, **attributes: str | int | float | None) -> Markup:
    """An element; ``class_`` and ``aria_label`` mean ``class`` and ``aria-label``, ``None`` omits an attribute."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape_markup(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(*parts)}</{name}>")


def joined(*parts: str) -> Markup:
    """Concatenated pieces of HTML and texts, the texts escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape_markup(part) for part in parts))


def page(title: str, language: str, style: str, *parts: str) -> str:
    """A whole page as a self-contained file."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    )
    body = element("body", *(joined(part, Markup("\n")) for part in parts))
    return f"<!DOCTYPE html>\n{element('html', head, Markup(chr(10)), body, lang=TAGS.get(language, language))}\n"
