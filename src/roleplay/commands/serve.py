"""``roleplay serve``: the full screen in a browser, for machines without a terminal."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from roleplay.commands import DONE, Stop, language, open_workspace

if TYPE_CHECKING:
    from roleplay.web.serving.names import Names
    from roleplay.workspace.workspace import Workspace

#: Where it listens when nothing is said: this machine, for itself only.
HERE = "127.0.0.1"
_NEEDS = ("textual_serve", "aiohttp", "jinja2", "ifaddr")


def run(args: argparse.Namespace) -> int:
    """Serve pages until ctrl+c."""
    if any(find_spec(module) is None for module in _NEEDS):
        raise Stop("serve_missing")
    from roleplay.records.home import cache_folder
    from roleplay.web.serving import server
    from roleplay.web.serving.homes import Homes
    from roleplay.web.serving.pages import Pages
    from roleplay.web.serving.site import Setting

    with closing(open_workspace(args)) as workspace:
        words = {code: workspace.words(code) for code in ("zh", "en")}
        workspace.library.entries  # noqa: B018  read now, so that no learner waits for it
        setting = Setting(
            command=_command(args, workspace),
            homes=Homes(workspace.data, cache_folder()),
            pages=Pages(words.__getitem__, args.tabs),
            most=args.tabs,
            language=getattr(args, "lang", None),
        )
    try:
        listening = server.listen(args.address, args.port)
    except OSError as error:
        raise _cannot_listen(error, args) from None
    names = _names(args.address, listening.getsockname()[1])

    def ready() -> None:
        say = words[language(args)]
        print(say("cli.serve_open", links="  ".join(names.links)))
        if not names.private:
            print(say("cli.serve_public"))
        print(say("cli.serve_stop"), flush=True)

    with suppress(KeyboardInterrupt):  # where a signal cannot be waited for
        server.serve(setting, listening, names.hosts, ready)
    return DONE


def _command(args: argparse.Namespace, workspace: Workspace) -> list[str]:
    """The program behind a page. It has a record of its own and the libraries of this one."""
    from roleplay.workspace.workspace import library_folders

    named = library_folders(getattr(args, "library", []), os.environ, workspace.data)[1:]
    libraries = [word for folder in named if folder.is_dir() for word in ("--library", str(folder.absolute()))]
    return [sys.executable, "-m", "roleplay", *libraries]


def _names(address: str, port: int) -> Names:
    import socket

    from roleplay.web.net.addresses import addresses
    from roleplay.web.serving.names import names_of

    return names_of(address, port, addresses(), socket.gethostname())


def _cannot_listen(error: OSError, args: argparse.Namespace) -> Stop:
    import errno

    if error.errno == errno.EADDRINUSE:
        return Stop("serve_taken", port=args.port, next=args.port + 1 if args.port < 65535 else 8000)
    if error.errno == errno.EACCES:
        return Stop("serve_denied", port=args.port)
    return Stop("serve_address", address=args.address)
