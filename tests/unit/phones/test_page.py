"""The page as a function of what a phone may know."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator

import pytest

from drilling import HOT_SEAT, room, take, to, vote
from phoning import LANGUAGES
from roleplay.classroom.board import LETTERS, LineFact, Tallies, TallyFact
from roleplay.classroom.events import facilitator as f
from roleplay.classroom.events import learner as l
from roleplay.classroom.handset import Handset, Watched, handset
from roleplay.classroom.plan import Plan
from roleplay.classroom.room import Room
from roleplay.classroom.stage import Phase
from roleplay.facts import Said
from roleplay.phones import frame
from roleplay.phones.page import page, part
from roleplay.session import Kind
from roleplay.text.glyphs import glyphs

from .reading import Element, contrast, read, style_rules

CODE = "K7QM"
WITH_WORDS = Plan(own_words=True)
#: Bytes of the whole page in its largest state.
LARGEST = 15 * 1024


def shown(room: Room, voter: str | None = "v0", language: str = "en") -> Element:
    return read(part(handset(room, voter, LANGUAGES[language], glyphs()), LANGUAGES[language], CODE))


def at(phase: Phase, plan: Plan = WITH_WORDS, learners: int = 3) -> Room:
    made = room(plan, learners)
    to(made, phase)
    return made


def whole(phone: Handset, language: str = "en", notice: str = "") -> str:
    words = LANGUAGES[language]
    return page(phone, words, CODE, part(phone, words, CODE), '"0123456789abcdef01"', notice)


# -- what stands there ----------------------------------------------------------------


def test_joining_is_one_press() -> None:
    found = shown(room(learners=0), None)
    (form,) = found.all("form")
    assert form.attributes == {"id": "join", "method": "post", "action": "/K7QM/join"}
    assert [button.text for button in form.all("button")] == ["Join the room"]
    assert not form.all("input")


def test_a_name_is_asked_for_only_where_the_plan_has_names() -> None:
    found = shown(room(names=True), None)
    (field,) = found.all("input")
    assert [label.attributes["for"] for label in found.all("label")] == [field.attributes["id"]]
    take(made := room(names=True), l.Join("v0", None, "Ann"))
    assert shown(made).one("join").all("input")[0].attributes["value"] == "Ann"  # it may be changed in the lobby
    to(made, Phase.VOTE)
    assert not shown(made).has("join")
    assert "Ann" in shown(made).text


def test_a_table_is_a_button_and_a_taken_one_cannot_be_pressed() -> None:
    made = room(Plan(teams=("red", "blue")))
    take(made, l.Join("v0", 1))
    red, blue = shown(made, None).all("button")
    assert (red.attributes["name"], red.attributes["value"], red.text) == ("team", "0", "red")
    assert "disabled" not in red.attributes
    assert "disabled" in blue.attributes
    assert blue.text == "blue has its phone already"
    assert shown(made, "v0").all("p")[1].text == "blue"


def test_a_shut_door_says_so() -> None:
    made = room()
    take(made, f.Door(False))
    assert not shown(made, None).all("form")
    assert "Raise your hand" in shown(made, None).one("state").text


def test_each_line_is_a_button_with_its_letter_and_the_ballot_that_was_seen() -> None:
    found = shown(at(Phase.VOTE)).one("vote")
    assert [field.attributes for field in found.all("input")] == [{"type": "hidden", "name": "ballot", "value": "1.1"}]
    assert [(button.attributes["value"], button.text) for button in found.all("button")] == [
        ("A", "A say name"),
        ("B", "B say good"),
        ("C", "C say bad"),
    ]
    assert {button.attributes["aria-pressed"] for button in found.all("button")} == {"false"}


def test_the_vote_that_arrived_is_said_marked_and_pressed() -> None:
    made = at(Phase.VOTE)
    vote(made, "good")
    found = shown(made)
    assert found.one("state").text == "Your vote: B, received. You may change it until the vote is locked."
    assert shown(made, language="zh").one("state").text == "你的一票：B，已收到；可以改，直到锁定。"
    assert [button.attributes["aria-pressed"] for button in found.all("button")] == ["false", "true", "false"]
    assert found.all("button")[1].text == "B say good your vote"
    assert "your vote" not in shown(made, "v1").text


def test_a_discussion_shows_the_lines_and_the_own_vote_and_takes_none() -> None:
    made = at(Phase.VOTE)
    vote(made, "bad")
    take(made, f.Discuss())
    found = shown(made)
    assert not found.all("button")
    assert [one.attributes["class"] for one in found.one("lines").all("li")] == ["line", "line", "line mine"]
    assert "You chose C" in found.one("state").text
    assert "no vote of yours" in shown(made, "v1").one("state").text
    to(made, Phase.REVOTE)
    assert shown(made).one("vote").all("input")[0].attributes["value"] == "1.2"


def test_the_tallies_are_numbers_beside_bars_and_the_line_that_is_said_is_named() -> None:
    made = at(Phase.VOTE, learners=5)
    vote(made, "good", "good", "good", "good", "bad")
    to(made, Phase.REVEAL)
    items = shown(made).one("tallies").all("li")
    assert [item.attributes["class"] for item in items] == ["line", "line mine lead", "line"]
    assert "votes: 4" in items[1].text
    assert "this line is said next" in items[1].text
    assert [rect.attributes["width"] for rect in shown(made).all("rect")] == ["0%", "80%", "20%"]
    assert all(svg.attributes["aria-hidden"] == "true" for svg in shown(made).all("svg"))


def test_both_votes_stand_side_by_side_after_a_discussion() -> None:
    made = at(Phase.VOTE)
    vote(made, "good", "bad", "bad")
    take(made, f.Discuss(), f.Next())
    vote(made, "good", "good", "bad")
    to(made, Phase.REVEAL)
    good = shown(made).one("tallies").all("li")[1]
    assert "before the discussion: 1" in good.text
    assert "after the discussion: 2" in good.text


def test_a_majority_that_was_called_is_said_without_a_number() -> None:
    made = at(Phase.VOTE, learners=1)
    take(made, f.Call("bad"))
    to(made, Phase.REVEAL)
    found = shown(made).one("tallies")
    assert "most hands" in found.all("li")[2].text
    assert not found.all("rect")


def test_the_reason_stands_under_the_line_that_it_is_about() -> None:
    found = shown(at(Phase.COACHING))
    assert [p.attributes["class"] for p in found.all("section")[0].all("p")] == ["you"]
    assert found.one("why").text == "because"
    assert not shown(at(Phase.REACTION)).has("why")


@pytest.mark.parametrize(("veil", "says"), [(f.Veil.PAUSE, "Paused"), (f.Veil.BLANK, "Look up")])
def test_under_a_veil_there_is_nothing_to_press(veil: f.Veil, says: str) -> None:
    made = at(Phase.VOTE)
    take(made, f.Cover(veil))
    assert shown(made).all("h2")[0].text == says
    assert not shown(made).all("button")
    assert "say good" not in shown(made).text


def test_own_words_are_asked_for_and_said_back() -> None:
    made = at(Phase.OWN_WORDS)
    found = shown(made).one("words")
    assert found.all("input")[0].attributes["value"] == "1"
    assert found.all("label")[0].attributes["for"] == "own"
    take(made, l.Words("v0", 1, "Please sit."))
    assert "Please sit." in shown(made).one("state").text
    assert shown(made).one("own").attributes["value"] == "Please sit."
    assert "Please sit." not in shown(made, "v1").text


def test_an_observer_sees_one_criterion_with_its_levels_and_marks_the_last_line() -> None:
    made = at(Phase.SEAT, HOT_SEAT)
    assert shown(made).one("watched").all("h3")[0].text == "You watch: c"
    assert [li.text for li in shown(made).one("watched").all("li")] == ["0 · a", "1 · b", "2 · c", "3 · d"]
    assert not shown(made).all("form")
    take(made, f.Say(made.choices[0]))
    to(made, Phase.REACTION)
    buttons = shown(made).one("mark").all("button")
    assert [(one.attributes["name"], one.attributes["value"]) for one in buttons] == [
        ("mark", "1"),
        ("mark", "-1"),
        ("mark", "0"),
    ]
    take(made, l.Mark("v0", 1, -1))
    assert [one.attributes["aria-pressed"] for one in shown(made).one("mark").all("button")] == [
        "false",
        "true",
        "false",
    ]
    assert shown(made).one("state").text.startswith("Received: The opposite.")


def test_an_observer_grades_the_whole_at_the_end() -> None:
    made = at(Phase.SHEETS, HOT_SEAT)
    assert [one.text for one in shown(made).one("grade").all("button")] == ["0 a", "1 b", "2 c", "3 d"]
    assert not shown(made).has("mark")
    take(made, l.Grade("v0", 0))
    assert shown(made).one("grade").all("button")[0].attributes["aria-pressed"] == "true"
    assert shown(made).one("state").text.startswith("Received: level 0.")


# -- every state, in both languages -----------------------------------------------------


def states() -> Iterator[tuple[str, Handset]]:
    """What phones show at every phase of every form of a drill."""
    for plan in (Plan(own_words=True, names=True), Plan(teams=("red", "blue")), HOT_SEAT):
        made = room(plan, 2)
        for _ in range(60):
            for voter in (None, "v0", "v1"):
                yield f"{plan.form}.{made.phase}.{voter}", handset(made, voter, LANGUAGES["zh"], glyphs())
            if made.phase is Phase.DEBRIEF:
                break
            if made.open_ballot is not None:
                vote(made, made.choices[0])
            if made.phase is Phase.SEAT:
                take(made, f.Say(made.choices[0]))
            elif made.phase is Phase.VOTE:
                take(made, f.Discuss())
            else:
                if made.phase is Phase.REVEAL and made.stage.lead is None:
                    take(made, f.Lead(made.choices[0]))
                take(made, f.Next())


def test_every_phase_of_every_form_is_among_the_states() -> None:
    seen = {name.rsplit(".", 1)[0] for name, _ in states()}
    for phase in (Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL, Phase.COACHING, Phase.OWN_WORDS, Phase.FORK):
        assert f"class.{phase}" in seen
    for phase in (Phase.SEAT, Phase.ANSWER, Phase.REACTION, Phase.SHEETS, Phase.DEBRIEF):
        assert f"hot-seat.{phase}" in seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_is_a_well_formed_page_that_can_be_read_aloud(language: str) -> None:
    for name, phone in states():
        root = read(whole(phone, language))
        assert root.all("html")[0].attributes["lang"] == {"zh": "zh-CN", "en": "en"}[language]
        assert [len(root.all(h)) for h in ("h1", "h2", "main", "title")] == [1, 1, 1, 1], name
        assert root.one("top").attributes["aria-live"] == "polite"
        assert root.one("state").text, name
        for button in root.all("button"):
            assert button.text, name
            assert button.attributes.get("type", "submit") == "submit"
        for field in root.all("input"):
            if field.attributes.get("type") != "hidden":
                assert field.attributes["id"] in [label.attributes["for"] for label in root.all("label")], name
        for form in root.all("form"):
            assert form.attributes["method"] == "post"
            assert form.all("button"), name


def test_without_scripts_the_page_looks_again_but_not_while_somebody_types() -> None:
    def refreshes(phone: Handset) -> bool:
        return 'http-equiv="refresh"' in whole(phone)

    shut = room(Plan(own_words=True, names=True), 1)
    take(shut, f.Door(False))
    veiled = at(Phase.OWN_WORDS)
    take(veiled, f.Cover(f.Veil.PAUSE))
    more = [
        ("shut", handset(shut, None, LANGUAGES["en"], glyphs())),
        ("veiled", handset(veiled, "v0", LANGUAGES["en"], glyphs())),
    ]
    assert all(refreshes(phone) for _, phone in more)
    for name, phone in (*states(), *more):
        typing = any(field.attributes.get("type") != "hidden" for field in read(whole(phone)).all("input"))
        assert refreshes(phone) is not typing, name
        if typing:
            assert read(whole(phone)).all("noscript")[0].all("a")[0].attributes["href"] == f"/{CODE}"


# -- what a page may do -----------------------------------------------------------------


def largest() -> Handset:
    """More than any scene of the library has: nine long Chinese lines, three utterances, two votes, a long name."""
    line, speech = "王先生，这儿人多，说不痛快。" * 5, "我站了二十分钟，不是来走流程的！" * 8
    lines = tuple(LineFact(f"line-{n}", n + 1, LETTERS[n], line) for n in range(9))
    facts = tuple(TallyFact(line, 123, 234, False, n == 0) for n, line in enumerate(lines))
    return Handset(
        title="第三次返修" * 3, phase=Phase.REVEAL, veil=f.Veil.NONE, joined=True, door=True, teams=(), names=True,
        team="最后一排靠窗的同学们", name="一二三四五六七八九十一二三四五六", observes=False, round=12,
        talk=tuple(Said(Kind.THEY, "王先生", speech, 3) for _ in range(3)), lines=lines, ballot=None, mine="line-0",
        tallies=Tallies(facts, 999, 999), why="", words_asked=False, words="", words_most=60, watched=None,
        marking=None, marked=None, grading=False, grade=None,
    )  # fmt: skip


def observed() -> Handset:
    """An observer's page, with every text as long as it may be."""
    text = "让对方说完；复述关键事实和他最在意的后果；核对有没有遗漏；保证不用再说第二遍。" * 2
    return largest()._replace(
        phase=Phase.REACTION,
        observes=True,
        lines=(),
        tallies=None,
        watched=Watched("倾听", text, (text,) * 4),
        marking=3,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make", [largest, lambda: largest()._replace(phase=Phase.VOTE, ballot=(12, 2), tallies=None), observed]
)
def test_the_largest_page_is_small(make: Callable[[], Handset], language: str) -> None:
    notice = LANGUAGES[language]("phone.notice.team-taken")
    assert len(whole(make(), language, notice).encode()) <= LARGEST


def test_a_page_needs_nothing_from_anywhere() -> None:
    for html in (
        whole(largest()),
        whole(observed()),
        frame.entry(LANGUAGES["zh"], "x"),
        frame.stop(LANGUAGES["en"], "x", CODE, 3),
    ):
        assert not re.search(r"https?:|//[a-z]|@import|url\(|<iframe|<object|<embed", html.replace("// an old", ""))
        for element in read(html).all():
            for name, value in element.attributes.items():
                assert not name.startswith("on"), (element.name, name)
                assert name != "style"
                if name in ("href", "src", "action"):
                    assert re.fullmatch(r"(/[A-Z0-9]*(/[a-z]+)?(\?lang=(zh|en))?|data:,)", value), value


def test_the_policy_lets_only_the_page_s_own_style_and_script_run() -> None:
    html = whole(largest())
    policy = dict(part.strip().split(" ", 1) for part in frame.policy().split(";"))
    assert policy["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        (inline,) = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert policy[rule] == f"'sha256-{digest}'"
    assert "unsafe" not in frame.policy()
    assert {policy[rule] for rule in ("base-uri", "frame-ancestors")} == {"'none'"}


def test_texts_are_escaped_wherever_they_come_from() -> None:
    bomb = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;"
    watched = Watched(bomb, bomb, (bomb,) * 4)
    lines = (LineFact(bomb, 1, "A", bomb),)
    said = (Said(Kind.YOU, bomb, bomb, 1),)
    for phone in (
        largest()._replace(
            title=bomb, team=bomb, name=bomb, why=bomb, talk=said, phase=Phase.COACHING, lines=(), tallies=None
        ),
        largest()._replace(phase=Phase.VOTE, ballot=(1, 1), tallies=None, lines=lines),
        largest()._replace(tallies=Tallies((TallyFact(lines[0], 1, None, True, True),), 1, None), lines=lines),
        largest()._replace(phase=Phase.OWN_WORDS, words_asked=True, words=bomb, lines=(), tallies=None),
        largest()._replace(joined=False, teams=((0, bomb, True), (1, bomb, False)), name=bomb),
        largest()._replace(phase=Phase.REACTION, observes=True, lines=(), tallies=None, watched=watched, marking=1),
        largest()._replace(phase=Phase.SHEETS, grading=True, lines=(), tallies=None, watched=watched),
    ):
        root = read(whole(phone, notice=bomb))
        assert len(root.all("script")) == 1
        assert not root.all("img")
        assert bomb in root.text


# -- what it looks like ------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(mode: str) -> None:
    colours = style_rules(frame.style())[mode]
    for text, grounds in {
        "text": ("page", "card", "mine"),
        "soft": ("page", "card", "mine"),
        "late": ("page",),
        "act": ("page",),
        "on-act": ("act",),
    }.items():
        for ground in grounds:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for edge in ("line", "act"):  # what shows where a button is
        assert contrast(colours[edge], colours["page"]) >= 3


def test_targets_are_large_and_motion_is_asked_for() -> None:
    css = frame.style()
    (height,) = re.findall(r"button, \.line, input \{[^}]*min-height: ([0-9.]+)rem", css)
    assert float(height) * 16 >= 48
    assert css.count("transition") == css.count("(prefers-reduced-motion: no-preference) { button { transition")
    assert "outline: 3px solid" in css


def test_the_script_is_for_old_phones_too() -> None:
    script = frame.script()
    assert not re.search(r"\?\?|\?\.[a-z(\[]|\.at\(|replaceAll|structuredClone|AbortSignal\.", script)
    assert "</script" not in script
    assert "innerHTML" not in script
