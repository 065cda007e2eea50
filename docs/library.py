"""The generated parts of docs/library.md: a catalogue of the shipped scenes, and how obvious their best lines are.

``python docs/library.py`` updates the page; tests compare it with the scenes and their blind ratings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from roleplay.checking.ratings import RatedScene, rated_scene, read_scene_ratings
from roleplay.checking.subject import Subject
from roleplay.locales import Catalogue, catalogue
from roleplay.presenting.index_card import index_card
from roleplay.presenting.library_rows import HARDEST
from roleplay.presenting.rating_report import percent_text
from roleplay.presenting.scene_index import family_name, in_order, newcomers_path
from roleplay.reading.contents import Contents, Entry
from roleplay.reading.document import Document
from roleplay.reading.library import Library
from roleplay.scene.journey import STAGES
from roleplay.scene.model import Bundle, Rubric, Scenario
from roleplay.scene.text import Text

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "library.md"
BEGIN, END = "<!-- ratings -->\n", "<!-- /ratings -->\n"
SCENES_BEGIN, SCENES_END = "<!-- scenes -->\n", "<!-- /scenes -->\n"
WORDS = {"en": catalogue("en"), "zh": catalogue("zh")}
FOR_WHOM = {"en": "Your role", "zh": "适合这样的人"}
PRACTISES = {"en": "What it practises", "zh": "练什么"}
ONLY_WHERE = {"en": "only if the play went that way", "zh": "演到了才问"}
SEMICOLON = {"en": "; ", "zh": "；"}
HEAD = """\
| scene | language | decisions | raters | best line named | obvious | another rated higher | days |
|---|---|---|---|---|---|---|---|
"""


def table() -> str:
    """The ratings table, with one row per scene and language."""
    library = Library([ROOT])
    rows: list[str] = []
    for entry in library.entries:
        bundle, path = library.bundle(entry.id), Path(entry.path)
        files, _ = read_scene_ratings(bundle.scenario, path)
        subject = Subject(bundle, Document(str(path), []))
        rows += [_row(entry.id, rated_scene(subject, file)) for file in files]
    return HEAD + "".join(rows)


def _row(scene: str, rated_scene: RatedScene) -> str:
    others = ", ".join(f"`{d.node.id}`" for d in rated_scene.decisions if d.misjudged is not None) or "none"
    first, last = rated_scene.dates
    days = first if first == last else f"{first} to {last}"
    count = len(rated_scene.decisions)
    cells = (
        f"`{scene}`",
        rated_scene.language,
        f"{count} of {count + len(rated_scene.unrated)}",
        rated_scene.raters,
        percent_text(rated_scene.named),
        percent_text(rated_scene.obvious),
        others,
        days,
    )
    return f"| {' | '.join(map(str, cells))} |\n"


def with_table(page: str) -> str:
    """The page with the current table."""
    return _between(page, BEGIN, END, table())


def _between(page: str, begin: str, end: str, content: str) -> str:
    before, _, rest = page.partition(begin)
    return before + begin + content + end + rest.partition(end)[2]


# -- the catalogue --------------------------------------------------------------------


def with_catalogue(page: str) -> str:
    """The page with the current catalogue."""
    return _between(page, SCENES_BEGIN, SCENES_END, scenes())


def scenes() -> str:
    """The catalogue in both languages: where to start, scenes by rubric and by stage of the journey, and each scene."""
    library = Library([ROOT])
    entries = in_order(library.entries)
    parts = [_path(entries), _by_rubric(library.contents, entries), _by_stage(entries)]
    return "\n".join([*parts, *(_scene(entry, library) for entry in entries)])


def _path(entries: Sequence[Entry]) -> str:
    steps = " → ".join(f"`{entry.id}`" for entry in newcomers_path(entries))
    return f"**Where to start · 从这里开始**: {steps}\n"


def _by_rubric(contents: Contents, entries: Sequence[Entry]) -> str:
    lines = ["| what is practised · 练什么 | scenes · 场景 |", "|---|---|"]
    for rubric in contents.rubrics.values():
        judged = [f"`{entry.id}`" for entry in entries if rubric.id in entry.rubrics]
        if judged:
            lines.append(f"| {_both(rubric.name)} | {', '.join(judged)} |")
    return "\n".join(lines) + "\n"


def _by_stage(entries: Sequence[Entry]) -> str:
    lines = ["| the service journey · 客户旅程 | scenes · 场景 |", "|---|---|"]
    for stage, touchpoints in STAGES.items():
        here = [f"`{entry.id}`" for point in touchpoints for entry in entries if entry.touchpoint == point]
        lines.append(f"| {_in_both(f'stage.{stage}')} | {', '.join(here) or '-'} |")
    return "\n".join(lines) + "\n"


def _scene(entry: Entry, library: Library) -> str:
    bundle = library.bundle(entry.id)
    return "\n".join(
        [
            f"### {_both(entry.title)} (`{entry.id}`)\n",
            *(_about(entry, bundle, WORDS[language]) for language in ("en", "zh")),
            _discussion(bundle.scenario),
        ]
    )


def _about(entry: Entry, bundle: Bundle, words: Catalogue) -> str:
    """A scene in one language: facts, summary, audience, what it practises, its source."""
    language, colon = words.language, words("library.colon")
    facts = [
        family_name(entry.family, words),
        words("list.level", value=entry.difficulty, most=HARDEST),
        words("library.minutes", minutes=entry.minutes),
        *([] if entry.released else [words("library.draft")]),
    ]
    practised = [text for rubric in entry.rubrics if (text := _practised(entry, bundle.rubrics[rubric], words))]
    facts_by_name = [
        (FOR_WHOM[language], _filled(bundle.scenario.brief.role, bundle.scenario, language)),
        (PRACTISES[language], SEMICOLON[language].join(practised)),
        *index_card(entry, words),
    ]
    lines = [" · ".join(facts) + "\n", _filled(entry.summary, bundle.scenario, language) + "\n"]
    return "\n".join([*lines, *(f"- {name}{colon}{text}" for name, text in facts_by_name if text)]) + "\n"


def _practised(entry: Entry, rubric: Rubric, words: Catalogue) -> str:
    """A rubric with those of its criteria that the scene practises; empty if there are none."""
    named = [c.name.get(words.language) for c in rubric.criteria if f"{rubric.id}.{c.id}" in entry.practised]
    listed = words("library.and").join(named)
    return rubric.name.get(words.language) + words("library.colon") + listed if named else ""


def _discussion(scenario: Scenario) -> str:
    """The questions for a class, collapsed: some of them reveal the course of the scene."""
    if not scenario.discussion:
        return ""
    head = f"Questions for a class · 讨论题 ({len(scenario.discussion)})"
    lines = [f"<details><summary>{head}</summary>\n"]
    for question in scenario.discussion:
        for language in scenario.languages:
            mark = f" *({ONLY_WHERE[language]})*" if question.when and language in ONLY_WHERE else ""
            lines.append(f"- {_filled(question.text, scenario, language)}{mark}")
    return "\n".join([*lines, "\n</details>\n"])


def _filled(text: Text, scenario: Scenario, language: str) -> str:
    return " ".join(text.fill(language, scenario.names()).split())


def _both(text: Text) -> str:
    return " · ".join(dict.fromkeys((text.get("en"), text.get("zh"))))


def _in_both(key: str) -> str:
    return " · ".join(words(key) for words in WORDS.values())


if __name__ == "__main__":
    PAGE.write_text(with_catalogue(with_table(PAGE.read_text(encoding="utf-8"))), encoding="utf-8")
