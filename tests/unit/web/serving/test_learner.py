"""Untrusted names, and the folder names derived from them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.text.cells import clusters
from roleplay.web.serving.learner import MAX_GRAPHEMES, learner_name, slug


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("王小明", "王小明"),
        ("  王  小明 \n", "王 小明"),
        ("Ｌｉ　Ｍｅｉ", "Li Mei"),
        ("e\u0301", "\u00e9"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\ud800x\udfff", "x"),
        ("\ue000private", "private"),
        ("", ""),
        (" \u200b\t ", ""),
        ("../..", "../.."),
        ("<b>&", "<b>&"),
    ],
)
def test_a_name_keeps_its_readable_characters(sent: str, name: str) -> None:
    assert learner_name(sent) == name


def test_a_name_is_cut_between_graphemes() -> None:
    assert learner_name("王" * 50) == "王" * MAX_GRAPHEMES
    flag = "\U0001f1e8\U0001f1f3"
    assert learner_name(flag * 50) == flag * MAX_GRAPHEMES
    assert len(learner_name("z" + "\u0301" * 900)) < 10  # marks do not pile up


@given(st.text(max_size=80))
def test_any_name_is_harmless_and_stable(sent: str) -> None:
    name = learner_name(sent)
    assert learner_name(name) == name
    assert name == unicodedata.normalize("NFKC", name).strip()
    assert len(clusters(name)) <= MAX_GRAPHEMES
    assert all(character.isprintable() for character in name)
    assert not any(unicodedata.category(character).startswith("C") for character in name)


def test_the_folder_name_is_readable() -> None:
    assert re.fullmatch("王小明-[0-9a-f]{12}", slug("王小明"))
    assert re.fullmatch("li-mei-[0-9a-f]{12}", slug("Li Mei"))
    assert re.fullmatch("[0-9a-f]{12}", slug("👩"))


@pytest.mark.parametrize(
    "name", ["..", ".", "../../etc/passwd", "/etc", "a\\b", "C:", "con", "~", "nul.txt", "*", "-rf"]
)
def test_no_name_leads_elsewhere(name: str) -> None:
    folder = slug(name)
    assert re.fullmatch(r"[\w-]+", folder)
    assert not folder.startswith("-")
    assert (Path("/learners") / folder).resolve().parent == Path("/learners").resolve()


def test_names_are_case_insensitive() -> None:
    assert slug("ANNA") == slug("Anna") == slug("anna")


def test_similar_names_have_different_folders() -> None:
    names = ["a b", "a-b", "a/b", "a.b", "a", "王", "王 ", "👩", "👨", "x" * 30, "x" * 31]
    folders = {slug(name) for name in names}
    assert len(folders) == len(names)
    assert max(len(slug("\U00020000" * MAX_GRAPHEMES).encode()), len(slug("x" * MAX_GRAPHEMES).encode())) < 255


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_names_never_share_a_folder(one: str, other: str) -> None:
    one, other = learner_name(one), learner_name(other)
    same = unicodedata.normalize("NFKC", one.casefold()) == unicodedata.normalize("NFKC", other.casefold())
    assert (slug(one) == slug(other)) == same
