"""RP418, RP419: the best line as the echo, or as the one with numbers and names."""

from __future__ import annotations

import pytest

from builders import Data
from roleplay.checking.writing import check_writing
from roleplay.simulation.lexicon import PARTICULARS

from .line_scenes import BOTH, EVEN, findings, moment, paths, story, subject, with_even_moments

HEARD = "The kettle burned my kitchen."
ECHO = ("Not now, x.", "Your kitchen burned.", "Tomorrow ok")
EXACT = ("Not now, x.", "At nine on Friday.", "Later, ok?")


def echoes(best: int, other: int, plain: int = 0) -> Data:
    """Decisions in which the echo is best, in which it is not, and in which there is no echo."""
    hits = [moment(*ECHO, best=1, says=HEARD) for _ in range(best)]
    misses = [moment(*ECHO, best=0, says=HEARD) for _ in range(other)]
    return with_even_moments(*hits, *misses, *[moment(*EVEN, best=1, says=HEARD) for _ in range(plain)])


def test_the_best_line_may_be_the_echo_in_half_of_the_decisions_that_have_one() -> None:
    assert paths(echoes(3, 3), "RP418") == []
    ((path, finding),) = findings(echoes(3, 2, plain=4), "RP418")
    assert path == "nodes.n0.choices.1.say"
    assert "3 of the 5 decisions" in finding.message("en")


def test_four_decisions_with_an_echo_are_too_few() -> None:
    assert paths(echoes(4, 0, plain=5), "RP418") == []


def test_a_poor_line_that_echoes_as_much_removes_the_cue() -> None:
    shared = ("Your kitchen burned?", "Your kitchen burned.", "Tomorrow ok")
    assert paths(story(*[moment(*shared, best=1, says=HEARD) for _ in range(6)]), "RP418") == []


def test_a_line_must_be_the_echo_of_every_variant() -> None:
    says = [{"when": {"anger": "> 50"}, "text": HEARD}, {"text": "Nothing works."}]
    assert paths(story(*[moment(*ECHO, best=1, says=says) for _ in range(6)]), "RP418") == []


def test_stop_words_are_not_an_echo() -> None:
    lines = ("Not now, x.", "You will have it then.", "Tomorrow ok")
    data = story(*[moment(*lines, best=1, says="Will you have it then?") for _ in range(6)])
    assert paths(data, "RP418") == []


def test_chinese_is_compared_by_its_characters() -> None:
    lines = (
        {"zh": "先等等。", "en": "Not now, x."},
        {"zh": "水壶烧了您的厨房。", "en": "I hear you, x."},
        {"zh": "明天再说。", "en": "Tomorrow ok"},
    )
    says = {"zh": "水壶把我家厨房烧了！", "en": HEARD}
    data = story(*[moment(*lines, best=1, says=says) for _ in range(5)], title=BOTH)
    assert paths(data, "RP418") == ["nodes.n0.choices.1.say.zh"]


def exact_lines(best: int, other: int) -> Data:
    plain = ("Go on then.", "Not now, x.", "Later, ok?")
    decisions = [(EXACT, 1)] * best + [(EXACT, 0)] * other + [(plain, 1)] * 3
    return story(*[moment(*says, best=winner) for says, winner in decisions])


def test_the_best_line_may_be_the_most_exact_in_half_of_the_decisions_that_have_one() -> None:
    assert paths(exact_lines(3, 3), "RP419") == []
    ((path, finding),) = findings(exact_lines(3, 2), "RP419")
    assert path == "nodes.n0.choices.1.say"
    assert "3 of the 5 decisions" in finding.message("en")


def test_a_name_of_the_cast_is_a_particular() -> None:
    lines = ("Not now, x.", "Ask {ann}, ok?", "Later, ok?")
    assert paths(story(*[moment(*lines, best=1) for _ in range(5)]), "RP419") == ["nodes.n0.choices.1.say"]


def test_a_poor_line_that_is_as_exact_removes_the_cue() -> None:
    lines = ("By ten, Monday.", "At nine on Friday.", "Later, ok?")
    assert paths(story(*[moment(*lines, best=1) for _ in range(6)]), "RP419") == []


def test_a_language_without_a_lexicon_of_particulars_is_skipped() -> None:
    assert paths(story(*[moment(*EXACT, best=1) for _ in range(6)], language="fr"), "RP419") == []


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("zh", "周五上午九点，两台", 4),
        ("zh", "12 号", 1),
        ("zh", "三点半前给您回电话", 1),
        ("zh", "等一下，一点也不急，一起看看", 0),
        ("en", "By half past nine on Friday, 12 of them", 4),
        ("en", "one of them, once more, at the moment", 0),
    ],
)
def test_what_counts_as_exact(language: str, text: str, count: int) -> None:
    assert len(PARTICULARS[language].findall(text)) == count


def test_patterns_are_not_checked_without_exploration() -> None:
    checked = subject(exact_lines(3, 2))
    assert "RP419" in {finding.code for finding in check_writing(checked, release=True)}
    assert "RP419" not in {finding.code for finding in check_writing(checked, release=True, explored=False)}
