"""Item figures: checked by hand, state by state, and absent where the answers do not support them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import pytest

from cohort_plays import answer, read_play
from roleplay.cohort.items import (
    ENOUGH_TO_WARN,
    ItemFault,
    ItemFigures,
    costly_items,
    item_figures,
    items_to_review,
    membership,
)
from roleplay.cohort.plays import Doubt, JudgedPlay, LineRange, StateAnswer
from roleplay.cohort.suppression import Cell

#: Two decisions by which learners are ranked: the first `KNOWING` of them lose nothing at either.
RANKING = ("r1", "r2", "r3")
PLAIN = {"good": 0.0, "bad": 2.0}


def class_of(lines: Sequence[str], knowing: Sequence[float], regrets: dict[str, float] = PLAIN) -> list[JudgedPlay]:
    """A learner for each line said at ``item``; ``knowing``: how many of the ranking decisions each gets right."""
    plays = []
    for number, (line, right) in enumerate(zip(lines, knowing, strict=True)):
        ranking = [answer(node, "good" if n < right else "bad", PLAIN) for n, node in enumerate(RANKING)]
        plays.append(read_play(number, [*ranking, answer("item", line, regrets)]))
    return plays


def item(plays: Iterable[JudgedPlay], node: str = "item") -> ItemFigures:
    return next(figures for figures in item_figures(plays) if figures.place.node == node)


def faults(figures: ItemFigures) -> list[tuple[ItemFault, str | None]]:
    return [(warning.fault, warning.line) for warning in figures.warnings]


def test_difficulty_and_discrimination_match_the_textbook_definitions() -> None:
    # 100 learners: 24 of the upper 27 lose nothing, 12 of the lower 27, and 30 of the 46 in between. p = 66 / 100, D =
    # 24 / 27 - 12 / 27
    upper, middle, lower = ["good"] * 24 + ["bad"] * 3, ["good"] * 30 + ["bad"] * 16, ["good"] * 12 + ["bad"] * 15
    figures = item(class_of([*upper, *middle, *lower], [3.0] * 27 + [2.0] * 46 + [1.0] * 27))
    assert figures.answers == figures.at_stake == Cell(100, 100)
    assert figures.difficulty == (0.66, 0.66)
    assert figures.discrimination == 0.4  # to a tenth
    assert figures.lost == (0.68, 0.68)
    assert faults(figures) == []


def test_ties_at_the_border_belong_to_a_group_by_fractions() -> None:
    assert membership([0, 1, 1, 1, 2], 2) == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0])
    assert membership([1, 1, 1, 1], 1) == pytest.approx([0.25] * 4)
    assert membership([], 0) == []
    # all tie: nobody did better than anybody, so nothing discriminates
    assert item(class_of(["good", "bad"] * 20, [2.0] * 40)).discrimination == pytest.approx(0)


def test_an_item_is_not_used_to_rank_its_own_answers() -> None:
    """Learners who are right here and nowhere else are in the lower group."""
    figures = item(class_of(["good"] * 20 + ["bad"] * 20, [0.0] * 20 + [3.0] * 20))
    assert figures.discrimination == pytest.approx(-1)
    assert faults(figures) == [(ItemFault.KEY, "bad"), (ItemFault.UPSIDE_DOWN, None)]


def test_each_answer_is_compared_with_its_own_state() -> None:
    """The line that is free in one state costs in the other: each is taken by half, and nobody lost anything."""
    calm, angry = {"ask": 0.0, "wait": 1.0}, {"ask": 3.0, "wait": 0.0}
    plays = [read_play(n, [answer("item", "ask", calm)]) for n in range(20)]
    plays += [read_play(20 + n, [answer("item", "wait", angry)]) for n in range(20)]
    figures = item(plays)
    assert figures.difficulty == (1, 1)
    assert [(each.free, each.answers.least) for each in figures.situations] == [
        (frozenset({"ask"}), 20),
        (frozenset({"wait"}), 20),
    ]
    ask = figures.lines[0]
    assert ask.cost == LineRange("ask", 0, 3)


def test_a_state_in_which_nothing_can_be_lost_tests_nothing() -> None:
    plays = [read_play(n, [answer("item", "a", {"a": 0.0, "b": 0.0})]) for n in range(40)]
    figures = item(plays)
    assert (figures.answers, figures.at_stake, figures.difficulty, figures.lost) == (
        Cell(40, 40),
        Cell(0, 0),
        None,
        None,
    )
    unknown = answer("item", "a", {"a": 0.0, "b": 1.0})
    unknown = unknown._replace(state=unknown.state._replace(regrets=None))
    figures = item([read_play(n, [unknown]) for n in range(40)])
    assert (figures.exact, figures.at_stake, figures.difficulty) == (False, Cell(0, 0), None)
    assert figures.lines[0].said == Cell(40, 40)


def test_a_costly_line_preferred_by_the_best_learners_is_flagged() -> None:
    regrets = {"good": 0.0, "trap": 2.0, "bad": 4.0}
    lines = ["trap"] * 20 + ["good"] * 20 + ["bad"] * 20
    figures = item(class_of(lines, [3.0] * 20 + [2.0] * 20 + [0.0] * 20, regrets))
    assert (ItemFault.KEY, "trap") in faults(figures)
    warning = figures.warnings[0]
    assert (warning.fault, warning.answers) == (ItemFault.KEY, 60)
    assert warning.interval.low > 0
    # the worst take it more often: a line that misleads as intended
    figures = item(class_of(lines, [0.0] * 20 + [3.0] * 20 + [1.0] * 20, regrets))
    assert ItemFault.KEY not in {fault for fault, _ in faults(figures)}


def test_a_line_hardly_anybody_takes_is_flagged() -> None:
    regrets = {"good": 0.0, "bad": 2.0, "idle": 1.0}
    for few in (0, 1, 4):  # warnings use published counts
        lines = ["good"] * 50 + ["bad"] * (50 - few) + ["idle"] * few
        assert faults(item(class_of(lines, [2.0] * 100, regrets))) == [(ItemFault.IDLE, "idle")]
    for few in (1, 2, 4):  # four of eighty would be one in twenty
        lines = ["good"] * 40 + ["bad"] * (40 - few) + ["idle"] * few
        assert faults(item(class_of(lines, [2.0] * 80, regrets))) == []
    assert faults(item(class_of(["good", "bad"] * 15, [2.0] * 30, regrets))) == [(ItemFault.IDLE, "idle")]


@pytest.mark.parametrize("count", [ENOUGH_TO_WARN - 1, ENOUGH_TO_WARN])
def test_nothing_is_concluded_from_fewer_than_thirty(count: int) -> None:
    regrets = {"good": 0.0, "trap": 2.0, "idle": 1.0}
    lines = ["trap"] * 15 + ["good"] * (count - 15)
    figures = item(class_of(lines, [3.0] * 15 + [0.0] * (count - 15), regrets))
    assert bool(figures.warnings) is (count >= ENOUGH_TO_WARN)
    assert figures.discrimination == -1
    assert [line.discrimination is not None for line in figures.lines] == [False, True, True]


@pytest.mark.parametrize("count", [4, 5, 16, 17])
def test_figures_need_five_answers_and_discrimination_needs_groups_of_five(count: int) -> None:
    plays = class_of(["good"] * count, [3.0] * count)
    if count < 5:
        assert item_figures(plays) == []
        return
    figures = item(plays)
    assert (figures.answers, figures.difficulty, figures.enough_answers) == (Cell(count, count), (1, 1), False)
    assert (figures.discrimination is not None) is (count >= 17)


def test_a_share_of_a_few_has_bounds() -> None:
    """Two of ten lost something: fewer than five is published, so p is from six to nine of ten."""
    figures = item(class_of(["good"] * 8 + ["bad"] * 2, [3.0] * 10))
    assert [line.said for line in figures.lines] == [Cell(6, 9), Cell(1, 4)]
    assert (figures.difficulty, figures.difficulty_interval) == ((0.6, 0.9), None)
    assert figures.lost == (0.2, 0.8)
    half = item(class_of(["good", "bad"] * 5, [3.0] * 10))
    assert (half.difficulty, half.lost) == ((0.5, 0.5), (1, 1))


def test_those_who_did_not_reach_a_decision_are_a_part_of_its_table() -> None:
    """Nine of twelve answered there, so three did not: neither figure is published."""
    plays = class_of(["good"] * 9, [3.0] * 9)
    plays += [read_play(20 + n, [answer(node, "good", PLAIN) for node in RANKING]) for n in range(3)]
    figures = item(plays)
    assert figures.answers == figures.at_stake == Cell(8, 11)
    assert figures.situations == ()  # they would add up
    assert (figures.difficulty, figures.difficulty_interval) == ((1, 1), None)


def test_only_first_answers_of_undoubted_plays_count() -> None:
    plays = class_of(["good"] * 15, [2.0] * 15)
    again = [read_play(n, [answer("item", "bad", PLAIN)], began=1.0) for n in range(15)]
    assert item([*again, *plays]).answers == Cell(15, 15)
    assert item([*again, *plays]).lines[0].said == Cell(15, 15)
    # a first play that was clicked through is no evidence, and the second one is not a first play
    hurried = [plays[0]._replace(doubt=Doubt.TOO_FAST), *plays[1:], *again]
    assert item(hurried).answers == Cell(14, 14)
    rapid = class_of(["good"] * 15, [2.0] * 15)
    rapid[0] = rapid[0]._replace(first_answers=(answer("item", "bad", PLAIN, rapid=True),))
    assert item(rapid).answers == Cell(11, 14)  # of fifteen learners


def test_languages_and_versions_are_separate_items() -> None:
    def plays(first: int, **how: str) -> list[JudgedPlay]:
        return [read_play(first + n, [answer("item", "good", PLAIN, **how)]) for n in range(10)]  # type: ignore[arg-type]

    figures = item_figures([*plays(0), *plays(10, language="zh"), *plays(20, digest="e"), *plays(30)[:4]])
    assert [(each.language, each.place.digest, each.answers) for each in figures] == [
        ("en", "d", Cell(14, 14)),
        ("zh", "d", Cell(10, 10)),
        ("en", "e", Cell(10, 10)),
    ]


def test_the_list_starts_with_the_most_serious() -> None:
    upside = class_of(["good"] * 20 + ["bad"] * 20, [0.0] * 20 + [3.0] * 20)
    few: list[StateAnswer] = [answer("dear", "bad", {"good": 0.0, "bad": 9.0})]
    plays = [
        play._replace(first_answers=(*play.first_answers, *few)) if n < 12 else play for n, play in enumerate(upside)
    ]
    figures = item_figures(plays)
    assert [each.place.node for each in items_to_review(figures)] == ["item"]
    # twelve lost 9 there, and twenty lost 2 at each ranking decision
    assert next(each.place.node for each in costly_items(figures)) == "dear"
    assert all(each.lost for each in costly_items(figures))


def test_random_answers_hardly_ever_cause_warnings() -> None:
    """Classes that answer at random: warnings allow for the number of comparisons."""
    regrets = {"good": 0.0, "bad": 2.0, "fair": 1.0}
    warned = 0
    for number in range(12):
        chance = Random(number)
        plays = [
            read_play(n, [answer(f"item{i}", chance.choice(list(regrets)), regrets) for i in range(6)])
            for n in range(60)
        ]
        warned += any(figures.warnings for figures in item_figures(plays))
    assert warned <= 1
