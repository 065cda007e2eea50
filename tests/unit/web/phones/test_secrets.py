"""What is sent before the reveal: letters and lines, and nothing that distinguishes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import choice, criterion, ending, folder, meter, node, persona, rubric, scene, shared
from phone_classroom import PHONES, Classroom, now, open_classroom, server_of
from roleplay.drill.events import facilitator as f
from roleplay.drill.stage import Phase
from roleplay.reading.library import Library
from roleplay.workspace.drills import begin

from .test_routes import open_vote

SECRETS = ("qmove", "QNAME", "QWHY", "qchoice", "qnode", "qpersona", "qrubric", "QCRIT", "qend")


def secret_scene(root: Path) -> Library:
    """A scene in which everything that a phone must not know is recognisable."""
    moves = {
        "roleplay": "moves/1",
        "moves": {
            f"qmove_{n}": {"name": f"QNAME {n}", "about": f"QNAME about {n}", "kind": kind, **more}
            for n, (kind, more) in enumerate((("good", {}), ("poor", {"instead": ["qmove_0"]})))
        },
    }
    personas = (persona("qpersona", {"qmove_0": {"anger": -7}, "qmove_1": {"anger": 9}}),)
    judged = rubric("qrubric", {"qcrit": {"qmove_0": 2, "qmove_1": -2}})
    judged["criteria"]["qcrit"] = {**criterion({"qmove_0": 2, "qmove_1": -2}), "name": "QCRIT"}

    def line(n: int, goto: str) -> dict[str, Any]:
        return choice(f"qchoice-{n}", goto, [f"qmove_{n % 2}"], say=f"Line {n}.", why=f"QWHY {n}", reply=f"Reply {n}.")

    data = scene(
        id="veiled",
        rubrics=["qrubric"],
        cast={"ann": {"name": "Ann", "persona": "qpersona"}},
        meters={"anger": meter(60)},
        nodes={
            "qnode-1": node(line(0, "qnode-2"), line(1, "qnode-2"), line(2, "qnode-2")),
            "qnode-2": node(line(3, "qend"), line(4, "qend")),
        },
        start="qnode-1",
        endings={"qend": ending()},
        pass_={"qrubric": 50, "endings": ["qend"]},
    )
    folder(root, data, files=shared(moves, personas, (judged,)))
    return Library([root])


@pytest.mark.parametrize(
    "phase", [Phase.LOBBY, Phase.PRESENT, Phase.OWN_WORDS, Phase.VOTE, Phase.DISCUSS, Phase.REVOTE]
)
async def test_before_the_reveal_nothing_sent_reveals_what_a_line_is_worth(tmp_path: Path, phase: Phase) -> None:
    library = secret_scene(tmp_path / "library")
    drill = begin(library, tmp_path / "drills", "veiled", PHONES._replace(own_words=True), "en", now)
    classroom = Classroom(drill, server_of(drill))
    await classroom.server.start()
    try:
        phones = await classroom.phones(3)
        while classroom.room.phase is not phase:
            if classroom.room.phase is Phase.VOTE:
                for phone, letter in zip(phones, "ABB", strict=True):
                    assert (await phone.vote(letter)).status == 200
                classroom.do(f.Discuss())
            else:
                classroom.do(f.Next())
        answers = []
        for phone in (*phones, classroom.phone()):
            answers += [await phone.page(), await phone.now(), await phone.page("?lang=zh"), await phone.vote("C")]
            answers += [await phone.vote("C", "1.2"), await phone.vote("Z"), await phone.send("mark", {"round": "1"})]
            answers.append(await phone.ask("GET", "/"))
        for answer in answers:
            sent = f"{answer.text}{dict(answer.headers)}".lower()
            for secret in SECRETS:
                assert secret.lower() not in sent, secret
    finally:
        await classroom.close()
    assert any("QWHY" in file.read_text() for file in (tmp_path / "library").rglob("*.yaml"))


async def test_after_the_reveal_the_counts_and_at_the_coaching_the_reason(tmp_path: Path) -> None:
    library = secret_scene(tmp_path / "library")
    drill = begin(library, tmp_path / "drills", "veiled", PHONES, "en", now)
    classroom = Classroom(drill, server_of(drill))
    await classroom.server.start()
    try:
        phones = await classroom.phones(3)
        open_vote(classroom)
        for phone in phones:
            await phone.vote("A")
        while classroom.room.phase is not Phase.COACHING:
            classroom.do(f.Next())
        sent = (await phones[0].page()).text
        assert "QWHY" in sent
        for secret in ("qmove", "qchoice", "qnode", "qpersona", "qrubric"):
            assert secret not in sent
    finally:
        await classroom.close()


async def test_other_votes_make_no_difference_to_what_is_sent(tmp_path: Path) -> None:
    """The same phone in two classes that vote differently receives the same bytes until the reveal."""
    sent: list[list[str]] = []
    for letters in ("AAAA", "BCAB"):
        async with open_classroom(tmp_path) as classroom:
            classroom.drill.code = "K7QM"  # the only other difference
            classroom.server = server_of(classroom.drill)
            await classroom.server.start()
            phones = await classroom.phones(5)
            open_vote(classroom)
            seen = [(await phones[0].now()).text]
            for phone, letter in zip(phones[1:], letters, strict=True):
                await phone.vote(letter)
                seen.append((await phones[0].now()).text)
            seen.append((await phones[0].vote("C")).text)
            classroom.do(f.Discuss())
            seen.append((await phones[0].now()).text)
            seen += [str((await phones[0].now()).headers["ETag"])]
            classroom.do(f.Next())
            seen.append((await phones[0].page()).text)
            sent.append(seen)
    assert sent[0] == sent[1]
