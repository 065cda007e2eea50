"""All output of commands: untrusted text is made harmless before it reaches the terminal."""

from __future__ import annotations

import sys

from roleplay.text.plain import safe


def print_text(text: object = "", *, flush: bool = False) -> None:
    """Print a result on standard output: a text, or the path of a file that was written."""
    print(safe(str(text)), flush=flush)


def print_json(text: str) -> None:
    """Print the output of `roleplay.text.json_text` unchanged: its escaping already makes it harmless."""
    print(text)


def print_data(text: str) -> None:
    """Print data for another program, byte for byte; its format already makes it harmless."""
    sys.stdout.write(text)


def print_error(text: str = "") -> None:
    """Print an error, or anything else that isn't the result, on standard error."""
    print(safe(text), file=sys.stderr)
