"""The certificate page of a finished exam, printable on one sheet, and the check that its file is unchanged."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.exam.certificate import CertificateFacts
from roleplay.reports.markup import Markup, element, joined, page
from roleplay.reports.style import COMMON

#: The id of the element with the check code, which is excluded from its own computation.
_CODE = "code"
_CODE_PLACE = re.compile(rb'<dd id="%s">(.*?)</dd>' % _CODE.encode(), re.DOTALL)
#: Hexadecimal digits of a check code, and digits per group.
_DIGITS, _GROUP = 20, 5

_STYLE = f"""{COMMON}
body{{max-width:46rem}}
main{{border:3px double var(--mark);padding:1.6rem 2rem 1.2rem}}
header{{text-align:center;margin-bottom:1.1rem}}
header h1{{letter-spacing:.12em;margin-bottom:.5rem}}
.who{{font-size:1.5rem;min-height:2.2rem;margin:.5rem auto 0;max-width:22rem;border-bottom:1px solid var(--line)}}
.what{{font-size:1.2rem;font-weight:600;margin-top:.2rem}}
.small,.limits,dl{{font-size:.86rem}}
.stages{{list-style:none;padding:0;margin:.2rem 0}}
.stages>li{{margin:.5rem 0;padding-left:.8rem;border-left:.25rem solid var(--good);break-inside:avoid}}
.stages>li.missed{{border-color:var(--warn)}}
.stages>li>p{{font-weight:600;margin:0}}
.stages ul{{font-size:.9rem;margin:.15rem 0}}
h2{{font-size:1.02rem;margin:1.1rem 0 .4rem;border-bottom-width:1px}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .9rem;margin:.3rem 0}}
dt{{color:var(--soft)}}dd{{margin:0;overflow-wrap:anywhere}}
.limits{{padding-left:1.2em;color:var(--soft)}}
#{_CODE}{{font-family:ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}}
@media print{{
@page{{size:A4;margin:12mm}}
html{{font-size:9.5pt}}
main{{padding:1.1rem 1.5rem .8rem}}
}}
"""


def certificate_page(facts: CertificateFacts, words: Catalogue) -> str:
    """The page, with its check code."""
    without = _page(facts, "", words)
    return _page(facts, check_code(without.encode()), words)


def _page(facts: CertificateFacts, code: str, words: Catalogue) -> str:
    who = [element("p", facts.name, class_="who"), element("p", facts.name_note, class_="soft small")]
    header = element(
        "header",
        element("h1", facts.heading),
        *(who if facts.name else who[1:]),
        element("p", facts.statement),
        element("p", facts.title, class_="what"),
        element("p", facts.day),
    )
    stages = (
        element(
            "li",
            element("p", stage.text),
            element("ul", *(element("li", scene) for scene in stage.scenes)) if stage.scenes else "",
            class_=None if stage.reached else "missed",
        )
        for stage in facts.stages
    )
    details = [joined(element("dt", label), element("dd", value)) for label, value in facts.details]
    check = joined(element("dt", words("exam.page.label.code")), element("dd", Markup(code), id=_CODE))
    main = element(
        "main",
        header,
        element("ul", *stages, class_="stages"),
        element("h2", words("exam.page.judged")),
        element("dl", *details, check),
        element("h2", words("exam.page.limits")),
        element("ul", *(element("li", limit) for limit in facts.limits), class_="limits"),
    )
    return page(f"{facts.heading} · {facts.title}", words.interface, _STYLE, main)


# -- verification -----------------------------------------------------------------------------------------------


class CodeCheck(NamedTuple):
    """The check code printed on a page, and the one computed from its file."""

    #: empty if the page has none
    stated: str
    computed: str

    @property
    def matches(self) -> bool:
        """Whether both codes are the same."""
        return self.stated == self.computed


def check_code(page: bytes) -> str:
    """The check code of a page's file: a digest of every byte except those of the code itself."""
    start, end = _place_of_code(page) or (len(page), len(page))
    digits = hashlib.sha256(page[:start] + page[end:]).hexdigest()[:_DIGITS]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def check_certificate(page: bytes) -> CodeCheck | None:
    """The check of a page; ``None`` if it has no code and so isn't such a page."""
    start, end = _place_of_code(page) or (0, 0)
    stated = page[start:end].decode(errors="replace")
    return CodeCheck(stated, check_code(page)) if stated else None


def _place_of_code(page: bytes) -> tuple[int, int] | None:
    """The start and end of the check code; a second one is ordinary text."""
    found = _CODE_PLACE.search(page)
    return None if found is None else found.span(1)
