"""The scene to export: it is checked first, and a draft is refused."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from roleplay.commands.errors import CommandError
from roleplay.commands.scene_argument import bundle_of, is_scene_file, open_with_scene

if TYPE_CHECKING:
    from roleplay.reading.diagnostics import Diagnostic
    from roleplay.scene.model import Bundle
    from roleplay.workspace.workspace import Workspace


class SceneToExport(NamedTuple):
    """A scene in which the check finds no error."""

    bundle: Bundle
    #: digest of its file, in hex
    digest: str
    #: whether it describes something that really happened
    private: bool


def scene_to_export(workspace: Workspace, args: Namespace, language: str) -> SceneToExport:
    """The scene that ``args.what`` names, by id or file.

    Raises `CommandError` if none or several are named, if there is no such scene, if it describes something that
    really happened (so its text is own words) and ``--own-words`` is missing, and, with the finding, if the check finds
    an error in it or it is still a draft.
    """
    from roleplay.records.journal import is_private

    if len(args.what) != 1:
        raise CommandError("export_one_scene", format=args.format)
    name = args.what[0]
    with ExitStack() as opened:
        if is_scene_file(name):
            workspace, name = open_with_scene(Namespace(**{**vars(args), "scene": name}))
            opened.callback(workspace.close)
        bundle = bundle_of(workspace, name, language)
        source = workspace.library.sources(name, (), ())[0]
        private = bundle.scenario.private or is_private(source.id, source.text)
        if private and not args.own_words:
            raise CommandError("export_private", name=name, format=args.format)
        if args.own_words and not private:
            raise CommandError("export_stray", format=args.format, option="--own-words")
        refused = _refused(workspace, name, released=bundle.scenario.released)
    if refused is not None:
        from roleplay.checking.render import as_text

        raise CommandError("export_refused", finding=as_text(refused, language))
    return SceneToExport(bundle, source.digest, private)


def _refused(workspace: Workspace, name: str, *, released: bool) -> Diagnostic | None:
    """The first error that the check finds, or the finding that it is still a draft."""
    from roleplay.checking.check import check
    from roleplay.checking.scene import Depth
    from roleplay.reading.diagnostics import Severity

    path = next(Path(entry.path) for entry in workspace.library.entries if entry.id == name)
    if not released:
        unwritten = check([path], workspace.folders, Depth(release=True, explore=False)).findings
        return next(finding for finding in unwritten if finding.code in ("RP411", "RP415"))
    found = check([path], workspace.folders, cache=workspace.cache).findings
    return next((finding for finding in found if finding.severity is Severity.ERROR), None)
