"""Record folders: permanent for a name, temporary without one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from roleplay.web.serving.homes import Homes


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def homes(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Homes:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return Homes(tmp_path / "data", cache)


def test_a_name_finds_its_folder_again(homes: Homes, tmp_path: Path) -> None:
    with homes.home("王小明") as first:
        (first / "kept").touch()
    with homes.home("王小明") as again, homes.home("李华") as other:
        assert again == first
        assert (again / "kept").exists()
        assert other != again
    assert first.parent == tmp_path / "data" / "learners"


def test_two_pages_with_one_name_share_it(homes: Homes) -> None:
    with homes.home("Anna") as first:
        with homes.home("Anna") as second:
            assert first == second
        assert first.is_dir()


def test_nothing_is_left_of_an_anonymous_learner(homes: Homes, tmp_path: Path, cache: Path) -> None:
    with homes.home("") as first, homes.home("") as second:
        assert first != second
        (first / "records.db").touch()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not (tmp_path / "data").exists()
    with pytest.raises(RuntimeError), homes.home(""):
        raise RuntimeError
    assert list((tmp_path / "temporary").iterdir()) == []
    assert cache.is_dir()


def test_the_cache_is_shared_and_outlives_a_page(homes: Homes, cache: Path) -> None:
    for name in ("", "Anna"):
        with homes.home(name) as home:
            (home / "cache" / f"read for {name}").touch()
    assert {file.name for file in cache.iterdir()} == {"read for ", "read for Anna"}


def test_an_existing_cache_stays(homes: Homes) -> None:
    with homes.home("Anna") as home:
        (home / "cache").unlink()
        (home / "cache").mkdir()
    with homes.home("Anna") as home:
        assert not (home / "cache").is_symlink()


def test_a_record_is_for_its_owner_only(homes: Homes) -> None:
    for name in ("", "Anna"):
        with homes.home(name) as home:
            assert home.stat().st_mode & 0o077 == 0
