"""An exam in words: everything said about a sitting is true of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exam_sittings import QUESTIONS, STAGES, answers, bilingual_text, play_events, sitting_after
from roleplay.exam.events import ExamEvent, PlayEnd
from roleplay.exam.questions import Bank, questions
from roleplay.exam.quiz import QuestionKind, QuizQuestion
from roleplay.exam.sitting import Sitting, SittingRefusal
from roleplay.locales import LANGUAGES, Catalogue, catalogue
from roleplay.presenting.exam.certificate import certificate_facts
from roleplay.presenting.exam.facts import ExamFact, SittingFact, exam_json, exam_lines, status
from roleplay.presenting.exam.page import PageText, page_lines, page_rows
from roleplay.presenting.exam.pages import result_page, rules_page, stage_page
from roleplay.presenting.exam.quiz_text import question_texts, wrong_texts
from roleplay.reading.contents import Contents
from roleplay.scene.forms import Exam, ExamStages

WORDS = catalogue("en")
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
CONTENTS = Contents((), {}, {}, {}, (), ())
ALL_RIGHT = answers(QUESTIONS)


def exam(again: int | None = None, stages: ExamStages = STAGES, *, released: bool = True) -> Exam:
    return Exam(
        "small", 1, bilingual_text("The exam"), bilingual_text("why"), released, bilingual_text("ours"), stages, again
    )


def fact(*sittings: Sitting, again: int | None = None, refusal: SittingRefusal | None = None) -> ExamFact:
    facts = [SittingFact(sitting, AT, AT) for sitting in sittings]
    return ExamFact(exam(again), facts, refusal, None if again is None else AT)


def page_text(*events: list[ExamEvent], words: Catalogue = WORDS) -> str:
    return "\n".join(page_lines(result_page(fact(sitting_after(*events)), CONTENTS, words)))


def test_the_status_is_a_few_words() -> None:
    assert status(fact(), WORDS) == "not begun"
    assert "stage 1 of 3; next: question 3 of 4" in status(fact(sitting_after(answers(2))), WORDS)
    assert "next: the scene “known”" in status(fact(sitting_after(ALL_RIGHT)), WORDS)
    assert "“known”, where it stopped" in status(fact(sitting_after(ALL_RIGHT, play_events(0)[:1])), WORDS)
    assert (
        status(fact(sitting_after(ALL_RIGHT, play_events(0), play_events(1), play_events(2))), WORDS)
        == "passed on 2026-05-04"
    )
    failed = fact(sitting_after(answers(0, 4)), again=30)
    assert status(failed, WORDS) == "not passed on 2026-05-04: Knowledge; may be taken again from 2026-05-04"
    assert exam_lines([], WORDS) == ["There is no exam in the library."]
    assert "(small, draft)" in exam_lines([ExamFact(exam(released=False), (), None, None)], WORDS)[0]


def test_singular_forms_are_used_for_one() -> None:
    knowledge, scene, unseen = STAGES
    stages = ExamStages(knowledge._replace(questions=1), scene, unseen._replace(draw=1, pass_mark=60, each=70))
    single = ExamFact(exam(1, stages), [], None, None)
    page = "\n".join(page_lines(rules_page(single, CONTENTS, WORDS)))
    assert "Knowledge: one question" in page
    assert "One scene drawn at random from 3. At least 70% on its leading" in page
    assert "in each" not in page
    chinese = "\n".join(page_lines(rules_page(single, CONTENTS, catalogue("zh"))))
    assert "知识题：1 道" in chinese
    assert "随机抽 1 个，按它的主量规评" in chinese
    assert WORDS.count("branch.no_left", 1) == "There is one unfinished: type g1."


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (play_events(0, 59.999), "“known”: 59% on main"),
        (play_events(0, 90.0, "shout"), "“known”: 90% on main; red line crossed: shout"),
        (play_events(0, None), "“known”: not assessed on main"),
        (play_events(0, None, end=PlayEnd.DISCARDED), "“known”: discarded before its end"),
        (play_events(0, None, end=PlayEnd.GONE), "“known”: deleted, or no longer readable"),
    ],
)
def test_the_reason_why_a_scene_was_not_reached_is_given(scene: list[ExamEvent], words: str) -> None:
    page = page_text(ALL_RIGHT, scene)
    assert words in page
    assert "Not passed, 2026-05-04" in page
    assert "Not opened: Unseen scenes" in page
    assert "--certificate" not in page


def test_statements_on_unseen_scenes_are_true_of_each() -> None:
    page = page_text(ALL_RIGHT, play_events(0), play_events(1, 90.0), play_events(2, 40.0))
    assert "Unseen scenes: 65% on average, 60% required and 50% in each: not reached" in page
    assert "“first”: 90% on main\n" in page
    assert "“second”: 40% on main; below the 50% required in each; you had met it before" in page
    passed = page_text(ALL_RIGHT, play_events(0), play_events(1, 90.0), play_events(2, 60.0))
    assert "below" not in passed
    assert "roleplay exam small --certificate" in passed


def test_wrong_answers_are_revealed_only_after_the_last_answer() -> None:
    assert wrong_texts(sitting_after(answers(1, 2)), WORDS) == []
    page = "\n".join(page_lines(wrong_texts(sitting_after(answers(3, 1)), WORDS)))
    assert "One question was answered wrongly:" in page
    assert "Your answer: b3. does b3" in page
    assert "Correct: a3. does a3" in page
    assert "roleplay explain move3a" in page
    assert "b2" not in page


def test_the_page_of_an_unfinished_sitting_reveals_no_answer() -> None:
    sitting = sitting_after(answers(1, 1))
    page = "\n".join(page_lines(stage_page(SittingFact(sitting, AT, AT), CONTENTS, WORDS)))
    assert "question 3 of 4" in page
    assert "%" not in page
    (json,) = exam_json(fact(sitting))["sittings"]
    assert json["questions"] == {"asked": 4, "answered": 2, "right": None}


@pytest.mark.parametrize("again", [None, 1, 30])
def test_the_rules_say_whether_it_can_be_taken_again(again: int | None) -> None:
    for language in LANGUAGES:
        words = catalogue(language)
        page = "\n".join(page_lines(rules_page(ExamFact(exam(again), (), None, None), CONTENTS, words)))
        assert (words("exam.rules.never") in page) is (again is None)
        assert "75%" in page
        assert "{" not in page
    assert ("a day later" in "\n".join(page_lines(rules_page(fact(again=again), CONTENTS, WORDS)))) is (again == 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_and_its_explanation_are_whole_sentences(language: str) -> None:
    from unit.exam.test_questions import shipped

    library, words = shipped(), catalogue(language)
    by_kind: dict[QuestionKind, QuizQuestion] = {}
    for question in questions(Bank(library.moves, [library.rubrics["heat"], library.rubrics["nvc"]]), 60, 1):
        by_kind.setdefault(question.kind, question)
    assert len(by_kind) >= len(QuestionKind) - 1
    for question in by_kind.values():
        stage = STAGES._replace(knowledge=STAGES.knowledge._replace(questions=1))
        beginning = sitting_after().begun._replace(questions=(question,), stages=stage)
        wrong = (question.right + 1) % len(question.choices)
        sitting = Sitting(beginning, 0, 0, answers=(wrong,))
        lines = page_lines([*question_texts(question, words), *wrong_texts(sitting, words)])
        assert not any("{" in line or line.endswith("None") for line in lines), lines


def test_a_page_has_the_same_texts_as_rows_and_as_lines() -> None:
    texts = [PageText("Title", "heading"), PageText(), PageText("one two three four", indent=3, label="1.")]
    assert page_lines(texts) == ["Title", "", "1. one two three four"]
    assert [row.text for row in page_rows(texts, 14)] == ["Title", "", "1. one two", "   three four"]
    bomb = PageText("[red]\x1b[31mx")
    assert "\x1b" not in page_lines([bomb])[0] + page_rows([bomb], 40)[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_states_what_happened_and_exists_only_after_the_end(language: str) -> None:
    words = catalogue(language)
    assert certificate_facts(fact(), CONTENTS, "", words) is None
    assert certificate_facts(fact(sitting_after(ALL_RIGHT)), CONTENTS, "", words) is None
    passed = certificate_facts(
        fact(sitting_after(ALL_RIGHT, play_events(0), play_events(1), play_events(2))), CONTENTS, " Li ", words
    )
    assert passed is not None
    assert (passed.passed, passed.name) == (True, "Li")
    assert passed.heading == words("exam.page.certificate")
    assert [len(stage.scenes) for stage in passed.stages] == [0, 1, 2]
    assert words("exam.had_met") in passed.stages[2].scenes[1]
    assert bilingual_text("touchy").get(language) in passed.stages[1].scenes[0]
    details = " ".join(value for _, value in passed.details)
    assert all(part in details for part in ("small", "dddddddddddd", "7", "1.0", "eeeeeeeeeeee"))
    failed = certificate_facts(fact(sitting_after(answers(0, 4))), CONTENTS, "", words)
    assert failed is not None
    assert (failed.passed, failed.heading) == (False, words("exam.page.result"))
    assert len(failed.stages) == 3
