"""Phones in a real browser: joining, voting, changing a vote, and everything that goes wrong in a classroom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from e2e.browser import OpenBrowser, until
from e2e.classroom_process import ClassroomProcess
from roleplay.drill.events import facilitator as f

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver
    from selenium.webdriver.remote.webelement import WebElement

pytest.importorskip("aiohttp")

LOCKED = "That vote is locked; what you pressed was not counted."


@pytest.fixture
def classroom(tmp_path: Path) -> Iterator[ClassroomProcess]:
    """A class with the desk, in a separate process."""
    with ClassroomProcess(tmp_path) as process:
        yield process


def find(phone: WebDriver, css: str) -> list[WebElement]:
    return phone.find_elements("css selector", css)


def text(phone: WebDriver, css: str) -> str:
    """The text of an element; empty while the page is being replaced."""
    return " ".join(element.text for element in find(phone, css))


def state(phone: WebDriver) -> str:
    """The line with instructions and the status of a vote."""
    return str(phone.execute_script("return document.querySelector('#state').textContent"))


def heading(phone: WebDriver) -> str:
    return str(phone.execute_script("return document.querySelector('h2').textContent"))


def says(phone: WebDriver, line: str, seconds: float = 20) -> None:
    until(lambda: line in state(phone), f"the line {line!r}", seconds)


def join(phone: WebDriver, classroom: ClassroomProcess) -> None:
    phone.get(classroom.url)
    find(phone, "#join button")[0].click()
    until(lambda: not find(phone, "#join"), "being in the room")


def pending(phone: WebDriver) -> list[tuple[str | None, str | None]]:
    """The buttons marked as pending, with the text of the mark."""
    waiting = find(phone, "button[data-pending]")
    return [(button.get_attribute("value"), button.get_attribute("data-pending")) for button in waiting]


def press(phone: WebDriver, letter: str) -> None:
    """Press the button of a line."""
    until(lambda: find(phone, f"#vote button[value={letter}]"), f"the line {letter}")
    find(phone, f"#vote button[value={letter}]")[0].click()


def voting(phone: WebDriver, classroom: ClassroomProcess) -> None:
    join(phone, classroom)
    classroom.do(f.Next(), f.Next())


def requests_of(phone: WebDriver) -> list[str]:
    """The origins that the browser has requested since the last call."""
    urls = []
    for entry in phone.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            urls.append(message["params"]["request"]["url"])
    return urls


def test_join_vote_change_and_reload(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phone = open_browser(language="zh-CN", mobile=True)
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "你的一票：A，已收到；收票之前都可以改。")
    press(phone, "B")
    says(phone, "你的一票：B，已收到")
    assert classroom.votes("1.1") == {classroom.state["choices"][1]: 1}
    phone.refresh()
    says(phone, "你的一票：B，已收到")
    assert find(phone, "[aria-pressed=true] .tick")[0].text == "你的一票"
    classroom.do(f.Discuss())
    says(phone, "你刚才选了 B")  # without a request
    classroom.do(f.Next())
    press(phone, "C")
    says(phone, "你的一票：C，已收到")
    classroom.do(f.Next())
    says(phone, "你的一票：C，已收票。")
    assert (classroom.state["voters"], classroom.state["people"]) == ({"1.1": 1, "1.2": 1}, 1)


def test_a_page_contacts_only_its_own_server_and_logs_no_errors(
    classroom: ClassroomProcess, open_browser: OpenBrowser
) -> None:
    phone = open_browser(language="en-US", mobile=True)
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "Your vote: A, received")
    asked = [urlsplit(url) for url in requests_of(phone) if not url.startswith(("data:", "chrome"))]
    assert {url.netloc for url in asked} == {f"127.0.0.1:{classroom.port}"}
    assert {url.path.split("/")[1] for url in asked} == {classroom.code}
    assert [entry for entry in phone.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_latecomer_is_at_once_where_the_others_are(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    classroom.do(f.Next(), f.Next())
    phone = open_browser(language="en-US")
    join(phone, classroom)
    assert heading(phone) == "Which line would you say?"
    press(phone, "A")
    says(phone, "Your vote: A, received")


def test_a_wrong_code_is_reported_and_the_right_one_accepted(
    classroom: ClassroomProcess, open_browser: OpenBrowser
) -> None:
    phone = open_browser(language="en-US", mobile=True)
    phone.get(classroom.url[: -len(classroom.code)] + "zzzz")
    assert text(phone, "#notice").startswith("There is no room ZZZZ.")
    find(phone, "#code")[0].send_keys(classroom.code.lower())
    find(phone, "button")[0].click()
    until(lambda: find(phone, "#join"), "the way in")
    assert urlsplit(phone.current_url).path == f"/{classroom.code}"


def test_two_tabs_are_one_voter_and_the_last_vote_wins(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phone = open_browser(language="en-US")
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "Your vote: A, received")
    first = phone.current_window_handle
    phone.switch_to.new_window("tab")
    phone.get(classroom.url)
    says(phone, "Your vote: A, received")
    press(phone, "B")
    says(phone, "Your vote: B, received")
    phone.switch_to.window(first)
    says(phone, "Your vote: B, received")
    assert (classroom.state["people"], classroom.votes("1.1")) == (1, {classroom.state["choices"][1]: 1})


def test_without_scripts_everything_works(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phone = open_browser(javascript=False, language="en-US", mobile=True)

    phone.get(classroom.url)
    find(phone, "#join button")[0].click()
    until(lambda: "Wait for the start" in text(phone, "#state"), "the lobby")
    classroom.do(f.Next(), f.Next())
    until(lambda: find(phone, "#vote"), "the page that polls automatically")
    find(phone, "#vote button")[1].click()
    until(lambda: "Your vote: B, received" in text(phone, "#state"), "the vote that arrived")
    assert phone.current_url == classroom.url
    assert classroom.votes("1.1") == {classroom.state["choices"][1]: 1}
    classroom.do(f.Discuss())
    until(lambda: "You chose B" in text(phone, "#state"), "the discussion")


def test_notices_without_scripts_are_shown_once(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phone = open_browser(javascript=False, language="en-US", mobile=True)
    phone.get(f"{classroom.url}?n=locked")  # the redirect of a late vote
    assert text(phone, "#notice") == LOCKED
    until(lambda: phone.current_url == classroom.url, "the page that looks again")
    assert text(phone, "#notice") == ""


def test_a_vote_without_network_is_marked_pending_and_sent_later(
    classroom: ClassroomProcess, open_browser: OpenBrowser
) -> None:
    phone = open_browser(language="zh-CN", mobile=True)
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "你的一票：A，已收到")
    classroom.network(False)
    says(phone, "连接断了，正在重连")
    press(phone, "B")
    says(phone, "B · 还没送到")
    assert find(phone, "[aria-pressed=true]")[0].get_attribute("value") == "A"  # the state of the room
    assert pending(phone) == [("B", "还没送到")]
    classroom.network(True)
    says(phone, "你的一票：B，已收到", 40)
    assert pending(phone) == []
    assert classroom.votes("1.1") == {classroom.state["choices"][1]: 1}


def test_a_vote_that_arrives_too_late_is_reported_and_not_counted_in_another_ballot(
    classroom: ClassroomProcess, open_browser: OpenBrowser
) -> None:
    phone = open_browser(language="en-US", mobile=True)
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "Your vote: A, received")
    classroom.network(False)
    press(phone, "B")
    says(phone, "B · not arrived yet")
    classroom.do(f.Discuss(), f.Next())
    classroom.network(True)
    until(lambda: text(phone, "#notice") == LOCKED, "being told", 40)
    assert heading(phone) == "Now vote again"
    assert classroom.state["voters"] == {"1.1": 1, "1.2": 0}
    press(phone, "B")
    says(phone, "Your vote: B, received")


def test_a_killed_drill_resumes_and_phones_reconnect(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phones = [open_browser(language="en-US", mobile=True) for _ in range(2)]
    for phone in phones:
        join(phone, classroom)
    classroom.do(f.Next(), f.Next())
    press(phones[0], "A")
    press(phones[1], "B")
    says(phones[1], "Your vote: B, received")
    says(phones[0], "Your vote: A, received")
    port = classroom.port
    classroom.kill()
    says(phones[0], "Connection lost, trying again")
    classroom.resume()
    assert classroom.port == port
    for phone, letter in zip(phones, "AB", strict=True):
        says(phone, f"Your vote: {letter}, received", 40)
    press(phones[0], "C")
    says(phones[0], "Your vote: C, received")
    assert (classroom.state["people"], classroom.state["voters"]) == (2, {"1.1": 2})


def test_the_language_is_the_browser_s_and_can_be_changed(
    classroom: ClassroomProcess, open_browser: OpenBrowser
) -> None:
    phone = open_browser(language="zh-CN", mobile=True)
    voting(phone, classroom)
    until(lambda: "您坐，接着说。" in text(phone, "main"), "the lines in Chinese")
    find(phone, "header a")[0].click()
    until(lambda: "Please sit, and go on." in text(phone, "main"), "the lines in English")
    assert phone.execute_script("return document.documentElement.lang") == "en"
    press(phone, "A")
    says(phone, "Your vote: A, received")
    phone.get(classroom.url)
    says(phone, "Your vote: A, received")  # remembered


def test_by_keyboard_only_the_focus_is_kept(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    phone = open_browser(language="en-US")

    def key(*keys: str) -> None:
        ActionChains(phone).send_keys(*keys).perform()

    def focused(css: str) -> bool:
        return bool(phone.execute_script("return document.activeElement.matches(arguments[0])", css))

    phone.get(classroom.url)
    key(Keys.TAB, Keys.TAB)  # past the other language
    assert focused("#join button")
    assert phone.execute_script("return getComputedStyle(document.activeElement).outlineWidth") == "3px"
    key(Keys.ENTER)
    until(lambda: not find(phone, "#join"), "being in the room")
    classroom.do(f.Next(), f.Next())
    until(lambda: find(phone, "#vote"), "the lines")
    for _ in range(5):
        if focused("#vote button[value=B]"):
            break
        key(Keys.TAB)
    key(Keys.SPACE)
    says(phone, "Your vote: B, received")
    assert focused("#vote button[value=B][aria-pressed=true]")
    key(Keys.TAB, Keys.ENTER)
    says(phone, "Your vote: C, received")
    assert focused("#vote button[value=C]")
    classroom.do(f.Discuss())
    says(phone, "You chose C")
    assert focused("h2")  # the focused element is gone; the focus moves to the top


def test_unchanged_elements_are_not_replaced(tmp_path: Path, open_browser: OpenBrowser) -> None:
    with ClassroomProcess(tmp_path, own_words=True, names=True) as classroom:
        phone = open_browser(language="en-US", mobile=True)
        phone.get(classroom.url)
        find(phone, "#called")[0].send_keys("Ann")
        find(phone, "#join button")[0].click()
        until(lambda: text(phone, ".who") == "Ann", "the name")
        classroom.do(f.Next(), f.Next())
        until(lambda: find(phone, "#own"), "the field")
        field = find(phone, "#own")[0]
        paste = (
            "const [field, text] = arguments; field.focus(); field.setRangeText(text, 0, 0, 'end');"
            "field.dispatchEvent(new Event('input', {bubbles: true})); return field.value"
        )
        most = " 👍🏽" * 60 + "e\u0301"  # 120 graphemes, as they are counted
        assert phone.execute_script(paste, field, most + "e\u0301" * 59 + "xy") == most
        field.clear()
        field.send_keys("Please")
        phone.execute_script("performance.clearResourceTimings()")
        until(lambda: len(phone.execute_script("return performance.getEntriesByType('resource')")) >= 2, "two polls")
        field.send_keys(" sit.")
        find(phone, "#words button")[0].click()
        says(phone, "Received: “Please sit.”")
        assert field.get_property("value") == "Please sit."  # the same element still
        assert classroom.state["words"] == [["Please sit."]]
        classroom.do(f.Next())
        press(phone, "A")
        says(phone, "Your vote: A, received")
        section = find(phone, ".talk")[0]
        press(phone, "B")
        says(phone, "Your vote: B, received")
        assert section.is_displayed()


def test_a_phone_that_wakes_polls_at_once(classroom: ClassroomProcess, open_browser: OpenBrowser) -> None:
    phone = open_browser(language="en-US", mobile=True)
    join(phone, classroom)
    sleeps = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    phone.execute_script(sleeps % "true" + "performance.clearResourceTimings()")
    until(lambda: phone.execute_script("return performance.getEntriesByType('resource')"), "the last poll before sleep")
    classroom.do(f.Next())  # the interval of polls is ten times longer now
    phone.execute_script(sleeps % "false" + "document.dispatchEvent(new Event('visibilitychange'))")
    until(lambda: heading(phone) == "Listen first", "the present phase", 8)


@pytest.mark.parametrize("width", [320, 360])
def test_a_narrow_phone_shows_everything_with_large_targets(
    classroom: ClassroomProcess, open_browser: OpenBrowser, width: int
) -> None:
    phone = open_browser(language="zh-CN")
    size = {"width": width, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    phone.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    voting(phone, classroom)
    press(phone, "A")
    says(phone, "你的一票：A")
    assert phone.execute_script("return document.documentElement.scrollWidth") <= width
    sizes = phone.execute_script(
        "return Array.from(document.querySelectorAll('button, a'))"
        ".map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert all(min(both) >= 48 for both in sizes), sizes
    phone.execute_script("scrollTo(0, 10000)")
    assert phone.execute_script("return document.querySelector('#state').getBoundingClientRect().top") >= 0  # visible


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_light_and_dark(classroom: ClassroomProcess, open_browser: OpenBrowser, scheme: str) -> None:
    phone = open_browser(mobile=True)
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    phone.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    phone.get(classroom.url)
    style = "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])"
    expected = {"light": "rgb(244, 244, 242)", "dark": "rgb(18, 18, 18)"}[scheme]
    assert phone.execute_script(style, "body", "background-color") == expected
    assert phone.execute_script(style, "button", "transition-duration") == "0s"
