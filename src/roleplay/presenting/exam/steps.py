"""The learner's current step in an exam, and its page, for every shell alike."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from roleplay.locales import Catalogue
from roleplay.presenting.exam.facts import ExamFact
from roleplay.presenting.exam.page import GAP, PageText
from roleplay.presenting.exam.pages import result_page, rules_page, scene_page, stage_page
from roleplay.presenting.problems import scene_problem
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.reading.contents import BrokenScene, Contents, UnknownScene
from roleplay.scene.forms import Exam
from roleplay.scene.model import Bundle


class ExamStep(Enum):
    """The next step in an exam."""

    #: no sitting is under way, and none can begin
    CLOSED = auto()
    #: a sitting can begin
    RULES = auto()
    #: a question must be answered
    QUESTION = auto()
    #: a scene is next; its briefing has not been opened yet
    STAGE = auto()
    #: the briefing of the next scene was opened; the scene can begin
    BRIEFING = auto()
    #: a scene was begun and must be continued
    UNDER_WAY = auto()

    @property
    def in_sitting(self) -> bool:
        """Whether a sitting is under way."""
        return self not in (ExamStep.CLOSED, ExamStep.RULES)


def step_of(fact: ExamFact, briefed: int | None = None) -> ExamStep:
    """The next step; ``briefed`` is the index, from 0, of the scene whose briefing was opened last."""
    sitting = None if fact.last is None else fact.last.sitting
    if sitting is None or sitting.over:
        return ExamStep.RULES if fact.refusal is None else ExamStep.CLOSED
    if sitting.question is not None:
        return ExamStep.QUESTION
    if sitting.under_way is not None:
        return ExamStep.UNDER_WAY
    return ExamStep.BRIEFING if briefed == len(sitting.plays) and sitting.task is not None else ExamStep.STAGE


def step_page(
    step: ExamStep, fact: ExamFact, contents: Contents, bundle_of: Callable[[str], Bundle], words: Catalogue
) -> list[PageText]:
    """The page to read at ``step``, and what Enter does then, or why it does nothing.

    ``bundle_of`` loads a scene from the library by its id.
    """
    texts, how = _texts(step, fact, contents, bundle_of, words), _how(step, fact, words)
    return [*texts, *([GAP] if how else []), *how]


def _texts(
    step: ExamStep, fact: ExamFact, contents: Contents, bundle_of: Callable[[str], Bundle], words: Catalogue
) -> list[PageText]:
    last = fact.last
    if last is None:
        return rules_page(fact, contents, words)
    if step is ExamStep.CLOSED:
        return result_page(fact, contents, words)
    if step is ExamStep.RULES:
        return [*result_page(fact, contents, words), GAP, *rules_page(fact, contents, words)]
    if step is not ExamStep.BRIEFING or last.sitting.task is None:
        return stage_page(last, contents, words)
    try:
        return scene_page(last.sitting, bundle_of(last.sitting.task.item.scene), words)
    except (UnknownScene, BrokenScene) as error:
        return [PageText(scene_problem(error, words), "bad")]


def _how(step: ExamStep, fact: ExamFact, words: Catalogue) -> list[PageText]:
    keys = {
        ExamStep.RULES: "enter",
        ExamStep.QUESTION: "enter_on",
        ExamStep.STAGE: "enter_on",
        ExamStep.BRIEFING: "enter_scene",
        ExamStep.UNDER_WAY: "enter_scene_on",
    }
    if step in keys:
        return [PageText(words(f"exam.begin.{keys[step]}"), "accent")]
    if fact.last is not None:  # the result page already says so
        return []
    return [PageText(words(f"exam.why_not.{fact.refusal}"), "muted")]


def begin_question(exam: Exam) -> ShortQuestion[bool]:
    """Asks whether to begin the exam now."""

    def title(words: Catalogue) -> str:
        return words("exam.begin.title", title=exam.title.get(words.language))

    def about(words: Catalogue) -> str:
        return words("exam.begin.about") if exam.again is None else words.count("exam.begin.about_again", exam.again)

    replies = [Reply(False, "exam.begin.not_yet"), Reply(True, "exam.begin.yes")]
    return ShortQuestion(title, about, replies, "help.exam")
