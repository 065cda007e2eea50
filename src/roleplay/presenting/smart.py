"""Checking whether an intention says what, how much, and by when: the parts of SMART visible in its wording.

Specific, measurable and time-bound leave traces in a sentence: a verb with its object, a number or an "each", a date
or an interval. Achievable and relevant do not, so the learner is asked about those two. The patterns of both
languages apply to every text, so sentences that mix them work too. In doubt nothing is reported, because a false
alarm costs more trust than a wish that slips through.

References:
    G. T. Doran: There's a S.M.A.R.T. way to write management's goals and objectives, Management Review 70 (11), 1981.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.plan_dates import impossible_days, past_day
from roleplay.presenting.smart_patterns import (
    ACTS,
    AMOUNT,
    CHANGE,
    DATES,
    FREQUENCY,
    HAN,
    LATIN_WORD,
    MIN_ACT_CHARACTERS,
    MIN_ACT_WORDS,
    MIN_WORDS,
    NEXT_OCCASION,
    OCCASION,
    TO_HALF_WIDTH,
    VAGUE,
)


class SmartPart(StrEnum):
    """A part of SMART that the wording can lack."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    DATED = "dated"


class SmartFinding(NamedTuple):
    """What the wording of an intention lacks."""

    missing: tuple[SmartPart, ...]
    #: words, as written, that express a wish rather than an act; only if an act is missing
    vague: tuple[str, ...] = ()
    #: days in it that do not exist
    impossible: tuple[str, ...] = ()
    #: the latest day in it, if that is past; else empty
    past: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and no day in it is impossible or past."""
        return not self.missing and not self.impossible and not self.past


def smart(text: str, today: str) -> SmartFinding:
    """Check the wording of an intention, in Chinese or English; ``today`` as ``2026-05-04``."""
    plain = " ".join(text.translate(TO_HALF_WIDTH).split())
    dateless = DATES.sub(" ; ", plain)
    measured = bool(FREQUENCY.search(plain) or AMOUNT.search(dateless))
    dated = bool(DATES.search(plain) or NEXT_OCCASION.search(plain))
    missing = []
    vague = tuple(dict.fromkeys(match[0].strip(" ,;，；") for match in VAGUE.finditer(plain)))
    if not _is_act(dateless, vague=bool(vague)):
        missing.append(SmartPart.SPECIFIC)
    if not measured:
        missing.append(SmartPart.MEASURABLE)
    if not dated:
        missing.append(SmartPart.DATED)
    vague_reported = vague if SmartPart.SPECIFIC in missing else ()
    return SmartFinding(tuple(missing), vague_reported, impossible_days(plain), past_day(plain, today))


def _is_act(dateless: str, *, vague: bool) -> bool:
    """Whether it names an observable act; "in every call" only says when."""
    if len(LATIN_WORD.findall(dateless)) + len(HAN.findall(dateless)) * 2 // 3 < MIN_WORDS:
        return False
    if CHANGE.search(dateless):
        return True
    rest = VAGUE.sub(" ", OCCASION.sub(" ", dateless))
    if ACTS.search(rest):
        return True
    # the verb list cannot be complete, so object only to wishes and to texts of very few words
    return not vague and (
        len(LATIN_WORD.findall(rest)) >= MIN_ACT_WORDS or len(HAN.findall(rest)) >= MIN_ACT_CHARACTERS
    )


def smart_lines(finding: SmartFinding, words: Catalogue) -> list[str]:
    """What is missing, each with an example; then the two questions that no pattern can answer."""
    lines = []
    for part in finding.missing:
        vague = part is SmartPart.SPECIFIC and finding.vague
        key = "smart.vague" if vague else f"smart.{part}"
        named = words("smart.and").join(words("smart.quoted", word=word) for word in finding.vague)
        lines.append(words(key, **({"vague": named} if vague else {})))
    lines += [words("smart.impossible", day=day) for day in finding.impossible]
    if finding.past:
        lines.append(words("smart.past", day=finding.past))
    if finding.complete:
        lines.append(words("smart.complete"))
    return [*lines, words("smart.asked")]
