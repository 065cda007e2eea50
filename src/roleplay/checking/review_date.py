"""RP423: a review that is still to come."""

from __future__ import annotations

from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.scene.model import Scenario


def dated_finding(scenario: Scenario, document: Document) -> Diagnostic | None:
    """What is to be said of the review date on every day before it; a scene without one has nothing to say."""
    if scenario.reviewed is None:
        return None
    return document.finding("RP423", document.span(("reviewed",)), date=scenario.reviewed)


def holds(finding: Diagnostic, today: str) -> bool:
    """Whether the day of a `dated_finding` is after ``today`` (``2026-05-04``)."""
    return finding.details["date"] > today
