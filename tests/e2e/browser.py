"""A real browser for tests: Debian's headless Chromium, with a fresh profile for each.

Tests wait for what a page shows, with a limit; they never sleep and hope.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")
#: Timeout in seconds for a browser's answer; only spent if something is wrong.
TIMEOUT = 60
#: Environment variable that makes a missing browser a failure instead of a reason to skip.
REQUIRED = "ROLEPLAY_BROWSER"

#: `open_browser(javascript=True, language="zh-CN", mobile=False)`.
OpenBrowser = Callable[..., "WebDriver"]

#: The DevTools commands that reset a browser, with their arguments.
_FORGETTING: dict[str, dict[str, object]] = {
    "Storage.clearDataForOrigin": {"origin": "*", "storageTypes": "all"},
    "Network.clearBrowserCookies": {},
    "Network.clearBrowserCache": {},
    "Page.resetNavigationHistory": {},
    "Emulation.clearDeviceMetricsOverride": {},
    "Emulation.setTouchEmulationEnabled": {"enabled": False},
    "Emulation.setEmulatedMedia": {},
}


def missing() -> str | None:
    """What is missing for browser tests, or ``None``."""
    lacks = [str(path) for path in (CHROMIUM, DRIVER) if not path.exists()]
    if find_spec("selenium") is None:
        lacks.append("selenium")
    return f"a browser test needs {', '.join(lacks)}" if lacks else None


def until(holds: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Poll ``holds`` until it is true. A `WebDriverException` counts as false: the page may be changing."""
    from selenium.common.exceptions import WebDriverException

    deadline = time.monotonic() + seconds
    detail = ""
    while True:
        try:
            if holds():
                return
        except WebDriverException as error:
            detail = f": {error.msg}"
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:.0f} s for {what}{detail}")
        time.sleep(0.1)


class Browsers:
    """A pool of reused browsers: starting one takes two seconds, resetting it a tenth of a second."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the profiles."""
        self._folder = folder
        self._all: list[WebDriver] = []
        #: the browsers not in use
        self._free: list[WebDriver] = []

    def open(self, *, javascript: bool = True, language: str = "zh-CN", mobile: bool = False) -> WebDriver:
        """A browser with an empty tab and no stored data.

        ``mobile``: a touch screen of 360 by 740 points. Network events are in ``get_log("performance")``, messages of
        pages in ``get_log("browser")``.
        """
        browser = self._free.pop() if self._free else self._start()
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not javascript})
        agent = browser.execute_cdp_cmd("Browser.getVersion", {})["userAgent"]
        browser.execute_cdp_cmd("Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language})
        if mobile:
            size = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
        return browser

    def put_back(self, browser: WebDriver) -> None:
        """Return a browser to the pool: close all tabs except one empty one, and clear its data and settings."""
        first_window, *more = browser.window_handles
        for handle in more:
            browser.switch_to.window(handle)
            browser.close()
        browser.switch_to.window(first_window)  # a new one would take five times as long
        browser.get("about:blank")
        for command, settings in _FORGETTING.items():
            browser.execute_cdp_cmd(command, settings)
        for log in ("performance", "browser"):
            browser.get_log(log)  # reading clears the log
        self._free.append(browser)

    def _start(self) -> WebDriver:
        from selenium.webdriver import Chrome, ChromeOptions
        from selenium.webdriver.chrome.service import Service

        options = ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for argument in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,800",
            f"--user-data-dir={self._folder / f'profile-{len(self._all)}'}",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        browser = Chrome(options=options, service=Service(str(DRIVER)))
        self._all.append(browser)
        browser.set_page_load_timeout(TIMEOUT)
        browser.set_script_timeout(TIMEOUT)
        return browser

    def close(self) -> None:
        """Close all browsers."""
        while self._all:
            self._all.pop().quit()


def need_browser() -> None:
    """Skip the test if there is no browser, or fail if one is required."""
    lack = missing()
    if lack is None:
        return
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(lack)
    pytest.skip(lack)
