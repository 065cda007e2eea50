"""Seams in words and rows."""

from __future__ import annotations

from builders import bundle, choice, ending, node, story_scene
from roleplay.engine import compile_story
from roleplay.exploration import explore
from roleplay.exploration.seams import Seams, seams_of
from roleplay.locales import catalogue
from roleplay.presenting.rows.seams import seam_rows, seams_rows, utterance_rows
from roleplay.presenting.seams import SeamReader, at_passage
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

WORDS = catalogue("en")
HOT = {"anger": ">= 70"}
NODES = {
    "one": node(
        choice("good", "two"),
        choice("bad", "two", ["cut_in"], reply=[{"when": HOT, "text": "Now!"}, {"text": "Hm."}]),
        scene="She comes in.",
    ),
    "two": node(choice("on", "end", ["dodge"]), says=[{"when": HOT, "text": "So?!"}, {"text": "So?"}]),
}


def seams() -> Seams:
    scene = story_scene(nodes=NODES, deal={"day": ["fri"]}, endings={"end": ending(), "lost": ending("failure")})
    return seams_of([explore(compile_story(bundle(scene)))])


def reader() -> SeamReader:
    return SeamReader(seams(), WORDS, glyphs(ascii=True))


def test_a_seam_says_its_place_and_which_variant_it_shows() -> None:
    first, good, bad, last = (reader().seam(index) for index in range(4))
    assert [fact.label for fact in (first, good, bad, last)] == [f"[{n} of 4]" for n in range(1, 5)]
    assert first.place == "the story begins -> one"
    assert good.place == "one | good -> two (words 2 of 2)"
    assert bad.place == "one | bad (reply 1 of 2) -> two (words 1 of 2)"
    assert last.place == "two | on -> end (went well)"
    assert (bad.route, last.route) == ("day = fri; -", "day = fri; good")
    assert [meter.value for meter in bad.meters] == [80, 15]
    assert [utterance.text for utterance in bad.talk] == ["say bad", "Now!", "So?!"]
    assert [utterance.text for utterance in bad.heard] == ["(She comes in.)", "Well?"]
    assert [[utterance.text for utterance in others] for others in last.elsewhere] == [["So?!"]]


def test_a_seam_says_which_stage_direction_and_ending_text_it_shows() -> None:
    two = node(choice("on", "end", ["dodge"]), scene=[{"when": HOT, "text": "Up."}, {"text": "Down."}])
    end = ending(text=[{"when": HOT, "text": "Bang."}, {"text": "Gone."}])
    scene = story_scene(nodes={**NODES, "two": two}, endings={"end": end})
    read = SeamReader(seams_of([explore(compile_story(bundle(scene)))]), WORDS, glyphs(ascii=True))
    facts = [read.seam(index) for index in range(1, 5)]
    assert [fact.place for fact in facts] == [
        "one | good -> two (direction 2 of 2)",
        "one | bad (reply 1 of 2) -> two (direction 1 of 2)",
        "two | on -> end (text 1 of 2) (went well)",
        "two | on -> end (text 2 of 2) (went well)",
    ]
    assert [[utterance.text for utterance in fact.talk] for fact in facts[2:]] == [
        ["say on", "Bang."],
        ["say on", "Gone."],
    ]


def test_a_text_answered_by_two_lines_is_quoted_once() -> None:
    facts = [reader().seam(index) for index in range(4)]
    text = "\n".join(row.text for row in seams_rows(facts, WORDS, 60))
    assert text.count("Well?") == 2  # at the beginning, and before the first line
    assert "(It answers the same words as [2 of 4].)" in text
    assert "Well?" in "\n".join(row.text for row in seam_rows(facts[2], WORDS, 60))


def test_rows_keep_to_the_width_and_untrusted_text_is_escaped() -> None:
    fact = reader().seam(3)
    wide = fact.talk[0]._replace(name="\x1b[31mA very long name indeed", text="中文" * 40 + "\x1b[2J")
    for width in (20, 33, 80):
        rows = [*seam_rows(fact, WORDS, width), *utterance_rows([wide], width)]
        assert max(cell_len(row.text) for row in rows) <= width
        assert "\x1b" not in "".join(row.text for row in rows)


def test_seams_that_lead_to_a_passage_or_start_there() -> None:
    explored = seams()
    assert at_passage(explored, range(4), "two") == [1, 2, 3]
    assert at_passage(explored, [1, 3], "two") == [1, 3]
    assert at_passage(explored, range(4), "end") == [3]
