"""RP401-RP405: cues that give the best line away, and cases that do not."""

from __future__ import annotations

from typing import Any

import pytest

from builders import MOVES, Data, shared
from roleplay.checking.decision_points import decision_count, decision_points
from roleplay.checking.writing import check_writing

from .line_scenes import BOTH, EVEN, findings, moment, paths, story, subject, with_even_moments


def test_a_plain_scene_has_no_findings() -> None:
    assert check_writing(subject(with_even_moments(even=6)), True) == []


# -- RP401, RP402, RP403: shares ---------------------------------------------------------

LONG = ("Not now, x.", "Please go on, if you like.", "Tomorrow ok")


def test_the_best_line_may_be_the_longest_in_a_third_of_the_decisions() -> None:
    long = [moment(*LONG, best=1) for _ in range(3)]
    assert paths(with_even_moments(*long, even=6), "RP401") == []
    ((path, finding),) = findings(with_even_moments(*long, even=5), "RP401")
    assert path == "nodes.n0.choices.1.say"
    assert "in 3 of 8 decisions" in finding.message("en")
    assert "`n0`, `n1`, `n2`" in finding.help("en")


def test_the_longest_line_is_measured_in_cells_in_each_language() -> None:
    says = (
        {"zh": "好。", "en": "Very well, then."},
        {"zh": "请您接着说下去。", "en": "Go on."},
        {"zh": "不。", "en": "No, no, no."},
    )
    data = story(*[moment(*says, best=1) for _ in range(5)], title=BOTH)
    assert paths(data, "RP401") == ["nodes.n0.choices.1.say.zh"]


def test_the_finding_is_at_the_line_that_stands_out_most() -> None:
    longer = moment("No.", "Please go on, and take all the time that you need for it.", "Never.", best=1)
    assert paths(with_even_moments(*[moment(*LONG, best=1)] * 3, longer, even=1), "RP401") == ["nodes.n3.choices.1.say"]


def test_names_count_as_they_are_shown() -> None:
    says = ("Not now, x.", "{ann} {ann}!", "Tomorrow ok")
    data = story(*[moment(*says, best=1) for _ in range(5)])
    assert paths(data, "RP401") == []
    data["cast"]["ann"]["name"] = "Anna-Maria"
    assert paths(data, "RP401") == ["nodes.n0.choices.1.say"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(story(*[moment(*LONG, best=1) for _ in range(4)]), id="four decisions say nothing"),
        pytest.param(story(*[moment(*LONG[:2], best=1) for _ in range(9)]), id="of two lines one is the longer"),
        pytest.param(story(*[moment(*LONG, best=1, moves=["listen"]) for _ in range(9)]), id="all are as good"),
        pytest.param(with_even_moments(*[moment(*LONG, best=1)] * 2, even=3), id="two make no pattern"),
        pytest.param(
            story(*[moment("Not now.", "Do go on then.", "Tomorrow, sir.", best=1)] * 9), id="two are the longest"
        ),
    ],
)
def test_lengths_without_a_pattern_are_not_reported(data: Data) -> None:
    assert paths(data, "RP401") == []


def test_half_of_the_best_lines_may_stand_first() -> None:
    first = [moment(*EVEN, best=0) for _ in range(3)]
    assert paths(with_even_moments(*first, even=3), "RP402") == []
    ((path, finding),) = findings(with_even_moments(*first, even=2), "RP402")
    assert path == "nodes.n0.choices.0.id"
    assert "3 of 5" in finding.message("en")


def test_the_first_line_is_the_first_available_one() -> None:
    data = story(*[moment(EVEN[2], *EVEN[:2], best=1) for _ in range(5)], flags=["on"])
    assert paths(data, "RP402") == []
    for node in data["nodes"].values():
        node["choices"].append({**node["choices"][0], "id": "z"})
        node["choices"][0]["when"] = {"on": True}  # and nothing ever sets it
    assert paths(data, "RP402") == ["nodes.n0.choices.1.id"]


POLITE = ("Wait a moment.", "Please go on.", "Do it now, x.")


def test_the_best_line_may_be_the_most_polite_in_half_of_the_decisions_where_one_is() -> None:
    polite = [moment(*POLITE, best=1) for _ in range(3)]
    rude = [moment(*POLITE, best=0) for _ in range(3)]
    assert paths(story(*polite, *rude), "RP403") == []
    ((path, finding),) = findings(story(*polite, *rude[1:]), "RP403")
    assert path == "nodes.n0.choices.1.say"
    assert "3 of the 5 decisions" in finding.message("en")


@pytest.mark.parametrize(
    ("says", "language", "reported"),
    [
        (("您请坐。", "坐。", "坐下。"), "zh", True),
        (("Would you sit down?", "Sit down.", "Do sit."), "en", True),
        (("Sorry to hear it.", "I hear it.", "It is heard."), "en", True),
        (("Please, sit.", "Please, go on.", "Please, no."), "en", False),  # none is the most polite
        (("我去申请。", "我去批。", "我去办。"), "zh", False),  # an application is not a request
        (("A pleasant day.", "A good day.", "A fine day."), "en", False),
    ],
)
def test_courtesy_is_counted_by_the_words_of_each_language(
    says: tuple[str, ...], language: str, reported: bool
) -> None:
    data = story(*[moment(*says) for _ in range(5)], language=language)
    assert (paths(data, "RP403") != []) is reported


def test_the_lexicon_of_a_language_serves_its_variants() -> None:
    data = story(*[moment("您请坐。", "坐。", "坐下。") for _ in range(5)], language="zh-hant")
    assert paths(data, "RP403") == ["nodes.n0.choices.0.say"]
    assert paths(story(*[moment("请 x.", "x.", "xy.") for _ in range(5)], language="fr"), "RP403") == []


def test_four_decisions_with_a_most_polite_line_are_too_few() -> None:
    assert paths(with_even_moments(*[moment(*POLITE, best=1) for _ in range(4)], even=4), "RP403") == []


def test_shares_of_a_draft_are_checked_only_before_its_release() -> None:
    data = story(*[moment(*POLITE) for _ in range(5)], status="draft")
    assert paths(data, "RP402") == []
    assert paths(data, "RP402", release=True) == ["nodes.n0.choices.0.id"]


def varying(**later: Any) -> Data:
    """n0, whose first line sets a flag; n1, in which that flag makes a difference; n2."""
    one, two = moment(*EVEN, best=1), moment(*EVEN, best=1)
    one["choices"][0]["set"] = ["on"]
    two["choices"][0] |= later
    return with_even_moments(one, two, even=1, flags=["on"])


@pytest.mark.parametrize(
    ("later", "kinds"),
    [
        ({"when": {"on": True}}, [(2, "b", "1/2"), (3, "b", "1/2")]),
        ({"moves": ["dodge", {"when": {"on": True}, "move": "cut_in"}]}, [(3, "b", "1")]),  # same lines, same ranking
        ({"moves": ["cut_in", {"when": {"on": True}, "move": "name_it"}]}, [(3, "b", "1")]),
        (
            {"moves": ["cut_in", *({"when": {"on": True}, "move": move} for move in ("listen", "listen", "act_now"))]},
            [(3, "a", "1/2"), (3, "b", "1/2")],
        ),
    ],
)
def test_a_node_counts_once_however_many_states_it_has(later: Data, kinds: list[tuple[int, str, str]]) -> None:
    points = decision_points(subject(varying(**later)))
    here = [point for point in points if point.node.id == "n1"]
    assert sorted((len(shared.lines), "".join(shared.best), str(shared.share)) for shared in here) == kinds
    assert decision_count(points) == 3


# -- RP404: one line too long ------------------------------------------------------------


@pytest.mark.parametrize(
    ("lengths", "reported"),
    [
        ((20, 20, 26), False),  # 1.3 times
        ((20, 20, 27), True),
        ((8, 20, 26), False),  # the shortest does not count
        ((8, 20, 27), True),
        ((10, 10, 15), False),  # five cells go unnoticed
        ((10, 10, 16), True),
        ((10, 40), False),  # there is no second shortest
    ],
)
def test_a_line_is_at_most_1_3_times_the_second_shortest(lengths: tuple[int, ...], reported: bool) -> None:
    data = story(moment(*("x" * length for length in lengths)))
    assert paths(data, "RP404") == ([f"nodes.n0.choices.{len(lengths) - 1}.say"] if reported else [])


def test_a_long_line_is_reported_once_per_language_and_node() -> None:
    short, long = {"zh": "好" * 10, "en": "x" * 20}, {"zh": "好" * 14, "en": "x" * 20}
    data = story(moment(short, long, short, {"zh": "好" * 15, "en": "x" * 30}), title=BOTH)
    reported = findings(data, "RP404")
    assert [path for path, _ in reported] == ["nodes.n0.choices.3.say.en", "nodes.n0.choices.3.say.zh"]
    assert "30 cells wide in Chinese, 1.5 times" in reported[1][1].message("en")
    assert "26 cells or fewer" in reported[1][1].help("en")


@pytest.mark.parametrize("lengths", [(20, 20, 60), (8, 20, 60), (3, 4, 30), (10, 11, 12, 40), (20, 22, 50, 60)])
def test_the_suggested_length_is_sufficient(lengths: tuple[int, ...]) -> None:
    reported = findings(story(moment(*("x" * length for length in lengths))), "RP404")
    most = int(reported[0][1].details["most"])
    shorter = sorted(lengths)
    while shorter[-1] > most:  # lines that are too long are reported one by one
        shorter = sorted([*shorter[:-1], most])
    assert paths(story(moment(*("x" * length for length in shorter))), "RP404") == []


# -- RP405: absolutes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("poor", "best", "language"),
    [
        (("You always say so.", "That never works, x."), "Let me look at it.", "en"),
        (("I'm absolutely sure.", "It can’t ever be, never."), "Let me look at it.", "en"),
        (("这个绝对没问题。", "您总是这么说。"), "我先看一看。", "zh"),
        (("明天一定办好。", "我们从来不这样。"), "我先看一看。", "zh"),
    ],
)
def test_absolutes_only_in_poor_lines_are_reported_once_with_all_their_locations(
    poor: tuple[str, str], best: str, language: str
) -> None:
    moments = [moment(best, poor[0]), moment(best, poor[1])]
    assert findings(story(*moments, language=language), "RP405") == []
    data = story(*moments, moment(best, poor[0]), language=language)
    ((path, finding),) = findings(data, "RP405")
    assert path == "nodes.n0.choices.1.say"
    assert "in line 1, 1:" in finding.help("en")


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (("Let me look.", "You always say so.", "It is ten."), "en"),  # once
        (("I never said so.", "You always say so.", "You never know.", "It always is."), "en"),  # in the best as well
        (("Let me look.", "Never mind, then.", "It's not always so."), "en"),
        (("Let me look.", "Nevertheless, no.", "Anever always-ish?"), "en"),
        (("我先看一看。", "这不一定。", "有一定的道理。"), "zh"),
        (("我先看一看。", "我肯定了他的做法。", "不完全是。"), "zh"),
    ],
)
def test_no_absolute_or_one_or_also_in_a_best_line_is_fine(lines: tuple[str, ...], language: str) -> None:
    assert paths(story(moment(*lines), language=language), "RP405") == []


# -- RP422: clichés ----------------------------------------------------------------------

CLICHES = shared(moves={**MOVES, "cliches": {"en": ["as soon as possible", "bear with us"], "zh": ["尽快"]}})


def test_cliches_only_in_poor_lines_are_reported_once_with_all_their_locations() -> None:
    poor = [moment("Let me look.", f"Please BEAR with us, {number}.") for number in range(2)]
    assert findings(story(*poor), "RP422", CLICHES) == [], "two may be chance"
    data = story(*poor, moment("Let me look.", "As soon as possible."))
    ((path, finding),) = findings(data, "RP422", CLICHES)
    assert path == "nodes.n0.choices.1.say"
    assert '"bear with us", "as soon as possible"' in finding.message("en")
    assert findings(data, "RP422") == [], "no phrase is listed"
    assert findings({**data, "tutorial": True}, "RP422", CLICHES) == []


def test_a_cliche_that_a_best_line_has_as_well_is_fine() -> None:
    poor = [moment("Let me look.", "Please bear with us.") for _ in range(3)]
    assert findings(story(*poor, moment("As soon as possible: at three.", "No.")), "RP422", CLICHES) == []


def test_an_absolute_is_no_cue_if_no_line_is_better() -> None:
    says = ("Let me look.", "You always say so.", "You never know.")
    assert paths(story(moment(*says, moves=["listen"])), "RP405") == []
