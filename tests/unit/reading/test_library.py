"""Folders read together: order, shadowing, broken files, changes while it is open, and what a record keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from builders import SHARED, choice, folder, library, move, node, persona, put, rubric, scene, yaml
from roleplay.engine import compile_story, start, step
from roleplay.reading import folders
from roleplay.reading.cache import FolderCache
from roleplay.reading.contents import BrokenScene, Source, UnknownScene
from roleplay.reading.folders import bundle_of
from roleplay.reading.library import Library
from roleplay.scene.model import Tag
from roleplay.scene.text import Text


def ids(opened: Library) -> list[str]:
    return [entry.id for entry in opened.entries]


def test_scenes_are_listed_easiest_first_within_their_family(tmp_path: Path) -> None:
    opened = library(
        tmp_path,
        scene(id="a-crisis", family="crisis", difficulty=1),
        scene(id="b-hard", difficulty=5),
        scene(id="c-easy", difficulty=2),
        scene(id="d-easy", difficulty=2),
    )
    assert ids(opened) == ["a-crisis", "c-easy", "d-easy", "b-hard"]


def test_an_entry_has_everything_a_list_shows(tmp_path: Path) -> None:
    data = scene(
        title={"zh": "题", "en": "T"}, tags=["x"], minutes=7, difficulty=3, status="draft", rubrics=["main", "side"]
    )
    entry = library(tmp_path, data).entry("small")
    assert (entry.title.get("zh"), entry.family, entry.tags, entry.difficulty, entry.minutes, entry.released) == (
        "题", "complaint", (Tag("x"),), 3, 7, False,
    )  # fmt: skip
    assert (entry.rubrics, entry.languages, entry.problem, entry.shadows) == (("main", "side"), ("en", "zh"), None, ())
    assert (entry.touchpoint, entry.newcomers, entry.source, entry.reviewed) == (None, None, None, None)


def test_an_entry_says_where_a_scene_belongs_and_comes_from(tmp_path: Path) -> None:
    data = scene(
        tags=["x", {"zh": "退款", "en": "refund"}], touchpoint="repair", newcomers=2, source="Our own.",
        reviewed="2026-02-28",
    )  # fmt: skip
    entry = library(tmp_path, data).entry("small")
    assert [tag.get("zh") for tag in entry.tags] == ["x", "退款"]
    assert [tag.spellings for tag in entry.tags] == [("x",), ("退款", "refund")]
    assert (entry.touchpoint, entry.newcomers, entry.source, entry.reviewed) == (
        "repair", 2, Text.of("Our own."), "2026-02-28",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"title: 'never closed\n", "RP031"),
        ("题".encode("gb18030"), "RP002"),
        (b"", "RP008"),
        (b"roleplay: rubric/1\n", "RP011"),
        (yaml(scene(id="broken", start="noe")).encode(), "RP101"),
        (yaml(scene(id="other")).encode(), "RP017"),
        (yaml(rubric("broken", {"hear": {"listen": 1}})).encode(), "RP009"),
    ],
)
def test_a_broken_file_is_listed_with_its_first_finding_and_the_rest_is_playable(
    tmp_path: Path, content: bytes, code: str
) -> None:
    put(tmp_path / "scenarios" / "broken.yaml", content)
    opened = library(tmp_path, scene())
    assert ids(opened) == ["small", "broken"]
    entry = opened.entry("broken")
    assert entry.problem is not None
    assert (entry.problem.code, entry.problem.file) == (code, str(tmp_path / "scenarios" / "broken.yaml"))
    with pytest.raises(BrokenScene) as caught:
        opened.bundle("broken")
    assert caught.value.diagnostics[0].code == code
    assert opened.bundle("small").scenario.id == "small"


def test_the_first_error_is_named_and_not_a_warning_before_it(tmp_path: Path) -> None:
    data = scene(flags=["never_asked"], discussion=["{bob}"])
    problem = library(tmp_path, data).entry("small").problem
    assert problem is not None
    assert problem.code == "RP116"


def test_a_scene_with_warnings_only_is_playable(tmp_path: Path) -> None:
    opened = library(tmp_path, scene(flags=["never_asked"]))
    assert opened.entry("small").problem is None
    assert opened.bundle("small")


@pytest.mark.skipif(os.name == "nt", reason="needs the permissions of POSIX")
def test_a_file_that_cannot_be_opened_is_listed(tmp_path: Path) -> None:
    (tmp_path / "scenarios" / "folder.yaml").mkdir(parents=True)
    opened = library(tmp_path, scene())
    problem = opened.entry("folder").problem
    assert problem is not None
    assert problem.code == "RP018"
    assert "it is a folder" in problem.message()
    assert "这是文件夹" in problem.message("zh")
    assert problem.message("zh")
    assert problem.help("zh")
    assert ids(opened) == ["small", "folder"]


def test_a_broken_rubric_or_persona_is_reported_and_does_not_affect_others(tmp_path: Path) -> None:
    put(tmp_path / "rubrics" / "bad.yaml", "roleplay: rubric/1\nid: [")
    put(tmp_path / "rubrics" / "personas" / "odd.yaml", yaml(persona("odd", {"lisen": {"anger": 1}})))
    opened = library(tmp_path, scene())
    assert {(Path(d.file).name, d.code, d.did_you_mean) for d in opened.contents.problems} == {
        ("bad.yaml", "RP001", None),
        ("odd.yaml", "RP102", "listen"),
    }
    assert opened.bundle("small")


def test_a_scenario_among_the_rubrics_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "rubrics" / "small.yaml", yaml(scene()))
    (problem,) = library(tmp_path, scene(id="other")).contents.problems
    assert (problem.code, problem.details["found"]) == ("RP009", "scenario/1")


def test_other_files_and_hidden_ones_are_ignored(tmp_path: Path) -> None:
    put(tmp_path / "scenarios" / "notes.txt", "x")
    put(tmp_path / "scenarios" / ".small.yaml", "x")
    put(tmp_path / "scenarios" / "small.yaml~", "x")
    put(tmp_path / "scenarios" / "short.yml", yaml(scene(id="short")))
    assert ids(library(tmp_path, scene())) == ["short", "small"]


def test_an_empty_or_missing_folder_is_an_empty_library(tmp_path: Path) -> None:
    assert Library([tmp_path, tmp_path / "nowhere"]).entries == ()
    assert Library([]).entries == ()


# -- several folders ---------------------------------------------------------------


def test_a_later_folder_shadows_an_id_and_says_so(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", scene(title="first"))
    second = folder(tmp_path / "b", scene(title="second"), files=None)
    third = folder(tmp_path / "c", scene(title="third"), files=None)
    opened = Library([first, second, third])
    entry = opened.entry("small")
    assert entry.title.get("en") == opened.bundle("small").scenario.title.get("en") == "third"
    assert entry.shadows == tuple(str(root / "scenarios" / "small.yaml") for root in (first, second))
    assert ids(opened) == ["small"]


def test_a_later_folder_may_add_moves_and_replace_a_rubric_or_a_persona(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", scene())
    second = tmp_path / "b"
    put(second / "rubrics" / "more.yaml", yaml({"roleplay": "moves/1", "moves": {"sigh": move("poor")}}))
    put(second / "rubrics" / "main.yaml", yaml(rubric("main", {"hear": {"sigh": -1}})))
    put(second / "rubrics" / "personas" / "base.yaml", yaml(persona("base", {"sigh": {"anger": 7}})))
    opened = Library([first, second])
    assert opened.contents.problems == ()
    small = opened.bundle("small")
    assert small.moves["sigh"].kind == "poor"
    assert [c.id for c in small.rubrics["main"].criteria] == ["hear"]
    assert small.personas["base"].reactions == {"sigh": {"anger": 7}}


def test_a_move_defined_in_two_files_is_an_error_and_the_first_is_used(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", scene())
    second = tmp_path / "b"
    twice = put(second / "rubrics" / "more.yaml", yaml({"roleplay": "moves/1", "moves": {"listen": move("poor")}}))
    opened = Library([first, second])
    (problem,) = opened.contents.problems
    assert (problem.code, problem.file, problem.details["name"]) == ("RP113", str(twice), "listen")
    assert problem.details["other"] == str(first / "rubrics" / "moves.yaml")
    assert opened.bundle("small").moves["listen"].kind == "good"


def test_a_folder_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", scene(title="first"))
    second = folder(tmp_path / "b", scene(title="second"), files=None)
    opened = Library([first, second, tmp_path / "b" / ".." / "a"])
    assert opened.contents.problems == ()
    assert opened.entry("small").title.get("en") == "first"
    assert len(opened.entry("small").shadows) == 1


@pytest.mark.parametrize("where", ["outside", "inside"])
def test_an_extra_file_shadows_every_other_of_its_id(tmp_path: Path, where: str) -> None:
    first = folder(tmp_path / "a", scene(title="first"))
    second = folder(tmp_path / "b", scene(title="second"), files=None)
    mine = (
        put(tmp_path / "desk" / "small.yaml", yaml(scene(title="mine")))
        if where == "outside"
        else first / "scenarios" / "small.yaml"
    )
    entry = Library([first, second], extra=mine).entry("small")
    assert Path(entry.path).resolve() == mine
    assert entry.title.get("en") == ("mine" if where == "outside" else "first")
    assert len(entry.shadows) == (2 if where == "outside" else 1)


def test_an_extra_file_that_is_not_there_is_listed_as_broken(tmp_path: Path) -> None:
    root = folder(tmp_path / "a", scene())
    opened = Library([root], extra=tmp_path / "none.yaml")
    problem = opened.entry("none").problem
    assert problem is not None
    assert problem.code == "RP018"


def test_an_unknown_id_comes_with_the_nearest_ones(tmp_path: Path) -> None:
    opened = library(tmp_path, scene(id="angry-customer"), scene(id="angry-client"), scene(id="quiet"))
    with pytest.raises(UnknownScene) as caught:
        opened.bundle("angry-custmer")
    assert caught.value.name == "angry-custmer"
    assert caught.value.nearest[0] == "angry-customer"
    assert "quiet" not in caught.value.nearest
    with pytest.raises(UnknownScene):
        opened.sources("zzz")


# -- the cache -----------------------------------------------------------------------


@pytest.fixture
def no_reading(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function after whose call reading a file of a library fails."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was read")

    def begin() -> None:
        monkeypatch.setattr(folders, "read_contents", refuse)
        monkeypatch.setattr(folders, "read_scenario", refuse)

    return begin


def test_a_warm_cache_gives_the_same_library_and_bundle_without_reading(tmp_path: Path, no_reading: Any) -> None:
    put(tmp_path / "lib" / "scenarios" / "broken.yaml", "a: [")
    first = library(tmp_path / "lib", scene(), cache=FolderCache(tmp_path / "cache"))
    small = first.bundle("small")
    no_reading()
    second = Library([tmp_path / "lib"], FolderCache(tmp_path / "cache"))
    assert second.contents == first.contents
    assert second.bundle("small") == small
    assert second.entry("broken").problem == first.entry("broken").problem


@pytest.mark.parametrize("change", ["scene", "rubric", "new", "gone"])
def test_a_file_that_changes_appears_or_disappears_is_noticed(tmp_path: Path, change: str) -> None:
    root = folder(tmp_path / "lib", scene(), scene(id="other"))
    cache = FolderCache(tmp_path / "cache")
    Library([root], cache)
    match change:
        case "scene":
            put(root / "scenarios" / "small.yaml", yaml(scene(title="Other title")))
        case "rubric":
            put(root / "rubrics" / "main.yaml", yaml(rubric("main", {"hear": {"listen": 3}})))
        case "new":
            put(root / "scenarios" / "third.yaml", yaml(scene(id="third")))
        case "gone":
            (root / "scenarios" / "other.yaml").unlink()
    again, fresh = Library([root], cache), Library([root])
    assert again.contents == fresh.contents
    assert again.bundle("small") == fresh.bundle("small")


def test_a_scene_that_lost_its_rubric_is_broken_though_the_scene_is_cached(tmp_path: Path) -> None:
    root = folder(tmp_path / "lib", scene())
    cache = FolderCache(tmp_path / "cache")
    Library([root], cache).bundle("small")
    (root / "rubrics" / "main.yaml").unlink()
    with pytest.raises(BrokenScene):
        Library([root], cache).bundle("small")


# -- files that are written while the library is open ----------------------------------


@pytest.mark.parametrize("cached", [True, False])
def test_a_scene_written_since_is_played_as_it_is_now(tmp_path: Path, cached: bool) -> None:
    cache = FolderCache(tmp_path / "cache") if cached else None
    opened = library(tmp_path / "lib", scene(title="old"), cache=cache)
    put(tmp_path / "lib" / "scenarios" / "small.yaml", yaml(scene(title="new")))
    assert opened.bundle("small").scenario.title.get("en") == "new"
    assert '"new"' in opened.sources("small")[0].text
    # and the cache entry of the old text is still the old scene
    put(tmp_path / "lib" / "scenarios" / "small.yaml", yaml(scene(title="old")))
    assert opened.bundle("small").scenario.title.get("en") == "old"
    assert Library([tmp_path / "lib"], cache).bundle("small").scenario.title.get("en") == "old"


def test_a_scene_written_since_is_checked_again(tmp_path: Path) -> None:
    opened = library(tmp_path, scene())
    bad = scene()
    bad["nodes"]["one"]["choices"][0]["moves"] = ["no_such_move"]
    put(tmp_path / "scenarios" / "small.yaml", yaml(bad))
    with pytest.raises(BrokenScene) as caught:
        opened.bundle("small")
    assert [d.code for d in caught.value.diagnostics] == ["RP102"]


def test_a_scene_written_since_is_checked_again_though_another_library_knows_it(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "cache")
    theirs = scene(cast={"ann": {"name": "Ann", "persona": "theirs"}})
    put(tmp_path / "b" / "rubrics" / "personas" / "theirs.yaml", yaml(persona("theirs", {"listen": {"anger": 1}})))
    assert library(tmp_path / "b", theirs, cache=cache).bundle("small")
    opened = library(tmp_path / "a", scene(), cache=cache)
    put(tmp_path / "a" / "scenarios" / "small.yaml", yaml(theirs))
    with pytest.raises(BrokenScene) as caught:
        opened.bundle("small")
    assert caught.value.diagnostics[0].code == "RP103"


@pytest.mark.parametrize("cached", [True, False])
def test_a_scene_deleted_since_is_a_broken_scene(tmp_path: Path, cached: bool) -> None:
    opened = library(tmp_path / "lib", scene(), cache=FolderCache(tmp_path / "c") if cached else None)
    (tmp_path / "lib" / "scenarios" / "small.yaml").unlink()
    for ask in (opened.bundle, opened.sources):
        with pytest.raises(BrokenScene) as caught:
            ask("small")
        assert caught.value.diagnostics[0].code == "RP018"


# -- what a record keeps -----------------------------------------------------------------


def test_the_sources_of_a_scene_rebuild_its_bundle(tmp_path: Path) -> None:
    opened = library(tmp_path, scene(), scene(id="other"))
    sources = opened.sources("small")
    assert [s.kind for s in sources].count("scenario") == 1
    assert {(s.kind, s.id) for s in sources} == {
        ("scenario", "small"), ("moves", "moves"), ("rubric", "main"), ("rubric", "side"),
        ("persona", "base"), ("persona", "hot"), ("persona", "cold"),
    }  # fmt: skip
    assert bundle_of(sources) == opened.bundle("small")
    assert bundle_of(reversed(sources)) == opened.bundle("small")


def test_the_sources_rebuild_the_bundle_of_shadowed_files_too(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", scene())
    second = folder(tmp_path / "b", scene(title="second"), files=None)
    put(second / "rubrics" / "main.yaml", yaml(rubric("main", {"hear": {"listen": 3}})))
    opened = Library([first, second])
    assert bundle_of(opened.sources("small")) == opened.bundle("small")


def test_a_byte_order_mark_is_not_part_of_a_source(tmp_path: Path) -> None:
    root = folder(tmp_path, scene())
    put(root / "scenarios" / "small.yaml", b"\xef\xbb\xbf" + yaml(scene()).encode())
    opened = Library([root])
    assert opened.sources("small")[0].text == yaml(scene())
    assert bundle_of(opened.sources("small")) == opened.bundle("small")


def test_an_old_attempt_can_be_continued_although_the_library_has_changed(tmp_path: Path) -> None:
    opened = library(tmp_path, scene())
    sources = opened.sources("small")
    put(tmp_path / "scenarios" / "small.yaml", yaml(scene(nodes={"one": node(choice("other"))})))
    (tmp_path / "rubrics" / "personas" / "base.yaml").unlink()
    state = start(compile_story(bundle_of(sources)), 0)
    assert step(step(state, "good"), "good").passage.id == "end"


def test_sources_without_a_scene_or_with_a_broken_one_are_refused(tmp_path: Path) -> None:
    sources = library(tmp_path, scene()).sources("small")
    with pytest.raises(BrokenScene):
        bundle_of(sources[1:])
    with pytest.raises(BrokenScene):
        bundle_of([sources[0]._replace(text="a: ["), *sources[1:]])
    with pytest.raises(BrokenScene):
        bundle_of([Source("scenario", "main", "", SHARED.rubrics[0])])
