"""``roleplay compare``: two files, or a file and a revision of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from builders import choice, folder, node, scene, yaml
from command_runs import run


@pytest.fixture(autouse=True)
def no_simulation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the checker's simulated players, which do not matter here."""
    monkeypatch.setattr("roleplay.simulation.simulate.RUNS", 100)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose library has a scene under version control, with uncommitted changes."""
    home = tmp_path / "home"
    library = folder(home / "library", scene())
    path = library / "scenarios" / "small.yaml"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], cwd=library, check=True)
    nodes = {
        **scene()["nodes"],
        "one": node(choice("good", "two", say="Other words"), choice("new", "two", ["cut_in"])),
    }
    path.write_text(yaml(scene(nodes=nodes)))
    return home


def file_of(home: Path) -> str:
    return str(home / "library" / "scenarios" / "small.yaml")


def test_a_file_and_a_revision_of_it(home: Path) -> None:
    ran = run(home, "compare", "HEAD", file_of(home), "--lang", "en")
    assert ran.code == 0
    ran.says("what changed from HEAD", "one/new is new", "one/bad is gone", "one/good: say")
    back = run(home, "compare", file_of(home), "HEAD", "--lang", "zh")
    back.says("one/bad 是新的", "one/new 没有了")


def test_two_files_and_as_json(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "earlier.yaml"
    other.write_text(yaml(scene()))
    data = json.loads(run(home, "compare", str(other), file_of(home), "--json").out)
    assert [line["choice"] for line in data["lines"]] == ["good", "new", "bad"]
    assert data["attempts"] == []
    same = run(home, "compare", file_of(home), file_of(home), "--lang", "en")
    same.says("Nothing that is played, judged or read has changed.")


def test_errors_of_a_comparison_are_one_sentence(home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("roleplay: scenario/1\nid: broken\n")
    run(home, "compare", "nowhere", "nothing.yaml", "--lang", "en").fails("nothing.yaml")
    run(home, "compare", "no-such-revision", file_of(home), "--lang", "en").fails("no-such-revision")
    ran = run(home, "compare", str(broken), file_of(home), "--lang", "en")
    assert (ran.code, "Traceback" in ran.err) == (2, False)


def test_another_kind_of_file_is_named_as_such(home: Path, tmp_path: Path) -> None:
    form = tmp_path / "before.yaml"
    form.write_text("roleplay: form/1\nid: before\n")
    run(home, "compare", str(form), file_of(home)).fails("is not a scene", "roleplay: form/1")
    run(home, "compare", str(form), file_of(home), "--lang", "zh").fails("不是场景", "roleplay: form/1")
