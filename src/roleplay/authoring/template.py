"""Templates: skeletons of scenes in Chinese and English, from which new scenes are made.

A template is the YAML of a scene below a header of its own (lines ``#! key: value``). ``#zh`` and ``#en`` mark comments
for authors of that language; every text is given in both, ``zh:`` above ``en:``; ``@word`` is a placeholder. Of the
choices of a node, the one whose id ends in ``-well`` is best on everything due there, ``-miss`` worst, ``-half`` in
between, and ``#= n`` after ``assess`` is the node's step in a complete walk. So the lines can be rewritten for a rubric
other than the one they were written for (see `lines`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

#: The languages of every template.
LANGUAGES = ("zh", "en")

_HEAD = re.compile(r"#! ([a-z.]+): (.*)")
_COMMENT = re.compile(r"^( *)#(zh|en) (.*\n)", re.M)
_TEXT = re.compile(r"^(?P<pad> *)(?P<key>(?:- )?\w+:|-)\s+zh: (?P<zh>.*)\n +en: (?P<en>.*)$", re.M)
_NODE = re.compile(r"assess: \[.*\] #= (\d+)\n")
_STEP = re.compile(r" #= \d+$", re.M)
_CHOICE = re.compile(r"^ +- id: [a-z-]+-(well|half|miss)\n(?: {8}.*\n)+", re.M)
_MOVES = re.compile(r"moves: \[(.*)\]")
_PLACEHOLDER = re.compile(r"@([a-z]+)")


class TemplateLine(NamedTuple):
    """The moves of a line, and by language a note on what to write there."""

    moves: tuple[str, ...]
    note: Mapping[str, str]


class TemplateNode(NamedTuple):
    """What is due, as ``rubric.criterion``, and the lines by kind: ``well``, ``half``, ``miss``."""

    due: tuple[str, ...]
    lines: Mapping[str, TemplateLine]


class Template(NamedTuple):
    """A skeleton. ``about`` and ``name`` (of the other person) are texts by language."""

    id: str
    family: str
    #: the rubric its lines are written for, and the other person's persona
    rubric: str
    persona: str
    #: by family: other default rubrics and personas
    rubrics: Mapping[str, str]
    personas: Mapping[str, str]
    #: judged decisions in a complete walk
    steps: int
    about: Mapping[str, str]
    name: Mapping[str, str]
    body: str

    @property
    def moves(self) -> frozenset[str]:
        """The moves of all its lines."""
        return frozenset(move for match in _MOVES.finditer(self.body) for move in match[1].split(", "))

    def with_nodes(self, steps: Sequence[TemplateNode], why: Mapping[str, str]) -> Template:
        """The template with other lines at each step, and ``why`` as the note for every explanation."""
        head, *parts = _NODE.split(self.body)
        body = [head]
        for number, part in zip(parts[::2], parts[1::2], strict=True):
            node = steps[int(number) - 1]
            body.append(f"assess: [{', '.join(node.due)}] #= {number}\n")
            body.append(_CHOICE.sub(partial(_rewritten, node.lines, why), part))
        return self._replace(body="".join(body))

    def without_scores(self) -> Template:
        """The template without the percentages expected by its marks and walks."""
        return self._replace(body=re.sub(r"^ +@rubric: .*\n", "", self.body, flags=re.M))

    def comments(self, language: str) -> Template:
        """The template with the comments of one language only."""
        body = _COMMENT.sub(lambda match: f"{match[1]}# {match[3]}" if match[2] == language else "", self.body)
        return self._replace(body=body)

    def texts(self, languages: Sequence[str]) -> Template:
        """The template with its texts in these languages: a single one after its key, several below it on separate
        lines.
        """

        def written(match: re.Match[str]) -> str:
            pad, key = match["pad"], match["key"]
            if len(languages) == 1:
                return f"{pad}{key} {match[languages[0]]}"
            below = f"\n{pad}    " if key.startswith("- ") else f"\n{pad}  "
            lines = below.join(f"{language}: {match[language]}" for language in languages)
            return f"{pad}{key}{' ' if key == '-' else below}{lines}"

        return self._replace(body=_TEXT.sub(written, self.body))

    def filled(self, values: Mapping[str, str]) -> str:
        """The file with the placeholders filled in; multi-line values are indented to fit. Raises `KeyError` for an
        unknown one.
        """
        lines: list[str] = []
        for line in _STEP.sub("", self.body).splitlines():
            pad = "\n" + line[: len(line) - len(line.lstrip())]
            lines.append(_PLACEHOLDER.sub(partial(_value, values, pad), line))
        return re.sub(" +\n", "\n", "\n".join(lines) + "\n")


def _value(values: Mapping[str, str], pad: str, word: re.Match[str]) -> str:
    return values[word[1]].replace("\n", pad)


def _rewritten(lines: Mapping[str, TemplateLine], why: Mapping[str, str], choice: re.Match[str]) -> str:
    line, text = lines[choice[1]], choice[0]
    for key, texts in (("say", line.note), ("why", why)):
        whole = re.search(rf" {{8}}{key}:\n(?: {{10}}.*\n)+", text)
        if whole is not None:
            notes = "".join(f"          {code}: {texts[code]}\n" for code in LANGUAGES)
            text = text.replace(whole[0], f"        {key}:\n{notes}", 1)
    return _MOVES.sub(f"moves: [{', '.join(line.moves)}]", text)


def read_templates(folder: Path, first: str) -> Mapping[str, Template]:
    """The templates in a folder by name, with ``first`` before the others. Raises OSError, `KeyError`."""
    files = sorted(folder.glob("*.yaml"), key=lambda file: (file.stem != first, file.stem))
    return {file.stem: parse(file.stem, file.read_text(encoding="utf-8")) for file in files}


def parse(name: str, text: str) -> Template:
    """A template from its file. Raises `KeyError` if its header lacks something."""
    head: dict[str, str] = {}
    lines = text.splitlines(keepends=True)
    while match := _HEAD.match(lines[0]):
        head[match[1]] = match[2]
        del lines[0]

    def sub_keys(key: str) -> dict[str, str]:
        return {word.removeprefix(f"{key}."): value for word, value in head.items() if word.startswith(f"{key}.")}

    return Template(
        id=name,
        family=head["family"],
        rubric=head["rubric"],
        persona=head["persona"],
        rubrics=sub_keys("rubric"),
        personas=sub_keys("persona"),
        steps=int(head["steps"]),
        about=sub_keys("about"),
        name=sub_keys("name"),
        body="".join(lines),
    )
