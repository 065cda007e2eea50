"""An observer's sheet as a file to fill in, for a scene or for an attempt (with the lines that were said)."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.locales import Catalogue
from roleplay.presenting.facts.play import story_text
from roleplay.scene.model import Bundle
from roleplay.session import Attempt
from roleplay.text.plain import safe

_LISTS = ("for", "unseen", "against")


def sheet_file(bundle: Bundle, words: Catalogue, attempt: Attempt | None = None, *, named: bool = True) -> str:
    """The sheet for the scene's leading rubric; ``attempt`` is one from the record. Texts of the scene are written only
    as comments. Unless the attempt is ``named``, its id is left out, so the sheet fits any attempt at the scene.
    """
    return "".join(f"{line}\n" for line in _lines(bundle, words, attempt, named=named))


def _lines(bundle: Bundle, words: Catalogue, attempt: Attempt | None, *, named: bool) -> Iterator[str]:
    scenario, language = bundle.scenario, words.language
    rubric = bundle.rubrics[scenario.rubrics[0]]
    yield _remark(words("sheet_file.about"))
    yield _remark("; ".join(f"{name}: {words(f'lookback.mark.{name}')}" for name in _LISTS))
    yield "roleplay: observation/1"
    yield f"scene: {scenario.id}  {_remark(scenario.title.get(language))}"
    if named and attempt is not None and attempt.journal.attempt_id is not None:
        yield f'attempt: "{attempt.journal.attempt_id}"'
    yield "observer:"
    yield f"rubric: {rubric.id}  {_remark(rubric.name.get(language))}"
    if attempt is not None:
        for number, decision in enumerate(attempt.decisions, 1):
            before = attempt.states[number - 1]
            said = story_text(before.choice(decision.choice).say, before, words)
            yield _remark(words("sheet_file.line", number=number, said=said))
    yield "criteria:"
    for criterion in rubric.criteria:
        yield f"  {criterion.id}:  {_remark(criterion.name.get(language))}"
        for level, anchor in enumerate(criterion.levels):
            yield f"    {_remark(f'{level}  {anchor.get(language)}')}"
        yield f"    level:  {_remark(words('sheet_file.level'))}"
        yield from (f"    {name}: []" for name in _LISTS)
        yield "    note:"
    yield "note:"


def _remark(text: str) -> str:
    return f"# {safe(text, newlines=False)}"
