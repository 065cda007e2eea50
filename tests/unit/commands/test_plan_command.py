"""``roleplay plan`` and its files; the progress page."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from failing_disk import Failing
from roleplay.presenting.plan import PlanDays
from roleplay.records import disk
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.workspace import Workspace


def test_a_plan_is_created_shown_ticked_off_and_ended(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "plan").says("There is no current plan.", "--new 30")
    run(home, "plan", "--done", "1").fails("there is no plan")
    run(home, "plan", "--new", "30").says("Made: A plan for 30 days", "Week 1", "“The counter” (desk)", "measure: ")
    items = json.loads(run(home, "plan", "--json").out)["items"]
    talk = next(item["number"] for item in items if item["kind"] == "talk")
    play = next(item["number"] for item in items if item["kind"] == "play")
    run(home, "plan", "--done", str(talk)).says("Done: Show this plan")
    run(home, "plan", "--done", str(play)).says("The record ticks this one automatically")
    run(home, "plan", "--open", str(talk)).says("Open again")
    run(home, "plan", "--done", "99").fails("the plan has no item '99'")
    run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "guided", typed=("sit", "today"))
    run(home, "plan").says("[x] Play “The counter” (desk) in guided mode")
    run(home, "progress").says("Your plan:", "The ladder of ten steps:", "1 of 66")
    ran = run(home, "plan", "--new", "180", "--lang", "zh")
    ran.says("原来的计划已结束。", "90 天之内", "衡量：")
    run(home, "plan", "--remove", "1").says("Removed: ")
    run(home, "plan", "--end").says("The plan has ended.")
    assert json.loads(run(home, "plan", "--json").out) is None


def test_own_words_are_checked_but_may_be_kept_anyway(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "plan", "--add", "Listen better").fails("there is no plan")
    run(home, "plan", "--new", "30")
    run(home, "plan", "--add", "Listen better").says("Added to the plan: Listen better", "is a wish", "By when")
    own = "Ask one question in each call this week"
    ran = run(home, "plan", "--add", "Listen better", typed=("Ask questions", own), tty=True)
    ran.says("is a wish", "How much", "names an act, a measure and a time", f"Added to the plan: {own}")
    run(home, "plan", "--add", "Ask questions", typed=("",), tty=True).says("Added to the plan: Ask questions")
    run(home, "plan", "--add", " ").fails("nothing to add")
    items = json.loads(run(home, "plan", "--json").out)["items"]
    assert [item["what"] for item in items if item["kind"] == "own"] == ["Listen better", own, "Ask questions"]
    number = next(item["number"] for item in items if item["what"] == "Listen better")
    run(home, "plan", "--add", own, "--instead", str(number))
    items = json.loads(run(home, "plan", "--json").out)["items"]
    assert [item["what"] for item in items if item["kind"] == "own"] == [own, own, "Ask questions"]
    run(home, "plan", "--instead", "1").fails("--instead only works with --add")


def test_it_is_written_as_markdown_and_as_a_page(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    run(home, "plan", "--markdown").fails("there is no plan")
    run(home, "plan", "--new", "30")
    run(home, "plan", "--markdown").says("# A plan for 30 days", "- [ ] Play")
    page, document = tmp_path / "plan.html", tmp_path / "plan.md"
    run(home, "plan", "--markdown", str(document)).says(str(document))
    assert document.read_text(encoding="utf-8").startswith("# A plan")
    run(home, "plan", "--html", str(page), "--lang", "zh").says(str(page))
    text = page.read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in text
    assert "第 1 周" in text
    assert "http" not in text.replace("http-equiv", "")


def test_progress_is_drawn_on_a_page(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    page = tmp_path / "progress.html"
    run(home, "progress", "--html", str(page)).says(str(page))
    assert "<svg" not in page.read_text(encoding="utf-8"), "there is nothing to draw"
    for first, last in (("wait", "later"), ("wait", "later"), ("wait", "today")):
        run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=(first, last, "", "", "-"))
    run(home, "progress", "--html", str(page))
    text = page.read_text(encoding="utf-8")
    assert 'aria-label="Acting: 0, 0, 100 percent"' in text
    assert "cuts in" in text
    assert text.count("<table") >= 3
    shown = json.loads(run(home, "progress", "--json").out)
    assert (shown["ladder"]["climbed"], shown["practice"]["count"]) == (0, 1)


def test_a_due_check_in_is_announced_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    workspace = Workspace(now=lambda: datetime.now(UTC) - timedelta(days=8))
    PlanDesk(workspace).make(PlanDays.MONTH)
    workspace.close()
    shown = "is due (roleplay plan)."
    run(home, "--plain", typed=("q",)).says(shown)
    run(home, "plan").says(shown)
    items = json.loads(run(home, "plan", "--json").out)["items"]
    first = next(item["number"] for item in items if item["kind"] == "check_in")
    run(home, "plan", "--done", str(first))
    assert shown not in run(home, "--plain", typed=("q",)).out


def test_a_failed_save_is_not_reported_as_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = desk_home(tmp_path)
    run(home, "plan", "--new", "30")
    before = run(home, "plan", "--json").out
    connect = disk.connect
    monkeypatch.setattr(disk, "connect", lambda path: Failing(connect(path), "database or disk is full"))
    talk = next(item["number"] for item in json.loads(before)["items"] if item["kind"] == "talk")
    for words in (["--done", str(talk)], ["--add", "hi"], ["--remove", "1"], ["--end"], ["--new", "180"]):
        ran = run(home, "plan", *words)
        ran.fails("nothing in your record was changed", "the disk is full")
        assert ran.out == ""
    run(home, "delete", "--everything", "--yes").fails("nothing in your record was changed")
    monkeypatch.undo()
    assert run(home, "plan", "--json").out == before


def test_a_page_is_printed_for_a_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = desk_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    run(home, "plan", "--new", "30")
    for words in (["plan", "--add", "hi", "--html", "-"], ["progress", "--html", "-"]):
        out = run(home, *words).out
        assert out.startswith("<!DOCTYPE html>")
        assert out.rstrip().endswith("</html>")
    assert not (tmp_path / "-").exists()
