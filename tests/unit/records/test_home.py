from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from roleplay.records.home import cache_folder, config_folder, data_folder


def test_the_environment_variable_decides(tmp_path: Path) -> None:
    environ = {"ROLEPLAY_HOME": str(tmp_path)}
    assert data_folder(environ) == tmp_path
    assert cache_folder(environ) == tmp_path / "cache"
    assert config_folder(environ) == tmp_path


@pytest.mark.parametrize("environ", [{}, {"ROLEPLAY_HOME": ""}, {"ROLEPLAY_HOME": "  "}])
def test_otherwise_the_systems_folders_are_used(environ: dict[str, str]) -> None:
    assert data_folder(environ) == Path(platformdirs.user_data_dir("roleplay", appauthor=False))
    assert cache_folder(environ) == Path(platformdirs.user_cache_dir("roleplay", appauthor=False))
    assert config_folder(environ) == Path(platformdirs.user_config_dir("roleplay", appauthor=False))
    assert data_folder(environ).name == "roleplay"


def test_the_real_environment_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "x"))
    assert data_folder() == tmp_path / "x"


def test_tilde_and_relative_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert data_folder({"ROLEPLAY_HOME": "~/rp"}) == tmp_path / "rp"
    assert data_folder({"ROLEPLAY_HOME": "rp"}) == tmp_path / "rp"
    assert data_folder({"ROLEPLAY_HOME": "~nobody-of-that-name/rp"}).is_absolute()


def test_platformdirs_is_imported_only_when_needed() -> None:
    code = "import sys, roleplay.records.home; sys.exit('platformdirs' in sys.modules or 'sqlite3' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 0
