"""HTML that cannot be broken by what it shows: every text is made plain and escaped where it is put in."""

from __future__ import annotations

from roleplay.text.escaping import marked_up

#: The languages of the interface as a page names them, so that Chinese is drawn as it is written in China.
TAGS = {"zh": "zh-CN", "en": "en"}
_EMPTY = frozenset(("meta", "br", "hr"))
#: A page asks for nothing: no script runs in it, and nothing is loaded.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Markup(str):
    """A piece of HTML. Any other string is text."""

    __slots__ = ()


def element(name: str, *parts: str, **attributes: str | int | float | None) -> Markup:
    """An element; ``class_`` and ``aria_label`` stand for ``class`` and ``aria-label``, ``None`` leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{marked_up(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(*parts)}</{name}>")


def joined(*parts: str) -> Markup:
    """Pieces and texts one after another."""
    return Markup("".join(part if isinstance(part, Markup) else marked_up(part) for part in parts))


def page(title: str, language: str, style: str, *parts: str) -> str:
    """A whole page, on its own in one file."""
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
