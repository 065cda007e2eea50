"""The help of the command line: the texts of its arguments, and their layout."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roleplay.commands.worded_parser import WordedParser
    from roleplay.locales import Catalogue

#: Width of a line in cells, at most and at least: longer lines are hard to read, shorter ones hold nothing.
_WIDEST, _NARROWEST = 100, 30
#: Width in cells of the column of names; a longer name gets a line of its own.
_LEFT = 26


class HelpRow(NamedTuple):
    """Something that can be typed, and its purpose."""

    typed: str
    about: str


class HelpSection(NamedTuple):
    """A heading and its rows."""

    heading: str
    rows: tuple[HelpRow, ...]


class HelpPage(NamedTuple):
    """The help of a command, or of the program."""

    #: the usage line, with its arguments
    usage: str
    about: str
    sections: tuple[HelpSection, ...]
    #: the closing sentence
    end: str


def name_arguments(parser: WordedParser, words: Catalogue) -> None:
    """Put names, descriptions and placeholders into a parser and its subparsers."""
    parser.description = words(f"usage.command.{parser.command}") if parser.command else words("usage.about")
    for action in parser._actions:
        if isinstance(action.metavar, str):
            action.metavar = words(f"usage.value.{action.metavar}")
        if isinstance(action, argparse._SubParsersAction):
            for row in action._choices_actions:
                row.help = words(f"usage.command.{row.dest}")
            for inner in action.choices.values():
                inner.words = words
                name_arguments(inner, words)
        about = words.get(f"usage.{parser.command}.{action.dest}", f"usage.every.{action.dest}")
        action.help = about.format(default=action.default).replace("%", "%%")


def help_page(parser: WordedParser, words: Catalogue) -> HelpPage:
    """The help of a parser whose texts are loaded."""
    commands: list[HelpRow] = []
    arguments: list[HelpRow] = []
    options: list[HelpRow] = []
    usage = [parser.prog, words("usage.options")]
    for action in parser._actions:
        about = (action.help or "").replace("%%", "%")
        if isinstance(action, argparse._SubParsersAction):
            commands += [HelpRow(row.dest, row.help or "") for row in action._choices_actions]
            usage.append(f"[{action.metavar} ...]")
        elif action.option_strings:
            value = "" if action.nargs == 0 else f" {_value(action)}"
            options.append(HelpRow(", ".join(action.option_strings) + value, about))
        else:
            name = _value(action)
            arguments.append(HelpRow(name, about))
            usage.append({"?": f"[{name}]", "*": f"[{name} ...]"}.get(str(action.nargs), name))
    rows = {"commands": commands, "arguments": arguments, "options": options}
    sections = tuple(HelpSection(words(f"usage.heading.{name}"), tuple(found)) for name, found in rows.items() if found)
    end = words("usage.such_as", command=parser.example) if parser.command else words("usage.without")
    return HelpPage(" ".join(usage), parser.description or "", sections, end)


def _value(action: argparse.Action) -> str:
    """The placeholder of a value: its name, or its choices."""
    if action.metavar is None and action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest)


def help_text(parser: WordedParser, words: Catalogue) -> str:
    """The help as printed text."""
    return "".join(f"{line}\n" for line in _lines(help_page(parser, words), words))


def _lines(page: HelpPage, words: Catalogue) -> Iterator[str]:
    from roleplay.text.cells import cell_len, pad
    from roleplay.text.wrap import wrap

    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    yield from wrap(words("usage.line", line=page.usage), width, indent="  ")
    yield ""
    yield from wrap(page.about, width)
    for section in page.sections:
        yield ""
        yield words("usage.heading_line", heading=section.heading)
        for row in section.rows:
            typed = f"  {row.typed}"
            about = wrap(row.about, max(width - _LEFT, _NARROWEST // 2))
            if cell_len(typed) > _LEFT - 2:
                yield typed
            else:
                yield (pad(typed, _LEFT) + about.pop(0)).rstrip()
            yield from (" " * _LEFT + line for line in about)
    yield ""
    yield from wrap(page.end, width)
