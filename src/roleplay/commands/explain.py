"""``roleplay explain``: what a finding means, why it matters and how to mend it."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from roleplay.commands import DONE, Stop, language
from roleplay.locales import Catalogue, catalogue
from roleplay.reading.codes import CODES

#: Cells of a line, at most: longer ones are hard to read on any screen.
_WIDTH = 80
_CODE = re.compile(r"(?:RP)?(\d{1,3})", re.IGNORECASE)


def run(args: argparse.Namespace) -> int:
    """Print the page of one code, or all codes with one line each."""
    words = catalogue(language(args))
    lines = _list(words) if args.code is None else _page(_code(args.code), words)
    print("\n".join(lines))
    return DONE


def _page(code: str, words: Catalogue) -> Iterator[str]:
    from roleplay.checking.pages import page_lines, read_page

    page = read_page(_path(code).read_text(encoding="utf-8"))
    width = max(min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDTH), 20)
    return page_lines(page, words(f"explain.{CODES[code].severity}"), words.language, words.words, width)


def _list(words: Catalogue) -> Iterator[str]:
    from roleplay.checking.pages import title_of

    group = ""
    for code in CODES:
        if code[:3] != group:
            if group:
                yield ""
            group = code[:3]
            yield words(f"explain.group_{group[2]}")
        with _path(code).open(encoding="utf-8") as page:
            yield f"  {code}  {title_of(page.readline(), words.language)}"
    yield ""
    yield words("explain.how")


def _path(code: str) -> Path:
    """The page of a code: inside an installed package, or the checkout's own."""
    from roleplay.workspace.workspace import shipped_library

    shipped = shipped_library()
    inside = shipped / "diagnostics"
    return (inside if inside.is_dir() else shipped / "docs" / "diagnostics") / f"{code}.md"


def _code(said: str) -> str:
    """The code that is meant by ``RP203``, ``rp203``, ``203``, or ``[RP203]:`` as it stands in a finding."""
    found = _CODE.fullmatch(said.strip(" []:"))
    if found is None:
        raise Stop("unknown_code", name=said)
    number = int(found[1])
    code = f"RP{number:03}"
    if code not in CODES:
        nearest = sorted(CODES, key=lambda one: abs(int(one[2:]) - number))[:3]
        raise Stop("unknown_code_near", name=said, nearest=", ".join(sorted(nearest)))
    return code
