"""The pages of docs/diagnostics, one a code: reading one, and showing it as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from roleplay.text.languages import interface_of
from roleplay.text.wrap import wrap

#: The form of a page, as docs/diagnostics/README.md describes it.
_FORM = """\
# {code} {title_en} · {title_zh}

## English

{meaning_en}

### Why it matters

{why_en}

### How to mend it

{mending_en}

## 中文

{meaning_zh}

### 为什么要紧

{why_zh}

### 怎么改

{mending_zh}

## Bad · 有问题

```{bad_words}
{bad}```

## Mended · 改好了

```{mended_words}
{mended}```
"""
_PART = {"code": r"RP\d{3}", "bad_words": r"(?:yaml|csv)[^\n]*", "mended_words": r"(?:yaml|csv)[^\n]*"}
_PAGE = re.compile(re.sub(r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{_PART.get(m[1], '.+?')})", _FORM), re.DOTALL)
_TITLE = re.compile(r"# RP\d{3} (.+) · (.+)")


class Example(NamedTuple):
    """A piece of YAML, or of ratings. ``words`` are those of its fence but ``yaml``: how a test makes a file of it."""

    text: str
    words: tuple[str, ...]


class Explanation(NamedTuple):
    """A code in one language; each part is paragraphs of plain text."""

    title: str
    meaning: tuple[str, ...]
    why: tuple[str, ...]
    mending: tuple[str, ...]


class DiagnosticPage(NamedTuple):
    """All that is said about a code."""

    code: str
    explanations: Mapping[str, Explanation]
    bad: Example
    mended: Example


def read_page(text: str) -> DiagnosticPage:
    """A page. Raises `ValueError` where it has not the form of one."""
    match = _PAGE.fullmatch(text)
    if match is None:
        raise ValueError(f"not the form of a page: {text.partition(chr(10))[0]}")
    parts = match.groupdict()

    def explanation(language: str) -> Explanation:
        title, *prose = (parts[f"{name}_{language}"] for name in ("title", "meaning", "why", "mending"))
        meaning, why, mending = (tuple(part.split("\n\n")) for part in prose)
        return Explanation(title, meaning, why, mending)

    bad, mended = (
        Example(parts[name], tuple(parts[f"{name}_words"].removeprefix("yaml").split())) for name in ("bad", "mended")
    )
    return DiagnosticPage(parts["code"], {code: explanation(code) for code in ("en", "zh")}, bad, mended)


def title_of(first_line: str, language: str) -> str:
    """What a code means in a few words, from the first line of its page. Raises `ValueError` where there is none."""
    match = _TITLE.fullmatch(first_line.rstrip())
    if match is None:
        raise ValueError(f"not the title of a page: {first_line}")
    return match[2 if interface_of(language) == "zh" else 1]


def page_lines(
    page: DiagnosticPage, severity: str, language: str, words: Mapping[str, str], width: int
) -> Iterator[str]:
    """The page as lines of at most ``width`` cells, but for the examples, which stand as they are.

    ``severity`` is the word for it; ``words`` are those of the interface, ``explain.why`` and its like.
    """
    told = page.explanations["zh" if interface_of(language) == "zh" else "en"]
    yield from wrap(f"{severity}[{page.code}]: {told.title}", width, indent="  ")
    for paragraph in told.meaning:
        yield ""
        yield from wrap(paragraph, width)
    for key, paragraphs in (("why", told.why), ("mending", told.mending)):
        yield ""
        yield from wrap(words[f"explain.{key}"], width)
        for index, paragraph in enumerate(paragraphs):
            if index:
                yield ""
            yield from (f"  {line}" for line in wrap(paragraph, width - 2))
    if "roleplay:" not in page.bad.text:  # a piece of the scene that all pages share
        yield ""
        yield from wrap(words["explain.scene"], width)
    for key, example in (("bad", page.bad), ("mended", page.mended)):
        yield ""
        yield from wrap(words[f"explain.{key}"], width)
        yield ""
        yield from (f"    {line}".rstrip() for line in example.text.splitlines())
