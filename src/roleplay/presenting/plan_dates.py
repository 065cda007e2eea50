"""Calendar days named in a learner's own words: the latest one, one that is past, and days that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from roleplay.presenting.dates import local_date
from roleplay.records.model import When

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: A calendar day, with or without a year. A month alone does not count as a day.
_DAY_PATTERNS = (
    re.compile(
        r"(?<!\d)(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)(?:\s?[日号])?"
    ),
    # 12月3次 is a count, not a day
    re.compile(
        r"(?<![\d年])(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]?"
        r"(?!\d|\s?[次通个遍场句位条天轮班小周])"
    ),
    re.compile(r"(?<![\d./午晚早上])(?P<month>\d{1,2})[./](?P<day>\d{1,2})(?=\s?(?:之前|以前|前))"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format('name')}(?:,? (?P<year>\d{{4}}))?",
        re.IGNORECASE,
    ),
    re.compile(
        # neither "you may 5 times" nor "I march 3 times" names a day
        rf"\b(?:(?<=by )|(?<=on )|(?<=until )|(?<=till )|(?<=before )|(?!may\b|(?-i:march)\b)){_MONTH.format('name')} "
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
)


#: A day in Chinese numerals; 日 or 号 is required, because 一月三次 names no day.
_IN_NUMERALS = re.compile(
    r"(?:(?P<year>[〇零一二三四五六七八九]{4})\s?年\s?)?"
    r"(?<![一二三四五六七八九十])(?P<month>[一二三四五六七八九十]{1,2})\s?月\s?(?P<day>[一二三四五六七八九十]{1,3})\s?[日号]"
)
_NUMERALS = "〇一二三四五六七八九"
#: Days in each month; 29 February is accepted when no year is given.
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: 12.31前 may be a day and 14.30前 is a time: a text of this form is never reported as impossible.
_MAYBE_TIME = re.compile(r"\d+[./]\d+")
#: A number greater than this is not a mistyped day but a count of something.
_LARGEST_DAY_TYPED = 39


class _NamedDay(NamedTuple):
    """A day as it is named in a text, whether or not it exists."""

    #: as written, except that Chinese numerals are replaced by digits
    text: str
    #: empty if no year is named
    year: str
    month: int
    day: int


def latest_day(text: str, written: When) -> str:
    """The latest calendar day named in ``text``, as ``2026-05-04``; empty if it names none.

    A day without a year is the next such day from ``written`` on. Weekdays and "in two weeks" are ignored, because
    they are ambiguous.
    """
    return max(_resolved_days(text, written), default="")


def past_day(text: str, today: str) -> str:
    """The latest day in ``text``, as written there, if it is before ``today`` (``2026-05-04``); else empty."""
    days = [
        (f"{int(named.year):04}-{named.month:02}-{named.day:02}", named.text) if named.year else (today, "")
        for named in _find_days(text)
        if _exists(named)
    ]
    day, named_as = max(days, default=(today, ""))
    return named_as if day < today else ""


def impossible_days(text: str) -> tuple[str, ...]:
    """Days named in ``text`` that do not exist, such as 31 February, without duplicates."""
    candidates = (
        each for each in _find_days(text) if each.day <= _LARGEST_DAY_TYPED and not _MAYBE_TIME.fullmatch(each.text)
    )
    return tuple(dict.fromkeys(each.text for each in candidates if not _exists(each)))


def _exists(named: _NamedDay) -> bool:
    if not 1 <= named.month <= len(_MONTH_LENGTHS) or not 1 <= named.day <= _MONTH_LENGTHS[named.month - 1]:
        return False
    return not named.year or _is_day(f"{int(named.year):04}-{named.month:02}-{named.day:02}")


def _resolved_days(text: str, written: When) -> Iterator[str]:
    today = local_date(written)
    for named in _find_days(text):
        years = (int(named.year),) if named.year else (int(today[:4]), int(today[:4]) + 1)
        for each in years:
            day = f"{each:04}-{named.month:02}-{named.day:02}"
            if _is_day(day) and (named.year or day >= today):
                yield day
                break


def _find_days(text: str) -> Iterator[_NamedDay]:
    plain = _IN_NUMERALS.sub(_in_digits, " ".join(text.split()))
    for pattern in _DAY_PATTERNS:
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            name = groups.get("name")
            month = int(groups["month"]) if name is None else _MONTHS.index(name[:3].lower()) + 1
            yield _NamedDay(match[0].strip(), groups.get("year") or "", month, int(groups["day"]))


def _in_digits(match: re.Match[str]) -> str:
    month, day = _value_of(match["month"]), _value_of(match["day"])
    if month is None or day is None:
        return match[0]
    year = "".join(str(_NUMERALS.index(sign)) for sign in (match["year"] or "").replace("零", "〇"))
    return f"{year}年{month}月{day}日" if year else f"{month}月{day}日"


def _value_of(numerals: str) -> int | None:
    """The value of numerals such as 二十三; ``None`` if they are not a number, such as 二三."""
    tens, ten, ones = numerals.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    digits = [_NUMERALS.index(sign) if sign else default for sign, default in ((tens, 1), (ones, 0))]
    return digits[0] * 10 + digits[1] if ten else digits[1]


def _is_day(day: str) -> bool:
    try:
        return local_date(When.fromisoformat(f"{day}T12:00:00").astimezone()) == day
    except ValueError:
        return False
