"""What the command line says of itself: the words of its arguments, and the help that is made of them."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roleplay.commands.worded_parser import WordedParser
    from roleplay.locales import Catalogue

#: Cells of a line: longer ones are hard to read, in shorter ones nothing can be.
_WIDEST, _NARROWEST = 100, 30
#: Cells of the column that names things; what is longer has a line of its own.
_LEFT = 26


class HelpRow(NamedTuple):
    """What can be typed, and what it is for."""

    typed: str
    about: str


class HelpSection(NamedTuple):
    """A heading, and what stands below it."""

    heading: str
    rows: tuple[HelpRow, ...]


class HelpPage(NamedTuple):
    """What there is to say of a command, or of the program."""

    #: how it is called, with its arguments
    call: str
    about: str
    sections: tuple[HelpSection, ...]
    #: what is said at the end
    end: str


def name_arguments(parser: WordedParser, words: Catalogue) -> None:
    """Put names, meanings and placeholders into a parser, and into those of its commands."""
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
    """The help of a parser that has its words."""
    commands: list[HelpRow] = []
    arguments: list[HelpRow] = []
    options: list[HelpRow] = []
    call = [parser.prog, words("usage.options")]
    for action in parser._actions:
        about = (action.help or "").replace("%%", "%")
        if isinstance(action, argparse._SubParsersAction):
            commands += [HelpRow(row.dest, row.help or "") for row in action._choices_actions]
            call.append(f"[{action.metavar} ...]")
        elif action.option_strings:
            value = "" if action.nargs == 0 else f" {_value(action)}"
            options.append(HelpRow(", ".join(action.option_strings) + value, about))
        else:
            name = _value(action)
            arguments.append(HelpRow(name, about))
            call.append({"?": f"[{name}]", "*": f"[{name} ...]"}.get(str(action.nargs), name))
    rows = {"commands": commands, "arguments": arguments, "options": options}
    sections = tuple(HelpSection(words(f"usage.heading.{name}"), tuple(found)) for name, found in rows.items() if found)
    end = words("usage.such_as", command=parser.example) if parser.command else words("usage.without")
    return HelpPage(" ".join(call), parser.description or "", sections, end)


def _value(action: argparse.Action) -> str:
    """What stands for a value: its name, or the choices there are."""
    if action.metavar is None and action.choices is not None:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return str(action.metavar or action.dest)


def help_text(parser: WordedParser, words: Catalogue) -> str:
    """The help as it is printed."""
    return "".join(f"{line}\n" for line in _lines(help_page(parser, words), words))


def _lines(page: HelpPage, words: Catalogue) -> Iterator[str]:
    from roleplay.text.cells import cell_len, pad
    from roleplay.text.wrap import wrap

    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    yield from wrap(words("usage.line", line=page.call), width, indent="  ")
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
