"""Journal files: read exactly as written; anything else is refused with the number of the line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roleplay.reading.contents import Source
from roleplay.records import journal_file
from roleplay.records.journal import (
    FRAME_WORDS,
    JournalFault,
    JournalTrouble,
    PortableJournal,
    live_decisions,
    without_own_words,
)
from roleplay.records.journal_file import read_journal
from roleplay.records.journal_lines import chained, journal_text
from roleplay.records.journal_rows import journal_of
from roleplay.records.learner import learner_id
from roleplay.records.model import BranchPoint, GoalAnswer
from roleplay.records.store import RecordStore

from .conftest import RUBRIC, decision, new_attempt, result, source
from .test_deletion import SECRET, finished

LINES = ("journal", "source", "source", "attempt", "decision", "result", "reflection")


def read(path: Path) -> PortableJournal:
    journal = read_journal(path)
    assert isinstance(journal, PortableJournal), journal
    return journal


def fault(path: Path, text: str) -> tuple[str, int, str]:
    path.write_text(text, encoding="utf-8")
    read = read_journal(path)
    assert isinstance(read, JournalFault), "it was accepted as a journal"
    assert read.path == path
    return read.trouble, read.line, read.detail


def with_new_chain(lines: list[str]) -> str:
    """A file with changed lines and recomputed digests."""
    chain, changed_lines = "", []
    for line in map(json.loads, lines):
        line.pop("chain", None)
        chain = chained(chain, line)
        changed_lines.append(json.dumps({**line, "chain": chain}))
    return "".join(f"{line}\n" for line in changed_lines)


def full(store: RecordStore) -> None:
    """A record with some data of every kind."""
    first = finished(store, own_words=SECRET)
    branch = store.begin(new_attempt()._replace(branch=BranchPoint(first, 2)))
    store.decide(branch, decision(1)._replace(own_words=None, sure=None, guess=4))
    left = store.begin(new_attempt("other", seed=10**30))
    for number in (1, 2):
        store.decide(left, decision(number))
        store.take_back(left)
    store.decide(left, decision(3))
    store.hint(left)
    goal = next(goal for goal in store.goals() if goal.attempt_id == first)
    store.answer_goal(left, goal, GoalAnswer.PARTLY)
    store.end_goal(goal)
    abandoned = store.begin(new_attempt())
    store.abandon(abandoned)
    store.practice.add("focus", "heat.hear", {"percent": 50.5, "walk": ["a", "b"], "none": None}, "third-repair")
    store.practice.add("plan", "30", {"item": SECRET})
    store.replace_results({first: result(12.5)._replace(scoring=3)}, 3)


@pytest.fixture
def journal_path(store: RecordStore, folder: Path) -> Path:
    finished(store)
    path = folder / "journal.jsonl"
    path.write_text(journal_text(journal_of(store, own_words=True)), encoding="utf-8")
    return path


def test_reading_and_writing_reproduces_every_byte(store: RecordStore, tmp_path: Path) -> None:
    full(store)
    journal = journal_of(store, own_words=True, name="王芳")
    path = tmp_path / "journal.jsonl"
    path.write_text(journal_text(journal), encoding="utf-8")
    again = read(path)
    assert journal_text(again) == path.read_text(encoding="utf-8")
    assert again.learner == learner_id(store)
    assert again.name == "王芳"
    assert len(again.attempts) == 4
    assert again.practice == journal.practice
    assert again.sources == journal.sources
    for mine, theirs in zip(journal.attempts, again.attempts, strict=True):
        assert (mine.reflection, mine.earlier) == (theirs.reflection, theirs.earlier)
        assert [row._replace(seq=0) for row in mine.decisions] == [row._replace(seq=0) for row in theirs.decisions]
        assert mine.record._replace(kept=()) == theirs.record._replace(kept=())
        assert theirs.record.kept == live_decisions(theirs.decisions)
    assert journal_text(journal_of(store, own_words=True, name="王芳")) == journal_text(journal), "the same bytes"


def test_own_words_are_exported_only_on_request(store: RecordStore) -> None:
    full(store)
    store.set_setting("typed", SECRET)
    assert journal_text(journal_of(store, own_words=True)).count(SECRET) == 5
    text = journal_text(journal_of(store))
    assert SECRET not in text
    assert "您坐" not in text
    assert [event.kind for event in journal_of(store).practice] == ["focus"]


def test_only_the_selected_attempts_are_exported(store: RecordStore) -> None:
    full(store)
    first = store.history()[0].id
    named = journal_of(store, [first])
    assert [attempt.record.branch is None for attempt in named.attempts] == [True, False], "a what-if is included"
    assert named.practice == ()
    count_at_scene = journal_of(store, scenario_id="third-repair")
    assert {attempt.record.scenario_id for attempt in count_at_scene.attempts} == {"third-repair"}
    assert [event.about for event in count_at_scene.practice] == ["heat.hear"]


@pytest.mark.parametrize(("depth", "trouble"), [(40, "content"), (700, "content"), (20_000, "not_json")])
def test_nested_lists_are_limited(store: RecordStore, tmp_path: Path, depth: int, trouble: str) -> None:
    store.practice.add("plan", "30", {"item": 0})
    head, event, end = journal_text(journal_of(store, own_words=True)).splitlines()
    deep = event.replace('"item":0', f'"item":{"[" * depth}0{"]" * depth}')
    text = with_new_chain([head, deep, end]) if depth < 1000 else "\n".join((head, deep, end))
    assert fault(tmp_path / "x.jsonl", text)[:2] == (JournalTrouble(trouble), 2)


def test_cycles_of_branches_are_rejected(store: RecordStore, tmp_path: Path) -> None:
    first, second = finished(store), finished(store)
    journal = journal_of(store)
    other = {first: second, second: first}
    attempts = tuple(
        each._replace(record=each.record._replace(branch=BranchPoint(other[each.id], 1))) for each in journal.attempts
    )
    text = journal_text(journal._replace(attempts=attempts))
    assert fault(tmp_path / "x.jsonl", text)[::2] == (JournalTrouble.CONTENT, "parent")


@pytest.mark.parametrize("number", range(len(LINES) + 1))
def test_a_changed_missing_or_added_line_is_reported(journal_path: Path, number: int) -> None:
    lines = journal_path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert tuple(json.loads(line)["line"] for line in lines) == (*LINES, "end")
    before, line, after = "".join(lines[:number]), lines[number], "".join(lines[number + 1 :])
    changed = json.dumps({**json.loads(line), "language": "en", "lines": 9})
    assert fault(journal_path, f"{before}{changed}\n{after}") == (JournalTrouble.CHANGED, number + 1, "")
    if number:
        assert fault(journal_path, before + line + line + after)[1] == number + 2
        expected = JournalTrouble.CUT if number == len(LINES) else JournalTrouble.CHANGED
        at = number if number == len(LINES) else number + 1
        assert fault(journal_path, before + after)[:2] == (expected, at)
        assert fault(journal_path, before) == (JournalTrouble.CUT, number, "")
        assert fault(journal_path, before + line[:-9]) == (JournalTrouble.CUT, number + 1, "")
        assert fault(journal_path, f"{before}garbage\n{after}") == (JournalTrouble.NOT_JSON, number + 1, "")


def test_valid_digests_do_not_make_invalid_content_acceptable(journal_path: Path) -> None:
    lines = journal_path.read_text(encoding="utf-8").splitlines()
    at = {kind: LINES.index(kind) for kind in LINES}

    def refusal(kind: str, **values: object) -> tuple[str, int, str]:
        line = {**json.loads(lines[at[kind]]), **values}
        line = {key: value for key, value in line.items() if value is not ...}
        changed = [*lines[: at[kind]], json.dumps(line), *lines[at[kind] + 1 :]]
        return fault(journal_path, with_new_chain(changed))

    content = JournalTrouble.CONTENT
    itself = json.loads(lines[at["attempt"]])["id"]
    assert refusal("attempt", parent=itself, branch_turn=1) == (content, at["attempt"] + 1, "parent")
    assert refusal("journal", learner="Wang Fang") == (content, 1, "learner")
    assert refusal("journal", email="wang@example.org") == (content, 1, "email")
    assert refusal("source", text="id: other\n") == (content, 2, "text")
    assert refusal("decision", sure=4) == (content, 5, "sure")
    assert refusal("decision", choice=...) == (content, 5, "choice")
    assert refusal("decision", at="2026-03-01 09:00") == (content, 5, "at")
    assert refusal("decision", own_words="\ud800") == (content, 5, "own_words")
    assert refusal("decision", more=1) == (content, 5, "more")
    assert refusal("decision", attempt_id="x") == (JournalTrouble.PLACE, 5, "")
    assert refusal("decision", position=1) == (content, 4, "position"), "the attempt as a whole"
    assert refusal("result", scoring=...)[0] == content
    assert refusal("reflection", line="practice")[0] == content
    assert refusal("attempt", seed=7) == (content, 4, "seed")
    assert refusal("attempt", options={"own_words": 1}) == (content, 4, "options")
    assert refusal("decision", line="vote") == (content, 5, "line")
    twice = with_new_chain([*lines[:7], *lines[3:7], json.dumps({"line": "end", "lines": 12})])
    assert fault(journal_path, twice) == (JournalTrouble.PLACE, 8, "")
    assert fault(journal_path, with_new_chain([*lines[:7], lines[6], lines[7]])) == (JournalTrouble.PLACE, 8, "")
    assert fault(journal_path, with_new_chain(lines[:-1]) + '{"line": "end"}\n')[0] == JournalTrouble.CHANGED


def test_a_file_that_is_not_a_journal_is_reported_as_what_it_is(journal_path: Path, tmp_path: Path) -> None:
    text = journal_path.read_text(encoding="utf-8")
    assert fault(journal_path, text + "x") == (JournalTrouble.MORE, 9, "")
    assert fault(journal_path, "") == (JournalTrouble.NO_JOURNAL, 0, "")
    assert fault(journal_path, "id: desk\n") == (JournalTrouble.NO_JOURNAL, 1, "")
    assert fault(journal_path, '{"roleplay": "drill/1"}\n') == (JournalTrouble.DRILL, 1, "")
    assert fault(journal_path, '{"roleplay": "journal/2", "more": 1}\n') == (JournalTrouble.NEWER, 1, "journal/2")
    assert fault(journal_path, "[" * 100_000) == (JournalTrouble.NO_JOURNAL, 1, "")
    assert fault(journal_path, text.replace('"own_words":', '"own_words":false,"own_words":', 1))[:2] == (
        JournalTrouble.CHANGED,
        1,
    )
    assert fault(journal_path, text.replace('"seed":', '"seed":1,"seed":', 1))[0] is JournalTrouble.CHANGED
    for path in (tmp_path, tmp_path / "nowhere"):
        read = read_journal(path)
        assert isinstance(read, JournalFault)
        assert (read.trouble, read.line) == (JournalTrouble.UNREADABLE, 0)


def test_line_ends_and_a_byte_order_mark_may_change(journal_path: Path) -> None:
    text = journal_path.read_text(encoding="utf-8")
    journal_path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() + b"\r\n")
    assert journal_text(read(journal_path)) == text


def test_a_file_that_is_too_large_is_not_read(journal_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_file, "MAX_BYTES", 1000)
    read = read_journal(journal_path)
    assert isinstance(read, JournalFault)
    assert read.trouble is JournalTrouble.TOO_LARGE


def test_private_scenes_are_exported_only_with_own_words(store: RecordStore) -> None:
    private = source("scenario", "that-day", "id: that-day\nprivate: true  # nobody is to know\n")
    public = source("scenario", "third-repair", "id: third-repair\nsummary: |\n  private: true\n")
    for scene in (private, public, source("scenario", "my-incident-2", "id: my-incident-2\n")):
        finished_at(store, scene)
    store.practice.add("focus", "heat.hear", {}, "that-day")
    store.practice.add("return", store.attempts_at("third-repair")[0], {}, "third-repair")
    store.practice.add("focus", "heat.hear", {}, "my-incident")
    journal = journal_of(store)
    assert [attempt.record.scenario_id for attempt in journal.attempts] == ["third-repair"]
    assert set(journal.sources) == {public.digest, RUBRIC.digest}
    assert [event.kind for event in journal.practice] == ["return"]
    assert len(journal_of(store, own_words=True).attempts) == 3


def test_an_old_incident_is_recognised_by_its_template_unless_marked_public(store: RecordStore) -> None:
    old = source("scenario", "my-boss", f"id: my-boss\nsummary: {FRAME_WORDS[1]}\n")
    private_source = source(
        "scenario", "my-talk", f'id: my-talk\nsummary: {FRAME_WORDS[3]}\nopening: "So, private: no, I said"\n'
    )
    freed = source("scenario", "my-incident", f"# {FRAME_WORDS[0]}\nid: my-incident\nprivate: false\n")
    for scene in (old, private_source, freed):
        finished_at(store, scene)
    finished_at(store, source("scenario", "my-incident", "id: my-incident\nprivate:\n  # not yet\n  true\n"))
    journal = journal_of(store)
    assert set(journal.sources) == {freed.digest, RUBRIC.digest}, "judged by the text that each attempt was played on"
    assert [attempt.record.scenario_id for attempt in journal.attempts] == ["my-incident"]


def test_the_template_of_incidents_contains_the_sentences_that_identify_it() -> None:
    frame = (Path(__file__).parents[3] / "templates" / "own" / "incident.yaml").read_text(encoding="utf-8")
    assert all(words in frame for words in FRAME_WORDS)


def test_practice_without_attempts_names_no_private_scene(store: RecordStore) -> None:
    today = {"boss-shouted": "id: boss-shouted\nprivate: true\n", "third-repair": "id: third-repair\n"}
    for scene in (*today, "gone"):
        store.practice.add("example", "watch", {"done": True}, scene)
        store.practice.add("sitting", "mine", {"items": [{"scene": scene, "seed": 1}]})
    exported = without_own_words(journal_of(store, own_words=True), today.get).practice
    assert [event.scenario_id for event in exported if event.kind == "example"] == ["third-repair"]
    assert [event.data["items"][0]["scene"] for event in exported if event.kind == "sitting"] == [
        "third-repair",
        "gone",
    ]


def finished_at(store: RecordStore, scene: Source) -> None:
    id_ = store.begin(new_attempt(scene.id)._replace(bundle=(scene, RUBRIC)))
    store.decide(id_, decision(1))
    store.finish(id_, result())
