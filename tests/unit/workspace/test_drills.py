"""A drill survives the program: its journal, resuming, following."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

import builders
from drill_rooms import ANSWERS, advance_to, snapshot
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Form, Plan
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.reading.library import Library
from roleplay.records.drill_file import InUse
from roleplay.workspace import drills

SCENE = builders.story_scene(
    nodes={
        "one": builders.node(builders.choice("good", "two", reply=ANSWERS), builders.choice("bad", "two", ["cut_in"])),
        "two": builders.node(builders.choice("good", "end"), builders.choice("bad", "lost", ["dodge"])),
    }
)


def now() -> datetime:
    return datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return builders.library(tmp_path / "library", SCENE)


@pytest.fixture
def drill(tmp_path: Path, library: Library) -> drills.Drill:
    return drills.begin(library, tmp_path / "drills", "small", Plan(seed=4), "zh", now)


def journal(drill: drills.Drill) -> list[dict[str, object]]:
    assert drill.path is not None
    return [json.loads(line) for line in drill.path.read_text(encoding="utf-8").splitlines()]


def some_votes(drill: drills.Drill) -> None:
    for number in range(3):
        drill.do(l.Join(f"v{number}"))
    drill.do(f.Next())
    drill.do(f.Next())
    drill.do(l.Vote("v0", (1, 1), "good"))
    drill.do(l.Vote("v1", (1, 1), "bad"))


def test_every_event_that_changed_something_is_written_immediately(drill: drills.Drill) -> None:
    some_votes(drill)
    line_count = len(journal(drill))
    drill.do(l.Vote("v0", (1, 1), "good"))  # the same again
    drill.do(l.Vote("nobody", (1, 1), "good"))  # refused
    assert len(journal(drill)) == line_count
    assert [line["event"] for line in journal(drill)[1:]] == ["Join"] * 3 + ["Next"] * 2 + ["Vote"] * 2


def test_resuming_restores_the_phase_and_the_votes(drill: drills.Drill, library: Library) -> None:
    some_votes(drill)
    drill.set_address("10.0.0.7", 8765)
    assert drill.path is not None
    drill.close()
    again = drills.resume(drill.path, library, now)
    assert snapshot(again.room) == snapshot(drill.room)
    assert (again.code, again.address, again.id, again.language) == (drill.code, ("10.0.0.7", 8765), drill.id, "zh")
    again.do(l.Vote("v2", (1, 1), "bad"))
    again.close()
    assert drills.read(drill.path, library).room.ballot(1).total == 3  # type: ignore[union-attr]


def test_the_timer_resumes_with_the_time_left_even_after_a_power_cut(tmp_path: Path, library: Library) -> None:
    drill = drills.begin(library, tmp_path / "drills", "small", Plan(timer=30, talk=90), "zh", now)
    view = DrillDisplay(drill.room, drill.code, None, drill.clock)
    for event in (f.Next(), f.Next()):
        drill.do(event)
        view.follow()
        for _ in range(12):
            view.count_second(timer=True)
            if drill.clock.reading_due:
                drill.record_clock()
    assert (view.countdown.left, drill.clock.seconds) == (18, {1: 24})
    assert drill.path is not None
    cut = drills.read(drill.path, library)  # as after a power cut: at most five seconds of the class are lost
    assert (cut.clock.left(cut.room.stage), cut.clock.seconds) == (22, {1: 20})
    drill.close()
    again = drills.resume(drill.path, library, now)
    shown = DrillDisplay(again.room, again.code, None, again.clock)
    shown.follow()
    assert (shown.countdown.left, shown.countdown.total, again.clock.seconds) == (18, 30, {1: 24})
    again.do(f.Discuss())
    shown.follow()
    assert shown.countdown.left == 90  # a discussion has its own time
    again.close()


def test_it_knows_when_each_phase_began_even_after_resuming(tmp_path: Path, library: Library) -> None:
    clock = (datetime(2026, 3, 2, 12, 0, second, tzinfo=UTC) for second in range(60))
    drill = drills.begin(library, tmp_path / "drills", "small", Plan(), "zh", lambda: next(clock))
    for event in (f.Next(), f.Next(), f.Group("夜班"), f.Back(), f.Next()):
        drill.do(event)
    drill.close()
    assert drill.path is not None
    again = drills.resume(drill.path, library, lambda: next(clock))
    again.do(f.Skip())
    assert (again.room.group, again.begun_at) == ("夜班", datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert {phase: time[17:19] for phase, time in again.timeline.rounds[1].items()} == {
        Phase.PRESENT: "01",
        Phase.VOTE: "02",
        Phase.PATH: "06",
    }
    assert again.timeline.last[17:19] == "06"
    again.close()


def test_a_stage_drill_from_before_tones_resumes_as_it_began(tmp_path: Path, library: Library) -> None:
    plan = Plan(form=Form.HOT_SEAT, tones=False)
    old = drills.begin(library, tmp_path / "drills", "small", plan, "zh", now)
    for event in (f.Next(), f.Next(), f.Say("bad"), f.Next(), f.Next()):
        old.do(event)
    old.close()
    assert old.path is not None
    text = old.path.read_text(encoding="utf-8")
    assert '"tones": false, ' in text or '"tones":false,' in text
    old.path.write_text(text.replace('"tones": false, ', "").replace('"tones":false,', ""), encoding="utf-8")
    again = drills.read(old.path, library)
    assert (again.room.plan, again.room.phase) == (plan, Phase.SEAT)


def test_it_resumes_with_the_text_it_began_with(drill: drills.Drill, tmp_path: Path) -> None:
    some_votes(drill)
    drill.close()
    assert drill.path is not None
    other = json.loads(json.dumps(SCENE).replace("say good", "say something else"))
    changed = builders.library(tmp_path / "other", other)
    again = drills.resume(drill.path, changed, now)
    assert again.room.bundle.scenario.nodes["one"].choices[0].say.get("en") == "say good"
    again.close()


@pytest.mark.parametrize("torn", [b'{"at":"2026-03-02T12:00:00+00:00","event":"Vo', b"{", b'{"event":"Next"}'])
def test_a_partial_line_at_the_end_is_dropped(drill: drills.Drill, library: Library, torn: bytes) -> None:
    some_votes(drill)
    drill.close()
    assert drill.path is not None
    before = drill.path.read_bytes()
    drill.path.write_bytes(before + torn)
    again = drills.resume(drill.path, library, now)
    again.do(f.Next())
    again.close()
    assert drill.path.read_bytes().startswith(before + b'{"at"')
    assert drills.read(drill.path, library).room.phase is again.room.phase


def test_a_journal_truncated_anywhere_is_a_drill_up_to_there(drill: drills.Drill, library: Library) -> None:
    some_votes(drill)
    advance_to(drill.room, Phase.VOTE)
    drill.close()
    assert drill.path is not None
    whole = drill.path.read_bytes()
    header = whole.index(b"\n") + 1
    for cut in range(header, len(whole) + 1):
        drill.path.write_bytes(whole[:cut])
        following = drills.read(drill.path, library)
        assert len(following.events) == whole[header:cut].count(b"\n")


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1]",
        '{"at":"x","event":"Nothing"}',
        '{"event":"Next"}',
        '{"at":"x","event":"Take","choice":"good"}',
    ],
)
def test_a_damaged_line_is_reported(drill: drills.Drill, library: Library, line: str) -> None:
    some_votes(drill)
    drill.close()
    assert drill.path is not None
    lines = drill.path.read_text(encoding="utf-8").splitlines()
    drill.path.write_text("\n".join([*lines[:3], line, *lines[3:]]) + "\n", encoding="utf-8")
    with pytest.raises(drills.DamagedDrill) as caught:
        drills.resume(drill.path, library, now)
    assert caught.value.line == 4


@pytest.mark.parametrize(
    "text", ["", "{}\n", "hello\n", '{"roleplay":"drill/1"}\n', '{"roleplay":"drill/1","plan":3,"sources":[]}\n']
)
def test_another_file_is_not_a_drill(tmp_path: Path, library: Library, text: str) -> None:
    path = builders.put(tmp_path / "x.jsonl", text.encode())
    with pytest.raises(drills.DamagedDrill):
        drills.resume(path, library, now)


def test_a_drill_is_run_by_one_program_at_a_time(drill: drills.Drill, library: Library) -> None:
    assert drill.path is not None
    with pytest.raises(InUse):
        drills.resume(drill.path, library, now)
    drill.close()
    drills.resume(drill.path, library, now).close()


def test_a_second_program_can_follow_it(drill: drills.Drill, library: Library) -> None:
    assert drill.path is not None
    along = drills.FollowedDrill(drill.path, library)
    assert along.catch_up() == frozenset()
    some_votes(drill)
    assert {str(change) for change in along.catch_up()} == {"stage", "count", "people"}
    assert snapshot(along.room) == snapshot(drill.room)
    drill.do(f.Next())
    along.catch_up()
    assert snapshot(along.room) == snapshot(drill.room)


def test_the_newest_unfinished_drill_is_found(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "drills"
    assert drills.newest_journal(folder, library, unfinished=True) is None
    started = [drills.begin(library, folder, "small", Plan(), "en", now) for _ in range(3)]
    for number, drill in enumerate(started):
        assert drill.path is not None
        drill.close()
        os.utime(drill.path, (number, number))
    assert len({drill.id for drill in started}) == 3
    assert drills.newest_journal(folder, library, unfinished=True) == started[2].path
    over = drills.resume(started[2].path, library, now)  # type: ignore[arg-type]
    over.do(f.End())
    over.close()
    os.utime(started[2].path, (9, 9))  # type: ignore[arg-type]
    assert drills.newest_journal(folder, library, unfinished=True) == started[1].path
    assert drills.newest_journal(folder, library, unfinished=False) == started[2].path
    started[1].path.write_bytes(b"broken\n")  # type: ignore[union-attr]
    assert drills.newest_journal(folder, library, unfinished=True) == started[0].path


def test_a_disk_that_cannot_be_written_does_not_stop_the_drill(tmp_path: Path, library: Library) -> None:
    blocked = builders.put(tmp_path / "drills", b"a file where the folder should be")
    drill = drills.begin(library, blocked, "small", Plan(), "en", now)
    assert drill.problem
    some_votes(drill)
    assert (drill.room.phase, drill.path) == (Phase.VOTE, None)
    blocked.unlink()
    drill.do(f.Next())
    assert drill.problem is None
    drill.close()
    assert drill.path is not None
    assert snapshot(drills.read(drill.path, library).room) == snapshot(drill.room), "all of it, from the first vote on"


class FullDisk:
    """A file that takes some bytes of a line and then fails until there is room."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self._file, self.room = file, room

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(28, "No space left on device")
        written = self._file.write(data[: self.room])
        self.room -= written
        return written

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


@pytest.mark.parametrize("cut", [True, False], ids=["cut off", "torn"])
def test_a_full_disk_is_reported_and_everything_is_written_once_there_is_room(
    drill: drills.Drill, library: Library, monkeypatch: pytest.MonkeyPatch, cut: bool
) -> None:
    some_votes(drill)
    disk = FullDisk(drill._journal._file, 20)  # type: ignore[union-attr]
    monkeypatch.setattr(drill._journal, "_file", disk)
    if not cut:  # nor can the partial line be removed
        monkeypatch.setattr(disk, "truncate", lambda _: FullDisk.write(disk, b"?"), raising=False)
    notified: list[object] = []
    drill.listen(notified.append)
    drill.do(f.Next())
    assert "No space left" in (drill.problem or "")
    assert notified
    drill.do(f.Back())
    assert drill.path is not None
    assert drills.read(drill.path, library).room.phase is Phase.VOTE, "its content is intact and can be read"
    monkeypatch.undo()
    drill.do(f.Next())
    assert drill.problem is None
    drill.close()
    assert snapshot(drills.read(drill.path, library).room) == snapshot(drill.room)


def test_a_journal_that_cannot_be_created_leaves_nothing_behind(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("roleplay.records.drill_file.os.fsync", full)
        drill = drills.begin(library, tmp_path / "drills", "small", Plan(), "en", now)
        some_votes(drill)
        assert drill.problem == "No space left on device"
        assert list((tmp_path / "drills").iterdir()) == []
    drill.close()
    assert drill.path is not None
    assert snapshot(drills.read(drill.path, library).room) == snapshot(drill.room)


def test_a_journal_contains_no_token_and_is_private(drill: drills.Drill) -> None:
    token = "a" * 32
    drill.do(l.Join(drills.voter_from_token(token)))
    assert drill.path is not None
    assert token not in drill.path.read_text(encoding="utf-8")
    if os.name == "posix":
        assert drill.path.stat().st_mode & 0o077 == 0


def test_the_floor_accepts_only_learners_events(drill: drills.Drill) -> None:
    access = drills.LearnerAccess(drill)
    access.do(l.Join("v0"))
    for event in (f.Next(), f.End(), f.Take("good"), f.Arrange(Plan())):
        with pytest.raises(TypeError):
            access.do(event)  # type: ignore[arg-type]
    assert drill.room.phase is Phase.LOBBY
