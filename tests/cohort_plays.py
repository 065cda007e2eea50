"""Judged plays built without a scene, for tests of class figures and item analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roleplay.cohort.plays import Doubt, JudgedPlay, Place, SeenState, StateAnswer, SubmittedPlay
from roleplay.scene.text import Text


def seen_state(regrets: Mapping[str, float], node: str = "one", *, known: bool = True) -> SeenState:
    """A state in which each line has this regret."""
    return SeenState(
        node=node,
        heard=Text.of("Well?"),
        available=tuple(regrets),
        regrets=tuple(regrets.values()) if known else None,
        moves={},
        temptations=frozenset(),
    )


def answer(
    node: str, line: str, regrets: Mapping[str, float], *, language: str = "en", digest: str = "d", rapid: bool = False
) -> StateAnswer:
    return StateAnswer(Place("small", node, digest), seen_state(regrets, node), line, language, rapid)


def read_play(
    learner: str | int,
    answers: Sequence[StateAnswer] = (),
    *,
    began: float = 0.0,
    percents: Mapping[str, float] | None = None,
    criteria: Sequence[str] = ("main.hear", "main.act"),
    poor: Mapping[str, bool] | None = None,
    passed: bool = False,
    doubt: Doubt | None = None,
    scene: str = "small",
    text: str = "text",
    rubric: str = "r1",
    mode: str = "practice",
) -> JudgedPlay:
    """A finished play if ``percents`` are given, else an unfinished one."""
    return JudgedPlay(
        play=SubmittedPlay(f"{learner}-{scene}-{began}", str(learner), began, mode, 0, ()),
        scene=scene,
        text=text,
        rubrics={"main": rubric},
        first_answers=tuple(answers),
        poor=poor or {},
        finished=percents is not None,
        passed=passed,
        percents=percents or {},
        criteria=tuple(criteria),
        doubt=doubt,
    )
