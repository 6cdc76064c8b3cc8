"""The sender, against a real mail server and a real database: each letter once, or visibly not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from threading import Barrier
from typing import Any

import pytest
from outgoing import SENDER, MailServer, Record, unhurried

from models.records import Letter
from tasks.correspondence import doubt
from tasks.correspondence.post import Sent, send_due
from tasks.correspondence.sender import Sender
from tasks.correspondence.tokens import Purpose
from tasks.correspondence.wire import Answer, Meaning, Wire

YES = Answer(Meaning.ACCEPTED, 250, "DATA")


def _send(record: Record, mail: MailServer, **more: Any) -> Sent:  # noqa: ANN401 - as `send_due`
    return send_due(record.desk, mail.channel, SENDER, pace=unhurried(), **more)


def test_what_is_due_goes_out_one_recipient_an_envelope(record: Record, mail: MailServer) -> None:
    record.mean(recipients=3)

    assert _send(record, mail) == Sent(accepted=3)

    assert [to for to, _ in mail.accepted] == [f"lead-{n}@ysgol.example.test" for n in (1, 2, 3)]
    assert record.states() == ["accepted"] * 3
    assert mail.connections == 1


def test_an_accepted_letter_keeps_its_bytes_its_code_and_its_day(record: Record, mail: MailServer) -> None:
    [number] = record.mean()

    _send(record, mail)

    letter = record.letter(number)
    assert (letter.answer_code, letter.attempt, letter.reason) == (250, 1, None)
    assert letter.message == mail.accepted[0][1]
    assert letter.message_id is not None
    assert f"Message-ID: {letter.message_id}".encode() in letter.message
    assert letter.settled_at is not None


def test_reports_of_failed_delivery_go_to_the_replies_mailbox_at_the_letters_own_address(
    record: Record, mail: MailServer
) -> None:
    """Seen to fail with the address in From as the envelope's sender."""
    sealed = replace(SENDER, key=b"k" * 32)
    [number] = record.mean()
    send_due(record.desk, mail.channel, sealed, pace=unhurried())
    record.mean(sequence=1)
    _send(record, mail)

    assert mail.senders == [sealed.reply_address(Purpose.BOUNCE, number), SENDER.reply_to]
    assert message_from_bytes(mail.accepted[0][1])["From"].endswith(f"<{SENDER.address}>")


def test_nothing_goes_before_its_day_and_the_server_is_not_even_asked(
    record: Record, mail: MailServer
) -> None:
    record.mean(due_on=date(2026, 2, 14))

    assert _send(record, mail) == Sent()

    assert mail.connections == 0


# Seen to fail: with 4xx read as 5xx.
@pytest.mark.parametrize("where", ["at_mail", "at_rcpt", "at_data"])
def test_a_server_that_says_later_gets_the_letter_later(record: Record, mail: MailServer, where: str) -> None:
    [number] = record.mean()
    getattr(mail, where).append("451 4.7.1 Later")

    assert _send(record, mail) == Sent(postponed=1, server_away=where == "at_mail")
    assert _send(record, mail) == Sent()
    letter = record.letter(number)
    assert (letter.state, letter.answer_code, letter.attempt) == ("pending", 451, 1)

    record.let_time_pass()
    assert _send(record, mail) == Sent(accepted=1)
    assert len(mail.accepted) == 1


# Seen to fail: with the stored bytes ignored and the letter written anew, for its Date then differs.
def test_a_letter_sent_again_is_the_same_bytes_whatever_has_changed_since(
    record: Record, mail: MailServer
) -> None:
    """G2."""
    [number] = record.mean()
    mail.at_data.append("451 4.3.0 Later")
    _send(record, mail)
    with record.desk() as at:
        at.session.get_one(Letter, number).facts = {"reference": "CPR EX 9/2026", "board": "example"}
    record.let_time_pass()

    send_due(record.desk, mail.channel, Sender("arall@bwrdd.example.test"))

    (_, first), (_, second) = mail.seen
    assert first == second


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
def test_a_letter_refused_for_good_is_not_tried_again(record: Record, mail: MailServer, where: str) -> None:
    numbers = record.mean(recipients=2)
    getattr(mail, where).append("550 5.1.1 No such mailbox")

    assert _send(record, mail) == Sent(bounced=1, accepted=1)

    bounced = record.letter(numbers[0])
    assert (bounced.state, bounced.answer_code) == ("bounced", 550)
    assert bounced.reason == f"bounced_{where}"
    record.let_time_pass()
    assert _send(record, mail) == Sent()


# Seen to fail: with the refusal of MAIL read as one of RCPT.
def test_a_server_that_refuses_us_has_not_refused_the_letter(record: Record, mail: MailServer) -> None:
    """A sender locked out would else lose the whole queue as bounced."""
    [number] = record.mean()
    mail.at_mail.append("550 5.7.1 You may not send")

    assert _send(record, mail) == Sent(postponed=1, server_away=True)

    assert record.letter(number).state == "pending"


# Seen to fail: with the lost answer in `_data` read as "later": the letter would go out twice.
def test_a_letter_whose_answer_was_lost_waits_for_a_person(record: Record, mail: MailServer) -> None:
    [number, _] = record.mean(recipients=2)
    mail.hang_up = True

    assert _send(record, mail) == Sent(unknown=2)

    record.let_time_pass()
    mail.hang_up = False
    assert _send(record, mail) == Sent()
    assert len(mail.seen) == 2
    with record.desk() as at:
        parked = doubt.parked(at.session)
        assert parked[0].id == number
        assert parked[0].reason == "unknown_at_data"


# Seen to fail: with the letter claimed before a connection stood; it then hung in `sending`.
def test_a_server_that_is_away_touches_no_letter(record: Record, mail: MailServer) -> None:
    """G6."""
    [number] = record.mean()
    there, mail.port = mail.port, 1

    assert _send(record, mail) == Sent(server_away=True)
    letter = record.letter(number)
    assert (letter.state, letter.attempt, letter.message) == ("pending", 0, None)

    mail.port = there
    assert _send(record, mail) == Sent(accepted=1)


# Seen to fail: without 421 among what closes the connection.
def test_a_server_that_closes_for_today_is_met_again_on_a_new_connection(
    record: Record, mail: MailServer
) -> None:
    record.mean(recipients=2)
    mail.at_rcpt.append("421 4.3.2 Closing")

    assert _send(record, mail) == Sent(postponed=1, accepted=1)

    assert mail.connections == 2


# Seen to fail: without `with_for_update(skip_locked=True)`; 40 letters then went out 56 times.
def test_many_workers_on_one_queue_send_each_letter_once(record: Record, mail: MailServer) -> None:
    """G7."""
    record.mean(recipients=40)
    together = Barrier(8)

    def work(_: int) -> Sent:
        together.wait()
        return _send(record, mail)

    with ThreadPoolExecutor(8) as workers:
        sent = list(workers.map(work, range(8)))

    assert sum(each.accepted for each in sent) == 40
    assert sorted(to for to, _ in mail.accepted) == sorted({to for to, _ in mail.accepted})
    assert record.states() == ["accepted"] * 40


# Seen to fail: with the claim and the sending in one transaction; the row then read `pending`.
def test_sending_is_committed_before_the_server_hears_of_the_letter(
    record: Record, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    [number] = record.mean()
    states = []

    def deliver(*_: object, **_named: object) -> Answer:
        states.append(record.letter(number).state)
        return YES

    monkeypatch.setattr(Wire, "deliver", deliver)

    _send(record, mail)

    assert states == ["sending"]


def test_a_round_sends_no_more_than_it_is_told(record: Record, mail: MailServer) -> None:
    record.mean(recipients=3)

    assert _send(record, mail, limit=2) == Sent(accepted=2)
