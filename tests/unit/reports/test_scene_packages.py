"""The packages for learning management systems: their files, and that they are reproducible."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from zipfile import ZipFile

from builders import bundle, scene
from roleplay.presenting.xapi.names import VERBS, extension
from roleplay.reports.player.cmi5 import cmi5_package, course_structure, reporting
from roleplay.reports.player.page import PageHost, page_script
from roleplay.reports.player.scorm import manifest, scorm_package
from roleplay.scene.model import Bundle

DIGEST = "0123456789abcdef" * 4
COURSE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
PACKAGING = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SCORM = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"


def small() -> Bundle:
    return bundle(
        scene(
            title={"zh": "小 & <场景>", "en": 'A "small" & <scene>'},
            summary={"zh": "{ann}来了。", "en": "{ann} comes."},
        )
    )


def test_a_package_is_reproducible_and_contains_no_time() -> None:
    for first, second in (
        (cmi5_package(small(), DIGEST, "en"), cmi5_package(small(), DIGEST, "en")),
        (scorm_package(small(), "en"), scorm_package(small(), "en")),
    ):
        assert first == second
        with ZipFile(BytesIO(first)) as files:
            assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert files.namelist()[1] == "index.html"
            assert files.testzip() is None


def test_the_structure_of_a_course_follows_the_schema() -> None:
    """The order of elements, the required ones, and the allowed values (section 13 of the specification)."""
    root = ET.fromstring(course_structure(small(), DIGEST))
    assert [child.tag for child in root] == [f"{COURSE}course", f"{COURSE}au"]
    course, unit = root
    assert [child.tag for child in course] == [f"{COURSE}title", f"{COURSE}description"]
    assert [child.tag for child in unit] == [f"{COURSE}title", f"{COURSE}description", f"{COURSE}url"]
    assert unit.attrib["moveOn"] in ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable")
    assert unit.attrib["launchMethod"] in ("AnyWindow", "OwnWindow")
    assert unit.attrib["id"] == f"https://roleplay.example/scenes/small/{DIGEST[:12]}"
    assert course.attrib["id"] != unit.attrib["id"]
    texts = {string.attrib["lang"]: string.text for string in unit[0]}
    assert texts == {"zh-CN": "小 & <场景>", "en": 'A "small" & <scene>'}
    assert {string.text for string in unit[1]} == {"Ann来了。", "Ann comes."}
    assert unit[2].text == "index.html"


def test_the_manifest_refers_to_the_one_object() -> None:
    root = ET.fromstring(manifest(small(), "zh"))
    schema = root.find(f"{PACKAGING}metadata/{PACKAGING}schemaversion")
    assert schema is not None
    assert schema.text == "1.2"
    item = root.find(f".//{PACKAGING}item")
    resource = root.find(f".//{PACKAGING}resource")
    assert item is not None
    assert resource is not None
    assert item.attrib["identifierref"] == resource.attrib["identifier"]
    assert resource.attrib[f"{SCORM}scormtype"] == "sco"
    assert resource.attrib["href"] == "index.html"
    assert item[0].text == "小 & <场景>"


def test_the_page_uses_the_same_names_as_the_records_statements() -> None:
    names = reporting(small(), DIGEST)
    assert names["extension"] + "mode" == extension("mode")
    assert set(names["verbs"]) <= set(VERBS)
    assert [choice["id"] for choice in names["nodes"]["one"]["definition"]["choices"]] == ["good", "bad"]
    script = page_script(PageHost.CMI5)
    for name in ("presented-order", "state-delta", "misconceptions", "scoring-version", "taken-back-count", "critical"):
        assert name in script
        extension(name)
