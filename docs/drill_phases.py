"""The page of a drill's phases, generated from the program's transition table: ``python docs/drill_phases.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from roleplay.drill.events import facilitator as f  # noqa: E402
from roleplay.drill.phases import ON_STAGE, TABLE, PhaseTransition, Rule  # noqa: E402
from roleplay.drill.stage import Phase  # noqa: E402

PAGE = ROOT / "docs" / "drill-phases.md"
#: Events left out of the diagrams: they lead from nearly everywhere to the same few phases.
_SHORT_CUTS = (f.Skip, f.End)

_HEAD = """\
# The phases of a drill

Generated from the table in `src/roleplay/drill/phases.py` by `python docs/drill_phases.py`; a test keeps the two in
step. The state machine accepts events by that table, and the screen offers keys by it: what is not in it cannot be
done. An arrow has the name of its event and, if there are several ways, its condition in brackets; the first whose
condition holds is taken. If an event has two arrows without a condition, the story decides.
[A drill with a class](drill.md) says what to press.

`Skip` and `End` are left out of the diagrams; the table below has them, with everything else. `Back` undoes the last
transition, whatever it was; `Cover` puts a pause over any phase.
"""


def _followed(rule: Rule, *, on_stage: bool) -> Iterator[PhaseTransition]:
    """The transitions that exist in a drill on stage (or not on stage)."""
    for transition in rule.transitions:
        if transition.when is ON_STAGE:
            if on_stage:
                yield transition
                return
        else:
            yield transition


def diagram(*, on_stage: bool) -> str:
    """The phases as a Mermaid state diagram with their transitions."""
    lines = ["stateDiagram-v2", f"    [*] --> {Phase.LOBBY.name}"]
    reached = [Phase.LOBBY]
    for phase in reached:
        for kind, rule in TABLE[phase].items():
            for transition in _followed(rule, on_stage=on_stage) if kind not in _SHORT_CUTS else ():
                condition = f" [{transition.when.text}]" if transition.when not in (None, ON_STAGE) else ""
                for to in transition.to:
                    lines.append(f"    {phase.name} --> {to.name}: {kind.__name__}{condition}")
                    if to not in reached:
                        reached.append(to)
    return "\n".join((*lines, f"    {Phase.DEBRIEF.name} --> [*]"))


def _cell(rule: Rule | None) -> str:
    """A table cell: where an event leads, and its conditions."""
    if rule is None:
        return "–"
    targets = [
        " or ".join(to.name for to in transition.to) + (f" ({transition.when.text})" if transition.when else "")
        for transition in rule.transitions
    ]
    guards = ["if " + guard.condition.text for guard in rule.guards]
    return "; ".join(dict.fromkeys((*guards, *targets)))


def table() -> str:
    """The whole table, with one row per phase."""
    rows = ["| phase | Next | Skip | End | other events |", "|---|---|---|---|---|"]
    for phase, rules in TABLE.items():
        others = [kind.__name__ for kind in rules if kind not in (f.Next, *_SHORT_CUTS)]
        cells = [_cell(rules.get(kind)) for kind in (f.Next, *_SHORT_CUTS)]
        rows.append(f"| {' | '.join((phase.name, *cells, ', '.join(sorted(others))))} |")
    return "\n".join(rows)


def page() -> str:
    """The generated page."""
    pictures = [
        f"## {title}\n\n```mermaid\n{diagram(on_stage=on_stage)}\n```\n"
        for title, on_stage in (("A class, or a contest of tables", False), ("On stage", True))
    ]
    return "\n".join((_HEAD, *pictures, "## Every phase\n", table(), ""))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
