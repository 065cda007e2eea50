"""An incident of the learner's own: seven questions about it, and the scene that is built from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.authoring.answers import Problem, one_line
from roleplay.authoring.incident import (
    FEELINGS,
    NEEDED,
    QUESTIONS,
    Incident,
    IncidentFrame,
    IncidentKey,
    incident_key,
    incident_scene,
    problem_of_answer,
)
from roleplay.authoring.new_scene import KNOWN_METERS
from roleplay.authoring.template import Template
from roleplay.locales import Catalogue
from roleplay.reading.contents import Contents
from roleplay.scene.model import Persona
from roleplay.text.numbers import parse_bounded_int

_ALL = tuple(QUESTIONS)


class IncidentForm:
    """The seven questions, asked one by one, and the answers so far."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        #: how many questions have been answered or skipped
        self.position = 0

    @property
    def done(self) -> bool:
        """Whether all questions have been answered, or skipped where that is allowed."""
        return self.position == len(_ALL)

    @property
    def question(self) -> str:
        """The current question. Raises `IndexError` if the form is done."""
        return _ALL[self.position]

    @property
    def incident(self) -> Incident:
        """The incident described by the answers; the form must be done."""
        return Incident(**{question: self.answers[question] for question in _ALL})

    def answer(self, text: str, words: Catalogue) -> Problem | None:
        """Answer the current question; if ``text`` is no valid answer, return why and change nothing."""
        question, line = self.question, one_line(text)
        problem = problem_of_answer(question, text)
        if problem is None and question == "better" and line and self._is_same(line):
            problem = Problem("incident_same", {})
        if problem is None:
            self.answers[question] = _feeling(line, words) if question == "felt" else line
            self.position += 1
        return problem

    def _is_same(self, line: str) -> bool:
        return line.casefold() == self.answers["answered"].casefold()

    def go_back(self) -> bool:
        """Go back to the previous question, keeping the answers; return whether there was one."""
        if self.position == 0:
            return False
        self.position -= 1
        return True

    def previous_answer(self, words: Catalogue) -> str:
        """The earlier answer to the current question, to which the learner went back; empty if there is none."""
        answer = self.answers.get(self.question, "")
        is_known = self.question == "felt" and answer in FEELINGS
        return words(f"incident.feeling.{answer}") if is_known else answer

    def heading(self, words: Catalogue) -> str:
        """The number of the question, of how many, and its text."""
        text = words(f"incident.ask.{self.question}")
        return words("incident.question", number=self.position + 1, count=len(_ALL), text=text)

    def options(self, words: Catalogue) -> list[str]:
        """The numbered answers on offer; empty for most questions."""
        if self.question != "felt":
            return []
        return [f"{number}  {words(f'incident.feeling.{feeling}')}" for number, feeling in enumerate(FEELINGS, 1)]

    def hint(self, words: Catalogue) -> str:
        """An example, and whether the question may be skipped."""
        key = "needed" if self.question in NEEDED else "skip"
        return words(f"incident.{key}", example=words(f"incident.example.{self.question}"))


def intro(words: Catalogue, path: object) -> str:
    """The introduction: how many questions there are, and that the answers stay in the file at ``path``."""
    return words("incident.intro", count=len(_ALL), path=path)


def _feeling(typed: str, words: Catalogue) -> str:
    """The id in `FEELINGS` for its number or its name, else what was typed."""
    ids = list(FEELINGS)
    number = parse_bounded_int(typed, 1, len(ids))
    if number is not None:
        return ids[number - 1]
    names = {words(f"incident.feeling.{feeling}").casefold(): feeling for feeling in ids}
    return names.get(typed.casefold(), typed)


class IncidentPlan(NamedTuple):
    """How to write the scene of an incident, apart from the answers."""

    #: empty: derive it from the name
    title: str
    family: str
    persona: Persona


def lacks_parts(template: Template, contents: Contents) -> bool:
    """Whether the library lacks something that the scene of an incident needs."""
    return template.rubric not in contents.rubrics or not contents.personas


def scene_text(
    name: str, incident: Incident, plan: IncidentPlan, template: Template, contents: Contents, words: Catalogue
) -> tuple[str, IncidentKey]:
    """The text of the scene file ``name``, in the language of ``words``, and what decided the moves of its lines.

    Raises `KeyError` if the library lacks a move or a persona that the scene needs.
    """
    language = words.interface
    key = incident_key(incident, contents.moves, language)
    title = words("incident.title" if incident.name else "incident.title_of_nobody", name=incident.name)
    frame = IncidentFrame(
        id=name,
        language=language,
        title=plan.title or title,
        family=plan.family,
        somebody=template.name[language],
        felt=words(f"incident.feeling.{incident.felt}") if incident.felt in FEELINGS else incident.felt,
        persona=plan.persona,
        meter_names=_meter_names(language, words),
    )
    return incident_scene(template, incident, key, frame, (contents.moves, contents.personas)), key


def _meter_names(language: str, words: Catalogue) -> Mapping[str, Mapping[str, str]]:
    return {meter: {language: words(f"new.meter.{meter}")} for meter in KNOWN_METERS}


def remarks(incident: Incident, key: IncidentKey, words: Catalogue) -> list[str]:
    """Which phrases decided the moves of the line said and of the better one, in sentences."""
    language = words.language
    lines = [
        words(f"incident.keyed.{flag.move.kind.value}", phrase=flag.phrase, move=flag.move.name.get(language))
        for flag in key.answered
    ] or [words("incident.keyed.plain")]
    if not incident.better:
        lines.append(words("incident.keyed.nothing_better"))
    elif key.poor_move_in_better is not None:
        flag = key.poor_move_in_better
        lines.append(words("incident.keyed.doubted", phrase=flag.phrase, move=flag.move.name.get(language)))
    return lines
