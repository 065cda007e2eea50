"""``roleplay serve`` under test, and the contents of its pages."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from command_runs import SOURCE, environment
from e2e.browser import until
from e2e.terminal import pack

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

_ROWS = """
const terminal = document.getElementById("terminal").session.terminal, shown = terminal.buffer.active, rows = [];
for (let row = 0; row < terminal.rows; row++) rows.push(shown.getLine(shown.viewportY + row).translateToString(true));
return rows;
"""
_CORNER = """
const screen = document.querySelector(".xterm-screen").getBoundingClientRect();
const terminal = document.getElementById("terminal").session.terminal;
return [screen.x, screen.y, screen.width / terminal.cols, screen.height / terminal.rows];
"""


class Server:
    """``roleplay serve`` with its own record and temporary folder. A context manager."""

    def __init__(self, home: Path, temporary: Path, *words: str) -> None:
        self.home = home
        self.temporary = temporary
        temporary.mkdir()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "roleplay", "serve", "--port", "0", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home, {"PYTHONPATH": str(SOURCE), "TMPDIR": str(temporary)}),
            start_new_session=True,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        match = re.search(r"http://(127\.0\.0\.1:\d+)/", line)
        assert match is not None, line + (self.process.stdout.read() if self.process.poll() is not None else "")
        self.host = match[1]

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    @property
    def programs(self) -> list[int]:
        """The running child processes of this server."""
        own_id = f" {self.process.pid} "
        listed = subprocess.run(["ps", "-eo", "ppid,pid,stat"], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listed.splitlines()[1:] if f" {line.split()[0]} " == own_id]
        return [int(pid) for _, pid, state in rows if not state.startswith("Z")]

    @property
    def left(self) -> list[str]:
        """The temporary folders of pages without a name."""
        return [path.name for path in self.temporary.iterdir() if path.name.startswith("roleplay-")]

    def decisions(self, name: str) -> int:
        """The total number of lines that the learner ``name`` has said."""
        folders = [folder for folder in (self.home / "learners").iterdir() if folder.name.rpartition("-")[0] == name]
        assert len(folders) == 1, folders
        with contextlib.closing(sqlite3.connect(folders[0] / "records.db")) as db:
            return int(db.execute("SELECT count(*) FROM decisions").fetchone()[0])

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the server; returns the exit code."""
        self.process.send_signal(how)
        return self.process.wait(20)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        programs = self.programs
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for program in programs:
            with contextlib.suppress(ProcessLookupError):
                os.kill(program, signal.SIGKILL)


class Page:
    """A page of a server in a tab of a browser."""

    def __init__(self, browser: WebDriver) -> None:
        """The tab that the browser shows now."""
        self.browser = browser
        self.tab = browser.current_window_handle

    @property
    def rows(self) -> list[str]:
        """What the terminal of the page shows."""
        self.browser.switch_to.window(self.tab)
        return list(self.browser.execute_script(_ROWS) or [])

    def see(self, *texts: str) -> None:
        """Wait until all ``texts`` are in the terminal, however they are wrapped."""
        shown: list[str] = []

        def key_is_shown() -> bool:
            shown[:] = self.rows
            return all(pack(text) in pack("".join(shown)) for text in texts)

        try:
            until(key_is_shown, "")
        except AssertionError:
            raise AssertionError("\n".join([f"waited for {texts}; the page shows:", *shown])) from None

    def press(self, *keys: str) -> None:
        """Press keys, wherever the page has put them."""
        from selenium.webdriver import ActionChains

        self.browser.switch_to.window(self.tab)
        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def click(self, text: str) -> None:
        """Click on the first cell of ``text``."""
        from selenium.webdriver import ActionChains
        from selenium.webdriver.common.actions.action_builder import ActionBuilder

        self.see(text)
        row = next(number for number, line in enumerate(self.rows) if text in line)
        before = self.rows[row].partition(text)[0]
        column = sum(2 if ord(character) > 0x2E7F else 1 for character in before)
        x, y, width, height = self.browser.execute_script(_CORNER)
        mouse = ActionBuilder(self.browser)
        mouse.pointer_action.move_to_location(int(x + (column + 1.5) * width), int(y + (row + 0.5) * height)).click()
        mouse.perform()
        ActionChains(self.browser).reset_actions()

    def over(self) -> str:
        """Wait until the page says why it has ended; what it says."""
        self.browser.switch_to.window(self.tab)
        card = self.browser.find_element("css selector", ".over")
        until(card.is_displayed, "the end of the page")
        return str(card.text)


def asked(browser: WebDriver) -> set[str]:
    """Where the pages of a browser have sent requests since this was last asked: scheme and host."""
    seen = set()
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            seen.add(message["params"]["request"]["url"])
        elif message["method"] == "Network.webSocketCreated":
            seen.add(message["params"]["url"])
    urls = {url for url in seen if not url.startswith(("chrome:", "data:", "chrome-extension:", "blob:"))}
    return {"/".join(url.split("/")[:3]) for url in urls}
