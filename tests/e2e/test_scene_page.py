"""A scene's page in a real browser: from a disk, by keys, on a phone; and launched by a system it reports to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from builders import Data, bundle, choice, meter, node, scene
from e2e.browser import OpenBrowser, until
from e2e.launcher import REGISTRATION, SESSION, Launcher, launcher
from ralph_store import PASSWORD, USER, RalphStore, count_valid, needs_ralph
from roleplay.locales import catalogue
from roleplay.presenting.facts.debrief import debrief_facts, foresight
from roleplay.reports.player.cmi5 import cmi5_package
from roleplay.reports.player.page import scene_page
from roleplay.reports.player.scorm import scorm_package
from roleplay.session import Attempt, Decision, Mode, Setup

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

DIGEST = "0123456789abcdef" * 4
CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/"
GOOD = ("good", "good", "good")


def talk() -> Data:
    """A scene of three decisions in two languages; the best line of each has the id ``good``."""
    both = {"zh": "{ann}看着您。", "en": "{ann} looks at you."}
    say = {"zh": "好的，您说。", "en": "Go on, please."}
    return scene(
        title={"zh": "小场景", "en": "A small scene"},
        meters={"anger": meter(60, name={"zh": "怒气", "en": "Anger"})},
        pass_={"main": 60, "endings": ["end"]},
        nodes={
            "one": node(choice("good", "two", say=say, reply="Thanks."), choice("bad", "two", ["cut_in"]), says=both),
            "two": node(choice("good", "three"), choice("bad", "three", ["cut_in"])),
            "three": node(choice("good", "end", ["act_now"]), choice("bad", "end", ["dodge"])),
        },
    )


class Player:
    """A learner who uses only the keyboard."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser
        self.ready("[data-ready=yes]")

    def ready(self, selector: str) -> None:
        until(lambda: self.find(selector), selector)

    def find(self, selector: str) -> list[Any]:
        elements: list[Any] = self.browser.find_elements("css selector", selector)
        return elements

    def text(self, selector: str) -> str:
        return "\n".join(str(element.text) for element in self.find(selector))

    def type(self, keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(keys).perform()

    def click(self, selector: str) -> None:
        self.find(selector)[0].click()

    def begin(self, mode: str) -> None:
        self.click(f"input[value={mode}]")
        self.click("#begin")
        self.ready(".asking [data-key]")

    def say(self, line: str) -> None:
        """Say the line with an id by its number, and continue after the coaching."""
        number = self.browser.execute_script(
            "return [...document.querySelectorAll('.asking [data-key]')].map((item) => item.textContent)"
        )
        expected = (
            "say bad"
            if line == "bad"
            else ("Go on, please." if any("Go on" in text for text in number) else "say good")
        )
        self.type(str(next(n for n, text in enumerate(number, 1) if expected in text)))

    def to_debrief(self) -> None:
        from selenium.webdriver.common.keys import Keys

        self.type(Keys.ENTER)
        self.ready("#reflect")
        self.type("It went well enough." + Keys.ENTER)
        self.ready("[data-foreseen=yes] #verdict")


def played(lines: Sequence[str], mode: Mode) -> Attempt:
    attempt = Attempt(bundle(talk()), Setup(mode=mode))
    for line in lines:
        attempt.say(Decision(line, "en"))
    return attempt


def test_from_a_disk_by_keys_with_the_texts_of_the_program(open_browser: OpenBrowser, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    page = tmp_path / "scene.html"
    page.write_text(scene_page(bundle(talk()), "en"), encoding="utf-8")
    browser = open_browser(language="en", mobile=True)
    browser.get(page.as_uri())
    player = Player(browser)
    player.begin("guided")
    assert player.text(".line.they") == "Ann: Ann looks at you."
    player.type("h")
    player.ready(".asking [role=status]")
    player.type("L")
    until(lambda: "看着您" in player.text(".log"), "the other language")
    assert player.find(".line.they span")[0].get_attribute("lang") == "zh"
    player.type("L")
    player.say("good")
    player.ready(".coach")
    assert "Thanks." in player.text(".log")
    player.type("u")  # not during the coaching
    player.type(Keys.ENTER)
    player.ready(".asking [data-key]")
    player.type("u")
    until(lambda: len(player.find(".line.you")) == 0, "the line taken back")
    for line in ("bad", "good", "bad"):
        player.say(line)
        player.ready(".coach")
        player.type(Keys.ENTER)
    player.to_debrief()
    attempt = played(("bad", "good", "bad"), Mode.GUIDED)
    attempt.taken_back = attempt.hints = 1
    words = catalogue("en")
    facts = debrief_facts(attempt, words, foresight(attempt))
    shown = player.text("main")
    for text in (
        facts.ending.verdict,
        *facts.headline,
        *(gate.text for gate in facts.ending.gates),
        facts.goal,
        *facts.notes,
    ):
        assert text in shown
    assert "It went well enough." in shown
    assert [rubric.score for rubric in facts.rubrics if rubric.score not in shown] == []
    width = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    requests = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [r["params"]["request"]["url"] for r in requests if r["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if url.startswith(("http:", "https:", "ws"))] == []


def test_a_double_click_says_one_line(open_browser: OpenBrowser, tmp_path: Path) -> None:
    page = tmp_path / "scene.html"
    page.write_text(scene_page(bundle(talk()), "en"), encoding="utf-8")
    browser = open_browser(language="en")
    browser.get(page.as_uri())
    player = Player(browser)
    player.begin("practice")
    for click in (1, 2, 1):  # the second click of a double click, then a single one
        item = player.find(".asking [data-key]")[0]
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", item)
        corner = browser.execute_script("const { x, y } = arguments[0].getBoundingClientRect(); return { x, y }", item)
        for kind in ("mousePressed", "mouseReleased"):
            at = {"x": corner["x"] + 9, "y": corner["y"] + 9, "button": "left", "clickCount": click}
            browser.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, **at})
    until(lambda: len(player.find(".line.you")) > 1, "the lines")
    assert len(player.find(".line.you")) == 2


def test_a_learner_who_leaves_resumes_at_the_same_line(open_browser: OpenBrowser, tmp_path: Path) -> None:
    with launcher(scorm_package(bundle(talk()), "en")) as lms:  # a page from a server, not from a disk
        browser = open_browser(language="en")
        browser.get(f"{lms.content}/index.html")
        player = Player(browser)
        player.begin("practice")
        player.say("good")
        until(lambda: len(player.find(".line.you")) == 1, "the line")
        browser.refresh()
        player = Player(browser)
        assert "turn 2" in player.text("main .verdict")
        player.click("main .verdict button")
        until(lambda: len(player.find(".line.you")) == 1, "where it was left")


def test_typed_text_and_played_lines_are_not_lost(open_browser: OpenBrowser) -> None:
    from selenium.webdriver.common.keys import Keys

    with launcher(scorm_package(bundle(talk()), "en")) as lms:
        browser = open_browser(language="fr")
        browser.get(f"{lms.content}/index.html")
        player = Player(browser)
        player.click("input[type=checkbox]")
        player.click("#begin")
        player.ready("#own")
        player.type("I am very sor")
        player.click("[data-tool=p]")
        player.ready("dialog[open]")
        player.type(Keys.ESCAPE)
        until(lambda: not player.find("dialog[open]"), "the conversation")
        assert player.find("#own")[0].get_attribute("value") == "I am very sor"
        player.click("#own")
        player.type(Keys.ESCAPE)  # it pauses there, too
        player.ready("dialog[open]")
        assert "after closing the page" in player.text("dialog")
        player.click("dialog button:not(.go)")
        assert "turn 1" in player.text("main .verdict")
        player.click("input[type=checkbox]")
        player.begin("practice")
        browser.execute_script(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '1', repeat: true, bubbles: true}))"
        )
        assert not player.find(".line.you")
        player.type("H")
        player.type("h")
        assert browser.execute_script("return document.activeElement.dataset.key") == "1"
        for number in (1, 2, 3):
            player.say("good")
            until(lambda number=number: len(player.find(".line.you")) == number, "the line")  # type: ignore[misc]
        browser.refresh()
        player = Player(browser)
        assert "reached an ending" in player.text("main .verdict")
        player.click("main .verdict button")
        player.to_debrief()
        assert "Hints used: 1" in player.text("main")
        player.find("details.turn")[1].click()
        opened = len(player.find("details.turn[open]"))
        player.type("L")
        until(lambda: "复盘" in player.text("#looking-back"), "the other language")
        assert len(player.find("details.turn[open]")) == opened
        # the saved play of another tab stays
        key = browser.execute_script("return Object.keys(localStorage).find((name) => !name.endsWith('language'))")
        browser.execute_script("localStorage.setItem(arguments[0], '{\"seed\": -1}')", key)
        player.click(".after .go")
        assert browser.execute_script("return localStorage.getItem(arguments[0])", key) == '{"seed": -1}'
        browser.refresh()
        assert "开始" in Player(browser).text("#begin")


def play(player: Player, lines: Sequence[str]) -> None:
    player.begin("practice")
    for number, line in enumerate(lines, 1):
        player.say(line)
        until(lambda number=number: len(player.find(".line.you")) == number, "the line")  # type: ignore[misc]
    player.to_debrief()


@pytest.fixture
def lms() -> Any:
    with launcher(cmi5_package(bundle(talk()), DIGEST, "en")) as opened:
        yield opened


def defined(lms: Launcher) -> list[dict[str, Any]]:
    return [s for s in lms.statements if s["verb"]["id"].rpartition("/")[2] != "answered"]


def test_a_launched_unit_reports_by_the_rules(open_browser: OpenBrowser, lms: Launcher) -> None:
    browser = open_browser(language="zh-CN")
    lms.failing = 2  # a busy store is retried
    browser.get(lms.launch(returnURL=f"{lms.content}/frame.html"))
    player = Player(browser)
    assert "A small scene" in player.text("header")  # the learner's preference, not the browser's
    play(player, GOOD)
    until(lambda: "passed" in lms.verbs, "the result")
    refused = browser.execute_async_script(
        "const done = arguments[0]; fetch('http://127.0.0.1:9/').then(done, (error) => done(error.message))"
    )
    assert "Failed to fetch" in refused
    messages = [entry["message"] for entry in browser.get_log("browser")]
    assert any("Content Security Policy" in message for message in messages)
    player.click(".after button:not(.go)")
    until(lambda: browser.current_url.endswith("/frame.html"), "the way back")
    assert lms.verbs == ["initialized", "answered", "answered", "answered", "completed", "passed", "terminated"]
    for statement in lms.statements:
        context = statement["context"]
        assert context["registration"] == REGISTRATION
        assert context["extensions"][SESSION] == "session-1"
        assert context["contextActivities"]["grouping"][0]["id"] == "https://lms.example/published/1"
        assert statement["timestamp"].endswith("Z")
    for statement in defined(lms):
        verb, result = statement["verb"]["id"].rpartition("/")[2], statement.get("result", {})
        ids = [item["id"] for item in statement["context"]["contextActivities"]["category"]]
        assert f"{CATEGORY}cmi5" in ids
        assert (f"{CATEGORY}moveon" in ids) is ("success" in result or "completion" in result)
        assert statement["object"]["id"] == "https://lms.example/units/1"
        assert ("score" in result) is (verb == "passed")
        assert ("duration" in result) is (verb != "initialized")
    passed = lms.statements[-2]["result"]
    assert passed["score"] == {"scaled": 1, "raw": 100, "min": 0, "max": 100}
    answers = [s for s in lms.statements if s not in defined(lms)]
    assert [s["result"]["response"] for s in answers] == list(GOOD)
    assert all("category" not in s["context"]["contextActivities"] for s in answers)
    assert answers[0]["object"]["id"] == f"https://roleplay.example/scenes/small/{DIGEST[:12]}/nodes/one"
    assert "It went well" not in json.dumps(lms.statements)


def test_a_failed_unit_and_one_passed_earlier(open_browser: OpenBrowser, lms: Launcher) -> None:
    browser = open_browser(language="en")
    browser.get(lms.launch("session-0"))
    player = Player(browser)
    player.begin("practice")
    lms.failing = 3  # the store is busy, and the page is closed before the retry
    player.say("bad")
    until(lambda: (lms.documents.get("roleplay") or {}).get("play"), "the place")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    assert lms.verbs == ["initialized", "answered", "terminated"]
    lms.statements.clear()
    browser.get(lms.launch(launchParameters="mode=practice"))  # and resumes where it was left
    player = Player(browser)
    assert len(player.find("input[name=mode]")) == 1
    player.click("main .verdict button")
    for number in (2, 3):
        player.say("bad")
        until(lambda number=number: len(player.find(".line.you")) == number, "the line")  # type: ignore[misc]
    player.to_debrief()
    until(lambda: "failed" in lms.verbs, "the result")
    player.click(".after .go")
    player.ready("#begin")
    play(player, GOOD)  # the session has its result
    assert "not reported" in player.text("#reported")
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    assert [verb for verb in lms.verbs if verb != "answered"] == ["initialized", "completed", "failed", "terminated"]
    lms.statements.clear()
    browser.get(lms.launch("session-2"))
    play(Player(browser), GOOD)
    until(lambda: "passed" in lms.verbs, "the second result")
    until(lambda: lms.documents["roleplay"]["done"]["passed"], "that it is known")
    lms.statements.clear()
    browser.get(lms.launch("session-3"))
    play(Player(browser), GOOD)
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    assert {"completed", "passed", "failed"}.isdisjoint(lms.verbs)


def test_a_lost_result_is_reported_at_the_next_launch(open_browser: OpenBrowser, lms: Launcher) -> None:
    browser = open_browser(language="en")
    lms.losing = {"passed"}
    browser.get(lms.launch("session-0"))
    player = Player(browser)
    play(player, GOOD)
    assert "is being sent" in player.text("#reported")
    until(lambda: "completed" in lms.verbs, "what comes before")
    browser.get("about:blank")
    until(lambda: lms.lost, "the last request")
    assert lms.documents["roleplay"]["pending"].keys() == {"passed"}
    assert lms.documents["roleplay"]["done"]["passed"] is False
    lms.losing = set()
    browser.get(lms.launch("session-1"))
    player = Player(browser)
    assert "has not reached the system" in player.text("main .verdict")
    player.click("main .verdict button")
    player.to_debrief()
    until(lambda: "has your result" in player.text("#reported"), "that it has arrived")
    assert [verb for verb in lms.verbs if verb in ("completed", "passed")] == ["completed", "passed"]
    until(lambda: lms.documents["roleplay"]["done"]["passed"], "that it is known")
    passed = next(s for s in lms.statements if s["verb"]["id"].endswith("passed"))
    browser.get("about:blank")
    until(lambda: lms.verbs[-1] == "terminated", "the end")
    # a lost acknowledgement is checked by the statement's id
    lms.documents["roleplay"] = {"done": {"completed": True}, "pending": {"passed": passed["id"]}, "play": None}
    browser.get(lms.launch("session-2"))
    assert "that you passed" in Player(browser).text("#reports")


def test_browsing_reports_nothing_and_the_systems_mastery_score_counts(
    open_browser: OpenBrowser, lms: Launcher
) -> None:
    browser = open_browser(language="en")
    browser.get(lms.launch(launchMode="Browse"))
    player = Player(browser)
    assert "look around" in player.text("#reports")
    play(player, GOOD)
    browser.get("about:blank")
    until(lambda: "terminated" in lms.verbs, "the end")
    assert lms.verbs == ["initialized", "terminated"]
    lms.statements.clear()
    browser.get(lms.launch("session-2", masteryScore=0.9))
    play(Player(browser), ("good", "bad", "good"))
    until(lambda: "failed" in lms.verbs, "the result")
    failed = lms.statements[-1]
    assert failed["result"]["score"]["scaled"] < 0.9
    assert failed["context"]["extensions"]["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] == 0.9


@needs_ralph
def test_a_real_store_accepts_all_statements_of_a_unit(
    open_browser: OpenBrowser, lms: Launcher, tmp_path: Path
) -> None:
    store = RalphStore(tmp_path / "ralph")
    store.start()
    try:
        who = urllib3.make_headers(basic_auth=f"{USER}:{PASSWORD}")

        def hand_on(statement: dict[str, Any]) -> int:
            url = f"{store.url}/statements/?statementId={statement['id']}"
            headers = {**who, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}
            return urllib3.request("PUT", url, body=json.dumps(statement).encode(), headers=headers).status

        lms.store_behind = hand_on
        browser = open_browser(language="en")
        browser.get(lms.launch())
        play(Player(browser), GOOD)
        until(lambda: "passed" in lms.verbs, "the result")
        browser.get("about:blank")
        until(lambda: "terminated" in lms.verbs, "the end")
        assert count_valid([json.dumps(statement) for statement in lms.statements]) == 7
        hand_on(lms.statements[-2])  # after sending again, it is there once
        assert sorted(s["id"] for s in store.stored) == sorted(s["id"] for s in lms.statements)
    finally:
        store.kill()


def test_scorm_receives_status_score_and_time_and_stores_the_play(open_browser: OpenBrowser) -> None:
    with launcher(scorm_package(bundle(talk()), "en")) as lms:
        browser = open_browser(language="en")
        browser.get(f"{lms.content}/frame.html")
        browser.switch_to.frame("content")
        player = Player(browser)
        player.begin("practice")
        player.say("good")
        until(lambda: len(player.find(".line.you")) == 1, "the line")
        browser.switch_to.default_content()
        lms.suspended = browser.execute_script("return window.told['cmi.suspend_data']")
        browser.get(f"{lms.content}/frame.html")
        browser.switch_to.frame("content")
        player = Player(browser)
        player.click("main .verdict button")
        player.say("good")
        until(lambda: len(player.find(".line.you")) == 2, "the line")
        player.say("good")
        until(lambda: len(player.find(".line.you")) == 3, "the line")
        player.to_debrief()
        browser.switch_to.default_content()
        values = browser.execute_script("return window.told")
        assert values["cmi.core.lesson_status"] == "passed"
        assert values["cmi.core.score.raw"] == "100"
        browser.execute_script("document.getElementById('content').remove()")
        until(lambda: "Finish" in browser.execute_script("return window.calls"), "the end")
        assert browser.execute_script("return window.told['cmi.core.session_time']").startswith("0000:00:")


def test_scorm_shows_what_was_recorded_and_reports_nothing_after_leaving(open_browser: OpenBrowser) -> None:
    with launcher(scorm_package(bundle(talk()), "en")) as lms:
        browser = open_browser(language="en")
        browser.get(f"{lms.content}/frame.html")

        def system(script: str) -> Any:
            browser.switch_to.default_content()
            result = browser.execute_script(script)
            browser.switch_to.frame("content")
            return result

        system("window.API.LMSCommit = () => 'false'")
        player = Player(browser)
        play(player, ("bad", "bad", "bad"))
        assert "does not answer" in player.text("#reported")
        player.click(".after .go")
        system("window.API.LMSCommit = () => 'true'")
        play(player, GOOD)
        assert "has your result" in player.text("#reported")
        assert system("return window.told['cmi.core.lesson_status']") == "passed"
        player.click(".after button:not(.go)")
        assert "You have left" in player.text("#reported")
        assert system("return window.calls.at(-1)") == "Finish"
        player.click(".after .go")
        play(player, ("bad", "bad", "bad"))
        assert "You have left" in player.text("#reported")
        assert not player.find(".after button:not(.go)")
        assert system("return window.told['cmi.core.lesson_status']") == "passed"
        system("""window.API.LMSInitialize = () => { throw new Error("no"); };
            document.getElementById("content").contentWindow.document.body.dataset.ready = "";
            document.getElementById("content").src = "index.html?2";""")
        until(lambda: "does not answer" in Player(browser).text("#reports"), "that it still plays")
