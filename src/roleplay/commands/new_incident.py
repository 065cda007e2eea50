"""``roleplay new --from-incident``: seven questions about a real conversation, and the scene built from the answers.

In a terminal, questions not answered by options are asked. Elsewhere seven lines are read in the order of the
questions, unless an option answers one of them: then nothing is asked, as scripts expect.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from roleplay.authoring.answers import families, one_line, problem_of
from roleplay.authoring.incident import QUESTIONS, Incident, IncidentKey
from roleplay.commands.errors import CommandError, unknown
from roleplay.presenting.incident import IncidentForm, IncidentPlan, intro, lacks_parts, remarks, scene_text
from roleplay.workspace.incidents import incident_template

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.plain.printer import Printer
    from roleplay.workspace.workspace import Workspace

#: Options of a new scene that do not go with an incident, which has its own template and rubric.
_EXCLUDED_OPTIONS = ("template", "rubric")


class IncidentQuestions:
    """Collects the answers, in the language of the person who gives them."""

    def __init__(self, args: Namespace, words: Catalogue, printer: Printer) -> None:
        """Raises `CommandError` if options contradict each other."""
        self.args = args
        self.words = words
        self.printer = printer
        self.interactive = sys.stdin.isatty()
        for name in _EXCLUDED_OPTIONS:
            if getattr(args, name) is not None:
                raise CommandError("incident_not_with", option="--from" if name == "template" else f"--{name}")
        for option in ("languages", "name", "title"):
            if len(getattr(args, option) or ()) > 1:
                raise CommandError("incident_one", option=f"--{option}")
        answers_given = {question: getattr(args, question) for question in QUESTIONS}
        answers_given["name"] = (args.name or [None])[0]
        self.answers_given: dict[str, str | None] = answers_given
        self.asks = self.interactive or not any(text is not None for text in answers_given.values())

    def incident(self, where: object) -> Incident:
        """The incident, from the answers; the introduction says ``where`` it will be stored.

        Raises `CommandError` for an invalid answer that cannot be asked again, also at the end of the input.
        """
        if self.asks:
            self.printer.line(intro(self.words, where))
        form = IncidentForm()
        while not form.done:
            answer = self.answers_given[form.question]
            if answer is None and self.asks:
                self._ask(form)
            else:
                self._take(form, answer or "")
        return form.incident

    def _ask(self, form: IncidentForm) -> None:
        """Take an answer from a person, who can be asked again, or from the next line of a file of answers."""
        self.printer.line()
        self.printer.line(form.heading(self.words))
        for offer in form.options(self.words):
            self.printer.line(f"  {offer}")
        hint = form.hint(self.words)
        while True:
            typed = self.printer.ask(hint)
            if typed is None and self.interactive:
                raise CommandError("new_stopped")
            try:
                self._take(form, typed or "")
                return
            except CommandError as error:
                if not self.interactive:
                    raise
                self.printer.line(error.sentence(self.words.interface))

    def _take(self, form: IncidentForm, text: str) -> None:
        option = f"--{form.question}"
        problem = form.answer(text, self.words)
        if problem is not None:
            raise CommandError(problem.key, option=option, **problem.values)


class IncidentScene:
    """The new scene: its text, and the remarks on which phrases decided the moves of its lines."""

    def __init__(self, args: Namespace, workspace: Workspace, words: Catalogue) -> None:
        """Raises `CommandError` if the library lacks a part the scene needs, or has no such persona or family."""
        self.words = words
        self.contents = workspace.library.contents
        self.catalogue = workspace.words(args.languages[0] if args.languages else words.interface)
        title = one_line(args.title[0]) if args.title else ""
        problem = problem_of(title) if args.title else None
        if problem is not None:
            raise CommandError(problem.key, option="--title", **problem.values)
        try:
            self.template = incident_template()
        except OSError:
            raise CommandError("new_nothing") from None
        family = args.family or self.template.family
        if family not in families():
            raise unknown("family", family, families())
        persona = args.persona or self.template.persona
        if lacks_parts(self.template, self.contents):
            raise CommandError("new_nothing")
        if persona not in self.contents.personas:
            raise unknown("persona", persona, self.contents.personas)
        self.plan = IncidentPlan(title, family, self.contents.personas[persona])

    def text(self, name: str, incident: Incident) -> tuple[str, IncidentKey]:
        """The file of the scene ``name``, and its key. Raises `CommandError`."""
        try:
            return scene_text(name, incident, self.plan, self.template, self.contents, self.catalogue)
        except KeyError:
            raise CommandError("new_nothing") from None

    def remarks(self, incident: Incident, key: IncidentKey) -> list[str]:
        """Sentences about which phrases decided the moves of the two lines."""
        return remarks(incident, key, self.words)
