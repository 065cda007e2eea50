"""A small exam and its sittings, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.exam.events import (
    Answered,
    Begun,
    ExamEvent,
    PersonPlayed,
    PlayEnd,
    SceneBegun,
    ScenePlayed,
    SceneTask,
    Versions,
)
from roleplay.exam.phases import fold_sittings
from roleplay.exam.quiz import QuestionKind, QuizChoice, QuizQuestion
from roleplay.exam.sitting import Sitting
from roleplay.scene.forms import ExamStages, FormItem, KnowledgeStage, SceneStage, UnseenStage
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text

QUESTIONS = 4


def bilingual_text(text: str) -> Text:
    return Text.of({"en": text, "zh": f"{text}（中）"})


def item(scene: str, seed: int = 1) -> FormItem:
    return FormItem(scene, seed, FrozenDict())


CAST = (PersonPlayed(bilingual_text("Ann"), bilingual_text("touchy")),)
STAGES = ExamStages(
    KnowledgeStage(("main",), QUESTIONS, 75),
    SceneStage(item("known"), 60),
    UnseenStage((item("first"), item("second"), item("third")), 2, 60, 50),
)


def question(number: int, right: int = 0) -> QuizQuestion:
    choices = tuple(
        QuizChoice(f"move{number}{name}", bilingual_text(f"{name}{number}"), bilingual_text(f"does {name}{number}"))
        for name in "abc"
    )
    return QuizQuestion(
        QuestionKind.MEANING, "main", bilingual_text("Main"), None, bilingual_text(f"what {number}"), choices, right
    )


def begun_event(stages: ExamStages = STAGES) -> Begun:
    scenes = (stages.scene.item, *stages.unseen.pool[: stages.unseen.draw])
    return Begun(
        title=bilingual_text("The exam"),
        seed=7,
        versions=Versions(1, "d" * 64, "1.0", 2, FrozenDict({"main": "e" * 64})),
        stages=stages,
        questions=tuple(map(question, range(stages.knowledge.questions))),
        tasks=tuple(SceneTask(each, bilingual_text(each.scene), each.scene == "second") for each in scenes),
    )


def answers(right: int, wrong: int = 0) -> list[ExamEvent]:
    """``right`` right answers, then ``wrong`` wrong ones."""
    return [Answered(number, 0 if number < right else 1) for number in range(right + wrong)]


def play_events(
    task: int, score: float | None = 80.0, *crossed: str, end: PlayEnd = PlayEnd.FINISHED
) -> list[ExamEvent]:
    """The events of a scene begun and finished."""
    attempt = f"attempt{task}"
    return [
        SceneBegun(task, attempt),
        ScenePlayed(task, attempt, end, score, "main", crossed, "f" * 64, "e" * 64, CAST),
    ]


def sitting_after(*events: Iterable[ExamEvent | None]) -> Sitting:
    """The last sitting after the beginning and these events."""
    return fold_sittings([begun_event(), *(event for several in events for event in several)])[-1]
