"""The reported status of a scene being written: no error is hidden, and the gravest finding comes first."""

from __future__ import annotations

import json
from pathlib import Path

from builders import SHARED, Data, read_shared, scene
from roleplay.authoring.examination import examine, explore_draft
from roleplay.authoring.scene_file import SceneFile
from roleplay.locales import catalogue
from roleplay.presenting.editing import counts_text, findings_note, status
from roleplay.presenting.rows.findings import FindingsView, findings_rows
from roleplay.presenting.rows.scene_map import MapMarks, MapView
from roleplay.reading.diagnostics import Severity
from roleplay.text.glyphs import glyphs

EN, ZH = catalogue("en"), catalogue("zh")
SIGNS = glyphs()


def draft(**changes: object) -> Data:
    """A draft with nothing wrong in it."""
    return scene(status="draft", pass_={"endings": ["end"]}, **changes)


def text(data: Data) -> str:
    """The draft as a file, a key per line."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def scene_file(data: Data, *, examined: bool = True) -> SceneFile:
    """The file of a scene after the slower checks have run."""
    file = SceneFile(Path("small.yaml"), [])
    file.playtest.shared = read_shared(SHARED)
    file.playtest.take(text(data).encode())
    draft_taken = file.playtest.draft
    if examined and draft_taken is not None:
        file.playtest.take_examination(examine(explore_draft(draft_taken)))
    return file


def with_error() -> Data:
    """A playable draft with an English-only title (a warning at the top) and a walk that ends elsewhere (an error)."""
    return draft(title={"en": "T", "qq": "T"}, walks={"mine": {"choices": ["good", "good"], "ending": "lost"}})


def test_a_scene_in_order_plays_and_has_nothing_wrong_with_it() -> None:
    file = scene_file(draft())
    assert file.playtest.findings == ()
    assert status(file, EN, SIGNS) == (f"{SIGNS.yes} plays", "good")
    assert counts_text(file.playtest, EN) == "nothing found"
    assert findings_note(file.playtest, EN) == ("Nothing is wrong with this file.", "good")


def test_the_status_of_a_scene_with_errors_mentions_them() -> None:
    file = scene_file(with_error())
    assert file.playtest.attempt is not None
    assert status(file, EN, SIGNS) == (f"{SIGNS.no} plays, with errors", "bad")
    assert status(file, ZH, SIGNS) == (f"{SIGNS.no} 能演，但有错", "bad")


def test_errors_come_before_warnings() -> None:
    findings = scene_file(with_error()).playtest.findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=lambda severity: severity.rank)
    assert severities[0] is Severity.ERROR
    assert severities[-1] is not Severity.ERROR
    assert findings[0].span.line > findings[-1].span.line
    shown = findings_rows(findings, 0, ("", ""), EN, SIGNS, 80)
    assert findings[0].code in shown[0].text


def test_unwritten_passages_are_mentioned_when_nothing_is_wrong() -> None:
    data = draft(summary="todo: what it is about")
    file = scene_file(data)
    line = next(n for n, each in enumerate(text(data).splitlines(), 1) if "todo:" in each)
    assert file.playtest.findings == ()
    assert status(file, EN, SIGNS)[0] == f"{SIGNS.yes} plays"
    assert counts_text(file.playtest, EN) == "to be written: 1"
    message = f"Nothing is wrong with what is written. Still to be written: 1, the first in line {line}."
    assert findings_note(file.playtest, EN) == (message, "muted")
    assert findings_note(file.playtest, ZH)[0] == f"写好的部分没有问题。还有 1 处待写，第一处在第 {line} 行。"


def test_findings_and_unwritten_passages_are_counted_separately() -> None:
    file = scene_file(with_error() | {"summary": "todo"})
    count = len(file.playtest.findings)
    assert counts_text(file.playtest, EN) == f"findings: {count}, to be written: 1"
    assert counts_text(file.playtest, ZH) == f"查出 {count} 条、待写 1 处"
    assert findings_note(file.playtest, EN)[0].startswith("Still to be written: 1, ")


def test_unwritten_passages_of_a_released_scene_are_findings_and_counted_once() -> None:
    file = scene_file(scene(status="released", summary="todo"))
    assert "RP411" in [finding.code for finding in file.playtest.findings]
    assert "to be written" not in counts_text(file.playtest, EN)


def test_failed_checks_are_not_reported_as_no_findings() -> None:
    file = scene_file(draft(), examined=False)
    assert counts_text(file.playtest, EN) == "still checking"
    draft_taken = file.playtest.draft
    assert draft_taken is not None
    file.playtest.take_failure(draft_taken, ValueError("x"))
    assert counts_text(file.playtest, EN) == "not all checked"
    assert findings_note(file.playtest, EN)[1] == "bad"


def test_the_open_finding_stays_open_while_it_exists() -> None:
    findings = scene_file(with_error()).playtest.findings
    view = FindingsView(EN, SIGNS)
    assert view.current is None
    assert view.show(findings, ("", ""), EN)
    assert not view.show(findings, ("", ""), EN), "nothing has changed"
    view.move(-1)
    assert view.current is findings[-1], "the list wraps around"
    assert view.show(findings[1:], ("", ""), EN)
    assert view.current is findings[-1]
    assert view.show(findings[:1], ("", ""), ZH)
    assert view.current is findings[0], "otherwise the last one left"


def test_moving_on_the_map_wraps_around() -> None:
    playtest = scene_file(draft()).playtest
    view = MapView(EN, SIGNS, ascii=False)
    assert view.rows(80)[0].text == EN("edit.no_map")
    view.move(1)
    assert view.place is None
    assert playtest.attempt is not None
    here = playtest.attempt.state.passage.id
    marks = MapMarks(here, {here}, set())
    assert view.show(playtest.chart, marks, EN)
    assert not view.show(playtest.chart, marks, EN), "nothing has changed"
    drawn = view.rows(80)
    assert view.cursor == here
    assert [row.key for row in drawn if row.key is not None] == list(range(len(view.passages)))
    for _ in view.passages:
        view.move(1)
    assert view.cursor == here
    assert not view.choose(len(view.passages) - 1), "it was not chosen before"
    assert view.choose(len(view.passages) - 1)
    assert view.show(playtest.chart, marks._replace(current=view.passages[-1]), EN)
    assert view.cursor == view.passages[-1], "the current place"
