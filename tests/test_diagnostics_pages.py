"""Every code has a page, and what the page shows is true: each example is made into a file and checked.

docs/diagnostics/README.md explains how an example becomes a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest

from case_loops import check_each
from roleplay.checking.check import check
from roleplay.checking.diagnostic_pages import DiagnosticPage, Example, page_lines, read_page, title_of
from roleplay.checking.scene import Depth
from roleplay.exploration import LIMIT
from roleplay.locales import catalogue
from roleplay.reading.codes import CODES
from roleplay.reading.diagnostics import Diagnostic, Severity
from roleplay.reading.document import Document, KeyPath
from roleplay.reading.loader import load
from roleplay.reading.ratings import ratings_files, words_digest
from roleplay.reading.yaml_reader import read
from roleplay.scene.model import Scenario
from roleplay.text.cells import cell_len

#: All pages are checked in one process, which computes the findings of all examples once; that takes longest.
pytestmark = pytest.mark.xdist_group("pages")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "diagnostics"
BASE = (FOLDER / "base.yaml").read_text(encoding="utf-8")
MARK = "# <--"
#: The setting for the plays per bot, and a lower value, enough for scenes that are far from the threshold.
RUNS_SETTING, PLAYS = "roleplay.simulation.simulate.RUNS", 400
#: The day on which the examples are checked.
TODAY = "2026-05-04"
#: The words (before any ``=``) that the fence of an example may have.
WORDS = {"release", "limit", "text", "gbk", "repeat", "folder", "csv"}


@cache
def page(code: str) -> DiagnosticPage:
    return read_page((FOLDER / f"{code}.md").read_text(encoding="utf-8"))


# -- from an example to a file -------------------------------------------------------


class ExampleFile(NamedTuple):
    """An example as a file. ``origin`` maps a path in the file to the path in the fragment it came from."""

    name: str
    content: bytes
    fragment: Document | None = None
    origin: Mapping[KeyPath, KeyPath] = {}
    #: number of lines of the file before those of the example
    before: int = 0


@cache
def base_data() -> Any:
    return read(BASE.encode(), "base.yaml")[0].data


@cache
def example_file(example: Example) -> ExampleFile:
    """The file of an example, following the rules in the README."""
    text, words = example.text, dict(word.partition("=")[::2] for word in example.words)
    named = re.match(r"# file: (\S+)\n", text)
    stem = re.search(r"^id: (\S+)", text, re.M)
    if re.search(r"^roleplay:", text, re.M):
        name = named[1] if named else f"{stem[1]}.yaml" if stem else "page.yaml"
        text = last_line_repeated(text, int(words.get("repeat", 1)))
        return ExampleFile(name, text.encode("gbk" if "gbk" in words else "utf-8"))
    name = named[1] if named else "base.yaml"
    if "csv" in words:
        return ExampleFile(name, BASE.encode())
    if "folder" in words:
        return ExampleFile(name, b"")
    if "text" in words:
        text = last_line_repeated(text, int(words.get("repeat", 1)))
        whole, before = replaced_as_text(BASE, text)
        return ExampleFile(name, whole.encode(), before=before)
    fragment, problems = read(text.encode(), "fragment")
    assert not problems, problems[0].message()
    origin: dict[KeyPath, KeyPath] = {}
    data = merged(base_data(), fragment.data, (), (), origin)
    return ExampleFile(name, json.dumps(data, ensure_ascii=False, indent=1).encode(), fragment, origin)


def last_line_repeated(text: str, times: int) -> str:
    *others, last = text.splitlines(keepends=True)
    return "".join(others) + last * times


def merged(under: Any, over: Any, at: KeyPath, source: KeyPath, origin: dict[KeyPath, KeyPath]) -> Any:
    """``under`` merged with ``over``: maps by key, choices by id; anything else, and an empty map, replaces it."""
    origin[at] = source
    if isinstance(over, dict):
        into = dict(under) if isinstance(under, dict) and over else {}
        for key, value in over.items():
            into[key] = merged(into.get(key), value, (*at, key), (*source, key), origin)
        return into
    if isinstance(over, list):
        choices = under if at[:1] == ("nodes",) and source[-1] == "choices" and isinstance(under, list) else []
        return [
            beneath if number is None else merged(beneath, over[number], (*at, index), (*source, number), origin)
            for index, (beneath, number) in enumerate(with_overlays(choices, over))
        ]
    return over


def with_overlays(under: list[Any], over: list[Any]) -> list[tuple[Any, int | None]]:
    """Each item with the index of its overlay, if any. If ``over`` names all items, they are in its order."""
    unnamed = {item["id"]: index for index, item in enumerate(under)}
    indices = [unnamed.pop(item["id"], None) if isinstance(item, dict) and "id" in item else None for item in over]
    named = {index: number for number, index in enumerate(indices) if index is not None}
    if not unnamed:
        return [(None if index is None else under[index], number) for number, index in enumerate(indices)]
    kept: list[tuple[Any, int | None]] = [(item, named.get(index)) for index, item in enumerate(under)]
    return kept + [(None, number) for number, index in enumerate(indices) if index is None]


def replaced_as_text(base: str, text: str) -> tuple[str, int]:
    """The base without the top-level keys of the text, followed by the text; and the number of lines before it."""
    keys = set(re.findall(r"^(\w+)[:：]", text, re.M))
    parts = re.split(r"^(?=\w)", base, flags=re.M)
    remaining = "".join(part for part in parts if part.partition(":")[0] not in keys)
    return remaining + text, remaining.count("\n")


def line_in_example(file: ExampleFile, finding: Diagnostic) -> int:
    """The line of the example (from 1) at which a finding points."""
    if file.fragment is None:
        return finding.span.line - file.before
    whole = read(file.content, file.name)[0]
    start = (finding.span.line, finding.span.column)
    for spans, in_fragment in ((whole.keys, file.fragment.keys), (whole.values, file.fragment.values)):
        for path, span in spans.items():
            if (span.line, span.column) == start and file.origin.get(path) in in_fragment:
                return in_fragment[file.origin[path]].line
    return 0


#: (code, "bad" or "fixed") -> the findings for that example
Findings: TypeAlias = Mapping[tuple[str, str], list[Diagnostic]]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings for each example."""
    root = tmp_path_factory.mktemp("pages")
    beside = scenes_for_forms(root / "library")
    all_findings: list[Diagnostic] = []
    together: dict[tuple[bool, int], list[Path]] = {}
    for code in sorted(path.stem for path in FOLDER.glob("RP*.md")):
        for kind, example in (("bad", page(code).bad), ("fixed", page(code).fixed)):
            file = example_file(example)
            path = root / code / kind / file.name
            path.parent.mkdir(parents=True)
            if "folder" in example.words:
                path.mkdir()
            else:
                path.write_bytes(file.content)
            if "csv" in example.words:
                put_ratings_beside(path, example.text)
                all_findings += check([path], [ROOT], Depth(ratings=True)).findings
                continue
            alone = "folder" in example.words or re.search(r"^roleplay: (?!form|exam|observation)", example.text, re.M)
            if alone:  # personas and vocabularies of different examples must not be in one library
                all_findings += check([path.parent], [ROOT]).findings
            else:
                limit = next((int(word[6:]) for word in example.words if word.startswith("limit=")), LIMIT)
                together.setdefault(("release" in example.words, limit), []).append(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RUNS_SETTING, PLAYS)
        for (release, limit), paths in together.items():
            all_findings += check(paths, [ROOT, beside], Depth(release=release, limit=limit), today=TODAY).findings
    by_example: dict[tuple[str, str], list[Diagnostic]] = {}
    for finding in all_findings:
        code, kind = Path(finding.file).relative_to(root).parts[:2]
        by_example.setdefault((code, kind), []).append(finding)
    return by_example


def scenes_for_forms(library: Path) -> Path:
    """A library of the scenes that the examples of forms name in addition to the shipped ones."""
    folder = library / "scenarios"
    folder.mkdir(parents=True)
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    draft = BASE.replace("\nid: base", "\nid: draft").replace("\nstatus: released", "\nstatus: draft")
    (folder / "draft.yaml").write_text(draft, encoding="utf-8")
    broken = BASE.replace("\nid: base", "\nid: broken").replace("\nstart: counter", "\nstart: nowhere")
    (folder / "broken.yaml").write_text(broken, encoding="utf-8")
    return library


def put_ratings_beside(scene: Path, english: str) -> None:
    """Write these ratings, and the same ones for the Chinese text."""
    base = load(BASE.encode(), "base.yaml").value
    assert isinstance(base, Scenario)
    chinese = english
    for node in base.nodes.values():
        chinese = chinese.replace(words_digest(node, "en"), words_digest(node, "zh"))
    for language, path in ratings_files(scene, ["zh", "en"]).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text({"zh": chinese, "en": english}[language], encoding="utf-8")


def as_text(findings: list[Diagnostic]) -> str:
    return "\n".join(f"{d.code} line {d.span.line}: {d.message()}" for d in findings)


# -- the examples --------------------------------------------------------------------


def test_the_base_scene_of_the_examples_is_fit_for_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RUNS_SETTING, PLAYS)
    assert as_text(list(check([FOLDER / "base.yaml"], [ROOT], Depth(release=True)).findings)) == ""


def test_the_bad_example_gives_the_code_at_the_marked_line(findings: Findings) -> None:
    check_each(lambda code: gives_the_code_at_the_marked_line(code, findings), CODES)


def gives_the_code_at_the_marked_line(code: str, findings: Findings) -> None:
    example = page(code).bad
    matching = [finding for finding in findings.get((code, "bad"), []) if finding.code == code]
    assert matching, f"{code} is not found, but:\n{as_text(findings.get((code, 'bad'), []))}"
    marked = [number for number, line in enumerate(example.text.splitlines(), 1) if line.endswith(MARK)]
    assert len(marked) == 1, f"{MARK} occurs {len(marked)} times"
    if "csv" in example.words:  # a finding about many ratings points at the scene
        rows = [finding.span.line for finding in matching if finding.file.endswith(".csv")]
        assert set(rows) <= set(marked)
    elif "folder" not in example.words:
        assert marked[0] in [line_in_example(example_file(example), finding) for finding in matching]


def test_the_fixed_example_gives_nothing(findings: Findings) -> None:
    check_each(lambda code: gives_nothing_when_fixed(code, findings), CODES)


def gives_nothing_when_fixed(code: str, findings: Findings) -> None:
    reported = findings.get((code, "fixed"), [])
    assert [d for d in reported if d.code == code or d.severity is Severity.ERROR] == [], as_text(reported)


def test_a_fragment_is_merged_as_the_readme_says() -> None:
    base = {"a": 1, "deep": {"x": 1, "y": 2}, "list": [1, 2], "nodes": {"n": {"choices": [{"id": "p", "q": 1}]}}}
    over = {"deep": {"y": 3}, "list": [4], "nodes": {"n": {"choices": [{"id": "p", "r": 2}, {"id": "p"}, {"id": "z"}]}}}
    origin: dict[KeyPath, KeyPath] = {}
    assert merged(base, over, (), (), origin) == {
        "a": 1,
        "deep": {"x": 1, "y": 3},
        "list": [4],
        "nodes": {"n": {"choices": [{"id": "p", "q": 1, "r": 2}, {"id": "p"}, {"id": "z"}]}},
    }
    assert origin["nodes", "n", "choices", 2, "id"] == ("nodes", "n", "choices", 2, "id")
    assert merged({"deep": {"x": 1}}, {"deep": {}}, (), (), {}) == {"deep": {}}
    assert with_overlays([{"id": "p"}, {"id": "q"}], [{"id": "q"}, {"id": "z"}]) == [
        ({"id": "p"}, None),
        ({"id": "q"}, 0),
        (None, 1),
    ]
    assert with_overlays([{"id": "p"}, {"id": "q"}], [{"id": "q"}, {"id": "p"}]) == [({"id": "q"}, 0), ({"id": "p"}, 1)]
    assert replaced_as_text("a: 1\nb:\n  c: 2\nd: 3\n", "b: 4\n") == ("a: 1\nd: 3\nb: 4\n", 2)


# -- the pages -------------------------------------------------------------------------


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    pages = {path.stem for path in FOLDER.glob("*.md")} - {"README"}
    assert pages == set(CODES)


def test_a_page_is_plain_and_in_both_languages() -> None:
    check_each(is_plain_and_in_both_languages, CODES)


def is_plain_and_in_both_languages(code: str) -> None:
    shown = page(code)
    assert shown.code == code
    for language, explanation in shown.explanations.items():
        prose = [*explanation.meaning, *explanation.why, *explanation.fix]
        for text in [explanation.title, *prose]:
            assert "\n" not in text, "a paragraph must be one line"
            bare = re.sub("`[^`\n]+`", "", text)
            assert bool(re.search("[\u4e00-\u9fff]", bare)) is (language == "zh"), text
            assert not re.search(r"[`*_\[\]#|]|^[-\d>] ", bare), f"no Markdown but `code`: {text}"
        for words in (CODES[code].message(language), CODES[code].help(language)):
            assert words not in prose, "the page says more than the finding"
        assert cell_len(explanation.title) <= 68
    for example in (shown.bad, shown.fixed):
        assert {word.partition("=")[0] for word in example.words} <= WORDS
        assert max(map(cell_len, example.text.splitlines())) <= 76
    assert MARK not in shown.fixed.text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80])
def test_a_page_fits_the_terminal(language: str, width: int) -> None:
    check_each(lambda code: fits_the_terminal(code, language, width), CODES)


def fits_the_terminal(code: str, language: str, width: int) -> None:
    lines = list(page_lines(page(code), "error", language, catalogue(language).words, width))
    prose = [line for line in lines if not line.startswith("    ")]
    assert max(map(cell_len, prose if width < 80 else lines)) <= width


def rows() -> Iterator[tuple[str, str, str]]:
    for row in re.findall(r"^\| \[(RP\d{3})\]\((.+?)\.md\) \| (.+?) \| (.+?) \|$", readme(), re.M):
        assert row[0] == row[1]
        yield row[0], row[2], row[3]


def readme() -> str:
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_list_of_the_readme_is_complete() -> None:
    titles = []
    for code in CODES:
        first = (FOLDER / f"{code}.md").read_text(encoding="utf-8").partition("\n")[0]
        titles.append((code, title_of(first, "en"), title_of(first, "zh")))
    assert list(rows()) == titles


def test_the_readme_names_every_word_of_a_fence() -> None:
    assert {word for word in WORDS if f"`{word}" not in readme()} == set()
