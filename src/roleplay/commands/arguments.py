"""Kinds of values on the command line, and the arguments that several commands have."""

from __future__ import annotations

from argparse import ArgumentParser

from roleplay.commands.errors import CommandError
from roleplay.text.languages import read_beside
from roleplay.text.numbers import whole_number

#: Digits of a number, at most: what fits into the record; a very long one costs nothing.
_DIGITS = 18
_MAX_PORT = 65_535
_LANGUAGES = {"zh", "en"}


class WrongValue(CommandError):
    """A value that an argument does not take; the parser says which one, and the sentence is ``usage.bad.<key>``."""

    group = "usage.bad"


def parse_seed(text: str) -> int:
    """A whole number that fits into the record. Raises `WrongValue`."""
    return parse_whole_number(text, 0, 10**_DIGITS - 1, "seed")


def parse_port(text: str) -> int:
    """A port; 0 leaves it to the system. Raises `WrongValue`."""
    return parse_whole_number(text, 0, _MAX_PORT, "port")


def parse_whole_number(text: str, least: int, most: int, what: str) -> int:
    """A whole number from ``least`` to ``most``. Raises `WrongValue`, which says ``usage.bad.<what>``."""
    number = whole_number(text, least, most)
    if number is None:
        raise WrongValue(what, least=least, most=f"{most:,}" if most > _MAX_PORT else most, digits=_DIGITS)
    return number


def parse_language(text: str) -> str:
    """The language somebody reads in: ``zh`` or ``en``, or one that only scenes have, ``ko``.

    With the latter the interface speaks the usual language, or the one named behind it: ``ko,zh``. Raises
    `WrongValue`.
    """
    code, _, interface = text.replace("，", ",").partition(",")
    if code in _LANGUAGES and interface in ("", code):
        return code
    from roleplay.commands.environment import usual_language
    from roleplay.reading.language_codes import meant_code

    meant = meant_code(code)
    if code in _LANGUAGES or not meant:
        raise WrongValue("language", found=text)
    if meant != code:
        raise WrongValue("language_near", found=code, nearest=meant)
    if interface not in ("", *_LANGUAGES):
        raise WrongValue("interface", found=interface)
    return read_beside(interface or usual_language(), code)


def parse_languages(text: str) -> tuple[str, ...]:
    """Languages joined by commas, the leading one first. Raises `WrongValue`."""
    codes = tuple(text.replace("，", ",").replace("+", ",").split(","))
    if not set(codes) <= _LANGUAGES or len(set(codes)) < len(codes):
        raise WrongValue("languages")
    return codes


def add_scene(parser: ArgumentParser) -> None:
    """``ID-or-FILE``, which `scene_argument` looks up."""
    parser.add_argument("scene", metavar="scene")


def add_personas(parser: ArgumentParser) -> None:
    """``--persona``, which `scene_argument.personas_given` reads."""
    parser.add_argument("--persona", action="append", default=[], metavar="who")
