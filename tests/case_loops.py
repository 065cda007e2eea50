"""Many cases of one kind in one test: every case is checked, and all failing ones are reported by name."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def check_each(check: Callable[[Case], object], cases: Iterable[Case], name: Callable[[Case], object] = str) -> None:
    """Run ``check`` on every case, even after failures; then fail with the name and error of each failing case.

    Fails if there are no cases at all.
    """
    count = 0
    failures: list[str] = []
    for case in cases:
        count += 1
        try:
            check(case)
        except (Exception, pytest.fail.Exception) as error:
            failures.append(f"{name(case)}: {_description(error)}")
    if not count:
        pytest.fail("there are no cases")
    if failures:
        pytest.fail("\n".join([f"{len(failures)} of {count} cases fail:", *failures]), pytrace=False)


def _description(error: BaseException) -> str:
    """The error, and the line that raised it."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = "".join(traceback.format_exception_only(error)).strip()
    return f"{what}\n    at {Path(where.filename).name}:{where.lineno}: {where.line}"
