"""The pages of an exam: its rules, what comes next, its result."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.exam.events import PlayEnd, ScenePlayed
from roleplay.exam.sitting import STAGES, ExamPhase, Sitting, SittingRefusal, StageResult, play_meets_threshold
from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.exam.facts import ExamFact, SittingFact, next_step
from roleplay.presenting.exam.page import GAP, STEP, PageText
from roleplay.presenting.exam.quiz_text import wrong_texts
from roleplay.presenting.facts.briefing import brief_parts
from roleplay.reading.contents import Contents
from roleplay.scene.model import Bundle, Move, Rubric
from roleplay.scoring.percent import whole_percent


def rules_page(fact: ExamFact, contents: Contents, words: Catalogue) -> list[PageText]:
    """What an exam requires and how it is taken; shown before it begins."""
    exam, language = fact.exam, words.language
    knowledge, scene = exam.stages.knowledge, exam.stages.scene
    texts = [
        PageText(exam.title.get(language), "heading"),
        PageText(exam.purpose.get(language)),
        GAP,
        PageText(words("exam.rules.stages", count=len(STAGES)), "strong"),
        _numbered(
            1,
            words.count(
                "exam.rules.knowledge",
                knowledge.questions,
                rubrics=words("library.and").join(
                    _rubric_name(name, contents.rubrics, words) for name in knowledge.rubrics
                ),
                percent=knowledge.pass_mark,
            ),
        ),
        _numbered(
            2,
            words(
                "exam.rules.scene",
                title=_title(scene.item.scene, contents, words),
                rubric=_lead(scene.item.scene, contents, words),
                percent=scene.pass_mark,
            ),
        ),
        _numbered(3, _unseen_rule(fact, words)),
        GAP,
        PageText(words("exam.rules.heading"), "strong"),
    ]
    again = words("exam.rules.never") if exam.again is None else words.count("exam.rules.again", exam.again)
    rules = [words(f"exam.rules.{name}") for name in ("once", "stop", "told", "met")]
    texts += [_bullet(text) for text in (*rules[:1], again, *rules[1:], words("exam.rules.honest"))]
    return [*texts, GAP, PageText(words("exam.source_of", source=exam.source.get(language)), "muted")]


def _unseen_rule(fact: ExamFact, words: Catalogue) -> str:
    unseen = fact.exam.stages.unseen
    pool = len({item.scene for item in unseen.pool})
    several = unseen.draw > 1
    percent = unseen.pass_mark if several else max(unseen.pass_mark, unseen.each)
    text = words.count("exam.rules.unseen", unseen.draw, pool=pool, percent=percent)
    return text + words("exam.rules.each", percent=unseen.each) if several and unseen.each else text


def _numbered(number: int, text: str) -> PageText:
    return PageText(text, indent=3, label=f"{number}.")


def _bullet(text: str) -> PageText:
    return PageText(text, indent=STEP, label="-")


def _rubric_name(name: str, rubrics: Mapping[str, Rubric], words: Catalogue) -> str:
    return rubrics[name].name.get(words.language) if name in rubrics else name


def _title(scene: str, contents: Contents, words: Catalogue) -> str:
    return next((entry.title.get(words.language) for entry in contents.entries if entry.id == scene), scene)


def _lead(scene: str, contents: Contents, words: Catalogue) -> str:
    """The name of a scene's leading rubric."""
    lead = next((entry.rubrics[0] for entry in contents.entries if entry.id == scene and entry.rubrics), "")
    return _rubric_name(lead, contents.rubrics, words)


# -- under way ------------------------------------------------------------------------------------------------


def stage_page(fact: SittingFact, contents: Contents, words: Catalogue, *, show_wrong: bool = True) -> list[PageText]:
    """The state of a sitting that is not over: results so far, and what comes next.

    After the questions it also lists the wrong answers, unless ``show_wrong`` is false.
    """
    sitting = fact.sitting
    number = STAGES.index(sitting.phase) + 1
    stage = words(f"exam.stage.{sitting.phase}")
    texts = [
        PageText(sitting.begun.title.get(words.language), "heading"),
        PageText(words("exam.stage_of", number=number, count=len(STAGES), stage=stage), "strong"),
        *_results(sitting, contents, words),
        GAP,
        PageText(words("exam.comes", next=next_step(sitting, words)), "accent"),
    ]
    if show_wrong and sitting.phase is ExamPhase.SCENE and sitting.under_way is None:
        texts += [GAP, *wrong_texts(sitting, words)]
    return texts


def scene_page(sitting: Sitting, bundle: Bundle, words: Catalogue) -> list[PageText]:
    """The briefing of the next scene."""
    rubric = bundle.rubrics[bundle.scenario.rubrics[0]]
    criteria = words("play.list_separator").join(c.name.get(words.language) for c in rubric.criteria)
    texts = [
        PageText(bundle.scenario.title.fill(words.language, bundle.scenario.names()), "heading"),
        PageText(words("exam.judged_by", rubric=rubric.name.get(words.language), criteria=criteria), "muted"),
    ]
    if sitting.task is not None and sitting.task.met_before:
        texts.append(PageText(words("exam.met_before"), "muted"))
    for heading, text in brief_parts(bundle, words, None):
        texts += [GAP, PageText(heading, "strong"), PageText(text)]
    return texts


# -- over -----------------------------------------------------------------------------------------------------


def result_page(fact: ExamFact, contents: Contents, words: Catalogue) -> list[PageText]:
    """The result of the last sitting, stage by stage, and the wrong answers."""
    last = fact.last
    if last is None:
        return [PageText(words("exam.status.fresh"))]
    sitting, exam = last.sitting, fact.exam
    if not sitting.over:
        return stage_page(last, contents, words)
    passed = sitting.phase is ExamPhase.PASSED
    texts = [
        PageText(sitting.begun.title.get(words.language), "heading"),
        PageText(words(f"exam.over.{sitting.phase}", day=local_date(last.last_at)), "good" if passed else "mark"),
        *_results(sitting, contents, words),
    ]
    not_opened = STAGES[len(sitting.results) :]
    if not_opened:
        names = words("library.and").join(words(f"exam.stage.{stage}") for stage in not_opened)
        texts.append(PageText(words("exam.not_opened", stages=names), "muted"))
    texts += [GAP, *wrong_texts(sitting, words), GAP]
    if passed:
        texts.append(PageText(words("exam.certificate_how", id=exam.id)))
    if fact.again_from is not None:
        texts.append(PageText(words("exam.again_from", day=local_date(fact.again_from))))
    elif fact.refusal is SittingRefusal.FILE:
        texts.append(PageText(words("exam.why_not.file"), "muted"))
    elif exam.again is None:
        texts.append(PageText(words("exam.rules.never"), "muted"))
    texts.append(PageText(words("exam.rules.honest"), "muted"))
    return texts


def _results(sitting: Sitting, contents: Contents, words: Catalogue) -> list[PageText]:
    texts = list[PageText]()
    for result in sitting.results:
        texts += [GAP, PageText(stage_text(result, sitting, words), "good" if result.reached else "mark")]
        plays = {ExamPhase.SCENE: sitting.plays[:1], ExamPhase.UNSEEN: sitting.plays[1:]}.get(result.stage, ())
        texts += [_bullet(play_text(play, sitting, contents, words)) for play in plays]
    if sitting.phase is ExamPhase.UNSEEN and not sitting.all_played:
        texts += [_bullet(play_text(play, sitting, contents, words)) for play in sitting.plays[1:]]
    return texts


def stage_text(result: StageResult, sitting: Sitting, words: Catalogue) -> str:
    """The result of a stage, compared with its threshold."""
    knowledge = result.stage is ExamPhase.KNOWLEDGE
    count = len(sitting.begun.questions)
    each = sitting.begun.stages.unseen.each if result.stage is ExamPhase.UNSEEN else 0
    return words(
        "exam.came_to_each" if each else "exam.came_to",
        stage=words(f"exam.stage.{result.stage}"),
        score=_percent(result.score, words),
        right=words("exam.right_of", right=count - len(sitting.wrong), count=count) if knowledge else "",
        threshold=result.threshold,
        each=each,
        reached=words("exam.reached" if result.reached else "exam.missed"),
    )


def play_text(play: ScenePlayed, sitting: Sitting, contents: Contents, words: Catalogue) -> str:
    """The result of a scene in a sitting, with anything that qualifies it."""
    task = sitting.begun.tasks[play.task]
    title = task.title.get(words.language)
    if play.end is not PlayEnd.FINISHED:
        text = words(f"exam.ended.{play.end}", title=title)
    else:
        rubric = _rubric_name(play.rubric, contents.rubrics, words)
        text = words("exam.played", title=title, score=_percent(play.score, words), rubric=rubric)
    if play.crossed:
        text += words("exam.crossed", moves=_names(play.crossed, contents.moves, words))
    stages = sitting.begun.stages
    least = stages.unseen.each if play.task else 0
    if play.end is PlayEnd.FINISHED and not play.crossed and least and not play_meets_threshold(play, least):
        text += words("exam.below_each", percent=least)
    return text + words("exam.had_met") if task.met_before else text


def _names(moves: tuple[str, ...], known: Mapping[str, Move], words: Catalogue) -> str:
    names = (known[name].name.get(words.language) if name in known else name for name in moves)
    return words("library.and").join(names)


def _percent(score: float | None, words: Catalogue) -> str:
    return words("exam.not_assessed") if score is None else f"{whole_percent(score)}%"
