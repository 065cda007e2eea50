"""Generates the manual pages, man/roleplay.1 and man/zh_CN/roleplay.1, from the command line parser.

Run with ``make pictures`` or ``python docs/man.py``; a test compares the pages with the generated ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from roleplay import __version__
from roleplay.commands.help_words import HelpPage, HelpRow, help_page
from roleplay.commands.parser import build_parser
from roleplay.commands.worded_parser import WordedParser
from roleplay.locales import Catalogue, catalogue_part

FOLDER = Path(__file__).parent / "man"
#: Language -> path of its page within `FOLDER`.
PAGES = {"en": "roleplay.1", "zh": "zh_CN/roleplay.1"}


def page(language: str) -> str:
    """The manual page in one language, as roff."""
    words = catalogue_part("usage", language)
    parser = build_parser(get_language=lambda: language)
    parser.load_words()
    return "".join(f"{line}\n" for line in _lines(parser, words))


def _lines(parser: WordedParser, words: Catalogue) -> Iterator[str]:
    top = help_page(parser, words)
    yield '.\\" Made by docs/man.py from the parser of the command line.'
    title = _text(words("usage.manual.title"))
    yield f'.TH ROLEPLAY 1 "" "roleplay {_text(__version__)}" "{title}"'
    yield from _section(words, "name")
    yield _text(f"roleplay - {top.about.rstrip('.。')}")
    yield from _section(words, "synopsis")
    yield _text(top.usage)
    yield from _section(words, "description")
    yield _text(top.about)
    yield ".PP"
    yield _text(top.end)
    yield from _section(words, "options")
    yield from _rows(top.sections[-1].rows)
    yield from _section(words, "commands")
    for command in _commands(parser):
        yield from _command(help_page(command, words))
    yield from _section(words, "exit")
    yield from _rows([HelpRow(str(code), words(f"usage.manual.exit_{code}")) for code in (0, 1, 2)])
    yield from _section(words, "environment")
    names = {"ROLEPLAY_HOME": "home", "ROLEPLAY_LIBRARY": "library", "LC_ALL, LC_MESSAGES, LANG": "locale"}
    yield from _rows([HelpRow(name, words(f"usage.manual.{key}")) for name, key in names.items()])
    yield from _section(words, "more")
    yield _text(words("usage.manual.see"))


def _commands(parser: WordedParser) -> Iterator[WordedParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def _command(help_: HelpPage) -> Iterator[str]:
    """One command: usage, description, and its arguments without the options common to all commands."""
    yield f'.SS "{_text(help_.usage)}"'
    yield _text(help_.about)
    own = [row for section in help_.sections for row in section.rows]
    yield from _rows([row for row in own if not row.typed.startswith(("-h, ", "--lang ", "--library "))])
    yield ".PP"
    yield _text(help_.end)


def _section(words: Catalogue, name: str) -> Iterator[str]:
    yield f'.SH "{_text(words(f"usage.manual.{name}"))}"'


def _rows(rows: list[HelpRow] | tuple[HelpRow, ...]) -> Iterator[str]:
    for row in rows:
        yield ".TP"
        yield f"\\fB{_text(row.typed)}\\fR"
        yield _text(row.about)


def _text(text: str) -> str:
    """``text`` escaped for roff, so that nothing in it is a request, and hyphens are ASCII."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def main() -> None:
    """Write the pages."""
    for language, name in PAGES.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
