"""A parser whose arguments are declared without words, which are looked up when something is to be said."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.locales import Catalogue


class WordedParser(argparse.ArgumentParser):
    """What there is to say about it; its arguments get their words from `help_words`."""

    #: the command whose arguments it takes; empty for what stands before a command
    command: str
    #: a command line that is shown at the end of its help
    example: str
    #: its words, once it has them
    words: Catalogue | None
