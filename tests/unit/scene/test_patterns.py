"""Patterns of a vocabulary: what they match, and which are refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.scene.patterns import MAX_GAP, MAX_LENGTH, PatternError, literal, matches, parse_pattern, tokens


def fits(pattern: str, line: str) -> str | None:
    """The piece of ``line`` that the first match covers."""
    words = tokens(line)
    for first, last in matches(parse_pattern(pattern), words):
        return line[words[first].start : words[last - 1].end]
    return None


@pytest.mark.parametrize(
    ("pattern", "line", "piece"),
    [
        ("our policy", "Well, that's Our  POLICY, sir", "Our POLICY".replace(" ", "  ")),
        ("our policy", "our policyholder", None),
        ("our policy", "hour policy", None),
        ("[our|the company] policy", "it is the company policy.", "the company policy"),
        ("i (really|do) understand", "I understand", "I understand"),
        ("i (really|do) understand", "I do understand", "I do understand"),
        ("i (really|do) understand", "I really do understand", None),
        ("i understand … but", "I understand how you feel, Mr. Wang, but", "I understand how you feel, Mr. Wang, but"),
        ("i understand … but", "I understand one two three four five six but", None),
        ("i understand … but", "I understand. But", None),
        ("i understand … but", "I understand... but", "I understand... but"),
        ("i understand … but", "I understand it takes 3.5 days but", "I understand it takes 3.5 days but"),
        ("i understand but", "i understand, but", "i understand, but"),
        ("don't post", "please dont post", "dont post"),
        ("dont post", "Don’t post", "Don’t post"),
        ("100 %", "I guarantee 100% here", "100%"),
        ("这是 [公司|店里] (的) 规定", "抱歉，这是店里的规定！", "这是店里的规定"),
        ("这是 [公司|店里] (的) 规定", "这，是公司规定", "这，是公司规定"),
        ("理解您 … 但是", "我理解您现在着急的心情，但是", "理解您现在着急的心情，但是"),
        ("理解您 … 但是", "理解您。但是", None),
        ("理解您 … 但是", f"理解您{'很' * MAX_GAP}但是", f"理解您{'很' * MAX_GAP}但是"),
        ("理解您 … 但是", f"理解您{'很' * (MAX_GAP + 1)}但是", None),
        ("(very) sorry (sir)", "so sorry", "sorry"),  # an optional element at an end changes nothing
        ("１００％", "100%", "100%"),
        ("100%", "（１００％）", "１００％"),
        ("i see … but", "I see… but", "I see… but"),
    ],
)
def test_a_pattern_matches(pattern: str, line: str, piece: str | None) -> None:
    assert fits(pattern, line) == piece


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("a [b", "brackets"),
        ("a b]", "brackets"),
        ("a [b (c)]", "brackets"),
        ("a | b", "bar"),
        ("… a", "gap"),
        ("a ...", "gap"),
        ("a … … b", "gap"),
        ("(a) … b", "gap"),
        ("[a|] b", "empty"),
        ("[,] b", "empty"),
        ("a. b", "sentence"),
        ("好。行", "sentence"),
        ("", "nothing"),
        ("!?", "sentence"),
        ("，“”", "nothing"),
        ("(a)", "nothing"),
        ("a" * (MAX_LENGTH + 1), "long"),
    ],
)
def test_a_broken_pattern_is_refused(pattern: str, problem: str) -> None:
    with pytest.raises(PatternError) as refused:
        parse_pattern(pattern)
    assert refused.value.problem == problem


@given(st.text(alphabet="ab[]()|…. 好，。'", max_size=30), st.text(alphabet="ab 好，。'", max_size=40))
def test_any_pattern_is_parsed_or_refused_and_any_line_can_be_searched(pattern: str, line: str) -> None:
    words = tokens(line)
    try:
        parsed = parse_pattern(pattern)
    except PatternError:
        return
    for first, last in matches(parsed, words):
        assert 0 <= first < last <= len(words)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_phrase_matches_itself_anywhere_in_a_line(before: str, after: str) -> None:
    words = tokens(f"{before} 我也没办法 {after}")
    assert list(matches(literal("我也没办法"), words))
    assert literal("…!") == () or list(matches(literal("…!"), tokens("!")))


def test_matching_takes_time_linear_in_the_line() -> None:
    """The worst case: every word can start a match, every gap can end anywhere, and nothing ever matches."""
    pattern = parse_pattern("a … (a) … [a|a a] … a … (a) … b")

    def spent(count: int) -> float:
        began = time.process_time()
        assert not list(matches(pattern, tokens("a " * count)))
        return time.process_time() - began

    spent(50)
    assert spent(2000) < 20 * max(spent(400), 0.005)
