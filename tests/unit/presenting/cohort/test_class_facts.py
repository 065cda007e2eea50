"""A class in words: what may not be told is told as that, in every sentence and in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders import bundle, choice, node, scene
from cohort_plays import answer, read_play
from roleplay.cohort.plays import Doubt
from roleplay.cohort.tables import class_spread
from roleplay.locales import catalogue
from roleplay.presenting.cohort.class_facts import ClassFacts, change_lines, class_facts
from roleplay.presenting.cohort.class_lines import WIDTH, class_lines
from roleplay.presenting.cohort.meanwhile import meanwhile
from roleplay.presenting.forms.gains import BeforeAfter
from roleplay.records.practice import PracticeEvent
from roleplay.reports.cohort import cohort_page
from roleplay.text.cells import cell_len

LINES = (choice("good", "end"), choice("bad", "end", ["cut_in"]), choice("worse", "end", ["shout"]))
BUNDLE = bundle(scene(title="<Small> & red", nodes={"one": node(*LINES)}))
COSTS = {"good": 0.0, "bad": 4.0, "worse": 2.0}


def facts(language: str = "en") -> ClassFacts:
    said = ["good"] * 7 + ["bad"] * 3
    plays = [
        read_play(
            n, [answer("one", line, COSTS)], percents={"main": 50, "main.hear": 50}, poor={"cut_in": line == "bad"}
        )
        for n, line in enumerate(said)
    ]
    again = [read_play(n, percents={"main": 82.0, "main.hear": 82.0}, began=1, mode="exam") for n in range(10)]
    plays += [*again, read_play(20, doubt=Doubt.TOO_FAST)]
    return class_facts(class_spread(plays), {"text": BUNDLE}, catalogue(language), names=["Wang: 2 attempts"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_fits_a_terminal_and_tells_no_small_count(language: str) -> None:
    lines = class_lines(facts(language), catalogue(language))
    assert all(cell_len(line) <= WIDTH for line in lines)
    text = "\n".join(lines)
    assert "0–4" in text
    assert "5–9" in text


def test_what_it_says() -> None:
    told = facts()
    (made,) = told.scenes
    assert told.rubrics == ()  # one scene says the same
    assert told.poor == ()
    assert told.poor_notes[0].startswith("Moves that are not listed were made by nobody or by hardly anybody")
    assert "One play is left out: half of its lines or more came sooner than they can have been read." in told.about
    decision = made.decisions[0]
    assert [(line.letter, line.said, line.cost, line.share) for line in decision.lines] == [
        ("A", "5–9", "costs nothing", 0.5),
        ("B", "0–4", "costs 4", 0.0),
        ("C", "0–4", "costs 2", 0.0),
    ]
    assert decision.notes == (
        "Took a line that costs nothing: 5 to 9; one that costs something: 0 to 5.",
        "Points lost here on average: 0.2 to 1.8.",
    )
    assert made.change.lines[1:3] == (
        "Pairs: 10 to 14",
        "Mean before 50, after 80, difference +30, each mean rounded to 5",
    )
    assert any("not all played in the same mode" in line for line in made.change.lines)
    assert any("remembered" in line for line in made.change.lines)


def test_pairs_are_told_rounded_and_from_ten_on() -> None:
    """One of them among ten, or another one, has the same sentences."""
    pairs = [BeforeAfter(0, 50)] * 9
    told = {tuple(change_lines([*pairs, BeforeAfter(before, 50)], catalogue("en"))[:3]) for before in (0, 16.67)}
    assert told == {
        (
            "Pairs: 10 to 14",
            "Mean before 0, after 50, difference +50, each mean rounded to 5",
            "Normalised gain of the class: 0.5",
        )
    }
    assert len(change_lines(pairs, catalogue("en"))) == 1
    assert "前测" not in "".join(change_lines([*pairs, *pairs], catalogue("zh")))


def test_the_page_is_whole_and_shows_foreign_text_as_text() -> None:
    page = cohort_page(facts(), "2026-05-04", catalogue("en"))
    assert "&lt;Small&gt; &amp; red" in page
    assert "<Small>" not in page
    assert "With names: not to be passed on." in page
    assert page.count("<svg") == page.count("</svg>") > 0


def test_practice_meanwhile() -> None:
    def event(kind: str, at: float) -> PracticeEvent:
        return PracticeEvent(f"{kind}{at}", kind, "x", None, datetime.fromtimestamp(at, UTC), {})

    plays = [read_play(n, percents={"main": 50.0}, began=at) for n in range(12) for at in (10.0, 20.0, 30.0)]
    practice = {str(n): [event("focus", 15.0), event("example", 40.0)] for n in range(5)}
    assert meanwhile(plays, practice, catalogue("en")) == [
        "Learners with two finished plays of a scene, from their first play to their last: 12.",
        "Did focus drills in between: 5 to 9.",
        "Watched an example in between: 0 to 4.",
        "Plays in between, the first and the last left out: 1 at the median.",
    ]
    assert meanwhile(plays[:12], practice, catalogue("en")) == []
