"""A scene with everything it refers to as plain data, from which the script plays and judges it, without YAML.

References stay names. Small things are computed in advance: what a persona inherits, and weights and worths as integer
multiples of one unit, so that the script does not add fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from roleplay.scene.conditions import (
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
)
from roleplay.scene.kpi import KpiProfile
from roleplay.scene.model import Bundle, Choice, Criterion, Ending, Move, Node, Rubric, Scenario, Variant
from roleplay.scene.reactions import personas_offered, reactions_of
from roleplay.scene.text import Text
from roleplay.scoring.value import ENDING
from roleplay.scoring.version import VERSION

#: A JSON object.
Data: TypeAlias = dict[str, Any]


def scene_data(bundle: Bundle) -> Data:
    """The scene as JSON-serialisable data, deterministic for a bundle."""
    scenario = bundle.scenario
    rubrics = [bundle.rubrics[name] for name in scenario.rubrics]
    moves = _moves_met(bundle)
    unit = _unit(rubrics[0], scenario.endings.values())
    return {
        "scoring": VERSION,
        "id": scenario.id,
        "language": scenario.language,
        "languages": list(scenario.languages),
        "title": _text(scenario.title),
        "summary": _text(scenario.summary),
        "minutes": scenario.minutes,
        "tutorial": scenario.tutorial,
        "brief": _brief(scenario),
        "cast": [
            {
                "id": member.id,
                "name": _text(member.name),
                "persona": member.persona,
                "offered": list(personas_offered(scenario, member.id, bundle.personas)),
            }
            for member in scenario.cast.values()
        ],
        "personas": _personas(bundle, moves),
        "meters": [
            {
                "id": meter.id,
                "name": _text(meter.name),
                "start": meter.start,
                "betterLow": meter.better_low,
                "shown": meter.shown,
            }
            for meter in scenario.meters.values()
        ],
        "flags": list(scenario.flags),
        "deal": [{"id": name, "values": list(values)} for name, values in scenario.deal.items()],
        "start": scenario.start,
        "nodes": [_node(node, scenario) for node in scenario.nodes.values()],
        "endings": [_ending(ending, unit) for ending in scenario.endings.values()],
        "pass": {
            "thresholds": [[ref, wanted] for ref, wanted in scenario.pass_mark.thresholds.items()],
            "endings": list(scenario.pass_mark.endings),
        },
        "discussion": [_variant(question.when, question.text) for question in scenario.discussion],
        "rubrics": [_rubric(rubric) for rubric in rubrics],
        "unit": unit,
        "weights": [int(_exact(criterion.weight) * unit) for criterion in rubrics[0].criteria],
        "moves": {name: _move(bundle.moves[name]) for name in moves},
        "kpi": None if bundle.kpi is None else _kpi(bundle.kpi),
    }


def _moves_met(bundle: Bundle) -> list[str]:
    """The moves that lines of the scene make, those that could be made instead, and the critical ones."""
    used = {
        use.move: None for node in bundle.scenario.nodes.values() for choice in node.choices for use in choice.moves
    }
    better = [other for name in used for other in bundle.moves[name].instead]
    critical = [name for ref in bundle.scenario.rubrics for name in sorted(bundle.rubrics[ref].critical)]
    return [name for name in dict.fromkeys((*used, *better, *critical)) if name in bundle.moves]


def _exact(share: float) -> Fraction:
    """The exact value of the decimal number in the file."""
    return Fraction(repr(share))


def _unit(lead: Rubric, endings: Iterable[Ending]) -> int:
    """The number of parts per point such that all weights and worths are integers."""
    weights = (_exact(criterion.weight) for criterion in lead.criteria)
    losses = (ENDING * (1 - _exact(ending.worth)) for ending in endings)
    return lcm(*(share.denominator for share in (*weights, *losses)))


def _text(text: Text) -> Data:
    """Language -> text, in the order of the file."""
    return dict(text.values)


def _brief(scenario: Scenario) -> Data:
    brief = scenario.brief
    texts = {name: _text(getattr(brief, name)) for name in ("role", "situation", "authority", "channel", "goal")}
    papers = [{"title": _text(paper.title), "text": _text(paper.text)} for paper in brief.papers]
    return {**texts, "papers": papers}


def _personas(bundle: Bundle, moves: Iterable[str]) -> Data:
    """The personas that the cast can be played as, with their reactions (own or inherited) that matter in the scene."""
    scenario = bundle.scenario
    offered = dict.fromkeys(
        persona for member in scenario.cast for persona in personas_offered(scenario, member, bundle.personas)
    )
    used_moves = set(moves)
    texts: Data = {}
    for name in offered:
        persona = bundle.personas[name]
        reactions = {
            move: moved
            for move, changes in reactions_of(name, bundle.personas).items()
            if move in used_moves
            and (moved := {meter: by for meter, by in changes.items() if meter in scenario.meters})
        }
        texts[name] = {"name": _text(persona.name), "about": _text(persona.about), "reactions": reactions}
    return texts


def _node(node: Node, scenario: Scenario) -> Data:
    assess = node.assess
    own = [f"{name}." for name in scenario.rubrics]
    return {
        "id": node.id,
        "scene": _variants(node.scene),
        "speaker": node.speaker,
        "says": _variants(node.says),
        "assess": None if assess is None else [ref for ref in assess if ref.startswith(tuple(own))],
        "sketch": node.is_sketch,
        "choices": [_choice(choice) for choice in node.choices],
        "silence": None if node.silence is None else {"after": node.silence.after, "choice": node.silence.choice},
    }


def _choice(choice: Choice) -> Data:
    return {
        "id": choice.id,
        "say": _text(choice.say),
        "moves": [{"move": use.move, "when": _condition(use.when)} for use in choice.moves],
        "effects": dict(choice.effects),
        "set": list(choice.set),
        "clear": list(choice.clear),
        "when": _condition(choice.when),
        "locked": None if choice.locked is None else _text(choice.locked),
        "once": choice.once,
        "to": choice.to,
        "reply": _variants(choice.reply),
        "why": _variants(choice.why),
        "goto": [{"when": _condition(target.when), "to": target.to} for target in choice.goto],
    }


def _ending(ending: Ending, unit: int) -> Data:
    return {
        "id": ending.id,
        "title": _text(ending.title),
        "text": _variants(ending.text),
        "outcome": ending.outcome.value,
        "loss": int(ENDING * (1 - _exact(ending.worth)) * unit),
        "kpi": {} if ending.kpi is None else {name: int(value) for name, value in ending.kpi.given.items()},
    }


def _rubric(rubric: Rubric) -> Data:
    return {
        "id": rubric.id,
        "name": _text(rubric.name),
        "order": list(rubric.order),
        "critical": sorted(rubric.critical),
        "minimum": rubric.minimum,
        "criteria": [_criterion(criterion) for criterion in rubric.criteria],
    }


def _criterion(criterion: Criterion) -> Data:
    return {
        "id": criterion.id,
        "name": _text(criterion.name),
        "about": _text(criterion.about),
        "weight": criterion.weight,
        "points": dict(criterion.points),
        "levels": [_text(level) for level in criterion.levels],
    }


def _move(move: Move) -> Data:
    return {
        "name": _text(move.name),
        "about": _text(move.about),
        "kind": move.kind.value,
        "instead": list(move.instead),
        "moment": None if move.moment is None else _text(move.moment),
        "act": None if move.act is None else _text(move.act),
    }


def _kpi(profile: KpiProfile) -> Data:
    return {
        "source": _text(profile.source),
        "weights": dict(profile.weights),
        "targets": {name: target for name, target in profile.targets._asdict().items() if target is not None},
    }


def _variants(variants: Iterable[Variant]) -> list[Data]:
    return [_variant(variant.when, variant.text) for variant in variants]


def _variant(when: Condition, text: Text) -> Data:
    return {"when": _condition(when), "text": _text(text)}


def _condition(condition: Condition) -> list[list[Any]]:
    return [_test(test) for test in condition]


def _test(test: Test) -> list[Any]:
    match test:
        case MeterTest(meter, low, high):
            return ["meter", meter, low, high]
        case FlagTest(flag, value):
            return ["flag", flag, value]
        case FactTest(fact, values):
            return ["fact", fact, list(values)]
        case VisitsTest(node, low, high):
            return ["visits", node, low, high]
        case TurnTest(low, high):
            return ["turn", low, high]
        case PersonaTest(member, personas):
            return ["persona", member, list(personas)]
        case ChoiceTest(node, choices):
            return ["said", node, list(choices)]
        case AnyOf(options):
            return ["any", [_condition(option) for option in options]]
        case Not(inner):
            return ["not", _condition(inner)]
