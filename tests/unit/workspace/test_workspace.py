"""The libraries and the record together: beginning, recording, resuming."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import folder, put, scene
from command_runs import ShipLibrary
from desk_scene import desk, desk_home
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.reading.files import digest
from roleplay.records.model import AttemptRecord
from roleplay.session import Attempt, Decision, Mode, Options, Setup, transcript
from roleplay.workspace.workspace import Workspace, library_folders, shipped_library

SETUP = Setup(7, Mode.GUIDED, (("wang", "touchy"),), Options(own_words=True, ask_sure=True))


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder_ = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(folder_))
    ship_library(tmp_path / "nothing")
    return folder_


def say(attempt: Attempt, *choices: str) -> None:
    for choice in choices:
        attempt.say(Decision(choice, "en", own_words="my words", sure=2, guess=3))


def again(home: Path) -> Workspace:
    """The workspace after a restart of the program."""
    return Workspace()


# -- where things are ------------------------------------------------------------------


def test_the_shipped_library_is_in_the_checkout_or_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (shipped_library() / "scenarios" / "first-steps.yaml").is_file()
    package = tmp_path / "site-packages" / "roleplay"
    (package / "data" / "scenarios").mkdir(parents=True)
    monkeypatch.setattr("roleplay.workspace.workspace.__file__", str(package / "workspace" / "workspace.py"))
    assert shipped_library() == package / "data"


def test_libraries_are_ordered_by_precedence(ship_library: ShipLibrary) -> None:
    ship_library(Path("shipped"))
    environ = {"ROLEPLAY_LIBRARY": os.pathsep.join(["one", "", "two"])}
    folders = library_folders([Path("three")], environ, Path("data"))
    assert folders == [Path("shipped"), Path("data/library"), Path("one"), Path("two"), Path("three")]


def test_a_later_library_shadows_an_earlier_one(home: Path, tmp_path: Path) -> None:
    more = folder(tmp_path / "more", desk(title={"en": "Mine", "zh": "我的"}, walks={}), files=None)
    workspace = Workspace([more])
    entry = workspace.library.entry("desk")
    assert entry.title.get("en") == "Mine"
    assert entry.shadows == (str(home / "library" / "scenarios" / "desk.yaml"),)


def test_a_single_file_shadows_all(home: Path, tmp_path: Path) -> None:
    extra = (
        folder(tmp_path / "x", desk(title={"en": "Extra", "zh": "另"}, walks={}), files=None)
        / "scenarios"
        / "desk.yaml"
    )
    assert Workspace(extra=extra).library.entry("desk").title.get("en") == "Extra"


def test_nothing_is_opened_before_it_is_needed(home: Path) -> None:
    workspace = Workspace()
    workspace.close()
    assert not (home / "records.db").exists()
    assert not (home / "cache").exists()


def test_closing_twice_does_no_harm(home: Path) -> None:
    workspace = Workspace()
    assert workspace.store.saving
    workspace.close()
    workspace.close()


# -- beginning --------------------------------------------------------------------------


def test_an_attempt_is_recorded_before_its_first_line(home: Path) -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    workspace = Workspace(now=lambda: now)
    workspace.begin("desk", SETUP, "zh")
    (record,) = again(home).store.unfinished()
    assert (record.scenario_id, record.seed, record.mode, record.language) == ("desk", 7, "guided", "zh")
    assert dict(record.personas) == {"wang": "touchy"}
    assert record.options["own_words"] is True
    assert record.started_at == now
    assert record.decisions == ()


def test_the_record_keeps_the_files_the_attempt_depends_on_and_no_others(home: Path) -> None:
    folder(home / "library", scene(), files=None)
    workspace = Workspace()
    workspace.begin("desk", Setup(), "en")
    (record,) = workspace.store.unfinished()
    files = {(ref.kind, ref.id) for ref in record.bundle}
    assert files >= {("scenario", "desk"), ("rubric", "desk-rubric"), ("persona", "plain")}
    assert not files & {("persona", "touchy"), ("scenario", "small")}
    assert any(kind == "moves" for kind, _ in files)
    for ref in record.bundle:
        assert workspace.store.source(ref.digest)


def test_an_overlaid_persona_includes_what_it_extends(home: Path) -> None:
    workspace = Workspace()
    workspace.begin("desk", SETUP, "en")
    (record,) = workspace.store.unfinished()
    assert {ref.id for ref in record.bundle if ref.kind == "persona"} == {"touchy", "plain"}


def test_a_missing_or_broken_scene(home: Path) -> None:
    put(home / "library" / "scenarios" / "broken.yaml", "roleplay: scenario/1\nid: broken\n")
    workspace = Workspace()
    with pytest.raises(UnknownScene):
        workspace.begin("nowhere", Setup(), "en")
    with pytest.raises(BrokenScene):
        workspace.begin("broken", Setup(), "en")
    assert workspace.store.unfinished() == []


# -- recording and resuming --------------------------------------------------------------


def test_every_decision_is_there_after_a_restart(home: Path) -> None:
    attempt = Workspace().begin("desk", SETUP, "en")
    for number, choice in enumerate(("sit", "today"), 1):
        shown = tuple(offer.id for offer in attempt.offers())
        node = attempt.state.passage.id
        say(attempt, choice)
        store = again(home).store
        records: list[AttemptRecord | None] = [*store.unfinished()] or [store.attempt(store.history()[0].id)]
        (record,) = records
        assert record is not None
        assert len(record.decisions) == number
        decision = record.decisions[-1]
        assert (decision.node, decision.choice, decision.shown, decision.language) == (node, choice, shown, "en")
        assert (decision.own_words, decision.sure, decision.guess) == ("my words", 2, 3)


def test_resuming_at_the_same_line(home: Path) -> None:
    attempt = Workspace().begin("desk", SETUP, "en")
    say(attempt, "sit")
    attempt.take_back()
    attempt.hint()
    say(attempt, "wait")
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    resumed = workspace.resume(record)
    assert resumed.setup == SETUP
    assert resumed.decisions == attempt.decisions
    assert (resumed.taken_back, resumed.hints) == (1, 1)
    assert transcript(resumed) == transcript(attempt)
    assert [offer.id for offer in resumed.offers()] == [offer.id for offer in attempt.offers()]
    say(resumed, "today")
    (summary,) = again(home).store.history("desk")
    assert (summary.result.ending, summary.result.outcome) == ("kept", "success")
    assert again(home).store.unfinished() == []


def test_the_debrief_rubric_is_stored_with_the_attempt_and_can_be_changed(home: Path) -> None:
    workspace = Workspace()
    started = workspace.begin("desk", SETUP._replace(rubric="desk-rubric"), "en")
    assert started.setup.rubric == "desk-rubric"
    (record,) = again(home).store.unfinished()
    assert workspace.resume(record).setup == started.setup
    assert workspace.resume(record, "other").setup == started.setup._replace(rubric="other")


@pytest.mark.parametrize("what", ["scene", "rubric", "persona", "gone"])
def test_an_attempt_is_finished_on_the_text_it_began_with(home: Path, what: str) -> None:
    say(Workspace().begin("desk", Setup(), "en"), "sit")
    library = home / "library"
    match what:
        case "scene":
            folder(library, desk(title={"en": "Rewritten", "zh": "重写"}, start="two", walks={}), files=None)
        case "rubric":
            path = library / "rubrics" / "desk-rubric.yaml"
            put(path, path.read_text().replace('"listen": 2', '"listen": 1'))
        case "persona":
            path = library / "rubrics" / "personas" / "plain.yaml"
            put(path, path.read_text().replace('"anger": -20', '"anger": -5'))
        case "gone":
            (library / "scenarios" / "desk.yaml").unlink()
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    resumed = workspace.resume(record)
    assert resumed.bundle.scenario.title.get("en") == "The counter"
    assert [reading.value for reading in resumed.readings()] == [50, 45]
    say(resumed, "today")
    (summary,) = workspace.store.history("desk")
    assert summary.result.scores["desk-rubric"] == 100


def test_unchanged_texts_are_taken_from_the_library(home: Path) -> None:
    say(Workspace().begin("desk", Setup(), "en"), "sit")
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    assert workspace.resume(record).bundle.rubrics is workspace.library.contents.rubrics


def test_unrelated_changes_do_not_affect_the_attempt(home: Path) -> None:
    say(Workspace().begin("desk", Setup(), "en"), "sit")
    path = home / "library" / "rubrics" / "personas" / "touchy.yaml"
    put(path, path.read_text().replace('"anger": 40', '"anger": 41'))
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    assert workspace.resume(record).bundle.rubrics is workspace.library.contents.rubrics


def test_decisions_that_do_not_fit_are_reported_as_a_diagnostic(home: Path) -> None:
    say(Workspace().begin("desk", Setup(), "en"), "sit")
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    (row,) = record.kept
    wrong = record._replace(kept=(row._replace(decision=row.decision._replace(choice="never")),))
    with pytest.raises(BrokenScene) as caught:
        workspace.resume(wrong)
    assert "never" in caught.value.diagnostics[0].message("en")


def test_missing_texts_are_reported_as_a_diagnostic(home: Path) -> None:
    say(Workspace().begin("desk", Setup(), "en"), "sit")
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    workspace = again(home)
    (record,) = workspace.store.unfinished()
    lost = record._replace(bundle=tuple(ref._replace(digest="0" * 64) for ref in record.bundle))
    with pytest.raises(BrokenScene):
        workspace.resume(lost)


def test_the_result_contains_every_score_in_percent(home: Path) -> None:
    workspace = Workspace()
    attempt = workspace.begin("desk", Setup(), "en")
    say(attempt, "sit", "later")
    (summary,) = workspace.store.history("desk")
    assert summary.result.lead == "desk-rubric"
    assert summary.result.passed is False
    assert summary.result.scores["desk-rubric.hear"] == 100
    assert 0 <= summary.result.scores["desk-rubric.act"] < 100


def test_an_attempt_at_a_scene_that_is_no_longer_valid_can_be_resumed(home: Path) -> None:
    """Invalid figures of an ending, which do not affect play, were accepted when it was begun."""
    path = home / "library" / "scenarios" / "desk.yaml"
    workspace = Workspace()
    say(workspace.begin("desk", SETUP, "en"), "sit")
    workspace.close()
    text = path.read_text(encoding="utf-8").replace('"csat": 5', '"csat": 9')
    before = digest(path.read_bytes())
    put(path, text)
    with closing(sqlite3.connect(home / "records.db")) as db, db:
        db.execute("UPDATE sources SET digest = ?, text = ? WHERE digest = ?", (digest(text.encode()), text, before))
        db.execute("UPDATE attempts SET bundle = replace(bundle, ?, ?)", (before, digest(text.encode())))
    workspace = Workspace()
    with pytest.raises(BrokenScene):
        workspace.library.bundle("desk")
    attempt = workspace.resume(workspace.store.unfinished()[0])
    say(attempt, "today")
    (summary,) = workspace.store.history()
    assert (summary.result.passed, workspace.store.set_aside) == (True, ())
    workspace.close()


def test_a_result_lost_to_a_kill_is_written_on_resuming(home: Path) -> None:
    workspace = Workspace()
    attempt = workspace.begin("desk", SETUP, "en")
    attempt.journal.finish = lambda *_: None  # type: ignore[method-assign]
    say(attempt, "sit", "today")
    assert (len(workspace.store.unfinished()), workspace.store.history()) == (1, [])
    workspace.close()
    workspace = again(home)
    attempt = workspace.resume(workspace.store.unfinished()[0])
    assert attempt.state.passage.ending is not None
    assert workspace.store.unfinished() == []
    (summary,) = workspace.store.history()
    assert (summary.result.ending, summary.result.passed) == ("kept", True)
    workspace.close()
