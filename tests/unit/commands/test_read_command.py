"""`roleplay read`: the selected seams, as text and as a page, and every error in one sentence."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builders import scene, yaml
from command_runs import environment, run
from desk_scene import BOMB, bilingual, desk, desk_home
from draft_scene import draft_scene

#: Another version of the second line of the desk's first decision, in both languages.
OTHERWISE = bilingual("Nobody said that before.", "这话以前没有。")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


def file_of(home: Path) -> Path:
    (path,) = home.rglob("desk.yaml")
    return path


def changed_desk(say: Mapping[str, str] = OTHERWISE) -> dict[str, Any]:
    data: dict[str, Any] = desk()
    data["nodes"]["one"]["choices"][1]["say"] = dict(say)
    return data


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, env=environment(folder))


def unwrapped(text: str) -> str:
    """The text without line wrapping."""
    return "".join(text.split())


def labels(out: str) -> list[str]:
    return [line.partition("]")[0] + "]" for line in out.splitlines() if line.startswith("[")]


def test_every_seam_has_its_number_and_the_words_of_the_language(home: Path) -> None:
    english, chinese = run(home, "read", "desk", "--lang", "en"), run(home, "read", "desk", "--lang", "zh")
    assert english.code == chinese.code == 0
    count = len(labels(english.out))
    assert labels(english.out) == [f"[{n} of {count}]" for n in range(1, count + 1)]
    assert labels(chinese.out) == [f"[{n}/{count}]" for n in range(1, count + 1)]
    data = desk()
    for node in data["nodes"].values():
        for choice in (choice for choice in node["choices"] if "when" not in choice):
            assert unwrapped(choice["say"]["en"]) in unwrapped(english.out)
            assert unwrapped(choice["say"]["zh"]) in unwrapped(chinese.out)


def test_a_node_and_an_ending_with_what_leads_there_under_their_own_numbers(home: Path) -> None:
    all_labels = labels(run(home, "read", "desk").out)
    at_node = run(home, "read", "desk", "--node", "two")
    assert at_node.code == 0
    assert set(labels(at_node.out)) < set(all_labels)
    heads = [line for line in at_node.lines if line.startswith("[")]
    assert heads
    assert all("two" in head for head in heads)
    ending = next(iter(desk()["endings"]))
    assert all(ending in line for line in run(home, "read", "desk", "--node", ending).lines if line.startswith("["))
    run(home, "read", "desk", "--node", "tow").fails("tow", "two")


def test_since_a_file_only_changed_seams(home: Path, tmp_path: Path) -> None:
    old = tmp_path / "before.yaml"  # its name differs from its id, which is not an error here
    old.write_text(yaml(changed_desk()), encoding="utf-8")
    ran = run(home, "read", "desk", "--since", str(old))
    assert ran.code == 0
    assert 0 < len(labels(ran.out)) < len(labels(run(home, "read", "desk").out))
    assert unwrapped(desk()["nodes"]["one"]["choices"][1]["say"]["en"]) in unwrapped(ran.out)
    old.write_text(yaml(desk()), encoding="utf-8")
    same = run(home, "read", "desk", "--since", str(old))
    assert labels(same.out) == []
    same.says("Nothing reads differently")


def test_since_a_revision_of_the_file(home: Path) -> None:
    path = file_of(home)
    run(home, "read", "desk", "--since", "HEAD").fails("HEAD", "not in a git repository")
    git(path.parent, "init")
    run(home, "read", "desk", "--since", "nowhere").fails("nowhere")
    (path.parent / "other").write_text("x", encoding="utf-8")
    git(path.parent, "add", "other")
    git(path.parent, "commit", "-m", "first")
    run(home, "read", "desk", "--since", "HEAD").fails("is not in the git revision")
    git(path.parent, "add", path.name)
    git(path.parent, "commit", "-m", "second")
    assert labels(run(home, "read", "desk", "--since", "HEAD").out) == []
    path.write_text(yaml(changed_desk()), encoding="utf-8")
    ran = run(home, "read", "desk", "--since", "HEAD")
    assert labels(ran.out)
    ran.says(OTHERWISE["en"])
    run(home, "read", "desk", "--since", "--output=x").fails("--since")


def test_since_an_unplayable_version_is_reported_with_its_error(home: Path, tmp_path: Path) -> None:
    old = tmp_path / "before.yaml"
    old.write_text("roleplay: scenario/1\nid: desk\n", encoding="utf-8")
    ran = run(home, "read", "desk", "--since", str(old))
    assert ran.code == 2
    assert "before.yaml" in ran.err
    assert "RP" in ran.err
    assert "Traceback" not in ran.err


def test_whole_walks_cover_all_selected_seams(home: Path) -> None:
    all_labels = set(labels(run(home, "read", "desk").out))
    ran = run(home, "read", "desk", "--walks")
    assert ran.code == 0
    marked = {line.strip() for line in ran.lines if line.strip().startswith("[")}
    assert all_labels <= marked
    ran.says("Walk 1 of", "Walk 2 of")


def test_a_page_has_both_languages_and_nothing_of_a_text_is_markup(home: Path, tmp_path: Path) -> None:
    hostile = changed_desk(bilingual(f"<script>alert(1)</script> {BOMB}", "<b>粗</b>"))
    file_of(home).write_text(yaml(hostile), encoding="utf-8")
    for more in ([], ["--walks"]):
        ran = run(home, "read", "desk", "--html", str(tmp_path / "page.html"), *more)
        assert ran.code == 0
        ran.says("page.html")
        text = (tmp_path / "page.html").read_text(encoding="utf-8")
        assert "<script" not in text
        assert "<b>粗" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "&lt;b&gt;粗" in text
    run(home, "read", "desk", "--html", str(tmp_path / "no" / "page.html")).fails("page.html")


def test_a_draft_is_shown_as_far_as_it_is_written(home: Path) -> None:
    file_of(home).write_text(yaml(draft_scene()), encoding="utf-8")
    english = run(home, "read", "desk", "--lang", "en")
    assert english.code == 0
    english.says("[todo: text", "what he says to it")
    run(home, "read", "desk", "--lang", "zh").says("【待写：")


def test_a_scene_in_one_language_is_read_in_that_one(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    data = scene(rubrics=["desk-rubric"], pass_={"desk-rubric": 50, "endings": ["end"]})
    data["cast"]["ann"]["persona"] = "plain"
    path.write_text(yaml(data), encoding="utf-8")
    library = file_of(home).parents[1]
    ran = run(home, "read", str(path), "--lang", "zh", "--library", str(library))
    assert ran.code == 0, ran.err
    ran.says("say good", "处衔接")
    page = tmp_path / "page.html"
    assert run(home, "read", str(path), "--lang", "zh", "--library", str(library), "--html", str(page)).code == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("<th ") == text.count("<table ") > 0


def test_user_errors_are_one_sentence(home: Path, tmp_path: Path) -> None:
    run(home, "read", "dsek").fails("dsek", "desk")
    run(home, "read", str(tmp_path / "none.yaml")).fails("none.yaml")
    run(home, "read", "desk", "--persona", "nobody=plain").fails("nobody")


def test_every_cast_with_different_texts_is_read_or_only_a_given_one(home: Path) -> None:
    data: dict[str, Any] = desk()
    (who,) = (member for member, person in data["cast"].items() if person["persona"] == "plain")
    data["personas"] = {who: ["touchy"]}
    second = data["nodes"]["two"]
    other = {"when": {f"persona.{who}": "touchy"}, "text": bilingual("Hands off!", "别碰！")}
    second["says"] = [other, {"text": second["says"]}]
    file_of(home).write_text(yaml(data), encoding="utf-8")
    both = run(home, "read", "desk")
    assert both.code == 0, both.err
    both.says("Hands off!", f"{who} = touchy; ")
    alone, touchy = (run(home, "read", "desk", "--persona", f"{who}={persona}") for persona in ("plain", "touchy"))
    assert "Hands off!" not in alone.out
    touchy.says("Hands off!")
    assert len(labels(both.out)) > len(labels(touchy.out))
    run(home, "read", "desk", "--walks").says("Hands off!")


def test_when_the_states_are_too_many_it_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay import exploration

    explore = exploration.explore
    monkeypatch.setattr(exploration, "explore", lambda story: explore(story, 1))
    run(home, "read", "desk").says("stopped after", "[1 of")
