"""Days named in a learner's own words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roleplay.presenting.plan_dates import impossible_days, latest_day

WRITTEN = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Call three customers by 2026-12-10", "2026-12-10"),
        ("12月10日前练三次", "2026-12-10"),
        ("12 月 1 号到 12 月 15 号，每天一次", "2026-12-15"),
        ("2027年1月5日之前考过", "2027-01-05"),
        ("1月5号之前考过", "2027-01-05"),
        ("by 10 December, three calls", "2026-12-10"),
        ("Three calls before the 3rd of January", "2027-01-03"),
        ("until Dec. 5th", "2026-12-05"),
        ("Run one drill on March 15, 2027", "2027-03-15"),
        ("11月29日", "2026-11-29"),
        ("十二月底之前", ""),
        ("By Friday, in 3 of 5 calls", ""),
        ("2月30日", ""),
        ("13月1日", ""),
        ("You may 5 times", ""),
        ("In May 12 calls", ""),
        ("By May 12 in two calls", "2027-05-12"),
        ("9999999-12-10", ""),
        ("I march 3 times", ""),
        ("March 3, two calls", "2027-03-03"),
        ("十二月五日前打三通电话", "2026-12-05"),
        ("二〇二七年一月三十一号前", "2027-01-31"),
        ("一月三次", ""),
        ("1月3次", ""),
        ("12.10前", "2026-12-10"),
        ("下午5.30前", ""),
    ],
)
def test_the_latest_day_named(text: str, day: str) -> None:
    assert latest_day(text, WRITTEN) == day


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("by 31 February", ("31 February",)),
        ("By 2026-02-30 and on April 31st", ("2026-02-30", "April 31st")),
        ("2月30日之前", ("2月30日",)),
        ("八月三十二日", ("8月32日",)),
        ("by 2026-13-01", ("2026-13-01",)),
        ("2月29日", ()),
        ("2027-02-29", ("2027-02-29",)),
        ("14.30前", ()),
        ("By May 45 calls, by 5 May", ()),
    ],
)
def test_impossible_days_are_named(text: str, named: tuple[str, ...]) -> None:
    assert impossible_days(text) == named
