"""The day up to which a learner's own words reach, where they name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.presenting.ladder import day_of
from roleplay.records.model import When

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: A day of the calendar, with a year or without one. A month alone is no day.
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d年])(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]?(?!\d)"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_NAMED.format('name')}(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(
        # "you may 5 times" is no day
        rf"\b(?:(?<=by )|(?<=on )|(?<=until )|(?<=till )|(?<=before )|(?!may\b)){_NAMED.format('name')} "
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,? (?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
)


def last_day(text: str, written: When) -> str:
    """The last day of the calendar that ``text`` names, as ``2026-05-04``; empty where it names none.

    A day without a year is the next one after it was ``written``. Weekdays and "in two weeks" are left to the reader:
    which day they mean is not always plain.
    """
    return max(_days(" ".join(text.split()), written), default="")


def _days(text: str, written: When) -> Iterator[str]:
    today = day_of(written)
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            found = match.groupdict()
            name = found.get("name")
            month = int(found["month"]) if name is None else _MONTHS.index(name[:3].lower()) + 1
            year = found.get("year")
            years = (int(year),) if year else (int(today[:4]), int(today[:4]) + 1)
            for each in years:
                day = f"{each:04}-{month:02}-{int(found['day']):02}"
                if _is_day(day) and (year or day >= today):
                    yield day
                    break


def _is_day(day: str) -> bool:
    try:
        return day_of(When.fromisoformat(f"{day}T12:00:00").astimezone()) == day
    except ValueError:
        return False
