"""The contents of the page for a finished exam: a certificate if it was passed, else its result."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.exam.events import ScenePlayed
from roleplay.exam.sitting import STAGES, ExamPhase
from roleplay.locales import Catalogue
from roleplay.presenting.dates import Day
from roleplay.presenting.exam.facts import ExamFact
from roleplay.presenting.exam.pages import play_text, stage_text
from roleplay.reading.contents import Contents
from roleplay.records.model import When

#: Number of digest characters shown: enough to tell two files apart.
_DIGEST = 12


class CertificateStage(NamedTuple):
    """A stage in a sentence, and one sentence for each scene played in it."""

    text: str
    reached: bool
    scenes: tuple[str, ...]


class CertificateFacts(NamedTuple):
    """The texts of the page."""

    passed: bool
    #: the kind of page
    heading: str
    #: the name that the learner gave (empty if none), and a note that it was not verified
    name: str
    name_note: str
    #: the result, the title of the exam, and the day it ended
    statement: str
    title: str
    day: str
    stages: tuple[CertificateStage, ...]
    #: (label, value) pairs: versions and data the judgement is based on
    details: tuple[tuple[str, str], ...]
    #: disclaimers: what the page does not certify
    limits: tuple[str, ...]


def certificate_facts(fact: ExamFact, contents: Contents, name: str, words: Catalogue) -> CertificateFacts | None:
    """The page of the last sitting; ``None`` if there is none, or it is not over."""
    last = fact.last
    if last is None or not last.sitting.over:
        return None
    sitting, language = last.sitting, words.language
    begun = sitting.begun
    passed = sitting.phase is ExamPhase.PASSED
    stages = list[CertificateStage]()
    for result in sitting.results:
        plays = {ExamPhase.SCENE: sitting.plays[:1], ExamPhase.UNSEEN: sitting.plays[1:]}.get(result.stage, ())
        scenes = tuple(_scene(play, fact, contents, words) for play in plays)
        stages.append(CertificateStage(stage_text(result, sitting, words), result.reached, scenes))
    for stage in STAGES[len(stages) :]:
        text = words("exam.page.not_opened", stage=words(f"exam.stage.{stage}"))
        stages.append(CertificateStage(text, reached=False, scenes=()))
    versions = begun.versions
    digests = dict(versions.rubrics) | {play.rubric: play.rubric_digest for play in sitting.plays if play.rubric}
    rubrics = (
        words(
            "exam.page.rubric",
            name=contents.rubrics[rubric].name.get(language) if rubric in contents.rubrics else rubric,
            digest=digest[:_DIGEST],
        )
        for rubric, digest in digests.items()
    )
    details = {
        "exam": words("exam.page.exam", id=fact.exam.id, version=versions.exam, digest=versions.digest[:_DIGEST]),
        "seed": str(begun.seed),
        "program": words("exam.page.program", version=versions.program, scoring=versions.scoring),
        "rubrics": words("library.and").join(rubrics),
        "dates": words("exam.page.dates", begun=_day(last.begun_at, words), ended=_day(last.last_at, words)),
    }
    return CertificateFacts(
        passed=passed,
        heading=words("exam.page.certificate" if passed else "exam.page.result"),
        name=name.strip(),
        name_note=words("exam.page.name" if name.strip() else "exam.page.no_name"),
        statement=words(f"exam.page.{sitting.phase}" + ("_by" if name.strip() else "")),
        title=begun.title.get(language),
        day=_day(last.last_at, words),
        stages=tuple(stages),
        details=tuple((words(f"exam.page.label.{key}"), text) for key, text in details.items()),
        limits=tuple(words(f"exam.page.limit.{key}") for key in ("official", "own", "code")),
    )


def _scene(play: ScenePlayed, fact: ExamFact, contents: Contents, words: Catalogue) -> str:
    last = fact.last
    assert last is not None
    text = play_text(play, last.sitting, contents, words)
    if not play.cast:
        return text
    language = words.language
    cast = (words("exam.page.person", name=p.name.get(language), persona=p.persona.get(language)) for p in play.cast)
    task = last.sitting.begun.tasks[play.task]
    return text + words("exam.page.played_as", cast=words("library.and").join(cast), seed=task.item.seed)


def _day(at: When, words: Catalogue) -> str:
    local = at.astimezone()
    return Day(local.year, local.month, local.day).in_words(words)
