"""The house's own rules: class names are unique, and files stay short enough to read."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "roleplay"
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
#: Maximum number of lines of a file: `LONGEST`, or less for files that tend to attract everything.
LONGEST = 400
SHORTER = {"tui/app.py": 300}
#: Maximum number of fields of a record that may be filled by position.
MAX_POSITIONAL = 5


def classes_of(file: Path) -> Iterator[str]:
    """The names of a file's top-level classes; nested ones, such as a widget's messages, don't count."""
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ClassDef):
            yield statement.name


def test_class_names_are_unique() -> None:
    """A class name identifies one class; a private name need only be unique in its room."""
    names = Counter(
        f"{room.name}.{name}" if name.startswith("_") else name
        for room in ROOMS
        for file in room.rglob("*.py")
        for name in classes_of(file)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_more_than_five_fields_are_filled_by_keyword() -> None:
    """Nobody can check by eye which of six values goes where."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py")}
    records = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any("NamedTuple" in ast.unparse(base) for base in node.bases)
        and sum(isinstance(statement, ast.AnnAssign) for statement in node.body) > MAX_POSITIONAL
    }
    assert records
    by_position = [
        f"{file.relative_to(SOURCE).as_posix()}:{call.lineno} {call.func.id}"
        for file, tree in trees.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in records
        if len([value for value in call.args if not isinstance(value, ast.Starred)]) > MAX_POSITIONAL
    ]
    assert by_position == []


def test_no_file_is_too_long() -> None:
    assert ROOMS
    lines = {
        file.relative_to(SOURCE).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in SOURCE.rglob("*.py")
    }
    assert SHORTER.keys() <= lines.keys()
    assert {name: count for name, count in lines.items() if count > SHORTER.get(name, LONGEST)} == {}


def test_no_style_sheet_changes_the_rules_of_another() -> None:
    """The sheets of earlier screens stay loaded, so a rule for a bare ``#id`` must agree with all other sheets."""
    alone = defaultdict[str, dict[str, dict[str, str]]](dict)
    named = defaultdict[str, dict[str, set[str]]](dict)
    for sheet in (SOURCE / "tui" / "styles").glob("*.tcss"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors, rule in re.findall(r"([^{}]+)\{([^}]*)\}", text):
            properties = {
                name.strip(): value
                for name, _, value in (part.partition(":") for part in rule.split(";"))
                if name.strip()
            }
            for *of, last in (selector.split() for selector in selectors.split(",")):
                if last.startswith("#"):
                    named[last].setdefault(sheet.name, set()).update(properties)
                    if not of:
                        alone[last].setdefault(sheet.name, {}).update(properties)
    conflicts = [
        (name, sheet_name, other)
        for name, sheets in alone.items()
        for sheet_name, rules in sheets.items()
        for other, properties in named[name].items()
        if not rules.keys() <= properties or sheets.get(other, rules) != rules
    ]
    assert conflicts == [], "qualify the selector: SCREEN #id"
