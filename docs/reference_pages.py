"""The pages of docs/reference: every shipped move, rubric and persona, in both languages.

``python docs/reference_pages.py`` writes them; a test compares them with `rubrics/`. The facts are those of
``roleplay explain``, which also shows examples from the scenes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from roleplay.locales import Catalogue, catalogue
from roleplay.presenting.facts.play import list_of, signed
from roleplay.presenting.reference import CriterionEntry, MoveEntry, PersonaEntry, Reference, RubricEntry, Titled
from roleplay.presenting.reference_text import changes_text
from roleplay.reading.files import shared_files
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import MoveKind, Shared

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "reference"
LANGUAGES = ("en", "zh")
TITLES = {
    "moves": {"en": "Every move", "zh": "全部动作"},
    "rubrics": {"en": "Every rubric", "zh": "全部量规"},
    "personas": {"en": "Every persona", "zh": "全部人物类型"},
}
ABOUT = {
    "en": "Generated from `rubrics/` by `docs/reference_pages.py`. `roleplay explain {id}` shows the same in a"
    " terminal, with examples from the scenes, and also covers what is in your own library.",
    "zh": "由 `docs/reference_pages.py` 照 `rubrics/` 画出来。在终端里输入 `roleplay explain {id}`，说的是同样的内容，"
    "还附场景里的例句；自己场景库里的也查得到。",
}
OTHER = {"en": "[中文]({page}.zh.md)", "zh": "[English]({page}.md)"}


def pages() -> Mapping[Path, str]:
    """Path -> page."""
    shared = read_shared(shared_files(ROOT)).shared
    result: dict[Path, str] = {}
    for language in LANGUAGES:
        words, reference = catalogue(language), Reference(shared, language)
        for page, parts, example in (
            ("moves", _moves(shared, reference, words), next(iter(shared.moves))),
            ("rubrics", _rubrics(shared, reference, words), next(iter(shared.rubrics))),
            ("personas", _personas(shared, reference, words), next(iter(shared.personas))),
        ):
            result[FOLDER / _file(page, language)] = (
                "\n\n".join(
                    [
                        f"# {TITLES[page][language]}",
                        OTHER[language].format(page=page),
                        ABOUT[language].format(id=example),
                        *parts,
                    ]
                )
                + "\n"
            )
    return result


def _file(page: str, language: str) -> str:
    return f"{page}.md" if language == "en" else f"{page}.{language}.md"


def _moves(shared: Shared, reference: Reference, words: Catalogue) -> Iterator[str]:
    for key, kind in (("list_moves", MoveKind.GOOD), ("list_moves_poor", MoveKind.POOR)):
        yield f"## {words(f'reference.{key}')}"
        for move in shared.moves.values():
            if move.kind is kind:
                yield from _move(reference.move(move.id), words)


def _move(entry: MoveEntry, words: Catalogue) -> Iterator[str]:
    yield f"### {entry.move.id}"
    yield f"**{_plain(entry.move.name)}** {_plain(entry.about)}"
    lines: list[str] = []
    if entry.in_short:
        key = "act" if entry.kind is MoveKind.GOOD else "moment"
        lines.append(words(f"reference.{key}", text=_plain(entry.in_short)))
    for key, others in (("instead", entry.instead), ("cures", entry.replaces)):
        if others:
            lines.append(_said(words(f"reference.{key}"), _links(others, words, here=True), words))
    worth = (f"{signed(points.points)} {_link(points.criterion.id, 'rubrics', words)}" for points in entry.points)
    points = list_of(words, worth)
    lines.append(_said(words("reference.points"), points, words) if points else words("reference.no_points"))
    if entry.fails:
        fails = list_of(words, (_link(rubric.id, "rubrics", words) for rubric in entry.fails))
        lines.append(words("reference.fails", rubrics=fails))
    if entry.phrases:
        phrases = list_of(words, (words("reference.line", line=_plain(phrase)) for phrase in entry.phrases))
        lines.append(_said(words("reference.phrases"), phrases, words))
    if not entry.reactions:
        lines.append(words("reference.no_reactions"))
    for reaction in entry.reactions:
        personas = list_of(words, (_link(persona.id, "personas", words) for persona in reaction.personas))
        lines.append(words("reference.reaction", changes=changes_text(reaction.changes, words), personas=personas))
    yield _points(lines)


def _rubrics(shared: Shared, reference: Reference, words: Catalogue) -> Iterator[str]:
    for name in shared.rubrics:
        entry = reference.rubric(name)
        yield from _rubric(entry, words)
        for criterion in entry.criteria:
            yield from _criterion(criterion, words)


def _rubric(entry: RubricEntry, words: Catalogue) -> Iterator[str]:
    yield f"## {entry.rubric.id}"
    yield f"**{_plain(entry.rubric.name)}** {_plain(entry.about)}"
    lines = [words("reference.source", text=_plain(entry.source))]
    if entry.order:
        lines.append(words("reference.order", steps=words("reference.then").join(map(_plain, entry.order))))
    lines.append(words("reference.minimum", count=entry.minimum))
    if entry.fails:
        lines.append(words("reference.red_lines", moves=_links(entry.fails, words)))
    yield _points(lines)


def _criterion(entry: CriterionEntry, words: Catalogue) -> Iterator[str]:
    yield f"### {entry.criterion.id}"
    yield f"**{_plain(entry.criterion.name)}** {_plain(entry.about)}"
    lines = [words("reference.weight", weight=f"{entry.weight:g}")]
    for points, moves in groupby(entry.points, key=lambda worth: worth.points):
        lines.append(f"{signed(points)} {_links([worth.move for worth in moves], words)}")
    yield _points(lines)
    yield words("reference.levels") + words("library.colon").strip()
    yield "\n".join(f"{level}. {_plain(text)}" for level, text in enumerate(entry.levels))


def _personas(shared: Shared, reference: Reference, words: Catalogue) -> Iterator[str]:
    for name in shared.personas:
        yield from _persona(reference.persona(name), words)


def _persona(entry: PersonaEntry, words: Catalogue) -> Iterator[str]:
    yield f"## {entry.persona.id}"
    yield f"**{_plain(entry.persona.name)}** {_plain(entry.about)}"
    lines = [words("reference.meters", meters=list_of(words, (f"`{meter}`" for meter in entry.meters)))]
    if entry.extends is not None:
        extends = f"[{entry.extends.id}](#{entry.extends.id})"
        lines.insert(0, words("reference.extends", persona=extends))
    yield _points(lines)
    for key, kind in (("helped", MoveKind.GOOD), ("harmed", MoveKind.POOR)):
        own = [reaction for reaction in entry.reactions if reaction.kind is kind and not reaction.inherited_from]
        if own:
            yield words(f"reference.{key}") + words("library.colon").strip()
            yield _points(
                words(
                    "reference.move_changes",
                    move=f"{_link(reaction.move.id, 'moves', words)} {_plain(reaction.move.name)}",
                    changes=changes_text(reaction.changes, words),
                )
                for reaction in own
            )


def _said(title: str, text: str, words: Catalogue) -> str:
    return f"{title}{words('library.colon')}{text}"


def _links(moves: Sequence[Titled], words: Catalogue, *, here: bool = False) -> str:
    return list_of(words, (_link(move.id, "" if here else "moves", words) for move in moves))


def _link(name: str, page: str, words: Catalogue) -> str:
    """A link to the heading ``name`` on another page, or on the same one if ``page`` is empty."""
    return f"[`{name}`]({_file(page, words.language) if page else ''}#{name.replace('.', '')})"


def _points(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _plain(text: str) -> str:
    """Text with Markdown syntax escaped."""
    for mark in ("\\", "*", "<", "[", "`"):
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
