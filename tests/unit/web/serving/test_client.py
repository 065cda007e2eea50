"""The patches to textual-serve's script."""

from __future__ import annotations

from importlib.resources import files

import pytest

pytest.importorskip("textual_serve")

from roleplay.web.serving.client import CHANGES, Replacement, script, style


@pytest.mark.parametrize("change", CHANGES)
def test_every_replacement_matches_once(change: Replacement) -> None:
    before = files("textual_serve").joinpath("static/js/textual.js").read_text(encoding="utf-8")
    assert before.count(change.old) == 1
    assert change.old not in script()
    assert not change.new or change.new in script()


def test_the_script_loads_nothing_from_elsewhere() -> None:
    for text in (script(), style()):
        assert "@import" not in text
        assert "fonts.googleapis" not in text
    assert "url(http" not in style()
