"""The script that draws a terminal on a page: textual-serve's own, with three places changed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Replacement(NamedTuple):
    """One place of the script."""

    old: str
    new: str


#: Each stands in the script once; where a later version of textual-serve has written it in another way, it stays.
CHANGES = (
    # a font with Chinese characters, named by the page
    Replacement(
        """fontFamily:"'Roboto Mono', Monaco, 'Courier New', monospace\"""",
        """fontFamily:e.dataset.fontFamily||"monospace\"""",
    ),
    # drawn in one way everywhere, on a canvas; a browser without WebGL takes another, Safari before 16 none at all
    Replacement("this.webglAddon=new p.WebglAddon,this.terminal.loadAddon(this.webglAddon),", ""),
    # what the page's own script needs: where to put the keys, and why the connection ended
    Replacement("const t=new w(e,{ping:r});", "const t=e.session=new w(e,{ping:r});"),
)


@cache
def script() -> str:
    """The script as the page gets it."""
    text = _static("js/textual.js")
    for change in CHANGES:
        text = text.replace(change.old, change.new)
    return text


@cache
def style() -> str:
    """The style sheet of the terminal."""
    return _static("css/xterm.css")


def _static(name: str) -> str:
    return files("textual_serve").joinpath("static", *name.split("/")).read_text(encoding="utf-8")
