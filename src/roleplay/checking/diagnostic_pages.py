"""The pages of docs/diagnostics, one per code: parsing a page, and showing it as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from roleplay.text.languages import interface_of
from roleplay.text.wrap import wrap

#: The template of a page, as docs/diagnostics/README.md describes it.
_FORM = """\
# {code} {title_en} · {title_zh}

## English

{meaning_en}

### Why it matters

{why_en}

### How to fix it

{fix_en}

## 中文

{meaning_zh}

### 为什么要紧

{why_zh}

### 怎么改

{fix_zh}

## Bad · 有问题

```{bad_words}
{bad}```

## Fixed · 改好了

```{fixed_words}
{fixed}```
"""
_PART = {"code": r"RP\d{3}", "bad_words": r"(?:yaml|csv)[^\n]*", "fixed_words": r"(?:yaml|csv)[^\n]*"}
_PAGE = re.compile(re.sub(r"\{(\w+)\}", lambda m: f"(?P<{m[1]}>{_PART.get(m[1], '.+?')})", _FORM), re.DOTALL)
_TITLE = re.compile(r"# RP\d{3} (.+) · (.+)")


class Example(NamedTuple):
    """A piece of YAML, or of ratings. ``words``: its fence without ``yaml``, which tell a test how to make a file."""

    text: str
    words: tuple[str, ...]


class Explanation(NamedTuple):
    """The explanation of a code in one language; each part but the title is paragraphs of plain text."""

    title: str
    meaning: tuple[str, ...]
    why: tuple[str, ...]
    fix: tuple[str, ...]


class DiagnosticPage(NamedTuple):
    """The page about a code."""

    code: str
    explanations: Mapping[str, Explanation]
    bad: Example
    fixed: Example


def read_page(text: str) -> DiagnosticPage:
    """The page parsed from its text. Raises `ValueError` if it does not match the template."""
    match = _PAGE.fullmatch(text)
    if match is None:
        raise ValueError(f"not the form of a page: {text.partition(chr(10))[0]}")
    parts = match.groupdict()

    def explanation(language: str) -> Explanation:
        title, *prose = (parts[f"{name}_{language}"] for name in ("title", "meaning", "why", "fix"))
        meaning, why, fix = (tuple(part.split("\n\n")) for part in prose)
        return Explanation(title, meaning, why, fix)

    bad, fixed = (
        Example(parts[name], tuple(parts[f"{name}_words"].removeprefix("yaml").split())) for name in ("bad", "fixed")
    )
    return DiagnosticPage(parts["code"], {code: explanation(code) for code in ("en", "zh")}, bad, fixed)


def title_of(first_line: str, language: str) -> str:
    """The title of a code, from the first line of its page. Raises `ValueError` if the line is not a title."""
    match = _TITLE.fullmatch(first_line.rstrip())
    if match is None:
        raise ValueError(f"not the title of a page: {first_line}")
    return match[2 if interface_of(language) == "zh" else 1]


def page_lines(
    page: DiagnosticPage, severity: str, language: str, words: Mapping[str, str], width: int
) -> Iterator[str]:
    """The page as lines of at most ``width`` cells, except the examples, which are kept verbatim.

    ``severity`` is the word for it; ``words`` are the headings, under keys such as ``explain.why``.
    """
    explanation = page.explanations["zh" if interface_of(language) == "zh" else "en"]
    yield from wrap(f"{severity}[{page.code}]: {explanation.title}", width, indent="  ")
    for paragraph in explanation.meaning:
        yield ""
        yield from wrap(paragraph, width)
    for key, paragraphs in (("why", explanation.why), ("mending", explanation.fix)):
        yield ""
        yield from wrap(words[f"explain.{key}"], width)
        for index, paragraph in enumerate(paragraphs):
            if index:
                yield ""
            yield from (f"  {line}" for line in wrap(paragraph, width - 2))
    if "roleplay:" not in page.bad.text:  # a piece of the scene that all pages share
        yield ""
        yield from wrap(words["explain.scene"], width)
    for key, example in (("bad", page.bad), ("mended", page.fixed)):
        yield ""
        yield from wrap(words[f"explain.{key}"], width)
        yield ""
        yield from (f"    {line}".rstrip() for line in example.text.splitlines())
