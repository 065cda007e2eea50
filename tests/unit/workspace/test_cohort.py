"""Combining files of many learners: each learner and attempt once, and no file prevents reading the others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from builders import choice, node, scene
from roleplay.cohort.plays import Doubt
from roleplay.cohort.tables import class_spread
from roleplay.engine import Story
from roleplay.exploration import Graph, explore
from roleplay.reading.library import Library
from roleplay.records.anonymous import anonymous
from roleplay.records.journal import JournalAttempt, JournalTrouble
from roleplay.records.model import BranchPoint
from roleplay.workspace.cohort import CohortPlays, gather, journal_files, replayed
from simulated_class import (
    BEGINNING,
    SimulatedScene,
    simulated_attempt,
    simulated_journal,
    simulated_scene,
    skilled,
    write_journal,
)

#: Too long to be read in a second.
LONG = " ".join(["word"] * 60)


@pytest.fixture(scope="module")
def small() -> SimulatedScene:
    lines = [choice("good", "two"), choice("bad", "two", ["cut_in"])]
    nodes = {"one": node(*lines, says=LONG), "two": scene()["nodes"]["two"] | {"says": LONG}}
    return simulated_scene(scene(nodes=nodes))


def played(small: SimulatedScene, number: int, *, seconds: float = 30.0, skill: float = 0.5) -> JournalAttempt:
    began = BEGINNING + timedelta(hours=number)
    player = skilled(skill, Random(number))
    return simulated_attempt(small, player, f"{number:032x}", seed=number, began=began, seconds=seconds)


def read(folder: Path, tmp_path: Path) -> CohortPlays:
    return replayed(gather(journal_files([folder])), Library([tmp_path / "nowhere"]))


def test_one_learner_in_several_files_and_one_attempt_in_several_files(tmp_path: Path, small: SimulatedScene) -> None:
    folder, one, two = tmp_path / "in", played(small, 1), played(small, 2)
    rest = two._replace(
        record=two.record._replace(kept=two.record.kept[:1], ended_at=None, result=None), decisions=two.decisions[:1]
    )
    write_journal(folder, "a", simulated_journal(1, [one, rest], small.sources))
    write_journal(folder, "b", simulated_journal(1, [two, one], small.sources, name="Wang"))
    # a third file has another id, and lists the first as a former one
    moved = simulated_journal(7, [played(small, 3)], small.sources)._replace(also=(f"{1:032x}",))
    write_journal(folder, "c", moved)
    write_journal(folder, "d", simulated_journal(2, [played(small, 4)], small.sources))
    gathered = gather(journal_files([folder, folder / "a.jsonl"]))
    assert (gathered.files, gathered.faults) == (4, ())
    mates = {mate.id: mate for mate in gathered.classmates}
    assert set(mates) == {f"{1:032x}", f"{2:032x}"}
    first = mates[f"{1:032x}"]
    assert first.names == ("Wang",)
    assert [attempt.id for attempt in first.attempts] == [one.id, two.id, f"{3:032x}"]
    assert len(first.attempts[1].decisions) == 2  # its most advanced state in any file
    plays = replayed(gathered, Library([tmp_path / "nowhere"]))
    assert [play.doubt for play in plays.plays] == [None] * 4
    assert class_spread(plays.plays).learners == 2


def test_an_attempt_with_different_ids_on_two_machines_counts_once(tmp_path: Path, small: SimulatedScene) -> None:
    one, two = played(small, 1), played(small, 1, seconds=40)  # continued in two places
    beside = two._replace(record=two.record._replace(id="b" * 32))
    write_journal(tmp_path / "in", "a", simulated_journal(1, [one, beside], small.sources))
    here, there = (each._replace(record=each.record._replace(id=id_)) for each, id_ in ((two, one.id), (one, "c" * 32)))
    write_journal(tmp_path / "in", "b", simulated_journal(1, [here, there], small.sources))
    (mate,) = gather(journal_files([tmp_path / "in"])).classmates
    assert sorted(attempt.decisions[-1].at for attempt in mate.attempts) == [one.record.ended_at, two.record.ended_at]


def test_an_invalid_file_is_reported_and_the_others_are_read(tmp_path: Path, small: SimulatedScene) -> None:
    folder = tmp_path / "in"
    good = write_journal(folder, "good", simulated_journal(1, [played(small, 1)], small.sources))
    text = good.read_text(encoding="utf-8")
    (folder / "cut.jsonl").write_text(text[: len(text) // 2], encoding="utf-8")
    (folder / "edited.jsonl").write_text(text.replace('"seed":"1"', '"seed":"2"'), encoding="utf-8")
    (folder / "shopping.jsonl").write_text("milk\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not looked at", encoding="utf-8")
    (folder / "folder.jsonl").mkdir()
    gathered = gather(journal_files([folder, tmp_path / "missing.jsonl"]))
    assert gathered.files == 1
    assert {fault.path.name: fault.trouble for fault in gathered.faults} == {
        "cut.jsonl": JournalTrouble.CUT,
        "edited.jsonl": JournalTrouble.CHANGED,
        "shopping.jsonl": JournalTrouble.NO_JOURNAL,
        "folder.jsonl": JournalTrouble.UNREADABLE,
        "missing.jsonl": JournalTrouble.UNREADABLE,
    }


def test_what_ifs_and_plays_with_missing_texts_do_not_count(tmp_path: Path, small: SimulatedScene) -> None:
    folder, own, what_if = tmp_path / "in", played(small, 1), played(small, 2)
    what_if = what_if._replace(record=what_if.record._replace(branch=BranchPoint(own.id, 2)))
    write_journal(folder, "a", simulated_journal(1, [own, what_if], small.sources))
    plays = read(folder, tmp_path)
    assert plays.branches == 1
    assert [(play.play.id, play.doubt) for play in plays.plays] == [(own.id, None)]
    # a text missing in one file is found in another by its digest
    write_journal(folder, "b", simulated_journal(2, [played(small, 3)], small.sources[:-1]))
    assert [play.doubt for play in read(folder, tmp_path).plays] == [None, None]
    (folder / "a.jsonl").unlink()
    assert [play.doubt for play in read(folder, tmp_path).plays] == [Doubt.NO_REPLAY]


def test_plays_at_private_scenes_are_left_out(tmp_path: Path, small: SimulatedScene) -> None:
    own = simulated_scene(scene(id="my-incident", private=True))
    for number in range(3):
        shared_play = simulated_attempt(own, skilled(1, Random(number)), f"{number + 10:032x}", seed=number)
        plays = [played(small, number)] if number else []
        journal = simulated_journal(number, [*plays, shared_play], (*small.sources, *own.sources))
        write_journal(tmp_path / "in", f"{number}", journal)
    read_all = read(tmp_path / "in", tmp_path)
    assert ({play.scene for play in read_all.plays}, read_all.private) == ({small.id}, 3)


def test_random_plays_at_machine_speed_are_doubtful(tmp_path: Path, small: SimulatedScene) -> None:
    folder = tmp_path / "in"
    write_journal(folder, "bot", simulated_journal(1, [played(small, 1, seconds=0.01, skill=0)], small.sources))
    person = simulated_journal(2, [played(small, 2)], small.sources)
    write_journal(folder, "person", person)
    # anonymising preserves the seconds within a play and the order of plays
    hashed = simulated_journal(3, [played(small, 3), played(small, 4, seconds=0.01)], small.sources)
    write_journal(folder, "hashed", anonymous(hashed, b"k" * 32))
    gathered = gather(journal_files([folder]))
    plays = replayed(gathered, Library([tmp_path / "nowhere"])).plays
    doubts: dict[bool, list[Doubt | None]] = {False: [], True: []}
    for play in plays:
        doubts[play.play.learner in gathered.by_days].append(play.doubt)
    assert doubts == {False: [Doubt.TOO_FAST, None], True: [None, Doubt.TOO_FAST]}


def test_each_text_is_explored_once(tmp_path: Path, small: SimulatedScene, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, seen = tmp_path / "in", list[str]()
    for number in range(6):
        write_journal(folder, str(number), simulated_journal(number, [played(small, number)], small.sources))

    def counted(story: Story) -> Graph:
        seen.append("explored")
        return explore(story)

    monkeypatch.setattr("roleplay.cohort.stories.explore", counted)
    assert len(read(folder, tmp_path).plays) == 6
    assert seen == ["explored"]
