"""The phones' server on demand: it is created on first use, and everything is delegated to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from phone_classroom import HERE, LANGUAGES, desk_drill, server_of
from roleplay.locales import catalogue
from roleplay.presenting.drill.phones import Phones
from roleplay.web.phones.opening import PhonesOnDemand, open_phones
from roleplay.workspace.drills import Drill

ALL = ("url", "address", "port", "addresses", "problem", "held_back")


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[Drill]:
    started = desk_drill(tmp_path)
    yield started
    started.close()


async def test_the_server_is_not_created_before_it_is_needed(drill: Drill) -> None:
    serve = mock.Mock()
    phones: Phones = PhonesOnDemand(serve, LANGUAGES["en"])
    phones.words = LANGUAGES["zh"]
    assert (phones.url, phones.address, phones.port, phones.problem, phones.held_back) == ("", "", 0, "", 0)
    await phones.stop()
    serve.assert_not_called()


async def test_once_it_listens_everything_is_delegated_to_the_server(drill: Drill) -> None:
    server = server_of(drill)
    phones: Phones = PhonesOnDemand(lambda: server, LANGUAGES["en"])
    phones.words = LANGUAGES["zh"]
    await phones.start()
    assert server.words is LANGUAGES["zh"]  # as they are when it is created
    assert phones.url
    assert [getattr(phones, name) for name in ALL] == [getattr(server, name) for name in ALL]
    phones.words = LANGUAGES["en"]
    assert server.words is phones.words is LANGUAGES["en"]
    with mock.patch.object(server, "let_in") as let_in:
        phones.let_in()
    let_in.assert_called_once_with()
    await phones.move_to("127.0.0.2")
    assert phones.address == server.address == "127.0.0.2"
    await phones.stop()
    assert (phones.url, server.url) == ("", "")


async def test_it_listens_at_the_requested_address(drill: Drill) -> None:
    phones = open_phones(drill, catalogue, "en", HERE, 0)
    assert phones is not None
    await phones.start()
    assert phones.address == HERE
    assert drill.address == (HERE, phones.port)
    await phones.stop()
