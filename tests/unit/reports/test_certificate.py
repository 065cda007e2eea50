"""The page of an exam: everything is escaped, and the check code detects accidental changes."""

from __future__ import annotations

import re

import pytest

from exam_sittings import QUESTIONS, answers, play_events, sitting_after
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.exam.certificate import CertificateFacts, certificate_facts
from roleplay.reports.certificate import certificate_page, check_certificate
from unit.presenting.test_exam import CONTENTS, fact

NAME = "Li <script>alert(1)</script> & 'Ying' \u202e"


def facts(language: str, name: str = NAME) -> CertificateFacts:
    certificate = certificate_facts(
        fact(sitting_after(answers(QUESTIONS), play_events(0), play_events(1), play_events(2))),
        CONTENTS,
        name,
        catalogue(language),
    )
    assert certificate is not None
    return certificate


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_of_a_page_matches_its_file(language: str) -> None:
    check = check_certificate(certificate_page(facts(language), catalogue(language)).encode())
    assert check is not None
    assert check.matches
    assert re.fullmatch(r"(?:[0-9a-f]{5}-){3}[0-9a-f]{5}", check.stated)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("80%", "81%"),
        ("Li ", "Xi "),
        ("has passed", "had passed"),
        ("seed 1", "seed 2"),
        ("</body>", "<p>Passed with honours, Grade A</p></body>"),
        ("</html>", "</html>with honours"),
        ("<title>", "<title>With honours: "),
        ("</style>", 'h1::after{content:" with honours"}</style>'),
        ("</main>", '<dd id="code">0</dd></main>'),
        ("<main>", '<main><dd id="code">0</dd>'),
        ('id="code">', 'id="code">with honours '),
        ("</li>", "</li>\r\n"),
    ],
)
def test_any_change_or_addition_is_detected(old: str, new: str) -> None:
    page = certificate_page(facts("en"), catalogue("en"))
    assert old in page
    check = check_certificate(page.replace(old, new, 1).encode())
    assert check is not None
    assert not check.matches


def test_another_page_has_no_check() -> None:
    assert check_certificate(b"<p>Something else</p>") is None
    assert check_certificate(b"") is None
    assert check_certificate(b"\xa1\xff") is None


def test_no_text_on_it_is_markup() -> None:
    page = certificate_page(facts("en"), catalogue("en"))
    assert "<script" not in page
    assert "Li &lt;script&gt;" in page
    assert "\u202e" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "src=" not in page


def test_without_a_name_it_says_so() -> None:
    page = certificate_page(facts("en", ""), catalogue("en"))
    assert "no name was given" in page
    assert 'class="who"' not in page
