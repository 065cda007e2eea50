"""``roleplay exam``: the list, an exam line by line, interrupted and resumed, its result and its page."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import pytest

from command_runs import RunResult, environment, run
from exam_desk import exam_home, right_answers, sit_through
from roleplay.workspace.sittings import listed_forms
from roleplay.workspace.workspace import Workspace

SEED = 5
RIGHT = tuple(map(str, right_answers(SEED)))


@pytest.fixture(autouse=True)
def fixed_seed() -> Iterator[None]:
    with mock.patch("roleplay.workspace.exams.fresh_seed", return_value=SEED):
        yield


@contextmanager
def open_home(home: Path) -> Iterator[Workspace]:
    nothing = mock.patch("roleplay.workspace.workspace.shipped_library", return_value=home / "nothing")
    with mock.patch.dict(os.environ, environment(home), clear=True), nothing, closing(Workspace()) as workspace:
        yield workspace


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return exam_home(tmp_path)


def take(home: Path, *typed: str, language: str = "en") -> RunResult:
    ran = run(home, "exam", "counter", "--lang", language, typed=typed)
    assert ran.code == 0, ran.err
    return ran


def result(home: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(run(home, "exam", "counter", "--json").out)["sittings"][-1]
    return data


def good_line(ran: RunResult) -> str:
    """The number of the better line in the last offer."""
    offered: list[str] = re.findall(r"^(\d)\. (?:Please sit|You get it)", ran.out, re.MULTILINE)
    return offered[-1]


def test_exams_are_listed_with_their_status(home: Path) -> None:
    run(home, "exam").says("At the counter (counter): not begun", "roleplay exam ID")
    run(home, "exam", "--lang", "zh").says("柜台考核（counter）：还没开考")
    assert json.loads(run(home, "exam", "--json").out)[0]["can_begin"] is True
    run(home.parent / "nobody", "exam").says("There is no exam in the library.")


def test_an_exam_only_begins_once_its_rules_are_confirmed(home: Path) -> None:
    for answer in ("", "n"):
        ran = take(home, answer)
        ran.says(
            "There is one attempt.", "cannot be taken again", "no official value", "2. A scene you can prepare for"
        )
        assert "Question 1" not in ran.out
    run(home, "exam").says("not begun")
    take(home, "y").says("Question 1 of 2")
    run(home, "exam").says("stage 1 of 3; next: question 1 of 2")
    assert "There is one attempt" not in take(home).out, "it is under way"


def test_it_can_be_passed_line_by_line_with_a_restart_after_each_stage(home: Path) -> None:
    take(home, "y", "x", RIGHT[0]).says("Question 2 of 2", "goes on from the same place")
    assert "Question 1" not in take(home).out
    take(home, RIGHT[1]).says("All the questions are answered.", "Every question was answered correctly.")
    assert "Please sit" not in take(home, "q").out, "it is not begun yet"
    first_run = take(home, "")
    first_run.says(
        "Enter begins the scene, q stops before it. It can be begun only once.",
        "Brief situation.",
        "Exam: no hints, no taking lines back.",
    )
    second = take(home, good_line(first_run))
    second.says("where it stopped")
    take(home, good_line(second)).says("Desk: 100%", "Stage 3 of 3: Unseen scenes", "Enter begins the scene")
    sit_through(home)
    run(home, "exam", "counter", "--result").says(
        "Passed on", "Knowledge: 100% (2 of 2 right), 50% required: reached", "--certificate"
    )
    data = result(home)
    assert data["passed"] is True
    assert [scene["percent"] for scene in data["scenes"]] == [100, 100, 100]  # type: ignore[attr-defined]
    run(home, "exam").says("passed on")
    take(home).says("You have taken it, and it can be taken only once.")
    run(home, "exam", "counter", "--result", "--lang", "zh").says("通过", "知识题：100%（2 题答对 2 题）")


def test_mistakes_are_explained_with_their_source_after_the_last_answer(home: Path) -> None:
    wrong = tuple("2" if answer == "1" else "1" for answer in RIGHT)
    first = take(home, "y", wrong[0])
    assert "roleplay explain" not in first.out, "not yet"
    ran = take(home, RIGHT[1])
    ran.says(
        "One question was answered wrongly:", "Your answer: level", "Correct: level", "roleplay explain desk-rubric."
    )
    failed = exam_home(home.parent / "other")
    take(failed, "y", *wrong).says("Not passed", "Not opened: The known scene, Unseen scenes")
    assert result(failed)["passed"] is False


def test_a_passed_exam_gives_a_certificate_and_a_failed_one_a_result(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run(home, "exam", "counter", "--certificate", str(page)).fails("is not over")
    sit_through(home)
    run(home, "exam", "counter", "--certificate", str(page), "--name", "Li <b>Ying</b>").says("Certificate saved to")
    html = page.read_text(encoding="utf-8")
    assert "Li &lt;b&gt;Ying&lt;/b&gt;" in html
    checked = run(home, "exam", "--verify", str(page))
    assert checked.code == 0
    checked.says("The check code matches", "It is not a signature")
    page.write_text(html.replace("(2 of 2 right)", "(1 of 2 right)"), encoding="utf-8")
    broken = run(home, "exam", "--verify", str(page), "--lang", "zh")
    assert broken.code == 1
    broken.says("校验码不符")
    printed = run(home, "exam", "counter", "--certificate", "-", typed=("Ann",), tty=True).out
    assert printed.startswith("<!DOCTYPE html>"), "nobody is asked in the midst of a page"
    asked = run(home, "exam", "counter", "--certificate", str(page), typed=("Ann",), tty=True)
    asked.says("Name for the page")
    assert ">Ann<" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("removed", [True, False])
def test_an_exam_with_a_broken_file_keeps_its_result(home: Path, tmp_path: Path, removed: bool) -> None:
    sit_through(home)
    path, page = home / "library" / "forms" / "counter.yaml", tmp_path / "page.html"
    if removed:
        path.unlink()
    else:
        path.write_text("roleplay: exam/1\nid: counter\n", encoding="utf-8")
    run(home, "exam").says("At the counter (counter): passed on", "; its file is gone or cannot be read")
    run(home, "exam", "counter", "--result", "--lang", "zh").says("通过", "它的文件不在了，或者读不出来")
    data = json.loads(run(home, "exam", "counter", "--json").out)
    assert (data["can_begin"], data["why_not"], data["sittings"][0]["passed"]) == (False, "file", True)
    run(home, "exam", "counter", "--certificate", str(page), "--name", "Ann").says("Certificate saved to")
    assert run(home, "exam", "--verify", str(page)).code == 0
    take(home, "y").says("its file is gone or cannot be read")
    assert "counter" not in run(home, "form").out
    with open_home(home) as workspace:
        (listed,) = listed_forms(workspace, workspace.words("en"))
    assert (listed.title, listed.is_exam, listed.is_broken) == ("exam: At the counter", True, False)


def test_an_unreadable_exam_that_was_never_started_is_listed_as_an_exam(home: Path) -> None:
    (home / "library" / "forms" / "counter.yaml").write_text("roleplay: exam/1\nid: counter\n", encoding="utf-8")
    run(home, "exam").says("counter (counter): cannot be used")
    assert "counter" not in run(home, "form").out
    with open_home(home) as workspace:
        (listed,) = listed_forms(workspace, workspace.words("en"))
    assert (listed.title, listed.is_exam, listed.is_broken) == ("exam: counter", True, True)


def test_a_failed_exam_has_a_result_page_and_no_certificate(home: Path, tmp_path: Path) -> None:
    wrong = tuple("2" if answer == "1" else "1" for answer in RIGHT)
    take(home, "y", *wrong)
    page = tmp_path / "page.html"
    run(home, "exam", "counter", "--certificate", str(page)).says("not a certificate")
    html = page.read_text(encoding="utf-8")
    assert "Result of an exam" in html
    assert "Certificate" not in html


def test_wrong_use_is_reported_in_a_sentence(home: Path, tmp_path: Path) -> None:
    run(home, "exam", "countr").fails("did you mean counter?")
    run(home, "exam", "--result").fails("which exam?")
    run(home, "exam", "--verify", str(tmp_path / "none.html")).fails("cannot be read")
    other = tmp_path / "other.html"
    other.write_text("<p>hello</p>", encoding="utf-8")
    run(home, "exam", "--verify", str(other)).fails("is not an exam's page")
    other.write_bytes("<p>中</p>".encode("gbk"))
    run(home, "exam", "--verify", str(other), "--lang", "zh").fails("other.html")
    path = home / "library" / "forms" / "counter.yaml"
    path.write_text("roleplay: exam/1\nid: counter\n", encoding="utf-8")
    run(home, "exam", "counter").fails("roleplay check says why")
