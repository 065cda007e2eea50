"""A scene in the user's own library can be named by its id and its file name, in every folder and command."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import persona, put, rubric, yaml
from command_runs import run
from desk_scene import desk, desk_home
from form_desk import FORM
from roleplay.commands.errors import CommandError
from roleplay.locales import LANGUAGES
from roleplay.reading.shapes import FORMATS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the desk, and an empty current folder."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return desk_home(tmp_path)


@pytest.mark.parametrize("word", ["desk", "desk.yaml"])
@pytest.mark.parametrize(
    ("command", "more", "says"),
    [
        ("check", (), "Files checked: 1."),
        ("simulate", ("--runs", "1"), "The counter"),
        ("read", (), "The counter"),
        ("map", (), "The counter (desk)"),
        ("ratings", ("--lang", "en"), "The counter"),
        ("play", (), "The counter"),
        ("compare", ("desk",), "Nothing that is played"),
    ],
)
def test_every_command_finds_it(home: Path, command: str, more: tuple[str, ...], says: str, word: str) -> None:
    ran = run(home, command, word, *more)
    assert ran.err == ""
    ran.says(says)


def test_a_comparison_repeats_what_was_typed(home: Path) -> None:
    run(home, "compare", "desk.yaml", "desk").says("from desk.yaml", "to desk")


def test_a_file_in_the_current_folder_comes_first(home: Path) -> None:
    put(Path("desk.yaml"), yaml(desk(title="Another counter", walks={})))
    run(home, "map", "desk.yaml").says("Another counter")
    run(home, "map", "desk").says("The counter")


@pytest.mark.parametrize("command", ["check", "simulate", "read", "map", "ratings", "play"])
def test_an_unknown_name_suggests_the_nearest_ones(home: Path, command: str) -> None:
    run(home, command, "desc.yaml").fails("'desc.yaml'", "did you mean desk.yaml?")
    run(home, "compare", "desk", "dusk.yaml").fails("dusk.yaml")
    run(home, command, "nowhere/desk.yaml").fails("there is no file nowhere/desk.yaml")


def test_new_says_where_it_wrote_and_what_to_type_next(home: Path) -> None:
    ran = run(home, "new", "my-scene", shipped=Path(__file__).parents[3])
    ran.says(f"Saved to {home / 'library' / 'scenarios' / 'my-scene.yaml'}", "  roleplay edit my-scene\n")
    for word in ("my-scene", "my-scene.yaml"):
        run(home, "check", word, shipped=Path(__file__).parents[3]).says("Files checked: 1. Errors: 0.")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("rubric", "--rubric other plays a scene by it"),
        ("persona", "--persona WHO=other"),
        ("form", "roleplay form other"),
    ],
)
@pytest.mark.parametrize("command", ["play", "example"])
def test_a_file_of_another_kind_is_named_as_such(home: Path, command: str, kind: str, says: str) -> None:
    files = {
        "rubric": yaml(rubric("other", {"hear": {"listen": 1}})),
        "persona": yaml(persona("other", {})),
        "form": FORM.replace("id: both", "id: other"),
    }
    put(Path("other.yaml"), files[kind])
    run(home, command, "other.yaml").fails(f"other.yaml is a {kind}, not a scene:", says)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_kind_of_file_has_a_message(language: str) -> None:
    for kind in {form.partition("/")[0] for form in FORMATS} - {"scenario"}:
        sentence = CommandError(f"no_scene_{kind}", path="other.yaml", id="other").sentence(language)
        assert "other.yaml" in sentence
