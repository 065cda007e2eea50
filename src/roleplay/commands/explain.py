"""``roleplay explain``: what a finding means, why it matters and how to mend it."""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of
from roleplay.commands.errors import DONE, CommandError

if TYPE_CHECKING:
    from roleplay.locales import Catalogue

EXAMPLE = "roleplay explain RP101"
#: Cells of a line, at most: longer ones are hard to read on any screen.
_WIDTH = 80
_CODE = re.compile(r"(?:RP)?(\d{1,3})", re.IGNORECASE)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("code", nargs="?", metavar="code")


def run(args: Namespace) -> int:
    """Print the page of one code, or all codes with one line each."""
    from roleplay.locales import catalogue

    words = catalogue(language_of(args))
    lines = _index(words) if args.code is None else _page(_code(args.code), words)
    print("\n".join(lines))
    return DONE


def _page(code: str, words: Catalogue) -> Iterator[str]:
    from roleplay.checking.pages import page_lines, read_page
    from roleplay.reading.codes import CODES

    page = read_page(_path(code).read_text(encoding="utf-8"))
    width = max(min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDTH), 20)
    return page_lines(page, words(f"explain.{CODES[code].severity}"), words.language, words.words, width)


def _index(words: Catalogue) -> Iterator[str]:
    from roleplay.checking.pages import title_of
    from roleplay.reading.codes import CODES

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
    packed = shipped / "diagnostics"
    return (packed if packed.is_dir() else shipped / "docs" / "diagnostics") / f"{code}.md"


def _code(word: str) -> str:
    """The code that is meant by ``RP203``, ``rp203``, ``203``, or ``[RP203]:`` as it stands in a finding."""
    from roleplay.reading.codes import CODES

    match = _CODE.fullmatch(word.strip(" []:"))
    if match is None:
        raise CommandError("unknown_code", name=word)
    number = int(match[1])
    code = f"RP{number:03}"
    if code not in CODES:
        nearest = sorted(CODES, key=lambda known: abs(int(known[2:]) - number))[:3]
        raise CommandError("unknown_code_near", name=word, nearest=", ".join(sorted(nearest)))
    return code
