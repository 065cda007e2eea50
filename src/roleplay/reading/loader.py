"""One file, from bytes to meaning: read, validate, build. The library checks names across files."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from roleplay.reading import shapes, validation
from roleplay.reading.build import Meaning, build
from roleplay.reading.diagnostics import START, Diagnostic, Severity, nearest
from roleplay.reading.document import Document
from roleplay.reading.files import is_decodable
from roleplay.reading.lost_text import cut_questions
from roleplay.reading.repair import repair
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Vocabulary
from roleplay.scene.observation import ObserverSheet


class LoadedFile(NamedTuple):
    """The result of loading one file. ``value`` is ``None`` if a diagnostic is an error.

    ``draft`` is what could be built even so, which allows its names to be checked in the same run.
    """

    document: Document
    kind: str
    value: Meaning | None
    diagnostics: tuple[Diagnostic, ...]
    draft: Meaning | None = None


def is_error(diagnostic: Diagnostic) -> bool:
    """Whether the diagnostic keeps the file from being used."""
    return diagnostic.severity is Severity.ERROR


def load(content: bytes, name: str, *, from_record: bool = False) -> LoadedFile:
    """Load the file called ``name`` (only shown and compared with the id; nothing is opened).

    With ``from_record`` the text was valid when it was played: rules added since then that do not affect play are not
    applied to it; see `repair`.
    """
    document, findings = read(content, name)
    if findings:
        return LoadedFile(document, "", None, tuple(findings))
    format, problem = _format(document)
    if problem is not None:
        return LoadedFile(document, "", None, (problem,))
    kind = format.partition("/")[0]
    file, findings = validation.validate(document, format, repair if from_record else None)
    if file is None:
        return LoadedFile(document, kind, None, (*findings, *document.findings))
    value, findings = build(file, document)
    if not from_record:
        findings = [*findings, *document.findings, *cut_questions(document)]
    stem = PurePath(name).stem
    id_ = stem if isinstance(value, Vocabulary | ObserverSheet) else value.id
    if id_ != stem and is_decodable(stem):  # an undecodable name cannot be written as an id
        findings = [*findings, document.finding("RP017", document.span(("id",)), id=id_, stem=stem)]
    return LoadedFile(document, kind, None if any(map(is_error, findings)) else value, tuple(findings), value)


def _format(document: Document) -> tuple[str, Diagnostic | None]:
    """The format that the file declares, or the finding why there is none."""
    data = document.data
    if not isinstance(data, dict):
        words = {"problem": "the file is not a map (key: value)", "problem_zh": "文件内容不是映射（键: 值）"}
        return "", document.finding("RP008", document.span(()) if data is not None else START, **words)
    declared = data.get("roleplay")
    if isinstance(declared, str) and declared in shapes.FORMATS:
        return declared, None
    if declared is None:
        return "", document.finding("RP011", START, key="roleplay", where="the file", where_zh="文件里")
    known = list(shapes.FORMATS)
    return "", document.finding("RP009", document.span(("roleplay",)), nearest(str(declared), known), found=declared)
