"""G1, G2 and G7 for letters: whatever is killed and whoever else is at work, each goes once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from pathlib import Path
from threading import Barrier
from typing import IO, Any

import pytest
from outgoing import JOURNAL, NOW, SENDER, MailServer, Record, open_record, running, unhurried
from sqlmodel import Session, col, select

from deployments.settings import CHECKOUT
from models.records import Letter, Person
from tasks.correspondence import outbox
from tasks.correspondence.doubt import sweep
from tasks.correspondence.outbox import Claim
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.wire import Answer, Meaning

pytestmark = pytest.mark.guarantee

JOURNALLED = replace(SENDER, journal=JOURNAL)
Say = Callable[[str], None]


@pytest.fixture
def record(own_database: Any) -> Iterator[Record]:  # noqa: ANN401 - the root conftest's own class
    with open_record(own_database.application_url) as opened:
        yield opened


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer()
    with running(server, server.port):
        yield server


def _message_id(letter: bytes) -> str:
    return str(message_from_bytes(letter)["Message-ID"])


@dataclass
class LaggingJournal:
    """A journal mailbox to which copies come late: it shows what it had when it last caught up."""

    mail: MailServer
    shown: set[str] = field(default_factory=set)
    read: int = 0

    def catch_up(self) -> None:
        copies = self.mail.journal[self.read :]
        self.read += len(copies)
        self.shown |= set(map(_message_id, copies))

    def holds(self, message_id: str) -> bool:
        return message_id in self.shown


class Senders:
    """Programs that send, one after another, and can be killed."""

    def __init__(self, url: str, mail: MailServer) -> None:
        here = Path(__file__).parent
        path = os.pathsep.join(map(str, (here, here.parent, CHECKOUT)))
        self._program = subprocess.Popen(
            [sys.executable, str(here / "killed_sender.py"), url, str(mail.port)],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._from.readline() == "ready\n"

    def send(self, dies_at: int = 0, after: float | None = None) -> tuple[bool, int]:
        """Let one send until it dies at a line, or is killed after so many seconds.

        Gives whether it was killed, and how many lines it ran if it was not.
        """
        self._to.write(f"{dies_at}\n")
        self._to.flush()
        number = int(self._from.readline())
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        code, lines = map(int, self._from.readline().split())
        assert code in (0, -signal.SIGKILL), "the sender failed by itself"
        return code != 0, lines

    def end(self) -> None:
        self._to.close()
        self._program.wait(10)
        self._from.close()

    @property
    def _to(self) -> IO[str]:
        assert self._program.stdin is not None
        return self._program.stdin

    @property
    def _from(self) -> IO[str]:
        assert self._program.stdout is not None
        return self._program.stdout


@pytest.fixture
def senders(own_database: Any, record: Record, mail: MailServer) -> Iterator[Senders]:  # noqa: ANN401 - as above
    record.mean()
    started = Senders(own_database.application_url, mail)
    yield started
    started.end()


def _in_sight(record: Record, letters: list[tuple[str, bytes]]) -> bool:
    """Say whether letters that a server has, or may have, are on record as more than waiting."""
    arrived = {_message_id(letter) for _, letter in letters}
    with Session(record.engine) as session:
        states = session.exec(select(Letter.state).where(col(Letter.message_id).in_(arrived))).all()
    return len(states) == len(arrived) and set(states) <= {"sending", "unknown", "accepted"}


def _settle_doubts(record: Record, journal: LaggingJournal) -> None:
    """Let the lease end, look while the copies are still on their way, and again when they have come."""
    record.let_time_pass()
    sweep(record.desk, journal)
    journal.catch_up()
    record.let_time_pass()
    sweep(record.desk, journal)


def _plan(lines: int, kills: int) -> Iterator[tuple[int, float | None]]:
    """Give where to kill: four times in five at a line of the loop, all of them in turn, else by chance."""
    by_chance = kills // 5
    at_lines = kills - by_chance
    for each in range(at_lines):
        yield 1 + each * lines // at_lines if at_lines < lines else 1 + each % lines, None
    for _ in range(by_chance):
        yield 0, random.uniform(0.0, 0.15)  # noqa: S311 - a moment by chance is no secret


def test_g1_a_sender_killed_anywhere_loses_no_letter_and_doubles_none(
    record: Record, mail: MailServer, senders: Senders, figure: Say, *, long_form: bool
) -> None:
    """G1: real programs, a real server, SIGKILL at every line of the send loop and at moments by chance.

    Seen to fail with the claim committed only after the server had answered; with doubtful
    letters sent again without a look into the journal; and with the grace left out.
    """
    record.mean(recipients=2, sequence=1)
    _, lines = senders.send()
    journal, kills, wanted = LaggingJournal(mail), 0, 1000 if long_form else 30

    for number, (dies_at, after) in enumerate(_plan(lines, wanted), start=2):
        record.mean(recipients=2, sequence=number)
        before = len(mail.seen)
        killed, _ = senders.send(dies_at, after)
        mail.settle_down()
        kills += killed
        assert _in_sight(record, mail.seen[before:]), f"killed at line {dies_at}"
        _settle_doubts(record, journal)

    _settle_doubts(record, journal)
    send_due(record.desk, mail.channel, JOURNALLED, pace=unhurried(), limit=10_000)
    went = Counter(_message_id(letter) for _, letter in mail.accepted)
    lost = [row for row in record.letters() if row.message_id not in went or row.state != "accepted"]
    doubled = [each for each, times in went.items() if times > 1]
    figure(
        f"G1 {kills} kills over {lines} lines of the send loop, {len(record.letters())} letters: "
        f"{len(lost)} lost, {len(doubled)} doubled, 0 doubtful out of sight"
    )
    assert (len(lost), len(doubled)) == (0, 0)
    assert kills > wanted * 0.7


def test_g2_a_letter_repeated_after_the_grace_is_the_same_bytes(
    record: Record, mail: MailServer, figure: Say, *, long_form: bool
) -> None:
    """G2. Seen to fail with the stored bytes ignored and the letter written anew."""
    count = 200 if long_form else 20
    record.mean(recipients=count)
    mail.hang_up = True
    while "pending" in record.states():
        send_due(record.desk, mail.channel, JOURNALLED, pace=unhurried())
    mail.hang_up = False
    with record.desk() as at:  # all that the bytes were made from changes
        for row in at.session.exec(select(Letter)):
            row.facts = {**row.facts, "reference": "CPR EX 9/2026"}
        for person in at.session.exec(select(Person)):
            person.name, person.language = "Enw arall", "cy"
    record.let_time_pass()
    sweep(record.desk, LaggingJournal(mail))  # the copies never came
    record.now = NOW.replace(hour=11)

    other = replace(JOURNALLED, reply_to="arall@bwrdd.example.test")
    assert send_due(record.desk, mail.channel, other, pace=unhurried()) == Sent(accepted=count)

    first, second = dict(mail.seen[:count]), dict(mail.seen[count:])
    same = sum(first[to] == second[to] for to in first)
    figure(f"G2 {count} letters repeated after the grace period: {same} byte-identical")
    assert same == count


def test_g7_eight_workers_on_one_queue_send_each_letter_once(
    record: Record, mail: MailServer, figure: Say, *, long_form: bool
) -> None:
    """G7. Seen to fail without `skip_locked` and its lock."""
    rounds = 20 if long_form else 3
    for number in range(rounds):
        record.mean(recipients=20, sequence=2 * number)
        record.mean(recipients=20, sequence=2 * number + 1)
        together = Barrier(8)

        def work(_: int, together: Barrier = together) -> None:
            together.wait()
            # Who finds every address in somebody's hands looks once more.
            for _ in range(3):
                send_due(record.desk, mail.channel, SENDER, pace=unhurried())

        with ThreadPoolExecutor(8) as workers:
            list(workers.map(work, range(8)))
    send_due(record.desk, mail.channel, SENDER, pace=unhurried())

    times = Counter(_message_id(letter) for _, letter in mail.accepted)
    doubled = sum(each > 1 for each in times.values())
    figure(f"G7 {rounds} rounds, 8 workers, {len(times)} letters: {doubled} doubled")
    assert (len(times), doubled) == (rounds * 40, 0)
    assert set(record.states()) == {"accepted"}


def test_g7_a_stale_workers_result_changes_no_row(record: Record, figure: Say) -> None:
    """G7. Seen to fail with the attempt left out of the fence."""
    [number] = record.mean()
    with record.desk() as at:
        turn = outbox.next_due(at)
        assert turn is not None
        stale = outbox.claim(at, turn, SENDER)
    assert isinstance(stale, Claim)
    with Session(record.engine) as session, session.begin():
        session.get_one(Letter, number).attempt = 2  # somebody else has it in hand by now
    before = record.letter(number)

    with record.desk() as at:
        results = [outbox.settle(at, stale, Answer(each, 250, "DATA")) for each in Meaning]

    changed = sum(each != "overtaken" for each in results) + (record.letter(number) != before)
    figure(f"G7 a stale worker with {len(results)} results: {changed} rows changed")
    assert changed == 0
