"""``roleplay serve``: the full screen in a browser, for machines without a terminal."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from roleplay.commands.arguments import parse_port, parse_whole_number
from roleplay.commands.environment import language_of, open_workspace
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_text

if TYPE_CHECKING:
    from roleplay.web.serving.names import Names
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay serve"
#: The default address to listen on: this machine only.
DEFAULT_ADDRESS = "127.0.0.1"
#: Maximum number of simultaneous pages: each is a process.
_MAX_TABS = 500
_NEEDS = ("textual_serve", "aiohttp", "jinja2", "ifaddr")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--address", default=DEFAULT_ADDRESS, metavar="address")
    parser.add_argument("--port", type=parse_port, default=8000, metavar="port")
    parser.add_argument("--tabs", type=_tabs, default=30, metavar="number")


def _tabs(text: str) -> int:
    return parse_whole_number(text, 1, _MAX_TABS, "tabs")


def run(args: Namespace) -> int:
    """Serve pages until ctrl+c."""
    if any(find_spec(module) is None for module in _NEEDS):
        raise CommandError("serve_missing")
    from roleplay.records.home import cache_folder
    from roleplay.text.languages import ReadingLanguage, interface_of
    from roleplay.web.serving import server
    from roleplay.web.serving.homes import Homes
    from roleplay.web.serving.pages import Pages
    from roleplay.web.serving.site import SiteConfig

    requested = getattr(args, "lang", None)
    with closing(open_workspace(args)) as workspace:
        words = {code: workspace.words(code) for code in ("zh", "en")}
        workspace.library.entries  # noqa: B018  read now, so that no learner has to wait
        config = SiteConfig(
            command=_command(workspace),
            homes=Homes(workspace.data, cache_folder()),
            pages=Pages(words.__getitem__, args.tabs),
            most=args.tabs,
            language=None if isinstance(requested, ReadingLanguage) else requested,
            reading=requested if isinstance(requested, ReadingLanguage) else "",
        )
    try:
        listening = server.listen(args.address, args.port)
    except OSError as error:
        raise _cannot_listen(error, args) from None
    names = _names(args.address, listening.getsockname()[1])

    def ready() -> None:
        message = words[interface_of(language_of(args))]
        print_text(message("cli.serve_open", links="  ".join(names.links)))
        if not names.private:
            print_text(message("cli.serve_public"))
        print_text(message("cli.serve_stop"), flush=True)

    with suppress(KeyboardInterrupt):  # on systems where the loop can't handle signals
        server.serve(config, listening, names.hosts, ready)
    return DONE


def _command(workspace: Workspace) -> list[str]:
    """The command of the program behind a page. It has its own record and the libraries of this process."""
    from roleplay.reading.files import is_folder

    named = [folder for folder in workspace.folders[1:] if is_folder(folder)]  # the first is built in
    libraries = [word for folder in named for word in ("--library", str(folder.absolute()))]
    return [sys.executable, "-m", "roleplay", *libraries]


def _names(address: str, port: int) -> Names:
    import socket

    from roleplay.web.net.addresses import addresses
    from roleplay.web.serving.names import names_of

    return names_of(address, port, addresses(), socket.gethostname())


def _cannot_listen(error: OSError, args: Namespace) -> CommandError:
    import errno

    if error.errno == errno.EADDRINUSE:
        return CommandError("serve_taken", port=args.port, next=args.port + 1 if args.port < 65535 else 8000)
    if error.errno == errno.EACCES:
        return CommandError("serve_denied", port=args.port)
    return CommandError("serve_address", address=args.address)
