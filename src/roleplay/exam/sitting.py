"""The state of an exam sitting: its answers, its scenes, and the result of each stage."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from roleplay.exam.events import Answered, Begun, PlayEnd, SceneBegun, ScenePlayed, SceneTask, Step
from roleplay.exam.quiz import QuizQuestion

#: Tolerance, so that floating-point noise fails nobody.
_TOLERANCE = 1e-6


class ExamPhase(StrEnum):
    """A phase of a sitting, in the order in which a learner meets them."""

    KNOWLEDGE = "knowledge"
    SCENE = "scene"
    UNSEEN = "unseen"
    PASSED = "passed"
    FAILED = "failed"


#: The phases in which something remains to be done.
STAGES = (ExamPhase.KNOWLEDGE, ExamPhase.SCENE, ExamPhase.UNSEEN)


class SittingRefusal(StrEnum):
    """Why a sitting of an exam cannot begin now."""

    #: another one is under way
    UNDER_WAY = "under_way"
    #: it was taken, and is allowed only once
    ONCE = "once"
    #: it was taken, and is allowed again later
    NOT_YET = "not_yet"
    #: a scene it needs cannot be played
    SCENE = "scene"
    #: its file is missing or unreadable; what the record has of it can still be shown
    FILE = "file"
    #: its rubrics yield no questions
    QUESTIONS = "questions"


class StageResult(NamedTuple):
    """The result of a stage."""

    stage: ExamPhase
    #: per cent, 0 to 100; ``None`` if a scene was not assessed or not played to its end
    score: float | None
    #: required per cent
    threshold: int
    reached: bool


class Sitting(NamedTuple):
    """One sitting, after the events accepted so far."""

    begun: Begun
    #: positions in the journal of its first event and of the last one accepted
    first: int
    last: int
    phase: ExamPhase = ExamPhase.KNOWLEDGE
    #: the answer to each question so far
    answers: tuple[int, ...] = ()
    #: the scene being played
    under_way: SceneBegun | None = None
    #: the finished scenes, in the order of the tasks
    plays: tuple[ScenePlayed, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.phase not in STAGES

    @property
    def question(self) -> QuizQuestion | None:
        """The question to answer next, if any."""
        left = self.phase is ExamPhase.KNOWLEDGE and len(self.answers) < len(self.begun.questions)
        return self.begun.questions[len(self.answers)] if left else None

    @property
    def task(self) -> SceneTask | None:
        """The scene to play or continue next, if any."""
        playing = self.phase in (ExamPhase.SCENE, ExamPhase.UNSEEN)
        return self.begun.tasks[len(self.plays)] if playing else None

    @property
    def wrong(self) -> tuple[tuple[QuizQuestion, int], ...]:
        """The questions answered wrongly, with the choice made."""
        answered = zip(self.begun.questions, self.answers, strict=False)
        return tuple((question, choice) for question, choice in answered if choice != question.right)

    @property
    def results(self) -> tuple[StageResult, ...]:
        """The results of the stages that are over, in order."""
        over = (self.all_answered, bool(self.plays), self.all_played)
        return tuple(self.result(stage) for stage, ended in zip(STAGES, over, strict=True) if ended)

    def result(self, stage: ExamPhase) -> StageResult:
        """The result of a stage that is over, one of `STAGES`."""
        stages = self.begun.stages
        if stage is ExamPhase.KNOWLEDGE:
            asked = len(self.begun.questions)
            score = 100 * (asked - len(self.wrong)) / asked
            threshold = stages.knowledge.pass_mark
            return StageResult(stage, score, threshold, meets_threshold(score, threshold))
        if stage is ExamPhase.SCENE:
            play, threshold = self.plays[0], stages.scene.pass_mark
            return StageResult(stage, play.score, threshold, play_meets_threshold(play, threshold))
        plays, threshold = self.plays[1:], stages.unseen.pass_mark
        scores = [play.score for play in plays if play.score is not None]
        mean = sum(scores) / len(scores) if len(scores) == len(plays) else None
        each = all(play_meets_threshold(play, stages.unseen.each) for play in plays)
        return StageResult(stage, mean, threshold, meets_threshold(mean, threshold) and each)

    @property
    def all_answered(self) -> bool:
        """Whether no question is left."""
        return len(self.answers) == len(self.begun.questions)

    @property
    def all_played(self) -> bool:
        """Whether no scene is left."""
        return len(self.plays) == len(self.begun.tasks)

    def was_met_before(self, task: int) -> bool:
        """Whether the learner knew a scene before; see `SceneTask.met_before`."""
        return self.begun.tasks[task].met_before


def meets_threshold(score: float | None, threshold: int) -> bool:
    """Whether a score meets a threshold; ``None`` (not assessed) never does."""
    return score is not None and score + _TOLERANCE >= threshold


def play_meets_threshold(play: ScenePlayed, threshold: int) -> bool:
    """Whether a scene was played to its end, without a crossed line, and meets a threshold."""
    return play.end is PlayEnd.FINISHED and not play.crossed and meets_threshold(play.score, threshold)


def apply_event(sitting: Sitting, event: Step) -> Sitting:
    """The sitting with an event applied. Whether it is allowed, and which phase follows, is decided in `phases`."""
    match event:
        case Answered():
            return sitting._replace(answers=(*sitting.answers, event.choice))
        case SceneBegun():
            return sitting._replace(under_way=event)
        case ScenePlayed():
            return sitting._replace(under_way=None, plays=(*sitting.plays, event))
