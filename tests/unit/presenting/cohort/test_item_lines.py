"""The list of decisions to read again, in words that are true for few answers and for many."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from builders import bundle, choice, node, scene
from cohort_plays import answer, read_play
from roleplay.cohort.items import item_figures
from roleplay.locales import catalogue
from roleplay.presenting.cohort.item_lines import WIDTH, ItemPages
from roleplay.text.cells import cell_len

LINES = (choice("good", "end"), choice("bad", "end", ["cut_in"]), choice("worse", "end", ["shout"]))
BUNDLE = bundle(scene(nodes={"one": node(*LINES)}))
COSTS = {"good": 0.0, "bad": 4.0, "worse": 2.0}


def report_of(counts: Mapping[str, int], language: str = "en", costs: Mapping[str, float] = COSTS) -> str:
    """All lines of the report for a class in which each line was said by the given number of learners."""
    lines_said = [line for line, count in counts.items() for _ in range(count)]
    items = item_figures(read_play(n, [answer("one", line, costs)]) for n, line in enumerate(lines_said))
    lines = ItemPages(items, {"text": BUNDLE}, catalogue(language)).lines()
    assert all(cell_len(line) <= WIDTH for line in lines)
    return " ".join(" ".join(lines).split())


def test_a_class_of_ten_has_a_list_marked_as_uncertain() -> None:
    text = report_of({"good": 3, "bad": 7})
    assert "1. small, one (en, n=10): “Well?” Points lost on average: 2.4 to 3.6 (n=10)." in text
    assert "More took “say bad” than any other line; it costs something. Nobody took “say worse”." in text
    assert "Decisions to read again As far as the counts are certain, most points were lost here." in text
    assert "No decision has 30 answers, so all figures are uncertain" in text
    assert "p: 10% to 40% lost nothing (n=10)" in text
    assert "D is given for no decision: 27% of those who answered are fewer than 5." in text
    assert "不确定" in report_of({"good": 3, "bad": 7}, "zh")


def test_from_thirty_answers_on_the_list_is_not_uncertain() -> None:
    text = report_of({"good": 10, "bad": 20, "worse": 5})
    assert "uncertain" not in text
    assert "p: 29% lost nothing (n=35; 10% to 50%)" in text
    assert "B [20 (57%); costs 4] say bad" in text
    assert "Where to look first" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_published_counts_no_loss_is_mentioned(language: str) -> None:
    costs = {"good": 0.0, "bad": 4.0}
    never = {"en": "Nothing could be lost", "zh": "怎么选都没有代价"}[language]
    text = report_of({"good": 4, "bad": 4}, language, costs)
    assert "[-;" in text or "［-；" in text
    assert never not in text
    assert never in report_of({"good": 8}, language, dict.fromkeys(costs, 0.0))
