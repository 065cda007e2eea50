"""Exporting attempts to a file: in which format, and where."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from textual.widgets import Input

from roleplay.locales import Catalogue
from roleplay.presenting.history import PastAttempt
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.rows.row import Row, block
from roleplay.text.cells import cell_len
from roleplay.text.plain import safe
from roleplay.tui.base import BaseScreen
from roleplay.tui.screens.ask import BackQuestion
from roleplay.tui.screens.write import WriteScreen
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.exporter import ExportFailed, FileFormat, path_problem, resolve_path, suggested_path
from roleplay.workspace.history import History
from roleplay.workspace.workspace import Workspace

#: The most rows for the beginning of a path that does not fit the line, which shows only its end.
_MAX_PATH_ROWS = 4


def may_export(screen: BaseScreen[Any]) -> bool:
    """Whether export is possible: not from a browser, since the files would be written on someone else's machine."""
    return screen.host.services.exporter is not None and not screen.app.is_web


def ask_export(screen: BaseScreen[Any], attempts: Sequence[PastAttempt]) -> None:
    """Ask for the format and the path, and write ``attempts``."""
    exporter = screen.host.services.exporter
    if exporter is None or not attempts:
        return

    def chosen(format: FileFormat | None) -> None:
        if format is not None:
            offered = suggested_path(attempts, format, screen.host.workspace.today)
            screen.app.push_screen(ExportPath(offered, format), lambda text: write(format, offered, text))

    def write(format: FileFormat, offered: Path, text: str | None) -> None:
        if text is None:
            return
        screen.host.note(screen.words("export.wait"))  # many attempts take a few seconds
        screen.call_after_refresh(write_file, format, resolve_path(text, offered))

    def write_file(format: FileFormat, path: Path) -> None:
        host, ids = screen.host, [attempt.id for attempt in attempts]
        try:
            # replacing an existing file has been confirmed
            host.note(exporter.write(host.workspace, ids, format, path, host.language, overwrite=True))
        except ExportFailed as error:
            host.note(error.sentence, "warning")
        host.report_problems()

    screen.app.push_screen(BackQuestion(format_question(attempts, exporter.formats)), chosen)


def finished_attempts(workspace: Workspace, language: str, ids: Collection[str]) -> list[PastAttempt]:
    """The finished attempts with these ids, the latest first."""
    return [each for each in History(workspace).past(language) if each.id in ids]


def format_question(attempts: Sequence[PastAttempt], formats: Sequence[FileFormat]) -> ShortQuestion[FileFormat | None]:
    """The question for the format in which attempts are written."""
    first = attempts[0]

    def about(words: Catalogue) -> str:
        if len(attempts) > 1:
            return words("export.about_several", count=len(attempts))
        return words("export.about", title=first.title, ended=first.ended)

    replies: list[Reply[FileFormat | None]] = [Reply(None, "export.back")]
    replies += [Reply(format, f"export.form.{format.name}") for format in formats]
    return ShortQuestion("export.title", about, replies, "help.export")


class ExportPath(WriteScreen):
    """Asks where the file should go; an existing file must be confirmed once."""

    help_key = "help.export"
    enter_id = "export_write"

    def __init__(self, offered: Path, format: FileFormat) -> None:
        super().__init__(str(offered), max_length=2000)
        self._offered = offered
        self._format = format
        self._asked_about: Path | None = None

    def question(self, width: int) -> list[Row]:
        """What is written, and what it leaves out."""
        rows = block(self.words(f"export.form.{self._format.name}"), width, "heading")
        return [*rows, *block(self.words("export.where"), width), *block(self.words("export.own"), width, "muted")]

    def objection(self, text: str) -> str:
        """The path needs a name and an existing folder; an existing file is refused once, to have it confirmed."""
        if not text.strip():
            return "export.no_path"
        path = resolve_path(text, self._offered)
        problem = path_problem(path)
        if problem or path == self._asked_about or not os.path.exists(path):
            return problem
        self._asked_about = path
        return "export.taken"

    def _objection_rows(self, width: int) -> list[Row]:
        """What is wrong with the path, and its beginning if the line is too short for it."""
        line = self.query_one("#line", Input)
        rows = super()._objection_rows(width)
        if cell_len(line.value) >= line.content_size.width > 0:
            rows += block(safe(line.value, newlines=False), width, "muted")[:_MAX_PATH_ROWS]
        return rows

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check how much of the path fits the line now."""
        event.stop()
        self.query_one("#answer", RowsView).update_rows()
