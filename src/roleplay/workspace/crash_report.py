"""What the user sees after an internal error: one sentence, and where to find the details."""

from __future__ import annotations

import contextlib
import traceback
from datetime import UTC, datetime

from roleplay import __version__
from roleplay.records import private_files
from roleplay.records.home import data_folder
from roleplay.text.languages import interface_of
from roleplay.text.plain import safe


def report_crash(error: BaseException, language: str) -> str:
    """Write the details to a file in the data folder, and return the sentence to show."""
    details = "".join(traceback.format_exception(error))
    path = data_folder() / f"error-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    kept = False
    with contextlib.suppress(OSError):
        private_files.make_folder(path.parent)
        private_files.create(path)
        path.write_text(f"roleplay {__version__}\n{details}", encoding="utf-8", errors="backslashreplace")
        kept = True
    summary = " ".join(safe(f"{type(error).__name__}: {error}").split())
    if interface_of(language) == "zh":
        where = f"，详情在 {safe(str(path))}" if kept else ""
        return f"roleplay：程序内部出错（{summary}）{where}；已保存的内容不受影响"
    where = f"; details are in {safe(str(path))}" if kept else ""
    return f"roleplay: an internal error ({summary}){where}; nothing that was saved is lost"
