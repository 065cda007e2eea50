"""``roleplay settings``, and the messages of other commands about the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.workspace.workspace import Workspace


def test_they_are_listed_changed_and_unset(tmp_path: Path) -> None:
    listed = run(tmp_path, "settings")
    listed.says("language     en", "from your system", "theme        textual-dark", "mode         practice", "default")
    listed.says(str(tmp_path / "settings.yaml"))
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "cache"]), "to look begins no record"
    changed = run(tmp_path, "settings", "Own_Words", "是")
    changed.says("own-words  on  set")
    assert len(changed.lines) == 2
    assert "off" in run(tmp_path, "settings", "own-words", "--unset").out
    assert (tmp_path / "settings.yaml").read_text() == "# roleplay settings\n"


def test_for_machines(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("dogs: rex\nsure: on\nmode: loud\n")
    ran = run(tmp_path, "settings", "--json", env={"TEXTUAL_THEME": "nord"})
    data = json.loads(ran.out)
    assert data["settings"]["sure"] == {"value": True, "from": "settings", "values": [True, False]}
    assert data["settings"]["mode"]["value"] == "practice"
    assert data["settings"]["theme"]["from"] == "environment"
    assert data["unknown"] == {"dogs": "rex"}
    assert "“loud”" in data["problems"][0]
    assert "“loud”" in ran.err
    assert list(json.loads(run(tmp_path, "settings", "sure", "--json").out)["settings"]) == ["sure"]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (("mod",), ("no setting 'mod'", "did you mean mode?")),
        (("dogs",), ("no setting 'dogs'", "hide-meters")),
        (("mode", "guidde"), ("'guidde'", "did you mean guided?")),
        (("sure", "2"), ("'2'", "on, off")),
        (("theme", "projector"), ("did you mean", "projector-dark")),
        (("language", "ko"), ("zh, en",)),
        (("--unset",), ("--unset takes",)),
        (("mode", "exam", "--unset"), ("--unset takes",)),
    ],
)
def test_invalid_input_is_reported_and_changes_nothing(
    tmp_path: Path, words: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    run(tmp_path, "settings", *words).fails(*texts)
    assert not (tmp_path / "settings.yaml").exists()


def test_the_language_is_that_of_the_command_line_then_of_the_settings_then_of_the_locale(tmp_path: Path) -> None:
    run(tmp_path, "settings", "language", "zh").says("你设的")
    run(tmp_path, "settings").says("设置存在")
    run(tmp_path, "settings", "--lang", "en").says("They are kept in")
    run(tmp_path, "settings", "nope").fails("没有设置项")
    run(tmp_path, "--help").says("用法")
    run(tmp_path, "settings", "language", "--unset", env={"LANG": "zh_CN.UTF-8"}).says("跟系统走")


def test_settings_of_an_old_record_are_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path))
    workspace = Workspace()
    workspace.store.set_setting("theme", "nord")
    workspace.close()
    run(tmp_path, "settings", "theme").says("theme  nord  set")


def test_an_unreadable_file_is_one_sentence_and_stays(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    (home / "settings.yaml").write_text("language: zh\n{{{\n")
    for words in (("settings",), ("due",)):
        ran = run(home, *words)
        assert (ran.code, len(ran.err.splitlines())) == (0, 1)
        assert "settings.yaml, line 2" in ran.err
    run(home, "doctor").says("settings: ", "settings.yaml, line 2")
    ran = run(home, "settings", "mode", "exam")
    assert "settings.damaged-1.yaml" in ran.err
    assert (home / "settings.damaged-1.yaml").read_text() == "language: zh\n{{{\n"


def test_a_failed_write_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run(tmp_path / "file", "settings", "mode", "exam").fails("cannot be written")


def test_they_survive_deleting_everything_and_it_says_so(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "settings", "mode", "exam")
    run(home, "delete", "--everything", "--yes").says("Your settings stay")
    run(home, "settings", "mode").says("exam  set")


def test_unsetting_an_unknown_key(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").write_text("dogs: rex\n")
    run(tmp_path, "settings").says("they stay there: dogs")
    run(tmp_path, "settings", "dogs", "--unset").says("dogs has been removed from the file.")


def test_remembered_personas_are_listed_and_unset(tmp_path: Path) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("persona-desk: wang=touchy\npersona-hall: lin=x bo=y\npersona-bad: nonsense\n")
    listed = run(tmp_path, "settings")
    listed.says("persona-desk", "wang=touchy", "persona-hall", "lin=x bo=y")
    assert "persona-bad" in listed.err
    data = json.loads(run(tmp_path, "settings", "personas", "--json").out)["settings"]
    assert data == {
        "persona-desk": {"value": "wang=touchy", "from": "settings", "values": []},
        "persona-hall": {"value": "lin=x bo=y", "from": "settings", "values": []},
    }
    for name, value in (("persona-desk", "wang=plain"), ("personas", "x")):
        refused = run(tmp_path, "settings", name, value)
        assert refused.code == 2
        assert "chosen in a scene's briefing" in refused.err
    run(tmp_path, "settings", "persona-desk", "--unset").says("persona-desk has been removed from the file")
    run(tmp_path, "settings", "personas", "--unset").says("No scene has a persona")
    assert file.read_text() == "persona-bad: nonsense\n"
    run(tmp_path, "settings", "persona-bad", "--unset")
    assert file.read_text().strip() == ""
