"""How often a learner's typed line is recognised, and how often a poor one is flagged.

The lines of tests/data/own-words were typed in other words than the choices of three scenes, as these were on one day;
each means the same as one of the choices or (``choice: null``) as none. Lines typed at one decision are also compared
with the other decisions of the scene, where nothing should be offered.

Limits are chosen on two scenes and evaluated on the third, in turn; then the program's own limits on all three.
"""

from __future__ import annotations

import json
import math
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from roleplay.scene.model import MoveKind
from roleplay.session import nearest
from roleplay.session.nearest import Basis, Encoder, Limits, Verdict, centre, cosine, rank
from roleplay.session.own_words import find_moves
from roleplay.session.shared_words import SharedWords
from roleplay.workspace.encoder import SentenceEncoder
from roleplay.workspace.workspace import Workspace

DATA = Path(__file__).parents[1] / "tests" / "data" / "own-words"
LANGUAGES = ("zh", "en")
SCENES = ("first-steps", "angry-customer", "unmet-promise", "team-conflict")

#: Requirements for limits: minimum share of right lines among those offered alone ...
RIGHT = 0.95
#: ... and maximum share of decisions without the right line in which one is offered alone, or any is offered
FALSE_ALONE, FALSE_ANY = 0.05, 0.12


class Trial(NamedTuple):
    """A typed line at a decision, with its similarity to each choice."""

    scene: str
    language: str
    #: the choice with the same meaning, if any
    meant: str | None
    #: whether it was typed at another decision of the scene
    elsewhere: bool
    similarities: dict[str, float]


class Rates(NamedTuple):
    """The effect of limits on some trials, as shares."""

    #: of the lines that match a choice: share with one choice offered, and how many of these are right
    alone: float
    right: float
    #: share with one or two choices only marked, and how many of these include the right one
    marked: float
    within: float
    #: of the lines typed at other decisions: share with one choice offered, and with choices marked
    false_alone: float
    false_marked: float
    #: of the lines typed here that match no choice: share with any choice offered
    null_offered: float

    @property
    def coverage(self) -> float:
        """Of the lines that match a choice: the share with any choice offered or marked."""
        return self.alone + self.marked

    @property
    def accuracy(self) -> float:
        """Of these, the share that includes the right choice."""
        return (self.alone * self.right + self.marked * self.within) / self.coverage if self.coverage else 0.0

    @property
    def false_offers(self) -> float:
        """Of the lines typed at other decisions: the share with any choice offered or marked."""
        return self.false_alone + self.false_marked


def read(name: str) -> list[dict[str, object]]:
    """The rows of a data file."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def trials(similarity: Callable[[str, str, str, dict[str, str]], float]) -> list[Trial]:
    """Every typed line at every decision of its scene.

    ``similarity`` takes a scene, a text, its language and a choice's ``say``.
    """
    decisions = read("decisions")
    made: list[Trial] = []
    for row, decision in product(read("utterances"), decisions):
        if row["scene"] != decision["scene"]:
            continue
        text, language = str(row["text"]), str(row["lang"])
        choices: list[dict[str, dict[str, str]]] = decision["choices"]  # type: ignore[assignment]
        scene = str(row["scene"])
        similarities = {str(choice["id"]): similarity(scene, text, language, choice["say"]) for choice in choices}
        elsewhere = row["node"] != decision["node"]
        meant = None if elsewhere or row["choice"] is None else str(row["choice"])
        made.append(Trial(scene, language, meant, elsewhere, similarities))
    return made


@cache
def _shared_words(scene: str, language: str) -> SharedWords:
    decisions = (decision["choices"] for decision in read("decisions") if decision["scene"] == scene)
    return SharedWords([choice["say"][language] for choices in decisions for choice in choices])  # type: ignore[attr-defined]


def by_words(scene: str, text: str, language: str, say: dict[str, str]) -> float:
    """Similarity without an encoder: the words in common with the line in the language typed."""
    return _shared_words(scene, language).similarity(text, say[language])


def by_meaning(encoder: Encoder) -> Callable[[str, str, str, dict[str, str]], float]:
    """Similarity with an encoder: the cosine to the line in all its languages."""

    @cache
    def vector(texts: tuple[str, ...]) -> nearest.Vector:
        return centre(encoder.encode(texts))

    return lambda _scene, text, _language, say: cosine(vector((text,)), vector(tuple(say.values())))


def ranked(of: Iterable[Trial], limits: Limits) -> list[tuple[Trial, nearest.Nearest]]:
    """Each trial with the choices that ``limits`` offer for it."""
    return [(trial, rank(trial.similarities, limits, Basis.MEANING)) for trial in of]


def rates(of: Iterable[tuple[Trial, nearest.Nearest]]) -> Rates:
    """The rates at which the offers help and mislead."""
    own: list[tuple[Trial, nearest.Nearest]] = []
    other: list[nearest.Nearest] = []
    null: list[nearest.Nearest] = []
    for trial, result in of:
        if trial.meant is not None:
            own.append((trial, result))
        else:
            (other if trial.elsewhere else null).append(result)
    alone = [trial.meant in result.choices for trial, result in own if result.verdict is Verdict.AHEAD]
    marked = [trial.meant in result.choices for trial, result in own if result.verdict is Verdict.CLOSE]
    return Rates(
        alone=len(alone) / max(len(own), 1),
        right=_share(alone),
        marked=len(marked) / max(len(own), 1),
        within=_share(marked),
        false_alone=_share([result.verdict is Verdict.AHEAD for result in other]),
        false_marked=_share([result.verdict is Verdict.CLOSE for result in other]),
        null_offered=_share([result.verdict is not Verdict.NONE for result in null]),
    )


def _share(values: Sequence[bool]) -> float:
    return statistics.fmean(values) if values else 0.0


def best_limits(of: Sequence[Trial], grid: Iterable[Limits]) -> Limits:
    """The limits in ``grid`` that offer the right line most often, among those that meet the requirements."""

    def offered(limits: Limits) -> float:
        found = rates(ranked(of, limits))
        wrong = found.alone and found.right < RIGHT
        if wrong or found.false_alone > FALSE_ALONE or found.false_offers > FALSE_ANY:
            return -1.0
        # a line that is only marked is worth half as much as one that Enter says
        return found.alone * found.right + found.marked * found.within / 2

    return max(grid, key=offered)


def grid(floors: Sequence[float], aheads: Sequence[float]) -> list[Limits]:
    """All combinations of limits to try."""
    return [Limits(floor, ahead) for floor, ahead in product(floors, aheads)]


#: The limits to try for cosines and for shared words.
MEANING_GRID = grid([n / 100 for n in range(34, 56)], [n / 50 for n in range(22, 36)])
WORDS_GRID = grid([n / 100 for n in range(4, 30)], [*(n / 50 for n in range(10, 36)), math.inf])


def nearest_two(of: Iterable[Trial]) -> tuple[float, float]:
    """How often the nearest choice is right, and how often one of the two nearest is, regardless of limits."""
    first: list[bool] = []
    either: list[bool] = []
    for trial in of:
        if trial.meant is not None:
            ranked = sorted(trial.similarities, key=lambda choice: -trial.similarities[choice])
            first.append(ranked[0] == trial.meant)
            either.append(trial.meant in ranked[:2])
    return _share(first), _share(either)


def _print_rates(label: str, found: Rates) -> None:
    print(
        f"  {label:<30} coverage {found.coverage:>4.0%} accuracy {found.accuracy:>4.0%}"
        f" false {found.false_offers:>5.1%}"
        f"   alone {found.alone:>5.0%} right {found.right:>5.0%}"
        f"   marked {found.marked:>5.0%} has it {found.within:>5.0%}"
        f"   elsewhere: alone {found.false_alone:>5.1%} marked {found.false_marked:>5.1%}"
        f"   null {found.null_offered:>4.0%}"
    )


def report(title: str, of: Sequence[Trial], used: Limits, limits: Sequence[Limits]) -> None:
    """Print the results for one similarity measure."""
    print(title)
    scenes = sorted({trial.scene for trial in of})
    for language in LANGUAGES:
        spoken = [trial for trial in of if trial.language == language]
        first, either = nearest_two(spoken)
        print(f"  {language}: nearest right {first:.0%}, among the two nearest {either:.0%}")
    left_out: list[tuple[Trial, nearest.Nearest]] = []
    for scene in scenes:
        tuned = best_limits([trial for trial in of if trial.scene != scene], limits)
        results = ranked([trial for trial in of if trial.scene == scene], tuned)
        left_out += results
        _print_languages(f"{scene} ({tuned.floor:g}, {tuned.ahead:g})", results)
    again = best_limits(of, limits)
    print(
        f"  chosen on all three: floor {again.floor:g}, ahead {again.ahead:g}; in use: {used.floor:g}, {used.ahead:g}"
    )
    _print_languages("all, each left out once", left_out)
    _print_languages("all, as in use", ranked(of, used))


def _print_languages(label: str, results: Sequence[tuple[Trial, nearest.Nearest]]) -> None:
    for language in LANGUAGES:
        _print_rates(f"{label} {language}", rates(pair for pair in results if pair[0].language == language))


class Flagged(NamedTuple):
    """A typed line, the poor moves of the matching choice, and the poor moves it was flagged with."""

    scene: str
    language: str
    made: frozenset[str]
    flagged: frozenset[str]


def flags() -> list[Flagged]:
    """Every typed line, with the shipped vocabulary and scenes; `null` lines make no move."""
    workspace = Workspace()
    found: list[Flagged] = []
    for row in read("utterances"):
        bundle = workspace.library.bundle(str(row["scene"]))
        poor = {move.id for move in bundle.moves.values() if move.kind is MoveKind.POOR}
        node = bundle.scenario.nodes.get(str(row["node"]))
        choice = next((c for c in node.choices if c.id == row["choice"]), None) if node else None
        if row["choice"] is not None and choice is None:
            continue  # the scene has changed since
        made = {use.move for use in choice.moves} if choice else set()
        flagged = {flag.move.id for flag in find_moves(str(row["text"]), bundle.moves.values(), str(row["lang"]))}
        found.append(Flagged(str(row["scene"]), str(row["lang"]), frozenset(made & poor), frozenset(flagged & poor)))
    return found


def own_lines() -> list[Flagged]:
    """Every line of the shipped scenes."""
    library = Workspace().library
    found: list[Flagged] = []
    for bundle in map(library.bundle, SCENES):
        poor = {move.id for move in bundle.moves.values() if move.kind is MoveKind.POOR}
        choices = (choice for node in bundle.scenario.nodes.values() for choice in node.choices)
        for choice, language in product(choices, LANGUAGES):
            made = {use.move for use in choice.moves}
            line = choice.say.get(language)
            flagged = {flag.move.id for flag in find_moves(line, bundle.moves.values(), language)}
            found.append(Flagged(bundle.scenario.id, language, frozenset(made & poor), frozenset(flagged & poor)))
    return found


def report_flags() -> None:
    """Print how many poor lines are flagged with a move they make, and how many lines with one they don't make."""
    print("Flags on what was typed (patterns were written with all three scenes in view, unmet-promise last)")
    _print_flags(flags())
    print("Flags on the lines of the scenes themselves (first-steps has many phrases of the vocabulary by intent)")
    _print_flags(own_lines())


def _print_flags(found: Sequence[Flagged]) -> None:
    for scene in sorted({line.scene for line in found}):
        for language in LANGUAGES:
            lines = [line for line in found if (line.scene, line.language) == (scene, language)]
            poor = [line for line in lines if line.made]
            caught = sum(bool(line.made & line.flagged) for line in poor)
            false = sum(bool(line.flagged - line.made) for line in lines)
            print(
                f"  {scene:<16} {language}: {caught:>2} of {len(poor)} poor lines, false alarms {false} of {len(lines)}"
            )


def main() -> None:
    """Measure, and print."""
    report_flags()
    report("By shared words (without the extra)", trials(by_words), nearest.BY_WORDS, WORDS_GRID)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    try:
        encoder = SentenceEncoder()
    except ImportError:
        print('By meaning: not installed: pip install "roleplay[words]"')
        return
    loaded = time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    report("By meaning (with the extra)", trials(by_meaning(encoder)), nearest.BY_MEANING, MEANING_GRID)
    spent: list[float] = []
    for row in read("utterances"):
        began = time.perf_counter()
        encoder.encode([str(row["text"])])
        spent.append((time.perf_counter() - began) * 1000)
    print(
        f"  {encoder.name}: loaded in {loaded:.1f} s, {grown:.0f} MB; a query {statistics.median(spent):.1f} ms", end=""
    )
    print(f" (95th percentile {statistics.quantiles(spent, n=20)[-1]:.1f})")


if __name__ == "__main__":
    main()
