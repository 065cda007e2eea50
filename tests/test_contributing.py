"""What contributors read is true: every file and command named in CONTRIBUTING and the architecture exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DECISIONS = ROOT / "docs" / "decisions.md"
ROOMS = ROOT / "src" / "roleplay"
#: Files of a user, which a checkout does not contain.
OF_THE_USER = {"ID.yaml", "RPnnn.md", "drills/", "settings.yaml"}


def code_of(page: Path) -> list[str]:
    """The inline ``code`` of a page, without fenced blocks."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def drawer(name: str) -> ModuleType:
    """The module in docs/ with this name, which generates part of a page."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def house() -> ModuleType:
    return drawer("house")


def test_the_library_table_matches_the_ratings() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert drawer("library").with_table(page) == page, "run make pictures to draw it again"


def test_the_library_catalogue_matches_the_scenes() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert drawer("library").with_catalogue(page) == page, "run python docs/library.py"


def test_the_reference_matches_the_rubrics() -> None:
    reference = drawer("reference_pages")
    drawn = reference.pages()
    assert {path for path in reference.FOLDER.iterdir() if path.suffix == ".md"} == set(drawn)
    stale = [path.name for path, text in drawn.items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run python docs/reference_pages.py"


@pytest.mark.parametrize("page", [CONTRIBUTING, ARCHITECTURE, DECISIONS], ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    named = [code for code in code_of(page) if re.fullmatch(r"[\w.*/-]+(/|\.(py|ya?ml|md|toml|txt))", code)]
    missing = [
        name for name in named if name not in OF_THE_USER and not (ROOT / name).exists() and not (ROOMS / name).exists()
    ]
    assert not missing


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {
        code.split()[1] for page in (CONTRIBUTING, ARCHITECTURE) for code in code_of(page) if code.startswith("make ")
    }
    assert named
    assert named <= targets


def test_every_room_is_on_one_floor_and_on_the_page() -> None:
    rooms = {path.parent.name for path in ROOMS.glob("*/__init__.py")}
    placed = [room for inside in house().floors().values() for room in inside]
    assert sorted(placed) == sorted(rooms)
    listed = re.findall(r"^\|[^|]*\| `(\w+)` \|", ARCHITECTURE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(rooms)


def test_the_picture_matches_the_imports() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    assert house().with_picture(page) == page, "run make pictures to draw it again"


def test_decisions_are_grouped_by_topic_and_dated() -> None:
    text = DECISIONS.read_text(encoding="utf-8")
    topics = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert [topic.lower().replace(" ", "-") for topic in topics] == re.findall(r"\]\(#([\w-]+)\)", text)
    paragraphs = [part for part in text.split("\n\n") if part.startswith("**")]
    undated = [part[:60] for part in paragraphs if not re.search(r"\b20\d\d-\d\d-\d\d\b", part)]
    assert not undated
