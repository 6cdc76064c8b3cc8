"""G10: forged, replayed, wrong-person and out-of-order replies: none applied, all on record."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from replies_office import BARE, NOW, OURS, SENDER, STARTS_AT, RepliesOffice
from sqlalchemy import create_engine

from models.records import Invitation, Letter, Milestone, Person
from tasks.correspondence.tokens import Purpose

SHORT, LONG = 25, 400
"""How often each kind of false answer is sent."""
PEOPLE = ("mair", "pat", "rhys", "rob")


@pytest.fixture
def office(own_database: Any, tmp_path: Path) -> Iterator[RepliesOffice]:  # noqa: ANN401 - the root conftest's
    engine = create_engine(own_database.application_url)
    yield RepliesOffice(engine, tmp_path / "replies")
    engine.dispose()


class FalseAnswers:
    """Makes answers that must not count, each a little different from the last."""

    def __init__(self, office: RepliesOffice, seed: int) -> None:
        self.office = office
        self.chance = Random(seed)  # noqa: S311 - the same false answers each time
        self.stood = {each.person_code: each for each in office.rows(Invitation)}
        self.given = [self._given(person) for person in PEOPLE[:2]]
        self.old = [office.ics(person, "DECLINED") for person in PEOPLE[:2]]

    def _given(self, person: str) -> bytes:
        part = self.office.ics(person, "ACCEPTED")
        return self.office.mail(person, self.office.of_invitation(person), calendar=part)

    def _somebody(self, *but: str) -> str:
        return self.chance.choice([each for each in PEOPLE if each not in but])

    def _said(self) -> str:
        return self.chance.choice(("DECLINED", "TENTATIVE", "ACCEPTED"))

    def forged_sender(self) -> bytes:
        """Give an answer with a From that nobody has proven, and a verdict that came with it."""
        person = self._somebody()
        domain = self.office.person(person).e_mail.partition("@")[2]
        server = self.chance.choice((OURS, "mx.elsewhere.example.test"))
        said = {"Authentication-Results": f"{server}; dmarc=pass header.from={domain}"}
        mail = self.office.mail(person, BARE, calendar=self._part(person), headers=said)
        failed = f"Authentication-Results: {OURS}; dmarc=fail header.from={domain}\n"
        return failed.encode() + mail

    def forged_seal(self) -> bytes:
        """Give an answer to an address with a seal that we never made."""
        person, key = self._somebody(), self.chance.randbytes(32)
        purpose = self.chance.choice((Purpose.INVITATION, Purpose.LETTER))
        number = self.office.invitation(person).key
        to = replace(SENDER, key=key).reply_address(purpose, number)
        return self.office.mail(person, to, "decline", calendar=self._part(person))

    def forged_bounce(self) -> bytes:
        """Give a report on a letter with its Message-ID, at an address that no envelope of it named."""
        person = self._somebody()
        letter = self.office.letter("invitation", person)
        key = self.chance.randbytes(32)
        others = self.office.letter("invitation", self._somebody(person)).key
        to = self.chance.choice(
            (
                BARE,
                replace(SENDER, key=key).reply_address(Purpose.BOUNCE, letter.key),
                SENDER.reply_address(Purpose.BOUNCE, others),
                SENDER.reply_address(Purpose.LETTER, letter.key),
            )
        )
        return (
            f"From: MAILER-DAEMON@mx.example.test\nTo: {to}\nReturn-Path: <>\n"
            f"Message-ID: <{self.chance.randrange(10**9)}@mx.example.test>\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.test\n\n"
            f"Final-Recipient: rfc822; {self.office.person(person).e_mail}\nAction: failed\nStatus: 5.1.1\n\n"
            f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {letter.message_id}\n\n--b--\n"
        ).encode()

    def wrong_person(self) -> bytes:
        """Give an answer with somebody's own seal, in somebody else's name."""
        person = self._somebody()
        other = self._somebody(person)
        to = self.office.of_invitation(person)
        if self.chance.random() < 0.5:
            return self.office.mail(other, to, self.chance.choice(("decline", "derbyn", "amodol")))
        attendee = self.chance.choice((self.office.person(other).e_mail, "eve@elsewhere.example.test"))
        part = self._part(person, attendee=attendee)
        return self.office.mail(self.chance.choice((person, other)), to, calendar=part)

    def wrong_meeting(self) -> bytes:
        """Give an answer with somebody's seal to a meeting that it is not for."""
        person = self._somebody()
        uid = self.chance.choice(("x" * 36, "8f1c2f8e-2c57-5d0e-9f2e-0a4d5e1c7b11"))
        part = self._part(person, uid=uid)
        return self.office.mail(person, self.office.of_invitation(person), calendar=part)

    def replayed(self) -> bytes:
        """Give what was sent before: byte for byte, by another way, or the same part in another mail."""
        mail = self.chance.choice(self.given)
        way = self.chance.randrange(3)
        if way == 0:
            return mail
        if way == 1:
            return b"Received: by mx%d.example.test\n" % self.chance.randrange(10**6) + mail
        person = PEOPLE[self.given.index(mail)]
        part = self.office.ics(person, "ACCEPTED")
        return self.office.mail(person, self.office.of_invitation(person), calendar=part)

    def out_of_order(self) -> bytes:
        """Give an answer from before the one that stands, or to a day that has moved since."""
        index = self.chance.randrange(2)
        person = PEOPLE[index]
        older = NOW - timedelta(hours=2, minutes=self.chance.randrange(10**4))
        part = self.office.ics(person, "DECLINED", stamp=older)
        part = self.chance.choice((part, self.old_day(index)))
        return self.office.mail(person, self.office.of_invitation(person), calendar=part)

    def old_day(self, index: int) -> bytes:
        """Give an answer to the day before the last."""
        later = NOW + timedelta(days=self.chance.randrange(3))
        sequence = self.office.meeting().sequence - 1
        return self.office.ics(PEOPLE[index], "DECLINED", sequence=sequence, stamp=later)

    def _part(self, person: str, **more: str) -> bytes:
        """Give a part that would be the newest, if only it were believed."""
        newest = NOW - timedelta(minutes=self.chance.randrange(50))
        return self.office.ics(person, self._said(), stamp=newest, **more)


@pytest.mark.guarantee
def test_no_false_answer_is_applied_and_every_one_is_on_record(
    office: RepliesOffice, figure: Callable[[str], None], *, long_form: bool
) -> None:
    """Seen to fail with the seal (of answers, of reports) not compared, the ATTENDEE not looked at, and the
    stamps not ordered.
    """
    office.begins()
    office.plans()
    office.plans(STARTS_AT + timedelta(days=1))
    false = FalseAnswers(office, seed=10)
    office.reads(*false.given, authserv=OURS)
    assert [each[1] for each in office.outcomes()] == ["applied", "applied"]
    stands = {each.key: each.model_dump() for each in office.rows(Invitation)}
    answers, milestones = len(office.replies), len(office.rows(Milestone))
    letters = {each.key: each.state for each in office.rows(Letter)}

    made = Counter[str]()
    messages = []
    kinds = (
        "forged_sender",
        "forged_seal",
        "forged_bounce",
        "wrong_person",
        "wrong_meeting",
        "replayed",
        "out_of_order",
    )
    for kind in kinds * (LONG if long_form else SHORT):
        messages.append(getattr(false, kind)())
        made[kind] += 1
    false.chance.shuffle(messages)
    office.reads(*messages, authserv=OURS)

    taken = office.received[2:]
    applied = [each for each in taken if each.outcome in ("applied", "offered")]
    figure(
        f"G10 {made.total()} forged, replayed, wrong-person and out-of-order replies: "
        f"{len(applied)} applied, {len(taken)} on record"
    )
    assert applied == []
    assert len(taken) == made.total()
    assert {each.key: each.model_dump() for each in office.rows(Invitation)} == stands
    assert {each.outcome for each in office.replies[answers:]} <= {"stale", "repeated"}
    assert len(office.rows(Milestone)) == milestones
    assert {each.key: each.state for each in office.rows(Letter) if each.key in letters} == letters
    assert all(each.bounced_on is None for each in office.rows(Person))
    assert office.lie_in("") == 0
