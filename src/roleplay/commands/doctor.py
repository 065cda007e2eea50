"""``roleplay doctor``: where things are and what the terminal can do."""

from __future__ import annotations

import argparse
from contextlib import closing

from roleplay.commands import DONE, has_terminal, language, open_workspace


def run(args: argparse.Namespace) -> int:
    """Print what a support question needs to know."""
    from roleplay.plain.listing import doctor

    with closing(open_workspace(args)) as workspace:
        print(doctor(workspace, language(args), full_screen=has_terminal()))
    return DONE
