"""What a facilitator must know before and while a class plays: authority, criteria, red lines."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import brief_parts, pass_conditions, red_lines, rubric_summaries
from roleplay.scene.model import Bundle


class BriefPart(NamedTuple):
    """A section of the brief: its heading and its paragraphs."""

    heading: str
    texts: tuple[str, ...]


def must_know(bundle: Bundle, words: Catalogue) -> tuple[BriefPart, ...]:
    """The short brief: the learner's authority, the criteria by name, and the red lines, if any."""
    scenario = bundle.scenario
    authority = scenario.brief.authority.fill(words.language, scenario.names())
    crossed = words("play.list_separator").join(red_lines(bundle, words))
    return (
        BriefPart(words("briefing.know.authority"), (authority,)),
        BriefPart(words("briefing.know.looked_at"), rubric_summaries(bundle, words)),
        *((BriefPart(words("briefing.know.red_lines"), (crossed,)),) if crossed else ()),
    )


def whole_brief(bundle: Bundle, words: Catalogue) -> tuple[BriefPart, ...]:
    """The whole briefing, papers included: the criteria with their descriptions, what it takes to pass, red lines."""
    language, colon = words.language, words("library.colon")
    rubrics = [bundle.rubrics[ref] for ref in bundle.scenario.rubrics]
    parts = [BriefPart(heading, (text,)) for heading, text in brief_parts(bundle, words, None)]
    for rubric in rubrics:
        lines = (
            f"{criterion.name.get(language)}{colon}{criterion.about.get(language)}" for criterion in rubric.criteria
        )
        parts.append(BriefPart(f"{words('briefing.looked_at')}{colon}{rubric.name.get(language)}", tuple(lines)))
    conditions = pass_conditions(bundle, words)
    parts.append(BriefPart(words("briefing.to_pass"), conditions.gates))
    crossed = red_lines(bundle, words)
    return (*parts, BriefPart(words("briefing.know.red_lines"), (conditions.critical,))) if crossed else tuple(parts)
