"""The content of the statements of an attempt, word for word and number for number."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_scene import desk
from draft_scene import draft_scene
from roleplay.presenting.xapi.activities import answer_key
from roleplay.presenting.xapi.names import EXTENSIONS, VERBS, extension, language_tag, registration_of, statement_id
from roleplay.presenting.xapi.played import SkipReason, scene_text
from roleplay.presenting.xapi.rules import broken_rules
from roleplay.presenting.xapi.statements import StatementActor
from roleplay.records.anonymous import Anonymiser
from roleplay.records.model import AttemptRecord
from roleplay.session import Decision, Mode
from roleplay.workspace.lrs_statements import (
    PlayHistory,
    anonymised_plays,
    attempt_statements,
    closed_attempts,
    play_histories,
)
from roleplay.workspace.workspace import Workspace
from statement_desk import LEARNER, SPEAKER, desk_workspace, ext, play, statements_of, verbs


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk_workspace(tmp_path) as workspace:
        yield workspace


def only_attempt(workspace: Workspace) -> AttemptRecord:
    (record,) = closed_attempts(workspace.store)
    return record


def test_a_play_has_statements_from_beginning_to_end(workspace: Workspace) -> None:
    play(workspace, "sit", "today", mode=Mode.EXAM)
    statements = statements_of(workspace)
    assert verbs(statements) == ["initialized", "answered", "answered", "completed", "passed", "terminated"]
    assert broken_rules(statements) == []
    registration = registration_of(only_attempt(workspace).id)
    assert [statement["id"] for statement in statements[1:3]] == [
        statement_id(registration, "answered", n) for n in (0, 1)
    ]
    first = statements[0]
    assert first["timestamp"] == "2026-03-02T09:00:00.000Z"
    assert first["actor"]["account"] == {"homePage": "https://roleplay.example/cohorts/spring", "name": LEARNER}
    assert [ext(first, name, "context") for name in ("mode", "seed", "options")] == [
        "exam",
        "3",
        ["ask_sure", "own_words"],
    ]
    assert first["object"]["definition"]["name"] == {"zh-CN": "柜台前", "en": "The counter"}
    assert first["context"]["language"] == "zh-CN"
    assert first["context"]["registration"] == str(registration)


def test_an_answer_contains_what_the_line_did(workspace: Workspace) -> None:
    play(workspace, "wait", "today")
    answered = statements_of(workspace)[1]
    result, definition = answered["result"], answered["object"]["definition"]
    assert result["response"] == "wait"
    assert result["success"] is False
    assert result["score"] == {"scaled": -1, "raw": -2, "min": -2, "max": 2}
    assert result["duration"] == "PT10S"
    assert ext(answered, "moves") == ["cut_in"]
    assert ext(answered, "misconceptions") == ["cut_in"]
    assert ext(answered, "points") == {
        "desk-rubric.hear": {"points": -2, "best": 2, "worst": -2},
    }
    assert ext(answered, "state") == {"anger": 85, "trust": 30}
    assert ext(answered, "state-delta") == {"anger": 15, "trust": 0}
    assert ext(answered, "confidence") == 2
    assert sorted(ext(answered, "presented-order")) == ["gift", "lie", "sit", "wait"]
    assert ext(answered, "regret") == 4
    assert [choice["id"] for choice in definition["choices"]] == ["sit", "wait", "lie", "gift"]
    assert definition["choices"][0]["description"] == {"zh-CN": "您坐，接着说。", "en": "Please sit, and go on."}
    assert definition["description"]["en"].startswith("The third time, Mr Wang says.")  # names, not placeholders


def test_a_verdict_contains_every_criterion_and_gate(workspace: Workspace) -> None:
    play(workspace, "lie")
    failed = statements_of(workspace)[3]
    assert verbs([failed]) == ["failed"]
    assert failed["result"]["success"] is False
    assert failed["result"]["score"] == {"scaled": 0, "raw": 0, "min": 0, "max": 100}
    assert ext(failed, "criteria")["desk-rubric.hear"] == {
        "decisions": 1, "earned": 0, "due": 2, "percent": 0, "level": 0,
    }  # fmt: skip
    assert ext(failed, "critical") == [{"move": "shout", "turn": 1}]
    assert {"kind": "ending", "ref": "lost", "held": False} in ext(failed, "gates")
    assert ext(failed, "ending") == "lost"


def test_lines_taken_back_have_statements_and_do_not_count(workspace: Workspace) -> None:
    play(workspace, "wait", "-", "wait", "-", "sit", "today")
    statements = statements_of(workspace)
    answers = [statement for statement, verb in zip(statements, verbs(statements), strict=True) if verb == "answered"]
    assert [(a["result"]["response"], ext(a, "taken-back")) for a in answers] == [
        ("wait", True), ("wait", True), ("sit", None), ("today", None),
    ]  # fmt: skip
    assert ext(answers[1], "state") == ext(answers[0], "state")  # as if the first had not been said
    assert ext(answers[2], "state") == {"anger": 50, "trust": 45}
    assert ext(statements[-3], "taken-back-count") == 2
    assert broken_rules(statements) == []


def test_a_pause_in_the_record_has_statements(workspace: Workspace) -> None:
    play(workspace, "pause", "pause", "sit", "pause", "today")
    statements = statements_of(workspace)
    assert verbs(statements)[:6] == ["initialized", "suspended", "resumed", "answered", "suspended", "resumed"]
    left, back = statements[4:6]
    assert ext(left, "resume-node") == "two"
    assert left["timestamp"] == statements[3]["timestamp"]  # the time of the last event; nothing later is known
    assert back["timestamp"] > left["timestamp"]
    assert statements[1]["result"]["duration"] == "PT0S"
    assert broken_rules(statements) == []
    times = [statement["result"]["duration"] for statement in statements if "duration" in statement.get("result", {})]
    assert times[-1] == "PT20S"  # from each return to the next line, not across the pause


def test_a_return_is_deleted_with_its_attempt(workspace: Workspace) -> None:
    play(workspace, "pause", "sit", "today")
    assert len(workspace.store.practice.events("return")) == 1
    workspace.resume(only_attempt(workspace))  # opened, but not continued
    assert len(workspace.store.practice.events("return")) == 1
    workspace.store.delete([only_attempt(workspace).id])
    assert workspace.store.practice.events("return") == []


def test_a_draft_with_a_sketch_has_statements_as_far_as_it_is_written(tmp_path: Path) -> None:
    with desk_workspace(tmp_path, draft_scene()) as workspace:
        play(workspace, "sit", "to-kept")
        statements = statements_of(workspace)
    assert statements[1]["object"]["definition"]["description"]["en"].startswith("[todo: text ")
    assert [choice["id"] for choice in statements[2]["object"]["definition"]["choices"]] == ["to-kept", "to-lost"]
    assert "score" not in statements[2]["result"]
    assert broken_rules(statements) == []


def test_an_abandoned_attempt_ends_without_a_verdict(workspace: Workspace) -> None:
    attempt = play(workspace, "sit")
    workspace.store.abandon(attempt.journal.attempt_id or "")
    statements = statements_of(workspace)
    assert verbs(statements) == ["initialized", "answered", "terminated"]
    assert broken_rules(statements) == []


def test_open_attempts_and_branches_have_no_statements(workspace: Workspace) -> None:
    whole = play(workspace, "sit", "today")
    open_ = play(workspace, "sit")
    branch = workspace.branch(whole, 2, "zh")
    assert len(closed_attempts(workspace.store)) == 1
    ids = [attempt.journal.attempt_id or "" for attempt in (open_, branch)]
    records = [record for record in map(workspace.store.attempt, ids) if record is not None]
    assert [
        each.skip_reason for each in attempt_statements(workspace, play_histories(workspace.store, records), SPEAKER)
    ] == [SkipReason.OPEN]


def test_an_attempt_without_its_text_is_skipped_and_all_others_have_statements(workspace: Workspace) -> None:
    play(workspace, "sit", "today")
    record = only_attempt(workspace)
    without_text = record._replace(id="gone", bundle=tuple(ref._replace(digest="0" * 64) for ref in record.bundle))
    bent = record._replace(id="bent", seed=4, kept=record.kept[1:])
    cast = record._replace(id="cast", personas={"guest": "nobody"})
    plays = [PlayHistory(each, each.kept) for each in (without_text, bent, cast, record)]
    by_id = {each.record.id: each for each in attempt_statements(workspace, plays, SPEAKER)}
    assert (by_id["gone"].skip_reason, by_id["bent"].skip_reason) == (SkipReason.UNREADABLE, SkipReason.UNFIT)
    assert by_id["cast"].skip_reason is SkipReason.UNFIT
    assert by_id[record.id].skip_reason is None


def test_the_language_is_the_one_shown(workspace: Workspace) -> None:
    attempt = play(workspace, "sit")
    attempt.say(Decision("today", "en"))
    assert [each["context"]["language"] for each in statements_of(workspace)] == ["zh-CN"] * 2 + ["en"] * 4


def test_own_words_are_included_only_on_request_and_change_no_other_statement(workspace: Workspace) -> None:
    play(workspace, "sit", "today")
    without = statements_of(workspace)
    workspace.store.reflect(only_attempt(workspace).id, "was ich dachte")
    workspace.store.set_goal(only_attempt(workspace).id, "mein Ziel")
    with_words = statements_of(workspace, SPEAKER._replace(own_words=True))
    assert "我会说" not in json.dumps(without, ensure_ascii=False)
    drafts = [statement for statement, verb in zip(with_words, verbs(with_words), strict=True) if verb == "responded"]
    assert [draft["result"]["response"] for draft in drafts] == ["我会说 sit", "我会说 today"]
    assert [statement for statement in with_words if statement not in drafts] == without
    assert not any(word in json.dumps(with_words, ensure_ascii=False) for word in ("was ich dachte", "mein Ziel"))
    assert broken_rules(with_words) == []


def test_the_same_attempt_gives_the_same_bytes(workspace: Workspace) -> None:
    play(workspace, "wait", "-", "sit", "today")
    once = json.dumps(statements_of(workspace))
    workspace.store.set_setting("learner", None)
    assert json.dumps(statements_of(workspace)) == once


def test_a_long_silence_has_no_duration(tmp_path: Path) -> None:
    with desk_workspace(tmp_path) as workspace:
        play(workspace, "sit", "today")
        record = only_attempt(workspace)
        later = record.kept[1]._replace(at=record.kept[1].at.replace(day=5))
        play_ = PlayHistory(record._replace(ended_at=later.at), (record.kept[0], later))
        (each,) = attempt_statements(workspace, [play_], SPEAKER)
    statements = each.statements
    assert "duration" not in statements[2]["result"]
    assert statements[-1]["result"]["duration"] == "PT10S"


def test_a_clock_set_back_does_not_reorder_statements(workspace: Workspace) -> None:
    play(workspace, "sit", "today")
    record = only_attempt(workspace)
    back = record._replace(ended_at=record.started_at)
    (each,) = attempt_statements(workspace, [PlayHistory(back, back.kept)], SPEAKER)
    assert broken_rules(each.statements) == []


def test_a_monolingual_scene_and_a_draft_have_statements(tmp_path: Path) -> None:
    def english(value: Any) -> Any:
        if isinstance(value, dict):
            return value["en"] if set(value) == {"en", "zh"} else {key: english(inner) for key, inner in value.items()}
        return [english(item) for item in value] if isinstance(value, list) else value

    draft = english(desk(language="en", status="draft"))
    draft["nodes"]["one"]["choices"][0]["say"] = "todo"
    with desk_workspace(tmp_path, draft) as workspace:
        play(workspace, "sit", "today")
        statements = statements_of(workspace)
    assert statements[0]["object"]["definition"]["name"] == {"en": "The counter"}
    assert statements[1]["object"]["definition"]["choices"][0]["description"] == {"en": "[todo]"}
    assert broken_rules(statements) == []


def test_an_answer_key_exists_only_if_it_holds_for_everybody(workspace: Workspace) -> None:
    play(workspace, "sit", "today")
    record = only_attempt(workspace)
    text = scene_text(workspace.library.bundle("desk"), record.bundle, {})
    nodes = text.bundle.scenario.nodes
    assert answer_key(text, nodes["one"]) == ()  # a line of it is locked
    assert answer_key(text, nodes["two"]) == ("today",)
    answers = statements_of(workspace)[1:3]
    assert ["correctResponsesPattern" in answer["object"]["definition"] for answer in answers] == [False, True]


def test_iris_are_those_of_the_profile() -> None:
    assert extension("regret") == "https://roleplay.example/xapi/ext/regret"
    with pytest.raises(KeyError):
        extension("regrets")
    assert (language_tag("zh"), language_tag("en"), language_tag("ko")) == ("zh-CN", "en", "ko")
    page = (Path(__file__).parents[4] / "docs" / "xapi.md").read_text(encoding="utf-8")
    missing = [name for name in (*EXTENSIONS, *VERBS) if f"`{name}`" not in page]
    assert missing == []


def test_the_home_page_depends_on_the_cohort(workspace: Workspace) -> None:
    play(workspace, "sit", "today")
    homes = {
        cohort: statements_of(workspace, StatementActor(LEARNER, cohort))[0]["actor"]["account"]["homePage"]
        for cohort in ("", "春季 1", "a\udcff/b")
    }
    assert homes == {
        "": "https://roleplay.example/learners",
        "春季 1": "https://roleplay.example/cohorts/%E6%98%A5%E5%AD%A3%201",
        "a\udcff/b": "https://roleplay.example/cohorts/a%3F%2Fb",
    }


def test_anonymous_statements_say_the_same_without_a_person(workspace: Workspace) -> None:
    play(workspace, "pause", "wait", "-", "sit", "today")
    plain = statements_of(workspace)
    anonymiser = Anonymiser(b"key")
    bare = anonymised_plays(play_histories(workspace.store, closed_attempts(workspace.store)), anonymiser)
    (each,) = attempt_statements(workspace, bare, SPEAKER._replace(learner=anonymiser.id(LEARNER)))
    assert broken_rules(each.statements) == []
    assert verbs(list(each.statements)) == verbs(plain)
    assert [s.get("result") for s in each.statements] == [s.get("result") for s in plain]
    assert each.statements[0]["timestamp"] == "2026-03-02T00:00:00.000Z"
    text = json.dumps(each.statements)
    assert not any(identifying in text for identifying in (LEARNER, plain[0]["context"]["registration"], "T09:"))
