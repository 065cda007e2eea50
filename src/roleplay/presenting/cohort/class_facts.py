"""A class seen whole, in words: what a page, a terminal and any other shell tell of it, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from roleplay.cohort.suppression import ENOUGH_TO_DIVIDE, ENOUGH_TO_TELL, Cell, alone, may_divide
from roleplay.cohort.tables import ClassSpread, CriterionSpread, DecisionSpread, Pair, SceneSpread
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.words import (
    cell_text,
    cost_text,
    criterion_text,
    free_text,
    line_text,
    lost_text,
    said_in,
    title_of,
)
from roleplay.presenting.drill.board import LETTERS
from roleplay.presenting.facts.play import list_of, speaker_name
from roleplay.presenting.forms.gains import CEILING, MOST, BeforeAfter, gains
from roleplay.scene.model import Bundle
from roleplay.session import Mode

#: Decisions that are named as the dearest of a scene, at most.
_DEAREST = 3
#: Per cent to which means are rounded.
_STEP = 5


class SpreadFact(NamedTuple):
    """A criterion over a class: how many reached each level."""

    name: str
    learners: str
    #: level 0 to 3, then not assessed
    counts: tuple[str, ...]
    median: str
    #: the share of each of those, 0 to 1; ``None`` where that is not told
    shares: tuple[float | None, ...]


class RubricSpread(NamedTuple):
    """The criteria of a rubric over a class."""

    name: str
    criteria: tuple[SpreadFact, ...]
    #: names those that were assessed of nobody, and how many came to no ending; a sentence each
    notes: tuple[str, ...]


class SharedLineFact(NamedTuple):
    """A line of a decision and how many said it."""

    letter: str
    text: str
    said: str
    #: 0 to 1; ``None`` where it is not told
    share: float | None
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
    #: what the figures come to, a sentence each
    notes: tuple[str, ...]


class PoorMoveFact(NamedTuple):
    """A poor move over a class."""

    name: str
    about: str
    learners: str
    made: str
    #: 0 to 1; ``None`` where it is not told
    share: float | None


class GainRow(NamedTuple):
    """A rubric or a criterion before and after, over the learners of whom both are known."""

    name: str
    matched: str
    before: str
    after: str
    gap: str


class ChangeFact(NamedTuple):
    """What changed between two times: of the leading rubric in sentences, of its criteria as rows."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[GainRow, ...]


class SharedSceneFact(NamedTuple):
    """A scene over a class."""

    title: str
    about: tuple[str, ...]
    rubrics: tuple[RubricSpread, ...]
    decisions: tuple[SharedDecisionFact, ...]
    change: ChangeFact


class ClassFacts(NamedTuple):
    """All that is told of a class."""

    title: str
    about: tuple[str, ...]
    #: over all scenes; nothing where there is only one, which tells the same
    rubrics: tuple[RubricSpread, ...]
    poor: tuple[PoorMoveFact, ...]
    #: a sentence each: moves that were made by few
    poor_notes: tuple[str, ...]
    scenes: tuple[SharedSceneFact, ...]
    #: forms sat at two times
    forms: tuple[ChangeFact, ...]
    #: what was practised between a first and a last play
    practice: tuple[str, ...]
    #: how to read it, and what is left out
    notes: tuple[str, ...]
    #: a line for each learner, where names are asked for
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
    """A class in words. ``bundles`` are what its plays were played on, by the digest of the scene's text."""
    about = [words("cohort.about", learners=spread.learners, plays=spread.plays), words("cohort.first")]
    about += [words.count(f"cohort.doubt.{reason}", plays) for reason, plays in spread.doubtful.items()]
    if spread.small:
        titles = (title_of(_of_scene(bundles, scene), scene, words) for scene in spread.small)
        about.append(words("cohort.small", enough=ENOUGH_TO_TELL, scenes=list_of(words, titles)))
    poor, poor_notes = _poor_moves(spread, bundles, words)
    return ClassFacts(
        title=words("cohort.title"),
        about=tuple(about),
        rubrics=_rubrics(spread.criteria, bundles, words) if len(spread.scenes) > 1 else (),
        poor=poor,
        poor_notes=poor_notes,
        scenes=tuple(_scene(each, bundles, words) for each in spread.scenes),
        forms=tuple(forms),
        practice=tuple(practice),
        notes=(*notes, words("cohort.suppressed", width=ENOUGH_TO_TELL, enough=ENOUGH_TO_DIVIDE)),
        names=tuple(names),
    )


def _of_scene(bundles: Mapping[str, Bundle], scene: str) -> Bundle | None:
    return next((bundle for bundle in bundles.values() if bundle.scenario.id == scene), None)


def _rubrics(
    spreads: Iterable[CriterionSpread], bundles: Mapping[str, Bundle], words: Catalogue
) -> tuple[RubricSpread, ...]:
    by_rubric: dict[tuple[str, str], list[CriterionSpread]] = {}
    for each in spreads:
        by_rubric.setdefault((each.ref.partition(".")[0], each.rubric), []).append(each)
    several = len(by_rubric) > len({rubric for rubric, _ in by_rubric})
    return tuple(_rubric(own, text if several else "", bundles, words) for (_, text), own in by_rubric.items())


def _rubric(
    spreads: Sequence[CriterionSpread], text: str, bundles: Mapping[str, Bundle], words: Catalogue
) -> RubricSpread:
    """``text``: the digest of its text, where there are plays by several texts of one rubric."""
    name = criterion_text(bundles, spreads[0].ref, words)[0]
    unfinished = cell_text(spreads[0].unfinished, words)
    return RubricSpread(
        name=words("cohort.rubric_text", rubric=name, text=text[:8]) if text else name,
        criteria=tuple(_criterion(each, bundles, words) for each in spreads),
        notes=(words("cohort.unfinished", count=unfinished),),
    )


def _criterion(spread: CriterionSpread, bundles: Mapping[str, Bundle], words: Catalogue) -> SpreadFact:
    counts = (*spread.levels, spread.not_assessed)
    return SpreadFact(
        name=criterion_text(bundles, spread.ref, words)[1],
        learners=str(spread.learners),
        counts=tuple(cell_text(cell, words, "column") for cell in counts),
        median=_median(spread.median, words),
        shares=tuple(_share(cell, spread.learners) for cell in counts),
    )


def _median(levels: tuple[int, int] | None, words: Catalogue) -> str:
    if levels is None:
        return words("cohort.none")
    low, high = levels
    return words("cohort.column.level" if low == high else "cohort.column.levels", level=low, high=high)


def _share(cell: Cell, count: int) -> float | None:
    """The share that there is at least; what lies above it is not drawn."""
    return cell.least / count


def _poor_moves(
    spread: ClassSpread, bundles: Mapping[str, Bundle], words: Catalogue
) -> tuple[tuple[PoorMoveFact, ...], tuple[str, ...]]:
    """Those that are told, as rows; the others are few, or nobody made them."""
    known = {name: move for bundle in bundles.values() for name, move in bundle.moves.items()}

    def name(move: str) -> str:
        return known[move].name.get(words.language) if move in known else move

    rows = tuple(
        PoorMoveFact(
            name=name(each.move),
            about=known[each.move].about.get(words.language) if each.move in known else "",
            learners=cell_text(each.learners, words, "column"),
            made=cell_text(each.made, words, "column"),
            share=_share(each.made, each.learners.most),
        )
        for each in spread.poor
    )
    few = words("cohort.poor.few", enough=ENOUGH_TO_TELL)
    return rows, (few,) if may_divide(spread.learners) else ()


# -- scenes --------------------------------------------------------------------------------------------------------


def _scene(spread: SceneSpread, bundles: Mapping[str, Bundle], words: Catalogue) -> SharedSceneFact:
    bundle = bundles[spread.text]
    decisions = [_decision(number, each, bundles[each.text], words) for number, each in enumerate(spread.decisions, 1)]
    return SharedSceneFact(
        title=title_of(bundle, spread.scene, words),
        about=tuple(_about_scene(spread, bundle, words)),
        rubrics=_rubrics(spread.criteria, {spread.text: bundle}, words),
        decisions=tuple(decisions),
        change=_change(spread, bundle, words),
    )


def _about_scene(spread: SceneSpread, bundle: Bundle, words: Catalogue) -> Iterable[str]:
    yield words("cohort.scene.about", learners=spread.learners, plays=spread.plays)
    if spread.passed is None:
        yield words("cohort.scene.whole", enough=ENOUGH_TO_DIVIDE)
    else:
        passed, failed, left = (cell_text(cell, words) for cell in spread.passed)
        yield words("cohort.scene.passed", passed=passed, failed=failed, left=left)
    if Mode.GUIDED in spread.modes:
        yield words("cohort.scene.guided")
    if spread.texts > 1:
        yield words("cohort.scene.texts", texts=spread.texts)
    split = [number for number, each in enumerate(spread.decisions, 1) if each.split]
    if split:
        yield words("cohort.scene.split", decisions=list_of(words, map(str, split)))
    dear = sorted(
        ((each.lost, number) for number, each in enumerate(spread.decisions, 1) if each.lost and each.lost.least),
        key=lambda each: (-each[0].least, each[1]),
    )
    if dear:
        told = (words("cohort.scene.dear", number=n, points=lost_text(lost, words)) for lost, n in dear[:_DEAREST])
        lead = bundle.rubrics[bundle.scenario.rubrics[0]].name.get(words.language)
        yield words("cohort.scene.dearest", rubric=lead, decisions=list_of(words, told))
    if spread.decisions:
        yield words("cohort.scene.untold", enough=ENOUGH_TO_TELL)


def _decision(number: int, spread: DecisionSpread, bundle: Bundle, words: Catalogue) -> SharedDecisionFact:
    node = bundle.scenario.nodes[spread.place.node]
    notes = [free_text(spread, words)] if spread.free is not None else []
    if spread.lost is not None:
        notes.append(words("cohort.decision.lost", points=lost_text(spread.lost, words)))
    if spread.split:
        notes.append(words("cohort.decision.split"))
    lines = tuple(
        SharedLineFact(
            letter=letter,
            text=line_text(bundle, node.id, each.line, words.language),
            said=cell_text(each.said, words, "column"),
            share=_share(each.said, spread.learners.most),
            cost=cost_text(each.cost, words),
            is_free=each.cost.most == 0,
        )
        for letter, each in zip(LETTERS, spread.lines, strict=False)
    )
    return SharedDecisionFact(
        number=number,
        node=node.id,
        speaker=speaker_name(bundle.scenario, node.speaker, words.language),
        heard=said_in(bundle, spread.heard, words.language),
        learners=cell_text(spread.learners, words),
        lines=lines,
        notes=tuple(notes),
    )


# -- before and after ----------------------------------------------------------------------------------------------


def _change(spread: SceneSpread, bundle: Bundle, words: Catalogue) -> ChangeFact:
    title = words("cohort.change.title")
    if not spread.pairs:
        return ChangeFact(title, (words("cohort.change.none", enough=ENOUGH_TO_DIVIDE),), ())
    lead = bundle.scenario.rubrics[0]
    lines = [
        words("cohort.change.about", rubric=bundle.rubrics[lead].name.get(words.language)),
        *change_lines(pairs_on(spread.pairs, lead), words),
    ]
    modes = {each.play.mode for pair in spread.pairs for each in pair}
    if len(modes) > 1:
        lines.append(words("cohort.change.modes"))
    lines.append(words("cohort.change.memory"))
    if spread.changed.least:
        lines.append(words("cohort.change.rubric", count=cell_text(spread.changed, words)))
    names = {f"{lead}.{each.id}": each.name.get(words.language) for each in bundle.rubrics[lead].criteria}
    rows = gain_rows(((name, pairs_on(spread.pairs, ref)) for ref, name in names.items()), words)
    return ChangeFact(title, tuple(lines), rows)


def pairs_on(pairs: Iterable[Pair], ref: str) -> list[BeforeAfter]:
    """Per cent at both times, of those of whom a rubric or a criterion was assessed at both."""
    found = ((pair.before.percents.get(ref), pair.after.percents.get(ref)) for pair in pairs)
    return [BeforeAfter(before, after) for before, after in found if before is not None and after is not None]


class CoarseGains(NamedTuple):
    """The figures of pairs as they are told of a class: rounded, so that none of them is one learner's."""

    matched: Cell
    #: means in per cent, to `_STEP`
    before: int
    after: int
    #: of these means, to a tenth; ``None`` where the class began above the ceiling
    normalised: float | None
    #: to a tenth; ``None`` where there is no spread
    effect: float | None


def coarse_gains(pairs: Sequence[BeforeAfter]) -> CoarseGains | None:
    """The figures of ten pairs or more; ``None`` of fewer."""
    made = gains(pairs)
    if made.before is None or made.after is None or not may_divide(len(pairs)):
        return None
    before, after = (_STEP * round(mean / _STEP) for mean in (made.before, made.after))
    normalised = None if before > CEILING else round((after - before) / (MOST - before), 1)
    return CoarseGains(
        alone(len(pairs)), before, after, normalised, None if made.effect is None else round(made.effect, 1)
    )


def change_lines(pairs: Sequence[BeforeAfter], words: Catalogue) -> list[str]:
    """What may be said of these pairs, in sentences; of fewer than ten nothing."""
    made = coarse_gains(pairs)
    if made is None:
        return [words("cohort.change.none", enough=ENOUGH_TO_DIVIDE)]
    lines = [
        words("cohort.change.matched", count=cell_text(made.matched, words)),
        words(
            "cohort.change.means",
            before=made.before,
            after=made.after,
            gap=f"{made.after - made.before:+d}",
            step=_STEP,
        ),
    ]
    if made.normalised is not None:
        lines.append(words("gains.normalised", gain=f"{made.normalised:.1f}"))
    if made.effect is not None:
        lines.append(words("gains.effect", effect=f"{made.effect:.1f}"))
    return lines


def gain_rows(by_name: Iterable[tuple[str, Sequence[BeforeAfter]]], words: Catalogue) -> tuple[GainRow, ...]:
    """A row for each criterion of which both times are known of ten learners or more."""
    made = ((name, coarse_gains(pairs)) for name, pairs in by_name)
    return tuple(
        GainRow(name, cell_text(each.matched, words, "column"), *_means(each))
        for name, each in made
        if each is not None
    )


def _means(made: CoarseGains) -> tuple[str, str, str]:
    return str(made.before), str(made.after), f"{made.after - made.before:+d}"
