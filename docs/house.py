"""The diagram of the rooms in docs/architecture.md, generated from the import contracts and the imports themselves.

``python docs/house.py`` updates the page; a test compares the page with the generated diagram.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
#: The floors, as the names of their contracts begin, from top to bottom.
FLOORS = ("Shells", "Presenting", "Study", "Play", "Scene")
BEGIN, END = "```mermaid\n", "```\n"
#: The package's entry points, which are not rooms.
_FACES = ("__main__", "cli")


def floors() -> dict[str, tuple[str, ...]]:
    """Floor -> its rooms, as in the contracts of pyproject.toml; all other rooms are ``Beside``."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rooms_of_floor: dict[str, tuple[str, ...]] = {}
    for floor in FLOORS:
        contract = next(contract for contract in contracts if contract["name"].startswith(f"{floor}:"))
        rooms_of_floor[floor] = tuple(map(_room, contract.get("source_modules") or contract["modules"]))
    layers = next(contract for contract in contracts if contract["type"] == "layers")["layers"]
    rooms = [_room(module) for layer in layers for module in layer.split("|")]
    rooms_of_floor["Shells"] = ("commands", *rooms_of_floor["Shells"])
    assigned = {room for inside in rooms_of_floor.values() for room in inside}
    rooms_of_floor["Beside"] = tuple(room for room in rooms if room not in assigned and room not in _FACES)
    return rooms_of_floor


def _room(module: str) -> str:
    return module.strip().removeprefix("roleplay.").partition(".")[0]


def arrows() -> list[tuple[str, str]]:
    """The imports between rooms, without those that a longer path implies."""
    graph = grimp.build_graph("roleplay")
    imports: dict[str, set[str]] = {}
    for module in graph.modules:
        room = _room(module)
        if module != "roleplay" and room not in _FACES:
            reached = {_room(other) for other in graph.find_modules_directly_imported_by(module) if other != "roleplay"}
            imports.setdefault(room, set()).update(reached - {room})
    return sorted((room, other) for room, others in imports.items() for other in _nearest(others, imports))


def _nearest(others: set[str], imports: Mapping[str, set[str]]) -> Iterator[str]:
    for other in others:
        if not any(other in _below(between, imports) for between in others - {other}):
            yield other


def _below(room: str, imports: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    pending = [room]
    while pending:
        unseen = imports.get(pending.pop(), set()) - seen
        seen |= unseen
        pending += unseen
    return seen


def picture() -> str:
    """The floors with their rooms and arrows as a Mermaid diagram."""
    lines = ["flowchart TB"]
    for floor, rooms in floors().items():
        lines.append(f'  subgraph {floor.lower()}_floor["{floor.lower()}"]')
        lines += [f"    {room}" for room in rooms]
        lines.append("  end")
    lines += [f"  {room} --> {other}" for room, other in arrows()]
    return "\n".join(lines) + "\n"


def with_picture(page: str) -> str:
    """The page with its diagram replaced by the current one."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + picture() + END + after


if __name__ == "__main__":
    PAGE.write_text(with_picture(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
