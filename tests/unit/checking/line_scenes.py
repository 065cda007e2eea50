"""Scenes for checks of lines: moments of which only the lines matter, and which of them is best."""

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
    """A node with these lines, with ids a, b, c ...; the line at index ``best`` listens, the others make ``moves``."""
    lines = [
        choice(name, moves=["listen"] if index == best else list(moves), say=spoken_texts)
        for index, (name, spoken_texts) in enumerate(zip("abcdefghi", says, strict=False))
    ]
    return node(*lines, **more)


def story(*moments: Data, **changes: Any) -> Data:
    """The moments as nodes n0, n1, ..., each leading to the next and the last to the ending."""
    nodes: dict[str, Data] = {}
    for index, made in enumerate(moments):
        then = f"n{index + 1}" if index + 1 < len(moments) else "end"
        nodes[f"n{index}"] = {**made, "choices": [{**line, "goto": then} for line in made["choices"]]}
    return story_scene(nodes=nodes, endings={"end": {"title": "x", "text": "x", "outcome": "success"}}, **changes)


def subject(data: Data, files: SharedTexts = SHARED) -> Subject:
    return Subject(bundle(data, files), load(yaml(data).encode(), "small.yaml").document)


def path_of(finding: Diagnostic, subject: Subject) -> str:
    """The path of a finding's location."""
    paths = [*subject.document.values.items(), *subject.document.keys.items()]
    return next(".".join(map(str, path)) for path, span in paths if span == finding.span)


def words(finding: Diagnostic) -> str:
    """All the wording of a finding; raises `KeyError` if a detail is missing."""
    spoken_texts = [finding.message("en"), finding.help("en"), finding.message("zh"), finding.help("zh")]
    assert all(map(str.strip, spoken_texts))
    return " ".join(spoken_texts)


def findings(data: Data, code: str, files: SharedTexts = SHARED, release: bool = False) -> list[tuple[str, Diagnostic]]:
    """(path, finding) for each finding with this code; checks that every finding can be worded."""
    checked = subject(data, files)
    findings = check_writing(checked, release)
    assert all(words(finding) for finding in findings)
    return [(path_of(finding, checked), finding) for finding in findings if finding.code == code]


def paths(data: Data, code: str, files: SharedTexts = SHARED, release: bool = False) -> list[str]:
    return [path for path, _ in findings(data, code, files, release)]


#: Three lines without any cue: none is the longest, the most polite, or has an absolute.
EVEN = ("Go on then.", "Not now, x.", "Tomorrow ok")


def with_even_moments(*moments: Data, even: int = 0, **changes: Any) -> Data:
    """The moments, followed by some in which no line stands out and the best is neither first nor last."""
    return story(*moments, *[moment(*EVEN, best=1) for _ in range(even)], **changes)
