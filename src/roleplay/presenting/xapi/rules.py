"""Rules for the statements of attempts beyond well-formedness; see docs/xapi.md.

A store checks that a statement is well formed. Only we can check that the statements of an attempt tell one story and
that their numbers agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from roleplay.presenting.xapi.activities import Json
from roleplay.presenting.xapi.names import VERBS, extension, statement_id, verb_iri

_VERB = {verb_iri(verb): verb for verb in VERBS}
#: Verbs that an attempt has at most once.
_ONCE = ("initialized", "completed", "passed", "failed", "terminated")


def broken_rules(statements: Iterable[Json]) -> list[str]:
    """What is wrong, a sentence each, with the id of the statement; empty if everything is right.

    The statements of an attempt must be consecutive, in the order in which they will be sent.
    """
    faults: list[str] = []
    seen: set[str] = set()
    for registration, group in groupby(statements, key=lambda statement: statement["context"]["registration"]):
        attempt_statements = list(group)
        for statement in attempt_statements:
            if statement["id"] in seen:
                faults.append(f"{statement['id']}: occurs twice")
            seen.add(statement["id"])
            faults += [f"{statement['id']}: {fault}" for fault in _of_one(statement)]
        faults += [f"{registration}: {fault}" for fault in _of_attempt(attempt_statements, UUID(registration))]
    return faults


def _of_one(statement: Json) -> Iterator[str]:
    verb = _VERB.get(statement["verb"]["id"])
    if verb is None:
        yield "its verb is not in the profile"
        return
    if not statement["timestamp"].endswith("Z"):
        yield "its timestamp has no time zone"
    yield from _of_languages(statement)
    if _has_null(statement):
        yield "it contains null"
    result: Json = statement.get("result", {})
    score: Json | None = result.get("score")
    if score is not None:
        if verb not in ("answered", "passed", "failed"):
            yield f"{verb} has a score"
        if not score["min"] <= score["raw"] <= score["max"]:
            yield "its raw score is outside of min and max"
        least = -1 if verb == "answered" else 0
        if not least <= score["scaled"] <= 1:
            yield "its scaled score is outside of its range"
    if verb == "answered":
        yield from _of_answer(statement["object"]["definition"], result)
    elif verb in ("passed", "failed") and result["success"] is not (verb == "passed"):
        yield f"{verb} says success: {result['success']}"
    if "success" in result and verb not in ("answered", "passed", "failed"):
        yield f"{verb} has success"
    if "completion" in result and verb != "completed":
        yield f"{verb} has completion"
    if verb in ("completed", "passed", "failed", "terminated") and "duration" not in result:
        yield f"{verb} has no duration"


def _of_answer(definition: Json, result: Json) -> Iterator[str]:
    choices = [choice["id"] for choice in definition["choices"]]
    if len(set(choices)) < len(choices) or any(not name or name.split() != [name] for name in choices):
        yield "its choices are not distinct"
    if result["response"] not in choices:
        yield "its response is not one of its choices"
    extensions = result["extensions"]
    shown = extensions.get(extension("presented-order"))
    if shown is not None and (len(set(shown)) < len(shown) or not set(shown) <= set(choices)):
        yield "the order shown is not a list of its choices, each once"
    if shown is not None and result["response"] not in shown:
        yield "its response was not shown"
    key = definition.get("correctResponsesPattern")
    if key is not None and result["success"] is not (result["response"] in key):
        yield "its success contradicts its answer key"
    points = extensions.get(extension("points"), {})
    if ("score" in result) is not bool(points):
        yield "it has a score without points, or points without a score"
    elif points:
        raw = sum(_earned(item) for item in points.values())
        most = sum(item["best"] for item in points.values() if item["best"] > 0)
        if (raw, most) != (result["score"]["raw"], result["score"]["max"]):
            yield "its score is not the sum of its points"
    if result.get("success") and any(item["points"] != item["best"] for item in points.values()):
        yield "it succeeds with less than the best points available"


def _of_languages(statement: Json) -> Iterator[str]:
    tags = set(statement["verb"]["display"])
    definition = statement["object"].get("definition", {})
    maps: list[Json] = [definition.get("name", {}), definition.get("description", {})]
    maps += [choice["description"] for choice in definition.get("choices", [])]
    for tag in {tag for texts in maps for tag in texts} | tags | {statement["context"]["language"]}:
        if "_" in tag or tag == "zh":
            yield f"{tag} is not a language tag"


def _of_attempt(statements: Sequence[Json], registration: UUID) -> Iterator[str]:
    verbs = [_VERB.get(statement["verb"]["id"], "") for statement in statements]
    if verbs[0] != "initialized":
        yield "it does not begin with initialized"
    if verbs[-1] != "terminated":
        yield "it does not end with terminated"
    for verb in _ONCE:
        if verbs.count(verb) > 1:
            yield f"{verb} occurs {verbs.count(verb)} times"
    if verbs.count("passed") + verbs.count("failed") != verbs.count("completed"):
        yield "passed or failed does not match completed"
    if verbs.count("suspended") != verbs.count("resumed"):
        yield "suspended does not match resumed"
    numbers = dict.fromkeys(VERBS, 0)
    answers = -1
    for statement, verb in zip(statements, verbs, strict=True):
        if verb == "answered":
            answers += 1
        number = answers + (verb == "responded") if verb in ("answered", "responded") else numbers.get(verb, 0)
        if verb in numbers:
            numbers[verb] += 1
            if statement["id"] != statement_id(registration, verb, number):
                yield f"{statement['id']} is not the id of its {verb} {number}"
    times = [statement["timestamp"] for statement in statements]
    if times != sorted(times):
        yield "its times run backwards"
    if len({_text(statement["actor"]) for statement in statements}) > 1:
        yield "it has more than one actor"
    yield from _of_sums(statements, verbs)


def _of_sums(statements: Sequence[Json], verbs: Sequence[str]) -> Iterator[str]:
    """Check that the criteria of the verdict are the sums of the answers that count."""
    verdict = next((s for s, verb in zip(statements, verbs, strict=True) if verb in ("passed", "failed")), None)
    if verdict is None:
        return
    sums: dict[str, list[int]] = {}
    for statement, verb in zip(statements, verbs, strict=True):
        if verb != "answered" or statement["result"]["extensions"].get(extension("taken-back")):
            continue
        for ref, item in statement["result"]["extensions"].get(extension("points"), {}).items():
            totals = sums.setdefault(ref, [0, 0, 0])
            totals[0] += 1
            totals[1] += _earned(item)
            totals[2] += max(item["best"], 0)
    for ref, criterion in verdict["result"]["extensions"][extension("criteria")].items():
        totals = sums.pop(ref, [0, 0, 0])
        if totals != [criterion["decisions"], criterion["earned"], criterion["due"]]:
            yield f"{ref} is not the sum of its answers"
    for ref in sums:
        yield f"{ref} has answers but is not in the criteria"


def _earned(item: Json) -> int:
    points, best = int(item["points"]), int(item["best"])
    return points if best > 0 else points - best


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    if isinstance(value, list):
        return any(map(_has_null, value))
    return value is None


def _text(value: Json) -> str:
    return repr(sorted(value.items()))
