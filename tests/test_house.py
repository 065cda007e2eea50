"""The house's own rules: a class name stands once, and files stay short enough to be read."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "roleplay"
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
#: Lines of a file at most; `LONGEST` of any, less for those that tend to gather everything.
LONGEST = 400
SHORTER = {"tui/app.py": 300}


def classes_of(file: Path) -> Iterator[str]:
    """The names of the classes of a file, but for those inside others: a widget's messages are its own matter."""
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ClassDef):
            yield statement.name


def test_a_class_name_stands_once() -> None:
    """Whoever reads a name need not ask which one; a private name is private to its room."""
    names = Counter(
        f"{room.name}.{name}" if name.startswith("_") else name
        for room in ROOMS
        for file in room.rglob("*.py")
        for name in classes_of(file)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_is_too_long() -> None:
    assert ROOMS
    lines = {
        file.relative_to(SOURCE).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in SOURCE.rglob("*.py")
    }
    assert SHORTER.keys() <= lines.keys()
    assert {name: count for name, count in lines.items() if count > SHORTER.get(name, LONGEST)} == {}
