"""Attempt x rubric -> scorecard. Every point traces to a move in a line; the story is not read."""

from roleplay.scoring.judge import Evidence, Judge, Judged, Measure, Totals
from roleplay.scoring.scorecard import (
    VERSION,
    CriterionScore,
    CriticalMove,
    Gate,
    GateKind,
    RubricScore,
    Scorecard,
    Step,
    graded,
    mean,
    percent,
    scorecard,
    whole_percent,
)

__all__ = [
    "VERSION",
    "CriterionScore",
    "CriticalMove",
    "Evidence",
    "Gate",
    "GateKind",
    "Judge",
    "Judged",
    "Measure",
    "RubricScore",
    "Scorecard",
    "Step",
    "Totals",
    "graded",
    "mean",
    "percent",
    "scorecard",
    "whole_percent",
]
