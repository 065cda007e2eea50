"""The pages of documentation, and their contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *DOCS.glob("*.md")])
#: Pages that are followed from an empty folder.
FOLLOWED = [DOCS / f"{page}{language}.md" for page in ("first-scene", "format", "playing") for language in ("", ".zh")]


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    #: the page, relative to the project root, and the line of the fence
    page: str
    line: int
    #: the language after the fence, such as ``console``
    kind: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    fence = re.compile(r"^( *)```(\w+)[^\n]*\n(.*?)^\1```$", re.M | re.S)
    text = page.read_text(encoding="utf-8")
    for match in fence.finditer(text):
        body = re.sub(f"^{match[1]}", "", match[3], flags=re.M)
        yield Block(name_of(page), text.count("\n", 0, match.start()) + 1, match[2], body)


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^( *)```.*?^\1```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def language_of(page: Path) -> str:
    return "zh" if page.stem.endswith(".zh") else "en"
