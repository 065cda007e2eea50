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


def tell_data(text: str) -> None:
    """Print what another program is to read, to the byte; its maker has made it harmless by its form."""
    sys.stdout.write(text)


def complain(text: str = "") -> None:
    """Print what went wrong, or what is not the result, where errors go."""
    print(safe(text), file=sys.stderr)
