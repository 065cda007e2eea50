"""A scene's page with a system that is slow, busy, gone, forgetful or closed, and with a browser that closes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from builders import bundle
from e2e.browser import OpenBrowser, until
from e2e.launcher import NEVER, Launcher, launcher
from e2e.test_scene_page import DIGEST, GOOD, Player, play, talk
from roleplay.reports.player.cmi5 import cmi5_package
from roleplay.reports.player.scorm import scorm_package

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

#: Makes the page's waits take no time; it still waits for answers, in the same order.
HASTE = "const wait = window.setTimeout; window.setTimeout = (act, ms, ...more) => wait(act, ms / 40, ...more);"
#: A clock that is set back at every reading.
BACKWARDS = """
let now = 1e12;
const Clock = window.Date;
window.Date = class extends Clock { constructor(...of) { super(...(of.length ? of : [(now -= 5000)])); } };
window.Date.now = () => (now -= 5000);
"""


@pytest.fixture
def lms() -> Iterator[Launcher]:
    with launcher(cmi5_package(bundle(talk()), DIGEST, "en")) as opened:
        yield opened


@pytest.fixture
def browser(open_browser: OpenBrowser) -> Iterator[WebDriver]:
    """A browser that runs a script before those of its pages."""
    browser = open_browser(language="en")
    put = []

    def before(script: str) -> None:
        answer = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        put.append(answer["identifier"])

    browser.before = before  # type: ignore[attr-defined]
    yield browser
    for identifier in put:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})


def say(player: Player, line: str) -> None:
    line_count = len(player.find(".line.you"))
    player.say(line)
    until(lambda: len(player.find(".line.you")) == line_count + 1, "the line")


def saved_state(lms: Launcher) -> dict[str, Any]:
    state: dict[str, Any] = lms.documents.get("roleplay") or {}
    return state


def left_after_a_line(browser: Any, lms: Launcher) -> None:
    """A first session in which one line was said and saved."""
    browser.get(lms.launch("session-0"))
    player = Player(browser)
    player.begin("practice")
    say(player, "good")
    until(lambda: saved_state(lms).get("play"), "the place")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")


@pytest.mark.parametrize("silent", ["fetch", "LMS.LaunchData", "initialized"])
def test_without_an_answer_of_the_system_the_scene_is_played_alone(browser: Any, lms: Launcher, silent: str) -> None:
    lms.fault = lambda method, about: NEVER if about == silent else None
    browser.before(HASTE)
    browser.get(lms.launch())
    until(lambda: "Waiting for the system" in browser.find_element("css selector", "body").text, "that it is waited")
    player = Player(browser)
    assert "does not answer" in player.text("#reports")
    play(player, GOOD)
    assert "answered" not in lms.verbs


def test_requests_to_a_busy_system_are_retried(browser: Any, lms: Launcher) -> None:
    browser.before(HASTE)
    left_after_a_line(browser, lms)
    busy = {("POST", "fetch"), ("GET", "LMS.LaunchData"), ("GET", "roleplay"), ("PUT", "initialized")}
    left = set(busy)

    def once(method: str, about: str) -> int | None:
        if (method, about) not in left:
            return None
        left.remove((method, about))
        return 503

    lms.fault = once
    browser.get(lms.launch("session-1", launchMode="normal"))  # as some systems write it
    player = Player(browser)
    assert left == set()
    assert "turn 2" in player.text("main .verdict")
    assert not player.find("#reports")


def test_an_unreadable_state_is_not_overwritten(browser: Any, lms: Launcher) -> None:
    before = {"done": {"completed": True, "passed": False}, "pending": {}, "play": {"kept": "elsewhere"}}
    lms.documents["roleplay"] = before
    lms.fault = lambda method, about: 503 if (method, about) == ("GET", "roleplay") else None
    browser.before(HASTE)
    browser.get(lms.launch())
    play(Player(browser), GOOD)
    until(lambda: "passed" in lms.verbs, "the result")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    assert lms.documents["roleplay"] == before


def test_browsing_does_not_change_the_saved_play(browser: Any, lms: Launcher) -> None:
    left_after_a_line(browser, lms)
    before = json.dumps(saved_state(lms))
    browser.get(lms.launch("session-1", launchMode="Review"))
    player = Player(browser)
    assert not player.find("main .verdict")
    assert "keeps nothing" in player.text("footer")
    play(player, ("bad", "bad", "bad"))
    browser.get("about:blank")
    until(lambda: lms.verbs.count("terminated") == 2, "the end")
    assert json.dumps(saved_state(lms)) == before


def test_a_tampered_saved_play_breaks_nothing(browser: Any, lms: Launcher) -> None:
    browser.get(lms.launch("session-0"))
    play(Player(browser), GOOD)
    until(lambda: "passed" in lms.verbs, "the result")
    odd = {**saved_state(lms)["play"], "standing": "odd"}
    lms.fault = lambda method, about: 403 if (method, about) == ("PUT", "roleplay") else None  # only we write there
    written: list[Any] = [None, [], {"done": 5, "pending": {"failed": 7}, "play": "x"}, {"play": odd}]
    for number, document in enumerate(written):
        browser.get("about:blank")
        until(lambda: "terminated" in lms.verbs, "the end")
        lms.documents["roleplay"] = document
        lms.statements.clear()
        browser.get(lms.launch(f"session-{number + 1}"))
        player = Player(browser)
    player.click("main .verdict button")
    player.to_debrief()
    until(lambda: "passed" in lms.verbs, "that it counts as not told")


def test_the_stores_statements_override_the_state_of_another_window(browser: Any, lms: Launcher) -> None:
    browser.get(lms.launch("session-0"))
    play(Player(browser), GOOD)
    until(lambda: "passed" in lms.verbs, "the result")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    lms.documents["roleplay"] = {"done": {"completed": False, "passed": False}, "pending": {}, "play": None}
    browser.get(lms.launch("session-1"))
    assert "that you passed" in Player(browser).text("#reports")


@pytest.mark.parametrize("action", ["refresh", "back"])
def test_a_reloaded_page_does_not_start_a_session_twice(browser: Any, lms: Launcher, action: str) -> None:
    browser.get(lms.launch())
    player = Player(browser)
    player.begin("practice")
    say(player, "good")
    if action == "refresh":
        browser.refresh()
    else:
        browser.get(f"{lms.content}/frame.html")
        browser.back()
    until(lambda: "as happens when a page is reloaded" in player.text("#reports"), "that it is over")
    play(Player(browser), GOOD)
    assert "nothing is reported" in player.text("#reported")
    assert lms.verbs == ["initialized", "answered", "terminated"]


def test_a_refused_result_is_shown_as_refused(browser: Any, lms: Launcher) -> None:
    lms.fault = lambda method, about: 409 if about == "completed" else None  # it has that already
    browser.get(lms.launch("session-0"))
    player = Player(browser)
    play(player, GOOD)
    until(lambda: "has your result" in player.text("#reported"), "that it has arrived")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    lms.statements.clear()
    lms.documents.pop("roleplay")
    lms.fault = lambda method, about: 401 if about == "passed" else None  # its session is over
    browser.get(lms.launch("session-1"))
    player = Player(browser)
    play(player, GOOD)
    until(lambda: "accepts nothing more from it" in player.text("#reported"), "that it was refused")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    lms.fault = lambda method, about: None
    browser.get(lms.launch("session-2"))
    player = Player(browser)
    assert "has not reached the system" in player.text("main .verdict")
    player.click("main .verdict button")
    until(lambda: "passed" in lms.verbs, "the result")


def test_denied_access_is_reported_during_play(browser: Any, lms: Launcher) -> None:
    browser.get(lms.launch())
    player = Player(browser)
    player.begin("practice")
    say(player, "good")
    until(lambda: "answered" in lms.verbs, "the answer")
    lms.fault = lambda method, about: 401
    say(player, "good")
    until(lambda: "accepts nothing more from it" in player.text(".asking [role=status]"), "that its session is over")
    say(player, "good")
    player.to_debrief()
    until(lambda: "accepts nothing more from it" in player.text("#reported"), "that it was refused")


def test_undelivered_statements_are_sent_when_the_network_is_back(browser: Any, lms: Launcher) -> None:
    browser.before(HASTE)
    browser.get(lms.launch(returnURL=f"{lms.content}/frame.html"))
    player = Player(browser)
    player.begin("practice")
    say(player, "good")
    lms.fault = lambda method, about: 503
    say(player, "good")
    say(player, "good")
    player.to_debrief()
    until(lambda: "It is tried again" in player.text("#reported"), "that it is not there yet")
    lms.fault = lambda method, about: None
    until(lambda: "has your result" in player.text("#reported"), "that it has arrived")
    assert lms.verbs == ["initialized", "answered", "answered", "answered", "completed", "passed"]
    lms.fault = lambda method, about: NEVER if about else None
    player.click(".after button:not(.go)")
    assert "You are leaving" in player.text("#reported")
    until(lambda: browser.current_url.endswith("/frame.html"), "the way back")


def test_without_a_keyboard_one_can_pause_and_leave_anywhere(browser: Any, lms: Launcher) -> None:
    browser.get(lms.launch(returnURL=f"{lms.content}/frame.html"))
    player = Player(browser)
    assert player.find(".leave")  # also from the briefing
    player.find("input[type=checkbox]")[1].click()  # the sureness question
    player.begin("practice")
    player.say("good")
    until(lambda: "Another line" in player.text(".tools"), "the question")
    player.click("[data-tool=Esc]")
    say_again = player.find(".asking [data-key]")
    assert len(say_again) == 2
    player.click("[data-tool=Esc]")
    player.ready("dialog[open]")
    player.click("dialog .leave")
    until(lambda: browser.current_url.endswith("/frame.html"), "the way back")
    assert lms.verbs == ["initialized", "terminated"]
    assert saved_state(lms)["play"]["choices"] == []


def test_a_final_request_above_the_limit_is_reduced_to_the_result(browser: Any) -> None:
    long = talk()
    story = "一个很长的故事。" * 240
    for node in long["nodes"].values():
        node["says"] = {"zh": story, "en": story}
        for line in node["choices"]:
            line["say"] = dict.fromkeys(("zh", "en"), f"say {line['id']} {story}")
    with launcher(cmi5_package(bundle(long), DIGEST, "en")) as lms:
        lms.fault = lambda method, about: 503 if (method, about) == ("PUT", "answered") else None
        browser.get(lms.launch())
        player = Player(browser)
        player.begin("practice")
        for line in GOOD:
            say(player, line)
        browser.get("about:blank")
        until(lambda: "terminated" in lms.verbs, "the end")
        assert lms.verbs == ["initialized", "answered", "answered", "answered", "completed", "passed", "terminated"]
        assert lms.statements[1]["object"].keys() == {"objectType", "id"}


def test_a_clock_set_back_gives_no_negative_duration(browser: Any, lms: Launcher) -> None:
    browser.before(BACKWARDS)
    browser.get(lms.launch())
    play(Player(browser), GOOD)
    until(lambda: "passed" in lms.verbs, "the result")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    lengths = [s["result"]["duration"] for s in lms.statements if "result" in s]
    assert len(lengths) == 6
    assert all(length.startswith("PT") and float(length[2:-1]) >= 0 for length in lengths)
    moments = [statement["timestamp"] for statement in lms.statements]
    assert moments == sorted(moments)


def test_a_page_open_for_hours_sends_no_duration(browser: Any, lms: Launcher) -> None:
    browser.before(
        "const now = performance.now.bind(performance); performance.now = () => now() + (window.later ?? 0);"
    )
    browser.get(lms.launch())
    player = Player(browser)
    player.begin("practice")
    browser.execute_script("window.later = 7.2e6")
    for line in GOOD:
        say(player, line)
    until(lambda: "passed" in lms.verbs, "the result")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    lengths = {
        f"{verb}-{number}": float(statement["result"]["duration"][2:-1])
        for number, (verb, statement) in enumerate(zip(lms.verbs, lms.statements, strict=True))
        if "duration" in statement.get("result", {})
    }
    assert lengths.keys() == {"answered-2", "answered-3", "completed-4", "passed-5", "terminated-6"}
    assert lengths["passed-5"] < 3600 < lengths["terminated-6"]


def test_in_scorm_browsing_keeps_the_saved_play_and_shows_the_end(browser: Any) -> None:
    with launcher(scorm_package(bundle(talk()), "en")) as lms:
        lms.suspended = "of a play that counts"
        lms.elements = {"cmi.core.lesson_mode": "browse"}
        browser.get(f"{lms.content}/frame.html")
        browser.switch_to.frame("content")
        player = Player(browser)
        assert "look around" in player.text("#reports")
        play(player, GOOD)
        browser.execute_script("window.location.reload()")
        until(lambda: "as happens when a page is reloaded" in player.text("#reports"), "that it is over")
        browser.switch_to.default_content()
        answer = browser.execute_script("return window.told")
        assert answer["cmi.suspend_data"] == "of a play that counts"
        assert answer["cmi.core.lesson_status"] == "browsed"
        assert answer["cmi.core.exit"] == "suspend"
        assert "cmi.core.score.raw" not in answer
