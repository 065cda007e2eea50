"""A page of the diagnostics as plain text, and `roleplay explain`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command_runs import SOURCE, RunResult, run
from roleplay.checking.diagnostic_pages import Example, page_lines, read_page, title_of
from roleplay.reading.codes import CODES
from roleplay.text.cells import cell_len

ROOT = SOURCE.parent
PAGE = """\
# RP101 Nowhere · 无处可去

## English

It leads nowhere.

Really nowhere.

### Why it matters

Because.

### How to fix it

Mend `goto:`.

## 中文

这里没有路。

### 为什么要紧

因为。

### 怎么改

改 `goto:`。

## Bad · 有问题

```yaml text repeat=3
goto: nwhere   # <--
```

## Fixed · 改好了

```yaml
goto: here

end: x
```
"""
WORDS = {
    "explain.why": "Why",
    "explain.mending": "Mend",
    "explain.scene": "A cake.",
    "explain.bad": "Bad",
    "explain.mended": "Good",
}


def explain(*words: str, env: dict[str, str] | None = None, home: Path = Path("/nonexistent")) -> RunResult:
    return run(home, "explain", *words, shipped=ROOT, env=env or {})


def test_a_page_is_read_into_its_parts() -> None:
    page = read_page(PAGE)
    english, chinese = page.explanations["en"], page.explanations["zh"]
    assert page.code == "RP101"
    assert english == ("Nowhere", ("It leads nowhere.", "Really nowhere."), ("Because.",), ("Mend `goto:`.",))
    assert chinese == ("无处可去", ("这里没有路。",), ("因为。",), ("改 `goto:`。",))
    assert page.bad == Example("goto: nwhere   # <--\n", ("text", "repeat=3"))
    assert page.fixed == Example("goto: here\n\nend: x\n", ())


@pytest.mark.parametrize("lost", ["## English\n", "### 怎么改\n", "```yaml\n", " · 无处可去", "## Fixed · 改好了\n"])
def test_a_page_of_another_form_is_refused(lost: str) -> None:
    with pytest.raises(ValueError, match="form of a page: # RP101"):
        read_page(PAGE.replace(lost, ""))


def test_the_title_is_the_first_line() -> None:
    assert title_of("# RP101 Nowhere · 无处可去\n", "en") == "Nowhere"
    assert title_of("# RP101 Nowhere · 无处可去\n", "zh") == "无处可去"
    with pytest.raises(ValueError, match="not the title"):
        title_of("# Nowhere", "en")


def test_a_page_as_lines() -> None:
    assert list(page_lines(read_page(PAGE), "error", "en", WORDS, 20)) == [
        "error[RP101]:",
        "  Nowhere",
        "",
        "It leads nowhere.",
        "",
        "Really nowhere.",
        "",
        "Why",
        "  Because.",
        "",
        "Mend",
        "  Mend `goto:`.",
        "",
        "A cake.",
        "",
        "Bad",
        "",
        "    goto: nwhere   # <--",
        "",
        "Good",
        "",
        "    goto: here",
        "",
        "    end: x",
    ]


def test_an_example_that_is_a_whole_file_is_not_introduced_as_part_of_a_scene() -> None:
    page = read_page(PAGE.replace("goto: nwhere", "roleplay: moves/1"))
    assert "A cake." not in list(page_lines(page, "error", "en", WORDS, 20))


# -- the command ---------------------------------------------------------------------


@pytest.mark.parametrize("code", ["RP101", "rp101", "101", "１０１", "[RP101]:"])
def test_a_code_is_explained(code: str) -> None:
    ran = explain(code)
    assert (ran.code, ran.err) == (0, "")
    ran.says("error[RP101]: ", "Why it matters\n  ", "How to fix it\n  ", "# <--", "Fixed\n\n    nodes:\n")
    assert not re.search(r"^#|```|\*\*|[\u4e00-\u9fff]", ran.out, re.M)
    assert max(map(cell_len, ran.lines)) <= 80


def test_a_code_is_explained_in_the_language_of_the_reader() -> None:
    for ran in (explain("RP117", "--lang", "zh"), explain("RP117", env={"LANG": "zh_CN.UTF-8"})):
        ran.says("警告[RP117]: ", "为什么要紧\n", "怎么改\n", "改好以后\n", "# <--")
        assert "Why it matters" not in ran.out


def test_a_narrow_terminal_gets_narrow_lines() -> None:
    lines = explain("RP101", env={"COLUMNS": "40"}).lines
    assert max(cell_len(line) for line in lines if not line.startswith("    ")) <= 40
    assert max(map(cell_len, explain("RP101", env={"COLUMNS": "200"}).lines)) <= 80


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_code_all_are_listed(language: str) -> None:
    lines = explain("--lang", language).lines
    listed = [line.split(maxsplit=1) for line in lines if line.startswith("  RP")]
    assert [code for code, _ in listed] == list(CODES)
    assert all(bool(re.search("[\u4e00-\u9fff]", title)) is (language == "zh") for _, title in listed)
    assert max(map(cell_len, lines)) <= 80


def test_an_unknown_code_names_the_nearest() -> None:
    explain("RP124").fails("there is no code 'RP124'", "RP123, RP125")
    explain("999", "--lang", "zh").fails("没有代码“999”", list(CODES)[-1])


@pytest.mark.parametrize("word", ["goto", "RP", "RP1234", "RP-1", ""])
def test_something_that_is_not_a_code_is_answered_with_what_codes_look_like(word: str, tmp_path: Path) -> None:
    run(tmp_path, "explain", word).fails("such as RP101", "roleplay explain moves")
