"""Whether an intention says what is done, how much of it, and by when: the part of SMART that can be read off words.

Specific, measurable and time-bound leave traces in a sentence: a verb with what it acts on, a number or a "each", a
date or an interval. Whether it can be achieved and whether it matters stand in no sentence: those two are asked. The
patterns look for what is there in either language, so a sentence that mixes them is read as it is; where they are not
sure they find nothing to say, because a false alarm costs more trust than a wish that slips through.

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
    CHARACTERS,
    DATES,
    FEWEST,
    HAN,
    LATIN_WORD,
    NEXT,
    OFTEN,
    VAGUE,
    WHERE,
    WIDTHS,
    WORDS,
)


class SmartPart(StrEnum):
    """What can be missing in the words."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    DATED = "dated"


class SmartFinding(NamedTuple):
    """What the words of an intention lack."""

    missing: tuple[SmartPart, ...]
    #: words in it that say a wish rather than an act, as they were written; only where an act is missing
    vague: tuple[str, ...] = ()
    #: days in it that no calendar has
    impossible: tuple[str, ...] = ()
    #: the last day in it, where that is over; empty where it is not, or none is named
    past: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing that words can show, and every day they name can come."""
        return not self.missing and not self.impossible and not self.past


def smart(text: str, today: str) -> SmartFinding:
    """Check the words of an intention, in Chinese or English, on a day such as ``2026-05-04``."""
    plain = " ".join(text.translate(WIDTHS).split())
    dateless = DATES.sub(" ; ", plain)
    measured = bool(OFTEN.search(plain) or AMOUNT.search(dateless))
    dated = bool(DATES.search(plain) or NEXT.search(plain))
    missing = []
    vague = tuple(dict.fromkeys(match[0].strip(" ,;，；") for match in VAGUE.finditer(plain)))
    if not _is_act(dateless, vague=bool(vague)):
        missing.append(SmartPart.SPECIFIC)
    if not measured:
        missing.append(SmartPart.MEASURABLE)
    if not dated:
        missing.append(SmartPart.DATED)
    told_vague = vague if SmartPart.SPECIFIC in missing else ()
    return SmartFinding(tuple(missing), told_vague, impossible_days(plain), past_day(plain, today))


def _is_act(dateless: str, *, vague: bool) -> bool:
    """Whether somebody could see it being done; "in every call" says when, and is no verb."""
    if len(LATIN_WORD.findall(dateless)) + len(HAN.findall(dateless)) * 2 // 3 < FEWEST:
        return False
    if CHANGE.search(dateless):
        return True
    rest = VAGUE.sub(" ", WHERE.sub(" ", dateless))
    if ACTS.search(rest):
        return True
    # a verb that is not on the list is one all the same: only what is a wish, or a mere word, is objected to
    return not vague and (len(LATIN_WORD.findall(rest)) >= WORDS or len(HAN.findall(rest)) >= CHARACTERS)


def smart_lines(found: SmartFinding, words: Catalogue) -> list[str]:
    """What is missing, each with an example; then the two questions that no pattern answers."""
    lines = []
    for part in found.missing:
        vague = part is SmartPart.SPECIFIC and found.vague
        key = "smart.vague" if vague else f"smart.{part}"
        named = words("smart.and").join(words("smart.quoted", word=word) for word in found.vague)
        lines.append(words(key, **({"vague": named} if vague else {})))
    lines += [words("smart.impossible", day=day) for day in found.impossible]
    if found.past:
        lines.append(words("smart.past", day=found.past))
    if found.complete:
        lines.append(words("smart.complete"))
    return [*lines, words("smart.asked")]
