"""RP423: a review date in the future."""

from __future__ import annotations

from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.scene.model import Scenario


def dated_finding(scenario: Scenario, document: Document) -> Diagnostic | None:
    """The finding that applies on every day before the review date; ``None`` if the scene has no such date."""
    if scenario.reviewed is None:
        return None
    return document.finding("RP423", document.span(("reviewed",)), date=scenario.reviewed)


def is_in_future(finding: Diagnostic, today: str) -> bool:
    """Whether the date of a `dated_finding` is after ``today`` (``2026-05-04``)."""
    return finding.details["date"] > today
