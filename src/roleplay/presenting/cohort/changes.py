"""Before and after over a class, in words: means for five pairs or more, gains for ten or more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.cohort.suppression import MIN_PUBLISHED, Cell, cells, may_publish
from roleplay.cohort.tables import Pair, SceneSpread
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.words import cell_json, cell_text
from roleplay.presenting.forms.gains import MIN_PAIRS, BeforeAfter, Gains, WhyNoGain, gain_lines, gains
from roleplay.scene.model import Bundle


class GainRow(NamedTuple):
    """A criterion before and after, over the learners for whom both are known."""

    name: str
    matched: str
    before: str
    after: str
    gap: str


class ChangeFact(NamedTuple):
    """What changed between two times: the leading rubric in sentences, its criteria as rows."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[GainRow, ...]


class PublishedGains(NamedTuple):
    """The figures of pairs as they are shown for a class."""

    #: the number of comparable pairs that have both figures
    matched: Cell
    #: only the means if there may be fewer than ten
    gains: Gains
    #: mean, a whole percentage
    before: int
    #: mean, a whole percentage
    after: int

    @property
    def gap(self) -> str:
        """The difference of the means, with its sign."""
        return f"{self.after - self.before:+d}"


class PairedScores(NamedTuple):
    """The scores of learners at two times, and the total number of comparable pairs."""

    pairs: Sequence[BeforeAfter]
    total: int

    @property
    def published(self) -> PublishedGains | None:
        """The figures; ``None`` if, by the published count, there may be fewer than five pairs."""
        matched = self.part(len(self.pairs))
        figures = gains(self.pairs)
        if figures.means is None or not may_publish(matched.least):
            return None
        before, after = figures.means
        if matched.least < MIN_PAIRS:
            figures = Gains(
                figures.matched,
                figures.before,
                figures.after,
                figures.gap,
                why=frozenset({WhyNoGain.FEW}),
            )
        return PublishedGains(matched, figures, before, after)

    def part(self, count: int) -> Cell:
        """A count of pairs (out of ``total``) as it may be shown."""
        return cells((count, self.total - count))[0]


def scene_change(spread: SceneSpread, bundle: Bundle, words: Catalogue) -> ChangeFact:
    """The first finished plays at a scene compared with the last ones."""
    title = words("cohort.change.title")
    if not spread.pairs:
        return ChangeFact(title, (words("cohort.change.none", enough=MIN_PUBLISHED),), ())
    lead = spread.lead
    lines = [
        words("cohort.change.about", rubric=bundle.rubrics[lead].name.get(words.language)),
        *change_lines(scores_on(spread.pairs, lead), words),
    ]
    modes = {judged.play.mode for pair in spread.pairs for judged in pair}
    if len(modes) > 1:
        lines.append(words("cohort.change.modes"))
    lines.append(words("cohort.change.memory"))
    if spread.changed.most:
        lines.append(words("cohort.change.rubric", count=cell_text(spread.changed, words)))
    names = {
        f"{lead}.{criterion.id}": criterion.name.get(words.language) for criterion in bundle.rubrics[lead].criteria
    }
    refs = published_refs(spread)
    rows = gain_rows(((name, scores_on(spread.pairs, ref)) for ref, name in names.items() if ref in refs), words)
    return ChangeFact(title, tuple(lines), rows)


def published_refs(spread: SceneSpread) -> list[str]:
    """The leading rubric and those of its criteria whose means before and after may be shown.

    A criterion is left out if its mean would reveal a suppressed count of its levels.
    """
    criteria = (criterion for criterion in spread.criteria if criterion.ref.partition(".")[0] == spread.lead)
    return list(
        dict.fromkeys([spread.lead, *(criterion.ref for criterion in criteria if not criterion.mean_reveals_cell)])
    )


def scores_on(pairs: Sequence[Pair], ref: str) -> PairedScores:
    """The percentages on a rubric or criterion at both times, for pairs in which it was assessed at both."""
    percents = ((pair.before.percents.get(ref), pair.after.percents.get(ref)) for pair in pairs)
    known = [BeforeAfter(before, after) for before, after in percents if before is not None and after is not None]
    return PairedScores(known, len(pairs))


def change_lines(scores: PairedScores, words: Catalogue) -> list[str]:
    """What may be said about these pairs, in sentences; for fewer than five, why nothing is."""
    figures = scores.published
    if figures is None:
        key = "may_be_few" if may_publish(scores.total) else "none"
        return [words(f"cohort.change.{key}", enough=MIN_PUBLISHED)]
    return gain_lines(figures.gains, words, lambda count: cell_text(scores.part(count), words, "number"))


def gain_rows(by_name: Iterable[tuple[str, PairedScores]], words: Catalogue) -> tuple[GainRow, ...]:
    """A row for each criterion that is known at both times for five learners or more."""
    return tuple(
        GainRow(
            name,
            cell_text(figures.matched, words, "column"),
            str(figures.before),
            str(figures.after),
            figures.gap,
        )
        for name, scores in by_name
        if (figures := scores.published) is not None
    )


def gains_json(scores: PairedScores) -> Mapping[str, Any] | None:
    """What may be said about pairs, for machines; ``None`` for fewer than five."""
    figures = scores.published
    if figures is None:
        return None
    return {
        "matched": cell_json(figures.matched),
        "before": figures.before,
        "after": figures.after,
        "gap": figures.after - figures.before,
        "normalised_gain": _rounded(figures.gains.normalised),
        "mean_individual_gain": _rounded(figures.gains.individual),
        "effect_size": _rounded(figures.gains.effect),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
