"""Create a new scene from a template and a few answers: the text of a file that is playable as it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from roleplay.authoring.answers import TODO, Answers
from roleplay.authoring.lines import TemplateStep, is_assessed, steps_of
from roleplay.authoring.template import LANGUAGES, Template, TemplateLine, TemplateNode
from roleplay.scene.model import Move, Persona
from roleplay.scene.reactions import reactions_of
from roleplay.scene.text import PLACEHOLDER, is_todo

#: The start value of a new scene's meter, and whether low is good. In file order.
KNOWN_METERS: Mapping[str, tuple[int, bool]] = {
    "anger": (70, True),
    "disappointment": (70, True),
    "tension": (65, True),
    "worry": (65, True),
    "risk": (60, True),
    "exposure": (40, True),
    "trust": (30, False),
    "morale": (45, False),
    "fairness": (45, False),
    "patience": (45, False),
}
#: Maximum meters of a new scene.
_MAX_METERS = 2
_REASON_NOTE = {
    "zh": "待写：这句话对他起了什么作用；遇到什么情况，该怎么做，因为什么",
    "en": '"todo: what this does to them, and the rule: when ..., do ..., because ..."',
}


def new_scene(template: Template, answers: Answers, moves: Mapping[str, Move], personas: Mapping[str, Persona]) -> str:
    """The text of the new file. ``moves`` and ``personas`` are those of the library."""
    rubric, languages = answers.rubric, answers.languages
    if rubric.id != template.rubric:
        steps = steps_of(rubric, moves, template.steps)
        template = template.with_nodes([_node(step, moves) for step in steps], _REASON_NOTE)
        if not is_assessed(rubric, steps):  # no score can be expected
            template = template.without_scores()
    first, *others = _meters(reactions_of(answers.persona.id, personas), template.moves)
    titles = {code: without_placeholders(text) for code, text in answers.titles.items()}
    values = {
        "id": answers.id,
        "language": languages[0],
        "title": _text(titles, languages),
        "family": answers.family,
        "rubric": rubric.id,
        "name": _text(answers.names, languages),
        "persona": answers.persona.id,
        "meters": "\n".join(meter_lines(name, answers.meter_names, languages) for name in (first, *others)),
        "meter": first,
        "upset": _upset(first),
    }
    return template.comments(answers.comments).texts(languages).filled(values)


# -- texts -------------------------------------------------------------------------------


def without_placeholders(text: str) -> str:
    """``text`` with parentheses for braces, which are reserved for names of the cast."""
    while PLACEHOLDER.search(text):
        text = PLACEHOLDER.sub(r"(\1)", text)
    return text


def _text(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """A text as quoted YAML. A language without one gets a text of another language as a note."""
    given = next(iter(texts.values()))
    if len(languages) == 1:
        return quoted(texts.get(languages[0], given))
    written = {code: texts.get(code) or (given if is_todo(given) else TODO[code] + given) for code in languages}
    return "".join(f"\n  {code}: {quoted(text)}" for code, text in written.items())


def quoted(text: str) -> str:
    """A one-line text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def _node(step: TemplateStep, moves: Mapping[str, Move]) -> TemplateNode:
    """The lines of a step, each with a note that says what it should do."""

    def note(made: Iterable[str], code: str) -> str:
        names = [moves[name].name.get(code) for name in made]
        return quoted(TODO[code] + ("、".join(names) if code == "zh" else "a line that " + "; ".join(names)))

    return TemplateNode(
        step.due,
        {kind: TemplateLine(made, {code: note(made, code) for code in LANGUAGES}) for kind, made in step.moves.items()},
    )


# -- meters ------------------------------------------------------------------------------


def moved_meters(reactions: Mapping[str, Mapping[str, int]], moves: Iterable[str]) -> list[str]:
    """The meters moved by these moves: known meters first, then those moved by most of them."""
    counts = Counter(meter for move in moves for meter in reactions.get(move, ()))
    order = _order(counts)
    return sorted(counts, key=lambda meter: (meter not in KNOWN_METERS, -counts[meter], order.index(meter)))


def _meters(reactions: Mapping[str, Mapping[str, int]], moves: Iterable[str]) -> list[str]:
    """The first meters moved by these moves, in file order; trust if there is none."""
    moved = moved_meters(reactions, moves)
    return sorted(moved[:_MAX_METERS], key=_order(moved).index) or ["trust"]


def _order(meters: Iterable[str]) -> list[str]:
    return [*KNOWN_METERS, *sorted({*meters} - KNOWN_METERS.keys())]


def _start_and_direction(meter: str) -> tuple[int, bool]:
    return KNOWN_METERS.get(meter, (50, False))


def _upset(meter: str) -> str:
    """The condition that no line has improved the meter yet, so that a moved persona can be met in either state."""
    begin, low = _start_and_direction(meter)
    return f">= {begin}" if low else f"<= {begin}"


def meter_lines(meter: str, names: Mapping[str, Mapping[str, str]], languages: Sequence[str]) -> str:
    """A meter of a new file, in these languages. ``names``: meter -> language -> name, for known meters."""
    begin, low = _start_and_direction(meter)
    name = names.get(meter) or {languages[0]: TODO[languages[0]] + meter}
    lines = [
        f"{meter}:",
        f"  start: {begin}",
        "  name: " + _text({code: name[code] for code in languages if code in name}, languages),
        f"  better: {'low' if low else 'high'}",
    ]
    return "\n".join([lines[0], lines[1], lines[2].replace("\n", "\n  "), lines[3]])
