"""Scenes made of lines: moments in which it only matters what can be said, and which of it is best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from builders import SHARED, Data, SharedTexts, bundle, choice, node, story_scene, yaml
from roleplay.checking.subject import Subject
from roleplay.checking.writing import check_writing
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.loader import load

Say = str | Mapping[str, str]
BOTH = {"zh": "小场景", "en": "Small"}


def moment(*says: Say, best: int = 0, moves: Iterable[str] = ("cut_in",), **more: Any) -> Data:
    """A node with these lines, ids a, b, c ...; the ``best`` listens, the others make ``moves``."""
    lines = [
        choice(name, moves=["listen"] if index == best else list(moves), say=said)
        for index, (name, said) in enumerate(zip("abcdefghi", says, strict=False))
    ]
    return node(*lines, **more)


def story(*moments: Data, **changes: Any) -> Data:
    """The moments n0, n1, ... one after the other, the last of which ends the story."""
    nodes: dict[str, Data] = {}
    for index, made in enumerate(moments):
        then = f"n{index + 1}" if index + 1 < len(moments) else "end"
        nodes[f"n{index}"] = {**made, "choices": [{**line, "goto": then} for line in made["choices"]]}
    return story_scene(nodes=nodes, endings={"end": {"title": "x", "text": "x", "outcome": "success"}}, **changes)


def subject(data: Data, files: SharedTexts = SHARED) -> Subject:
    return Subject(bundle(data, files), load(yaml(data).encode(), "small.yaml").document)


def path_of(finding: Diagnostic, subject: Subject) -> str:
    """Where a finding points, as a path."""
    paths = [*subject.document.values.items(), *subject.document.keys.items()]
    return next(".".join(map(str, path)) for path, span in paths if span == finding.span)


def words(finding: Diagnostic) -> str:
    """All that is said of it; a detail that is missing would be a `KeyError`."""
    said = [finding.message("en"), finding.help("en"), finding.message("zh"), finding.help("zh")]
    assert all(map(str.strip, said))
    return " ".join(said)


def findings(data: Data, code: str, files: SharedTexts = SHARED, release: bool = False) -> list[tuple[str, Diagnostic]]:
    """(path, finding) of a code; the words of every finding can be said."""
    checked = subject(data, files)
    findings = check_writing(checked, release)
    assert all(words(finding) for finding in findings)
    return [(path_of(finding, checked), finding) for finding in findings if finding.code == code]


def paths(data: Data, code: str, files: SharedTexts = SHARED, release: bool = False) -> list[str]:
    return [path for path, _ in findings(data, code, files, release)]


#: Three lines that nothing tells apart: none is the longest, the most polite, or without exception.
EVEN = ("Go on then.", "Not now, x.", "Tomorrow ok")


def many(*moments: Data, even: int = 0, **changes: Any) -> Data:
    """The moments, and some in which no line stands out and the best is neither first nor last."""
    return story(*moments, *[moment(*EVEN, best=1) for _ in range(even)], **changes)
