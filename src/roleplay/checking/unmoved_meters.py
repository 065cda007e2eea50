"""RP211: a meter that nothing changes, tested for a value it never has; a single cause of many findings."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic, join_names
from roleplay.scene.conditions import MeterTest, walk
from roleplay.scene.reactions import reactions_of

#: Findings that follow from a condition that never holds, and disappear when that is fixed.
_CONSEQUENCES = frozenset({"RP201", "RP202", "RP205", "RP207", "RP208", "RP209", "RP305", "RP306", "RP309"})


def replace_with_cause(subject: Subject, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings; if a meter that never changes may be their cause, RP211 replaces those that follow from it."""
    if not any(finding.code in _CONSEQUENCES for finding in findings):
        return list(findings)
    causes = _unmoved(subject)
    if not causes:
        return list(findings)
    return [*causes, *(finding for finding in findings if finding.code not in _CONSEQUENCES)]


def _unmoved(subject: Subject) -> list[Diagnostic]:
    """RP211 for meters that keep their initial value with every cast, while a condition requires another one."""
    if any(cast.graph.cut for cast in subject.casts):
        return []
    scenario, personas = subject.scenario, subject.bundle.personas
    tests = [test for condition in scenario.conditions() for test in walk(condition) if isinstance(test, MeterTest)]
    findings: list[Diagnostic] = []
    for name, meter in scenario.meters.items():
        failing = [test for test in tests if test.meter == name and not test.low <= meter.start <= test.high]
        if not failing or _moves(subject, name):
            continue
        current = [member.persona for member in scenario.cast.values()]
        moving = [p for p in personas if any(name in changes for changes in reactions_of(p, personas).values())]
        details = {
            "name": name,
            "value": meter.start,
            "count": len(failing),
            "personas": join_names(f"`{persona}`" for persona in dict.fromkeys(current)),
            "personas_zh": join_names((f"`{persona}`" for persona in dict.fromkeys(current)), "、"),
            "others": join_names(f"`{persona}`" for persona in moving) or "-",
            "others_zh": join_names((f"`{persona}`" for persona in moving), "、") or "-",
        }
        findings.append(subject.key_finding("RP211", ("meters", name), **details))
    return findings


def _moves(subject: Subject, meter: str) -> bool:
    """Whether the meter has more than one value over the states of some cast."""
    for cast in subject.casts:
        index = cast.story.slots.meters[meter]
        if len({state.meters[index] for state in cast.graph.states}) > 1:
            return True
    return False
