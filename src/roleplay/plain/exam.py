"""An exam line by line: its rules, its questions, its scenes, its result."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.plain.debrief import print_debrief
from roleplay.plain.sitting import play_sitting
from roleplay.presenting.dates import local_date
from roleplay.presenting.exam.page import PageText, page_lines
from roleplay.presenting.exam.pages import result_page, rules_page, scene_page, stage_page
from roleplay.presenting.exam.quiz_text import choice_texts, question_number, question_texts, wrong_texts
from roleplay.presenting.exam.steps import ExamStep, step_of
from roleplay.presenting.problems import scene_problem
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.workspace.exams import ExamRecord

DONE, FAILED = 0, 2


class ExamTalk:
    """Takes a learner through an exam; they may stop at any point."""

    def __init__(self, record: ExamRecord, out: Console) -> None:
        self.record = record
        self.out = out
        self.contents = record.workspace.library.contents

    def sit(self) -> int:
        """Begin or continue, until it is over or the learner stops. Returns an exit code."""
        out, record = self.out, self.record
        try:
            if not self._ensure_begun():
                return DONE
            while (step := step_of(record.fact)).in_sitting:
                if step is ExamStep.QUESTION:
                    self._questions()
                else:
                    self._scene()
        except (UnknownScene, BrokenScene) as error:
            out.line(scene_problem(error, out.words))
            return FAILED
        except (LearnerLeft, KeyboardInterrupt):
            record.workspace.store.catch_up()
            out.line(out.words("exam.stopped", id=record.exam.id))
            out.report_unwritten()
            return DONE
        self._print(result_page(record.fact, self.contents, out.words))
        out.report_unwritten()
        return DONE

    def _ensure_begun(self) -> bool:
        """Whether a sitting is under way; if not, print the rules and begin one if the learner agrees."""
        out, record = self.out, self.record
        step, refusal = step_of(record.fact), record.refusal()
        if step.in_sitting:
            return True
        if record.sitting is not None:
            self._print(result_page(record.fact, self.contents, out.words))
        if step is ExamStep.CLOSED:
            again = record.again_from
            out.line(out.words(f"exam.why_not.{refusal}", day="" if again is None else local_date(again)))
            return False
        self._print(rules_page(record.fact, self.contents, out.words))
        answer = out.ask(out.words("exam.begin.ask"))
        if answer is None or normalised(answer).lower() not in ("y", "yes"):
            return False
        record.begin()
        out.report_problems()
        return True

    def _questions(self) -> None:
        out, record = self.out, self.record
        while record.sitting is not None and (question := record.sitting.question) is not None:
            out.line()
            out.line(question_number(record.sitting, out.words))
            self._print(question_texts(question, out.words))
            choices = choice_texts(question, out.words)
            for number, text in enumerate(choices, 1):
                out.line(out.words("exam.choice", number=number, text=text), indent="   ")
            chosen = None
            while chosen is None:
                chosen = out.number(out.words("exam.answer", count=len(choices)), len(choices))
            record.answer(chosen - 1)
            out.report_problems()
        if record.sitting is not None:
            out.line()
            out.line(out.words("exam.knowledge_over"))
            if not record.sitting.over:
                self._print(wrong_texts(record.sitting, out.words))

    def _scene(self) -> None:
        """Play the next scene, from its briefing to its debrief."""
        out, record = self.out, self.record
        record.refresh()
        sitting = record.sitting
        if sitting is None or sitting.task is None:
            return
        fact = record.fact.last
        if fact is not None:
            out.line()
            self._print(stage_page(fact, self.contents, out.words, show_wrong=False))
        if step_of(record.fact) is ExamStep.STAGE:
            bundle = record.workspace.library.bundle(sitting.task.item.scene)
            self._print(scene_page(sitting, bundle, out.words))
            if normalised(out.answer(out.words("exam.begin.enter_scene_plain"))).lower() == "q":
                raise LearnerLeft
        attempt = record.play(out.language)
        if attempt is None:
            return
        out.report_problems()
        if not attempt.over:
            play_sitting(attempt, out, record.plays)
        with suppress(LearnerLeft):  # the questions of a debrief need no answer
            print_debrief(attempt, out)
        record.refresh()

    def _print(self, texts: Iterable[PageText]) -> None:
        for line in page_lines(texts):
            self.out.line(line, indent=" " * (len(line) - len(line.lstrip())))
