"""The attempts that a command line names, and the errors about wrong names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from roleplay.commands.attempt_argument import chosen_attempts
from roleplay.commands.errors import CommandError

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace


def test_an_attempt_at_another_scene_is_not_called_unfinished() -> None:
    finished = [SimpleNamespace(id="aa11", scenario_id="desk"), SimpleNamespace(id="bb22", scenario_id="other")]
    workspace = cast("Workspace", SimpleNamespace(store=SimpleNamespace(history=lambda: finished)))
    assert chosen_attempts(workspace, ["aa"], "desk") == ["aa11"]
    for letters, scene, key in (
        (["bb"], "desk", "not_at_scene"),
        (["cc"], "desk", "no_attempt"),
        (["cc"], "", "no_attempt"),
    ):
        with pytest.raises(CommandError) as caught:
            chosen_attempts(workspace, letters, scene)
        assert caught.value.key == key
