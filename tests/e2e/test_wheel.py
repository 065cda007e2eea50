"""The wheel contains everything the program needs, and the program runs from it in another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from command_runs import SOURCE, environment

ROOT = SOURCE.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_contains_everything(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    package = SOURCE / "roleplay"
    ours = {
        f"roleplay/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    ours |= {
        f"roleplay/data/{path.relative_to(ROOT).as_posix()}"
        for name in ("scenarios", "rubrics", "forms", "templates")
        for path in (ROOT / name).rglob("*.yaml")
    }
    ours |= {f"roleplay/data/diagnostics/{path.name}" for path in (ROOT / "docs" / "diagnostics").iterdir()}
    assert ours - names == set()
    assert "roleplay/py.typed" in names
    assert any(name.endswith(".tcss") for name in names)
    assert "roleplay/locales/zh.yaml" in names
    assert sum(name.endswith("/man1/roleplay.1") for name in names) == 2
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    assert "](docs/" not in metadata.read_text(encoding="utf-8")
    assert not any(name.endswith(".pyc") or name.startswith("tests/") for name in names)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheel-home")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("list", "--lang", "zh"), "第一次开口"),
        (("check", "--quick"), ""),
        (("play", "first-steps", "--lang", "zh"), "第一次开口"),
        (("explain", "RP101", "--lang", "zh"), "为什么要紧"),
        (("export", "first-steps", "--format", "page"), "class Judge"),
    ],
)
def test_it_runs_in_another_folder(
    unpacked: Path, home: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    environ = environment(home, {"PYTHONPATH": str(unpacked)})
    done = subprocess.run(
        [sys.executable, "-P", "-m", "roleplay", *words],
        input="",
        capture_output=True,
        text=True,
        env=environ,
        cwd=tmp_path,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert str(ROOT) + os.sep not in done.stdout
    assert says in done.stdout
