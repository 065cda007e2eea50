"""``roleplay new``: a scene from a few questions, or from flags, that plays at once."""

from __future__ import annotations

import os
import re
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from roleplay.commands.arguments import parse_languages
from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, CommandError, unknown

if TYPE_CHECKING:
    from roleplay.authoring.new_scene import Answers
    from roleplay.authoring.template import Template
    from roleplay.locales import Catalogue
    from roleplay.plain.printer import Printer
    from roleplay.reading.contents import Contents
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay new late-parcel --from complaint"
#: Characters of an id, at most.
_MAX_ID = 60
#: The template that is taken unless another one is named.
_USUAL = "micro"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="its id: small letters and digits joined by -")
    parser.add_argument("--title", action="append", metavar="TEXT", help="what it is called (once for each language)")
    parser.add_argument("--languages", type=parse_languages, metavar="zh,en", help="its languages; the first one leads")
    parser.add_argument("--family", metavar="FAMILY", help="the kind of conversation, such as complaint")
    parser.add_argument("--from", dest="template", metavar="TEMPLATE", help="micro (small), complaint, promise, team")
    parser.add_argument("--name", action="append", metavar="TEXT", help="the other person (once for each language)")
    parser.add_argument("--persona", metavar="PERSONA", help="how the other person reacts, such as emotional")
    parser.add_argument("--rubric", metavar="RUBRIC", help="what it is judged by, such as heat")
    parser.add_argument("--folder", type=Path, metavar="PATH", help="where to put the file, else your own library")
    parser.add_argument("--force", action="store_true", help="write over a file, or take the place of a scene")


def run(args: Namespace) -> int:
    """Write the new file, and say where it is and what is still to do."""
    from roleplay.plain.printer import Printer

    _check_id(args.id)
    if args.folder is not None:
        from roleplay.checking.check import roots_of

        roots = [args.folder] if _is_library(args.folder) else roots_of(args.folder / "x.yaml")
        args.library = [*getattr(args, "library", []), *filter(os.path.isdir, roots)]
    with closing(open_workspace(args)) as workspace:
        path = _folder(args, workspace) / f"{args.id}.yaml"
        if not args.force:
            _check_free(args.id, path, workspace)
        words = workspace.words(language_of(args))
        out = Printer(sys.stdin, sys.stdout)
        template, answers = _Interview(args, workspace, words, out).answers()
        contents = workspace.library.contents
        from roleplay.authoring.new_scene import new_scene

        text = new_scene(template, answers, contents.moves, contents.personas)
        _write(path, text.encode(), force=args.force)
        _tell(path, args.folder is not None, answers, contents, words, out)
    return DONE


def _folder(args: Namespace, workspace: Workspace) -> Path:
    """The folder of the new file; of a library that is named, where its scenes are."""
    given: Path | None = args.folder
    if given is None:
        return workspace.data / "library" / "scenarios"
    return given / "scenarios" if _is_library(given) else given


def _is_library(folder: Path) -> bool:
    return os.path.isdir(folder / "scenarios")


# -- what stops it -----------------------------------------------------------------------


def _check_id(name: str) -> None:
    from roleplay.reading.fields import WORDS

    if not re.fullmatch(WORDS, name) or len(name) > _MAX_ID:
        like = "-".join(re.findall("[a-z0-9]+", name.lower())).lstrip("0123456789-")[:_MAX_ID].rstrip("-")
        raise CommandError("new_id", name=name, like=like or "late-parcel", most=_MAX_ID)


def _check_free(name: str, path: Path, workspace: Workspace) -> None:
    if os.path.lexists(path):
        raise CommandError("new_exists", path=path)
    for entry in workspace.library.entries:
        if entry.id == name:
            raise CommandError("new_taken", name=name, path=entry.path)


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file as a whole or not at all; one that appeared meanwhile is left alone unless ``force``."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            if not force:
                path.open("xb").close()
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        raise CommandError("new_exists", path=path) from None
    except OSError as error:
        raise CommandError("new_unwritable", path=path, problem=error.strerror or type(error).__name__) from None


# -- the questions -----------------------------------------------------------------------


class _Interview:
    """What is not said on the command line is asked where somebody can answer; else it is what is usual."""

    def __init__(self, args: Namespace, workspace: Workspace, words: Catalogue, out: Printer) -> None:
        self.args = args
        self.words = words
        self.out = out
        self.contents = workspace.library.contents
        self.asks = sys.stdin.isatty()
        self.catalogues = {code: workspace.words(code) for code in ("zh", "en")}
        self.templates = _templates()

    def answers(self) -> tuple[Template, Answers]:
        """A template, and all that is to be filled in."""
        from roleplay.authoring.new_scene import KNOWN_METERS, Answers, title_of

        args, said = self.args, self.words.language
        if not (self.templates and self.contents.rubrics and self.contents.personas):
            raise CommandError("new_nothing")
        if self.asks:
            self.out.line(self.words("new.intro"))
        languages = args.languages or self.languages()
        titles = self.texts("title", languages, {code: title_of(args.id, code) for code in languages})
        about = {one.id: one.about[said] for one in self.templates.values()}
        template = self.templates[self.choose("template", about, args.template, _USUAL)]
        families = {name: self.words(f"family.{name}") for name in _families()}
        family = self.choose("family", families, args.family, template.family)
        names = self.texts("name", languages, template.name)
        personas = {name: one.name.get(said) for name, one in self.contents.personas.items()}
        persona = self.choose("persona", personas, args.persona, template.personas.get(family, template.persona))
        rubrics = {name: one.name.get(said) for name, one in self.contents.rubrics.items()}
        rubric = self.choose("rubric", rubrics, args.rubric, template.rubrics.get(family, template.rubric))
        meters = {
            name: {code: words(f"new.meter.{name}") for code, words in self.catalogues.items()} for name in KNOWN_METERS
        }
        return template, Answers(
            args.id,
            languages,
            titles,
            family,
            names,
            self.contents.personas[persona],
            self.contents.rubrics[rubric],
            said if said in languages else languages[0],
            meters,
        )

    def languages(self) -> tuple[str, ...]:
        said = self.words.language
        orders = sorted(
            [("zh",), ("en",), ("zh", "en"), ("en", "zh")], key=lambda order: (len(order), order[0] != said)
        )
        options = {
            ",".join(order): " + ".join(self.words(f"new.language.{code}") for code in order) for order in orders
        }
        return tuple(self.choose("languages", options, None, said).split(","))

    def texts(self, key: str, languages: Sequence[str], usual: Mapping[str, str]) -> Mapping[str, str]:
        """A text in each language. Of several languages those that are not given are to be written."""
        given: list[str] = getattr(self.args, key) or []
        if len(given) > len(languages):
            raise CommandError("new_too_many", option=f"--{key}", count=len(languages))
        if given or not self.asks:
            for text in given:
                problem = _problem(text)
                if problem is not None:
                    raise CommandError(problem[0], option=f"--{key}", **problem[1])
            found = {code: _one_line(text) for code, text in zip(languages, given, strict=False)}
            return found or {code: usual[code] for code in languages}
        return {code: self.text(key, code, usual[code], several=len(languages) > 1) for code in languages}

    def text(self, key: str, code: str, usual: str, *, several: bool) -> str:
        question = self.words(f"new.ask.{key}")
        if several:
            question = self.words("new.ask_in", question=question, language=self.words(f"new.language.{code}"))
        while True:
            answer = self.ask(question, usual) or usual
            problem = _problem(answer)
            if problem is None:
                return _one_line(answer)
            self.out.line(self.words(f"cli.{problem[0]}", option=question, **problem[1]))

    def choose(self, key: str, options: Mapping[str, str], given: str | None, usual: str) -> str:
        """One of ``options`` (id -> what it is): the one given, the one picked, or the usual one."""
        if usual not in options:
            usual = next(iter(options))
        if given is not None:
            if given not in options:
                raise unknown(key, given, options)
            return given
        if not self.asks:
            return usual
        ids = list(options)
        self.out.line(self.words(f"new.ask.{key}"))
        for number, (name, what) in enumerate(options.items(), 1):
            self.out.line(f"  {number}  {name}  {what}", indent="     ")
        while True:
            answer = self.ask("", usual)
            if not answer:
                return usual
            if answer in options:
                return answer
            if answer.isdecimal() and 1 <= int(answer[:6]) <= len(ids):
                return ids[int(answer) - 1]
            self.out.line(self.words("new.no_such", word=answer, count=len(ids)))

    def ask(self, question: str, usual: str) -> str:
        """What is typed; empty for the usual answer. The end of the input stops everything: nothing is written then."""
        lead = f"{question} " if question else ""
        answer = self.out.ask(f"{lead}[{usual}]")
        if answer is None:
            _stopped()
        return answer.strip()


def _stopped() -> NoReturn:
    raise CommandError("new_stopped")


def _templates() -> Mapping[str, Template]:
    from roleplay.authoring.template import parse
    from roleplay.workspace import workspace

    files = sorted(
        (workspace.shipped_library() / "templates").glob("*.yaml"), key=lambda file: (file.stem != _USUAL, file.stem)
    )
    return {file.stem: parse(file.stem, file.read_text(encoding="utf-8")) for file in files}


def _families() -> tuple[str, ...]:
    from typing import get_args

    from roleplay.reading.shapes import ScenarioShape

    return get_args(ScenarioShape.model_fields["family"].annotation)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _problem(text: str) -> tuple[str, Mapping[str, object]] | None:
    """Why this cannot be a title or a name: a key of the catalogue, and its values."""
    from roleplay.reading.fields import MAX_TEXT
    from roleplay.scene.text import forbidden_character

    line = _one_line(text)
    found = forbidden_character(line)
    if not line:
        return "new_empty", {}
    if found is not None:
        return "new_character", {"character": f"U+{ord(found[1]):04X}"}
    return ("new_long", {"most": MAX_TEXT}) if len(line) > MAX_TEXT else None


# -- what it says in the end -------------------------------------------------------------


def _tell(path: Path, apart: bool, answers: Answers, contents: Contents, words: Catalogue, out: Printer) -> None:
    from roleplay.checking.render import as_text
    from roleplay.checking.subject import Subject
    from roleplay.checking.todo import todo_places
    from roleplay.reading.folders import check_scene
    from roleplay.reading.names import Commons
    from roleplay.scene.model import Bundle, Scenario

    out.line(words("new.written", path=path))
    commons = Commons(frozenset(contents.moves), contents.personas, contents.rubrics)
    found = check_scene(path.read_bytes(), str(path), commons)
    for finding in found.diagnostics:  # a persona or a rubric of one's own may be beyond what a template can know
        out.line(as_text(finding, words.language))
    if isinstance(found.value, Scenario):
        bundle = Bundle(found.value, contents.moves, contents.personas, contents.rubrics)
        places = todo_places(Subject(bundle, found.document))
        counts = Counter(str(place.path[0]) for place in places)
        parts = {part: counts.pop(part, 0) for part in ("brief", "nodes", "endings", "discussion")}
        parts = {"head": sum(counts.values()), **parts}
        told = [words(f"new.part.{part}", count=count) for part, count in parts.items() if count]
        word = " / ".join("待写" if code == "zh" else "todo" for code in answers.languages)
        out.line(words("new.still", count=len(places), word=word, parts=words("new.separator").join(told)))
    _next(path, path if apart else answers.id, words, out.line)


def _next(path: Path, scene: object, words: Catalogue, line: Callable[[str], None]) -> None:
    line(words("new.next"))
    for command, what in (("play", scene), ("edit", path), ("check", path)):
        line(f"  roleplay {command} {shlex.quote(str(what))}")
