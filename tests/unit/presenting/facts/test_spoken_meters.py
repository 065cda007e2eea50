"""``{anger}`` and ``{anger.value}``: meter readings in the texts of the story, in the language of the text."""

from __future__ import annotations

import pytest

from builders import Data, bundle, check, choice, ending, node, scene
from roleplay.engine import compile_story, start
from roleplay.exploration import explore
from roleplay.exploration.seams import seams_of
from roleplay.locales import Catalogue, catalogue
from roleplay.mapping.chart import Captions, Chart
from roleplay.mapping.scene_graph import scene_graph
from roleplay.presenting.drill.board import lines_at
from roleplay.presenting.facts import choices, transcript_lines
from roleplay.presenting.facts.coach import coach_turn
from roleplay.presenting.facts.debrief import debrief_facts
from roleplay.presenting.facts.play import story_text
from roleplay.presenting.seams import SeamReader
from roleplay.scene.text import Text
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.review import debrief
from roleplay.text.glyphs import glyphs

EN, ZH = catalogue("en"), catalogue("zh")
MANY = 12


def both(text: str) -> Data:
    """A text that is the same in both languages except for its placeholders."""
    return {"en": text, "zh": text}


def spoken() -> Data:
    """Anger is 60 at the first node and 80 after ``bad``; another meter is hidden."""
    shut = choice("shut", "end", say=both("s"), when={"trust": "> 90"}, locked=both("locked at {anger}"))
    bad = choice("bad", "two", ["cut_in"], say=both("say {anger}"), why=both("why {anger.value}"))
    bad["reply"] = both("reply {anger}")
    return scene(
        nodes={
            "one": node(bad, choice("good", "two"), shut, says=both("says {anger}, {ann}"), scene=both("({anger})")),
            "two": node(choice("on", "end"), choice("off", "lost", ["dodge"]), says=both("says {trust.value}")),
        },
        endings={"end": ending(text=both("text {anger.value}")), "lost": ending("failure")},
    )


def attempt(*choices: str) -> Attempt:
    return Attempt(bundle(spoken()), Setup(), None, [Decision(line, "en") for line in choices])


def test_every_text_of_the_story_gives_the_meter_reading_of_its_time() -> None:
    assert [line.text for line in transcript_lines(attempt("bad", "on"), EN)] == [
        "(annoyed)",
        "says annoyed, Ann",
        "say annoyed",
        "reply angry",
        "says 15",
        "say on",
        "text 70",
    ]
    assert [line.text for line in transcript_lines(attempt("bad"), ZH)][:4] == [
        "(不满)",
        "says 不满, Ann",
        "say 不满",
        "reply 愤怒",
    ]


def test_lines_and_their_locks_give_readings_on_every_screen() -> None:
    by_id = {fact.id: fact for fact in choices(attempt(), ZH)}
    assert (by_id["bad"].text, by_id["shut"].locked) == ("say 不满", "locked at 不满")
    on_wall = {line.id: line for line in lines_at(attempt(), EN)}
    assert (on_wall["bad"].text, on_wall["shut"].locked) == ("say annoyed", "locked at annoyed")


def test_a_debriefed_line_reads_as_it_did_in_play() -> None:
    played = attempt("bad", "on")
    first = coach_turn(played, debrief(played, None).turns[0], EN)
    assert (first.heard, first.said, first.why) == ("says annoyed, Ann", "say annoyed", "why 60")
    assert debrief_facts(played, EN).ending.text == "text 70"


def test_a_seam_reads_the_line_before_it_is_said_and_its_reply_after() -> None:
    seams = seams_of([explore(compile_story(bundle(spoken())))])
    index = next(n for n, seam in enumerate(seams.seams) if seam.key.choice == "bad")
    assert [line.text for line in SeamReader(seams, EN, glyphs()).seam(index).talk] == [
        "say annoyed",
        "reply angry",
        "says 15",
    ]


def test_without_a_state_the_meter_is_given_by_name() -> None:
    scenario = bundle(spoken()).scenario
    captions = Captions(Chart(scene_graph(scenario), odds=None, others=()), EN)
    assert captions.says("one") == "Ann: says [m], Ann"
    assert captions.says("two").endswith("says [m]")


@pytest.mark.parametrize("reader", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize(("language", "step"), [("en", "annoyed"), ("zh", "不满")])
def test_a_reading_is_worded_in_the_language_of_its_text(reader: Catalogue, language: str, step: str) -> None:
    """A text that lacks the reader's language is shown in its own, and so are its placeholders."""
    state = start(compile_story(bundle(spoken())), 0)
    assert story_text(Text.of({language: "{anger}"}), state, reader) == step


def crowd(count: int, **more: str) -> list[Data]:
    return [{**choice(f"c{n}", when={"anger": f">= {n}"}), **more} for n in range(count)]


def crowded(lines: list[Data]) -> Data:
    return scene(nodes={"one": node(choice("good", "two"), *lines), "two": scene()["nodes"]["two"]})


def test_more_than_nine_lines_that_are_always_available_are_refused() -> None:
    lines = [choice(f"c{n}", "end") for n in range(9)]
    (finding,) = check(crowded(lines))
    assert finding.code == "RP020"
    assert finding.message("en") == "`choices` has 10 lines that are always available, but should have at most 9"
    assert check(crowded(lines[:8])) == ()


def test_lines_excluded_by_conditions_do_not_count_together() -> None:
    assert check(crowded(crowd(MANY))) == ()
    locked = check(crowded(crowd(MANY, locked="not yet")))
    assert [finding.code for finding in locked] == ["RP020"], "a locked line is on screen as well"


def test_more_lines_than_conditions_can_separate_are_refused() -> None:
    (finding,) = check(crowded(crowd(26)))
    assert (finding.code, "at most 26" in finding.message("en")) == ("RP020", True)
