"""Seven questions about a conversation the learner had, one at a time; then the briefing of the resulting scene."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from roleplay.authoring.answers import Problem
from roleplay.authoring.incident import QUESTIONS
from roleplay.presenting.incident import IncidentForm, intro
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.reading.files import os_error_text
from roleplay.tui.screens.write import WriteScreen
from roleplay.tui.widgets.lines_view import RowsView
from roleplay.workspace.incidents import next_incident_path, save_incident


class IncidentScreen(WriteScreen):
    """One input line for each question. Esc returns to the previous question; on the first one it closes the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Previous question", id="incident_back"),
    ]
    enter_id = "incident_next"
    help_key = "help.incident"

    def __init__(self) -> None:
        self._form = IncidentForm()
        super().__init__("", max_length=QUESTIONS[self._form.question])
        self._path = next_incident_path(self.host.workspace)
        self._problem: Problem | None = None

    def question(self, width: int) -> list[Row]:
        """The question; above the first one, what the answers are used for."""
        words, form = self.words, self._form
        rows: list[Row] = []
        if not form.position:
            rows += [*block(intro(words, self._path), width), BLANK]
        rows += block(form.heading(words), width, "heading")
        for offer in form.options(words):
            rows += block(offer, width, indent=2)
        return [*rows, *block(form.hint(words), width, "muted")]

    def _objection_rows(self, width: int) -> list[Row]:
        if self._problem is None:
            return []
        values = {"option": self.words("incident.answer"), **self._problem.values}
        return block(self.words(f"cli.{self._problem.key}", **values), width, "mark")

    def key_state(self, key: str) -> KeyState:
        """On the first question Esc leaves, and on the last one Enter makes the scene."""
        if key == "incident_back" and not self._form.position:
            return KeyState(self.words("key.back"))
        if key == "incident_next" and self._form.position == len(QUESTIONS) - 1:
            return KeyState(self.words("key.incident_make"))
        return DEFAULT_KEY

    def submit(self, text: str) -> None:
        """Continue with the next question, or say what is wrong with the answer; after the last one make the scene."""
        self._problem = self._form.answer(text, self.words)
        if self._problem is not None:
            self._update()
        elif self._form.done:
            self._save()
        else:
            self._ask()

    def action_back(self) -> None:
        """Return to the previous question and its answer."""
        self._problem = None
        if self._form.go_back():
            self._ask()
        else:
            self.dismiss()

    def _ask(self) -> None:
        """Ask the current question."""
        line = self.query_one(Input)
        line.max_length = QUESTIONS[self._form.question]
        line.value = self._form.previous_answer(self.words)
        line.cursor_position = len(line.value)
        self.discard_pending_input()
        self._update()

    def _update(self) -> None:
        for view in self.query(RowsView):
            view.update_rows()
        self.refresh_bindings()

    def _save(self) -> None:
        host, words = self.host, self.words
        try:
            saved = save_incident(host.workspace, self._form.incident, words)
        except OSError as error:
            problem = os_error_text(error, words.language)
            host.note(words("cli.new_unwritable", path=self._path, problem=problem), "error")
        except LookupError:
            host.note(words("cli.new_nothing"), "error")
        else:
            self.app.pop_screen()
            host.open_briefing(saved.scenario_id, seed_given=False)
            note = " ".join((words("new.written", path=saved.path), *saved.remarks))
            self.app.call_after_refresh(host.note, note)  # so that it appears above the keys of the briefing
            return
        self._form.go_back()  # all the answers are kept
        self._ask()
