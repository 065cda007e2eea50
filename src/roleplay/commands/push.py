"""``roleplay push``: send completed attempts to a Learning Record Store, once each."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, cast

from roleplay.commands.environment import language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE, FAILED, FINDINGS, CommandError
from roleplay.commands.output import print_error, print_text
from roleplay.text.plain import safe

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.records.model import AttemptRecord
    from roleplay.web.lrs.backlog import Backlog
    from roleplay.web.lrs.credentials import Credentials, Keyring
    from roleplay.web.lrs.endpoint import Endpoint
    from roleplay.web.lrs.push import PushResult, Refusal, Stopped
    from roleplay.web.lrs.waiting import Wait
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay push --lrs https://lrs.example.org/xAPI"
#: Maximum number of refused statements that are listed individually.
_NAMED = 20


class PushError(CommandError):
    """Ends a push with one message of the group ``push``."""

    group = "push"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("attempts", nargs="*", default=[], metavar="attempt")
    parser.add_argument("--lrs", required=True, metavar="address")
    parser.add_argument("--scene", default="", metavar="id")
    parser.add_argument("--cohort", default="", metavar="name")
    parser.add_argument("--own-words", action="store_true")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--allow-http", action="store_true")


def run(args: Namespace) -> int:
    """Send everything the store has not acknowledged yet, and report the result."""
    from roleplay.web.lrs.endpoint import BadEndpoint, endpoint_of

    try:
        endpoint = endpoint_of(args.lrs, plain=args.allow_http)
    except BadEndpoint as bad:
        raise PushError(f"endpoint.{bad.why}") from None
    if find_spec("urllib3") is None and not args.dry_run:
        raise PushError("missing")
    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language)
        if args.dry_run:
            code = _print_dry_run(args, endpoint, workspace, words)
        else:
            code = _push(args, endpoint, workspace, words)
        report_record_problems(workspace, language)
    return code


def _print_dry_run(args: Namespace, endpoint: Endpoint, workspace: Workspace, words: Catalogue) -> int:
    """Print what would be sent where, without any network access and without asking for a password."""
    from roleplay.commands.exports.xapi import selected_attempts, speaker_of
    from roleplay.presenting.xapi.words import actor_text, skipped_notes
    from roleplay.web.lrs.backlog import Backlog
    from roleplay.web.lrs.credentials import USER
    from roleplay.web.lrs.push import batches
    from roleplay.workspace.lrs_statements import attempt_statements, play_histories

    speaker = speaker_of(workspace, args)
    backlog = Backlog(workspace.pushed(endpoint.url, os.environ.get(USER, "")), own_words=speaker.own_words)
    selected = selected_attempts(workspace, args.attempts, args.scene)
    unsent = backlog.statements(
        attempt_statements(workspace, play_histories(workspace.store, backlog.open(selected)), speaker)
    )
    sizes = [len(batch) for batch in batches(unsent)]
    if sizes:
        counts = {"attempts": backlog.attempts, "batches": len(sizes)}
        print_text(words.count("push.would_send", sum(sizes), url=endpoint.url, **counts))
        print_text(actor_text(speaker, words))
    elif not backlog.skipped:
        print_text(_nothing(args, selected, endpoint, words))
    _print_notes(skipped_notes(backlog.skipped, words))
    return DONE


def _push(args: Namespace, endpoint: Endpoint, workspace: Workspace, words: Catalogue) -> int:
    from roleplay.commands.exports.xapi import selected_attempts, speaker_of
    from roleplay.presenting.xapi.words import skipped_notes
    from roleplay.web.lrs.backlog import Backlog
    from roleplay.web.lrs.push import Push
    from roleplay.web.lrs.transport import BadProxy, HttpTransport
    from roleplay.workspace.lrs_statements import attempt_statements, play_histories

    creds = _credentials(endpoint)
    speaker = speaker_of(workspace, args)
    pushed = workspace.pushed(endpoint.url, creds.user)
    backlog = Backlog(pushed, own_words=speaker.own_words)
    selected = selected_attempts(workspace, args.attempts, args.scene)
    records = backlog.open(selected)
    if not records:
        print_text(_nothing(args, selected, endpoint, words))
        return DONE
    try:
        http = HttpTransport(endpoint, creds)
    except BadProxy as bad:
        raise PushError("proxy", variable=bad.variable) from None
    with closing(http) as transport, _progress(records, words) as progress:
        push = Push(transport, _wait(), backlog.settle, progress)
        try:
            result = push.send(
                backlog.statements(attempt_statements(workspace, play_histories(workspace.store, records), speaker))
            )
        except KeyboardInterrupt:
            result = None
    if result is None:
        print_error(f"roleplay: {words.count('push.interrupted', push.acknowledged, url=endpoint.url)}")
        return FAILED
    _print_notes(skipped_notes(backlog.skipped, words))
    if pushed.lost:
        print_error(f"roleplay: {words('push.not_remembered', path=pushed.path)}")
    return _print_result(args, result, endpoint, backlog, words)


def _nothing(args: Namespace, selected: Sequence[AttemptRecord], endpoint: Endpoint, words: Catalogue) -> str:
    """Why nothing is sent: no selected attempt is finished, or the store has them all."""
    if not selected:
        key = "push.none_over_at" if args.scene else "push.none_over"
        return words(key, scene=safe(args.scene, newlines=False))
    return words("push.nothing_of_these" if args.attempts or args.scene else "push.nothing", url=endpoint.url)


def _print_result(args: Namespace, result: PushResult, endpoint: Endpoint, backlog: Backlog, words: Catalogue) -> int:
    if result.stopped is not None and result.stopped.stop == "refuses_all":
        raise PushError("stopped.refuses_all", url=endpoint.url, reason=result.refused[0].reason)
    _print_refused(result.refused, backlog, words)
    if result.differing:
        sentence = words.count("push.differing", len(result.differing), first=result.differing[0])
        print_error(f"roleplay: {sentence}")
    if result.unclear:
        sentence = words.count("push.unclear", len(result.unclear), first=result.unclear[0])
        print_error(f"roleplay: {sentence}")
    if result.stopped is not None:
        if result.acknowledged:
            print_error(f"roleplay: {words.count('push.so_far', result.acknowledged)}")
        raise _stopped(result.stopped, endpoint)
    if result.acknowledged:
        print_text(words.count("push.sent", result.acknowledged, url=endpoint.url, attempts=backlog.attempts))
    elif not (result.refused or result.differing or result.unclear or backlog.skipped):
        print_text(words("push.nothing_of_these" if args.attempts or args.scene else "push.nothing", url=endpoint.url))
    return FINDINGS if result.refused or result.differing or result.unclear else DONE


def _print_refused(refused: Sequence[Refusal], backlog: Backlog, words: Catalogue) -> None:
    if not refused:
        return
    print_error(f"roleplay: {words.count('push.refused', len(refused))}")
    for refusal in refused[:_NAMED]:
        statement = refusal.statement
        values = {
            "id": statement["id"],
            "verb": statement["verb"]["id"].rpartition("/")[2],
            "about": statement["object"]["id"],
            "attempt": backlog.attempt_of(statement)[:8],
            "status": refusal.status,
            "reason": refusal.reason or words("push.no_reason"),
        }
        sentence = words("push.refusal", **values)
        print_error(f"  {safe(sentence, newlines=False)}")
    if len(refused) > _NAMED:
        print_error(f"  {words('push.more_refused', count=len(refused) - _NAMED)}")


def _stopped(stopped: Stopped, endpoint: Endpoint) -> PushError:
    values: dict[str, object] = {"url": endpoint.url}
    key = f"stopped.{stopped.stop.value}"
    if stopped.why:
        key += f"_{stopped.why}"
    if stopped.seconds:
        values["minutes"] = ceil(stopped.seconds / 60)
    if stopped.status:
        values["status"] = stopped.status
    return PushError(key, **values)


def _print_notes(notes: Sequence[str]) -> None:
    for note in notes:
        print_error(f"roleplay: {note}")


def _credentials(endpoint: Endpoint) -> Credentials:
    from roleplay.web.lrs.credentials import PASSWORD, TOKEN, USER, NoCredentials, credentials, service_of

    names = {"user": USER, "password": PASSWORD, "token": TOKEN}
    try:
        return credentials(endpoint.url, os.environ, _keyring)
    except NoCredentials as error:
        raise PushError(
            f"credentials.{error.why}", url=endpoint.url, service=service_of(endpoint.url), **names
        ) from None


def _keyring() -> Keyring | None:
    """The system keyring, if the package for it is installed."""
    try:
        return cast("Keyring", import_module("keyring"))
    except ImportError:
        return None


def _wait() -> Wait:
    import random
    import time
    from datetime import UTC, datetime

    from roleplay.web.lrs.waiting import Wait

    return Wait(time.sleep, lambda: datetime.now(UTC), random.random)


@contextmanager
def _progress(records: Sequence[AttemptRecord], words: Catalogue) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error if that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # begun, answered, ended with a verdict, left; statements of pauses and own words can't be counted beforehand
    expected = sum(len(record.kept) + record.taken_back + (4 if record.result else 2) for record in records)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words("push.sending"), total=expected)
        yield lambda count: bar.advance(task, count)
