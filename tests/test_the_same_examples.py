"""``make test`` uses the same examples, whichever tests ran before."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import example_counts
from builders import put


def drawn() -> list[int]:
    """The examples that a property is tested with."""
    numbers: list[int] = []

    @example_counts.examples(200)
    @given(st.integers())
    def draw(number: int) -> None:
        numbers.append(number)

    draw()
    return numbers


def load(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(bool(example_counts.FUZZ), reason="make fuzz draws new examples on purpose")
def test_loading_a_module_does_not_change_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn()
    numbers = [7_000_003 + 1_001 * count for count in range(100)]
    module = load(put(tmp_path / "many_numbers.py", f"NUMBERS = {numbers}\n"))
    monkeypatch.setitem(sys.modules, "many_numbers", module)
    assert drawn() == before, (
        f"hypothesis {hypothesis.__version__} takes constants out of loaded modules in a new way: "
        "see load_profile in tests/example_counts.py"
    )
