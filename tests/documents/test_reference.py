"""The reference names every key and every move, and the examples use no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from documents.moves import unknown_moves, vocabulary
from documents.pages import DOCS, FOLLOWED, PAGES, blocks, name_of, prose
from roleplay.reading import form_shapes, shapes, shared_shapes
from roleplay.reading.fields import Shape

REFERENCE = [DOCS / "format.md", DOCS / "format.zh.md"]


def keys_of_the_formats() -> set[str]:
    modules = (shapes, shared_shapes, form_shapes)
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    models = [model for model in classes if issubclass(model, Shape)]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


@pytest.mark.parametrize("page", REFERENCE, ids=name_of)
def test_the_reference_names_every_key(page: Path) -> None:
    code = re.findall(r"`([^`\n]+)`", prose(page))
    named = {key for snippet in code for key in (snippet, *re.findall(r"([a-z_]+):(?= |$)", snippet))}
    assert keys_of_the_formats() - named == set()


@pytest.mark.parametrize("page", REFERENCE, ids=name_of)
def test_the_reference_names_every_move_of_the_vocabulary(page: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", prose(page)))
    assert vocabulary().keys() - named == set()
    kinds = {"good": ("**good**", "**好**"), "poor": ("**poor**", "**差**")}
    for line in page.read_text(encoding="utf-8").splitlines():
        for kind, marks in kinds.items():
            if line.startswith(marks):
                for move in re.findall(r"`([a-z_]+)`", line):
                    assert vocabulary()[move]["kind"] == kind, f"{name_of(page)}: {move} is not {kind}"


@pytest.mark.parametrize("page", [page for page in PAGES if page not in FOLLOWED], ids=name_of)
def test_every_move_of_an_example_exists(page: Path) -> None:
    examples = [yaml.safe_load(block.text) for block in blocks(page) if block.kind == "yaml"]
    assert unknown_moves(examples) == set()
