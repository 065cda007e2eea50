"""What commands print: all of it comes through here, and nothing that is foreign acts on the terminal."""

from __future__ import annotations

import sys

from roleplay.text.plain import safe


def tell(text: object = "", *, flush: bool = False) -> None:
    """Print a result: a text, or the path of what was written."""
    print(safe(str(text)), flush=flush)


def tell_json(text: str) -> None:
    """Print a result that `roleplay.text.json_text` wrote: it is harmless by its form, and must stay as it is."""
    print(text)


def complain(text: str = "") -> None:
    """Print what went wrong, or what is not the result, where errors go."""
    print(safe(text), file=sys.stderr)
