"""A scene as a SCORM 1.2 package: one sharable content object, and the manifest for import."""

from __future__ import annotations

from roleplay.reports.player.archive import archive
from roleplay.reports.player.page import PageHost, scene_page
from roleplay.scene.model import Bundle
from roleplay.text.escaping import escape_markup

_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def scorm_package(bundle: Bundle, language: str) -> bytes:
    """The zip, reproducible for a scene."""
    page = scene_page(bundle, language, PageHost.SCORM)
    return archive({"imsmanifest.xml": manifest(bundle, language), "index.html": page})


def manifest(bundle: Bundle, language: str) -> str:
    """The content of ``imsmanifest.xml``, with the title in ``language``: the format has only one."""
    scenario = bundle.scenario
    name, title = (
        f"roleplay-{scenario.id}",
        escape_markup(scenario.title.fill(language, scenario.names()), newlines=False),
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<manifest identifier="{name}" version="1.0" xmlns="{_PACKAGING}" xmlns:adlcp="{_SCORM}">\n'
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n"
        f'<organizations default="{name}-course">\n'
        f'<organization identifier="{name}-course"><title>{title}</title>\n'
        f'<item identifier="{name}-item" identifierref="{name}-page"><title>{title}</title></item>\n'
        "</organization>\n</organizations>\n"
        f'<resources>\n<resource identifier="{name}-page" type="webcontent" adlcp:scormtype="sco" href="index.html">'
        '<file href="index.html"/></resource>\n</resources>\n</manifest>\n'
    )
