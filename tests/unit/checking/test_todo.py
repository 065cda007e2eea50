"""What is still to be written: counted in a draft, a finding in a released scene."""

from __future__ import annotations

import pytest

from builders import SHARED, Data, SharedTexts, changed, choice, ending, node, read_shared, story_scene, yaml
from desk_scene import DESK_FILES
from draft_scene import draft_scene
from roleplay.checking.subject import Subject
from roleplay.checking.todo import check_todo, todo_places
from roleplay.reading.folders import check_scene
from roleplay.scene.model import Bundle, Scenario

SCENE = """\
roleplay: scenario/1
id: small
language: en
title: A title
summary: "todo: what it is about"
family: complaint
difficulty: 2
minutes: 5
status: draft
rubrics: [main]
brief: {role: You., situation: todo, authority: a, channel: c, goal: g}
cast:
  ann: {name: Ann, persona: base}
meters:
  anger: {start: 80, name: {en: TODO anger, zh: 怒气}, better: low}
tags: [todo]
start: todo
nodes:
  todo:
    speaker: ann
    says:
      - when: {anger: ">= 70"}
        text: {zh: 待写：她怎么开口, en: Well?}
      - text: "[todo]"
    choices:
      - id: todo
        say: {zh: 待写, en: todo}
        moves: [listen]
        why: todo
        goto: more
      - id: b
        say: Well.
        moves: [cut_in]
        reply: todo
        why: because
        goto: kept
  more:
    todo: {zh: 她要见经理, en: she asks for the manager and will not say why though you ask her twice and then again}
    says: todo
    goto: [kept, todo]
endings:
  kept: {title: Kept, text: todo she stays, outcome: success}
pass: {endings: [kept]}
discussion: [todo]
walks:
  todo: {choices: [b], ending: kept}
"""

PLACES = [
    ("summary", "todo: what it is about"),
    ("brief.situation", "todo"),
    ("meters.anger.name.en", "TODO anger"),
    ("nodes.todo.says.0.text.zh", "待写：她怎么开口"),
    ("nodes.todo.says.1.text", "[todo]"),
    ("nodes.todo.choices.0.say.zh", "待写"),
    ("nodes.todo.choices.0.say.en", "todo"),
    ("nodes.todo.choices.0.why", "todo"),
    ("nodes.todo.choices.1.reply", "todo"),
    ("nodes.more.todo", "她要见经理"),
    ("endings.kept.text", "todo she stays"),
    ("discussion.0", "todo"),
]


def subject_of(text: str, name: str = "small", files: SharedTexts = SHARED) -> Subject:
    shared = read_shared(files)
    findings = check_scene(text.encode(), f"{name}.yaml", shared)
    assert isinstance(findings.value, Scenario), [diagnostic.message() for diagnostic in findings.diagnostics]
    return Subject(Bundle(findings.value, *shared), findings.document)


def test_every_place_is_listed_once_in_the_order_of_the_file() -> None:
    stubs = todo_places(subject_of(SCENE))
    assert [(".".join(map(str, stub.path)), stub.note) for stub in stubs] == PLACES


def test_names_called_todo_are_ordinary_names() -> None:
    written = SCENE
    for note in ("todo: what it is about", "TODO anger", "待写：她怎么开口", '"[todo]"', "todo she stays"):
        written = changed(written, note, "written")
    for old, new in (
        ("situation: todo", "situation: s"),
        ("say: {zh: 待写, en: todo}", "say: Yes."),
        ("why: todo\n", "why: w\n"),
        ("reply: todo\n", "reply: r\n"),
        ("discussion: [todo]", "discussion: [Why?]"),
    ):
        written = changed(written, old, new)
    assert [".".join(map(str, stub.path)) for stub in todo_places(subject_of(written))] == ["nodes.more.todo"]


def test_a_long_note_is_truncated() -> None:
    text = changed(SCENE, "{zh: 她要见经理, en: she", "she").replace("and then again}", "and then again")
    note = next(stub.note for stub in todo_places(subject_of(text)) if stub.path[-1] == "todo")
    assert note == "she asks for the manager and will not say why though you as…"
    assert len(note) == 60


def test_todo_notes_in_a_draft_are_not_mistakes() -> None:
    assert check_todo(subject_of(SCENE), release=False) == []


@pytest.mark.parametrize("release", [False, True])
def test_in_a_released_scene_each_place_is_a_finding_at_its_line(release: bool) -> None:
    findings = check_todo(subject_of(changed(SCENE, "status: draft", "status: released")), release)
    assert [finding.code for finding in findings] == ["RP411"] * len(PLACES)
    assert [finding.details["text"] for finding in findings] == [note for _, note in PLACES]
    assert "她怎么开口" in findings[3].source_line
    assert findings[0].message() == "this has not been written yet: todo: what it is about"
    lines = [finding.span.line for finding in findings]
    assert lines == sorted(lines)


def test_a_draft_in_a_release_check_is_a_finding_as_well() -> None:
    findings = check_todo(subject_of(SCENE), release=True)
    assert [finding.code for finding in findings] == ["RP411"] * len(PLACES) + ["RP415"]
    assert findings[-1].source_line == "status: draft"


def test_a_finished_scene_has_no_findings() -> None:
    data: Data = story_scene(
        nodes={"one": node(choice("a", "end"), choice("b", "end", ["cut_in"]))}, endings={"end": ending()}
    )
    for release in (False, True):
        assert check_todo(subject_of(yaml({**data, "status": "released"})), release) == []


def test_a_scene_with_nothing_written_can_be_examined() -> None:
    stubs = todo_places(subject_of(yaml(draft_scene()), "desk", DESK_FILES))
    notes = [stub for stub in stubs if stub.path[-1] == "todo"]
    assert [stub.path for stub in notes] == [("nodes", "two", "todo")]
    pairs = [stub.path[:-1] for stub in stubs if stub.path[-1] in ("zh", "en")]
    assert len(pairs) == 2 * len(set(pairs)) > 40
