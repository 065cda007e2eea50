"""What is distributed is complete and correct: archives, manual pages, and the checks on other machines."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def manual() -> ModuleType:
    spec = importlib.util.spec_from_file_location("man", ROOT / "docs" / "man.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_manual_pages_match_the_parser(language: str) -> None:
    man = manual()
    path = man.FOLDER / man.PAGES[language]
    assert path.read_text(encoding="utf-8") == man.page(language), "run python docs/man.py"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_groff_renders_the_manual_pages_without_warnings(language: str) -> None:
    man = manual()
    page = man.FOLDER / man.PAGES[language]
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-Tutf8", "-ww", str(page)], capture_output=True, text=True, check=True
    )
    warnings = [line for line in done.stderr.splitlines() if not re.search("adjust|break|indent", line)]
    assert warnings == []
    assert "--hide-meters" in re.sub(".\x08", "", done.stdout)  # bold is overstruck


def test_packed_files_exist_and_are_named_from_the_root() -> None:
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    for name in packed:
        assert name.startswith("/"), f"{name} would be found at any depth"
        assert (ROOT / name.lstrip("/")).exists(), name
    data = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((ROOT / source).is_file() for source in data)


def test_the_package_index_page_has_no_relative_links() -> None:
    hook = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\]\((?![a-z]+:)", text), "there is something to replace"
    for step in hook["substitutions"]:
        text = re.sub(step["pattern"], step["replacement"].replace("\\1", r"\1"), text)
    assert not re.search(r"\]\((?![a-z]+:)", text)
    assert "Playing covers modes, keys" in text
    assert "](docs" not in text
    assert "\n\n\n" not in text


def test_every_development_tool_is_pinned() -> None:
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    optional = PROJECT["project"]["optional-dependencies"]
    for requirement in [*PROJECT["project"]["dependencies"], *optional["dev"], *optional["drill"], *optional["serve"]]:
        name = re.split(r"[<>=\[]", requirement)[0].lower().replace("_", "-")
        assert f"\n{name}==" in pinned, name


def test_other_machines_run_the_same_checks_and_name_no_registry() -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"] if "run" in step]
    assert [step["run"] for step in steps] == [".ci/run", ".ci/run units"]
    assert len(jobs["whole"]["strategy"]["matrix"]["python"]) == 3
    assert jobs["units"]["strategy"]["matrix"]["system"] == ["windows-latest", "macos-latest"]
    for path in (ROOT / ".github" / "workflows" / "check.yml", ROOT / ".ci" / "run", ROOT / "Makefile"):
        assert not re.search(r"https?://|--index|pypi\.", path.read_text(encoding="utf-8")), path.name
