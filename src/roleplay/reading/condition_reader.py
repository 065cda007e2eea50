"""Reading the conditions of a file: which names they may test, and against which values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.fullwidth_signs import wide_sign_around
from roleplay.scene.conditions import (
    COUNT_MAX,
    METER_MAX,
    NO_LIMIT,
    AnyOf,
    ChoiceTest,
    Condition,
    FactTest,
    FlagTest,
    MeterTest,
    Not,
    PersonaTest,
    Test,
    TurnTest,
    VisitsTest,
    parse_comparison,
)
from roleplay.scene.frozen import FrozenDict


class ConditionNames(NamedTuple):
    """The names that a condition of this scenario may test."""

    meters: frozenset[str]
    flags: frozenset[str]
    facts: Mapping[str, tuple[str, ...]]
    nodes: frozenset[str]
    #: the choices of each node
    choices: Mapping[str, tuple[str, ...]] = FrozenDict()
    cast: frozenset[str] = frozenset()

    def all(self) -> list[str]:
        """Every name, as it would be written."""
        people = (f"persona.{member}" for member in sorted(self.cast))
        return [*sorted(self.meters), *sorted(self.flags), *sorted(self.facts), "turn", *people]


def _words(value: Any) -> tuple[str, ...]:
    """The words of one word or a list of words; empty if ``value`` is neither."""
    words = [value] if isinstance(value, str) else value
    valid = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return tuple(words) if valid else ()


class ConditionReader:
    """Turns the maps of one file into conditions, and collects what is wrong with them."""

    def __init__(self, document: Document, names: ConditionNames) -> None:
        self.document = document
        self.names = names
        self.findings: list[Diagnostic] = []

    def read(self, raw: Mapping[str, Any] | None, path: KeyPath) -> Condition:
        """The condition written at ``path``; invalid tests are reported and left out."""
        if raw is None:
            return ()
        if not raw:
            self.report_invalid(path, "{}", "when", "write at least one condition", "至少写一个条件")
        tests = (self.test(name, value, (*path, name)) for name, value in raw.items())
        return tuple(test for test in tests if test is not None)

    def report_invalid(self, path: KeyPath, value: Any, name: str, fix: str, fix_zh: str) -> None:
        """Report an invalid value in a condition (RP013), or the full-width sign that made it invalid."""
        wide_sign = wide_sign_around(self.document, self.document.span(path), value)
        if wide_sign is not None:
            self.findings.append(wide_sign)
            return
        shown = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        shown = shown if len(shown) <= 40 else shown[:39] + "…"
        finding = self.document.finding(
            "RP013", self.document.span(path), None, found=shown, name=name, fix=fix, fix_zh=fix_zh
        )
        self.findings.append(finding)

    def test(self, name: str, value: Any, path: KeyPath) -> Test | None:
        """One entry of a condition; ``None`` if it is invalid, which is reported."""
        names = self.names
        if name == "any":
            return self.any_of(value, path)
        if name == "not":
            if isinstance(value, dict):
                return Not(self.read(value, path))
            self.report_invalid(path, value, name, "write not: {meter: ..}", "请写 not: {数值: ..}")
            return None
        if name == "turn":
            interval = self.interval(name, value, NO_LIMIT, path)
            return interval and TurnTest(*interval)
        if name.startswith("visits."):
            node = name.removeprefix("visits.")
            if node not in names.nodes:
                span = self.document.key_span(path)
                suggestion = self.document.nearest(node, names.nodes)
                self.findings.append(self.document.finding("RP101", span, suggestion, name=node))
                return None
            interval = self.interval(name, value, NO_LIMIT, path)
            return interval and VisitsTest(node, *interval)
        if name.startswith("chose."):
            return self.choice_test(name, value, path)
        if name.startswith("persona."):
            return self.persona_test(name, value, path)
        if name in names.meters:
            interval = self.interval(name, value, METER_MAX, path)
            return interval and MeterTest(name, *interval)
        if name in names.flags:
            if isinstance(value, bool):
                return FlagTest(name, value)
            self.report_invalid(
                path, value, name, "a flag is true or false, without quotes", "标记只能写 true 或 false，不加引号"
            )
            return None
        if name in names.facts:
            return self.fact_test(name, value, path)
        span = self.document.key_span(path)
        suggestion = self.document.nearest(name, names.all())
        self.findings.append(self.document.finding("RP109", span, suggestion, name=name))
        return None

    def choice_test(self, name: str, value: Any, path: KeyPath) -> Test | None:
        """``chose.NODE``: which line was said at a node; allowed only in ``discussion``, after the story has ended."""
        if path[0] != "discussion":
            self.report_invalid(
                path, name, name, "only a question under `discussion:` can test the choices made; use a flag here",
                "只有 `discussion:` 里的问题能问选过哪一句；这里请用标记",
            )  # fmt: skip
            return None
        node = name.removeprefix("chose.")
        known = self.names.choices.get(node)
        if known is None:
            span, suggestion = self.document.key_span(path), self.document.nearest(node, self.names.choices)
            self.findings.append(self.document.finding("RP101", span, suggestion, name=node))
            return None
        choices = self.words_of(name, value, known, path, "choices", "选项")
        unknown = next((choice for choice in choices if choice not in known), None)
        if unknown is not None:
            details = {"name": unknown, "where": f"the node `{node}`", "where_zh": f"节点 `{node}` "}
            suggestion = self.document.nearest(unknown, known)
            self.findings.append(self.document.finding("RP111", self.document.span(path), suggestion, **details))
        return None if unknown is not None or not choices else ChoiceTest(node, choices)

    def persona_test(self, name: str, value: Any, path: KeyPath) -> Test | None:
        """``persona.MEMBER``: as which persona a member of the cast is played; the library checks the personas."""
        member = name.removeprefix("persona.")
        if member not in self.names.cast:
            span, suggestion = self.document.key_span(path), self.document.nearest(member, self.names.cast)
            self.findings.append(self.document.finding("RP108", span, suggestion, name=member))
            return None
        personas = _words(value)
        if not personas:
            fix, fix_zh = "write the id of a persona, or a list of ids", "请写一个人物类型的 id，或 id 的列表"
            self.report_invalid(path, value, name, fix, fix_zh)
            return None
        return PersonaTest(member, personas)

    def words_of(
        self, name: str, value: Any, known: Sequence[str], path: KeyPath, kind: str, kind_zh: str
    ) -> tuple[str, ...]:
        """One word or a list of words, known or not; empty if ``value`` is neither, which is reported."""
        words = _words(value)
        if words:
            return words
        fix = f"write one of its {kind} ({join_names(known)}), or a list of them"
        self.report_invalid(path, value, name, fix, f"请写它的{kind_zh}（{join_names(known, '、')}）之一，或其列表")
        return ()

    def any_of(self, value: Any, path: KeyPath) -> Test | None:
        """``any``: a list of conditions; ``None`` if ``value`` is not one, which is reported."""
        if isinstance(value, list) and value and all(isinstance(option, dict) for option in value):
            return AnyOf(tuple(self.read(option, (*path, n)) for n, option in enumerate(value)))
        self.report_invalid(path, value, "any", "write any: [{..}, {..}]", "请写 any: [{..}, {..}]")
        return None

    def interval(self, name: str, value: Any, top: int, path: KeyPath) -> tuple[int, int] | None:
        """The interval of a comparison, clipped to ``0..top``; ``None`` if it is invalid, which is reported."""
        interval = parse_comparison(value, top) if isinstance(value, str) else None
        if interval is None:
            self.report_invalid(
                path, value, name, 'write a comparison in quotes, such as ">= 40", "< 20" or "30..60"',
                '请写带引号的比较，例如 ">= 40"、"< 20" 或 "30..60"',
            )  # fmt: skip
            return None
        low, high = max(interval[0], 0), min(interval[1], top)
        if low > high:
            self.report_invalid(
                path, value, name, "no possible value fits it: reverse the comparison, or widen it",
                "没有任何取值符合它：请把比较反过来，或放宽范围",
            )  # fmt: skip
            return None
        if low > COUNT_MAX or COUNT_MAX < high < NO_LIMIT:
            self.report_invalid(
                path, value, name, f"no conversation is that long: a count can be at most {COUNT_MAX}",
                f"没有对话会这么长：次数最多写到 {COUNT_MAX}",
            )  # fmt: skip
            return None
        return low, high

    def fact_test(self, name: str, value: Any, path: KeyPath) -> Test | None:
        """The test of a dealt fact; ``None`` if one of its values is never dealt, which is reported."""
        known = self.names.facts[name]
        values = self.words_of(name, value, known, path, "values", "取值")
        unknown = next((fact_value for fact_value in values if fact_value not in known), None)
        if unknown is not None:
            details = {"fact": name, "name": unknown, "known": join_names(known)}
            suggestion = self.document.nearest(unknown, known)
            self.findings.append(self.document.finding("RP110", self.document.span(path), suggestion, **details))
        return None if unknown is not None or not values else FactTest(name, values)
