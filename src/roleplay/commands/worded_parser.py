"""A parser whose arguments are declared without texts; these are loaded when they are needed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.locales import Catalogue


class WordedParser(argparse.ArgumentParser):
    """A parser with the data for its help; `help_words` gives its arguments their texts."""

    #: the command whose arguments it parses; empty for the top-level parser
    command: str
    #: a command line shown at the end of its help
    example: str
    #: its texts, once they are loaded
    words: Catalogue | None
