"""``roleplay new --from-incident``: seven questions about a talk of one's own, and the scene made of the answers.

On a terminal what is not given by options is asked. Elsewhere seven lines are read in the order of the questions,
unless an option answers one of them: then nothing is asked, as scripts expect.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from roleplay.authoring.answers import families, one_line, problem_of
from roleplay.authoring.incident import (
    FEELINGS,
    NEEDED,
    QUESTIONS,
    Incident,
    IncidentFrame,
    IncidentKey,
    incident_scene,
    key_of,
    problem_of_answer,
)
from roleplay.authoring.new_scene import KNOWN_METERS
from roleplay.authoring.template import Template, parse
from roleplay.commands.errors import CommandError, unknown
from roleplay.text.numbers import whole_number
from roleplay.workspace import workspace as libraries

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.plain.printer import Printer
    from roleplay.workspace.workspace import Workspace

#: What a template says for a new scene and an incident cannot take: it has a frame and a rubric of its own.
_OTHERS = ("template", "rubric")


class IncidentQuestions:
    """Collects what is remembered, in the language of whoever remembers it."""

    def __init__(self, args: Namespace, words: Catalogue, printer: Printer) -> None:
        """Raises `CommandError` where options do not go together."""
        self.args = args
        self.words = words
        self.printer = printer
        self.person = sys.stdin.isatty()
        for name in _OTHERS:
            if getattr(args, name) is not None:
                raise CommandError("incident_not_with", option="--from" if name == "template" else f"--{name}")
        for option in ("languages", "name", "title"):
            if len(getattr(args, option) or ()) > 1:
                raise CommandError("incident_one", option=f"--{option}")
        given = {question: getattr(args, question) for question in QUESTIONS}
        given["name"] = (args.name or [None])[0]
        self.given: dict[str, str | None] = given
        self.asks = self.person or not any(text is not None for text in given.values())

    def incident(self, where: object) -> Incident:
        """What is remembered; ``where`` it will be kept is said first.

        Raises `CommandError` for what cannot be taken and cannot be asked again, also at the end of the input.
        """
        if self.asks:
            self.printer.line(self.words("incident.intro", count=len(QUESTIONS), path=where))
        answers: dict[str, str] = {}
        for number, question in enumerate(QUESTIONS, 1):
            given = self.given[question]
            if given is None and self.asks:
                answers[question] = self._asked(question, number, answers)
            else:
                answers[question] = self._checked(question, given or "", answers)
        return Incident(**answers)

    def _asked(self, question: str, number: int, before: dict[str, str]) -> str:
        """The answer of somebody who can be asked again, or the next line of a file of answers."""
        self.printer.line()
        self.printer.line(
            self.words(
                "incident.question", number=number, count=len(QUESTIONS), text=self.words(f"incident.ask.{question}")
            )
        )
        if question == "felt":
            for place, feeling in enumerate(FEELINGS, 1):
                self.printer.line(f"  {place}  {self.words(f'incident.feeling.{feeling}')}")
        hint = "needed" if question in NEEDED else "skip"
        lead = self.words(f"incident.{hint}", example=self.words(f"incident.example.{question}"))
        while True:
            typed = self.printer.ask(lead)
            if typed is None and self.person:
                raise CommandError("new_stopped")
            try:
                return self._checked(question, typed or "", before)
            except CommandError as error:
                if not self.person:
                    raise
                self.printer.line(error.sentence(self.words.interface))

    def _checked(self, question: str, text: str, before: dict[str, str]) -> str:
        problem = problem_of_answer(question, text)
        if problem is not None:
            raise CommandError(problem.key, option=f"--{question}", **problem.values)
        line = one_line(text)
        if question == "better" and line.casefold() == before["answered"].casefold():
            raise CommandError("incident_same", option="--better")
        return self._feeling(line) if question == "felt" else line

    def _feeling(self, typed: str) -> str:
        """A word of `FEELINGS` for its number or its name, else what was typed."""
        ids = list(FEELINGS)
        place = whole_number(typed, 1, len(ids))
        if place is not None:
            return ids[place - 1]
        names = {self.words(f"incident.feeling.{feeling}").casefold(): feeling for feeling in ids}
        return names.get(typed.casefold(), typed)


class IncidentScene:
    """The new scene: its text, and what is to be said of how the lines were keyed."""

    def __init__(self, args: Namespace, workspace: Workspace, words: Catalogue) -> None:
        """Raises `CommandError` where the library lacks what the scene is made of, or has no such persona or family."""
        self.words = words
        self.contents = workspace.library.contents
        self.language: str = args.languages[0] if args.languages else words.interface
        self.catalogue = workspace.words(self.language)
        self.title = one_line(args.title[0]) if args.title else ""
        problem = problem_of(self.title) if args.title else None
        if problem is not None:
            raise CommandError(problem.key, option="--title", **problem.values)
        try:
            self.template = _template()
        except OSError:
            raise CommandError("new_nothing") from None
        self.family = args.family or self.template.family
        if self.family not in families():
            raise unknown("family", self.family, families())
        persona = args.persona or self.template.persona
        if self.template.rubric not in self.contents.rubrics or not self.contents.personas:
            raise CommandError("new_nothing")
        if persona not in self.contents.personas:
            raise unknown("persona", persona, self.contents.personas)
        self.persona = self.contents.personas[persona]

    def text(self, name: str, incident: Incident) -> tuple[str, IncidentKey]:
        """The file of the scene ``name``, and how it was keyed. Raises `CommandError` for a title it cannot have."""
        contents, words = self.contents, self.catalogue
        title = self.title or words(
            "incident.title" if incident.name else "incident.title_of_nobody", name=incident.name
        )
        key = key_of(incident, contents.moves, self.language)
        felt = words(f"incident.feeling.{incident.felt}") if incident.felt in FEELINGS else incident.felt
        frame = IncidentFrame(
            id=name,
            language=self.language,
            title=title,
            family=self.family,
            somebody=self.template.name[self.language],
            felt=felt,
            persona=self.persona,
            meter_names={meter: {self.language: words(f"new.meter.{meter}")} for meter in KNOWN_METERS},
        )
        try:
            return incident_scene(self.template, incident, key, frame, (contents.moves, contents.personas)), key
        except KeyError:
            raise CommandError("new_nothing") from None

    def remarks(self, incident: Incident, key: IncidentKey) -> list[str]:
        """How the two lines were keyed, in sentences."""
        words, language = self.words, self.words.language
        said = [f"incident.keyed.{flag.move.kind.value}" for flag in key.answered]
        lines = [
            words(sentence, phrase=flag.phrase, move=flag.move.name.get(language))
            for sentence, flag in zip(said, key.answered, strict=True)
        ] or [words("incident.keyed.plain")]
        if not incident.better:
            lines.append(words("incident.keyed.nothing_better"))
        elif key.doubted is not None:
            flag = key.doubted
            lines.append(words("incident.keyed.doubted", phrase=flag.phrase, move=flag.move.name.get(language)))
        return lines


def _template() -> Template:
    path = libraries.shipped_library() / "templates" / "own" / "incident.yaml"
    return parse("incident", path.read_text(encoding="utf-8"))
