"""Before and after over a class, in words: of five pairs or more the means, of ten or more what was gained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.cohort.suppression import ENOUGH_TO_TELL, Cell, cells, may_tell
from roleplay.cohort.tables import Pair, SceneSpread
from roleplay.locales import Catalogue
from roleplay.presenting.cohort.words import cell_json, cell_text
from roleplay.presenting.forms.gains import ENOUGH, BeforeAfter, Gains, WhyNoGain, gain_lines, gains
from roleplay.scene.model import Bundle


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


class ToldGains(NamedTuple):
    """The figures of pairs as they are told of a class."""

    #: of the pairs that could be compared, how many have both figures
    matched: Cell
    #: nothing but the means where there may be fewer than ten
    gains: Gains
    #: in whole per cent
    before: int
    after: int

    @property
    def gap(self) -> str:
        """What the means differ by, with its sign."""
        return f"{self.after - self.before:+d}"


class PairedScores(NamedTuple):
    """What some learners reached at two times, and how many could be compared in all."""

    pairs: Sequence[BeforeAfter]
    total: int

    @property
    def told(self) -> ToldGains | None:
        """The figures; ``None`` where, by what may be told, there may be fewer than five."""
        matched = self.part(len(self.pairs))
        made = gains(self.pairs)
        if made.means is None or not may_tell(matched.least):
            return None
        before, after = made.means
        if matched.least < ENOUGH:
            made = Gains(made.matched, made.before, made.after, made.gap, why=frozenset({WhyNoGain.FEW}))
        return ToldGains(matched, made, before, after)

    def part(self, count: int) -> Cell:
        """So many of them, as it may be told."""
        return cells((count, self.total - count))[0]


def scene_change(spread: SceneSpread, bundle: Bundle, words: Catalogue) -> ChangeFact:
    """The first finished play at a scene beside the last one."""
    title = words("cohort.change.title")
    if not spread.pairs:
        return ChangeFact(title, (words("cohort.change.none", enough=ENOUGH_TO_TELL),), ())
    lead = spread.lead
    lines = [
        words("cohort.change.about", rubric=bundle.rubrics[lead].name.get(words.language)),
        *change_lines(scores_on(spread.pairs, lead), words),
    ]
    modes = {each.play.mode for pair in spread.pairs for each in pair}
    if len(modes) > 1:
        lines.append(words("cohort.change.modes"))
    lines.append(words("cohort.change.memory"))
    if spread.changed.most:
        lines.append(words("cohort.change.rubric", count=cell_text(spread.changed, words)))
    names = {f"{lead}.{each.id}": each.name.get(words.language) for each in bundle.rubrics[lead].criteria}
    told = told_refs(spread)
    rows = gain_rows(((name, scores_on(spread.pairs, ref)) for ref, name in names.items() if ref in told), words)
    return ChangeFact(title, tuple(lines), rows)


def told_refs(spread: SceneSpread) -> list[str]:
    """The leading rubric and those of its criteria that may be told before and after.

    A criterion is not whose mean would settle a hidden count of its levels.
    """
    criteria = (each for each in spread.criteria if each.ref.partition(".")[0] == spread.lead)
    return list(dict.fromkeys([spread.lead, *(each.ref for each in criteria if not each.settles)]))


def scores_on(pairs: Sequence[Pair], ref: str) -> PairedScores:
    """Per cent at both times, of those of whom a rubric or a criterion was assessed at both."""
    found = ((pair.before.percents.get(ref), pair.after.percents.get(ref)) for pair in pairs)
    known = [BeforeAfter(before, after) for before, after in found if before is not None and after is not None]
    return PairedScores(known, len(pairs))


def change_lines(scores: PairedScores, words: Catalogue) -> list[str]:
    """What may be said of these pairs, in sentences; of fewer than five nothing."""
    made = scores.told
    if made is None:
        key = "may_be_few" if may_tell(scores.total) else "none"
        return [words(f"cohort.change.{key}", enough=ENOUGH_TO_TELL)]
    return gain_lines(made.gains, words, lambda count: cell_text(scores.part(count), words, "number"))


def gain_rows(by_name: Iterable[tuple[str, PairedScores]], words: Catalogue) -> tuple[GainRow, ...]:
    """A row for each criterion of which both times are known of five learners or more."""
    return tuple(
        GainRow(
            name,
            cell_text(made.matched, words, "column"),
            str(made.before),
            str(made.after),
            made.gap,
        )
        for name, scores in by_name
        if (made := scores.told) is not None
    )


def gains_json(scores: PairedScores) -> Mapping[str, Any] | None:
    """What may be said of pairs, for machines; ``None`` of fewer than five."""
    made = scores.told
    if made is None:
        return None
    return {
        "matched": cell_json(made.matched),
        "before": made.before,
        "after": made.after,
        "gap": made.after - made.before,
        "normalised_gain": _rounded(made.gains.normalised),
        "mean_individual_gain": _rounded(made.gains.individual),
        "effect_size": _rounded(made.gains.effect),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
