"""What a facilitator has to know before and while a class plays: authority, what is looked at, red lines."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import brief_parts, looked_at_in_short, passing, red_lines
from roleplay.scene.model import Bundle


class BriefPart(NamedTuple):
    """Something under its heading, a text a paragraph."""

    heading: str
    texts: tuple[str, ...]


def must_know(bundle: Bundle, words: Catalogue) -> tuple[BriefPart, ...]:
    """In short: what may be granted, the criteria by name, and the red lines where there are any."""
    scenario = bundle.scenario
    authority = scenario.brief.authority.fill(words.language, scenario.names())
    crossed = words("play.list_separator").join(red_lines(bundle, words))
    return (
        BriefPart(words("briefing.know.authority"), (authority,)),
        BriefPart(words("briefing.know.looked_at"), looked_at_in_short(bundle, words)),
        *((BriefPart(words("briefing.know.red_lines"), (crossed,)),) if crossed else ()),
    )


def whole_brief(bundle: Bundle, words: Catalogue) -> tuple[BriefPart, ...]:
    """All of the briefing, papers included: each criterion with what it looks for, what it takes to pass, red lines."""
    language, colon = words.language, words("library.colon")
    rubrics = [bundle.rubrics[ref] for ref in bundle.scenario.rubrics]
    parts = [BriefPart(heading, (text,)) for heading, text in brief_parts(bundle, words, None)]
    for rubric in rubrics:
        lines = (f"{one.name.get(language)}{colon}{one.about.get(language)}" for one in rubric.criteria)
        parts.append(BriefPart(f"{words('briefing.looked_at')}{colon}{rubric.name.get(language)}", tuple(lines)))
    conditions = passing(bundle, words)
    parts.append(BriefPart(words("briefing.to_pass"), conditions.gates))
    crossed = red_lines(bundle, words)
    return (*parts, BriefPart(words("briefing.know.red_lines"), (conditions.critical,))) if crossed else tuple(parts)
