"""The report on a class: suppressed figures are marked as such, in every sentence and in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders import bundle, choice, node, scene
from cohort_plays import answer, read_play
from roleplay.cohort.plays import Doubt
from roleplay.cohort.tables import class_spread
from roleplay.locales import catalogue
from roleplay.presenting.cohort.changes import PairedScores, change_lines
from roleplay.presenting.cohort.class_facts import ClassFacts, class_facts
from roleplay.presenting.cohort.class_lines import WIDTH, class_lines
from roleplay.presenting.cohort.practice_between import practice_between
from roleplay.presenting.forms.gains import BeforeAfter
from roleplay.records.practice import PracticeEvent
from roleplay.reports.cohort import cohort_page
from roleplay.text.cells import cell_len

LINES = (choice("good", "end"), choice("bad", "end", ["cut_in"]), choice("worse", "end", ["shout"]))
BUNDLE = bundle(scene(title="<Small> & red", nodes={"one": node(*LINES)}))
COSTS = {"good": 0.0, "bad": 4.0, "worse": 2.0}


def facts(language: str = "en") -> ClassFacts:
    lines = ["good"] * 7 + ["bad"] * 3
    plays = [
        read_play(
            n, [answer("one", line, COSTS)], percents={"main": 50, "main.hear": 50}, poor={"cut_in": line == "bad"}
        )
        for n, line in enumerate(lines)
    ]
    again = [read_play(n, percents={"main": 82.0, "main.hear": 82.0}, began=1, mode="exam") for n in range(10)]
    plays += [*again, read_play(20, doubt=Doubt.TOO_FAST)]
    return class_facts(class_spread(plays), {"text": BUNDLE}, catalogue(language), names=["Wang: 2 attempts"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_fits_a_terminal_and_shows_no_small_count(language: str) -> None:
    lines = class_lines(facts(language), catalogue(language))
    assert all(cell_len(line) <= WIDTH for line in lines)
    text = "\n".join(lines)
    assert "<5" in text
    assert "6–9" in text


def test_the_report_has_its_facts() -> None:
    report = facts()
    (scene_report,) = report.scenes
    assert report.rubrics == ()  # a single scene shows the same
    assert report.poor == ()
    assert report.poor_notes == ("Made by fewer than 5: a move.",)
    late = "Plays left out because half of their lines or more came sooner than they can have been read: fewer than 5."
    assert late in report.about
    decision = scene_report.decisions[0]
    assert [(line.letter, line.said, line.cost, line.share) for line in decision.lines] == [
        ("A", "6–9", "costs nothing", 0.6),
        ("B", "<5", "costs 4", 0.0),
        ("C", "0", "costs 2", 0.0),
    ]
    assert decision.notes == (
        "At no cost: 6 to 9. At a cost: fewer than 5.",
        "Lost on average: 0.4 to 1.6 points.",
    )
    (again,) = scene_report.again
    assert again.startswith("1. “Well?” Lost on average: 0.4 to 1.6 points (n=10). ")
    assert again.endswith("More took “say good” than any other line; it costs nothing.")
    assert scene_report.change.lines[1:3] == ("Pairs: 10.", "Mean before 50, after 82, difference +32.")
    assert any("not all played in the same mode" in line for line in scene_report.change.lines)
    assert any("remembered" in line for line in scene_report.change.lines)


def test_means_are_shown_from_five_pairs_and_gains_from_ten() -> None:
    pairs = [BeforeAfter(0, 50)] * 9

    def lines_of(*pairs: BeforeAfter, total: int = 0, language: str = "en") -> list[str]:
        return change_lines(PairedScores(pairs, total or len(pairs)), catalogue(language))

    assert lines_of(*pairs, BeforeAfter(20, 50)) == [
        "Pairs: 10.",
        "Mean before 2, after 50, difference +48.",
        "Normalised gain of the class: 0.49.",
        "Mean of the individual gains: 0.49.",
        "Effect size: 10.73 (mean difference divided by the mean spread).",
    ]
    fell = lines_of(*pairs, *pairs, BeforeAfter(20, 10))
    assert "fewer than 5 of them fell, and they are included in this mean." in fell
    assert lines_of(*pairs)[1:] == [
        "Mean before 0, after 50, difference +50.",
        "Gain and effect size are not given: with fewer than 10 pairs they say more about chance than about learning.",
    ]
    # of ten pairs nine have both figures: that one has not is shown as "fewer than five"
    assert lines_of(*pairs, total=10)[0] == "Pairs: 6 to 9."
    assert lines_of(*pairs[:4]) == [
        "Nothing is shown: there are fewer than 5 learners with two finished plays that can be compared."
    ]
    # five of eight: too close to four and four, so the number is not shown
    may_be = "Nothing is shown: there may be fewer than 5 learners for whom both figures are known."
    assert lines_of(*pairs[:5], total=8) == lines_of(*pairs[:3], total=8) == [may_be]
    assert "不给增益" in lines_of(*pairs, language="zh")[-1]


def test_the_page_is_complete_and_escapes_untrusted_text() -> None:
    page = cohort_page(facts(), "2026-05-04", catalogue("en"))
    assert "&lt;Small&gt; &amp; red" in page
    assert "<Small>" not in page
    assert "Contains names: do not pass it on." in page
    assert page.count("<svg") == page.count("</svg>") > 0


def test_practice_between_plays() -> None:
    def event(kind: str, at: float) -> PracticeEvent:
        return PracticeEvent(f"{kind}{at}", kind, "x", None, datetime.fromtimestamp(at, UTC), {})

    plays = [read_play(n, percents={"main": 50.0}, began=at) for n in range(12) for at in (10.0, 20.0, 30.0)]
    practice = {str(n): [event("focus", 15.0), event("example", 40.0)] for n in range(5)}
    assert practice_between(plays, practice, catalogue("en")) == [
        "Learners with two finished plays of a scene, from their first play to their last: 12.",
        "Did focus drills in between: 5.",
        "Watched an example in between: 0.",
        "Plays in between, not counting the first and the last: 1 at the median.",
    ]
    assert practice_between(plays[:15], practice, catalogue("en"))[1] == "Did focus drills in between: 5."
    assert practice_between(plays[:12], practice, catalogue("en")) == []
