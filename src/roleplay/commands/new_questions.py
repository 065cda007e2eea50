"""The questions of ``roleplay new``: anything not given on the command line is asked if somebody can answer."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence

from roleplay.authoring.answers import Answers, families, one_line, problem_of, suggested_title
from roleplay.authoring.new_scene import KNOWN_METERS
from roleplay.authoring.template import Template, read_templates
from roleplay.commands.errors import CommandError, unknown
from roleplay.locales import Catalogue
from roleplay.plain.printer import Printer
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace import workspace as libraries
from roleplay.workspace.workspace import Workspace

#: The default template.
_DEFAULT_TEMPLATE = "micro"


class Questions:
    """Collects the answers: given on the command line, typed, or else the defaults."""

    def __init__(self, args: Namespace, workspace: Workspace, words: Catalogue, printer: Printer) -> None:
        self.args = args
        self.words = words
        self.printer = printer
        self.contents = workspace.library.contents
        self.asks = sys.stdin.isatty()
        self.catalogues = {code: workspace.words(code) for code in ("zh", "en")}
        self.templates = read_templates(libraries.shipped_library() / "templates", _DEFAULT_TEMPLATE)

    def answers(self) -> tuple[Template, Answers]:
        """A template, and the answers to fill it in with. Raises `CommandError`, also at the end of the input."""
        args, language = self.args, self.words.interface
        personas, rubrics = self.contents.personas, self.contents.rubrics
        if not (self.templates and rubrics and personas):
            raise CommandError("new_nothing")
        if self.asks:
            self.printer.line(self.words("new.intro"))
        languages = args.languages or self._languages()
        titles = self._texts("title", languages, {code: suggested_title(args.id, code) for code in languages})
        abouts = {name: template.about[language] for name, template in self.templates.items()}
        template = self.templates[self._choose("template", abouts, args.template, _DEFAULT_TEMPLATE)]
        kinds = {name: self.words(f"family.{name}") for name in families()}
        family = self._choose("family", kinds, args.family, template.family)
        names = self._texts("name", languages, template.name)
        persona_names = {persona.id: persona.name.get(language) for persona in personas.values()}
        usual_persona = template.personas.get(family, template.persona)
        persona = self._choose("persona", persona_names, args.persona, usual_persona, personas)
        rubric_names = {rubric.id: rubric.name.get(language) for rubric in rubrics.values()}
        usual_rubric = template.rubrics.get(family, template.rubric)
        rubric = self._choose("rubric", rubric_names, args.rubric, usual_rubric, rubrics)
        return template, Answers(
            id=args.id,
            languages=languages,
            titles=titles,
            family=family,
            names=names,
            persona=personas[persona],
            rubric=rubrics[rubric],
            comments=language if language in languages else languages[0],
            meter_names={
                meter: {code: words(f"new.meter.{meter}") for code, words in self.catalogues.items()}
                for meter in KNOWN_METERS
            },
        )

    def _languages(self) -> tuple[str, ...]:
        default = self.words.interface
        orders = sorted(
            [("zh",), ("en",), ("zh", "en"), ("en", "zh")], key=lambda order: (len(order), order[0] != default)
        )
        options = {
            ",".join(order): " + ".join(self.words(f"new.language.{code}") for code in order) for order in orders
        }
        return tuple(self._choose("languages", options, None, default).split(","))

    def _texts(self, key: str, languages: Sequence[str], default: Mapping[str, str]) -> Mapping[str, str]:
        """A text in each language. If only some languages are given, the others are left to be written."""
        given: list[str] = getattr(self.args, key) or []
        if len(given) > len(languages):
            raise CommandError("new_too_many", option=f"--{key}", count=len(languages))
        for text in given:
            problem = problem_of(text)
            if problem is not None:
                raise CommandError(problem.key, option=f"--{key}", **problem.values)
        if given:
            return {code: one_line(text) for code, text in zip(languages, given, strict=False)}
        if not self.asks:
            return {code: default[code] for code in languages}
        return {code: self._text(key, code, default[code], several=len(languages) > 1) for code in languages}

    def _text(self, key: str, code: str, default: str, *, several: bool) -> str:
        question = self.words(f"new.ask.{key}")
        if several:
            question = self.words("new.ask_in", question=question, language=self.words(f"new.language.{code}"))
        while True:
            answer = self._ask(question, default) or default
            problem = problem_of(answer)
            if problem is None:
                return one_line(answer)
            self.printer.line(self.words(f"cli.{problem.key}", option=question, **problem.values))

    def _choose(
        self, key: str, options: Mapping[str, str], given: str | None, default: str, known: Iterable[str] = ()
    ) -> str:
        """One of ``options`` (id -> description): the one given, the one picked, or the usual one.

        ``known`` are the same options as full objects, in which `unknown` also looks for similar meanings.
        """
        if default not in options:
            default = next(iter(options))
        if given is not None:
            if given not in options:
                raise unknown(key, given, known or options)
            return given
        if not self.asks:
            return default
        ids = list(options)
        self.printer.line(self.words(f"new.ask.{key}"))
        for number, (name, about) in enumerate(options.items(), 1):
            self.printer.line(f"  {number}  {name}  {about}", indent="     ")
        while True:
            answer = self._ask("", default)
            if not answer:
                return default
            if answer in options:
                return answer
            place = parse_bounded_int(answer, 1, len(ids))
            if place is not None:
                return ids[place - 1]
            self.printer.line(self.words("new.no_such", word=answer, count=len(ids)))

    def _ask(self, question: str, default: str) -> str:
        """What is typed; empty for the usual answer. Raises `CommandError` at the end of the input."""
        lead = f"{question} " if question else ""
        answer = self.printer.ask(f"{lead}[{default}]")
        if answer is None:
            raise CommandError("new_stopped")
        return answer.strip()
