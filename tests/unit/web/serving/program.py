"""A program that can be shown on a page: it uses the protocol of Textual's driver, and draws its input.

``q`` ends it as a learner would, ``x`` as a crash would; after ``s`` it ignores all input.
"""

from __future__ import annotations

import json
import os
import signal
import sys


def send(kind: bytes, payload: bytes) -> None:
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)


def receive() -> tuple[bytes, bytes]:
    head = sys.stdin.buffer.read(5)
    if not head:
        os._exit(0)
    return head[:1], sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))


def draw(**facts: object) -> None:
    send(b"D", json.dumps(facts, ensure_ascii=False).encode().ljust(600))


def main() -> None:
    os.write(1, b"__GANGLION__\n")
    given = {
        name: os.environ.get(name)
        for name in ("ROLEPLAY_HOME", "ROLEPLAY_LIBRARY", "TEXTUAL_DRIVER", "COLUMNS", "ROWS")
    }
    draw(words=sys.argv[1:], process=os.getpid(), **given)
    while True:
        kind, payload = receive()
        if kind == b"M":
            message = json.loads(payload)
            if message["type"] == "quit":
                return
            draw(meta=message)
        elif payload == b"q":
            send(b"M", b'{"type": "exit"}')
            return
        elif payload == b"x":
            print("roleplay: an internal error", file=sys.stderr)
            sys.exit(2)
        elif payload == b"s":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            draw(deaf=True)
            signal.pause()
        else:
            draw(typed=payload.decode())


main()
