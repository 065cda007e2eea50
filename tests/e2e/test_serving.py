"""``roleplay serve`` in a real browser: what a learner sees, and what remains after they leave."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from command_runs import spawn
from e2e.browser import OpenBrowser, until
from e2e.page_server import Page, Server, asked
from roleplay.reading.library import Library
from roleplay.workspace.workspace import shipped_library

pytest.importorskip("textual_serve")

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

ENTER, ESCAPE = "\ue007", "\ue00c"
#: `start("--tabs", "1")`: a separate server.
StartServer = Callable[..., Server]


@pytest.fixture(scope="module")
def server(warm_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(warm_home / "cache", folder / "home" / "cache")
    with Server(folder / "home", folder / "temporary") as server:
        yield server


@pytest.fixture
def start_server(home: Path, tmp_path: Path) -> Iterator[StartServer]:
    started: list[Server] = []

    def start(*words: str) -> Server:
        started.append(Server(home, tmp_path / f"temporary-{len(started)}", *words))
        return started[-1]

    yield start
    for server in started:
        server.__exit__()


@pytest.fixture
def tab(open_browser: OpenBrowser) -> WebDriver:
    """A browser with an empty tab."""
    return open_browser(language="zh-CN")


def begin(browser: WebDriver, server: Server, name: str, language: str = "zh") -> Page:
    """A page of the learner ``name``, once it shows the library."""
    browser.get(f"{server.url}/play?lang={language}&name={name}")
    page = Page(browser)
    page.see("第三次返修" if language == "zh" else "The third repair")
    return page


def none_running(server: Server) -> None:
    until(lambda: not server.programs, "the end of every program")
    until(lambda: not server.left, "nothing kept of nobody")


def test_a_learner_plays_in_a_browser(tab: WebDriver, server: Server) -> None:
    tab.get(server.url)
    assert tab.find_element("tag name", "h1").text == "服务对话练习"  # the browser's language
    tab.find_element("id", "name").send_keys("王小明")
    tab.find_element("css selector", "button").click()
    page = Page(tab)
    page.see("场景库", "第一次开口：王先生的笔记本", "回车看简报")  # the page has the focus at once
    assert "王小明" in tab.title
    page.press(ENTER)
    page.see("你的身份", "回车开始")
    page.press("1", "s")
    page.see("王先生", "修了三回", "1")
    page.press("1")
    page.see("这句话做了什么", "第2轮")
    assert server.decisions("王小明") == 1
    assert asked(tab) == {server.url, server.url.replace("http", "ws")}
    assert [entry for entry in tab.get_log("browser") if entry["level"] == "SEVERE"] == []

    page.press("q")
    assert page.over().splitlines() == ["练习结束了", "记录已经保存。", "再来一次", "回到开始页"]
    none_running(server)
    page.press(ENTER)  # the link has the focus
    page.see("上次在", "停在第2轮")


def test_the_mouse_and_an_input_method(tab: WebDriver, server: Server) -> None:
    page = begin(tab, server, "Anna", "en")
    page.click("The third repair")
    page.see("The third repair", "Enter Brief")
    page.press("/")
    page.see("Esc Cancel")
    page.press("返修")
    page.see("“返修”")
    page.press(ESCAPE)
    page.see(f"Library {len(Library([shipped_library()]).entries)} scenes", "Enter Briefing")
    page.press(ENTER)
    page.see("Who you are")
    page.press("s")
    until(lambda: any(" 2 " in line[:8] for line in page.rows), "the second line")
    second = next(line for line in page.rows if " 2 " in line[:8])
    page.click(second.strip()[2:].strip()[:12])
    page.see("turn 2")
    assert server.decisions("anna") == 1


def test_each_name_has_a_record_and_one_name_in_two_tabs_has_one(tab: WebDriver, server: Server) -> None:
    pages = []
    for name in ("李华", "李华", "赵敏"):
        tab.switch_to.new_window("tab")
        pages.append(begin(tab, server, name))
    for page in pages:
        page.press(ENTER)
        page.see("你的身份")
        page.press("s")
        page.see("修了三回")
    for page in pages:
        page.press("1")
        page.see("第2轮")
    assert (server.decisions("李华"), server.decisions("赵敏")) == (2, 1)
    folders = {path.name for path in (server.home / "learners").iterdir()}
    assert len({name for name in folders if name.startswith(("李华-", "赵敏-"))}) == 2
    assert not (server.home / "records.db").exists()  # nobody writes to the server's own record


def test_nothing_is_left_of_a_page_without_a_name(tab: WebDriver, server: Server) -> None:
    learners = set((server.home / "learners").glob("*"))
    page = begin(tab, server, "")
    assert len(server.left) == 1
    page.press(ENTER)
    page.see("你的身份")
    tab.get("about:blank")
    none_running(server)
    assert set((server.home / "learners").glob("*")) == learners
    assert list((server.home / "cache").iterdir())  # the shared cache was not removed with it


def test_a_page_of_another_site_gets_no_terminal(tab: WebDriver, server: Server) -> None:
    tab.get("data:text/html,<title>elsewhere</title>")
    outcome = tab.execute_async_script(
        "const done = arguments[1], socket = new WebSocket(arguments[0]);"
        "socket.onopen = () => done('opened'); socket.onerror = () => done('refused');",
        f"{server.url.replace('http', 'ws')}/ws/zh/",
    )
    assert outcome == "refused"
    tab.get(f"{server.url.replace('127.0.0.1', 'other.localhost')}/")  # a name that resolves here, but is not ours
    assert "not known by that name" in tab.page_source
    none_running(server)


def test_a_tab_closed_before_anything_is_shown(server: Server) -> None:
    async def come_and_go() -> None:
        from aiohttp import ClientSession

        async with ClientSession() as session:
            for wait in (0, 0.1, 0.2, 0.3, 0.4):
                async with session.ws_connect(f"{server.url}/ws/zh/?width=120&height=40") as socket:
                    await socket.send_json(["resize", {"width": 118, "height": 39}])
                    await asyncio.sleep(wait)

    asyncio.run(come_and_go())
    none_running(server)


def test_a_hanging_program_ends_with_its_tab(tab: WebDriver, server: Server) -> None:
    begin(tab, server, "")
    (program,) = server.programs
    os.kill(program, signal.SIGSTOP)
    tab.get("about:blank")
    none_running(server)


def test_when_all_places_are_taken(tab: WebDriver, start_server: StartServer) -> None:
    server = start_server("--tabs", "1")
    first = begin(tab, server, "")
    tab.switch_to.new_window("tab")
    tab.get(f"{server.url}/play?lang=zh")
    second = Page(tab)
    assert "人满了\n同时最多 1 个页面" in second.over()
    tab.switch_to.window(first.tab)
    tab.get("about:blank")
    tab.switch_to.window(second.tab)
    second.press(ENTER)
    second.see("场景库")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_the_server_ends_everything(tab: WebDriver, start_server: StartServer, how: signal.Signals) -> None:
    server = start_server()
    page = begin(tab, server, "")
    programs = server.programs
    assert len(programs) == len(server.left) == 1
    assert server.end(how) == 0
    assert not any(map(_alive, programs))
    assert not server.left
    assert server.process.stdout is not None
    assert server.process.stdout.read() == "Ctrl+C stops it.\n"
    assert "连接断了" in page.over()


def test_programs_end_when_the_server_is_killed(tab: WebDriver, start_server: StartServer) -> None:
    server = start_server()
    begin(tab, server, "Anna", "en")
    programs = server.programs
    server.end(signal.SIGKILL)
    until(lambda: not any(map(_alive, programs)), "the end of every program")


def test_a_taken_port_is_reported(server: Server, home: Path) -> None:
    port = server.host.rpartition(":")[2]
    spawn(home, "serve", "--port", port).fails(f"port {port}")


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
