"""``roleplay explain``: what a finding means and how to fix it; what a move, a rubric or a persona is."""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_text

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay explain yes_but"
#: Maximum width of a line in cells: longer lines are hard to read on any screen.
_WIDTH = 80
_CODE = re.compile(r"(?:RP)?(\d{1,3})", re.IGNORECASE)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("word", nargs="?", metavar="word")


def run(args: Namespace) -> int:
    """Print what a word means: the page of a code, an entry of the library, or a list; without a word, all codes."""
    from roleplay.locales import catalogue

    words = catalogue(language_of(args))
    if args.word is None:
        lines = _index(words)
    elif (code := _code(args.word)) is not None:
        lines = _page(code, words)
    else:
        lines = _of_library(args, words)
    print_text("\n".join(lines))
    return DONE


def _width() -> int:
    return max(min(shutil.get_terminal_size((_WIDTH, 24)).columns, _WIDTH), 20)


def _of_library(args: Namespace, words: Catalogue) -> Iterator[str]:
    """What the libraries say about a word. Raises `CommandError` if they have nothing."""
    from roleplay.presenting.explanation import NothingFound, explain, topic_list
    from roleplay.presenting.lookup import topic_named
    from roleplay.presenting.paragraphs import wrapped
    from roleplay.text.plain import safe

    workspace, word = open_workspace(args), safe(args.word, newlines=False)
    shared = workspace.library.contents.shared
    topic = topic_named(word, workspace.catalogues)
    try:
        if topic is not None:
            paragraphs = topic_list(topic, shared, words)
        else:
            paragraphs = explain(word, shared, _bundles(workspace), words)
    except NothingFound as error:
        if error.near:
            nearest = words("library.and").join(error.near)
            raise CommandError("unknown_word_near", name=word, nearest=nearest) from None
        raise CommandError("unknown_word", name=word) from None
    text, _ = wrapped(paragraphs, _width())
    return iter(text.split("\n"))


def _bundles(workspace: Workspace) -> Iterator[Bundle]:
    """The scenes to take examples from, those for newcomers first."""
    from roleplay.presenting.scene_index import in_order, newcomers_path
    from roleplay.reading.contents import BrokenScene

    entries = workspace.library.entries
    for name in dict.fromkeys(entry.id for entry in (*newcomers_path(entries), *in_order(entries))):
        with suppress(BrokenScene):  # gone since the library was read
            yield workspace.library.bundle(name)


def _page(code: str, words: Catalogue) -> Iterator[str]:
    from roleplay.checking.diagnostic_pages import page_lines, read_page
    from roleplay.reading.codes import CODES

    page = read_page(_path(code).read_text(encoding="utf-8"))
    return page_lines(page, words(f"explain.{CODES[code].severity}"), words.language, words.words, _width())


def _index(words: Catalogue) -> Iterator[str]:
    from roleplay.checking.diagnostic_pages import title_of
    from roleplay.reading.codes import CODES
    from roleplay.text.wrap import wrap

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
    yield from wrap(words("explain.how"), _width())


def _path(code: str) -> Path:
    """The path of a code's page: in the installed package, or in the checkout."""
    from roleplay.workspace.workspace import shipped_library

    shipped = shipped_library()
    packed = shipped / "diagnostics"
    return (packed if packed.is_dir() else shipped / "docs" / "diagnostics") / f"{code}.md"


def _code(word: str) -> str | None:
    """The code meant by ``RP203``, ``rp203``, ``203``, or ``[RP203]:`` as a finding prints it.

    ``None`` if it isn't a code. Raises `CommandError` if it looks like one but no code has that number.
    """
    from roleplay.reading.codes import CODES

    match = _CODE.fullmatch(word.strip(" []:"))
    if match is None:
        return None
    number = int(match[1])
    code = f"RP{number:03}"
    if code not in CODES:
        nearest = sorted(CODES, key=lambda known: abs(int(known[2:]) - number))[:3]
        raise CommandError("unknown_code_near", name=word, nearest=", ".join(sorted(nearest)))
    return code
