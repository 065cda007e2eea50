"""What a class sees in each phase, as plain rows, and what the keys mean then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drill_rooms import CONTEST, HOT_SEAT, advance_to, apply_all, room, vote
from roleplay.checking.projector import CHOICE_ROWS, COLUMNS, ROWS
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import apply
from roleplay.drill.outcome import Reason, Refused
from roleplay.drill.plan import Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.board import Tallies, TallyFact, lines, turnout_text
from roleplay.presenting.drill.controls import (
    Digits,
    count_prompt,
    digit_count,
    digits,
    event_of_digit,
    is_available,
    next_step,
)
from roleplay.presenting.drill.forecast import Forecast
from roleplay.presenting.drill.rows import lobby, phases
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.presenting.drill.rows.debrief_pages import Page, page_rows, pages
from roleplay.presenting.drill.rows.fork import fork_rows
from roleplay.presenting.drill.rows.hot_seat import sheet_rows
from roleplay.presenting.drill.rows.tally import shift_text
from roleplay.presenting.drill.rows.voting import vote_rows
from roleplay.presenting.facts.debrief import TOO_MANY, foresight
from roleplay.presenting.facts.must_know import must_know, whole_brief
from roleplay.presenting.rows.row import Row
from roleplay.reading.library import Library
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs
from roleplay.workspace.workspace import shipped_library

SIZES = ((58, 14), (78, 18), (118, 34), (198, 54))
#: Rows around the board on a projector: title, rule, two rows of the foot, two of keys.
AROUND = 6


def canvas(width: int = 78, height: int = 18, language: str = "en", *, ascii: bool = False) -> Canvas:
    return Canvas(catalogue(language), glyphs(ascii), width, height)


def text(rows: list[Row]) -> str:
    return "\n".join(row.text for row in rows)


def board(room: Room, canvas: Canvas) -> list[Row]:
    """The board of any phase, as the screen composes it."""
    match room.phase:
        case Phase.LOBBY:
            return lobby.lobby_rows(room, canvas, "K7QM", None, with_qr=False)
        case Phase.FORK:
            return fork_rows(room, foresight(room.origin), canvas)
        case Phase.SHEETS:
            return sheet_rows(room, canvas, 0)
        case Phase.DEBRIEF:
            debrief = Forecast(room).debrief(canvas.words)
            return [row for page in pages(debrief) for row in page_rows(debrief, page, canvas)]
        case phase:
            return phases.BOARDS[phase](room, canvas)


def rooms() -> Iterator[Room]:
    """A room of every form in each of its phases, with votes, lines and grades."""
    for plan in (
        Plan(own_words=True),
        CONTEST._replace(own_words=True),
        HOT_SEAT,
        HOT_SEAT._replace(voting=Voting.PHONES),
    ):
        met: set[Phase] = set()
        class_ = room(plan, 2)
        for phase in Phase:
            class_ = room(plan, 2)
            try:
                advance_to(class_, phase)
            except AssertionError:
                continue
            met.add(phase)
            if phase is Phase.OWN_WORDS:
                apply_all(class_, l.OwnWords("v0", class_.stage.round, "I hear you"), f.ShowWords(True))
            if phase is Phase.REVEAL:
                apply_all(class_, f.Back(), f.Back())
                advance_to(class_, Phase.VOTE)
                vote(class_, *class_.choices[:2])
                advance_to(class_, Phase.REVOTE)
                vote(class_, *class_.choices[1:3])
                apply_all(class_, f.Next())
            if phase is Phase.SHEETS:
                apply_all(class_, f.Sheet(class_.sheets.criteria[0], (1, 0, 2, 3)))
            yield class_
        assert len(met) >= 6


ROOMS = list(rooms())


def test_there_is_a_room_in_every_phase() -> None:
    assert {class_.phase for class_ in ROOMS} == set(Phase)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_row_is_wider_than_the_canvas(size: tuple[int, int], language: str) -> None:
    for class_ in ROOMS:
        for ascii in (False, True):
            board_canvas = canvas(*size, language, ascii=ascii)
            rows = board(class_, board_canvas)
            rows += phases.title_rows(class_, board_canvas, time="1:00 left", unsaved=True)
            rows += phases.foot_rows(
                class_,
                board_canvas,
                count_prompt(class_, 0, board_canvas.words),
                "1 7 3 2 9 9 9",
                "192.168.1.5:8765/K7QM",
            )
            rows += phases.foot_rows(
                class_, board_canvas, count_prompt(class_, 0, board_canvas.words), "", "192.168.1.5:8765/K7QM"
            )
            wide = [row.text for row in rows if cell_len(row.text) > size[0]]
            assert wide == [], class_.phase
            if ascii:
                drawn = set(text(rows)) & set("▰▱▴▾▸⊘✓✗✱‣◦█▀▄")
                assert drawn == set(), class_.phase


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phase_has_a_name_and_says_what_comes_next(language: str) -> None:
    words = catalogue(language)
    for class_ in ROOMS:
        assert phases.phase_name(class_, words)
        assert not next_step(class_) or words(f"drill.next.{next_step(class_)}")
        assert words(f"drill.digits.{digits(class_)}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_text(language: str) -> None:
    words = catalogue(language)
    assert len({words(f"drill.why.{why}", last=3) for why in Reason}) == len(Reason)


def test_every_digit_offered_is_accepted() -> None:
    tried: set[Digits] = set()
    for class_ in ROOMS:
        for number in range(1, digit_count(class_, 0) + 1):
            again = room(class_.plan, 2)
            advance_to(again, class_.phase)
            if class_.phase is Phase.OWN_WORDS:
                apply_all(again, l.OwnWords("v0", 1, "I hear you"), f.ShowWords(True))
            event = event_of_digit(again, number)
            assert event is not None
            assert not isinstance(apply(again, event), Refused), (class_.phase, number)
            tried.add(digits(class_))
        assert event_of_digit(class_, digit_count(class_, 0) + 1) is None
        assert event_of_digit(class_, 0) is None
    assert tried == set(Digits) - {Digits.NOTHING, Digits.CLICK, Digits.PAGE}


def test_a_keypad_press_is_a_vote_and_types_nothing() -> None:
    class_ = room(voting=Voting.CLICKERS)
    advance_to(class_, Phase.VOTE)
    assert event_of_digit(class_, 2) == f.Click(class_.choices[1])
    assert count_prompt(class_, 0, catalogue("en")) is None
    assert not is_available(class_, "next")
    assert not is_available(class_, "space")
    assert not is_available(class_, "more_time")
    assert not is_available(class_, "back")
    assert is_available(class_, "close_vote")
    assert is_available(class_, "undo")


# -- nothing too early -------------------------------------------------------------


@pytest.mark.parametrize("phase", [Phase.VOTE, Phase.DISCUSS, Phase.REVOTE])
def test_the_course_of_a_vote_is_hidden(phase: Phase) -> None:
    def shown(*choices: int) -> str:
        class_ = room(learners=9)
        advance_to(class_, Phase.VOTE)
        vote(class_, *(class_.choices[index] for index in choices))
        if phase is not Phase.VOTE:
            advance_to(class_, phase)
        board_canvas = canvas()
        return text(
            [
                *board(class_, board_canvas),
                *phases.foot_rows(class_, board_canvas, count_prompt(class_, 0, board_canvas.words), ""),
            ]
        )

    assert shown(0, 0, 0, 1, 2) == shown(2, 2, 2, 2, 1)


def test_counted_hands_are_hidden_like_votes() -> None:
    def shown(*counts: int) -> str:
        class_ = room()
        advance_to(class_, Phase.VOTE)
        apply_all(class_, f.Hands(counts))
        board_canvas = canvas()
        return text(
            [
                *board(class_, board_canvas),
                *phases.foot_rows(class_, board_canvas, count_prompt(class_, 0, board_canvas.words), ""),
            ]
        )

    assert shown(7, 2, 1) == shown(1, 2, 7)


def test_the_best_line_is_hidden_before_the_coaching() -> None:
    words = catalogue("en")
    for class_ in ROOMS:
        if class_.phase in (Phase.PRESENT, Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL, Phase.REACTION):
            assert words("drill.path.best") not in text(board(class_, canvas()))
            assert words("coach.better") not in text(board(class_, canvas()))
    path = next(class_ for class_ in ROOMS if class_.phase is Phase.PATH)
    assert words("drill.path.best") in text(board(path, canvas()))


# -- getting ready -------------------------------------------------------------------


def test_the_lobby_shows_authority_criteria_and_red_lines_or_the_key_to_them() -> None:
    words, brief = catalogue("en"), must_know(room().bundle, catalogue("en"))
    assert [part.texts for part in brief] == [("authority",), ("main: hear, act",), ("a move",)]
    roomy, tight = text(board(room(), canvas(118, 34))), text(board(room(), canvas(78, 11)))
    for part in brief:
        assert part.heading in roomy
        assert all(line in roomy for line in part.texts)
        assert part.heading not in tight
    assert words("drill.lobby.know") in tight
    assert words("drill.lobby.know") not in roomy


def test_the_whole_brief_says_what_each_criterion_looks_for_and_what_passes() -> None:
    parts = {part.heading: part.texts for part in whole_brief(room().bundle, catalogue("en"))}
    assert parts["What you may grant"] == ("authority",)
    assert parts["What will be assessed: main"] == ("hear: c", "act: c")
    assert parts["What it takes to pass"][0] == "main at 50% or more"
    assert parts["Red lines"] == ("Any one of these and you do not pass: a move",)


# -- tallies -----------------------------------------------------------------------


def tallies(first: tuple[int, ...] | None, second: tuple[int, ...] | None) -> Tallies:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    facts = tuple(
        TallyFact(line, first and first[index], second and second[index], False, False)  # type: ignore[arg-type]
        for index, line in enumerate(lines(class_, catalogue("en")))
    )
    return Tallies(facts, first and sum(first), second and sum(second))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ((7, 9, 4), (8, 4, 8), "After the discussion C rose from 20% to 40%, and B fell from 45% to 20%."),
        ((1, 1, 2), (2, 2, 4), "The discussion changed nobody's choice."),
        ((1, 1, 2), None, ""),
        (None, (1, 1, 2), ""),
    ],
)
def test_the_shift_in_one_sentence(
    first: tuple[int, ...] | None, second: tuple[int, ...] | None, sentence: str
) -> None:
    assert shift_text(tallies(first, second), catalogue("en")) == sentence


@pytest.mark.parametrize("width", [78, 150])
def test_the_reveal_shows_both_tallies_and_the_tie(width: int) -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Hands((4, 4, 1)), f.Discuss(), f.Next(), f.Hands((3, 3, 3)), f.Next())
    shown = text(board(class_, canvas(width)))
    assert "A, B, C have the same number of votes" in shown
    assert shown.count("before") == 3
    assert shown.count(" 4 ") == 2
    apply_all(class_, f.Lead(class_.choices[1]))
    assert "Let us see what B does." in text(board(class_, canvas(width)))


def test_a_called_majority_shows_no_count() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Call(class_.choices[2]))
    board_canvas = canvas()
    assert "The majority is noted" in text(
        phases.foot_rows(class_, board_canvas, count_prompt(class_, 0, board_canvas.words), "")
    )
    apply_all(class_, f.Next())
    assert "Most hands were up for C" in text(board(class_, board_canvas))
    assert "▰" not in text(board(class_, board_canvas))


def test_the_reveal_shows_the_tables_for_each_line() -> None:
    class_ = room(CONTEST, 2)
    advance_to(class_, Phase.VOTE)
    vote(class_, class_.choices[0], class_.choices[1])
    apply_all(class_, f.Next())
    if class_.phase is not Phase.REVEAL:
        apply_all(class_, f.Next(), f.Next())
    rows = board(class_, canvas())
    assert [row.text.strip() for row in rows if row.text.strip() in ("red", "blue")] == ["red", "blue"]


# -- the end -----------------------------------------------------------------------


def test_two_roads_diverge_at_the_first_different_decision() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Call("bad"), f.Next())
    advance_to(class_, Phase.FORK)
    values = foresight(class_.origin)
    narrow, wide = text(fork_rows(class_, values, canvas())), text(fork_rows(class_, values, canvas(160)))
    assert narrow.count("▸  1") == 2
    assert len(wide.split("\n")) < len(narrow.split("\n"))
    assert "The road we took" in wide.split("\n")[0]
    assert "The best road" in wide.split("\n")[0]
    assert "being worked out" in text(fork_rows(class_, None, canvas()))
    assert catalogue("zh")("debrief.too_many")[:20] in text(fork_rows(class_, TOO_MANY, canvas(language="zh")))


def test_a_road_that_was_the_best_is_reported_as_such() -> None:
    class_ = room()
    values = foresight(class_.origin)
    assert values is not None
    assert values is not TOO_MANY
    apply_all(class_, f.Next())
    for choice in values.best_line(class_.origin.state):
        if class_.phase is Phase.PRESENT:
            apply_all(class_, f.Skip(), f.Take(choice))
    advance_to(class_, Phase.FORK)
    assert "the best one" in text(fork_rows(class_, values, canvas()))


def test_only_pages_with_content_are_shown() -> None:
    words = catalogue("en")
    pages_by_form = {
        class_.plan.form: pages(Forecast(class_).debrief(words)) for class_ in ROOMS if class_.phase is Phase.DEBRIEF
    }
    assert pages_by_form[CONTEST.form][:2] == (Page.ENDING, Page.CRITERIA)
    assert Page.STANDINGS in pages_by_form[CONTEST.form]
    assert Page.STANDINGS not in pages_by_form[Plan().form]
    assert Page.SHEETS not in pages_by_form[Plan().form]


# -- read from the back row ---------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_every_scene_that_ships_fit_a_projector(language: str) -> None:
    library = Library([shipped_library()])
    words = catalogue(language)
    board_canvas = canvas(COLUMNS - 2, ROWS - AROUND, language)
    for entry in library.entries:
        class_ = Room(library.bundle(entry.id), Plan())
        apply_all(class_, f.Next())
        for turn in range(40):
            if class_.phase is not Phase.PRESENT:
                break
            if len(class_.choices) > 1:
                apply_all(class_, f.Next())
                shown = vote_rows(class_, board_canvas)
                assert len(shown) <= board_canvas.height, (entry.id, class_.state.passage.id, text(shown))
                available = [line.number for line in lines(class_, words) if line.locked is None]
                rows = [sum(row.key == number for row in shown) for number in available]
                assert max(rows) <= CHOICE_ROWS, (entry.id, class_.state.passage.id)
                apply_all(class_, f.Skip(), f.Take(class_.choices[turn % len(class_.choices)]))
            else:
                advance_to(class_, Phase.PATH)
                apply_all(class_, f.Next())
        assert class_.phase is Phase.END, entry.id


# -- turnout -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learners", "voted", "hands", "clicks", "expected"),
    [
        (9, 4, (), 0, "4 of 9 phones in"),
        (9, 4, (12, 8, 0), 0, "4 of 9 phones in, 20 hands"),
        (9, 0, (1, 0, 0), 1, "0 of 9 phones in, 1 hand, 1 press"),
        (1, 1, (), 0, "1 of 1 phone in"),
        (0, 0, (12, 8, 0), 0, "20 votes in"),
        (0, 0, (), 1, "1 vote in"),
    ],
)
def test_phones_hands_and_presses_are_counted_separately(
    learners: int, voted: int, hands: tuple[int, ...], clicks: int, expected: str
) -> None:
    class_ = room(learners=learners, voting=Voting.PHONES)
    advance_to(class_, Phase.VOTE)
    vote(class_, *["good"] * voted)
    apply_all(class_, *[f.Hands(hands)] * bool(hands), *[f.Click("good")] * clicks)
    assert turnout_text(class_, catalogue("en")) == expected
    assert turnout_text(class_, catalogue("en")) in text(phases.foot_rows(class_, canvas(), None, ""))


def test_tables_and_lines_have_separate_turnouts() -> None:
    tables = room(CONTEST, learners=1)
    advance_to(tables, Phase.VOTE)
    apply_all(tables, f.Tables(("good", None)))
    assert turnout_text(tables, catalogue("en")) == "1 of 2 tables in"
    written = room(learners=2, own_words=True)
    advance_to(written, Phase.OWN_WORDS)
    apply_all(written, l.OwnWords("v0", 1, "I hear you"))
    assert turnout_text(written, catalogue("en")) == "1 of 2 lines in"


def test_phones_that_joined_before_hands_were_chosen_are_not_waited_for() -> None:
    class_ = room(learners=9, voting=Voting.HANDS)
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Hands((12, 8, 0)))
    assert turnout_text(class_, catalogue("en")) == "20 votes in"


@pytest.mark.parametrize(("width", "rows", "bar"), [(78, 1, True), (48, 1, False), (30, 2, False)])
def test_an_address_is_never_truncated(width: int, rows: int, bar: bool) -> None:
    class_ = room(learners=3, voting=Voting.PHONES)
    advance_to(class_, Phase.VOTE)
    shown = phases.foot_rows(class_, canvas(width), None, "", "192.168.100.105:8765/K7QM")
    assert shown[-1].text.endswith("192.168.100.105:8765/K7QM")
    assert (len(shown), glyphs().bar_empty in text(shown)) == (rows, bar)
    assert all(cell_len(row.text) <= width for row in shown)
