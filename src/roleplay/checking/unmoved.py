"""RP211: a meter that nothing moves, and that is asked for a value it never has; one cause of many findings."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.checking.subject import Subject
from roleplay.reading.diagnostics import Diagnostic, listed
from roleplay.scene.conditions import MeterTest, walk
from roleplay.scene.reactions import reactions_of

#: What follows where a condition never holds, and is mended with it.
_FOLLOWS = frozenset({"RP201", "RP202", "RP205", "RP207", "RP208", "RP209", "RP305", "RP306", "RP309"})


def name_the_cause(subject: Subject, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings; where a meter that nothing moves may be their cause, that in the place of what follows from it."""
    if not any(finding.code in _FOLLOWS for finding in findings):
        return list(findings)
    causes = _unmoved(subject)
    if not causes:
        return list(findings)
    return [*causes, *(finding for finding in findings if finding.code not in _FOLLOWS)]


def _unmoved(subject: Subject) -> list[Diagnostic]:
    """The meters that keep the value at which they start with every cast, and are asked for another one."""
    if any(cast.graph.cut for cast in subject.casts):
        return []
    scenario, personas = subject.scenario, subject.bundle.personas
    tests = [test for condition in scenario.conditions() for test in walk(condition) if isinstance(test, MeterTest)]
    found: list[Diagnostic] = []
    for name, meter in scenario.meters.items():
        failing = [test for test in tests if test.meter == name and not test.low <= meter.start <= test.high]
        if not failing or _moves(subject, name):
            continue
        there = [member.persona for member in scenario.cast.values()]
        moving = [p for p in personas if any(name in changes for changes in reactions_of(p, personas).values())]
        details = {
            "name": name,
            "value": meter.start,
            "count": len(failing),
            "personas": listed(f"`{persona}`" for persona in dict.fromkeys(there)),
            "personas_zh": listed((f"`{persona}`" for persona in dict.fromkeys(there)), "、"),
            "others": listed(f"`{persona}`" for persona in moving) or "-",
            "others_zh": listed((f"`{persona}`" for persona in moving), "、") or "-",
        }
        found.append(subject.key_finding("RP211", ("meters", name), **details))
    return found


def _moves(subject: Subject, meter: str) -> bool:
    """Whether any state of any cast has another value of the meter than the first."""
    for cast in subject.casts:
        index = cast.story.slots.meters[meter]
        if len({state.meters[index] for state in cast.graph.states}) > 1:
            return True
    return False
