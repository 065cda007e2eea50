"""The report on a whole class in words: what every shell shows, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.cohort.suppression import FEW, MIN_PUBLISHED, Cell, may_publish
from roleplay.cohort.tables import ClassSpread, CriterionSpread, DecisionSpread, PoorMoveShare, SceneSpread
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.changes import ChangeFact, scene_change
from roleplay.presenting.cohort.words import (
    cell_text,
    cost_kind,
    cost_text,
    criterion_text,
    fill_names,
    free_and_costly,
    line_text,
    loss_text,
    most_chosen,
    percent_text,
    scene_title,
    share_text,
)
from roleplay.presenting.drill.board import LETTERS
from roleplay.presenting.facts.play import list_of, speaker_name
from roleplay.scene.model import Bundle
from roleplay.session import Mode
from roleplay.text.quotes import excerpt, inline_quote

#: The most decisions of a scene to recommend for reading again.
_AGAIN = 3
#: The width in cells to which a line quoted in a sentence is cut.
_QUOTED = 60


class SpreadFact(NamedTuple):
    """A criterion over a class: how many reached each level."""

    name: str
    #: levels 0 to 3, then not assessed
    counts: tuple[str, ...]
    #: a whole percentage
    mean: str
    #: the least share that each of the counts can be, 0 to 1
    shares: tuple[float, ...]


class RubricSpread(NamedTuple):
    """The criteria of a rubric over a class."""

    name: str
    #: the number of learners
    learners: int
    criteria: tuple[SpreadFact, ...]
    #: sentences: criteria that were assessed for nobody; for the last rubric, also why a mean is missing
    notes: tuple[str, ...]


class SharedLineFact(NamedTuple):
    """A line of a decision and how many said it."""

    letter: str
    text: str
    said: str
    #: the least share of learners that it can be, 0 to 1
    share: float
    cost: str
    is_free: bool


class SharedDecisionFact(NamedTuple):
    """A decision over a class."""

    number: int
    node: str
    speaker: str
    heard: str
    learners: str
    lines: tuple[SharedLineFact, ...]
    #: a sentence each
    notes: tuple[str, ...]


class PoorMoveFact(NamedTuple):
    """A poor move over a class."""

    name: str
    about: str
    learners: str
    made: str
    #: the least share of learners that it can be, 0 to 1
    share: float


class SharedSceneFact(NamedTuple):
    """A scene over a class."""

    title: str
    about: tuple[str, ...]
    #: the decisions to read again, a sentence each
    again: tuple[str, ...]
    rubrics: tuple[RubricSpread, ...]
    decisions: tuple[SharedDecisionFact, ...]
    change: ChangeFact


class ClassFacts(NamedTuple):
    """The whole report on a class."""

    title: str
    about: tuple[str, ...]
    #: over all scenes; empty if there is only one, which shows the same
    rubrics: tuple[RubricSpread, ...]
    poor: tuple[PoorMoveFact, ...]
    #: a sentence each: moves that few made, and moves that nobody made
    poor_notes: tuple[str, ...]
    scenes: tuple[SharedSceneFact, ...]
    #: forms and exams
    forms: tuple[ChangeFact, ...]
    #: what was practised between first and last plays
    practice: tuple[str, ...]
    #: how to read the report, and what is left out
    notes: tuple[str, ...]
    #: a line for each learner, if names are requested
    names: tuple[str, ...] = ()


def class_facts(
    spread: ClassSpread,
    bundles: Mapping[str, Bundle],
    words: Catalogue,
    *,
    forms: Iterable[ChangeFact] = (),
    practice: Iterable[str] = (),
    notes: Iterable[str] = (),
    names: Iterable[str] = (),
) -> ClassFacts:
    """The report in words. ``bundles``: the texts that were played, by the digest of the scene's text."""
    about = [_about_class(spread, words), words("cohort.first")]
    about += [
        words(f"cohort.doubt.{reason}", count=cell_text(plays, words, "number"))
        for reason, plays in spread.doubtful.items()
    ]
    if spread.unpublished_scenes:
        titles = (scene_title(_of_scene(bundles, scene), scene, words) for scene in spread.unpublished_scenes)
        about.append(words("cohort.small", enough=MIN_PUBLISHED, scenes=list_of(words, titles)))
    poor, poor_notes = _poor_moves(spread, bundles, words)
    return ClassFacts(
        title=words("cohort.title"),
        about=tuple(about),
        rubrics=_rubrics(spread.criteria, bundles, words) if len(spread.scenes) > 1 else (),
        poor=poor,
        poor_notes=poor_notes,
        scenes=tuple(_scene(scene_spread, bundles, words) for scene_spread in spread.scenes),
        forms=tuple(forms),
        practice=tuple(practice),
        notes=(*notes, words("cohort.suppressed", enough=MIN_PUBLISHED, few=cell_text(FEW, words, "column"))),
        names=tuple(names),
    )


def _about_class(spread: ClassSpread, words: Catalogue) -> str:
    if not may_publish(spread.learners):
        return words("cohort.about_few", enough=MIN_PUBLISHED)
    return words("cohort.about", learners=spread.learners, plays=spread.plays)


def _of_scene(bundles: Mapping[str, Bundle], scene: str) -> Bundle | None:
    return next((bundle for bundle in bundles.values() if bundle.scenario.id == scene), None)


def _rubrics(
    spreads: Iterable[CriterionSpread], bundles: Mapping[str, Bundle], words: Catalogue
) -> tuple[RubricSpread, ...]:
    by_rubric: dict[tuple[str, str], list[CriterionSpread]] = {}
    for spread in spreads:
        by_rubric.setdefault((spread.ref.partition(".")[0], spread.rubric), []).append(spread)
    several = len(by_rubric) > len({rubric for rubric, _ in by_rubric})
    rubrics = [
        _rubric(rubric_spreads, text if several else "", bundles, words)
        for (_, text), rubric_spreads in by_rubric.items()
    ]
    if any(spread.mean_withheld for rubric_spreads in by_rubric.values() for spread in rubric_spreads):
        rubrics[-1] = rubrics[-1]._replace(notes=(*rubrics[-1].notes, words("cohort.mean_left_out")))
    return tuple(rubrics)


def _rubric(
    spreads: Sequence[CriterionSpread], text: str, bundles: Mapping[str, Bundle], words: Catalogue
) -> RubricSpread:
    """``text`` is the digest of the rubric's text if plays used several versions of it, else empty."""
    name = criterion_text(bundles, spreads[0].ref, words)[0]
    assessed = [spread for spread in spreads if any(cell.most for cell in spread.levels)]
    nobody = [criterion_text(bundles, spread.ref, words)[1] for spread in spreads if spread not in assessed]
    notes: list[str] = []
    if nobody:
        notes.append(words("cohort.not_assessed", criteria=list_of(words, nobody)))
    return RubricSpread(
        name=words("cohort.rubric_text", rubric=name, text=text[:8]) if text else name,
        learners=spreads[0].learners,
        criteria=tuple(_criterion(spread, bundles, words) for spread in assessed),
        notes=tuple(notes),
    )


def _criterion(spread: CriterionSpread, bundles: Mapping[str, Bundle], words: Catalogue) -> SpreadFact:
    counts = (*spread.levels, spread.not_assessed)
    return SpreadFact(
        name=criterion_text(bundles, spread.ref, words)[1],
        counts=tuple(cell_text(cell, words, "column") for cell in counts),
        mean=words("cohort.none") if spread.mean is None else percent_text(spread.mean / 100),
        shares=tuple(_share(cell, spread.learners) for cell in counts),
    )


def _share(cell: Cell, count: int) -> float:
    """The least share that a count can be, for drawing; 0 for counts shown as "few"."""
    return 0.0 if cell.is_few else cell.least / count


def _poor_moves(
    spread: ClassSpread, bundles: Mapping[str, Bundle], words: Catalogue
) -> tuple[tuple[PoorMoveFact, ...], tuple[str, ...]]:
    """The moves that five or more made, as rows, and sentences naming the others."""
    moves = {name: move for bundle in bundles.values() for name, move in bundle.moves.items()}

    def name(move_share: PoorMoveShare) -> str:
        return moves[move_share.move].name.get(words.language) if move_share.move in moves else move_share.move

    rows = tuple(
        PoorMoveFact(
            name=name(move_share),
            about=moves[move_share.move].about.get(words.language) if move_share.move in moves else "",
            learners=cell_text(move_share.learners, words, "column"),
            made=share_text(move_share.made, move_share.learners, words),
            share=_share(move_share.made, move_share.learners.most),
        )
        for move_share in spread.poor_moves
        if move_share.made.most >= MIN_PUBLISHED
    )
    few = [name(move_share) for move_share in spread.poor_moves if move_share.made.is_few]
    none = [name(move_share) for move_share in spread.poor_moves if not move_share.made.most]
    notes = [words("cohort.poor.few", enough=MIN_PUBLISHED, moves=list_of(words, few))] if few else []
    notes += [words("cohort.poor.nobody", moves=list_of(words, none))] if none else []
    return rows, tuple(notes)


# -- scenes --------------------------------------------------------------------------------------------------------


def _scene(spread: SceneSpread, bundles: Mapping[str, Bundle], words: Catalogue) -> SharedSceneFact:
    bundle = bundles[spread.text]
    decisions = [
        _decision(number, decision, bundles[decision.text], words)
        for number, decision in enumerate(spread.decisions, 1)
    ]
    return SharedSceneFact(
        title=scene_title(bundle, spread.scene, words),
        about=tuple(_about_scene(spread, bundle, words)),
        again=tuple(_to_read_again(spread, bundles, words)),
        rubrics=_rubrics(spread.criteria, {spread.text: bundle}, words),
        decisions=tuple(decisions),
        change=scene_change(spread, bundle, words),
    )


def _about_scene(spread: SceneSpread, bundle: Bundle, words: Catalogue) -> Iterable[str]:
    yield words("cohort.scene.about", learners=spread.learners, plays=spread.plays)
    passed, failed, left = (cell_text(cell, words) for cell in spread.passed)
    yield words("cohort.scene.passed", passed=passed, failed=failed, left=left)
    if Mode.GUIDED in spread.modes:
        yield words("cohort.scene.guided")
    if spread.texts > 1:
        yield words("cohort.scene.texts", texts=spread.texts)
    split = [number for number, decision in enumerate(spread.decisions, 1) if decision.split]
    if split:
        yield words("cohort.scene.split", decisions=list_of(words, map(str, split)))
    if spread.decisions:
        lead = bundle.rubrics[bundle.scenario.rubrics[0]].name.get(words.language)
        yield words("cohort.scene.untold", enough=MIN_PUBLISHED, rubric=lead)


def _to_read_again(spread: SceneSpread, bundles: Mapping[str, Bundle], words: Catalogue) -> Iterable[str]:
    """The decisions with the greatest total loss, judged by the published figures: the least that it can be."""
    costly = [
        (decision.lost, number, decision)
        for number, decision in enumerate(spread.decisions, 1)
        if decision.lost is not None and decision.lost.least
    ]
    costly.sort(
        key=lambda item: (-item[0].least * item[2].learners.least, -item[0].most * item[2].learners.most, item[1])
    )
    for lost, number, decision in costly[:_AGAIN]:
        bundle = bundles[decision.text]
        sentence = words(
            "cohort.again.decision",
            number=number,
            heard=inline_quote(excerpt(fill_names(bundle, decision.heard, words.language), _QUOTED)),
            points=loss_text(lost, words),
            learners=cell_text(decision.learners, words, "column"),
        )
        favourite = most_chosen([(line.said, line) for line in decision.lines])
        if favourite is not None:
            text = inline_quote(
                excerpt(line_text(bundle, decision.place.node, favourite.line, words.language), _QUOTED)
            )
            sentence += words(f"cohort.again.{cost_kind(favourite.cost)}", line=text)
        yield sentence


def _decision(number: int, spread: DecisionSpread, bundle: Bundle, words: Catalogue) -> SharedDecisionFact:
    node = bundle.scenario.nodes[spread.place.node]
    notes = [free] if (free := free_and_costly(spread, words)) else []
    if spread.lost is not None:
        notes.append(words("cohort.decision.lost", points=loss_text(spread.lost, words)))
    if spread.split:
        notes.append(words("cohort.decision.split"))
    lines = tuple(
        SharedLineFact(
            letter=letter,
            text=line_text(bundle, node.id, line.line, words.language),
            said=share_text(line.said, spread.learners, words),
            share=_share(line.said, spread.learners.most),
            cost=cost_text(line.cost, words),
            is_free=line.cost.most == 0,
        )
        for letter, line in zip(LETTERS, spread.lines, strict=False)
    )
    return SharedDecisionFact(
        number=number,
        node=node.id,
        speaker=speaker_name(bundle.scenario, node.speaker, words.language),
        heard=fill_names(bundle, spread.heard, words.language),
        learners=cell_text(spread.learners, words, "column"),
        lines=lines,
        notes=tuple(notes),
    )
