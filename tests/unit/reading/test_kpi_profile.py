"""The KPI profile: libraries have one in common, and a record keeps the one used to debrief an attempt."""

from __future__ import annotations

from pathlib import Path

from builders import folder, put, scene
from roleplay.reading.folders import bundle_of
from roleplay.reading.library import Library
from roleplay.scene.kpi import KpiTargets

FIRST = "roleplay: kpi/1\nid: kpi\nsource: course\nweights: {csat: 40, fcr: 30, ces: 20, nps: 10}\ntargets: {nps: 50}\n"
OWN = "roleplay: kpi/1\nid: kpi\nsource: ours\nweights: {csat: 100}\ntargets: {csat: 4.5}\n"


def libraries(tmp_path: Path, own: str) -> list[Path]:
    first = folder(tmp_path / "first", scene())
    put(first / "rubrics" / "kpi.yaml", FIRST)
    put(tmp_path / "own" / "rubrics" / "kpi.yaml", own)
    return [first, tmp_path / "own"]


def test_the_profile_of_the_last_library_replaces_earlier_ones(tmp_path: Path) -> None:
    library = Library(libraries(tmp_path, OWN))
    assert not library.contents.problems
    profile = library.bundle("small").kpi
    assert profile is not None
    assert profile.source.get("en") == "ours"
    assert profile.weights == {"csat": 100}
    assert profile.targets == KpiTargets(csat=4.5)


def test_a_profile_whose_weights_are_not_100_is_refused_and_the_earlier_one_is_used(tmp_path: Path) -> None:
    library = Library(libraries(tmp_path, OWN.replace("100", "90")))
    (problem,) = library.contents.problems
    assert (problem.code, problem.span.line, problem.span.column) == ("RP026", 4, 10)
    assert "add up to 90, not to 100" in problem.message("en")
    assert "90" in problem.message("zh")
    profile = library.bundle("small").kpi
    assert profile is not None
    assert profile.source.get("en") == "course"


def test_a_library_without_a_profile_has_none(tmp_path: Path) -> None:
    assert Library([folder(tmp_path, scene())]).bundle("small").kpi is None


def test_the_profile_is_rebuilt_from_the_sources_of_a_record(tmp_path: Path) -> None:
    library = Library(libraries(tmp_path, OWN))
    assert bundle_of(library.sources("small", ["main"], ["base"])).kpi == library.bundle("small").kpi
