"""Senders in programs of their own, each killed where the test says: at the n-th line of the send loop.

Started once with a record's and a server's address, it sends once itself, so that every
statement and every template is ready, and then forks a sender for every line that it
reads: a number says at which line of the loop the sender kills itself, 0 that it never
does. It answers with the sender's number, and with how it ended and how many lines it ran.
"""

import os
import signal
import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import Any

from outgoing import JOURNAL, NOW, SENDER, FakeDesk, unhurried
from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from tasks.correspondence import board_mail, outbox, post, turn, wire
from tasks.correspondence.board_mail import channel
from tasks.correspondence.post import send_due

LOOP = {module.__file__ for module in (post, outbox, turn, wire, board_mail, smtplib)}
"""The files whose every line is a place to die at: the loop, its statements, the SMTP conversation."""


def send(engine: Engine, port: int, dies_at: int) -> int:
    """Send what is due, counting the lines of the loop; give how many there were."""
    lines = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - Python's own protocol
        nonlocal lines
        if frame.f_code.co_filename not in LOOP:
            return None
        if event == "line":
            lines += 1
            if lines == dies_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    @contextmanager
    def desk() -> Iterator[FakeDesk]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield FakeDesk(session, NOW)

    opened = channel(f"boardmail://127.0.0.1:{port}", SENDER)
    sys.settrace(trace)
    send_due(desk, opened, replace(SENDER, journal=JOURNAL), pace=unhurried())
    sys.settrace(None)
    return lines


def main(url: str, port: int) -> None:
    """Fork a sender for each line that is read."""
    engine = create_engine(url)
    send(engine, port, 0)
    engine.dispose()  # a connection belongs to one program
    print("ready", flush=True)  # noqa: T201 - this is how it answers
    for asked in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            ended = 1
            try:
                os.write(writing, str(send(engine, port, int(asked))).encode())
                ended = 0
            finally:
                os._exit(ended)
        os.close(writing)
        print(child, flush=True)  # noqa: T201 - as above
        _, status = os.waitpid(child, 0)
        lines = os.read(reading, 20).decode() or "0"
        os.close(reading)
        print(os.waitstatus_to_exitcode(status), lines, flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
