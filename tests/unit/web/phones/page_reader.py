"""A page as a reader sees it: elements, texts, buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = frozenset(("meta", "link", "input", "br", "img", "rect"))


@dataclass
class Element:
    """An element with its contents."""

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    parent: Element | None = None

    def all(self, name: str = "") -> list[Element]:
        """All elements inside, or those with one name."""
        elements = []
        for child in self.children:
            elements += [child] if name in ("", child.name) else []
            elements += child.all(name)
        return elements

    def by_id(self, id: str) -> Element:
        """The element with an id."""
        (match,) = (element for element in self.all() if element.attributes.get("id") == id)
        return match

    def has(self, id: str) -> bool:
        return any(element.attributes.get("id") == id for element in self.all())

    @property
    def text(self) -> str:
        """All text inside, on one line."""
        inner = [*self.texts, *(child.text for child in self.children if child.name not in ("script", "style"))]
        return " ".join(" ".join(inner).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.at)
        self.at.children.append(element)
        if tag not in _EMPTY:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.name == tag, f"</{tag}> closes <{self.at.name}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.texts.append(data)


def read(html: str) -> Element:
    """The page; it must be well-formed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.name}> is not closed"
    ids = [element.attributes["id"] for element in reader.root.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids)), ids
    return reader.root


def style_rules(css: str) -> dict[str, dict[str, str]]:
    """The custom properties of a style sheet, light and dark."""
    blocks = re.findall(r":root\s*\{([^}]*)\}", css)
    assert len(blocks) == 2
    light, dark = (dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+)", block)) for block in blocks)
    return {"light": light, "dark": dark}


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        digits = colour.removeprefix("#")
        digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
        parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
