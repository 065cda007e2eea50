"""RP601-RP605: blind ratings of the lines compared with those that the rubrics call best.

The best line must not be obvious, and the line that counts as best must be the one that raters think best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, TypeAlias

from roleplay.checking.decision_points import DecisionPoint, best_where, choice_path, decision_points
from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.reading.files import read_regular, unreadable_finding
from roleplay.reading.ratings import MAX_RATINGS_BYTES, Rating, RatingsFile, ratings_files, read_ratings, words_digest
from roleplay.scene.model import Node, Scenario
from roleplay.simulation.lexicon import language_names

#: The share of the decisions, over all raters, in which the line that counts as best may be named best.
MAX_NAMED_SHARE = Fraction(4, 5)
#: The share in which it may be found obvious.
MAX_OBVIOUS_SHARE = Fraction(1, 3)
#: the facts dealt, as (fact, value)
Dealt: TypeAlias = tuple[tuple[str, str], ...]
#: The minimum number of raters of a decision for comparing it with the points.
MIN_RATERS = 3


class RatedDecision(NamedTuple):
    """One decision as its raters judged it."""

    node: Node
    #: the lines that are best by their points, in some state in which the rated lines can be said
    best_lines: frozenset[str]
    #: choice -> its mean rating
    means: Mapping[str, Fraction]
    raters: int
    #: how many raters named the line that counts as best, if there is only one
    named: int
    obvious: int

    @property
    def misjudged(self) -> str | None:
        """The line with the best mean, if no line that counts as best has one as good; else ``None``."""
        top = max(self.means, key=lambda choice: self.means[choice])
        best = max((self.means[choice] for choice in self.best_lines if choice in self.means), default=Fraction(0))
        return top if self.means[top] > best else None


class RatedScene(NamedTuple):
    """The ratings of a scene in one language, as far as its wording has not changed since."""

    language: str
    decisions: tuple[RatedDecision, ...]
    #: nodes with several lines that nobody has rated in their present wording
    unrated: tuple[str, ...]
    raters: int
    #: the first and the last day of rating
    dates: tuple[str, str]

    @property
    def named(self) -> Fraction:
        """The share of all judgements that name the line that counts as best."""
        return _share(sum(decision.named for decision in self.decisions), self._judged)

    @property
    def obvious(self) -> Fraction:
        """The share of all judgements that find the best line obvious."""
        return _share(sum(decision.obvious for decision in self.decisions), self._judged)

    @property
    def _judged(self) -> int:
        return sum(decision.raters for decision in self.decisions)


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def rated_scene(subject: Subject, file: RatingsFile) -> RatedScene:
    """The rated decisions, in the order of the scene. Ratings of wording that has changed since are ignored."""
    points: dict[str, list[DecisionPoint]] = defaultdict(list)
    for point in decision_points(subject):
        points[point.node.id].append(point)
    current = [
        row
        for row in file.rows
        if row.node in points and row.words == words_digest(subject.scenario.nodes[row.node], file.language)
    ]
    order = {name: number for number, name in enumerate(points)}
    moments: dict[tuple[str, Dealt], list[Rating]] = defaultdict(list)
    for row in sorted(current, key=lambda row: order[row.node]):
        moments[row.node, row.dealt].append(row)
    decisions = [_decision(subject, points[name], dealt, rows) for (name, dealt), rows in moments.items()]
    rated_nodes = {name for name, _ in moments}
    days = sorted(row.date for row in current)
    return RatedScene(
        language=file.language,
        decisions=tuple(decisions),
        unrated=tuple(
            name for name in points if name not in rated_nodes and any(len(p.lines) > 1 for p in points[name])
        ),
        raters=len({row.rater for row in current}),
        dates=(days[0], days[-1]) if days else ("", ""),
    )


def _decision(subject: Subject, points: Sequence[DecisionPoint], dealt: Dealt, rows: Sequence[Rating]) -> RatedDecision:
    lines = {row.choice for row in rows}
    matching = [point for point in points if lines <= {line.id for line in point.lines}] or points
    best_lines = (dealt and best_where(subject, points[0].node, dealt, lines)) or frozenset().union(
        *(point.best for point in matching)
    )
    values: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        values[row.choice].append(row.value)
    return RatedDecision(
        node=points[0].node,
        best_lines=best_lines,
        means={choice: Fraction(sum(ratings), len(ratings)) for choice, ratings in values.items()},
        raters=len({row.rater for row in rows}),
        named=sum(row.best and row.choice in best_lines for row in rows) if len(best_lines) == 1 else 0,
        obvious=sum(row.obvious for row in rows),
    )


def read_scene_ratings(scenario: Scenario, scene: Path) -> tuple[list[RatingsFile], list[Diagnostic]]:
    """The ratings that belong to the file ``scene``, and the findings about their files."""
    files: list[RatingsFile] = []
    findings: list[Diagnostic] = []
    for language, path in ratings_files(scene, scenario.languages).items():
        try:
            content = read_regular(path, MAX_RATINGS_BYTES)
        except FileNotFoundError:
            continue
        except OSError as error:
            findings.append(unreadable_finding(path, error))
            continue
        file, problems = read_ratings(content, str(path), scenario, language)
        files.append(file)
        findings += problems
    return files, findings


def check_ratings(subject: Subject) -> list[Diagnostic]:
    """RP601 to RP605, for all languages of the scene."""
    files, findings = read_scene_ratings(subject.scenario, Path(subject.document.file))
    for file in files:
        findings += _of_language(subject, rated_scene(subject, file))
    have = {file.language for file in files}
    for language in subject.scenario.languages:
        if language not in have:
            nodes = [node.id for node in subject.scenario.nodes.values() if len(node.choices) > 1]
            findings.append(_unrated(subject, language, nodes))
    return findings


def _of_language(subject: Subject, scene: RatedScene) -> Iterator[Diagnostic]:
    english, chinese = language_names(scene.language)
    words = {"language": english, "language_zh": chinese}
    if scene.unrated:
        yield _unrated(subject, scene.language, scene.unrated)
    for decision in scene.decisions:
        other = decision.misjudged
        if other is not None and decision.raters >= MIN_RATERS:
            best_line = next(choice for choice in decision.node.choices if choice.id in decision.best_lines)
            details = {
                **words,
                "name": best_line.id,
                "mean": _number(decision.means.get(best_line.id, Fraction(0))),
                "other": other,
                "other_mean": _number(decision.means[other]),
                "raters": decision.raters,
            }
            yield subject.finding("RP602", choice_path(decision.node, best_line, "id"), **details)
    if not scene.decisions or subject.scenario.tutorial:  # a tutorial may be obvious
        return
    by_named = [decision.node.id for decision in scene.decisions if 2 * decision.named > decision.raters]
    by_obvious = [decision.node.id for decision in scene.decisions if 2 * decision.obvious > decision.raters]
    for code, share, limit, names in (
        ("RP603", scene.named, MAX_NAMED_SHARE, by_named),
        ("RP604", scene.obvious, MAX_OBVIOUS_SHARE, by_obvious),
    ):
        if share > limit:
            nodes = join_names(f"`{name}`" for name in names)
            details = {**words, "share": _percent(share), "most": _percent(limit), "nodes": nodes}
            yield subject.key_finding(code, ("nodes",), **details)


def _unrated(subject: Subject, language: str, nodes: Sequence[str]) -> Diagnostic:
    english, chinese = language_names(language)
    names = join_names(f"`{name}`" for name in nodes)
    return subject.key_finding("RP605", ("nodes",), nodes=names, language=english, language_zh=chinese)


def _percent(share: Fraction) -> str:
    return f"{float(100 * share):.0f} %"


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}"
