"""Limits: anything above them is refused, or reported in part, before anybody has to wait for it."""

from __future__ import annotations

from typing import Any

import pytest

from builders import check, check_common, choice, ending, marked, meter, move, node, persona, scene, story_scene, yaml
from roleplay.reading import document
from roleplay.reading.diagnostics import MAX_FINDINGS, Diagnostic, nearest

ONE = node(choice("a"), choice("b"))


def unknown_names(number: int) -> list[str]:
    return [f"name-{n}" for n in range(number)]


def codes(findings: tuple[Diagnostic, ...] | list[Diagnostic]) -> list[str]:
    return [finding.code for finding in findings]


# -- very many findings --------------------------------------------------------------


def unknown_moves(number: int) -> tuple[Diagnostic, ...]:
    names = [name.replace("-", "_") for name in unknown_names(number)]
    nodes = {"one": node(choice("a", moves=["listen", *names]))}
    return check(story_scene(nodes=nodes, endings={"end": ending()}, meters={"anger": meter()}))


def test_findings_up_to_the_limit_are_all_reported() -> None:
    assert codes(unknown_moves(MAX_FINDINGS)) == ["RP102"] * MAX_FINDINGS


def test_above_the_limit_the_first_findings_are_reported_and_that_there_are_more() -> None:
    more, *reported = unknown_moves(MAX_FINDINGS + 1)
    assert codes(reported) == ["RP102"] * MAX_FINDINGS
    assert [finding.details["name"] for finding in reported] == [f"name_{n}" for n in range(MAX_FINDINGS)]
    assert (more.code, more.details) == ("RP023", {"limit": str(MAX_FINDINGS), "total": str(MAX_FINDINGS + 1)})


def test_errors_take_precedence_over_warnings() -> None:
    flags = [f"flag_{n}" for n in range(MAX_FINDINGS + 20)]
    findings = check(scene(flags=flags, walks={"w": {"choices": ["good"], "ending": "nowhere"}}))
    assert codes(findings) == ["RP023", *["RP117"] * (MAX_FINDINGS - 1), "RP101"]


def test_the_limit_applies_to_shared_files_as_well() -> None:
    vocabulary = {"roleplay": "moves/1", "moves": {"mine": move("poor", instead=["nothing"] * (MAX_FINDINGS + 1))}}
    assert codes(check_common("more.yaml", yaml(vocabulary))) == ["RP023", *["RP102"] * MAX_FINDINGS]
    vocabulary = {"roleplay": "moves/1", "moves": {f"mine_{n}": move() for n in range(MAX_FINDINGS + 1)}}
    twice = check_common("more.yaml", yaml(vocabulary), ("mine.yaml", yaml(vocabulary)))
    assert codes(twice) == ["RP023", *["RP113"] * MAX_FINDINGS]
    reactions: dict[str, dict[str, int]] = {f"m{n}": {} for n in range(MAX_FINDINGS + 1)}
    assert codes(check_common("soft.yaml", yaml(persona("soft", reactions)))) == ["RP023", *["RP102"] * MAX_FINDINGS]


def test_similar_names_are_looked_up_only_for_the_first_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(word: str, names: Any) -> str | None:
        asked.append(word)
        return nearest(word, names)

    monkeypatch.setattr(document, "nearest", counted)
    nodes = {name: node(choice("a", goto=f"{name}x")) for name in unknown_names(300)}
    findings = check(story_scene(nodes=nodes))
    assert len(asked) == 40
    assert sum(finding.did_you_mean is not None for finding in findings) == 40


def test_a_sentence_lists_no_more_names_than_can_be_read() -> None:
    nodes = {"one": node(choice("a", when={"fact": "other"}), choice("b"))}
    findings = check(story_scene(nodes=nodes, deal={"fact": unknown_names(900)}))
    (finding,) = [finding for finding in findings if finding.code == "RP110"]
    assert finding.message().count("name-") + finding.help().count("name-") == 30
    assert "…" in finding.help() + finding.message()


# -- very much to play ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "shown"), [(3, None), (4, "10000 combinations"), (64, "> 1000000 combinations")]
)  # fmt: skip
def test_facts_may_be_dealt_in_a_thousand_ways(facts: int, shown: str | None) -> None:
    findings = check(story_scene(nodes={"one": ONE}, deal={f"fact_{n}": unknown_names(10) for n in range(facts)}))
    reported = [finding for finding in findings if finding.code == "RP020"]
    assert [finding.details["found"] for finding in reported] == ([] if shown is None else [shown])
    assert all("deal" in finding.message(language) for finding in reported for language in ("en", "zh"))


@pytest.mark.parametrize(
    ("written", "good"),
    [
        (">= 1000", True),
        ("> 1000", False),
        ("< 1001", True),
        ("< 1002", False),
        ("30..1001", False),
        ("= 999999", False),
    ],
)
@pytest.mark.parametrize("name", ["turn", "visits.one"])
def test_a_count_goes_up_to_a_thousand(name: str, written: str, good: bool) -> None:
    findings = check(story_scene(nodes={"one": node(choice("a", when={name: written}), choice("b"))}))
    reported = [finding for finding in findings if finding.code == "RP013"]
    assert len(reported) == (0 if good else 1)
    assert all("1000" in finding.help(language) for finding in reported for language in ("en", "zh"))


# -- names that look like something else ---------------------------------------------------


@pytest.mark.parametrize(
    ("code", "node"),
    [
        ("RP016", "‹<node>: {speaker: ann, says: x, choices: [{id: a, say: x, moves: [listen], goto: end}]}"),
        ("RP010", "<node>: {speaker: ann, says: x, choices: [{id: a, ‹zzz: 1, say: x, moves: [listen], goto: end}]}"),
        ("RP010", "<node>: {speaker: ann, ‹zzz: 1, says: x, choices: [{id: a, say: x, moves: [listen], goto: end}]}"),
        ("RP020", "<node>: {speaker: ann, says: x, ‹choices: []}"),
        ("RP012", "<node>: {speaker: ann, says: ‹3, choices: [{id: a, say: x, moves: [listen], goto: end}]}"),
        ("RP016", "one: {speaker: ann, says: {‹<text>: x}, choices: [{id: a, say: x, moves: [listen], goto: end}]}"),
    ],
)  # fmt: skip
def test_a_placeholder_in_angle_brackets_is_reported_at_its_location(code: str, node: str) -> None:
    rest = "".join(f"{key}: {yaml(value)}\n" for key, value in scene(nodes=None).items())
    text, position = marked(f"{rest}nodes:\n  {node}\n")
    assert (code, position) in [(finding.code, finding.span[:2]) for finding in check(text)]
