"""How a scene that is being written is said to stand: nothing is right that is not, and the gravest comes first."""

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
    """It as a file, a key a line."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def written(data: Data, *, examined: bool = True) -> SceneFile:
    """The file of a scene, as it stands once the slower checks have looked at it."""
    file = SceneFile(Path("small.yaml"), [])
    file.playtest.shared = read_shared(SHARED)
    file.playtest.take(text(data).encode())
    taken = file.playtest.draft
    if examined and taken is not None:
        file.playtest.take_examination(examine(explore_draft(taken)))
    return file


def with_error() -> Data:
    """It plays. The title is English only, a warning at the top; a walk ends elsewhere, an error further down."""
    return draft(title={"en": "T", "qq": "T"}, walks={"mine": {"choices": ["good", "good"], "ending": "lost"}})


def test_a_scene_in_order_plays_and_has_nothing_wrong_with_it() -> None:
    file = written(draft())
    assert file.playtest.findings == ()
    assert status(file, EN, SIGNS) == (f"{SIGNS.yes} plays", "good")
    assert counts_text(file.playtest, EN) == "nothing found"
    assert findings_note(file.playtest, EN) == ("Nothing is wrong with this file.", "good")


def test_with_errors_it_does_not_simply_play() -> None:
    file = written(with_error())
    assert file.playtest.attempt is not None
    assert status(file, EN, SIGNS) == (f"{SIGNS.no} plays, with errors", "bad")
    assert status(file, ZH, SIGNS) == (f"{SIGNS.no} 能演，但有错", "bad")


def test_errors_come_before_warnings() -> None:
    findings = written(with_error()).playtest.findings
    severities = [finding.severity for finding in findings]
    assert severities == sorted(severities, key=lambda severity: severity.rank)
    assert severities[0] is Severity.ERROR
    assert severities[-1] is not Severity.ERROR
    assert findings[0].span.line > findings[-1].span.line
    shown = findings_rows(findings, 0, ("", ""), EN, SIGNS, 80)
    assert findings[0].code in shown[0].text


def test_what_is_still_to_be_written_is_not_nothing() -> None:
    data = draft(summary="todo: what it is about")
    file = written(data)
    line = next(n for n, each in enumerate(text(data).splitlines(), 1) if "todo:" in each)
    assert file.playtest.findings == ()
    assert status(file, EN, SIGNS)[0] == f"{SIGNS.yes} plays"
    assert counts_text(file.playtest, EN) == "to be written: 1"
    told = f"Nothing is wrong with what is written. Still to be written: 1, the first in line {line}."
    assert findings_note(file.playtest, EN) == (told, "muted")
    assert findings_note(file.playtest, ZH)[0] == f"写好的部分没有问题。还有 1 处待写，第一处在第 {line} 行。"


def test_findings_and_what_is_to_be_written_are_counted_apart() -> None:
    file = written(with_error() | {"summary": "todo"})
    count = len(file.playtest.findings)
    assert counts_text(file.playtest, EN) == f"findings: {count}, to be written: 1"
    assert counts_text(file.playtest, ZH) == f"查出 {count} 条、待写 1 处"
    assert findings_note(file.playtest, EN)[0].startswith("Still to be written: 1, ")


def test_in_a_released_scene_each_such_place_is_a_finding_and_not_counted_twice() -> None:
    file = written(scene(status="released", summary="todo"))
    assert "RP411" in [finding.code for finding in file.playtest.findings]
    assert "to be written" not in counts_text(file.playtest, EN)


def test_checks_that_ended_in_an_error_have_not_found_nothing() -> None:
    file = written(draft(), examined=False)
    assert counts_text(file.playtest, EN) == "still checking"
    taken = file.playtest.draft
    assert taken is not None
    file.playtest.take_failure(taken, ValueError("x"))
    assert counts_text(file.playtest, EN) == "not all checked"
    assert findings_note(file.playtest, EN)[1] == "bad"


def test_what_is_open_stays_open_while_it_is_there() -> None:
    findings = written(with_error()).playtest.findings
    view = FindingsView(EN, SIGNS)
    assert view.current is None
    assert view.show(findings, ("", ""), EN)
    assert not view.show(findings, ("", ""), EN), "nothing is new"
    view.move(-1)
    assert view.current is findings[-1], "the list is a ring"
    assert view.show(findings[1:], ("", ""), EN)
    assert view.current is findings[-1]
    assert view.show(findings[:1], ("", ""), ZH)
    assert view.current is findings[0], "else the last there is"


def test_the_map_is_walked_about_on_as_a_ring() -> None:
    playtest = written(draft()).playtest
    view = MapView(EN, SIGNS, ascii=False)
    assert view.rows(80)[0].text == EN("edit.no_map")
    view.move(1)
    assert view.place is None
    assert playtest.attempt is not None
    here = playtest.attempt.state.passage.id
    marks = MapMarks(here, {here}, set())
    assert view.show(playtest.chart, marks, EN)
    assert not view.show(playtest.chart, marks, EN), "nothing is new"
    drawn = view.rows(80)
    assert view.cursor == here
    assert [row.key for row in drawn if row.key is not None] == list(range(len(view.passages)))
    for _ in view.passages:
        view.move(1)
    assert view.cursor == here
    assert not view.choose(len(view.passages) - 1), "it is chosen only now"
    assert view.choose(len(view.passages) - 1)
    assert view.show(playtest.chart, marks._replace(current=view.passages[-1]), EN)
    assert view.cursor == view.passages[-1], "where one has come to"
