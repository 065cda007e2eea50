"""Files are private whatever the umask, and existing ones are tightened at the start."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

import builders
from command_runs import ShipLibrary
from roleplay.drill.plan import Plan
from roleplay.records import private_files
from roleplay.records.drill_file import DrillFile
from roleplay.records.store import RecordStore
from roleplay.reports.files import write_report
from roleplay.workspace.crash_report import report_crash
from roleplay.workspace.workspace import Workspace

from .conftest import clock, decision, new_attempt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such modes")


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder.parent).as_posix(): oct(stat.S_IMODE(path.stat().st_mode))
        for path in [folder, *folder.rglob("*")]
    }


def test_a_record_and_its_companion_files_are_private(tmp_path: Path, umask: int) -> None:
    with RecordStore.open(tmp_path / "deeper" / "home", now=clock()) as store:
        assert store.saving
        store.decide(store.begin(new_attempt()), decision(0))
        assert modes(tmp_path / "deeper") == {
            "deeper": "0o700",
            "deeper/home": "0o700",
            "deeper/home/records.db": "0o600",
            "deeper/home/records.db-wal": "0o600",
            "deeper/home/records.db-shm": "0o600",
        }


def test_drills_reports_and_crash_reports_are_private(
    tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "home"))
    DrillFile.create(tmp_path / "home" / "drills", "drill", {}).close()
    report_crash(ValueError("x"), "en")
    write_report(tmp_path / "home" / "drills" / "report.csv", "a,b")
    mode_of = modes(tmp_path / "home")
    assert {mode for name, mode in mode_of.items() if "." in name} == {"0o600"}
    assert (mode_of["home"], mode_of["home/drills"], len(mode_of)) == ("0o700", "0o700", 5)


def test_existing_files_are_tightened_at_the_start(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    builders.library(home / "library", builders.scene())
    with RecordStore.open(home, now=clock()):
        pass
    DrillFile.create(home / "drills", "old", {}).close()
    (home / "records.damaged-20260101-000000.db").write_bytes(b"")
    (home / "error-20260101-000000.txt").write_text("")
    (home / "settings.yaml").write_text("")
    (home / "learners" / "ann").mkdir(parents=True)
    scene = home / "library" / "scenarios" / "small.yaml"
    for path in (home, *home.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    before = modes(scene.parent)
    with RecordStore.open(home, now=clock()):
        pass
    mode_of = modes(home)
    assert modes(scene.parent) == before, "scenes may be shared"
    ours = {name: mode for name, mode in mode_of.items() if "library" not in name}
    assert {mode for name, mode in ours.items() if "." in name} == {"0o600"}
    assert {mode for name, mode in ours.items() if "." not in name} == {"0o700"}
    for path in (home, home / "drills"):
        path.chmod(0o755)
    ship_library(tmp_path / "none")
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    Workspace().begin_drill("small", Plan(), "en").close()
    assert (modes(home)["home"], modes(home)["home/drills"]) == ("0o700", "0o700")


def test_a_folder_with_other_content_is_not_tightened(tmp_path: Path) -> None:
    home = tmp_path / "shared"
    home.mkdir(mode=0o755)
    (home / "letters.txt").write_text("mine")
    (home / "letters.txt").chmod(0o644)
    with RecordStore.open(home, now=clock()):
        pass
    mode_of = modes(home)
    assert (mode_of["shared"], mode_of["shared/letters.txt"]) == ("0o755", "0o644")
    assert mode_of["shared/records.db"] == "0o600"


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("")
    outside.chmod(0o644)
    link = tmp_path / "link"
    link.symlink_to(outside)
    sticky = tmp_path / "tmp"
    sticky.mkdir()
    sticky.chmod(0o1777)
    for path in (link, sticky, tmp_path / "nothing"):
        private_files.tighten(path)
    assert (stat.S_IMODE(outside.stat().st_mode), stat.S_IMODE(sticky.stat().st_mode)) == (0o644, 0o1777)
