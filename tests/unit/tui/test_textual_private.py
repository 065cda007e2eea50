"""Textual's private parts are used in one file only."""

from __future__ import annotations

import ast
from pathlib import Path

import textual

from roleplay import tui

ROOM = Path(tui.__file__).parent
#: The modules of Textual whose classes the full screen subclasses or whose objects it handles.
BASES = ("app", "command", "dom", "message", "message_pump", "screen", "scroll_view", "widget")


def private_names(path: Path) -> set[str]:
    """Names with one leading underscore that are methods, or attributes of anything but ``os``.

    Classes without bases don't derive from Textual's, so their own private names are left out.
    """
    names: set[str] = set()
    parts: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while parts:
        node = parts.pop()
        match node:
            case ast.ClassDef(bases=[]) if path.is_relative_to(ROOM):
                continue
            case ast.Attribute(value=ast.Name(id="os")):
                pass
            case ast.Attribute(attr=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
        parts += ast.iter_child_nodes(node)
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def test_private_parts_of_textual_are_used_in_one_file() -> None:
    folder = Path(textual.__file__).parent
    of_textual = set[str]().union(*(private_names(folder / f"{name}.py") for name in BASES))
    touched = {path.name: private_names(path) & of_textual for path in sorted(ROOM.rglob("*.py"))}
    assert touched.pop("textual_private.py")
    assert not {name: names for name, names in touched.items() if names}
    private_modules = {path.name for path in ROOM.rglob("*.py") if "textual._" in path.read_text(encoding="utf-8")}
    assert private_modules == {"textual_private.py"}
