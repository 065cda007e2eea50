"""The report on blind ratings: for each language how often the best line was identified, and each decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from roleplay.checking.ratings import MAX_NAMED_SHARE, MAX_OBVIOUS_SHARE, RatedDecision, RatedScene
from roleplay.locales import Catalogue
from roleplay.scene.model import Scenario
from roleplay.simulation.lexicon import language_names
from roleplay.text.plain import safe


def rating_paragraphs(
    scenario: Scenario, scenes: Sequence[RatedScene], paths: Mapping[str, str], words: Catalogue
) -> Iterator[str]:
    """Paragraphs of plain text. ``paths`` maps a language to the file that has, or will have, its ratings."""
    yield safe(words("ratings.title", title=scenario.title.get(words.language)), newlines=False)
    by_language = {scene.language: scene for scene in scenes}
    for code in scenario.languages:
        yield ""
        yield from _language(scenario, by_language.get(code), code, words)
        yield words("ratings.how", path=safe(paths[code], newlines=False), id=scenario.id, code=code)


def _language(scenario: Scenario, scene: RatedScene | None, code: str, words: Catalogue) -> Iterator[str]:
    language = language_names(code)[words.interface == "zh"]
    if scene is None or not scene.decisions:
        yield words("ratings.language_none", language=language)
        return
    first, last = (safe(day, newlines=False) for day in scene.dates)
    count = len(scene.decisions)
    everything = count + len(scene.unrated)
    yield words(
        "ratings.language",
        language=language,
        decisions=count,
        all=everything,
        raters=scene.raters,
        first=first,
        last=last,
    )
    yield words("ratings.named", share=percent_text(scene.named), most=percent_text(MAX_NAMED_SHARE))
    yield words("ratings.obvious", share=percent_text(scene.obvious), most=percent_text(MAX_OBVIOUS_SHARE))
    if scenario.tutorial:
        yield words("ratings.no_share")
    for decision in scene.decisions:
        yield "  " + _decision(decision, words)
    if scene.unrated:
        yield words("ratings.unrated", nodes=words("play.list_separator").join(scene.unrated))


def _decision(decision: RatedDecision, words: Catalogue) -> str:
    top = max(decision.means, key=lambda choice: (decision.means[choice], choice in decision.best_lines))
    return words(
        "ratings.row",
        node=decision.node.id,
        line=top,
        mean=f"{float(decision.means[top]):.1f}",
        keyed=words("play.list_separator").join(sorted(decision.best_lines)),
        named=decision.named,
        raters=decision.raters,
        obvious=decision.obvious,
    )


def percent_text(share: Fraction) -> str:
    """A share (0 to 1) as a whole percentage."""
    return f"{float(100 * share):.0f} %"
