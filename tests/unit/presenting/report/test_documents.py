"""A report in its three formats: the same facts, and nothing untrue."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from roleplay.locales import catalogue
from roleplay.presenting.facts.debrief import debrief_facts, foresight
from roleplay.presenting.history import PastAttempt
from roleplay.presenting.library_rows import Result
from roleplay.presenting.report.attempt_parts import OwnNotes
from roleplay.presenting.report.documents import ReportedAttempt, ReportSettings, attempt_report
from roleplay.presenting.report.markdown import report_markdown
from roleplay.presenting.report.parts import Report, ReportBlock, ReportPart
from roleplay.presenting.report.text import report_lines, title_remarks
from roleplay.reports.report_page import report_page
from roleplay.session import Attempt, Decision
from talk_scene import GOOD_WALK, POOR_WALK, attempt, bundle, words

SETTINGS = ReportSettings("0.1.0", own_words=False, anonymous=False)


def reported(played: Attempt, language: str = "en", own: OwnNotes | None = None) -> ReportedAttempt:
    past = PastAttempt(
        "abcdef0", "abcdef", "parcel", "Parcel", "2026-11-29 09:00", "Practice", Result(True, 50), "", ""
    )
    facts = debrief_facts(played, words(language), foresight(played))
    return ReportedAttempt(past, played, facts, "", own)


def report_of(*choices: str, language: str = "en", own: OwnNotes | None = None) -> Report:
    return attempt_report(reported(attempt(*choices), language, own), SETTINGS, words(language))


def titles(blocks: tuple[ReportBlock, ...]) -> list[str]:
    return [
        title for block in blocks if isinstance(block, ReportPart) for title in (block.title, *titles(block.blocks))
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("walk", [GOOD_WALK, POOR_WALK])
def test_every_format_has_every_sentence_of_the_debrief(walk: tuple[str, ...], language: str) -> None:
    words_now = words(language)
    played = attempt(*walk)
    facts = debrief_facts(played, words_now, foresight(played))
    report = report_of(*walk, language=language)
    text = "\n".join(line for line, _ in report_lines(report, words_now))
    page = "".join(re.split(r"<[^>]+>", report_page(report, words_now)))
    page = page.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&").replace("&gt;", ">")
    markdown = re.sub(r"\\(.)", r"\1", report_markdown(report, words_now))
    sentences = [facts.ending.verdict, *facts.headline, *facts.legend, facts.goal or facts.no_goal]
    for turn in facts.turns:
        sentences += [turn.coach.said, turn.coach.heard, turn.cost_text]
        sentences += [] if turn.quiet else [turn.coach.why, turn.coach.better or "", turn.coach.better_why]
    for rubric in facts.rubrics:
        sentences += [line.text for criterion in rubric.criteria for line in criterion.evidence]
    for sentence in filter(None, sentences):
        plain = " ".join(sentence.split())
        for writing in (text, page, markdown):
            assert plain in " ".join(writing.split()), sentence


def test_a_quiet_turn_shows_only_what_was_said() -> None:
    report = report_of(*GOOD_WALK)
    assert "Turn 1" in titles(report.blocks)
    text = "\n".join(line for line, _ in report_lines(report, words("en")))
    assert "A better line" not in text
    assert "for you" in text, "the evidence of the criteria stands all the same"


def test_typed_lines_appear_only_on_request() -> None:
    played = attempt(own_words=True)
    for choice in POOR_WALK:
        played.say(Decision(choice, "en", own_words="zzz calm down <b>now</b>"))
    for own, there in ((None, False), (OwnNotes("so so", "my goal"), True)):
        report = attempt_report(reported(played, own=own), SETTINGS, words("en"))
        text = "\n".join(line for line, _ in report_lines(report, words("en")))
        assert ("zzz" in text, "so so" in text, "my goal" in text) == (there, there, there)
        page = report_page(report, words("en"))
        assert "<b>now" not in page


def test_the_page_is_well_formed_and_in_order() -> None:
    page = report_page(report_of(*POOR_WALK), words("en"))
    headings = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings)), "none is left out"
    assert page.count("<svg") == len(bundle().scenario.meters)
    assert 'role="img"' in page


def test_markdown_renders_as_headings_lists_and_tables_only() -> None:
    html = MarkdownIt("gfm-like").render(report_markdown(report_of(*POOR_WALK), words("en")))
    allowed = {
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "ul",
        "ol",
        "li",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
    }
    assert set(re.findall(r"<(\w+)", html)) <= allowed
    assert "<table>" in html


@pytest.mark.parametrize(
    ("language", "inside", "behind"), [("en", " (50%, new)", ", 0% (1)"), ("zh", "（50%、new）", "，0%（1）")]
)
def test_brackets_are_not_nested(language: str, inside: str, behind: str) -> None:
    words = catalogue(language)
    assert title_remarks((), words) == ""
    assert title_remarks(("50%", "new"), words) == inside
    assert title_remarks((behind.strip(", ，"),), words) == behind
