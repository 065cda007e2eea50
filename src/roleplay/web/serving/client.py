"""The script that draws a terminal on a page: textual-serve's own with three changes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Replacement(NamedTuple):
    """A change to the script."""

    old: str
    new: str


#: Each ``old`` occurs once in the script; if a later version of textual-serve has none, that change is skipped.
CHANGES = (
    # a font with Chinese characters, named in the page
    Replacement(
        """fontFamily:"'Roboto Mono', Monaco, 'Courier New', monospace\"""",
        """fontFamily:e.dataset.fontFamily||"monospace\"""",
    ),
    # one renderer everywhere: without WebGL a browser falls back to another one, Safari before 16 to none at all
    Replacement("this.webglAddon=new p.WebglAddon,this.terminal.loadAddon(this.webglAddon),", ""),
    # access for the page's own script: to set the focus, and to learn why the connection ended
    Replacement("const t=new w(e,{ping:r});", "const t=e.session=new w(e,{ping:r});"),
)


@cache
def script() -> str:
    """The script with the changes applied."""
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
