"""Kinds of values on the command line, and the arguments that several commands have."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

#: Digits of a number, at most: what fits into the record; a very long one costs nothing.
_DIGITS = 18
_MAX_PORT = 65_535
_LANGUAGES = {"zh", "en"}


def parse_seed(text: str) -> int:
    """A whole number that fits into the record. Raises `ArgumentTypeError`."""
    return parse_whole_number(text, 0, 10**_DIGITS - 1, f"a seed is a whole number from 0, of at most {_DIGITS} digits")


def parse_port(text: str) -> int:
    """A port; 0 leaves it to the system. Raises `ArgumentTypeError`."""
    return parse_whole_number(text, 0, _MAX_PORT, f"a port is a whole number up to {_MAX_PORT}")


def parse_whole_number(text: str, least: int, most: int, otherwise: str) -> int:
    """A whole number from ``least`` to ``most``. Raises `ArgumentTypeError`, which says ``otherwise``."""
    if not (text.isdecimal() and len(text) <= _DIGITS and least <= int(text) <= most):
        raise ArgumentTypeError(otherwise)
    return int(text)


def parse_languages(text: str) -> tuple[str, ...]:
    """Languages joined by commas, the leading one first. Raises `ArgumentTypeError`."""
    codes = tuple(text.replace("，", ",").replace("+", ",").split(","))
    if not set(codes) <= _LANGUAGES or len(set(codes)) < len(codes):
        raise ArgumentTypeError("the languages are zh, en, or both as zh,en")
    return codes


def add_scene(parser: ArgumentParser) -> None:
    """``ID-or-FILE``, which `scene_argument` looks up."""
    parser.add_argument("scene", metavar="ID-or-FILE", help="a scene of the library, or a file")


def add_personas(parser: ArgumentParser) -> None:
    """``--persona``, which `scene_argument.personas_given` reads."""
    parser.add_argument(
        "--persona", action="append", default=[], metavar="WHO=PERSONA", help="another person, e.g. wang=controlling"
    )
