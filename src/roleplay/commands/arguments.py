"""Parsers for values on the command line, and the arguments that several commands share."""

from __future__ import annotations

from argparse import ArgumentParser

from roleplay.commands.errors import CommandError
from roleplay.text.languages import reading_language
from roleplay.text.numbers import parse_bounded_int

#: Most digits of a number: what fits into the record; longer input is refused before it is converted.
_DIGITS = 18
_MAX_PORT = 65_535
_LANGUAGES = {"zh", "en"}


class InvalidValue(CommandError):
    """A value that an argument does not accept; the parser names the argument, the message is ``usage.bad.<key>``."""

    group = "usage.bad"


def parse_seed(text: str) -> int:
    """A whole number that fits into the record. Raises `InvalidValue`."""
    return parse_whole_number(text, 0, 10**_DIGITS - 1, "seed")


def parse_port(text: str) -> int:
    """A port number; 0 lets the system choose. Raises `InvalidValue`."""
    return parse_whole_number(text, 0, _MAX_PORT, "port")


def parse_whole_number(text: str, least: int, most: int, what: str) -> int:
    """A whole number from ``least`` to ``most``. Raises `InvalidValue` with the message ``usage.bad.<what>``."""
    number = parse_bounded_int(text, least, most)
    if number is None:
        raise InvalidValue(what, least=least, most=f"{most:,}" if most > _MAX_PORT else most, digits=_DIGITS)
    return number


def parse_language(text: str) -> str:
    """The reading language: ``zh`` or ``en``, or one that only scenes have, such as ``ko``.

    With the latter the interface uses the default language, or the one named after the comma: ``ko,zh``. Raises
    `InvalidValue`.
    """
    code, _, interface = text.replace("，", ",").partition(",")
    if code in _LANGUAGES and interface in ("", code):
        return code
    from roleplay.commands.environment import preferred_language
    from roleplay.reading.language_codes import corrected_code

    meant = corrected_code(code)
    if code in _LANGUAGES or not meant:
        raise InvalidValue("language", found=text)
    if meant != code:
        raise InvalidValue("language_near", found=code, nearest=meant)
    if interface not in ("", *_LANGUAGES):
        raise InvalidValue("interface", found=interface)
    return reading_language(interface or preferred_language(), code)


def parse_languages(text: str) -> tuple[str, ...]:
    """Languages separated by commas, the main one first. Raises `InvalidValue`."""
    codes = tuple(text.replace("，", ",").replace("+", ",").split(","))
    if not set(codes) <= _LANGUAGES or len(set(codes)) < len(codes):
        raise InvalidValue("languages")
    return codes


def add_scene(parser: ArgumentParser) -> None:
    """``ID-or-FILE``, which `scene_argument` looks up."""
    parser.add_argument("scene", metavar="scene")


def add_personas(parser: ArgumentParser) -> None:
    """``--persona``, which `scene_argument.selected_personas` reads."""
    parser.add_argument("--persona", action="append", default=[], metavar="who")
