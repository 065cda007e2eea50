"""Poor moves as cards, and the tries of focus drills as reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders import bundle, scene
from roleplay.locales import catalogue
from roleplay.presenting.due import all_cards, card_lines, card_name, due_json, due_line, find_card
from roleplay.presenting.due_cards import MAX_DAYS, DueCard, cards
from roleplay.presenting.focus_tries import PastTry, past_tries
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptResult, AttemptSummary, PracticeTally
from roleplay.records.practice import PracticeEvent
from roleplay.scene.frozen import FrozenDict
from roleplay.scoring.judge import Totals
from roleplay.session.focus import FocusOutcome, FocusState

from .test_progress import FIRST, REF, RUBRIC, contents, entry

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
MOVE = "move:cut_in"


def library_of(scene_id: str) -> Contents:
    return contents(entry(scene_id, practised=(REF,)))._replace(moves=bundle(scene()).moves)


def at(day: float) -> datetime:
    return START + timedelta(days=day)


def played(day: float, made: int, offered: int, *, score: float | None = None, old: bool = False) -> AttemptSummary:
    counts = FrozenDict({"cut_in": (made, made)} if made else {})
    counted = PracticeTally(counts, offered=None if old else FrozenDict({"cut_in": offered} if offered else {}))
    scores = {} if score is None else {REF: score}
    result = AttemptResult("end", "success", True, scores, "", scoring=99, counted=counted)
    return AttemptSummary(f"{day}", "a", "practice", "en", at(day), at(day), result)


def tried(
    day: float,
    earned: int,
    due: int,
    card: str = REF,
    *,
    again: bool = False,
    sure_wrong: bool = False,
    moments: int = 2,
) -> PastTry:
    totals = Totals(0, 0, earned, due, due) if card == MOVE else Totals(earned, due, 0, 0, moments)
    state = FocusState("a", "one", (), (), ())
    return PastTry(card, at(day), state, ("x",), FocusOutcome(totals, sure_wrong), again)


def card_of(ref: str, *reviews: AttemptSummary | PastTry) -> DueCard | None:
    attempts = [each for each in reviews if isinstance(each, AttemptSummary)]
    tries = [each for each in reviews if isinstance(each, PastTry)]
    return next((card for card in cards(attempts, tries) if card.ref == ref), None)


def days(card: DueCard | None) -> float:
    assert card is not None
    return (card.due - card.latest.at) / timedelta(days=1)


def test_a_move_is_a_card_from_three_lines_on() -> None:
    assert card_of(MOVE, played(0, 1, 2), played(1, 1, 2)) is None
    card = card_of(MOVE, played(0, 1, 2), played(1, 2, 3))
    assert card is not None
    assert (card.latest.times_made, card.latest.moments, card.review_count) == (2, 3, 2)


def test_a_day_that_offered_a_move_without_its_being_made_is_good() -> None:
    made, not_made = card_of(MOVE, played(0, 3, 3)), card_of(MOVE, played(0, 3, 3), played(1, 0, 2))
    assert days(not_made) > days(made)
    unseen = card_of(MOVE, played(0, 3, 3), played(1, 0, 0))
    assert unseen is not None
    assert unseen.review_count == 1, "a day that did not offer the move is no review"
    early = card_of(MOVE, played(0, 0, 5), played(1, 3, 3))
    assert early is not None
    assert early.review_count == 1, "the card exists only since the move was made"


def test_counts_of_an_earlier_program_are_used_as_far_as_they_go() -> None:
    card = card_of(MOVE, played(0, 3, 0, old=True), played(1, 0, 0, old=True))
    assert card is not None
    assert (card.review_count, card.latest.times_made) == (1, 3)


def test_the_tries_of_a_day_are_one_review_and_move_the_date() -> None:
    before = card_of(REF, played(0, 0, 0, score=10))
    after = card_of(REF, played(0, 0, 0, score=10), tried(3, 2, 2), tried(3.01, 0, 2))
    assert before is not None
    assert after is not None
    assert after.due > before.due
    assert (after.review_count, after.latest.percent, after.latest.level, after.latest.from_drill) == (2, 50, 1, True)


def test_a_repeated_try_is_not_a_review() -> None:
    lost = card_of(REF, tried(3, 0, 2))
    assert card_of(REF, tried(3, 0, 2), tried(3.01, 2, 2, again=True)) == lost


def test_a_single_moment_is_not_a_review() -> None:
    assert card_of(REF, tried(3, 2, 2, moments=1)) is None
    card = card_of(REF, tried(3, 2, 2, moments=1), tried(3.01, 2, 2, moments=1))
    assert card is not None
    assert card.latest.percent == 100


def test_the_last_result_of_a_day_counts() -> None:
    card = card_of(REF, tried(0, 2, 2), played(0.1, 0, 0, score=10))
    assert card is not None
    assert (card.review_count, card.latest.from_drill) == (1, False)
    card = card_of(REF, tried(0.1, 2, 2), played(0, 0, 0, score=10))
    assert card is not None
    assert (card.review_count, card.latest.from_drill) == (1, True)
    card = card_of(REF, played(5, 0, 0, score=10), tried(2, 2, 2))
    assert card is not None
    assert not card.latest.from_drill, "days are in order"


def test_only_the_last_days_decide() -> None:
    scores = [10, 10, 10, 90, 40, 90, 90, 40, 90, 40, 90]
    history = [played(3 * day, 0, 0, score=score) for day, score in enumerate(scores)]
    assert card_of(REF, *history) == card_of(REF, *history[-MAX_DAYS:])
    card = card_of(REF, *history, tried(90, 1, 2))
    assert card is not None
    assert (card.review_count, card.latest.from_drill) == (MAX_DAYS, True)


def test_a_confident_error_in_a_try_comes_back_the_next_day() -> None:
    card = card_of(REF, played(0, 0, 0, score=90), tried(3, 1, 2, sure_wrong=True))
    assert card is not None
    assert card.sure_wrong
    assert days(card) <= 1


def test_a_move_is_reviewed_by_a_drill() -> None:
    lost = card_of(MOVE, played(0, 3, 3), tried(2, 1, 2, MOVE))
    avoided = card_of(MOVE, played(0, 3, 3), tried(2, 2, 2, MOVE))
    assert days(avoided) > days(lost)
    assert lost is not None
    assert (lost.latest.times_made, lost.latest.moments) == (1, 2)
    assert card_of(MOVE, tried(2, 1, 2, MOVE)) is None, "it was not overdone"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_result_is_worded(language: str) -> None:
    words, library = catalogue(language), library_of("a")
    histories: list[list[AttemptSummary | PastTry]] = [
        [played(0, 0, 0, score=40)], [played(0, 0, 0, score=40), tried(1, 1, 2)], [played(0, 3, 4)],
        [played(0, 3, 4), played(1, 0, 2)], [played(0, 3, 4), tried(1, 1, 2, MOVE)],
        [played(0, 3, 4), tried(1, 2, 2, MOVE)],
    ]  # fmt: skip
    lines = set()
    for history in histories:
        attempts = [each for each in history if isinstance(each, AttemptSummary)]
        tries = [each for each in history if isinstance(each, PastTry)]
        (fact,) = all_cards(attempts, library, at(99), words, tries)
        lines.add(due_line(fact, at(99), words))
        assert due_line(fact, at(0), words) != due_line(fact, at(99), words)
    assert len(lines) == len(histories)
    assert card_lines([fact], at(0), words, numbered=True)[0].startswith("1. ")
    data = due_json([fact])[0]
    assert (data["card"], data["criterion"], data["move"]) == (MOVE, None, "cut_in")


def test_the_json_has_what_the_line_says() -> None:
    words, library = catalogue("en"), library_of("a")
    facts = all_cards([played(0, 3, 4, score=40)], library, at(99), words, [tried(1, 1, 2, sure_wrong=True)])
    keys = ("last_percent", "last_made", "last_moments", "last_sure_wrong", "last_was_focus_drill")
    data = {each["card"]: tuple(each[key] for key in keys) for each in due_json(facts)}
    assert data == {REF: (50, None, None, True, True), MOVE: (25, 3, 4, False, False)}
    lines = {fact.card.ref: due_line(fact, at(99), words) for fact in facts}
    assert "very sure" in lines[REF]
    assert "made in 3 of 4" in lines[MOVE]


@pytest.mark.parametrize(("language", "of_move"), [("en", "It was on offer in:"), ("zh", "碰到过它的场景：")])
def test_a_move_names_the_scene_in_which_it_came_up(language: str, of_move: str) -> None:
    words = catalogue(language)
    library = contents(entry("a", practised=(REF,)), entry("b", practised=(REF,)))._replace(moves=bundle(scene()).moves)
    facts = {fact.card.ref: fact for fact in all_cards([played(0, 3, 4, score=40)], library, at(99), words)}
    lines = {ref: due_line(fact, at(99), words) for ref, fact in facts.items()}
    entries = [facts[ref].entry for ref in (REF, MOVE)]
    assert [each and each.id for each in entries] == ["b", "a"]
    assert of_move in lines[MOVE]
    assert of_move not in lines[REF]


def test_a_word_finds_its_card() -> None:
    words, library = catalogue("en"), library_of("a")
    facts = all_cards([played(0, 3, 4, score=40)], library, at(99), words)
    assert [fact.card.ref for fact in facts] == [REF, MOVE]
    assert [find_card(word, facts, library) for word in (None, "1", "2", "3", REF, MOVE)] == [
        REF, REF, MOVE, None, REF, MOVE,
    ]  # fmt: skip
    assert find_card(None, [], library) is None
    for unknown in ("move:listen", "move:gone", "gone.by", f"{RUBRIC.id}.gone", ""):
        assert find_card(unknown, facts, library) is None
    assert card_name("gone.by", library, words) is None
    named = card_name(REF, library, words)
    assert named is not None
    assert named.name == FIRST.name.get("en")


def event(**changes: object) -> PracticeEvent:
    data = {
        "node": "one", "personas": {"ann": "hot"}, "deal": {}, "walk": ["a"], "said": ["b"],
        "totals": [1, 2, 0, 0, 1], "sure_wrong": False, "again": False,
    }  # fmt: skip
    return PracticeEvent("id", "focus", REF, "a", at(0), {**data, **changes})


def test_the_same_moment_on_the_same_day_is_a_repeated_try() -> None:
    events = [event(), event(personas={}, walk=["b"]), event(node="two"), event()._replace(about="main.act"),
              event()._replace(at=at(1))]  # fmt: skip
    assert [each.again for each in past_tries(events)] == [False, True, False, False, False]


def test_an_invalid_event_is_skipped() -> None:
    (whole,) = past_tries([event()])
    assert (whole.card, whole.outcome.score, whole.state.personas) == (REF, 0.5, (("ann", "hot"),))
    spoilt = [
        event(totals=[1, 2]), event(totals=[1, 2, 0, 0, "x"]), event(totals=[0, 0, 0, 0, 0]), event(totals=None),
        event(walk=[1]), event(node=None), event(personas=[]), event(totals=[0, 0, 9, 3, 1]),
    ]  # fmt: skip
    assert past_tries(spoilt) == []
    assert past_tries([event()._replace(data={})]) == []
    assert past_tries([event()._replace(about=MOVE)]) == [], "a move never has points due"
