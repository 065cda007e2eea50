"""The figures of an ending in words: a single value compared with a target for many."""

from __future__ import annotations

import pytest

from roleplay.presenting.facts.kpi import KpiPanel, kpi_panel
from roleplay.presenting.rows.kpi import kpi_rows
from roleplay.scene.kpi import Kpi, KpiProfile, KpiTargets
from roleplay.scene.text import Text
from roleplay.text.cells import cell_len
from talk_scene import words

EN, ZH = words("en"), words("zh")
PROFILE = KpiProfile(
    id="kpi",
    source=Text.of({"en": "ours", "zh": "自拟"}),
    weights={"csat": 40, "fcr": 30, "ces": 20, "nps": 10},
    targets=KpiTargets(csat=4, nps=50, ces=2, fcr=80),
)


def panel(kpi: Kpi, profile: KpiProfile | None = PROFILE, language: str = "en") -> KpiPanel:
    panel_fact = kpi_panel(kpi, profile, words(language))
    assert panel_fact is not None
    return panel_fact


@pytest.mark.parametrize(
    ("kpi", "value", "standing"),
    [
        (Kpi(csat=4), "4 (1 to 5; 5 is best)", "Target: 4 or more on average. This one reaches it."),
        (Kpi(csat=3), "3 (1 to 5", "This one is below it."),
        (
            Kpi(nps=9),
            "10 is best): a promoter (9 or 10)",
            "above 50, per cent of promoters less per cent of detractors. ",
        ),
        (Kpi(nps=9), "a promoter", "This one counts for it."),
        (Kpi(nps=8), "a passive", "counts on neither side"),
        (Kpi(nps=6), "a detractor", "counts against it"),
        (Kpi(ces=2), "2 (1 to 5; 1 is best", "Target: 2 or less on average. This one reaches it."),
        (Kpi(ces=3), "3 (", "This one is above it."),
        (
            Kpi(fcr=True),
            "yes, after what was agreed here nobody had to raise it again",
            "Target: 80% of cases or more. This counts for it.",
        ),
        (Kpi(fcr=False), "no, it had to be raised again or stayed unsettled", "This counts against it."),
    ],
)
def test_one_value_is_compared_with_a_target_for_many(kpi: Kpi, value: str, standing: str) -> None:
    (figure,) = panel(kpi).figures
    assert value in figure.value
    assert standing in figure.against_target


def test_a_missing_target_is_reported() -> None:
    (figure,) = panel(Kpi(ces=2), PROFILE._replace(targets=KpiTargets())).figures
    assert figure.against_target == "No target is given."


def test_the_composite_names_its_weights_and_is_nobodys_score() -> None:
    panel_fact = panel(Kpi(csat=5, nps=9, ces=2, fcr=True))
    assert panel_fact.composite.startswith("Composite: 94 of 100")
    assert "CSAT 40%, FCR 30%, CES 20%, NPS 10%" in panel_fact.composite
    assert "are not a score" in panel_fact.about
    assert panel_fact.source == "ours"
    assert "不是学员的得分" in panel(Kpi(csat=5), language="zh").about


def test_the_ending_counts_for_the_pass_and_its_figures_do_not() -> None:
    assert panel(Kpi(csat=5)).about.startswith("The ending that was reached counts for the pass. These figures do not")
    assert panel(Kpi(csat=5), language="zh").about.startswith("结局算在通过的条件里，这些数不算")


def test_a_missing_figure_is_named_instead_of_a_composite() -> None:
    assert panel(Kpi(csat=5, nps=9)).composite == "No composite: the scene does not give FCR, CES."


def test_without_a_profile_only_the_figures_are_shown() -> None:
    panel_fact = panel(Kpi(csat=5, nps=9, ces=2, fcr=True), None)
    assert [figure.against_target for figure in panel_fact.figures] == [""] * 4
    assert (panel_fact.composite, panel_fact.source) == ("", "")


def test_without_figures_there_is_no_panel() -> None:
    assert kpi_panel(None, PROFILE, EN) is None
    assert kpi_panel(Kpi(), PROFILE, EN) is None


@pytest.mark.parametrize("width", [30, 64, 80, 100])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_keep_to_their_width_and_name_each_figure(width: int, language: str) -> None:
    panel_fact = panel(Kpi(csat=5, nps=0, ces=2, fcr=False), language=language)
    rows = [row.text for row in kpi_rows(panel_fact, width)]
    assert max(map(cell_len, rows)) <= width
    for figure in panel_fact.figures:
        assert any(figure.name in row for row in rows)
