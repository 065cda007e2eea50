"""The page as a function of the phone's view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drill_rooms import HOT_SEAT, advance_to, apply_all, room, vote
from phone_classroom import LANGUAGES
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.phone_view import PhoneView, phone_view
from roleplay.text.glyphs import glyphs
from roleplay.web.phones.page import page, part

from .page_reader import Element, read

CODE = "K7QM"
WITH_WORDS = Plan(own_words=True)


def page_of(room: Room, voter: str | None = "v0", language: str = "en") -> Element:
    return read(part(phone_view(room, voter, LANGUAGES[language], glyphs()), LANGUAGES[language], CODE))


def room_at(phase: Phase, plan: Plan = WITH_WORDS, learners: int = 3) -> Room:
    class_ = room(plan, learners)
    advance_to(class_, phase)
    return class_


def whole_page(phone: PhoneView, language: str = "en", notice: str = "") -> str:
    words = LANGUAGES[language]
    return page(phone, words, CODE, part(phone, words, CODE), '"0123456789abcdef01"', notice)


# -- contents -------------------------------------------------------------------------


def test_joining_is_one_press() -> None:
    page = page_of(room(learners=0), None)
    (form,) = page.all("form")
    assert form.attributes == {"id": "join", "method": "post", "action": "/K7QM/join"}
    assert [button.text for button in form.all("button")] == ["Join the room"]
    assert not form.all("input")


def test_a_name_is_requested_only_if_the_plan_has_names() -> None:
    page = page_of(room(names=True), None)
    (field,) = page.all("input")
    assert [label.attributes["for"] for label in page.all("label")] == [field.attributes["id"]]
    apply_all(class_ := room(names=True), l.Join("v0", None, "Ann"))
    assert page_of(class_).by_id("join").all("input")[0].attributes["value"] == "Ann"  # it may be changed in the lobby
    advance_to(class_, Phase.VOTE)
    assert not page_of(class_).has("join")
    assert "Ann" in page_of(class_).text


def test_a_table_is_a_button_and_a_taken_one_cannot_be_pressed() -> None:
    class_ = room(Plan(teams=("red", "blue")))
    apply_all(class_, l.Join("v0", 1))
    red, blue = page_of(class_, None).all("button")
    assert (red.attributes["name"], red.attributes["value"], red.text) == ("team", "0", "red")
    assert "disabled" not in red.attributes
    assert "disabled" in blue.attributes
    assert blue.text == "blue already has its phone"
    assert page_of(class_, "v0").all("p")[1].text == "blue"


def test_a_shut_door_says_so() -> None:
    class_ = room(voting=Voting.PHONES)
    apply_all(class_, f.Door(False))
    assert not page_of(class_, None).all("form")
    assert "Raise your hand" in page_of(class_, None).by_id("state").text


def test_each_line_is_a_button_with_its_letter_and_the_ballot_that_was_seen() -> None:
    page = page_of(room_at(Phase.VOTE)).by_id("vote")
    assert [field.attributes for field in page.all("input")] == [{"type": "hidden", "name": "ballot", "value": "1.1"}]
    assert [(button.attributes["value"], button.text) for button in page.all("button")] == [
        ("A", "A say name"),
        ("B", "B say good"),
        ("C", "C say bad"),
    ]
    assert {button.attributes["aria-pressed"] for button in page.all("button")} == {"false"}


def test_an_arrived_vote_is_shown_marked_and_pressed() -> None:
    class_ = room_at(Phase.VOTE)
    vote(class_, "good")
    page = page_of(class_)
    assert page.by_id("state").text == "Your vote: B, received. You may change it until the vote is locked."
    assert page_of(class_, language="zh").by_id("state").text == "你的一票：B，已收到；收票之前都可以改。"
    assert [button.attributes["aria-pressed"] for button in page.all("button")] == ["false", "true", "false"]
    assert page.all("button")[1].text == "B say good your vote"
    assert "your vote" not in page_of(class_, "v1").text


def test_a_discussion_shows_lines_and_own_vote_but_accepts_no_vote() -> None:
    class_ = room_at(Phase.VOTE)
    vote(class_, "bad")
    apply_all(class_, f.Discuss())
    page = page_of(class_)
    assert not page.all("button")
    assert [item.attributes["class"] for item in page.by_id("lines").all("li")] == ["line", "line", "line mine"]
    assert "You chose C" in page.by_id("state").text
    assert "did not vote" in page_of(class_, "v1").by_id("state").text
    advance_to(class_, Phase.REVOTE)
    assert page_of(class_).by_id("vote").all("input")[0].attributes["value"] == "1.2"


def test_tallies_are_numbers_beside_bars_and_name_the_leading_line() -> None:
    class_ = room_at(Phase.VOTE, learners=5)
    vote(class_, "good", "good", "good", "good", "bad")
    advance_to(class_, Phase.REVEAL)
    items = page_of(class_).by_id("tallies").all("li")
    assert [item.attributes["class"] for item in items] == ["line", "line mine lead", "line"]
    assert "votes: 4" in items[1].text
    assert "this line is said next" in items[1].text
    assert [rect.attributes["width"] for rect in page_of(class_).all("rect")] == ["0%", "80%", "20%"]
    assert all(svg.attributes["aria-hidden"] == "true" for svg in page_of(class_).all("svg"))


def test_both_votes_are_shown_after_a_discussion() -> None:
    class_ = room_at(Phase.VOTE)
    vote(class_, "good", "bad", "bad")
    apply_all(class_, f.Discuss(), f.Next())
    vote(class_, "good", "good", "bad")
    advance_to(class_, Phase.REVEAL)
    good = page_of(class_).by_id("tallies").all("li")[1]
    assert "before the discussion: 1" in good.text
    assert "after the discussion: 2" in good.text


def test_a_called_majority_has_no_number() -> None:
    class_ = room_at(Phase.VOTE, learners=1)
    apply_all(class_, f.Call("bad"))
    advance_to(class_, Phase.REVEAL)
    page = page_of(class_).by_id("tallies")
    assert "most hands" in page.all("li")[2].text
    assert not page.all("rect")


def test_the_reason_is_below_the_line_that_it_explains() -> None:
    page = page_of(room_at(Phase.COACHING))
    assert [p.attributes["class"] for p in page.all("section")[0].all("p")] == ["you"]
    assert page.by_id("why").text == "because of name"
    assert not page_of(room_at(Phase.REACTION)).has("why")


@pytest.mark.parametrize(("veil", "says"), [(f.Veil.PAUSE, "Paused"), (f.Veil.BLANK, "Look up")])
def test_under_a_veil_there_is_nothing_to_press(veil: f.Veil, says: str) -> None:
    class_ = room_at(Phase.VOTE)
    apply_all(class_, f.Cover(veil))
    assert page_of(class_).all("h2")[0].text == says
    assert not page_of(class_).all("button")
    assert "say good" not in page_of(class_).text


def test_own_words_are_requested_and_repeated() -> None:
    class_ = room_at(Phase.OWN_WORDS)
    page = page_of(class_).by_id("words")
    assert page.all("input")[0].attributes["value"] == "1"
    assert page.all("label")[0].attributes["for"] == "own"
    apply_all(class_, l.OwnWords("v0", 1, "Please sit."))
    assert "Please sit." in page_of(class_).by_id("state").text
    assert page_of(class_).by_id("own").attributes["value"] == "Please sit."
    assert "Please sit." not in page_of(class_, "v1").text


def test_an_observer_sees_one_criterion_with_its_levels_and_marks_the_last_line() -> None:
    class_ = room_at(Phase.SEAT, HOT_SEAT)
    assert page_of(class_).by_id("watched").all("h3")[0].text == "You watch: hear"
    assert [li.text for li in page_of(class_).by_id("watched").all("li")] == ["0 · a", "1 · b", "2 · c", "3 · d"]
    assert not page_of(class_).all("form")
    apply_all(class_, f.Say(class_.choices[0]))
    advance_to(class_, Phase.REACTION)
    buttons = page_of(class_).by_id("mark").all("button")
    assert [(button.attributes["name"], button.attributes["value"]) for button in buttons] == [
        ("mark", "1"),
        ("mark", "-1"),
        ("mark", "0"),
    ]
    apply_all(class_, l.Mark("v0", 1, -1))
    assert [button.attributes["aria-pressed"] for button in page_of(class_).by_id("mark").all("button")] == [
        "false",
        "true",
        "false",
    ]
    assert page_of(class_).by_id("state").text.startswith("Received: The opposite.")


def test_an_observer_grades_the_whole_at_the_end() -> None:
    class_ = room_at(Phase.SHEETS, HOT_SEAT)
    assert [button.text for button in page_of(class_).by_id("grade").all("button")] == ["0 a", "1 b", "2 c", "3 d"]
    assert not page_of(class_).has("mark")
    apply_all(class_, l.Grade("v0", 0))
    assert page_of(class_).by_id("grade").all("button")[0].attributes["aria-pressed"] == "true"
    assert page_of(class_).by_id("state").text.startswith("Received: level 0.")


def test_papers_are_open_in_the_lobby_and_stay_available() -> None:
    for phase, lies_open in ((Phase.LOBBY, True), (Phase.VOTE, False)):
        phone = phone_view(room_at(phase), "v0", LANGUAGES["en"], glyphs())
        markup = part(phone._replace(papers=(("Log <1>", "9:40 <b>\n9:41"),)), LANGUAGES["en"], CODE)
        paper = read(markup).by_id("paper0")
        assert ("open" in paper.attributes) is lies_open
        assert [child.text for child in paper.children] == ["Log <1>", "9:40 <b> 9:41"]
        assert "9:40 &lt;b&gt;\n9:41" in markup
    assert not page_of(room_at(Phase.LOBBY), None).all("details")


# -- every state, in both languages -----------------------------------------------------


def states() -> Iterator[tuple[str, PhoneView]]:
    """The views of phones at every phase of every form of a drill."""
    for plan in (Plan(own_words=True, names=True), Plan(teams=("red", "blue")), HOT_SEAT):
        class_ = room(plan, 2)
        for _ in range(60):
            for voter in (None, "v0", "v1"):
                yield f"{plan.form}.{class_.phase}.{voter}", phone_view(class_, voter, LANGUAGES["zh"], glyphs())
            if class_.phase is Phase.DEBRIEF:
                break
            if class_.open_ballot is not None:
                vote(class_, class_.choices[0])
            if class_.phase is Phase.SEAT:
                apply_all(class_, f.Say(class_.choices[0]))
            elif class_.phase is Phase.VOTE:
                apply_all(class_, f.Discuss())
            else:
                if class_.phase is Phase.REVEAL and class_.stage.lead is None:
                    apply_all(class_, f.Lead(class_.choices[0]))
                apply_all(class_, f.Next())


def test_every_phase_of_every_form_is_among_the_states() -> None:
    seen = {name.rsplit(".", 1)[0] for name, _ in states()}
    for phase in (Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL, Phase.COACHING, Phase.OWN_WORDS, Phase.FORK):
        assert f"class.{phase}" in seen
    for phase in (Phase.SEAT, Phase.ANSWER, Phase.REACTION, Phase.SHEETS, Phase.DEBRIEF):
        assert f"hot-seat.{phase}" in seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_a_well_formed_page_that_can_be_read_aloud(language: str) -> None:
    for name, phone in states():
        root = read(whole_page(phone, language))
        assert root.all("html")[0].attributes["lang"] == {"zh": "zh-CN", "en": "en"}[language]
        assert [len(root.all(h)) for h in ("h1", "h2", "main", "title")] == [1, 1, 1, 1], name
        assert root.by_id("top").attributes["aria-live"] == "polite"
        assert root.by_id("state").text, name
        for button in root.all("button"):
            assert button.text, name
            assert button.attributes.get("type", "submit") == "submit"
        for field in root.all("input"):
            if field.attributes.get("type") != "hidden":
                assert field.attributes["id"] in [label.attributes["for"] for label in root.all("label")], name
        for form in root.all("form"):
            assert form.attributes["method"] == "post"
            assert form.all("button"), name


def test_without_scripts_the_page_refreshes_except_while_typing() -> None:
    def refreshes(phone: PhoneView) -> bool:
        return 'http-equiv="refresh"' in whole_page(phone)

    shut = room(Plan(voting=Voting.PHONES, own_words=True, names=True), 1)
    apply_all(shut, f.Door(False))
    veiled = room_at(Phase.OWN_WORDS)
    apply_all(veiled, f.Cover(f.Veil.PAUSE))
    more = [
        ("shut", phone_view(shut, None, LANGUAGES["en"], glyphs())),
        ("veiled", phone_view(veiled, "v0", LANGUAGES["en"], glyphs())),
    ]
    assert all(refreshes(phone) for _, phone in more)
    for name, phone in (*states(), *more):
        typing = any(field.attributes.get("type") != "hidden" for field in read(whole_page(phone)).all("input"))
        assert refreshes(phone) is not typing, name
        if typing:
            assert read(whole_page(phone)).all("noscript")[0].all("a")[0].attributes["href"] == f"/{CODE}"
