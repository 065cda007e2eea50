"""The report files of a drill."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import bundle, library, scene
from drill_rooms import HOT_SEAT, advance_to, apply_all, vote
from drill_rooms import room as room_of
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import Event
from roleplay.drill.plan import Form, Plan
from roleplay.drill.road import road
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.drill.timeline import Timeline
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.class_debrief import class_debrief
from roleplay.presenting.facts.debrief import TOO_MANY, foresight
from roleplay.reports import classroom
from roleplay.workspace import drills
from strategies import quick

from .played_drills import CONTEST, HOSTILE, Page, PlayedDrill, hostile_bundle, play, table

WORDS = catalogue("en")
PLANS = (Plan(own_words=True, names=True), CONTEST, HOT_SEAT)
SEEDS = st.integers(0, 10_000)
#: The columns of vote counts.
VOTES = ("votes before", "votes after", "votes once more")


def example_drill() -> PlayedDrill:
    """Six votes on one, of which three after the discussion on good; three on two; the road: good, bad."""
    room = room_of(learners=3)
    advance_to(room, Phase.VOTE)
    vote(room, "good", "bad", "bad")
    apply_all(room, f.Hands(tuple(2 if choice == "name" else 0 for choice in room.choices)))
    apply_all(room, f.Discuss(), f.Next())
    vote(room, "good", "good", "good")
    apply_all(room, f.Click("bad"), f.Skip(), f.Take("good"))
    advance_to(room, Phase.VOTE)
    vote(room, "good", "again", "bad")
    apply_all(room, f.Skip(), f.Take("bad"), f.End())
    return PlayedDrill(room)


# -- the table ---------------------------------------------------------------------


def test_the_table_has_a_row_for_each_line_of_each_round() -> None:
    rows = table(classroom.as_csv(example_drill(), WORDS))
    assert [(row["round"], row["node"]) for row in rows] == [("1", "one")] * 3 + [("2", "two")] * 3
    by_row = {(row["round"], row["choice"]): row for row in rows}
    votes = ("votes before", "hands before", "keypads before", "votes after", "hands after", "keypads after")
    assert [by_row["1", "good"][key] for key in votes] == ["1", "0", "0", "3", "0", "0"]
    assert [by_row["1", "bad"][key] for key in votes] == ["2", "0", "0", "1", "0", "1"]
    assert [by_row["1", "name"][key] for key in votes] == ["2", "2", "0", "0", "0", "0"]
    assert [by_row["2", "again"][key] for key in votes] == ["1", "0", "0", "", "", ""]
    assert [row["choice"] for row in rows if row["said"]] == ["good", "bad"]
    assert [row["by"] for row in rows if row["by"]] == ["the majority's line", "the facilitator's pick"]
    assert {row["choice"] for row in rows if row["best here"] and row["round"] == "2"} == {"good", "again"}
    *_, hear, act = next(iter(classroom.as_csv(example_drill(), WORDS).splitlines())).split(",")
    assert (hear, act) == ("hear", "act")
    last = {
        line.split(",")[2]: line.split(",")[-2:] for line in classroom.as_csv(example_drill(), WORDS).splitlines()[4:]
    }
    assert last == {"good": ["0", "2"], "bad": ["0", "-2"], "again": ["2", "0"]}
    first = {
        line.split(",")[2]: line.split(",")[-2:] for line in classroom.as_csv(example_drill(), WORDS).splitlines()[1:4]
    }
    assert first == {"good": ["2", ""], "bad": ["-2", ""], "name": ["1", ""]}


def test_the_table_has_the_criteria_of_every_rubric_under_its_name() -> None:
    class_ = Room(bundle(scene(rubrics=["main", "side"])), Plan())
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Skip(), f.Take("bad"), f.End())
    rows = {row["choice"]: row for row in table(classroom.as_csv(PlayedDrill(class_), WORDS))}
    assert (rows["good"]["main: hear"], rows["good"]["side: tone"]) == ("2", "1")
    assert (rows["bad"]["main: hear"], rows["bad"]["main: act"]) == ("-2", "")


def test_a_third_vote_has_its_own_columns_and_numbers() -> None:
    room = room_of(learners=2)
    advance_to(room, Phase.VOTE)
    vote(room, "good", "bad")
    apply_all(room, f.Discuss(), f.Next())
    vote(room, "bad", "bad")
    apply_all(room, f.Next(), f.Discuss(), f.Discuss())
    vote(room, "good", "good")
    apply_all(room, f.Next(), f.Skip(), f.Next(), f.End())
    rows = table(classroom.as_csv(PlayedDrill(room), WORDS))
    assert {row["choice"]: tuple(row[key] for key in VOTES) for row in rows if row["votes before"] != "0"} == {
        "good": ("1", "0", "2"),
        "bad": ("1", "2", "0"),
    }
    assert not set(table(classroom.as_csv(example_drill(), WORDS))[0]) & {"votes once more"}
    first = json.loads(classroom.as_jsonl(PlayedDrill(room), WORDS).splitlines()[1])
    votes = {line["choice"]: line["votes"] for line in first["choices"]}
    assert (votes["good"], first["shift"]) == ([1, 0, 2], 50)
    assert "Once more (2)" in classroom.as_html(PlayedDrill(room), WORDS)


def test_no_cell_is_a_formula() -> None:
    drill = play(CONTEST, 3, scene=hostile_bundle())
    assert road(drill.room)
    rows = table(classroom.as_csv(drill, WORDS))
    texts = {row["text"] for row in rows if row["node"] == "one"}
    assert {"'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(1)", "'＝1"} <= texts
    for row in rows:
        for column, cell in row.items():
            assert not str(cell).startswith(("=", "+", "@", "＝", "\t", "\r")), (column, cell)
            assert not str(cell).startswith("-") or cell[1:].isdigit()  # only numbers, not text
    assert "\t" not in classroom.as_csv(drill, WORDS)


def contest() -> PlayedDrill:
    """Red and blue on good and bad, both on good after the discussion; then only blue, on bad."""
    room = room_of(Plan(form=Form.CONTEST, teams=("red", "=blue")), 2)
    advance_to(room, Phase.VOTE)
    vote(room, "good", "bad")
    apply_all(room, f.Discuss(), f.Next())
    vote(room, "good", "good")
    apply_all(room, f.Skip(), f.Take("good"))
    advance_to(room, Phase.VOTE)
    vote(room, "bad", first=1)
    apply_all(room, f.Skip(), f.Take("bad"))
    return PlayedDrill(room)


def test_if_tables_vote_every_export_says_which_voted_for_what() -> None:
    rows = table(classroom.as_csv(contest(), WORDS))
    assert {(row["round"], row["choice"]): row["tables"] for row in rows if row["tables"]} == {
        ("1", "good"): "red, =blue",
        ("2", "bad"): "'=blue",
    }
    _, *rounds, _ = (json.loads(line) for line in classroom.as_jsonl(contest(), WORDS).splitlines())
    assert [{row["choice"]: row["tables"] for row in round["choices"] if row["tables"]} for round in rounds] == [
        {"good": ["red", "=blue"]},
        {"bad": ["=blue"]},
    ]
    record = classroom.as_html(contest(), WORDS).split('class="round"')[1:]
    named = [re.findall("<small>([^<]*)</small></td>", round) for round in record]
    shown = class_debrief(contest().room, WORDS).rounds[0].votes.lines
    before = {"good": ["red", "red, =blue"], "bad": ["=blue"]}  # before, then after; nobody on bad after
    assert named == [[names for line in shown for names in before.get(line.line.id, [])], ["=blue"]]


def test_if_learners_vote_no_export_has_tables() -> None:
    assert "tables" not in classroom.as_csv(example_drill(), WORDS).splitlines()[0].split(",")
    _, one, *_ = (json.loads(line) for line in classroom.as_jsonl(example_drill(), WORDS).splitlines())
    assert [choice["tables"] for choice in one["choices"]] == [[], [], []]
    assert not re.search("<small>[^<]*</small></td>", classroom.as_html(example_drill(), WORDS))


# -- the lines ---------------------------------------------------------------------


def test_the_lines_have_the_same_keys_in_every_language() -> None:
    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: keys(inner) for key, inner in value.items()}
        return [keys(inner) for inner in value] if isinstance(value, list) else None

    for plan in PLANS:
        drill = play(plan, 1)
        chinese, english = (
            [json.loads(line) for line in classroom.as_jsonl(drill, catalogue(language)).splitlines()]
            for language in LANGUAGES
        )
        assert keys(chinese) == keys(english)
        assert [line["line"] for line in chinese] == ["drill", *["round"] * len(drill.room.stage.road), "end"]
        assert all(json.dumps(line) for line in chinese)


def test_the_lines_contain_the_scene_the_rounds_and_the_ending() -> None:
    head, one, two, end = (json.loads(line) for line in classroom.as_jsonl(example_drill(), WORDS).splitlines())
    assert (head["roleplay"], head["scene"], head["form"], head["learners"]) == ("class/1", "small", "class", 3)
    assert (head["rubric"], head["criteria"]) == ("main", ["main.hear", "main.act"])
    assert head["votes"] == 5 + 4 + 3
    assert (one["said"], one["by"], one["discussed"]) == ("good", "majority", True)
    assert one["shift"] == 75 - 20  # 3 of 4 after, 1 of 5 before
    good = next(choice for choice in one["choices"] if choice["choice"] == "good")
    assert (good["votes"], good["hands"], good["best"], good["points"]) == ([1, 3], [0, 0], True, {"main.hear": 2})
    assert [choice["votes"][1] for choice in two["choices"]] == [None, None, None]
    assert (end["ending"], end["outcome"], end["passed"]) == ("lost", "failure", False)
    assert end["scores"]["main.hear"] == 0.5  # 2 + 0 of 4
    assert end["scores"]["main.act"] is None
    assert end["costs"] == [0, 14]
    unknown = json.loads(classroom.as_jsonl(example_drill(), WORDS, TOO_MANY).splitlines()[-1])
    assert unknown["costs"] == [None, None]


def test_the_lines_contain_the_time_the_group_and_the_discussion() -> None:
    asked = [{"when": {f"visits.{name}": ">= 1"}, "text": f"And {name}?"} for name in ("one", "two")]
    class_ = Room(bundle(scene(discussion=["Why?", *asked])), Plan())
    timeline = Timeline("2031-05-06T07:08:00+00:00")
    events: list[Event] = [f.Next(), f.Next(), f.Skip(), f.Take("good"), f.Back(), f.Take("good"), f.End()]
    for second, event in enumerate(events):
        apply_all(class_, event)
        timeline.note(class_.stage, f"2031-05-06T07:09:0{second}+00:00")
    apply_all(class_, f.Group("  Night\u202e shift "))
    drill = PlayedDrill(class_, timeline=timeline)
    head, round, end = (json.loads(line) for line in classroom.as_jsonl(drill, WORDS).splitlines())
    assert (head["begun"], head["group"]) == ("2031-05-06T07:08:00+00:00", "Night shift")
    assert head["rubrics"] == {"main": ["main.hear", "main.act"]}
    assert {phase: time[14:19] for phase, time in round["times"].items()} == {
        "present": "09:00",
        "vote": "09:01",
        "path": "09:02",
    }
    assert {phase: time[14:19] for phase, time in end["times"].items()} == {"lobby": "08:00", "debrief": "09:06"}
    assert end["discussion"] == ["Why?", "And one?", "And two?"]  # not the questions of another road


def test_sheets_and_standings_are_in_the_last_line() -> None:
    contest = json.loads(classroom.as_jsonl(play(CONTEST, 5), WORDS).splitlines()[-1])
    assert sorted(row["table"] for row in contest["standings"]) == sorted(HOSTILE[:4])
    assert contest["observed"] == []
    stage = json.loads(classroom.as_jsonl(play(HOT_SEAT, 5), WORDS).splitlines()[-1])
    assert [row["criterion"] for row in stage["observed"]] == ["main.hear", "main.act"]
    assert stage["standings"] == []
    for row in stage["observed"]:
        assert row["observers"] == 3
        assert all({"round", "against", "unseen", "for_it", "rubric"} == set(mark) for mark in row["marks"])


# -- the page ----------------------------------------------------------------------


def self_contained_page(text: str) -> Page:
    """The page, which must be self-contained and passive."""
    page = Page(text)
    assert {"script", "link", "img", "iframe", "object", "base"}.isdisjoint(tag for tag, _ in page.tags)
    for _, attributes in page.tags:
        assert not {"src", "href"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in text
    assert "@import" not in text
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS, ids=[plan.form.value for plan in PLANS])
def test_the_page_is_self_contained(plan: Plan, language: str) -> None:
    page = self_contained_page(classroom.as_html(play(plan, 2), catalogue(language)))
    assert dict(page.tags)["html"] == {"lang": "zh-CN" if language == "zh" else "en"}
    policy = next(a for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert (policy["content"] or "").startswith("default-src 'none'")


@pytest.mark.parametrize("plan", PLANS, ids=[plan.form.value for plan in PLANS])
def test_the_page_shows_the_whole_debrief(plan: Plan) -> None:
    drill = play(plan, 4)
    values = foresight(drill.room.attempt)
    debrief = class_debrief(drill.room, WORDS, values)
    text = Page(classroom.as_html(drill, WORDS, values)).text
    expected = [
        debrief.title,
        debrief.turnout,
        debrief.largest_shift,
        debrief.debrief.ending.verdict,
        debrief.debrief.goal,
        drill.id,
    ]
    for round in debrief.rounds:
        expected += [round.heard, round.shift, round.by_text, *(line.line.text for line in round.votes.lines)]
        expected += [str(line.first) for line in round.votes.lines if line.first is not None]
    for turn in debrief.debrief.turns:
        expected += [turn.cost_text, turn.coach.why, turn.coach.better or "", turn.coach.crossed, turn.no_return]
        expected += [move.name for move in turn.coach.moves]
    for rubric in debrief.debrief.rubrics:
        expected += [
            rubric.name,
            rubric.score,
            rubric.unassessed,
            *rubric.order,
            *(criterion.target for criterion in rubric.criteria),
        ]
    panel = debrief.debrief.ending.kpi
    if panel is not None:
        expected += [panel.title, panel.about, panel.composite, panel.source]
        expected += [part for figure in panel.figures for part in figure]
    for sheet in debrief.sheets:
        expected += [sheet.name, sheet.agreement, *(grade.anchor for grade in sheet.grades)]
    if debrief.standings is not None:
        expected += [
            part for table in debrief.standings.tables for part in (table.name, table.score, table.cost, table.votes)
        ]
        expected += debrief.standings.notes
    expected += [own.text for exhibit in debrief.gallery for own in exhibit.own]
    for piece in expected:
        assert piece in text, piece


@pytest.mark.parametrize(("language", "day"), [("en", "6 May 2031"), ("zh", "2031年5月6日")])
def test_the_title_is_the_scene_the_group_and_the_day_in_words(language: str, day: str) -> None:
    class_ = room_of()
    text = classroom.as_html(PlayedDrill(class_), catalogue(language))
    assert f"<title>Small · {day}</title>" in text
    apply_all(class_, f.Group("<b>夜班</b>"))
    text = classroom.as_html(PlayedDrill(class_), catalogue(language))
    assert f"<title>Small · &lt;b&gt;夜班&lt;/b&gt; · {day}</title>" in text
    assert f"<b>夜班</b> · {day}" in self_contained_page(text).texts


def test_peoples_input_is_text_on_the_page() -> None:
    drill = play(CONTEST, 6, {f"voter-{n}": text for n, text in enumerate(HOSTILE[:4])}, hostile_bundle())
    text = classroom.as_html(drill, WORDS)
    page = self_contained_page(text)
    for piece in HOSTILE:
        assert piece in page.text, piece
    assert dict(page.tags)["style"] == {}
    bad = "\x1b[2J\u202eevil\x00"
    assert bad not in classroom.as_html(play(CONTEST._replace(teams=(bad, "b")), 6), WORDS)


def test_a_drill_that_never_began_has_a_page_too() -> None:
    drill = PlayedDrill(room_of())
    page = Page(classroom.as_html(drill, WORDS))
    assert "Small" in page.text
    assert "This conversation is not over yet." in page.text
    assert len(table(classroom.as_csv(drill, WORDS))) == 0
    assert len(classroom.as_jsonl(drill, WORDS).splitlines()) == 2


# -- counts without names ------------------------------------------------------------


@given(st.sampled_from(PLANS), SEEDS)
@quick
def test_all_counts_in_an_export_are_the_counted_votes(plan: Plan, seed: int) -> None:
    drill = play(plan, seed)
    ballots = [ballot for taken in road(drill.room) for ballot in taken.ballots if ballot is not None]
    counted = sum(len(ballot.votes) + sum(ballot.hands) + len(ballot.clicks) for ballot in ballots)
    rows = table(classroom.as_csv(drill, WORDS))
    assert sum(int(row.get(key) or 0) for row in rows for key in VOTES) == counted
    head, *rounds, _ = (json.loads(line) for line in classroom.as_jsonl(drill, WORDS, TOO_MANY).splitlines())
    assert head["votes"] == counted
    assert sum(count or 0 for round in rounds for choice in round["choices"] for count in choice["votes"]) == counted
    hands = sum(int(row[key] or 0) for row in rows for key in ("hands before", "hands after"))
    clicks = sum(int(row[key] or 0) for row in rows for key in ("keypads before", "keypads after"))
    assert hands == sum(sum(ballot.hands) for ballot in ballots)
    assert clicks == sum(len(ballot.clicks) for ballot in ballots)


TYPED = st.lists(st.text(max_size=20), min_size=4, max_size=4)
DIGESTS = st.lists(st.text("0123456789abcdef", min_size=32, max_size=32), min_size=4, max_size=4, unique=True)


@given(st.sampled_from(PLANS), SEEDS, DIGESTS, TYPED)
@quick
def test_an_export_identifies_nobody(plan: Plan, seed: int, voters: list[str], typed: list[str]) -> None:
    """The export does not depend on who votes, or on their names and own words."""
    if plan.teams:  # tables' own lines are shown in the gallery; names never are
        plan = plan._replace(own_words=False)

    def exports(people: dict[str, str]) -> list[str]:
        drill = play(plan, seed, people)
        return [
            classroom.as_html(drill, WORDS, TOO_MANY),
            classroom.as_csv(drill, WORDS),
            classroom.as_jsonl(drill, WORDS, TOO_MANY),
        ]

    # own words must be there for all or for nobody, as otherwise the requests for them differ
    people = {voter: "n" + text for voter, text in zip(voters, typed, strict=True)}
    others = {f"other-{n}": "somebody else" for n in range(4)}
    assert exports(people) == exports(others)


def test_names_and_digests_are_nowhere() -> None:
    people = {f"{n:032x}": f"Zoë{n}" for n in range(0xA0, 0xA4)}
    for plan in PLANS:
        plan = plan._replace(own_words=not plan.teams and plan.own_words, names=True)
        drill = play(plan, 8, people)
        assert len(drill.room.people) == 4
        for text in (
            classroom.as_html(drill, WORDS),
            classroom.as_csv(drill, WORDS),
            classroom.as_jsonl(drill, WORDS),
        ):
            for voter, name in people.items():
                assert voter not in text
                assert name not in text


def test_own_words_are_included_on_request_and_anonymous() -> None:
    room = room_of(learners=3, own_words=True)
    advance_to(room, Phase.OWN_WORDS)
    apply_all(room, l.OwnWords("v0", 1, "=Sum"), l.OwnWords("v1", 1, "Please sit <b>."), l.OwnWords("v2", 1, "rude"))
    apply_all(room, f.ShowWords(True), f.DropWords(2), f.Skip(), f.Take("good"), f.End())
    drill = PlayedDrill(room)
    page, rows, lines = (
        render(drill, WORDS, own_words=True) for render in (classroom.as_html, classroom.as_csv, classroom.as_jsonl)
    )
    assert "<li>=Sum</li><li>Please sit &lt;b&gt;.</li>" in page
    own = [row for row in table(rows) if row["by"] == "handed in, in their own words"]
    assert [(row["round"], row["node"], row["text"]) for row in own] == [
        ("1", "one", "'=Sum"),
        ("1", "one", "Please sit <b>."),
    ]
    assert json.loads(lines.splitlines()[1])["own"] == ["=Sum", "Please sit <b>."]
    for text in (classroom.as_html(drill, WORDS), classroom.as_csv(drill, WORDS), classroom.as_jsonl(drill, WORDS)):
        assert "Please sit" not in text
    assert "rude" not in page + rows + lines


# -- files -------------------------------------------------------------------------


def test_three_files_named_after_the_drill(tmp_path: Path) -> None:
    drill = example_drill()
    folder = tmp_path / "new" / "folder"
    paths = classroom.write(drill, folder, catalogue("zh"))
    assert [path.name for path in paths] == [f"{drill.id}.{suffix}" for suffix in ("html", "csv", "jsonl")]
    assert sorted(folder.iterdir()) == sorted(paths)
    page, rows, lines = (path.read_bytes() for path in paths)
    assert rows.startswith("\ufeff轮,节点".encode())  # otherwise Excel does not read Chinese
    assert b"\r\n" in rows
    assert not page.startswith(b"\xef\xbb\xbf")
    assert lines.decode() == classroom.as_jsonl(drill, catalogue("zh"))
    assert classroom.write(drill, folder, WORDS, formats=("csv",)) == [paths[1]]
    assert paths[1].read_text(encoding="utf-8-sig").startswith("round,node")
    assert sorted(folder.iterdir()) == sorted(paths)


def test_a_file_is_replaced_atomically(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drill = example_drill()
    path = tmp_path / f"{drill.id}.html"
    path.write_text("before")

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        classroom.write(drill, tmp_path, WORDS)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"


def test_a_drills_own_journal_is_never_replaced(tmp_path: Path) -> None:
    scenes, folder = library(tmp_path / "scenes", scene()), tmp_path / "drills"
    drill = drills.begin(scenes, folder, "small", Plan(), "en", lambda: datetime(2031, 5, 6, tzinfo=UTC))
    drill.do(f.End())
    *_, lines = classroom.write(drill, folder, WORDS)
    assert lines == folder / f"{drill.id}-report.jsonl"
    drill.close()
    again = drills.read(folder / f"{drill.id}.jsonl")
    assert classroom.as_jsonl(again, WORDS) == lines.read_text(encoding="utf-8")
    # the existing report is not mistaken for a drill
    assert drills.newest_journal(folder, unfinished=False) == again.path
