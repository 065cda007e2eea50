"""``roleplay edit``: which file is meant, and the errors. The screen has its own tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from builders import folder, put, yaml
from command_runs import RunResult, run
from desk_scene import DESK_FILES, desk, desk_home
from roleplay.authoring.scene_file import SceneFile
from roleplay.commands import edit
from roleplay.tui.launch_target import LaunchTarget


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


@pytest.fixture
def shown() -> Iterator[list[SceneFile]]:
    """The scene files that would be shown, as if there were a terminal."""
    files: list[SceneFile] = []

    def show(workspace: object, language: str, opening: LaunchTarget, services: object, **how: object) -> int:
        assert opening.scene_file is not None
        files.append(opening.scene_file)
        return 0

    with (
        mock.patch("roleplay.tui.launch.run", show),
        mock.patch.object(edit, "has_terminal", return_value=True),
    ):
        yield files


def open_(home: Path, name: str | Path, *words: str) -> RunResult:
    return run(home, "edit", str(name), "--lang", "en", *words)


def test_a_file_is_opened_with_the_library_around_it(home: Path, tmp_path: Path, shown: list[SceneFile]) -> None:
    folder(tmp_path / "mine", desk(id="other", walks={}), files=DESK_FILES)
    path = tmp_path / "mine" / "scenarios" / "other.yaml"
    assert open_(home, path).code == 0
    assert shown[0].path == path
    assert shown[0].poll()
    assert not shown[0].playtest.broken


def test_a_scene_in_the_users_own_library_is_named_by_its_id(home: Path, shown: list[SceneFile]) -> None:
    assert open_(home, "desk").code == 0
    assert shown[0].path == home / "library" / "scenarios" / "desk.yaml"
    shown[0].poll()
    assert not shown[0].playtest.broken


def test_and_by_its_file_name_from_every_folder(home: Path, shown: list[SceneFile]) -> None:
    assert open_(home, "desk.yaml").code == 0
    assert shown[0].path == home / "library" / "scenarios" / "desk.yaml"


def test_a_given_library_is_searched(home: Path, tmp_path: Path, shown: list[SceneFile]) -> None:
    folder(tmp_path / "more", files=DESK_FILES)
    path = put(tmp_path / "desk.yaml", yaml(desk()))
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    assert open_(nowhere, path, "--library", str(tmp_path / "more")).code == 0
    shown[0].poll()
    assert not shown[0].playtest.broken


def test_a_broken_file_is_opened_anyway(home: Path, tmp_path: Path, shown: list[SceneFile]) -> None:
    assert open_(home, put(tmp_path / "new.yaml", "roleplay: [")).code == 0
    shown[0].poll()
    assert shown[0].playtest.broken


def test_without_a_terminal(home: Path) -> None:
    open_(home, "desk").fails("roleplay edit needs a terminal; without one, roleplay check tells")


def test_missing_files(home: Path, tmp_path: Path) -> None:
    missing = tmp_path / "my-scene.yaml"
    open_(home, missing).fails(f"there is no file {missing}; roleplay new my-scene makes a scene to start from")
    open_(home, "dekS").fails("there is no file, folder or scene 'dekS'; did you mean desk?")
    open_(home, "nothing-like-it").fails("there is no file, folder or scene 'nothing-like-it'; there are: desk")
    open_(home, tmp_path).fails(f"{tmp_path} is a folder; roleplay edit needs a file")


def test_shipped_scenes_have_to_be_copied_first(home: Path, tmp_path: Path) -> None:
    shipped = folder(tmp_path / "site-packages" / "roleplay" / "data", desk(id="shipped", walks={}), files=DESK_FILES)
    target = home / "library" / "scenarios" / "shipped.yaml"
    for name in ("shipped", str(shipped / "scenarios" / "shipped.yaml")):
        run(home, "edit", name, "--lang", "en", shipped=shipped).fails(
            f"comes with the program and should not be changed; copy it to {target} and edit that"
        )


def test_the_scenes_of_a_checkout_may_be_edited(home: Path, tmp_path: Path, shown: list[SceneFile]) -> None:
    checkout = folder(tmp_path / "checkout", desk(id="shipped", walks={}), files=DESK_FILES)
    assert run(home, "edit", "shipped", shipped=checkout).code == 0
    assert shown[0].path == checkout / "scenarios" / "shipped.yaml"
